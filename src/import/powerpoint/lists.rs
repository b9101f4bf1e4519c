//! Builds nested lists from paragraphs with levels.

use super::inline::escape_line_starts;
use super::list_style::Bullet;
use super::paragraphs::BodyBlock;
use crate::import::list::is_natural_key;
use crate::import::write::OutlineValue;

/// The maximum depth of lists in an outline. Deeper items move up to the last level.
const MAX_LIST_DEPTH: usize = 8;

/// An item before the lists are built.
#[derive(Clone, Debug)]
pub(super) struct ListLine {
    /// The level, from 0.
    pub level: usize,
    pub bullet: Bullet,
    /// The text as Markdown.
    pub text: String,
}

struct ListNode {
    line: ListLine,
    children: Vec<ListNode>,
}

/// Builds the lists of items that follow each other.
pub(super) fn build_lists(lines: Vec<ListLine>) -> Vec<BodyBlock> {
    let items = nest(lines);
    write_lists(items, 1)
}

/// Builds a tree of items. A level that is left out is no level.
fn nest(lines: Vec<ListLine>) -> Vec<ListNode> {
    let mut roots: Vec<ListNode> = Vec::new();
    // The levels of the items that are open, from the outside to the inside.
    let mut open: Vec<usize> = Vec::new();
    for line in lines {
        while open.last().is_some_and(|&level| level >= line.level) {
            open.pop();
        }
        let depth = open.len().min(MAX_LIST_DEPTH - 1);
        open.truncate(depth);
        let mut siblings = &mut roots;
        for _ in 0..depth {
            let Some(parent) = siblings.len().checked_sub(1) else { break };
            siblings = &mut siblings[parent].children;
        }
        open.push(line.level);
        siblings.push(ListNode { line, children: Vec::new() });
    }
    roots
}

/// The kind of a list: bullets, checkboxes or numbers of a style.
fn list_kind(item: &ListNode) -> (&'static str, &'static str) {
    match &item.line.bullet {
        Bullet::Number { scheme, .. } => ("numbered", number_style(scheme)),
        _ if item.line.text.starts_with(['☐', '☑', '☒']) => ("checklist", ""),
        _ => ("bullets", ""),
    }
}

fn number_style(scheme: &str) -> &'static str {
    match scheme {
        _ if scheme.starts_with("alphaLc") => "lower_alpha",
        _ if scheme.starts_with("alphaUc") => "upper_alpha",
        _ if scheme.starts_with("romanLc") => "lower_roman",
        _ if scheme.starts_with("romanUc") => "upper_roman",
        _ => "",
    }
}

fn write_lists(items: Vec<ListNode>, depth: usize) -> Vec<BodyBlock> {
    let mut blocks: Vec<BodyBlock> = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(first) = items.next() {
        let (key, style) = list_kind(&first);
        let start = match &first.line.bullet {
            Bullet::Number { start, .. } => *start,
            _ => 1,
        };
        let mut group = vec![first];
        while let Some(next) = items.next_if(|next| list_kind(next) == (key, style)) {
            group.push(next);
        }
        let group = group.into_iter().map(|item| write_item(item, key, depth)).collect();
        let mut entries = Vec::new();
        if !style.is_empty() {
            entries.push(("style".to_owned(), OutlineValue::word(style)));
        }
        if key == "numbered" && start != 1 {
            entries.push(("start".to_owned(), OutlineValue::word(start.to_string())));
        }
        let list = OutlineValue::List(group);
        let value = if entries.is_empty() {
            list
        } else {
            entries.push(("items".to_owned(), list));
            OutlineValue::Map(entries)
        };
        blocks.push((key, value));
    }
    blocks
}

fn write_item(item: ListNode, list_key: &str, depth: usize) -> OutlineValue {
    let text = item.line.text;
    let mut lists = write_lists(item.children, depth + 1);
    let is_simple = lists.len() == 1
        && lists[0].0 == "bullets"
        && matches!(lists[0].1, OutlineValue::List(_))
        && list_key == "bullets"
        && is_natural_key(&text);
    if lists.is_empty() {
        let is_long = text.contains('\n');
        return OutlineValue::Text(if is_long { escape_line_starts(&text) } else { text });
    }
    if is_simple {
        return OutlineValue::Map(vec![(text, lists.remove(0).1)]);
    }
    let mut entries = vec![("text".to_owned(), OutlineValue::Text(text))];
    for (key, value) in lists {
        push_list(&mut entries, key, value);
    }
    OutlineValue::Map(entries)
}

/// Adds a list below an item, which has one list of each kind at most.
fn push_list(entries: &mut Vec<(String, OutlineValue)>, key: &str, value: OutlineValue) {
    let Some((_, known)) = entries.iter_mut().find(|(known, _)| known == key) else {
        entries.push((key.to_owned(), value));
        return;
    };
    let added = match value {
        OutlineValue::List(items) => items,
        OutlineValue::Map(entries) => entries
            .into_iter()
            .filter_map(|(key, value)| match value {
                OutlineValue::List(items) if key == "items" => Some(items),
                _ => None,
            })
            .flatten()
            .collect(),
        _ => Vec::new(),
    };
    match known {
        OutlineValue::List(items) => items.extend(added),
        OutlineValue::Map(entries) => {
            if let Some((_, OutlineValue::List(items))) =
                entries.iter_mut().find(|(key, _)| key == "items")
            {
                items.extend(added);
            }
        }
        _ => {}
    }
}
