//! One item of a list, in all the ways that people write one.

use super::super::block::{Block, BlockKind, List, ListItem, ListKind, NumberStyle};
use super::super::markdown;
use super::super::text::Text;
use super::super::vocabulary::{CHECK_ITEM, ITEM};
use super::{Context, list, prose};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;
use crate::vocabulary::Group;
use crate::yaml::{Key, Node, NodeKind, ScalarStyle, quoted, snake_case};

/// The three kinds of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With marks.
    Bullets,
    /// With numbers.
    Numbered,
    /// With boxes.
    Checklist,
}

impl Kind {
    /// The kind that a key names.
    pub fn of(name: &str) -> Self {
        match name {
            "numbered" => Kind::Numbered,
            "checklist" => Kind::Checklist,
            _ => Kind::Bullets,
        }
    }

    /// A list of this kind with nothing said about it.
    pub fn plain(self) -> ListKind {
        match self {
            Kind::Bullets => ListKind::Bullets(None),
            Kind::Numbered => ListKind::Numbered { start: 1, style: NumberStyle::Decimal },
            Kind::Checklist => ListKind::Checklist(None),
        }
    }

    /// The keys of an item.
    fn keys(self) -> &'static Group {
        if self == Kind::Checklist { &CHECK_ITEM } else { &ITEM }
    }
}

/// Reads all items. A list without words of its own hangs under the item before it.
pub fn read_all(nodes: &[Node], kind: Kind, what: &str, context: &mut Context) -> Vec<ListItem> {
    let mut items: Vec<ListItem> = Vec::new();
    // `- - one` on every line: the second dash is one too many.
    let doubled = nodes.iter().all(|node| inner_list(node, context).is_some());
    for (index, node) in nodes.iter().enumerate() {
        let Some(children) = inner_list(node, context) else {
            items.extend(read(node, kind, what, context));
            continue;
        };
        if doubled || items.is_empty() {
            if index == 0 {
                let hint = "take the second dash away, or write a line before it that the inner list can hang under";
                let message = "the first item of a list has no words of its own";
                context.reader.warning(Code::ItemWithoutWords, message, node.span.head(), hint);
            }
            items.extend(read_all(children, kind, what, context));
        } else if let Some(parent) = items.last_mut() {
            parent.children.push(nested(children, kind, what, node.span, context));
        }
    }
    items
}

/// The list that stands in place of an item's words; one in brackets is words.
fn inner_list<'n>(node: &'n Node, context: &Context) -> Option<&'n [Node]> {
    node.sequence().filter(|_| !context.reader.slice(node.span).starts_with('['))
}

/// Moves what stands before an item's words (`[x]`, `☐` …) into `done`. Checklists alone look for
/// it.
pub fn ticked(mut item: ListItem, kind: Kind) -> ListItem {
    if kind == Kind::Checklist && item.done.is_none() {
        let found = tick(&item.text.content);
        item.done = Some(found.is_some_and(|(done, _)| done));
        if let Some((_, length)) = found {
            item.text = item.text.without_start(length);
        }
    }
    item
}

/// Bullets whose items all start with a box are a checklist.
pub fn checked(mut list: List) -> List {
    let boxes = matches!(list.kind, ListKind::Bullets(None))
        && list
            .items
            .iter()
            .all(|item| tick(&item.text.content).is_some() && item.marker.is_none());
    if boxes {
        list.kind = ListKind::Checklist(None);
        list.items = list.items.into_iter().map(|item| ticked(item, Kind::Checklist)).collect();
    }
    list
}

/// Whether a text starts with a box, whether that is ticked, and how many bytes it takes with the
/// space behind it.
fn tick(text: &str) -> Option<(bool, usize)> {
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
    // The signs that ask for a text or picture form of the box belong to it.
    let rest = text[mark.len()..].trim_start_matches(['\u{fe0e}', '\u{fe0f}']);
    let words = rest.trim_start();
    let apart = words.len() < rest.len() || !mark.starts_with('[');
    (apart && !words.is_empty()).then(|| (*done, text.len() - words.len()))
}

fn read(node: &Node, kind: Kind, what: &str, context: &mut Context) -> Option<ListItem> {
    let item = match &node.kind {
        NodeKind::Mapping(entries) => return of_mapping(node, entries, kind, what, context),
        NodeKind::Sequence(_) => plain(bracketed(node, context), node.span),
        NodeKind::Scalar(scalar) if scalar.is_block() => {
            with_words(prose::blocks(node, "an item", context), node.span)
        }
        _ => plain(context.text(node, &format!("an item of {what}"))?, node.span),
    };
    Some(ticked(item, kind))
}

fn plain(text: Text, span: Span) -> ListItem {
    ListItem { text, done: None, marker: None, children: Vec::new(), span }
}

/// An item of several blocks: the first paragraph is its words.
fn with_words(mut blocks: Vec<Block>, span: Span) -> ListItem {
    let words = match blocks.first() {
        Some(Block { kind: BlockKind::Text(text), .. }) => Some(text.clone()),
        _ => None,
    };
    if words.is_some() {
        blocks.remove(0);
    }
    ListItem { children: blocks, ..plain(words.unwrap_or_else(|| Text::plain("", span)), span) }
}

/// `- [see below]` is a list to YAML and words to the author.
fn bracketed(node: &Node, context: &mut Context) -> Text {
    let words = context.reader.slice(node.span);
    let hint = format!("write: - {}", quoted(words));
    context.reader.warning(
        Code::BracketsInItem,
        "brackets at the start of an item make a list in YAML",
        node.span,
        hint,
    );
    markdown::inline(words, node.span, context)
}

fn nested(nodes: &[Node], kind: Kind, what: &str, span: Span, context: &mut Context) -> Block {
    let items = read_all(nodes, kind, what, context);
    Block { kind: BlockKind::List(checked(List::of(kind.plain(), items))), span }
}

fn of_mapping(
    node: &Node,
    entries: &[(Key, Node)],
    kind: Kind,
    what: &str,
    context: &mut Context,
) -> Option<ListItem> {
    let known = |key: &Key| kind.keys().has(&snake_case(&key.name));
    if entries.iter().any(|(key, _)| known(key)) {
        return long(node, kind, what, context);
    }
    match entries {
        [(key, value)] => with_colon(key, value, kind, what, context),
        [(key, _), ..] => {
            let hint = "start each line with `- `, or put the text in quotes";
            let message = format!(
                "an item of {what} has several lines with a colon, beginning with `{}`",
                key.name
            );
            context.reader.error(Code::KeysInItem, message, key.span, hint);
            None
        }
        [] => {
            context.reader.error(
                Code::Empty,
                format!("an item of {what} is empty"),
                node.span,
                "write its text, or take it out",
            );
            None
        }
    }
}

/// Rule 3: a colon in the middle of a sentence made a key of its first words.
fn with_colon(
    key: &Key,
    value: &Node,
    kind: Kind,
    what: &str,
    context: &mut Context,
) -> Option<ListItem> {
    let span = Span { end: value.span.end.max(key.span.end), ..key.span };
    if key.name.chars().count() >= 4
        && key.name.chars().all(|c| c.is_ascii_lowercase())
        && let Some(near) = nearest(
            &key.name,
            kind.keys().names().filter(|name| name.len() >= 4 && *name != "text"),
        )
    {
        let finding = Diagnostic::warning(
            Code::KeyAsText,
            format!("`{}:` is read as part of the text", key.name),
            key.span,
        );
        context.reader.diagnostics.push(finding.hint(format!("did you mean `{near}:`?")));
    }
    if let NodeKind::Sequence(children) = &value.kind
        && !context.reader.slice(value.span).starts_with('[')
    {
        let text = markdown::inline(&key.name, key.span, context);
        let child = nested(children, kind, what, value.span, context);
        return Some(ticked(ListItem { children: vec![child], ..plain(text, span) }, kind));
    }
    let words = match &value.kind {
        NodeKind::Null => match context.reader.text_behind_colon(value) {
            Some(words) => format!("{}: {words}", key.name),
            None => format!("{}:", key.name),
        },
        NodeKind::Scalar(scalar) if scalar.is_block() => {
            let text = markdown::inline(&key.name, key.span, context);
            let children = prose::blocks(value, what, context);
            return Some(ticked(ListItem { children, ..plain(text, span) }, kind));
        }
        NodeKind::Scalar(scalar) => {
            let between = context.reader.slice(Span {
                start: key.span.end,
                end: value.span.start,
                ..key.span
            });
            let as_written = scalar.style == ScalarStyle::Plain && !between.contains('\n');
            let between = if as_written { between } else { ": " };
            format!("{}{between}{}", key.name, context.reader.text(value, what)?)
        }
        NodeKind::Sequence(_) => format!("{}: {}", key.name, context.reader.slice(value.span)),
        NodeKind::Unreadable => return None,
        NodeKind::Mapping(_) => {
            let hint =
                "put the text in quotes, or write the lines below it as a list, each behind `- `";
            context.reader.error(
                Code::KeysInItem,
                format!("what stands under `{}` is not a list", key.name),
                value.span,
                hint,
            );
            return None;
        }
    };
    let text = markdown::inline(&words, span, context);
    Some(ticked(plain(text, span), kind))
}

/// `{text, bullets | numbered | checklist, marker}`, and `done:` or `todo:` in a checklist.
fn long(node: &Node, kind: Kind, what: &str, context: &mut Context) -> Option<ListItem> {
    let mut fields = context.reader.fields(node, &format!("an item of {what}"), kind.keys())?;
    let mut item = plain(Text::plain("", node.span), node.span);
    let mut words = 0;
    let has_text = fields.has("text");
    for field in
        fields.take_all(|name| matches!(name, "text" | "done" | "todo") && kind.keys().has(name))
    {
        let done = field.name == "done";
        if field.name != "text" && has_text {
            // `{text: …, done: true}`
            let value =
                context.reader.boolean(field.value, &format!("`{}` beside `text`", field.name));
            item.done = value.map(|value| value == done);
            continue;
        }
        if field.name != "text" {
            item.done = Some(done);
        }
        words += 1;
        if words > 1 {
            let hint = "put each in an item of its own, behind `- `";
            context.reader.error(
                Code::DoneAndTodo,
                "one item cannot be both `done` and `todo`",
                field.key.span,
                hint,
            );
            continue;
        }
        let blocks = prose::blocks(field.value, &format!("`{}`", field.name), context);
        let read = with_words(blocks, field.value.span);
        item = ListItem { text: read.text, children: read.children, ..item };
    }
    if words == 0 {
        let hint = "write `text:` and the item's own words above the list";
        context.reader.error(
            Code::ItemWithoutWords,
            "an item has no words of its own",
            node.span.head(),
            hint,
        );
    }
    if let Some(marker) = fields.value("marker") {
        item.marker = list::marker(marker, context);
    }
    for field in fields.take_all(|name| matches!(name, "bullets" | "numbered" | "checklist")) {
        item.children.extend(list::read(field.value, &field.name, field.value.span, context));
    }
    fields.finish(&mut context.reader);
    Some(ticked(item, kind))
}
