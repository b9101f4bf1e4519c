//! Reads tables, and converts them to those of an outline.

use super::text::{OfficeParagraph, TextSource, read_paragraphs};
use super::xml::{XmlElement, child, children, flag, number};

/// The most cells of a table.
const MAX_CELLS: usize = 20_000;

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct OfficeTable {
    pub rows: Vec<Vec<OfficeCell>>,
    /// Whether the first row is a header.
    pub has_header: bool,
    /// Whether the first column is a header.
    pub has_row_headers: bool,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct OfficeCell {
    pub paragraphs: Vec<OfficeParagraph>,
    /// The number of columns and rows that it spans.
    pub across: usize,
    pub down: usize,
    /// Whether a merged cell beside or above covers it.
    pub is_covered: bool,
}

/// Reads a table.
pub(super) fn read_table(node: XmlElement, source: &TextSource) -> OfficeTable {
    let properties = child(node, "tblPr");
    let has = |name: &str| properties.and_then(|found| flag(found, name)).unwrap_or(false);
    let mut table = OfficeTable {
        rows: Vec::new(),
        has_header: has("firstRow"),
        has_row_headers: has("firstCol"),
    };
    let mut count = 0;
    for row in children(node, "tr") {
        let mut cells = Vec::new();
        for cell in children(row, "tc") {
            count += 1;
            if count > MAX_CELLS {
                return table;
            }
            let span = |name: &str| number(cell, name).unwrap_or(1.0).clamp(1.0, 1000.0) as usize;
            let body = child(cell, "txBody");
            cells.push(OfficeCell {
                paragraphs: body.map(|body| read_paragraphs(body, source)).unwrap_or_default(),
                across: span("gridSpan"),
                down: span("rowSpan"),
                is_covered: ["hMerge", "vMerge"]
                    .iter()
                    .any(|name| flag(cell, name).unwrap_or(false)),
            });
        }
        if !cells.is_empty() {
            table.rows.push(cells);
        }
    }
    table
}
