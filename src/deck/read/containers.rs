//! Reads blocks that contain other blocks or short texts: columns, cards, cascade, stats, quote and
//! callout.

use super::super::block::{Block, BlockKind, CalloutKind, Card, CascadeLevel};
use super::super::stat::Stat;
use super::super::text::Text;
use super::super::vocabulary::{
    CALLOUT, CALLOUT_KINDS, CARD, CARDS, CASCADE, CASCADE_DIRECTIONS, COLUMNS, GROUP, LEVEL, QUOTE,
    STAT, STAT_BETTER,
};
use super::icon::take_icon;
use super::{ReadContext, block, figure, people, prose, show};
use crate::diagnostic::Code;
use crate::icon::Icon;
use crate::vocabulary::KeyGroup;
use crate::yaml::{Field, Fields, Node, NodeKind};

/// The maximum depth of columns in columns. Deeper ones would be too narrow for a word.
const MAX_COLUMN_DEPTH: usize = 4;

/// Reads `columns`: a list of block lists, or `{widths, gap, items}`.
pub(crate) fn read_columns(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let what = "`columns`";
    let (mut fields, items) = read_long_form(node, what, &COLUMNS, context)?;
    let nodes = items.and_then(|items| context.reader.read_list(items, what)).unwrap_or(&[]);
    let widths_node = fields.as_mut().and_then(|fields| fields.take_value("widths"));
    let gap = fields
        .as_mut()
        .and_then(|fields| fields.take_value("gap"))
        .and_then(|node| context.reader.read_length(node, "`gap`"));
    finish_fields(fields, context);
    if context.column_depth >= MAX_COLUMN_DEPTH {
        context.reader.report_error(
            Code::TooDeep,
            format!("`columns` are nested more than {MAX_COLUMN_DEPTH} levels deep"),
            node.span.start_point(),
            "write these blocks in the outer columns, or on a slide of their own",
        );
        return None;
    }
    context.column_depth += 1;
    let columns: Vec<Vec<Block>> = nodes.iter().map(|node| read_column(node, context)).collect();
    context.column_depth -= 1;
    if columns.is_empty() {
        return None;
    }
    let widths = widths_node.and_then(|node| read_widths(node, columns.len(), context));
    Some(BlockKind::Columns { widths: widths.unwrap_or_default(), gap, columns })
}

/// Reads `group`: a list of blocks, or `{steps, items}`.
pub(crate) fn read_group(node: &Node, what: &str, context: &mut ReadContext) -> Option<BlockKind> {
    let is_option = |name: &str| matches!(name, "items" | "steps");
    let is_long = node
        .as_mapping()
        .is_some_and(|entries| entries.iter().any(|(key, _)| is_option(&key.name)));
    let (steps, items) = if is_long {
        let (mut fields, items) = read_long_form(node, what, &GROUP, context)?;
        let steps = fields.as_mut().and_then(|fields| show::read_flag(fields, "steps", context));
        finish_fields(fields, context);
        (steps, items?)
    } else {
        (None, node)
    };
    let blocks = block::read_block_list(items, what, context);
    (!blocks.is_empty()).then_some(BlockKind::Group { steps, blocks })
}

/// Reads `cards`: a list of `{title, text, figure, …}`, or `{across, steps, items}`.
pub(crate) fn read_cards(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let (mut fields, items) = read_long_form(node, "`cards`", &CARDS, context)?;
    let nodes = items.and_then(|items| context.reader.read_list(items, "`cards`")).unwrap_or(&[]);
    let across = fields.as_mut().and_then(|fields| fields.take_value("across"));
    let across = across
        .and_then(|node| context.reader.read_integer(node, "`across`", 1..=8))
        .map(|across| across as usize);
    let steps = fields
        .as_mut()
        .and_then(|fields| show::read_flag(fields, "steps", context))
        .unwrap_or_default();
    finish_fields(fields, context);
    let cards: Vec<Card> = nodes.iter().filter_map(|node| read_card(node, context)).collect();
    (!cards.is_empty()).then_some(BlockKind::Cards { across, steps, cards })
}

/// Reads `cascade`: a list of `{label, text, figure}`, or `{direction, steps, items}`.
pub(crate) fn read_cascade(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let (mut fields, items) = read_long_form(node, "`cascade`", &CASCADE, context)?;
    let nodes = items.and_then(|items| context.reader.read_list(items, "`cascade`")).unwrap_or(&[]);
    let direction = fields.as_mut().and_then(|fields| fields.take_value("direction"));
    let direction = direction
        .and_then(|node| context.reader.read_choice(node, "`direction`", CASCADE_DIRECTIONS));
    let steps = fields
        .as_mut()
        .and_then(|fields| show::read_flag(fields, "steps", context))
        .unwrap_or_default();
    finish_fields(fields, context);
    let levels: Vec<CascadeLevel> = nodes
        .iter()
        .filter_map(|node| {
            let boxed = read_box(node, "label", "a level of `cascade`", &LEVEL, context)?;
            let label = boxed.name.unwrap_or_else(|| {
                context.reader.report_error(
                    Code::MissingKey,
                    "a level of `cascade` has no `label`",
                    node.span,
                    "write `label:` and the name of the level",
                );
                Text::plain("", node.span)
            });
            Some(CascadeLevel {
                label,
                blocks: boxed.blocks,
                figure: boxed.figure,
                icon: boxed.icon,
                span: node.span,
            })
        })
        .collect();
    (!levels.is_empty()).then_some(BlockKind::Cascade { direction, steps, levels })
}

/// Reads `stats`: one `{value, label}` or a list of them. `44: billion` is short for both keys.
pub(crate) fn read_stats(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let nodes = context.reader.read_one_or_many(node, "`stats`");
    let stats: Vec<Stat> = nodes.iter().filter_map(|node| read_stat(node, context)).collect();
    (!stats.is_empty()).then_some(BlockKind::Stats(stats))
}

/// Reads `quote`: the quoted text, or `{text, by}`.
pub(crate) fn read_quote(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let (text, by, photo) = if node.as_mapping().is_some() {
        let mut fields = context.reader.read_fields(node, "`quote`", &QUOTE)?;
        let (text, by) = (fields.take_value("text"), fields.take_value("by"));
        let by = by.and_then(|node| context.read_text(node, "`by`"));
        let photo = people::read_photo(&mut fields, by.as_ref(), context);
        fields.report_unknown_keys(&mut context.reader);
        if text.is_none() {
            context.reader.report_error(
                Code::MissingKey,
                "`quote` has no `text`",
                node.span.start_point(),
                "write `text:` and the quoted text",
            );
        }
        (text?, by, photo)
    } else {
        (node, None, None)
    };
    let (text, rest) = prose::read_paragraphs(text, "`quote`", context);
    if let Some(block) = rest.first() {
        context.reader.report_error(
            Code::BlocksInQuote,
            "`quote` can contain only paragraphs",
            block.span,
            "make this a separate block after the quote",
        );
    }
    (!text.is_empty()).then_some(BlockKind::Quote { text, by, photo })
}

/// Reads `callout`: a text, or `{kind, title, text}` and any other blocks.
pub(crate) fn read_callout(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    if node.as_mapping().is_none() {
        let blocks = prose::read_blocks(node, "`callout`", context);
        return (!blocks.is_empty()).then_some(BlockKind::Callout {
            kind: CalloutKind::Note,
            title: None,
            icon: None,
            blocks,
        });
    }
    let mut fields = context.reader.read_fields(node, "`callout`", &CALLOUT)?;
    let kind = fields
        .take_value("kind")
        .and_then(|node| context.reader.read_choice(node, "`kind`", CALLOUT_KINDS))
        .unwrap_or_default();
    let title = fields.take_value("title").and_then(|node| context.read_text(node, "`title`"));
    let icon = take_icon(&mut fields, context);
    let blocks = read_body(&mut fields, context);
    fields.report_unknown_keys(&mut context.reader);
    if blocks.is_empty() && title.is_none() {
        context.reader.report_error(
            Code::MissingKey,
            "`callout` has no content",
            node.span.start_point(),
            "write `text:` and the text of the callout",
        );
        return None;
    }
    Some(BlockKind::Callout { kind, title, icon, blocks })
}

fn read_column(node: &Node, context: &mut ReadContext) -> Vec<Block> {
    if node.is_null() {
        context.reader.report_error(
            Code::MissingValue,
            "a column is empty",
            node.span,
            "write blocks below the dash, or remove the column",
        );
        return Vec::new();
    }
    block::read_block_list(node, "a column", context)
}

fn read_widths(node: &Node, count: usize, context: &mut ReadContext) -> Option<Vec<f32>> {
    let nodes = context.reader.read_list(node, "`widths`")?;
    let widths: Vec<f32> =
        nodes.iter().filter_map(|node| context.reader.read_number(node, "`widths`")).collect();
    if widths.len() != nodes.len() {
        return None;
    }
    if widths.len() != count || widths.iter().any(|width| *width <= 0.0) {
        let help = format!(
            "write {count} numbers greater than 0, such as [{}]",
            vec!["1"; count].join(", ")
        );
        context.reader.report_error(
            Code::InvalidWidths,
            format!("`widths` must have a positive number for each of the {count} columns"),
            node.span,
            help,
        );
        return None;
    }
    Some(widths)
}

fn read_card(node: &Node, context: &mut ReadContext) -> Option<Card> {
    let boxed = read_box(node, "title", "a card", &CARD, context)?;
    let BoxParts { name: title, figure, icon, blocks } = boxed;
    Some(Card { title, figure, icon, blocks, span: node.span })
}

/// The common parts of cards and levels.
struct BoxParts {
    name: Option<Text>,
    figure: Option<super::super::figure::Figure>,
    icon: Option<Icon>,
    blocks: Vec<Block>,
}

/// Reads a box whose heading is the value of `name_key`. A text alone is the heading, and `Heading:
/// text` is short for heading and text.
fn read_box(
    node: &Node,
    name_key: &str,
    owner: &str,
    group: &'static KeyGroup,
    context: &mut ReadContext,
) -> Option<BoxParts> {
    let Some(entries) = node.as_mapping() else {
        let name = context.read_text(node, owner)?;
        return Some(BoxParts { name: Some(name), figure: None, icon: None, blocks: Vec::new() });
    };
    if let [(key, value)] = entries
        && !block::is_block_name(&crate::yaml::to_snake_case(&key.name))
        && crate::yaml::to_snake_case(&key.name) != name_key
        && !key.name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    {
        let name = super::markdown::parse_inline(&key.name, key.span, context);
        let blocks = match &value.kind {
            NodeKind::Sequence(_) => super::list::read_list(value, "bullets", value.span, context),
            _ => prose::read_blocks(value, owner, context),
        };
        return Some(BoxParts { name: Some(name), figure: None, icon: None, blocks });
    }
    let mut fields = context.reader.read_fields(node, owner, group)?;
    let name = fields
        .take_value(name_key)
        .and_then(|node| context.read_text(node, &format!("`{name_key}`")));
    let figure = fields.take_matching(|name| matches!(name, "figure" | "image"));
    let figure = figure
        .first()
        .and_then(|field: &Field| figure::read_figure(field.value, "`figure`", context));
    let icon = take_icon(&mut fields, context);
    let blocks = read_body(&mut fields, context);
    fields.report_unknown_keys(&mut context.reader);
    Some(BoxParts { name, figure, icon, blocks })
}

fn read_stat(node: &Node, context: &mut ReadContext) -> Option<Stat> {
    let Some(entries) = node.as_mapping() else {
        let value = context.read_text(node, "`stats`")?;
        return Some(Stat::new(value, None, node.span));
    };
    if let [(key, label)] = entries
        && !matches!(key.name.as_str(), "value" | "label")
    {
        let value = super::markdown::parse_inline(&key.name, key.span, context);
        let label = context.read_text(label, "the label");
        return Some(Stat::new(value, label, node.span));
    }
    let mut fields = context.reader.read_fields(node, "an entry of `stats`", &STAT)?;
    let value = fields.take_value("value").and_then(|node| context.read_text(node, "`value`"));
    let label = fields.take_value("label").and_then(|node| context.read_text(node, "`label`"));
    let icon = take_icon(&mut fields, context);
    let delta = fields.take_value("delta").and_then(|node| context.read_text(node, "`delta`"));
    let better = fields.take_value("better");
    let better = better.and_then(|node| context.reader.read_choice(node, "`better`", STAT_BETTER));
    let trend = fields.take_value("trend").map(|node| read_trend(node, context));
    fields.report_unknown_keys(&mut context.reader);
    if value.is_none() {
        context.reader.report_error(
            Code::MissingKey,
            "an entry of `stats` has no `value`",
            node.span.start_point(),
            "write `value:` and the number",
        );
    }
    let trend = trend.unwrap_or_default();
    let is_less_better = better.unwrap_or_default();
    Some(Stat { delta, is_less_better, trend, icon, ..Stat::new(value?, label, node.span) })
}

/// Reads the numbers of a trend.
fn read_trend(node: &Node, context: &mut ReadContext) -> Vec<f32> {
    let nodes = context.reader.read_list(node, "`trend`").unwrap_or(&[]);
    let numbers: Vec<f32> =
        nodes.iter().filter_map(|node| context.reader.read_number(node, "`trend`")).collect();
    if numbers.len() == 1 && nodes.len() == 1 {
        context.reader.report_error(
            Code::WrongValue,
            "`trend` must have at least two numbers",
            node.span,
            "write the earlier numbers before this one, such as `[3, 4, 6]`",
        );
        return Vec::new();
    }
    numbers
}

/// Reads all blocks among the fields, in order.
pub(crate) fn read_body(fields: &mut Fields, context: &mut ReadContext) -> Vec<Block> {
    fields
        .take_matching(block::is_block_name)
        .iter()
        .flat_map(|field| block::read_block(field, context))
        .collect()
}

/// Returns the fields of a long form and its items, or the node itself as the items of a short
/// form. Reports a long form without `items`.
pub(crate) fn read_long_form<'n>(
    node: &'n Node,
    what: &str,
    group: &'static KeyGroup,
    context: &mut ReadContext,
) -> Option<(Option<Fields<'n>>, Option<&'n Node>)> {
    if node.as_mapping().is_none() {
        return Some((None, Some(node)));
    }
    let mut fields = context.reader.read_fields(node, what, group)?;
    let items = fields.take_value("items");
    if items.is_none() {
        let help = "put `- ` before each entry, or write the list under `items:`";
        context.reader.report_error(
            Code::WrongType,
            format!("{what} must be a list, or keys with `items`"),
            node.span.start_point(),
            help,
        );
        return None;
    }
    Some((Some(fields), items))
}

fn finish_fields(fields: Option<Fields>, context: &mut ReadContext) {
    if let Some(fields) = fields {
        fields.report_unknown_keys(&mut context.reader);
    }
}
