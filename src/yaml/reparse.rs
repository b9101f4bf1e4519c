//! Parsing of a text of which one list item was edited since it was last parsed.

use super::node::{Node, NodeKind};
use super::parse::parse;
use super::recovery::find_used_anchors;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId, Span};

/// Parses `source` as [`parse`] does, given its previous text `text`, which was parsed as `root`
/// without diagnostics. Only one item of the list that ends the text is parsed; the other items are
/// reused. Returns `None` if more than one item was edited, if the item may affect others, or if
/// the new text has errors.
pub fn reparse_edited_item(source: &Source, id: SourceId, text: &str, root: &Node) -> Option<Node> {
    let (old, new) = (text, source.text.as_str());
    // Tabs are interpreted for the whole file, and references may refer to other items.
    if new.contains('\t')
        || !find_used_anchors(old).is_empty()
        || !find_used_anchors(new).is_empty()
    {
        return None;
    }
    let ((key, list), above) = root.as_mapping()?.split_last()?;
    let items = list.as_sequence()?;
    let (before, after) = common_prefix_and_suffix(old, new);
    let at = items.partition_point(|item| item.span.start as usize <= before).checked_sub(1)?;
    let start = dash_line_start(old, &items[at])?;
    let old_end = items.get(at + 1).map_or(Some(old.len()), |next| dash_line_start(old, next))?;
    let end =
        (old_end + new.len()).checked_sub(old.len()).filter(|_| old_end + after >= old.len())?;
    let (own, indent) = (new.get(start..end)?, old[start..].find('-')?);
    if !own.lines().skip(1).all(|line| is_part_of_item(line, indent)) {
        return None;
    }

    // The part above the list, the edited item, and one more item if there was one.
    let mut part = new.get(..dash_line_start(old, items.first()?)?)?.to_owned();
    let moved = start as i64 - part.len() as i64;
    part.push_str(own);
    let is_last = at + 1 == items.len();
    if !is_last {
        part.push_str(&format!("{:indent$}- more\n", ""));
    }
    let mut diagnostics = Diagnostics::default();
    let mut read = parse(&Source::new(&source.name, part), id, &mut diagnostics)
        .filter(|_| diagnostics.is_empty())?;
    let NodeKind::Mapping(read_entries) = &mut read.kind else { return None };
    let (read_key, read_list) = read_entries.pop()?;
    let NodeKind::Sequence(read_items) = read_list.kind else { return None };
    if read_key != *key || read_entries != above || read_items.len() != 1 + usize::from(!is_last) {
        return None;
    }
    let item = shift_node(read_items.into_iter().next()?, moved);
    if item.span.start != items[at].span.start {
        return None;
    }

    let growth = new.len() as i64 - old.len() as i64;
    let following = items[at + 1..].iter().map(|item| shift_node(item.clone(), growth));
    let items = items[..at].iter().cloned().chain([item]).chain(following).collect();
    let ends_at = |old: Span, read: Span| {
        let end = if is_last { read.shift_by(moved).end } else { old.shift_by(growth).end };
        Span { end, ..old }
    };
    let list = Node { kind: NodeKind::Sequence(items), span: ends_at(list.span, read_list.span) };
    let entries = above.iter().cloned().chain([(key.clone(), list)]).collect();
    Some(Node { kind: NodeKind::Mapping(entries), span: ends_at(root.span, read.span) })
}

/// Returns how many bytes two texts have in common at their start and at their end.
fn common_prefix_and_suffix(old: &str, new: &str) -> (usize, usize) {
    let same = |(one, other): &(u8, u8)| one == other;
    let before = old.bytes().zip(new.bytes()).take_while(same).count();
    let max_len = old.len().min(new.len()) - before;
    (before, old.bytes().rev().zip(new.bytes().rev()).take(max_len).take_while(same).count())
}

/// Returns the start of the line with an item's dash and first word; `None` if anything else
/// precedes that word.
fn dash_line_start(text: &str, item: &Node) -> Option<usize> {
    let before = text.get(..item.span.start as usize)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let words = before[start..].trim_matches(' ');
    (words == "-").then_some(start)
}

/// Returns whether a line belongs to an item whose dash has this indentation, or to no item.
fn is_part_of_item(line: &str, indent: usize) -> bool {
    let words = line.trim_start_matches(' ');
    words.is_empty() || words.starts_with('#') || line.len() - words.len() > indent
}

/// Returns a tree whose text has moved by a number of bytes.
fn shift_node(mut node: Node, by: i64) -> Node {
    fn shift_spans(node: &mut Node, by: i64) {
        node.span = node.span.shift_by(by);
        match &mut node.kind {
            NodeKind::Sequence(items) => items.iter_mut().for_each(|item| shift_spans(item, by)),
            NodeKind::Mapping(entries) => entries.iter_mut().for_each(|(key, value)| {
                key.span = key.span.shift_by(by);
                shift_spans(value, by);
            }),
            NodeKind::Null | NodeKind::Unreadable | NodeKind::Scalar(_) => {}
        }
    }
    shift_spans(&mut node, by);
    node
}
