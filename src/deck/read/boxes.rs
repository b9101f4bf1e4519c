//! Blocks that hold other blocks or short texts: columns, cards, cascade, stats, quote, callout.

use super::super::block::{Block, BlockKind, CalloutKind, Card, Level, Stat};
use super::super::text::Text;
use super::super::vocabulary::{
    CALLOUT, CALLOUTS, CARD, CARDS, CASCADE, COLUMNS, DIRECTIONS, LEVEL, QUOTE, STAT,
};
use super::{Context, block, figure, prose, show};
use crate::diagnostic::Code;
use crate::vocabulary::Group;
use crate::yaml::{Field, Fields, Node, NodeKind};

/// `columns`: a list of block lists, or `{widths, gap, items}`.
pub fn columns(node: &Node, context: &mut Context) -> Option<BlockKind> {
    let what = "`columns`";
    let (mut fields, items) = long_or_list(node, what, &COLUMNS, context)?;
    let nodes = items.and_then(|items| context.reader.list(items, what)).unwrap_or(&[]);
    let widths_node = fields.as_mut().and_then(|fields| fields.value("widths"));
    let gap = fields
        .as_mut()
        .and_then(|fields| fields.value("gap"))
        .and_then(|node| context.reader.length(node, "`gap`"));
    finish(fields, context);
    let columns: Vec<Vec<Block>> = nodes.iter().map(|node| column(node, context)).collect();
    if columns.is_empty() {
        return None;
    }
    let widths = widths_node.and_then(|node| widths(node, columns.len(), context));
    Some(BlockKind::Columns { widths: widths.unwrap_or_default(), gap, columns })
}

/// `cards`: a list of `{title, text, figure, …}`, or `{across, steps, items}`.
pub fn cards(node: &Node, context: &mut Context) -> Option<BlockKind> {
    let (mut fields, items) = long_or_list(node, "`cards`", &CARDS, context)?;
    let nodes = items.and_then(|items| context.reader.list(items, "`cards`")).unwrap_or(&[]);
    let across = fields.as_mut().and_then(|fields| fields.value("across"));
    let across = across
        .and_then(|node| context.reader.integer(node, "`across`", 1..=8))
        .map(|across| across as usize);
    let steps =
        fields.as_mut().and_then(|fields| show::flag(fields, "steps", context)).unwrap_or_default();
    finish(fields, context);
    let cards: Vec<Card> = nodes.iter().filter_map(|node| card(node, context)).collect();
    (!cards.is_empty()).then_some(BlockKind::Cards { across, steps, cards })
}

/// `cascade`: a list of `{label, text, figure}`, or `{direction, steps, items}`.
pub fn cascade(node: &Node, context: &mut Context) -> Option<BlockKind> {
    let (mut fields, items) = long_or_list(node, "`cascade`", &CASCADE, context)?;
    let nodes = items.and_then(|items| context.reader.list(items, "`cascade`")).unwrap_or(&[]);
    let direction = fields.as_mut().and_then(|fields| fields.value("direction"));
    let direction =
        direction.and_then(|node| context.reader.one_of(node, "`direction`", DIRECTIONS));
    let steps =
        fields.as_mut().and_then(|fields| show::flag(fields, "steps", context)).unwrap_or_default();
    finish(fields, context);
    let levels: Vec<Level> = nodes
        .iter()
        .filter_map(|node| {
            let boxed = boxed(node, "label", "a level of `cascade`", &LEVEL, context)?;
            let label = boxed.name.unwrap_or_else(|| {
                context.reader.error(
                    Code::MissingKey,
                    "a level of `cascade` has no `label`",
                    node.span,
                    "write `label:` and who or what it is",
                );
                Text::plain("", node.span)
            });
            Some(Level { label, blocks: boxed.blocks, figure: boxed.figure, span: node.span })
        })
        .collect();
    (!levels.is_empty()).then_some(BlockKind::Cascade { direction, steps, levels })
}

/// `stats`: a list of `{value, label}`; one alone needs no list, and `44: billion` is short for
/// both.
pub fn stats(node: &Node, context: &mut Context) -> Option<BlockKind> {
    let nodes = context.reader.one_or_many(node, "`stats`");
    let stats: Vec<Stat> = nodes.iter().filter_map(|node| stat(node, context)).collect();
    (!stats.is_empty()).then_some(BlockKind::Stats(stats))
}

/// `quote`: the words, or `{text, by}`.
pub fn quote(node: &Node, context: &mut Context) -> Option<BlockKind> {
    let (text, by) = if node.mapping().is_some() {
        let mut fields = context.reader.fields(node, "`quote`", &QUOTE)?;
        let (text, by) = (fields.value("text"), fields.value("by"));
        fields.finish(&mut context.reader);
        if text.is_none() {
            context.reader.error(
                Code::MissingKey,
                "a `quote` has no `text`",
                node.span.head(),
                "write `text:` and the words quoted",
            );
        }
        (text?, by)
    } else {
        (node, None)
    };
    let by = by.and_then(|node| context.text(node, "`by`"));
    let (text, rest) = prose::paragraphs(text, "`quote`", context);
    if let Some(block) = rest.first() {
        context.reader.error(
            Code::QuoteHoldsBlocks,
            "a `quote` holds paragraphs only",
            block.span,
            "put it beside the quote, as a block of its own",
        );
    }
    (!text.is_empty()).then_some(BlockKind::Quote { text, by })
}

/// `callout`: the words, or `{kind, title, text}` and any other blocks.
pub fn callout(node: &Node, context: &mut Context) -> Option<BlockKind> {
    if node.mapping().is_none() {
        let blocks = prose::blocks(node, "`callout`", context);
        return (!blocks.is_empty()).then_some(BlockKind::Callout {
            kind: CalloutKind::Note,
            title: None,
            blocks,
        });
    }
    let mut fields = context.reader.fields(node, "`callout`", &CALLOUT)?;
    let kind = fields
        .value("kind")
        .and_then(|node| context.reader.one_of(node, "`kind`", CALLOUTS))
        .unwrap_or_default();
    let title = fields.value("title").and_then(|node| context.text(node, "`title`"));
    let blocks = body(&mut fields, context);
    fields.finish(&mut context.reader);
    if blocks.is_empty() && title.is_none() {
        context.reader.error(
            Code::MissingKey,
            "a `callout` says nothing",
            node.span.head(),
            "write `text:` and what it says",
        );
        return None;
    }
    Some(BlockKind::Callout { kind, title, blocks })
}

fn column(node: &Node, context: &mut Context) -> Vec<Block> {
    if node.is_null() {
        context.reader.error(
            Code::Empty,
            "a column is empty",
            node.span,
            "write its blocks below it, or take it out",
        );
        return Vec::new();
    }
    block::read_list(node, "a column", context)
}

fn widths(node: &Node, count: usize, context: &mut Context) -> Option<Vec<f32>> {
    let nodes = context.reader.list(node, "`widths`")?;
    let widths: Vec<f32> =
        nodes.iter().filter_map(|node| context.reader.number(node, "`widths`")).collect();
    if widths.len() != nodes.len() {
        return None;
    }
    if widths.len() != count || widths.iter().any(|width| *width <= 0.0) {
        let hint =
            format!("write {count} numbers above 0, such as [{}]", vec!["1"; count].join(", "));
        context.reader.error(
            Code::Widths,
            format!("`widths` must have one number for each of the {count} columns"),
            node.span,
            hint,
        );
        return None;
    }
    Some(widths)
}

fn card(node: &Node, context: &mut Context) -> Option<Card> {
    let boxed = boxed(node, "title", "a card", &CARD, context)?;
    Some(Card { title: boxed.name, figure: boxed.figure, blocks: boxed.blocks, span: node.span })
}

/// What cards and levels have in common.
struct Boxed {
    name: Option<Text>,
    figure: Option<super::super::block::Figure>,
    blocks: Vec<Block>,
}

/// A box whose name stands under the key `name_key`; a text alone is its name, and `Name: text` is
/// both.
fn boxed(
    node: &Node,
    name_key: &str,
    owner: &str,
    group: &'static Group,
    context: &mut Context,
) -> Option<Boxed> {
    let Some(entries) = node.mapping() else {
        let name = context.text(node, owner)?;
        return Some(Boxed { name: Some(name), figure: None, blocks: Vec::new() });
    };
    if let [(key, value)] = entries
        && !block::is_name(&crate::yaml::snake_case(&key.name))
        && crate::yaml::snake_case(&key.name) != name_key
        && !key.name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    {
        let name = super::markdown::inline(&key.name, key.span, context);
        let blocks = match &value.kind {
            NodeKind::Sequence(_) => super::list::read(value, "bullets", value.span, context),
            _ => prose::blocks(value, owner, context),
        };
        return Some(Boxed { name: Some(name), figure: None, blocks });
    }
    let mut fields = context.reader.fields(node, owner, group)?;
    let name = fields.value(name_key).and_then(|node| context.text(node, &format!("`{name_key}`")));
    let figure = fields.take_all(|name| matches!(name, "figure" | "image"));
    let figure =
        figure.first().and_then(|field: &Field| figure::one(field.value, "`figure`", context));
    let blocks = body(&mut fields, context);
    fields.finish(&mut context.reader);
    Some(Boxed { name, figure, blocks })
}

fn stat(node: &Node, context: &mut Context) -> Option<Stat> {
    let Some(entries) = node.mapping() else {
        let value = context.text(node, "`stats`")?;
        return Some(Stat { value, label: None, span: node.span });
    };
    if let [(key, label)] = entries
        && !matches!(key.name.as_str(), "value" | "label")
    {
        let value = super::markdown::inline(&key.name, key.span, context);
        let label = context.text(label, "the label");
        return Some(Stat { value, label, span: node.span });
    }
    let mut fields = context.reader.fields(node, "an entry of `stats`", &STAT)?;
    let value = fields.value("value").and_then(|node| context.text(node, "`value`"));
    let label = fields.value("label").and_then(|node| context.text(node, "`label`"));
    fields.finish(&mut context.reader);
    if value.is_none() {
        context.reader.error(
            Code::MissingKey,
            "an entry of `stats` has no `value`",
            node.span.head(),
            "write `value:` and the figure",
        );
    }
    Some(Stat { value: value?, label, span: node.span })
}

/// All blocks among the fields, in order.
fn body(fields: &mut Fields, context: &mut Context) -> Vec<Block> {
    fields.take_all(block::is_name).iter().flat_map(|field| block::read(field, context)).collect()
}

/// The fields of a long form, if it is one, and its items. A long form without `items` is reported.
fn long_or_list<'n>(
    node: &'n Node,
    what: &str,
    group: &'static Group,
    context: &mut Context,
) -> Option<(Option<Fields<'n>>, Option<&'n Node>)> {
    if node.mapping().is_none() {
        return Some((None, Some(node)));
    }
    let mut fields = context.reader.fields(node, what, group)?;
    let items = fields.value("items");
    if items.is_none() {
        let hint = "put `- ` before each entry, or write the list under `items:`";
        context.reader.error(
            Code::WrongType,
            format!("{what} must be a list, or keys with `items`"),
            node.span.head(),
            hint,
        );
        return None;
    }
    Some((Some(fields), items))
}

fn finish(fields: Option<Fields>, context: &mut Context) {
    if let Some(fields) = fields {
        fields.finish(&mut context.reader);
    }
}
