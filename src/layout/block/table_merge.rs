//! Places cells that fill several rows of a table.
//!
//! Such a cell is drawn in its first row and hangs over the rows below it. If a page ends between
//! these rows, the next page shows the cell again, as an artifact.

use super::table::PartGrid;
use super::table_cell::{box_cell, heat_ground, lay_out_cell, lay_out_words};
use super::table_row::{PlacedCell, RowKind, TableRows, place_cells};
use crate::geometry::Point;
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Column, Flow, PageBreak, Row, RowBody};

/// A cell that takes a larger share of the page than this is part of its first row, so that it can
/// be continued on a further page.
const MAX_HANGING_SHARE: f32 = 0.5;

/// Adds the cells that fill several rows to the rows in `bodies`. Returns whether a page may end
/// after each row; `None` if these cells do not matter.
pub(super) fn place_tall_cells(
    context: &mut LayoutContext<'_, '_>,
    source: &TableRows<'_>,
    grid: &PartGrid<'_>,
    bodies: &mut [Flow],
) -> Vec<Option<PageBreak>> {
    let mut joints = vec![None; bodies.len()];
    for index in 0..bodies.len() {
        if source.rows[index].iter().all(|cell| cell.down == 1) {
            continue;
        }
        for placed in place_cells(source, index, grid, RowKind::Body) {
            if placed.rows_down == 0 && placed.cell.down > 1 {
                place_tall_cell(context, &placed, grid, &mut bodies[index..], &mut joints[index..]);
            }
        }
    }
    joints
}

/// Places a cell that starts in the first of `bodies`.
fn place_tall_cell(
    context: &mut LayoutContext<'_, '_>,
    placed: &PlacedCell<'_>,
    grid: &PartGrid<'_>,
    bodies: &mut [Flow],
    joints: &mut [Option<PageBreak>],
) {
    let count = placed.cell.down.min(bodies.len());
    let rule = context.pt(0.75);
    let heat = heat_ground(context, placed.cell);
    let words = lay_out_words(context, placed.cell, grid, placed.place, heat);
    let needed = words.height() + 2.0 * context.gap(0.26);
    let column = |flow| Column { x: placed.x, flow, align: 0.0, stretch: false, repeats: false };
    if needed > context.body_height * MAX_HANGING_SHARE {
        let cell = lay_out_cell(context, placed.cell, grid, placed.place);
        add_column(&mut bodies[0], column(cell));
        return;
    }
    let mut items = Vec::new();
    words.place_at(Point::default(), &mut items);
    let hanging = Flow::from_row(Row::fixed_height(0.0, items));
    let cell = box_cell(context, hanging, None, placed.place);
    let heights: Vec<f32> = bodies[..count].iter().map(|body| body.height() + rule).collect();
    let height = |rows: &[f32]| rows.iter().sum::<f32>() - rule;
    let missing = needed - height(&heights);
    if missing > 0.0 {
        stretch_row(&mut bodies[count - 1], missing);
    }
    for index in 0..count {
        if index + 1 < count {
            // A page ends only below the words.
            let is_shown = height(&heights[..=index]) >= needed;
            let limit = if is_shown { PageBreak::Discouraged } else { PageBreak::Forbidden };
            let joint = &mut joints[index];
            if *joint != Some(PageBreak::Forbidden) {
                *joint = Some(limit);
            }
        }
        if index > 0 && height(&heights[index..]) >= needed {
            let repeated = column(cell.clone().into_artifact());
            bodies[index].rows.iter_mut().take(1).for_each(|row| {
                row.continued_cells.push(repeated.clone());
            });
        }
    }
    add_column(&mut bodies[0], column(cell));
}

fn add_column(body: &mut Flow, column: Column) {
    if let Some(RowBody::Columns(columns)) = body.rows.front_mut().map(|row| &mut row.body) {
        let stretch = columns.columns.iter().any(|column| column.stretch);
        columns.columns.push(Column { stretch, ..column });
    }
}

/// Makes a row taller below its words.
fn stretch_row(body: &mut Flow, height: f32) {
    let Some(RowBody::Columns(columns)) = body.rows.front_mut().map(|row| &mut row.body) else {
        return;
    };
    for row in columns.columns.iter_mut().filter_map(|column| column.flow.rows.back_mut()) {
        if let RowBody::Boxed(boxed) = &mut row.body {
            boxed.inset[3] += height;
        }
    }
}
