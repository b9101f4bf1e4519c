//! The name and the alternative text of a table.

use super::slide::SlideWriter;
use super::table_grid::{TableRow, TableSlice};
use super::xml::Xml;
use crate::scene::Role;

impl SlideWriter<'_, '_> {
    /// Writes the name of a table with its alternative text, else the words of its first row: those
    /// name the columns.
    pub(super) fn write_table_name(&self, xml: &mut Xml, id: u32, part: &TableSlice<'_>) {
        let name = format!("Table {}", id - 1);
        let row = part.rows.first();
        let table = row.and_then(|row| {
            self.reader.find_ancestor(Some(row.element), |role| role == Role::Table)
        });
        let own = table.and_then(|table| self.reader.scene.structure.get(table).alt.clone());
        let alt = own.unwrap_or_else(|| row.map(words_of).unwrap_or_default());
        xml.empty("p:cNvPr", &[("id", &id), ("name", &name), ("descr", &alt)]);
    }
}

/// Returns the words of the cells of a row.
fn words_of(row: &TableRow<'_>) -> String {
    let cells = row.cells.iter().map(|cell| {
        let texts = cell.paragraphs.iter().map(|paragraph| &*paragraph.text);
        texts.collect::<Vec<_>>().join(" ").replace('\u{ad}', "")
    });
    cells.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}
