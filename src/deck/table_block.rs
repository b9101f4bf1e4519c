//! Tables and their cells.

use super::block::Align;
use super::text::Text;

/// A table. All rows have the same number of cells; those that a merged cell covers are blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableBlock {
    /// The rows of the header; none if the table has no header.
    pub header: Vec<Vec<TableCell>>,
    /// The rows below the header.
    pub rows: Vec<Vec<TableCell>>,
    /// The alignment of each column.
    pub align: Vec<Align>,
    /// The caption above the table.
    pub caption: Option<Text>,
    /// Whether the first cell of each row is the header of the row.
    pub row_headers: bool,
    /// The highlighted rows and columns.
    pub highlight: TableHighlight,
    /// Whether to reveal the rows one by one.
    pub steps: bool,
}

/// The highlighted rows and columns of a table, by their indices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableHighlight {
    /// Rows, without the header.
    pub rows: Vec<usize>,
    /// Columns.
    pub columns: Vec<usize>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCell {
    /// The text.
    pub text: Text,
    /// The number of columns that it fills.
    pub across: usize,
    /// The number of rows that it fills.
    pub down: usize,
    /// The alignment, if it differs from that of the column.
    pub align: Option<Align>,
    /// The merged cell that covers this one.
    pub covered_by: Option<CellOffset>,
    /// The colour of its ground: the place of its number between the least and the greatest, from
    /// 0 to 1; below 0 for a negative number among positive ones, down to -1.
    pub heat: Option<f32>,
    /// The bar beside its number.
    pub bar: Option<CellBar>,
}

/// How far a merged cell is from a cell that it covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellOffset {
    /// Rows from the merged cell down to the covered one.
    pub rows: usize,
    /// Columns from the merged cell to the covered one.
    pub columns: usize,
}

/// A bar that shows the number of a cell. Its ends are shares of the width for bars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellBar {
    /// Where zero is.
    pub zero: f32,
    /// Where the number is.
    pub value: f32,
}

impl From<Text> for TableCell {
    fn from(text: Text) -> Self {
        Self { text, across: 1, down: 1, align: None, covered_by: None, heat: None, bar: None }
    }
}

impl TableCell {
    /// Creates a cell that another one covers.
    pub(crate) fn covered(offset: CellOffset, text: Text) -> Self {
        Self { covered_by: Some(offset), ..Self::from(text) }
    }

    /// Returns whether the cell fills more than one column or row, or is covered by one that does.
    pub fn is_merged(&self) -> bool {
        self.across > 1 || self.down > 1 || self.covered_by.is_some()
    }
}

impl TableBlock {
    /// Returns all rows, those of the header first.
    pub fn all_rows(&self) -> impl Iterator<Item = &Vec<TableCell>> {
        self.header.iter().chain(&self.rows)
    }

    /// Returns the texts of the table in reading order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.caption.iter().chain(self.all_rows().flatten().map(|cell| &cell.text))
    }

    /// Returns the texts of the table to change them.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let rows = self.header.iter_mut().chain(&mut self.rows);
        self.caption.iter_mut().chain(rows.flatten().map(|cell| &mut cell.text))
    }
}

/// Returns whether the first column holds row headers, which applies if the author does not set it:
/// the first header cell is empty, and every row has a name.
pub(crate) fn has_row_headers(header: &[Vec<TableCell>], rows: &[Vec<TableCell>]) -> bool {
    let is_named = |row: &Vec<TableCell>| {
        row.len() > 1 && (row[0].covered_by.is_some() || !row[0].text.is_blank())
    };
    let first = header.first().and_then(|row| row.first());
    first.is_some_and(|cell| cell.text.is_blank()) && rows.iter().all(is_named)
}
