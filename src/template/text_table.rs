//! Tables in text files: CSV, TSV and JSON Lines, read row by row.

use std::collections::HashMap;
use std::io::{BufRead, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::scope::to_identifier;
use super::table::{NAME_COLUMNS, TableError, name_columns};
use super::values::{DataCell, DataRow, is_variable_name};
use crate::assets;
use crate::source::Source;

/// The largest row in bytes. A quotation mark that is not closed takes all lines up to the end of
/// the file into one row, and a file that is no table may be one line of any length.
const MAX_ROW_BYTES: usize = 1 << 20;

/// Rows of text: CSV, TSV or JSON Lines, which are read one by one, however many there are.
pub(super) struct TextTable {
    path: PathBuf,
    reader: Box<dyn BufRead + Send>,
    form: TextForm,
    /// The line that is read next, from 1.
    line: usize,
    is_finished: bool,
}

/// How the rows are written.
enum TextForm {
    /// Cells between delimiters, with the names of the columns in the first row.
    Cells { delimiter: char, columns: Vec<String> },
    /// A JSON object a line.
    JsonLines,
}

impl TextTable {
    /// Opens a table, and reads the names of its columns. The extension of the file, in lower
    /// case, tells its format.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or its first row cannot be used.
    pub(super) fn open(path: &Path, extension: &str) -> Result<Self, TableError> {
        let reader = assets::open_stream(path)?;
        let mut table = Self {
            path: path.to_owned(),
            reader: Box::new(reader),
            form: TextForm::JsonLines,
            line: 1,
            is_finished: false,
        };
        if !matches!(extension, "jsonl" | "ndjson" | "json") {
            table.read_header(extension == "tsv")?;
        }
        Ok(table)
    }

    fn read_header(&mut self, has_tabs: bool) -> Result<(), TableError> {
        self.form = TextForm::Cells { delimiter: ',', columns: Vec::new() };
        let Some((line, text)) = self.read_record()? else {
            return Err(TableError::without_rows(&self.path));
        };
        let delimiter = if has_tabs { '\t' } else { find_delimiter(&text) };
        let cells = split_cells(&text, delimiter);
        let headings = cells.iter().map(|(_, heading)| heading.as_str());
        let columns = match name_columns(headings) {
            Ok(columns) => columns,
            Err((index, message)) => {
                let range = cells[index].0.clone();
                return Err(self.error(line, text, range, message, NAME_COLUMNS));
            }
        };
        self.form = TextForm::Cells { delimiter, columns };
        Ok(())
    }

    /// Reads the text of the next row that is not blank, with its line.
    fn read_record(&mut self) -> Result<Option<(usize, String)>, TableError> {
        loop {
            let line = self.line;
            let (mut bytes, mut quotes) = (Vec::new(), QuoteTracker::default());
            let delimiter = match &self.form {
                TextForm::Cells { delimiter, .. } => Some(*delimiter),
                TextForm::JsonLines => None,
            };
            loop {
                let start = bytes.len();
                let limit = (MAX_ROW_BYTES + 1).saturating_sub(start) as u64;
                let mut reader = self.reader.by_ref().take(limit);
                let read = reader.read_until(b'\n', &mut bytes).map_err(|error| {
                    let path = self.path.display();
                    let message = format!("cannot read `{path}` after line {line}: {error}");
                    TableError::without_place(message, "try again, or copy the file")
                })?;
                if read == 0 {
                    break;
                }
                self.line += 1;
                let is_open = delimiter.is_some_and(|it| quotes.is_open_after(&bytes[start..], it));
                if bytes.len() > MAX_ROW_BYTES {
                    self.is_finished = true;
                    return Err(self.long_row_error(line, &bytes, is_open));
                }
                if !is_open {
                    break;
                }
            }
            if bytes.is_empty() {
                self.is_finished = true;
                return Ok(None);
            }
            let text = String::from_utf8(bytes).map_err(|error| {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let at = text.find('\u{FFFD}').unwrap_or(0);
                let message = "this row is not in UTF-8".to_owned();
                self.error(line, text, at..at + 1, message, "save the table as CSV in UTF-8")
            })?;
            let text = if line == 1 { text.trim_start_matches('\u{FEFF}') } else { &text };
            let text = text.trim_end_matches(['\n', '\r']).to_owned();
            if !text.trim().is_empty() {
                return Ok(Some((line, text)));
            }
        }
    }

    /// Returns the error of a row that goes on beyond the limit.
    fn long_row_error(&self, line: usize, bytes: &[u8], is_open: bool) -> TableError {
        let text = String::from_utf8_lossy(bytes);
        let quote = text.find('"').filter(|_| is_open);
        // The message shows the first line only.
        let first = text.lines().next().unwrap_or_default().to_owned();
        let at = quote.filter(|&at| at < first.len()).unwrap_or(0);
        let place = at..first.ceil_char_boundary(at + 1);
        let (message, help) = match quote {
            Some(_) => (
                "a quotation mark in this row is not closed".to_owned(),
                "write `\"` at the end of the cell; write `\"\"` for a `\"` inside it",
            ),
            None => (
                format!("this row has more than {} MB", MAX_ROW_BYTES >> 20),
                "name a table with one row a line, each for a deck",
            ),
        };
        self.error(line, first, place, message, help)
    }

    fn read_row(&mut self) -> Result<Option<DataRow>, TableError> {
        let Some((line, text)) = self.read_record()? else { return Ok(None) };
        let cells =
            match &self.form {
                TextForm::JsonLines => self.read_json(line, &text)?,
                TextForm::Cells { delimiter, columns } => {
                    let cells = split_cells(&text, *delimiter);
                    if cells.len() != columns.len() {
                        let noun = |count: usize| {
                            format!("{count} {}", if count == 1 { "cell" } else { "cells" })
                        };
                        let message = format!(
                            "this row has {}, but the first row has {}",
                            noun(cells.len()),
                            columns.len()
                        );
                        let place = cells
                            .get(columns.len())
                            .map_or(text.len()..text.len(), |(range, _)| range.clone());
                        let help =
                            "add or remove cells, or quote a cell that contains the delimiter";
                        return Err(self.error(line, text, place, message, help));
                    }
                    let cell = |((range, value), name): ((Range<usize>, String), &String)| {
                        DataCell { name: name.clone(), value, is_json: false, range }
                    };
                    cells.into_iter().zip(columns).map(cell).collect()
                }
            };
        Ok(Some(DataRow { source: Source::new(&self.path, text).with_first_line(line), cells }))
    }

    /// Reads the fields of a JSON object.
    fn read_json(&self, line: usize, text: &str) -> Result<Vec<DataCell>, TableError> {
        let fail = |at: usize, message: String| {
            let help = "write one JSON object a line, such as {\"city\": \"Jena\"}";
            Err(self.error(line, text.to_owned(), at..at + 1, message, help))
        };
        let object = match serde_json::from_str::<Json>(text) {
            Ok(Json::Object(object)) => object,
            Ok(_) => return fail(0, "this line is not a JSON object".to_owned()),
            Err(error) => {
                let at = text.char_indices().nth(error.column().saturating_sub(1));
                let at = at.map_or(0, |(at, _)| at);
                return fail(at, format!("this line is not valid JSON: {error}"));
            }
        };
        let places = find_fields(text);
        let cell = |(name, value): (String, Json)| {
            let at = places.get(name.as_str()).copied().unwrap_or(0);
            let start = at + text[at..].len() - text[at..].trim_start_matches([' ', ':']).len();
            let value = value.to_string();
            let end =
                if text[start..].starts_with(&value) { start + value.len() } else { start + 1 };
            let name = if is_variable_name(&name) { name } else { to_identifier(&name) };
            DataCell { name, value, is_json: true, range: start..text.ceil_char_boundary(end) }
        };
        Ok(object.into_iter().map(cell).collect())
    }

    fn error(
        &self,
        line: usize,
        text: String,
        place: Range<usize>,
        message: String,
        help: &str,
    ) -> TableError {
        TableError::in_row(
            Source::new(&self.path, text).with_first_line(line),
            place,
            message,
            help,
        )
    }
}

impl Iterator for TextTable {
    type Item = Result<DataRow, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_finished { None } else { self.read_row().transpose() }
    }
}

/// Returns where the names of the fields of a JSON object end, for those without escapes.
fn find_fields(text: &str) -> HashMap<&str, usize> {
    let mut fields = HashMap::new();
    let (mut depth, mut string_start, mut is_escaped) = (0_usize, None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (string_start, byte) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), b'\\') => is_escaped = true,
            (Some(start), b'"') => {
                string_start = None;
                if depth == 1 && text[at + 1..].trim_start().starts_with(':') {
                    fields.insert(&text[start..at], at + 1);
                }
            }
            (Some(_), _) => {}
            (None, b'"') => string_start = Some(at + 1),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    fields
}

/// Returns the delimiter that a first row has most of; a comma if there are as many.
fn find_delimiter(text: &str) -> char {
    let count =
        |delimiter: &char| (split_cells(text, *delimiter).len(), usize::from(*delimiter == ','));
    [',', ';', '\t'].into_iter().max_by_key(count).unwrap_or(',')
}

/// Tells whether a quoted cell is open at the end of a line (RFC 4180).
#[derive(Default)]
struct QuoteTracker(CellState);

/// Where in a cell a row is read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum CellState {
    /// Before its first character.
    #[default]
    Start,
    /// In a cell without quotation marks around it, or after the closing one.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a quotation mark that closes the cell, unless another follows.
    Closed,
}

impl QuoteTracker {
    fn is_open_after(&mut self, line: &[u8], delimiter: char) -> bool {
        for &byte in line {
            self.0 = match (self.0, byte) {
                (CellState::Start | CellState::Closed, b'"') => CellState::Quoted,
                (CellState::Quoted, b'"') => CellState::Closed,
                (CellState::Quoted, _) => CellState::Quoted,
                (_, byte) if char::from(byte) == delimiter || byte == b'\n' => CellState::Start,
                (CellState::Start, b' ') => CellState::Start,
                _ => CellState::Plain,
            };
        }
        self.0 == CellState::Quoted
    }
}

/// Splits a row into its cells, each with its range (RFC 4180). Spaces around a cell do not count.
fn split_cells(text: &str, delimiter: char) -> Vec<(Range<usize>, String)> {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let start = at + (rest.len() - rest.trim_start_matches([' ', '\r']).len());
        if let Some(quoted) = text[start..].strip_prefix('"') {
            let (mut value, mut letters) = (String::new(), quoted.char_indices().peekable());
            let mut length = quoted.len();
            while let Some((offset, c)) = letters.next() {
                match (c, letters.peek()) {
                    ('"', Some((_, '"'))) => {
                        value.push('"');
                        letters.next();
                    }
                    ('"', _) => {
                        length = offset + 1;
                        break;
                    }
                    _ => value.push(c),
                }
            }
            let end = start + 1 + length;
            let next = text[end..].find(delimiter);
            value.push_str(text[end..next.map_or(text.len(), |next| end + next)].trim_end());
            cells.push((start..end, value));
            match next {
                Some(next) => at = end + next + delimiter.len_utf8(),
                None => return cells,
            }
            continue;
        }
        let next = text[at..].find(delimiter).map(|next| at + next);
        let end = next.unwrap_or(text.len());
        let start = start.min(end);
        let value = text[start..end].trim();
        cells.push((start..start + value.len(), value.to_owned()));
        match next {
            Some(next) => at = next + delimiter.len_utf8(),
            None => return cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{QuoteTracker, find_delimiter, split_cells};

    fn cells(text: &str) -> Vec<String> {
        split_cells(text, ',').into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn rows_are_split_as_spreadsheets_write_them() {
        assert_eq!(cells("a, b ,,c"), ["a", "b", "", "c"]);
        assert_eq!(cells("\"a, b\",\"say \"\"hi\"\"\",\"\""), ["a, b", "say \"hi\"", ""]);
        assert_eq!(cells("5\" pipe,b"), ["5\" pipe", "b"]);
        assert_eq!(cells("\"two\nlines\",x"), ["two\nlines", "x"]);
        assert_eq!(cells("a,"), ["a", ""]);
        assert_eq!(cells("\"open"), ["open"]);
        let ranges: Vec<_> = split_cells("a, \"b\",c", ',').into_iter().map(|it| it.0).collect();
        assert_eq!(ranges, [0..1, 3..6, 7..8]);
    }

    #[test]
    fn a_quoted_cell_may_go_on_in_the_next_line() {
        let is_open = |line: &str| QuoteTracker::default().is_open_after(line.as_bytes(), ',');
        assert!(is_open("a,\"b\n"));
        assert!(is_open("a,\"b \"\"c\n"));
        assert!(!is_open("a,\"b\"\n"));
        assert!(!is_open("a,\"b \"\"c\"\"\"\n"));
        assert!(!is_open("5\" pipe,b\n"));
        assert!(!is_open("a,b\n"));
    }

    #[test]
    fn the_delimiter_is_the_most_frequent_one() {
        assert_eq!(find_delimiter("a;b;c"), ';');
        assert_eq!(find_delimiter("a\tb"), '\t');
        assert_eq!(find_delimiter("a,b"), ',');
        assert_eq!(find_delimiter("a"), ',');
    }
}
