//! `bullets`, `numbered`, `checklist`: the list, its long form, and the Markdown that may stand in
//! its place.

use super::super::block::{Block, BlockKind, List, ListItem, ListKind, Marker};
use super::super::text::Text;
use super::super::vocabulary::{BULLETS, CHECKLIST, CHECKS, MARKERS, NUMBERED, STYLES};
use super::item::{self, Kind};
use super::{Context, prose, show};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::{Fields, Node, NodeKind, ScalarStyle};

/// The list behind the key `name`, one of the three; in Markdown it may be several blocks.
pub fn read(node: &Node, name: &str, span: Span, context: &mut Context) -> Vec<Block> {
    let kind = Kind::of(name);
    let what = format!("`{name}`");
    let list = match &node.kind {
        NodeKind::Scalar(scalar) if scalar.is_block() => {
            return of_markdown(node, kind, &what, context);
        }
        NodeKind::Scalar(scalar) => {
            let lines = context.reader.slice(node.span).lines().count();
            if scalar.style == ScalarStyle::Plain && lines > 1 {
                let hint =
                    "start each line with `- `, or write `|` behind the colon to use Markdown";
                context.reader.error(
                    Code::WrongType,
                    format!("{what} must be a list, not {lines} lines of text"),
                    node.span,
                    hint,
                );
                return Vec::new();
            }
            let items = item::read_all(std::slice::from_ref(node), kind, &what, context);
            List::of(kind.plain(), items)
        }
        NodeKind::Mapping(_) => match long(node, kind, &what, context) {
            Some(list) => list,
            None => return Vec::new(),
        },
        _ => {
            let Some(nodes) = context.reader.list(node, &what) else { return Vec::new() };
            let items = item::read_all(nodes, kind, &what, context);
            List::of(kind.plain(), items)
        }
    };
    if list.items.is_empty() {
        let empty = |node: &Node| node.sequence().is_some_and(<[Node]>::is_empty);
        if empty(node)
            || node.mapping().is_some_and(|entries| entries.iter().any(|(_, node)| empty(node)))
        {
            context.reader.warning(
                Code::Empty,
                format!("{what} is an empty list"),
                node.span,
                "add items, or take it out",
            );
        }
        return Vec::new();
    }
    vec![Block { kind: BlockKind::List(item::checked(list)), span }]
}

/// A bullet's mark: one of the named ones, or the author's own.
pub fn marker(node: &Node, context: &mut Context) -> Option<Marker> {
    let word = context.reader.word(node, "`marker`")?;
    if let Some(marker) = MARKERS.iter().find(|marker| marker.is_called(&word)) {
        return Some(marker.value.clone());
    }
    if word.chars().count() <= 4 {
        return Some(Marker::Text(word));
    }
    let names: Vec<&str> = MARKERS.iter().map(|marker| marker.name).collect();
    let hint = format!("write {}, or a character of your own", names.join(", "));
    context.reader.error(Code::WrongValue, format!("`{word}` is not a marker"), node.span, hint);
    None
}

/// `{marker, items}`, `{start, style, items}`, `{mark, items}`, each with `steps`.
fn long(node: &Node, kind: Kind, what: &str, context: &mut Context) -> Option<List> {
    let group = match kind {
        Kind::Bullets => &BULLETS,
        Kind::Numbered => &NUMBERED,
        Kind::Checklist => &CHECKLIST,
    };
    let mut fields = context.reader.fields(node, what, group)?;
    if !group.all().any(|key| fields.has(key.name)) {
        let hint = "put `- ` before each line, or its items under `items:`";
        context.reader.error(
            Code::WrongType,
            format!("{what} must be a list, not keys with values"),
            node.span,
            hint,
        );
        return None;
    }
    let list_kind = list_kind(&mut fields, kind, context);
    let steps = show::flag(&mut fields, "steps", context).unwrap_or_default();
    let items = fields.value("items");
    fields.finish(&mut context.reader);
    let Some(items) = items else {
        context.reader.error(
            Code::MissingKey,
            format!("{what} has no `items`"),
            node.span,
            "write `items:` and below it the list",
        );
        return None;
    };
    let nodes = context.reader.list(items, "`items`")?;
    Some(List { steps, ..List::of(list_kind, item::read_all(nodes, kind, what, context)) })
}

fn list_kind(fields: &mut Fields, kind: Kind, context: &mut Context) -> ListKind {
    match kind {
        Kind::Bullets => {
            ListKind::Bullets(fields.value("marker").and_then(|node| marker(node, context)))
        }
        Kind::Numbered => {
            let start = fields
                .value("start")
                .and_then(|node| context.reader.integer(node, "`start`", 0..=9999));
            let style = fields
                .value("style")
                .and_then(|node| context.reader.one_of(node, "`style`", STYLES));
            ListKind::Numbered { start: start.unwrap_or(1), style: style.unwrap_or_default() }
        }
        Kind::Checklist => ListKind::Checklist(
            fields.value("mark").and_then(|node| context.reader.one_of(node, "`mark`", CHECKS)),
        ),
    }
}

/// A list written as Markdown. Lines without a mark are items, too, if no line has one.
fn of_markdown(node: &Node, kind: Kind, what: &str, context: &mut Context) -> Vec<Block> {
    let mut blocks = prose::blocks(node, what, context);
    if !blocks.is_empty() && blocks.iter().all(|block| matches!(block.kind, BlockKind::Text(_))) {
        let items = lines(node, context).into_iter().map(|text| ListItem {
            span: text.span,
            text,
            done: None,
            marker: None,
            children: Vec::new(),
        });
        let items = items.map(|item| item::ticked(item, kind)).collect();
        return vec![Block {
            kind: BlockKind::List(item::checked(List::of(kind.plain(), items))),
            span: node.span,
        }];
    }
    for block in &mut blocks {
        if let BlockKind::List(list) = &mut block.kind {
            become_kind(list, kind);
        }
    }
    blocks
}

/// Each line of a block string as a text.
fn lines(node: &Node, context: &mut Context) -> Vec<Text> {
    let value = node.scalar().map(|scalar| scalar.value.clone()).unwrap_or_default();
    let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| super::markdown::inline(line, node.span, context)).collect()
}

/// Markdown's plain list becomes what the key says; its numbered and task lists say themselves what
/// they are.
fn become_kind(list: &mut List, kind: Kind) {
    let plain = matches!(list.kind, ListKind::Bullets(None));
    let items = std::mem::take(&mut list.items);
    if kind == Kind::Checklist {
        list.kind = ListKind::Checklist(None);
        list.items = items.into_iter().map(|item| item::ticked(item, kind)).collect();
        for item in &mut list.items {
            for child in &mut item.children {
                if let BlockKind::List(list) = &mut child.kind {
                    become_kind(list, kind);
                }
            }
        }
    } else {
        if plain {
            list.kind = kind.plain();
        }
        list.items = items;
    }
}
