//! Reads list items in all the forms that people write.

use super::super::block::{Block, BlockKind, List, ListItem, ListKind, Marker, NumberStyle};
use super::super::markdown;
use super::super::text::Text;
use super::super::vocabulary::{CHECK_ITEM, ITEM};
use super::icon::take_icon;
use super::{ReadContext, list, prose};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::vocabulary::KeyGroup;
use crate::yaml::{Key, Node, NodeKind, ScalarStyle, quote_text, to_snake_case};

/// The keys of the three kinds of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListKey {
    /// `bullets`
    Bullets,
    /// `numbered`
    Numbered,
    /// `checklist`
    Checklist,
}

impl ListKey {
    /// Returns the list key with this name.
    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "numbered" => ListKey::Numbered,
            "checklist" => ListKey::Checklist,
            _ => ListKey::Bullets,
        }
    }

    /// Returns the kind of list with default settings.
    pub(crate) fn default_kind(self) -> ListKind {
        match self {
            ListKey::Bullets => ListKind::Bullets(None),
            ListKey::Numbered => ListKind::Numbered { start: 1, style: NumberStyle::Decimal },
            ListKey::Checklist => ListKind::Checklist(None),
        }
    }

    /// Returns the keys of an item of such a list.
    fn item_keys(self) -> &'static KeyGroup {
        if self == ListKey::Checklist { &CHECK_ITEM } else { &ITEM }
    }
}

/// Reads all items. A nested list without a text becomes a child of the previous item.
pub(crate) fn read_items(
    nodes: &[Node],
    kind: ListKey,
    what: &str,
    context: &mut ReadContext,
) -> Vec<ListItem> {
    let mut items: Vec<ListItem> = Vec::new();
    // `- - one` on every line: the second dash has no meaning.
    let doubled = nodes.iter().all(|node| as_inner_list(node, context).is_some());
    for (index, node) in nodes.iter().enumerate() {
        let Some(children) = as_inner_list(node, context) else {
            items.extend(read_item(node, kind, what, context));
            continue;
        };
        if doubled || items.is_empty() {
            if index == 0 {
                let help = "remove the second dash, or write an item before the nested list";
                let message = "the first item of the list has no text before its nested list";
                context.reader.report_warning(
                    Code::ItemWithoutText,
                    message,
                    node.span.start_point(),
                    help,
                );
            }
            items.extend(read_items(children, kind, what, context));
        } else if let Some(parent) = items.last_mut() {
            parent.children.push(read_nested_list(children, kind, what, node.span, context));
        }
    }
    items
}

/// Returns the list that is written instead of an item's text. A list in brackets counts as text.
fn as_inner_list<'n>(node: &'n Node, context: &ReadContext) -> Option<&'n [Node]> {
    node.as_sequence().filter(|_| !context.reader.slice(node.span).starts_with('['))
}

/// Moves a checkbox before an item's text (`[x]`, `☐` …) into `done`. Applies to checklists only.
pub(crate) fn take_tick(mut item: ListItem, kind: ListKey) -> ListItem {
    if kind == ListKey::Checklist && item.done.is_none() {
        let tick = parse_tick(&item.text.content);
        item.done = Some(tick.is_some_and(|(done, _)| done));
        if let Some((_, length)) = tick {
            item.text = item.text.without_start(length);
        }
    }
    item
}

/// Turns bullets whose items all start with a checkbox into a checklist.
pub(crate) fn detect_checklist(mut list: List) -> List {
    let boxes = matches!(list.kind, ListKind::Bullets(None))
        && list
            .items
            .iter()
            .all(|item| parse_tick(&item.text.content).is_some() && item.marker.is_none());
    if boxes {
        list.kind = ListKind::Checklist(None);
        list.items =
            list.items.into_iter().map(|item| take_tick(item, ListKey::Checklist)).collect();
    }
    list
}

/// Parses the checkbox at the start of a text. Returns whether it is ticked, and its length in
/// bytes including the white space after it.
fn parse_tick(text: &str) -> Option<(bool, usize)> {
    const BOXES: &[(&str, bool)] = &[
        ("[x]", true),
        ("[X]", true),
        ("[✓]", true),
        ("[✔]", true),
        ("[ ]", false),
        ("[]", false),
        ("☒", true),
        ("☑", true),
        ("✓", true),
        ("✔", true),
        ("✅", true),
        ("☐", false),
        ("□", false),
        ("⬜", false),
    ];
    let (mark, done) = BOXES.iter().find(|(mark, _)| text.starts_with(mark))?;
    // Variation selectors, which choose text or emoji presentation, belong to the box.
    let rest = text[mark.len()..].trim_start_matches(['\u{fe0e}', '\u{fe0f}']);
    let words = rest.trim_start();
    let apart = words.len() < rest.len() || !mark.starts_with('[');
    (apart && !words.is_empty()).then(|| (*done, text.len() - words.len()))
}

fn read_item(
    node: &Node,
    kind: ListKey,
    what: &str,
    context: &mut ReadContext,
) -> Option<ListItem> {
    let item = match &node.kind {
        NodeKind::Mapping(entries) => return read_mapping_item(node, entries, kind, what, context),
        NodeKind::Sequence(_) => plain_item(read_bracketed_text(node, context), node.span),
        NodeKind::Scalar(scalar) if scalar.is_block() => {
            item_from_blocks(prose::read_blocks(node, "an item", context), node.span)
        }
        _ => plain_item(context.read_text(node, &format!("an item of {what}"))?, node.span),
    };
    Some(take_tick(item, kind))
}

fn plain_item(text: Text, span: Span) -> ListItem {
    ListItem { text, done: None, marker: None, children: Vec::new(), span }
}

/// Creates an item from several blocks. The first paragraph becomes its text.
fn item_from_blocks(mut blocks: Vec<Block>, span: Span) -> ListItem {
    let words = match blocks.first() {
        Some(Block { kind: BlockKind::Text(text), .. }) => Some(text.clone()),
        _ => None,
    };
    if words.is_some() {
        blocks.remove(0);
    }
    ListItem {
        children: blocks,
        ..plain_item(words.unwrap_or_else(|| Text::plain("", span)), span)
    }
}

/// Reads an item such as `- [see below]`, which is a list in YAML but a text to the author.
fn read_bracketed_text(node: &Node, context: &mut ReadContext) -> Text {
    let words = context.reader.slice(node.span);
    let help = format!("write: - {}", quote_text(words));
    context.reader.report_warning(
        Code::BracketsInItem,
        "brackets at the start of an item are a list in YAML",
        node.span,
        help,
    );
    markdown::parse_inline(words, node.span, context)
}

fn read_nested_list(
    nodes: &[Node],
    kind: ListKey,
    what: &str,
    span: Span,
    context: &mut ReadContext,
) -> Block {
    let items = read_items(nodes, kind, what, context);
    Block { kind: BlockKind::List(detect_checklist(List::new(kind.default_kind(), items))), span }
}

fn read_mapping_item(
    node: &Node,
    entries: &[(Key, Node)],
    kind: ListKey,
    what: &str,
    context: &mut ReadContext,
) -> Option<ListItem> {
    // `when: the river rises` alone is a text with a colon.
    let is_known = |name: &str| name != "when" && kind.item_keys().has_key(name);
    let known = |key: &Key| is_known(&to_snake_case(&key.name));
    if entries.iter().any(|(key, _)| known(key)) {
        return read_long_item(node, kind, what, context);
    }
    match entries {
        [(key, value)] => read_colon_item(key, value, kind, what, context),
        [(key, _), ..] => {
            let help = "start each line with `- `, or quote the text";
            let message =
                format!("an item of {what} must be text, not several keys such as `{}`", key.name);
            context.reader.report_error(Code::KeysInItem, message, key.span, help);
            None
        }
        [] => {
            context.reader.report_error(
                Code::MissingValue,
                format!("an item of {what} is empty"),
                node.span,
                "write its text, or remove it",
            );
            None
        }
    }
}

/// Reads an item whose text contains a colon, so that YAML takes its first words as a key.
fn read_colon_item(
    key: &Key,
    value: &Node,
    kind: ListKey,
    what: &str,
    context: &mut ReadContext,
) -> Option<ListItem> {
    let span = Span { end: value.span.end.max(key.span.end), ..key.span };
    warn_misspelt_key(key, kind, context);
    if let NodeKind::Sequence(children) = &value.kind
        && !context.reader.slice(value.span).starts_with('[')
    {
        let text = markdown::parse_inline(&key.name, key.span, context);
        let child = read_nested_list(children, kind, what, value.span, context);
        return Some(take_tick(ListItem { children: vec![child], ..plain_item(text, span) }, kind));
    }
    let words = match &value.kind {
        NodeKind::Null => match context.reader.read_text_after_colon(value) {
            Some(words) => format!("{}: {words}", key.name),
            None => format!("{}:", key.name),
        },
        NodeKind::Scalar(scalar) if scalar.is_block() => {
            let text = markdown::parse_inline(&key.name, key.span, context);
            let children = prose::read_blocks(value, what, context);
            return Some(take_tick(ListItem { children, ..plain_item(text, span) }, kind));
        }
        NodeKind::Scalar(scalar) => {
            let between = context.reader.slice(Span {
                start: key.span.end,
                end: value.span.start,
                ..key.span
            });
            let as_written = scalar.style == ScalarStyle::Plain && !between.contains('\n');
            let between = if as_written { between } else { ": " };
            format!("{}{between}{}", key.name, context.reader.read_markup(value, what)?)
        }
        NodeKind::Sequence(_) => format!("{}: {}", key.name, context.reader.slice(value.span)),
        NodeKind::Unreadable => return None,
        NodeKind::Mapping(_) => {
            let help = "quote the text, or start each line below it with `- `";
            context.reader.report_error(
                Code::KeysInItem,
                format!("expected a list under `{}`, found keys", key.name),
                value.span,
                help,
            );
            return None;
        }
    };
    let text = markdown::parse_inline(&words, span, context);
    Some(take_tick(plain_item(text, span), kind))
}

/// Warns if the text before the colon is probably a misspelt key.
fn warn_misspelt_key(key: &Key, kind: ListKey, context: &mut ReadContext) {
    if key.name.chars().count() >= 4
        && key.name.chars().all(|c| c.is_ascii_lowercase())
        && let Some(near) = find_nearest(
            &key.name,
            kind.item_keys()
                .key_names()
                .filter(|name| name.len() >= 4 && !matches!(*name, "text" | "when")),
        )
    {
        let diagnostic = Diagnostic::warning(
            Code::KeyAsText,
            format!("`{}:` is read as part of the text", key.name),
            key.span,
        );
        context.reader.diagnostics.push(diagnostic.with_help(format!("did you mean `{near}:`?")));
    }
}

/// Reads the long form of an item: `{text, bullets | numbered | checklist, marker}`, and `done` or
/// `todo` in a checklist.
fn read_long_item(
    node: &Node,
    kind: ListKey,
    what: &str,
    context: &mut ReadContext,
) -> Option<ListItem> {
    let mut fields =
        context.reader.read_fields(node, &format!("an item of {what}"), kind.item_keys())?;
    let mut item = plain_item(Text::plain("", node.span), node.span);
    let mut words = 0;
    let has_text = fields.has_field("text");
    for field in fields.take_matching(|name| {
        matches!(name, "text" | "done" | "todo") && kind.item_keys().has_key(name)
    }) {
        let done = field.name == "done";
        if field.name != "text" && has_text {
            // `{text: …, done: true}`
            let value = context
                .reader
                .read_boolean(field.value, &format!("`{}` next to `text`", field.name));
            item.done = value.map(|value| value == done);
            continue;
        }
        if field.name != "text" {
            item.done = Some(done);
        }
        words += 1;
        if words > 1 {
            let help = "write two items, each after `- `";
            context.reader.report_error(
                Code::DoneAndTodo,
                "an item cannot be both `done` and `todo`",
                field.key.span,
                help,
            );
            continue;
        }
        let blocks = prose::read_blocks(field.value, &format!("`{}`", field.name), context);
        let read = item_from_blocks(blocks, field.value.span);
        item = ListItem { text: read.text, children: read.children, ..item };
    }
    if words == 0 {
        let help = "write `text:` and the text of the item above the nested list";
        context.reader.report_error(
            Code::ItemWithoutText,
            "an item with keys has no `text`",
            node.span.start_point(),
            help,
        );
    }
    if let Some(marker) = fields.take_value("marker") {
        item.marker = list::read_marker(marker, context);
    }
    if let Some(icon) = take_icon(&mut fields, context) {
        item.marker = Some(Marker::Icon(icon));
    }
    for field in fields.take_matching(|name| matches!(name, "bullets" | "numbered" | "checklist")) {
        item.children.extend(list::read_list(field.value, &field.name, field.value.span, context));
    }
    fields.report_unknown_keys(&mut context.reader);
    Some(take_tick(item, kind))
}
