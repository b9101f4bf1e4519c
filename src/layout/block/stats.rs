//! Lays out stats: large values with labels.

use super::column_count::{ColumnWidths, count_columns, longest_word_in_text};
use super::icon::{ABOVE_SIDE_EM, icon_above};
use super::sparkline::{draw_change, draw_trend};
use crate::chart::write_numbers;
use crate::deck::{Stat, Text};
use crate::geometry::{Rect, Size};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{Flow, PageBreak, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::layout::text::rounded_rect;
use crate::scene::{ElementId, Item, ItemKind, ListNumbering, Role};

/// Maximum number of stats side by side.
const MAX_COLUMNS: usize = 4;
/// Minimum width of a column.
const MIN_COLUMN_WIDTH_EM: f32 = 4.0;
/// Longer words are broken instead of widening the column.
const MAX_WORD_WIDTH_EM: f32 = 12.0;

/// Lays out stats in columns, each with its value above its label.
pub(super) fn lay_out_stats(
    context: &mut LayoutContext<'_, '_>,
    stats: &[Stat],
    width: f32,
    parent: ElementId,
) -> Flow {
    let is_lone = context.is_lone_block;
    let span = stats.first().map(|stat| stat.span).unwrap_or_default();
    let list = context.add_element(parent, Role::List(ListNumbering::Unordered), span);
    let gap = context.pt(context.theme.space.gutter);
    let value_style = context.paragraph_style(TextKind::Stat).style;
    let label_style = context.paragraph_style(TextKind::Body).style;
    let label_share = label_size(context) / context.scale.body;
    let longest_words = stats.iter().map(|stat| {
        let label = stat.label.as_ref().map_or(0.0, |text| {
            longest_word_in_text(context, text, &label_style, MAX_WORD_WIDTH_EM)
        });
        let value = longest_word_in_text(context, &stat.value, &value_style, MAX_WORD_WIDTH_EM);
        value.max(label * label_share)
    });
    let min = longest_words.fold(MIN_COLUMN_WIDTH_EM, f32::max) * context.scale.body;
    let widths = ColumnWidths { total: width, min, gap };
    let mut columns = count_columns(stats.len(), MAX_COLUMNS, widths);
    let mut column_width = widths.column_width(columns);
    context.has_broken_labels |= columns < stats.len();
    let mut size = value_size(context, stats, column_width, is_lone);
    if is_lone
        && columns == GRID_STATS
        && stats.len() == GRID_STATS
        && let grid_width = widths.column_width(2)
        && let most = context.body_height * GRID_HEIGHT
        && let grid_size = value_size(context, stats, grid_width, true).min(most)
        && size < grid_size * MIN_ROW_SHARE
    {
        (columns, column_width, size) = (2, grid_width, grid_size);
    }
    // In a narrow column, two values that would be as small as words are one below the other.
    if columns == 2 && stats.len() == 2 && size < context.scale.body * MIN_VALUE_GROWTH {
        (columns, column_width) = (1, width);
        size = value_size(context, stats, width, is_lone);
    }
    let label_size = if is_lone { lone_label_size(context, size) } else { label_size(context) };
    let mut flow = Flow::default();
    for row in stats.chunks(columns) {
        let has_icons = row.iter().any(|stat| stat.icon.is_some());
        let one_by_one = context.reveal.each_block;
        let flows = row
            .iter()
            .map(|stat| {
                reveal_at_once(context, one_by_one, |context| {
                    lay_out_stat(
                        context,
                        stat,
                        StatPlace {
                            size,
                            label_size,
                            width: column_width,
                            has_icons,
                            has_rule: is_lone && stats.len() > 1,
                            list,
                        },
                    )
                })
            })
            .collect();
        let row = Row::side_by_side(flows, column_width + gap);
        let row_gap = context.gap(1.2);
        flow.append(Flow::from_row(row), row_gap);
    }
    flow
}

/// Maximum width of a value, as a share of its column, so that values are clearly separated.
const MAX_VALUE_WIDTH_SHARE: f32 = 0.88;

/// How much larger values are on a slide that has nothing else: a single one, and others.
const LONE_GROWTHS: (f32, f32) = (2.4, 1.6);
/// The share of the body that the height of such a value may take up.
const LONE_HEIGHTS: (f32, f32) = (0.45, 0.33);
/// The share of the width that a single value may fill.
const LONE_WIDTH_SHARE: f32 = 0.62;

/// So many stats are set in two rows of two if their values are clearly larger there: in one row,
/// they are smaller than this share of that size.
pub(in crate::layout) const GRID_STATS: usize = 4;
const MIN_ROW_SHARE: f32 = 0.92;
/// The share of the body that the height of a value in two rows may take up.
const GRID_HEIGHT: f32 = 0.25;

/// The least size of two values side by side, relative to running text.
const MIN_VALUE_GROWTH: f32 = 1.4;

/// Returns the largest size at which every value fits on one line, but at least that of running
/// text.
fn value_size(
    context: &mut LayoutContext<'_, '_>,
    stats: &[Stat],
    column_width: f32,
    is_lone: bool,
) -> f32 {
    let mut style = context.paragraph_style(TextKind::Stat);
    let is_single = stats.len() == 1;
    if is_lone {
        let choose = |(single, several)| if is_single { single } else { several };
        let most = context.body_height * choose(LONE_HEIGHTS);
        style.size = (style.size * choose(LONE_GROWTHS)).min(most.max(style.size));
    }
    let share = if is_lone && is_single { LONE_WIDTH_SHARE } else { MAX_VALUE_WIDTH_SHARE };
    let widest = stats
        .iter()
        .map(|stat| context.shaper.shape_paragraph(&stat.value, &style.style).width())
        .fold(0.0, f32::max);
    if widest > 0.0 {
        style.size.min(column_width * share / widest).max(context.scale.body)
    } else {
        style.size
    }
}

/// Returns the size of labels: that of running text. In large type, the values grow and the labels
/// do not.
fn label_size(context: &LayoutContext<'_, '_>) -> f32 {
    let largest = context.theme.type_scale.body.first().copied().unwrap_or(f32::INFINITY);
    let body = context.scale.body;
    if context.scale.is_large { body.min(context.pt(largest)) } else { body }
}

/// Size of a label relative to its value, and at least relative to running text.
const LONE_LABEL_SHARE: f32 = 0.4;
const MIN_LABEL_SIZE: f32 = 0.8;

/// Returns the size of labels on a slide that has nothing else: values are clearly larger.
fn lone_label_size(context: &LayoutContext<'_, '_>, value: f32) -> f32 {
    let normal = context.pt(context.theme.type_scale.normal);
    let size = label_size(context);
    size.min((value * LONE_LABEL_SHARE).max(normal * MIN_LABEL_SIZE))
}

/// The least size of a change relative to the label above it.
const DELTA_SHARE: f32 = 0.85;

/// Height of the line of a trend, in em.
const SPARKLINE_EM: f32 = 1.5;

/// Where a stat goes.
struct StatPlace {
    /// Size of the value in pt.
    size: f32,
    /// Size of the label in pt.
    label_size: f32,
    width: f32,
    /// Whether a rule as wide as the column is above it.
    has_rule: bool,
    /// Whether a stat of its row has an icon, so that the values are at equal heights.
    has_icons: bool,
    /// Element of the list that holds the stats.
    list: ElementId,
}

fn lay_out_stat(context: &mut LayoutContext<'_, '_>, stat: &Stat, place: StatPlace) -> Flow {
    let item = context.add_element(place.list, Role::ListItem, stat.span);
    let body = context.add_element(item, Role::ListBody, stat.span);
    let mut style = context.paragraph_style(TextKind::Stat);
    style.size = place.size;
    let height = context.em(if place.has_icons { ABOVE_SIDE_EM } else { 0.14 });
    // Beside icons, the bar is as low as they are.
    let bar = Rect::new(0.0, height - context.em(0.14), context.em(1.6), context.em(0.14));
    let bar = rounded_rect(bar, 0.0, context.palette.accent);
    let mut bars = vec![Item::new_artifact(ItemKind::Shape(bar))];
    if place.has_rule && !place.has_icons {
        let thickness = context.pt(1.0);
        let rule = Rect::new(0.0, height - thickness, place.width, thickness);
        let rule = rounded_rect(rule, 0.0, context.palette.line);
        bars.insert(0, Item::new_artifact(ItemKind::Shape(rule)));
    }
    let mut flow = match stat.icon {
        Some(icon) => icon_above(context, icon, context.palette.accent),
        None => Flow::from_row(Row {
            page_break: PageBreak::Forbidden,
            ..Row::fixed_height(height, bars)
        }),
    };
    let layout = ParagraphLayout::balanced(place.width);
    let element = context.add_element(body, Role::Paragraph, stat.value.span);
    let gap = context.em(0.35);
    let value = lay_out_paragraph(context, &stat.value, &style, layout, Some(element));
    flow.append(value, gap);
    if !stat.trend.is_empty() {
        flow = flow.keep_with_next();
        let figure = context.add_element(body, Role::Figure, stat.span);
        let numbers = write_numbers(&stat.trend, &context.lang);
        context.structure.get_mut(figure).alt = Some(numbers.join(", "));
        let size = Size::new(place.width * MAX_VALUE_WIDTH_SHARE, context.em(SPARKLINE_EM));
        let line = draw_trend(context, &stat.trend, size, figure);
        let gap = context.em(0.25);
        flow.append(Flow::from_row(Row::fixed_height(size.height, line)), gap);
    }
    if let Some(label) = &stat.label {
        flow = flow.keep_with_next();
        let element = context.add_element(body, Role::Paragraph, label.span);
        let mut style = context.paragraph_style(TextKind::Body);
        style.leading = 1.22;
        style.size = place.label_size;
        // The numbers beside a trend are as low as its line.
        let gap = context.em(if stat.trend.is_empty() { 0.1 } else { 0.35 });
        let label = lay_out_paragraph(context, label, &style, layout, Some(element));
        flow.append(label, gap);
    }
    if let Some(delta) = &stat.delta {
        flow = flow.keep_with_next();
        let gap = context.em(0.3);
        flow.append(lay_out_delta(context, (delta, stat), &place, body), gap);
    }
    flow
}

/// Lays out a change with its arrow before it.
fn lay_out_delta(
    context: &mut LayoutContext<'_, '_>,
    (delta, stat): (&Text, &Stat),
    place: &StatPlace,
    body: ElementId,
) -> Flow {
    let element = context.add_element(body, Role::Paragraph, delta.span);
    let mut style = context.paragraph_style(TextKind::Small);
    style.size = style.size.max(place.label_size * DELTA_SHARE);
    style.leading = 1.25;
    style.style.weight = context.theme.weights.heading;
    let palette = context.palette;
    let change = stat.change();
    // What did not change is neither good nor bad.
    let colour = match change {
        None => palette.muted,
        Some(_) if stat.is_worse() => palette.warning,
        Some(_) => palette.primary,
    };
    style.colours = context.text_colours(colour);
    let side = style.size * 0.72;
    let indent = change.map_or(0.0, |_| side * 1.4);
    let layout = ParagraphLayout::balanced(place.width - indent);
    let mut flow = lay_out_paragraph(context, delta, &style, layout, Some(element));
    flow.shift_right(indent);
    if let Some(change) = change
        && let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.front_mut()
    {
        let mut arrow = draw_change(change, side, style.colours.text);
        arrow.translate(0.0, (style.size * style.leading - side) / 2.0);
        items.push(arrow);
    }
    flow
}
