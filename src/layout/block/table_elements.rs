//! Adds the rows and cells of a table to the structure tree.

use std::ops::Range;

use crate::deck::{TableBlock, TableCell};
use crate::layout::context::LayoutContext;
use crate::scene::{CellSpan, ElementId, Role};

/// Elements of the cells, by row. A cell that a merged cell covers has the element of that.
pub(super) struct TableElements {
    /// The cells of the header.
    pub header: Vec<Vec<ElementId>>,
    /// The cells of the rows.
    pub rows: Vec<Vec<ElementId>>,
    /// Whether the header is content; otherwise it is an artifact, because it is repeated.
    pub has_header: bool,
    /// Index of the first row in the table.
    pub first_row: usize,
    /// The step at which each row appears.
    pub steps: Vec<Option<u16>>,
}

impl TableElements {
    /// Returns the header and some of the rows.
    pub(super) fn rows_in(&self, range: Range<usize>) -> Self {
        Self {
            header: self.header.clone(),
            first_row: range.start,
            rows: self.rows[range.clone()].to_vec(),
            has_header: self.has_header,
            steps: self.steps[range].to_vec(),
        }
    }
}

/// Adds the elements of all cells, and assigns the steps of the rows.
pub(super) fn add_table_elements(
    context: &mut LayoutContext<'_, '_>,
    table: &TableBlock,
    element: ElementId,
) -> TableElements {
    let header = add_rows(context, &table.header, element, |_| Role::TableHeaderCell);
    let role = |column| {
        if table.row_headers && column == 0 { Role::TableRowHeader } else { Role::TableCell }
    };
    let rows = add_rows(context, &table.rows, element, role);
    TableElements {
        header,
        rows,
        has_header: true,
        first_row: 0,
        steps: assign_steps(context, table),
    }
}

fn add_rows(
    context: &mut LayoutContext<'_, '_>,
    rows: &[Vec<TableCell>],
    table: ElementId,
    role: impl Fn(usize) -> Role,
) -> Vec<Vec<ElementId>> {
    let mut added: Vec<Vec<ElementId>> = Vec::with_capacity(rows.len());
    for cells in rows {
        let mut elements: Vec<ElementId> = Vec::with_capacity(cells.len());
        let Some(first) = cells.first() else {
            added.push(elements);
            continue;
        };
        let row = context.add_element(table, Role::TableRow, first.text.span);
        for (column, cell) in cells.iter().enumerate() {
            elements.push(match cell.covered_by {
                Some(offset) if offset.rows == 0 => elements[column - offset.columns],
                Some(offset) => added[added.len() - offset.rows][column],
                None => {
                    let element = context.add_element(row, role(column), cell.text.span);
                    let [column, across, down] = [column, cell.across, cell.down]
                        .map(|count| u16::try_from(count).unwrap_or(u16::MAX));
                    context.structure.get_mut(element).cell =
                        Some(CellSpan { column, across, down });
                    element
                }
            });
        }
        added.push(elements);
    }
    added
}

/// Assigns a step to each row, if the rows appear one by one. Rows that merged cells join appear
/// together.
fn assign_steps(context: &mut LayoutContext<'_, '_>, table: &TableBlock) -> Vec<Option<u16>> {
    let mut step = None;
    let of_row = |row: &Vec<TableCell>| {
        let is_joined =
            row.iter().any(|cell| cell.covered_by.is_some_and(|offset| offset.rows > 0));
        if table.steps && (step.is_none() || !is_joined) {
            step = Some(context.reveal.next_step());
        }
        step
    };
    table.rows.iter().map(of_row).collect()
}
