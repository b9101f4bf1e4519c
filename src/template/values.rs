//! The values that come from outside the outline.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::source::Source;

/// The values that come from outside the outline. Of a name that is given more than once, an
/// assignment counts most, then the row, then the files from the last to the first.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Files in YAML or JSON with names and values.
    pub files: Vec<PathBuf>,
    /// The row of a table that the deck is made for.
    pub row: Option<Arc<DataRow>>,
    /// Names with their values, as typed: `city=Jena`.
    pub assignments: Vec<(String, String)>,
    /// The language of the deck, instead of its own.
    pub language: Option<String>,
}

impl Values {
    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
            && self.row.is_none()
            && self.assignments.is_empty()
            && self.language.is_none()
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct DataRow {
    /// The text of the row, with the line that it has in its file.
    pub source: Source,
    /// The cells, one for each column.
    pub cells: Vec<DataCell>,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataCell {
    /// The name of its column, as in expressions.
    pub name: String,
    /// Its text, or the value of a JSON field in JSON.
    pub value: String,
    /// Whether `value` is to be read as JSON.
    pub is_json: bool,
    /// Its bytes in the text of the row.
    pub range: Range<usize>,
}

/// Returns whether expressions can use `name` as a variable.
pub fn is_variable_name(name: &str) -> bool {
    let is_reserved = matches!(
        name,
        "and"
            | "or"
            | "not"
            | "in"
            | "is"
            | "if"
            | "else"
            | "true"
            | "false"
            | "none"
            | "None"
            | "True"
            | "False"
    );
    !is_reserved
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}
