//! Block lists side by side.

use super::blocks;
use crate::deck::Block;
use crate::layout::context::Context;
use crate::layout::flow::{Column, Columns, Flow, Row, RowBody};
use crate::scene::{ElementId, Role};

/// Sets columns of the given relative widths.
pub(super) fn columns(
    context: &mut Context<'_, '_>,
    columns: &[Vec<Block>],
    widths: &[f32],
    gap: Option<f32>,
    width: f32,
    parent: ElementId,
) -> Flow {
    let gutter = context.pt(gap.unwrap_or(context.theme.space.gutter));
    let gutter = gutter.min(width / (2.0 * columns.len().max(1) as f32));
    let available = width - gutter * (columns.len() as f32 - 1.0);
    let total: f32 = widths.iter().sum::<f32>().max(f32::EPSILON);
    let mut x = 0.0;
    let mut set = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let share = widths.get(index).copied().unwrap_or(1.0) / total;
        let own = available * share;
        let span = column.first().map(|block| block.span).unwrap_or_default();
        let element = context.element(parent, Role::Division, span);
        let flow = blocks(context, column, own, element);
        set.push(Column { x, flow, align: 0.0, stretch: false, repeat: false });
        x += own + gutter;
    }
    Flow::of(Row::of(RowBody::Columns(Columns { columns: set, splits_freely: true })))
}
