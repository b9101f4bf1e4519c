//! Tables whose rows give the values of many decks.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use super::scope::to_identifier;
use super::spreadsheet::SheetTable;
use super::text_table::TextTable;
use super::values::DataRow;
use crate::assets::AssetError;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Sources, Span};

/// What to do about columns that cannot be used.
pub(super) const NAME_COLUMNS: &str = "give each column a name of its own in the first row";

/// A table: CSV, TSV, JSON Lines, or a sheet of an Excel workbook.
pub struct Table(TableForm);

enum TableForm {
    Text(TextTable),
    Sheet(SheetTable),
}

/// A row, or a table, that cannot be used.
pub struct TableError {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The text that the diagnostic refers to.
    pub sources: Sources,
}

impl Table {
    /// Opens a table, and reads the names of its columns. `sheet` is the name of a sheet in a
    /// workbook.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or its format, its sheets or its first row cannot be used.
    pub fn open(path: &Path, sheet: Option<&str>) -> Result<Self, TableError> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match extension.as_str() {
            "xlsx" | "xlsm" => SheetTable::open(path, sheet).map(|it| Self(TableForm::Sheet(it))),
            "xls" | "xlsb" | "ods" | "numbers" => Err(TableError::without_place(
                format!("`{}` is a spreadsheet that cannot be read", path.display()),
                "save it as an Excel workbook (`.xlsx`) or as CSV in UTF-8, and name that file",
            )),
            _ if sheet.is_some() => Err(TableError::without_place(
                format!("`{}` has no sheets", path.display()),
                "remove `--sheet`, or name an Excel workbook (`.xlsx`)",
            )),
            _ => TextTable::open(path, &extension).map(|it| Self(TableForm::Text(it))),
        }
    }
}

impl Iterator for Table {
    type Item = Result<DataRow, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            TableForm::Text(table) => table.next(),
            TableForm::Sheet(table) => table.next(),
        }
    }
}

impl TableError {
    /// Returns the error of a table as a whole.
    pub(super) fn without_place(message: String, help: &str) -> Self {
        let diagnostic = Diagnostic::error_without_span(Code::InvalidRow, message).with_help(help);
        Self { diagnostic, sources: Sources::default() }
    }

    /// Returns the error of a table that is empty.
    pub(super) fn without_rows(path: &Path) -> Self {
        Self::without_place(
            format!("`{}` is empty", path.display()),
            "write the names of the columns in its first row, and a row for each deck below it",
        )
    }

    /// Returns the error at a place of a row.
    pub(super) fn in_row(row: Source, place: Range<usize>, message: String, help: &str) -> Self {
        let (start, end) =
            (row.text.floor_char_boundary(place.start), row.text.ceil_char_boundary(place.end));
        let mut sources = Sources::default();
        let span = Span::new(sources.add(row), start, end);
        let diagnostic = Diagnostic::error(Code::InvalidRow, message, span).with_help(help);
        Self { diagnostic, sources }
    }
}

impl From<AssetError> for TableError {
    fn from(error: AssetError) -> Self {
        Self { diagnostic: error.into_diagnostic(None), sources: Sources::default() }
    }
}

/// Returns the name of each column in expressions, or the index of a heading that cannot be one,
/// and what is wrong with it.
pub(super) fn name_columns<'t>(
    headings: impl Iterator<Item = &'t str>,
) -> Result<Vec<String>, (usize, String)> {
    let mut columns: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for (index, heading) in headings.enumerate() {
        let name = to_identifier(heading);
        if heading.trim().is_empty() {
            return Err((index, "this column has no name".to_owned()));
        }
        if !known.insert(name.clone()) {
            return Err((index, format!("two columns have the name `{name}`")));
        }
        columns.push(name);
    }
    Ok(columns)
}
