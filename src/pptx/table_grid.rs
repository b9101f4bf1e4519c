//! The grid of a table: which cells are at which columns and rows.

use super::paragraph::Paragraph;
use crate::geometry::Rect;
use crate::scene::{Colour, ElementId, Role, Shape, Structure};

/// Where the columns and rows of a part are.
pub(super) struct TableGrid {
    /// The edges of the columns from left to right.
    pub(super) x: Vec<f32>,
    /// The edges of the rows from top to bottom.
    pub(super) y: Vec<f32>,
    /// Whether the first column is the rightmost.
    pub(super) is_rtl: bool,
}

impl TableGrid {
    /// Returns left edge and width of the column with this index among those that are shown.
    pub(super) fn column(&self, index: usize) -> (f32, f32) {
        let at = if self.is_rtl { self.x.len() - 2 - index } else { index };
        (self.x[at], self.x[at + 1] - self.x[at])
    }

    /// Returns the rectangle of a cell that fills columns and rows from these on.
    pub(super) fn cell(
        &self,
        (column, across): (usize, usize),
        (row, down): (usize, usize),
    ) -> Rect {
        let columns = (column..column + across).map(|index| {
            let (x, width) = self.column(index);
            Rect::new(x, self.y[row], width, self.y[row + down] - self.y[row])
        });
        columns.reduce(Rect::union).unwrap_or_default()
    }
}

/// A part of a table: its cells, and the rules between its rows.
#[derive(Default)]
pub(super) struct TableSlice<'s> {
    pub(super) rows: Vec<TableRow<'s>>,
    pub(super) rules: Vec<(Rect, Colour)>,
    /// The columns of the table that are shown.
    pub(super) columns: Vec<usize>,
    /// Merged cells that start on an earlier page and are shown again.
    pub(super) continued: Vec<Paragraph<'s>>,
    /// Shapes that are no rules: the grounds of cells, and bars.
    pub(super) shapes: Vec<&'s Shape>,
}

pub(super) struct TableRow<'s> {
    pub(super) element: ElementId,
    pub(super) cells: Vec<TableSliceCell<'s>>,
}

/// A cell, and the columns and rows of the table that it fills.
pub(super) struct TableSliceCell<'s> {
    pub(super) column: usize,
    pub(super) across: usize,
    pub(super) down: usize,
    pub(super) paragraphs: Vec<Paragraph<'s>>,
}

/// What is at a place of the grid.
pub(super) enum GridPlace<'c, 's> {
    /// A cell, with the numbers of columns and rows that it fills.
    Cell(&'c TableSliceCell<'s>, usize, usize),
    /// A place that the cell at its left covers.
    CoveredAcross,
    /// A place that a cell above covers.
    CoveredDown,
    Blank,
}

/// Finds out where columns and rows are: halfway between their texts, and at the rules.
pub(super) fn measure_grid(part: &TableSlice<'_>) -> Option<TableGrid> {
    let cells = |column: usize| {
        let rows = part.rows.iter().flat_map(|row| &row.cells);
        let own = rows.filter(move |cell| cell.column == column && cell.across == 1);
        own.flat_map(|cell| &cell.paragraphs)
    };
    let mut extents: Vec<(f32, f32)> = part
        .columns
        .iter()
        .map(|&column| {
            let left = cells(column).map(|cell| cell.column.left).fold(f32::INFINITY, f32::min);
            let right =
                cells(column).map(|cell| cell.column.right()).fold(f32::NEG_INFINITY, f32::max);
            (left, right)
        })
        .collect();
    let is_rtl = extents.first()?.0 > extents.last()?.0;
    if is_rtl {
        extents.reverse();
    }
    let mut x = vec![extents.first()?.0];
    x.extend(extents.windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0));
    x.push(extents.last()?.1);
    let rows: Vec<(f32, f32)> = part
        .rows
        .iter()
        .map(|row| {
            let own = || row.cells.iter().filter(|cell| cell.down == 1);
            let paragraphs = || own().flat_map(|cell| &cell.paragraphs);
            let top = paragraphs().map(|text| text.top()).fold(f32::INFINITY, f32::min);
            let bottom = paragraphs().map(|text| text.bottom()).fold(f32::NEG_INFINITY, f32::max);
            (top, bottom)
        })
        .collect();
    let edges: Vec<f32> = rows
        .windows(2)
        .map(|pair| {
            let (above, below) = (pair[0].1, pair[1].0);
            let middles = part.rules.iter().map(|(rule, _)| rule.y + rule.height / 2.0);
            let between = middles
                .filter(|middle| *middle > above - 2.0 && *middle < below + 2.0)
                .reduce(f32::min);
            between.unwrap_or((above + below) / 2.0)
        })
        .collect();
    let (first, last) = (rows.first()?, rows.last()?);
    let pad = edges.first().map_or(0.0, |edge| (edge - first.1).max(0.0));
    let mut y = vec![first.0 - pad];
    y.extend(&edges);
    y.push(last.1 + pad);
    let is_ordered = |edges: &[f32]| edges.windows(2).all(|pair| pair[0] <= pair[1]);

    (is_ordered(&x) && is_ordered(&y)).then_some(TableGrid { x, y, is_rtl })
}

/// Returns what is at each place of the grid, by row.
pub(super) fn arrange_cells<'c, 's>(
    part: &'c TableSlice<'s>,
    structure: &Structure,
) -> Vec<Vec<GridPlace<'c, 's>>> {
    let width = part.columns.len();
    let mut places: Vec<Vec<GridPlace<'c, 's>>> =
        part.rows.iter().map(|_| (0..width).map(|_| GridPlace::Blank).collect()).collect();
    for (top, row) in part.rows.iter().enumerate() {
        for cell in &row.cells {
            let fills = |column: &&usize| (cell.column..cell.column + cell.across).contains(column);
            let Some(left) = part.columns.iter().position(|column| *column == cell.column) else {
                continue;
            };
            let across = part.columns[left..].iter().take_while(fills).count();
            let last = last_row_of(cell, row.element, structure);
            let is_filled = |row: &&TableRow<'_>| row.element <= last;
            let down = part.rows[top..].iter().take_while(is_filled).count().max(1);
            for (y, row) in places[top..top + down].iter_mut().enumerate() {
                for (x, place) in row[left..left + across].iter_mut().enumerate() {
                    *place = match (x, y) {
                        (0, 0) => GridPlace::Cell(cell, across, down),
                        (_, 0) => GridPlace::CoveredAcross,
                        _ => GridPlace::CoveredDown,
                    };
                }
            }
        }
    }
    places
}

/// Returns the last row that a cell fills.
pub(super) fn last_row_of(
    cell: &TableSliceCell<'_>,
    row: ElementId,
    structure: &Structure,
) -> ElementId {
    if cell.down == 1 {
        return row;
    }
    let table = structure.get(row).parent;
    let rows = (row.0 as usize..structure.elements.len()).filter(|&index| {
        let element = &structure.elements[index];
        element.role == Role::TableRow && element.parent == table
    });
    rows.take(cell.down).last().map_or(row, |index| ElementId(index as u32))
}

/// Returns the ground of a cell: the shape as tall as the cell that has most of its width in common
/// with it. The edges of columns are found between the texts, so those of grounds differ from them.
pub(super) fn find_ground(shapes: &[&Shape], cell: Rect) -> Option<usize> {
    let middle = cell.y + cell.height / 2.0;
    let common_width = |shape: &Shape| {
        let bounds = shape.bounds();
        let is_tall =
            bounds.y < middle && bounds.bottom() > middle && bounds.height > cell.height * 0.8;
        let common = bounds.right().min(cell.right()) - bounds.x.max(cell.x);
        (is_tall && common > bounds.width.min(cell.width) / 2.0).then_some(common)
    };
    let candidates = shapes.iter().enumerate();
    let found = candidates.filter_map(|(index, shape)| Some((index, common_width(shape)?)));
    found.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(index, _)| index)
}
