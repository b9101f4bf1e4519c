//! Puts the cells of rows into a grid, in which merged cells cover others.

use super::super::table_block::{CellOffset, TableCell};
use super::super::text::Text;
use super::ReadContext;
use super::table::MAX_CELLS;
use crate::diagnostic::Code;

/// A merged cell of a row above that reaches down to the present row.
#[derive(Clone, Copy)]
struct CellReach {
    row: usize,
    column: usize,
    rows_left: usize,
}

/// Places the cells of rows, each of which leaves out the cells that merged cells cover. `width` is
/// the number of columns, if the header sets it.
pub(super) fn place_cells(
    rows: Vec<Vec<TableCell>>,
    width: Option<usize>,
    context: &mut ReadContext,
) -> Vec<Vec<TableCell>> {
    if !rows.iter().flatten().any(TableCell::is_merged) {
        return rows;
    }
    let sum = |row: &Vec<TableCell>| row.iter().map(|cell| cell.across).sum::<usize>();
    let width = width.or_else(|| rows.first().map(sum)).unwrap_or(0);
    let mut placed: Vec<Vec<TableCell>> = Vec::with_capacity(rows.len());
    let mut reaches: Vec<Option<CellReach>> = Vec::new();
    let mut count = 0;
    for row in rows {
        // A table with more cells is refused, so they need no places.
        let cells = match count > MAX_CELLS {
            true => row,
            false => place_row(row, &mut reaches, width, &placed, context),
        };
        count += cells.len();
        placed.push(cells);
        for reach in &mut reaches {
            *reach = reach
                .map(|reach| CellReach { rows_left: reach.rows_left - 1, ..reach })
                .filter(|reach| reach.rows_left > 0);
        }
    }
    report_reach_beyond_end(&mut placed, &reaches, context);
    placed
}

fn place_row(
    row: Vec<TableCell>,
    reaches: &mut Vec<Option<CellReach>>,
    width: usize,
    above: &[Vec<TableCell>],
    context: &mut ReadContext,
) -> Vec<TableCell> {
    let index = above.len();
    let span = row.first().map(|cell| cell.text.span).unwrap_or_default();
    let is_complete = is_complete(&row, reaches, width);
    let mut given = row.into_iter();
    let mut cells: Vec<TableCell> = Vec::new();
    loop {
        let column = cells.len();
        if column > MAX_CELLS {
            return cells;
        }
        if let Some(reach) = reaches.get(column).copied().flatten() {
            let offset = CellOffset { rows: index - reach.row, columns: column - reach.column };
            cells.push(TableCell::covered(offset, Text::plain("", span)));
            if is_complete {
                given.next();
            }
            continue;
        }
        let Some(mut cell) = given.next() else {
            if reaches.iter().skip(column).all(Option::is_none) {
                return cells;
            }
            cells.push(TableCell::from(Text::plain("", span)));
            continue;
        };
        cell.across = limit_across(&cell, column, reaches, (width, above), context);
        let (across, down, span) = (cell.across, cell.down, cell.text.span);
        cells.push(cell);
        for columns in 1..across {
            let offset = CellOffset { rows: 0, columns };
            cells.push(TableCell::covered(offset, Text::plain("", span)));
        }
        if down > 1 {
            reaches.resize(reaches.len().max(column + across), None);
            reaches[column..column + across].fill(Some(CellReach {
                row: index,
                column,
                rows_left: down,
            }));
        }
    }
}

/// Returns whether a row has blank cells where merged cells of rows above cover it, instead of
/// leaving them out.
fn is_complete(row: &[TableCell], reaches: &[Option<CellReach>], width: usize) -> bool {
    let is_plain = row.iter().all(|cell| !cell.is_merged());
    let is_blank = |column: usize| row.get(column).is_some_and(|cell| cell.text.is_blank());
    let mut covered = reaches.iter().enumerate().filter(|(_, reach)| reach.is_some());
    is_plain && row.len() >= width && covered.all(|(column, _)| is_blank(column))
}

/// Returns how many columns a cell fills that are free. Reports a cell that asks for more.
fn limit_across(
    cell: &TableCell,
    column: usize,
    reaches: &[Option<CellReach>],
    (width, above): (usize, &[Vec<TableCell>]),
    context: &mut ReadContext,
) -> usize {
    let wanted = column..column + cell.across;
    let taken = wanted
        .clone()
        .skip(1)
        .find_map(|column| reaches.get(column).copied().flatten().map(|reach| (column, reach)));
    if let Some((taken, reach)) = taken {
        let other = above.get(reach.row).and_then(|row| row.get(reach.column));
        let name = other.map(|cell| cell.text.to_single_line()).unwrap_or_default();
        let free = taken - column;
        let message = format!(
            "this cell fills {} columns, but column {} is filled by the cell `{name}`, which \
             reaches down to this row",
            cell.across,
            taken + 1,
        );
        let help = format!("write `across: {free}`, or give `{name}` a smaller `down`");
        context.reader.report_error(Code::OverlappingCells, message, cell.text.span, help);
        return free;
    }
    if cell.across > 1 && wanted.end > width {
        let free = width.saturating_sub(column).max(1);
        let message = format!(
            "this cell fills {} columns from column {}, but the table has {width}",
            cell.across,
            column + 1,
        );
        let help = format!(
            "write `across: {free}`; leave out the cells that a merged cell covers, or add columns \
             to the header"
        );
        context.reader.report_error(Code::CellBeyondTable, message, cell.text.span, help);
        return free;
    }
    cell.across
}

/// Reports merged cells that reach below the last row, and shortens them.
fn report_reach_beyond_end(
    placed: &mut [Vec<TableCell>],
    reaches: &[Option<CellReach>],
    context: &mut ReadContext,
) {
    let count = placed.len();
    for (column, reach) in reaches.iter().enumerate() {
        let Some(reach) = reach.filter(|reach| reach.column == column) else { continue };
        let cell = &mut placed[reach.row][column];
        let free = count - reach.row;
        let rows = if free == 1 { "1 row is" } else { &format!("{free} rows are") };
        let message = format!("this cell fills {} rows, but only {rows} left", cell.down);
        let help =
            format!("write `down: {free}`, or add rows below it that leave out the cell it covers");
        context.reader.report_error(Code::CellBeyondTable, message, cell.text.span, help);
        cell.down = free;
    }
}

/// Returns how many of the first rows belong together because merged cells join them.
pub(super) fn count_joined_rows(rows: &[Vec<TableCell>]) -> usize {
    let mut count = rows.len().min(1);
    let mut index = 0;
    while index < count {
        let deepest = rows[index].iter().map(|cell| cell.down).max().unwrap_or(1);
        count = count.max(index + deepest).min(rows.len());
        index += 1;
    }
    count
}

/// Shortens merged cells that reach beyond the last row, after rows were left out.
pub(super) fn cut_merged_cells(rows: &mut [Vec<TableCell>]) {
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        row.iter_mut().for_each(|cell| cell.down = cell.down.min(count - index));
    }
}
