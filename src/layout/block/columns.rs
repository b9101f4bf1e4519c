//! Block lists side by side.

use super::lay_out_blocks;
use crate::deck::{Block, BlockKind};
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Column, Columns, Flow, Row, RowBody};
use crate::scene::{ElementId, Role};

/// How far the share of a column may be from half of what two columns of equal width hold together
/// before they are set unequally wide.
const MIN_IMBALANCE: f32 = 0.12;

/// The widest that one of two columns becomes by what it holds, as a share of both.
const MAX_WIDTH_SHARE: f32 = 0.64;

/// Sets columns of the given relative widths; where the author gives none, of equal ones. Two
/// columns of words, of which one holds far more, are set as wide as makes them less tall.
pub(super) fn lay_out_columns(
    context: &mut LayoutContext<'_, '_>,
    columns: &[Vec<Block>],
    widths: &[f32],
    gap: Option<f32>,
    width: f32,
    parent: ElementId,
) -> Flow {
    let gutter = context.pt(gap.unwrap_or(context.theme.space.gutter));
    let gutter = gutter.min(width / (2.0 * columns.len().max(1) as f32));
    let (structure, reveal, steps) =
        (context.structure.elements.len(), context.reveal, context.adjustments.clone());
    let missing = context.missing.len();
    let set = |context: &mut LayoutContext<'_, '_>, widths: &[f32]| {
        context.structure.elements.truncate(structure);
        context.missing.truncate(missing);
        (context.reveal, context.adjustments) = (reveal, steps.clone());
        lay_out_side_by_side(context, columns, widths, gutter, width, parent)
    };
    let equal = set(context, widths);
    let Some(better) = weighted_widths(columns, widths, &equal) else { return columns_flow(equal) };
    let unequal = set(context, &better);
    // Short lines need no more width: there, equal columns are the calmer picture.
    if tallest_column(&unequal) < tallest_column(&equal) {
        columns_flow(unequal)
    } else {
        columns_flow(set(context, widths))
    }
}

fn columns_flow(columns: Vec<Column>) -> Flow {
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: true })))
}

fn tallest_column(columns: &[Column]) -> f32 {
    columns.iter().map(|column| column.flow.height()).fold(0.0, f32::max)
}

fn lay_out_side_by_side(
    context: &mut LayoutContext<'_, '_>,
    columns: &[Vec<Block>],
    widths: &[f32],
    gutter: f32,
    width: f32,
    parent: ElementId,
) -> Vec<Column> {
    let available = width - gutter * (columns.len() as f32 - 1.0);
    let width_of = |index: usize| widths.get(index).copied().unwrap_or(1.0);
    let total: f32 = (0..columns.len()).map(width_of).sum::<f32>().max(f32::EPSILON);
    let mut x = 0.0;
    let mut set = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let own = available * width_of(index) / total;
        let span = column.first().map(|block| block.span).unwrap_or_default();
        let element = context.add_element(parent, Role::Division, span);
        let flow = lay_out_blocks(context, column, own, element);
        set.push(Column { x, flow, align: 0.0, stretch: false, repeats: false });
        x += own + gutter;
    }
    set
}

/// The widths of two columns by what they hold: `equal` is what they are at equal widths. `None`
/// where they hold about the same, or the author gave widths, or there are not only words.
///
/// The share begins at half and grows steadily with what a column holds, so that another word never
/// makes a slide's type larger.
fn weighted_widths(columns: &[Vec<Block>], widths: &[f32], equal: &[Column]) -> Option<[f32; 2]> {
    let [left, right] = equal else { return None };
    let (left, right) = (left.flow.height(), right.flow.height());
    if !widths.is_empty()
        || left <= 0.0
        || right <= 0.0
        || !columns.iter().flatten().all(is_text_only)
    {
        return None;
    }
    let share = left / (left + right);
    let beyond = (share - 0.5).abs() - MIN_IMBALANCE;
    let more = beyond.min(MAX_WIDTH_SHARE - 0.5).copysign(share - 0.5);
    (beyond > 0.0).then_some([0.5 + more, 0.5 - more])
}

/// Whether a block is made of words alone, which take less height where they have more width.
fn is_text_only(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Text(_) | BlockKind::Heading(_) => true,
        BlockKind::List(list) => {
            list.items.iter().all(|item| item.children.iter().all(is_text_only))
        }
        _ => false,
    }
}
