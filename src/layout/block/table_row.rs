//! Lays out the rows of a table.

use super::flow_of_box;
use super::table::{PartGrid, cell_style};
use super::table_cell::{CellPlace, lay_out_cell};
use crate::deck::TableCell;
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Flow};
use crate::scene::ElementId;

/// The kinds of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A row of the header.
    Header,
    /// A row of the body.
    Body,
    /// A row of the body that adds up others, in bold type.
    Sum,
    /// A row of the body with a ground and bold type.
    Highlighted,
}

/// The rows of the header or the body, with their elements.
#[derive(Clone, Copy)]
pub(super) struct TableRows<'a> {
    /// The cells.
    pub rows: &'a [Vec<TableCell>],
    /// The elements of the cells.
    pub elements: &'a [Vec<ElementId>],
}

/// A cell of a row of one part, which may fill several of its columns.
#[derive(Clone, Copy)]
pub(super) struct PlacedCell<'a> {
    /// The cell.
    pub cell: &'a TableCell,
    /// Rows from the first row of the cell to this one.
    pub rows_down: usize,
    /// Left edge.
    pub x: f32,
    /// Where it goes.
    pub place: CellPlace,
}

impl PlacedCell<'_> {
    /// Returns whether this is the last row of the cell.
    pub(super) fn ends_here(&self) -> bool {
        self.rows_down + 1 == self.cell.down
    }
}

/// Returns the cells of a row of one part from left to right, with merged cells as one.
pub(super) fn place_cells<'a>(
    source: &TableRows<'a>,
    index: usize,
    grid: &PartGrid<'_>,
    kind: RowKind,
) -> Vec<PlacedCell<'a>> {
    let shown = &grid.part.columns;
    let row = &source.rows[index];
    let owner = |column: usize| {
        let offset = row[column].covered_by.unwrap_or_default();
        (index - offset.rows, column - offset.columns)
    };
    let mut cells = Vec::new();
    let (mut x, mut start) = (0.0, 0);
    while start < shown.len() {
        let (owner_row, owner_column) = owner(shown[start]);
        let is_same = |column: &&usize| owner(**column) == (owner_row, owner_column);
        let end = start + shown[start..].iter().take_while(is_same).count();
        let width: f32 = grid.part.widths[start..end].iter().sum();
        // There is no padding at the edges of the table, so that text is aligned with the title.
        let is_last = end == shown.len();
        let heat = if end - start == 1 { grid.part.heat[start] } else { 0.0 };
        let pad = if heat > 0.0 { grid.part.ground_padding } else { grid.pad };
        let padding = (
            if start == 0 { grid.part.edge_padding.0 } else { pad },
            if is_last { grid.part.edge_padding.1 } else { pad },
        );
        let own = if grid.is_continuation { &shown[1..] } else { shown };
        let is_repeated = !own.contains(&owner_column);
        let is_highlighted =
            kind == RowKind::Highlighted || grid.table.highlight.columns.contains(&owner_column);
        let place = CellPlace {
            kind,
            column: owner_column,
            width,
            padding,
            numbers: if end - start == 1 { grid.part.numbers[start] } else { 0.0 },
            heat,
            element: (!is_repeated).then(|| source.elements[index][shown[start]]),
            is_highlighted,
        };
        let cell = &source.rows[owner_row][owner_column];
        cells.push(PlacedCell { cell, rows_down: index - owner_row, x, place });
        x += width;
        start = end;
    }
    cells
}

/// Lays out a row of one part of a table. Cells of the body that fill several rows are left out;
/// those of the header are in their last row.
pub(super) fn lay_out_row(
    context: &mut LayoutContext<'_, '_>,
    source: &TableRows<'_>,
    index: usize,
    grid: &PartGrid<'_>,
    kind: RowKind,
) -> Flow {
    let has_ground = kind == RowKind::Highlighted
        || !grid.table.highlight.columns.is_empty()
        || source.rows[index].iter().any(|cell| cell.heat.is_some());
    let mut columns = Vec::new();
    for placed in place_cells(source, index, grid, kind) {
        let PlacedCell { cell, x, place, .. } = placed;
        if !placed.ends_here() || kind != RowKind::Header && cell.down > 1 {
            continue;
        }
        columns.push(Column {
            x,
            flow: lay_out_cell(context, cell, grid, place),
            // Header cells are aligned at the bottom, body cells at the top.
            align: if kind == RowKind::Header { 1.0 } else { 0.0 },
            // The ground of a highlighted cell fills its row.
            stretch: has_ground,
            repeats: false,
        });
    }
    if columns.is_empty() {
        let style = cell_style(context, TextKind::Cell, grid.shrink);
        columns.push(column_of(0.0, empty_box(0.0, style.size), false));
    }
    Flow::of_columns(columns)
}

/// Returns a box of this size without content.
fn empty_box(width: f32, height: f32) -> BoxedFlow {
    BoxedFlow {
        width,
        inset: [0.0, height, 0.0, 0.0],
        fill: None,
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow: Flow::default(),
    }
}

fn column_of(x: f32, boxed: BoxedFlow, stretch: bool) -> Column {
    Column { x, flow: flow_of_box(boxed), align: 0.0, stretch, repeats: false }
}
