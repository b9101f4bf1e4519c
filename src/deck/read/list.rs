//! Reads `bullets`, `numbered` and `checklist`: a list, its long form, or Markdown.

use super::super::block::{Block, BlockKind, List, ListItem, ListKind, Marker};
use super::super::text::Text;
use super::super::vocabulary::{BULLETS, CHECK_MARKS, CHECKLIST, MARKERS, NUMBER_STYLES, NUMBERED};
use super::icon::find_icon;
use super::item::{self, ListKey};
use super::{ReadContext, prose, show};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::{Fields, Node, NodeKind, ScalarStyle};

/// Reads the value of the list key `name`. Markdown may contain several blocks.
pub(crate) fn read_list(
    node: &Node,
    name: &str,
    span: Span,
    context: &mut ReadContext,
) -> Vec<Block> {
    let kind = ListKey::from_name(name);
    let what = format!("`{name}`");
    let list = match &node.kind {
        NodeKind::Scalar(scalar) if scalar.is_block() => {
            return read_markdown_list(node, kind, &what, context);
        }
        NodeKind::Scalar(scalar) => {
            let lines = context.reader.slice(node.span).lines().count();
            if scalar.style == ScalarStyle::Plain && lines > 1 {
                let help =
                    "start each line with `- `, or write `|` after the colon to use Markdown";
                context.reader.report_error(
                    Code::WrongType,
                    format!("{what} must be a list, not {lines} lines of text"),
                    node.span,
                    help,
                );
                return Vec::new();
            }
            let items = item::read_items(std::slice::from_ref(node), kind, &what, context);
            List::new(kind.default_kind(), items)
        }
        NodeKind::Mapping(_) => match read_long_list(node, kind, &what, context) {
            Some(list) => list,
            None => return Vec::new(),
        },
        _ => {
            let Some(nodes) = context.reader.read_list(node, &what) else { return Vec::new() };
            let items = item::read_items(nodes, kind, &what, context);
            List::new(kind.default_kind(), items)
        }
    };
    if list.items.is_empty() {
        let empty = |node: &Node| node.as_sequence().is_some_and(<[Node]>::is_empty);
        if empty(node)
            || node.as_mapping().is_some_and(|entries| entries.iter().any(|(_, node)| empty(node)))
        {
            context.reader.report_warning(
                Code::MissingValue,
                format!("{what} is an empty list"),
                node.span,
                "add items, or remove the list",
            );
        }
        return Vec::new();
    }
    vec![Block { kind: BlockKind::List(item::detect_checklist(list)), span }]
}

/// Reads a marker: one of the named ones, or the author's own characters.
pub(crate) fn read_marker(node: &Node, context: &mut ReadContext) -> Option<Marker> {
    let word = context.reader.read_word(node, "`marker`")?;
    if let Some(marker) = MARKERS.iter().find(|marker| marker.has_name(&word)) {
        return Some(marker.value.clone());
    }
    if let Some(name) = word.strip_prefix("icon:") {
        return find_icon(name, node.span, context).map(Marker::Icon);
    }
    if word.chars().count() <= 4 {
        return Some(Marker::Text(word));
    }
    let names: Vec<&str> = MARKERS.iter().map(|marker| marker.name).collect();
    let help = format!(
        "write {}, `icon:` and the name of an icon, or up to four characters of your own",
        names.join(", ")
    );
    context.reader.report_error(
        Code::WrongValue,
        format!("`{word}` is not a valid marker"),
        node.span,
        help,
    );
    None
}

/// Reads a long form: `{marker, items}`, `{start, style, items}` or `{mark, items}`, each with
/// `steps`.
fn read_long_list(
    node: &Node,
    kind: ListKey,
    what: &str,
    context: &mut ReadContext,
) -> Option<List> {
    let group = match kind {
        ListKey::Bullets => &BULLETS,
        ListKey::Numbered => &NUMBERED,
        ListKey::Checklist => &CHECKLIST,
    };
    let mut fields = context.reader.read_fields(node, what, group)?;
    if !group.all_keys().any(|key| fields.has_field(key.name)) {
        let help = "start each line with `- `, or write the list under `items:`";
        context.reader.report_error(
            Code::WrongType,
            format!("{what} must be a list, not keys with values"),
            node.span,
            help,
        );
        return None;
    }
    let list_kind = read_list_kind(&mut fields, kind, context);
    let steps = show::read_flag(&mut fields, "steps", context);
    let items = fields.take_value("items");
    fields.report_unknown_keys(&mut context.reader);
    let Some(items) = items else {
        context.reader.report_error(
            Code::MissingKey,
            format!("{what} has no `items`"),
            node.span,
            "write `items:` and the list below it",
        );
        return None;
    };
    let nodes = context.reader.read_list(items, "`items`")?;
    Some(List { steps, ..List::new(list_kind, item::read_items(nodes, kind, what, context)) })
}

fn read_list_kind(fields: &mut Fields, kind: ListKey, context: &mut ReadContext) -> ListKind {
    match kind {
        ListKey::Bullets => ListKind::Bullets(
            fields.take_value("marker").and_then(|node| read_marker(node, context)),
        ),
        ListKey::Numbered => {
            let start = fields
                .take_value("start")
                .and_then(|node| context.reader.read_integer(node, "`start`", 0..=9999));
            let style = fields
                .take_value("style")
                .and_then(|node| context.reader.read_choice(node, "`style`", NUMBER_STYLES));
            ListKind::Numbered { start: start.unwrap_or(1), style: style.unwrap_or_default() }
        }
        ListKey::Checklist => ListKind::Checklist(
            fields
                .take_value("mark")
                .and_then(|node| context.reader.read_choice(node, "`mark`", CHECK_MARKS)),
        ),
    }
}

/// Reads a list written in Markdown. If no line has a list marker, each line is an item.
fn read_markdown_list(
    node: &Node,
    kind: ListKey,
    what: &str,
    context: &mut ReadContext,
) -> Vec<Block> {
    let mut blocks = prose::read_blocks(node, what, context);
    if !blocks.is_empty() && blocks.iter().all(|block| matches!(block.kind, BlockKind::Text(_))) {
        let items = read_lines(node, context).into_iter().map(|text| ListItem {
            span: text.span,
            text,
            done: None,
            marker: None,
            children: Vec::new(),
        });
        let items = items.map(|item| item::take_tick(item, kind)).collect();
        return vec![Block {
            kind: BlockKind::List(item::detect_checklist(List::new(kind.default_kind(), items))),
            span: node.span,
        }];
    }
    for block in &mut blocks {
        if let BlockKind::List(list) = &mut block.kind {
            convert_list(list, kind);
        }
    }
    blocks
}

/// Reads each line of a block string as a text.
fn read_lines(node: &Node, context: &mut ReadContext) -> Vec<Text> {
    let value = node.as_scalar().map(|scalar| scalar.markup().to_owned()).unwrap_or_default();
    let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| super::markdown::parse_inline(line, node.span, context)).collect()
}

/// Converts a plain Markdown list to the kind of the key. Numbered lists and task lists keep their
/// kind.
fn convert_list(list: &mut List, kind: ListKey) {
    let plain = matches!(list.kind, ListKind::Bullets(None));
    let items = std::mem::take(&mut list.items);
    if kind == ListKey::Checklist {
        list.kind = ListKind::Checklist(None);
        list.items = items.into_iter().map(|item| item::take_tick(item, kind)).collect();
        for item in &mut list.items {
            for child in &mut item.children {
                if let BlockKind::List(list) = &mut child.kind {
                    convert_list(list, kind);
                }
            }
        }
    } else {
        if plain {
            list.kind = kind.default_kind();
        }
        list.items = items;
    }
}
