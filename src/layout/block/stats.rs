//! Figures with what they count.

use super::column_count::{count_columns, longest_word_in_text};
use crate::deck::Stat;
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{Flow, PageBreak, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::layout::text::rounded_rect;
use crate::scene::{ElementId, Item, ItemKind, ListNumbering, Role};

/// Figures side by side at most.
const MAX_COLUMNS: usize = 4;
/// The narrowest column, in em.
const MIN_COLUMN_WIDTH_EM: f32 = 4.0;
/// A word longer than this, in em, is broken rather than given a wider column.
const MAX_WORD_WIDTH_EM: f32 = 12.0;

/// Sets figures in columns, the value large, what it counts below.
pub(super) fn lay_out_stats(
    context: &mut LayoutContext<'_, '_>,
    stats: &[Stat],
    width: f32,
    parent: ElementId,
) -> Flow {
    let span = stats.first().map(|stat| stat.span).unwrap_or_default();
    let list = context.add_element(parent, Role::List(ListNumbering::Unordered), span);
    let gutter = context.pt(context.theme.space.gutter);
    let (value, label) = (
        context.paragraph_style(TextKind::Stat).style,
        context.paragraph_style(TextKind::Body).style,
    );
    let longest = stats.iter().map(|stat| {
        let words = stat
            .label
            .as_ref()
            .map_or(0.0, |text| longest_word_in_text(context, text, &label, MAX_WORD_WIDTH_EM));
        longest_word_in_text(context, &stat.value, &value, MAX_WORD_WIDTH_EM).max(words)
    });
    let narrowest = longest.fold(MIN_COLUMN_WIDTH_EM, f32::max) * context.scale.body;
    let across = count_columns(stats.len(), MAX_COLUMNS, narrowest, width, gutter);
    let own = (width - gutter * (across as f32 - 1.0)) / across as f32;
    let size = value_size(context, stats, own);
    let mut flow = Flow::default();
    for row in stats.chunks(across) {
        let each = context.reveal.each_block;
        let flows = row
            .iter()
            .map(|stat| {
                reveal_at_once(context, each, |context| {
                    lay_out_stat(context, stat, size, own, list)
                })
            })
            .collect();
        let gap = context.gap(1.2);
        flow.append(Flow::from_row(Row::side_by_side(flows, own + gutter)), gap);
    }
    flow
}

/// The share of its column that a value may fill: values stand clear of each other.
const MAX_VALUE_WIDTH_SHARE: f32 = 0.88;

/// The largest size at which every value stands on one line, but no smaller than running text.
fn value_size(context: &mut LayoutContext<'_, '_>, stats: &[Stat], width: f32) -> f32 {
    let setting = context.paragraph_style(TextKind::Stat);
    let widest = stats
        .iter()
        .map(|stat| context.shaper.shape_paragraph(&stat.value, &setting.style).width())
        .fold(0.0, f32::max);
    if widest > 0.0 {
        setting.size.min(width * MAX_VALUE_WIDTH_SHARE / widest).max(context.scale.body)
    } else {
        setting.size
    }
}

fn lay_out_stat(
    context: &mut LayoutContext<'_, '_>,
    stat: &Stat,
    size: f32,
    width: f32,
    list: ElementId,
) -> Flow {
    let item = context.add_element(list, Role::ListItem, stat.span);
    let body = context.add_element(item, Role::ListBody, stat.span);
    let mut setting = context.paragraph_style(TextKind::Stat);
    setting.size = size;
    let bar = Rect::new(0.0, 0.0, context.em(1.6), context.em(0.14));
    let bar = Item::new_artifact(ItemKind::Shape(rounded_rect(bar, 0.0, context.palette.accent)));
    let mut flow = Flow::from_row(Row {
        page_break: PageBreak::Forbidden,
        ..Row::fixed_height(context.em(0.14), vec![bar])
    });
    let value = context.add_element(body, Role::Paragraph, stat.value.span);
    let gap = context.em(0.35);
    let value = lay_out_paragraph(
        context,
        &stat.value,
        &setting,
        ParagraphLayout::balanced(width),
        Some(value),
    );
    flow.append(value, gap);
    if let Some(label) = &stat.label {
        flow = flow.keep_with_next();
        let element = context.add_element(body, Role::Paragraph, label.span);
        let mut setting = context.paragraph_style(TextKind::Body);
        setting.leading = 1.22;
        let gap = context.em(0.1);
        let label = lay_out_paragraph(
            context,
            label,
            &setting,
            ParagraphLayout::balanced(width),
            Some(element),
        );
        flow.append(label, gap);
    }
    flow
}
