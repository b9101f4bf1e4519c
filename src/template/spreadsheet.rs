//! Tables in Excel workbooks (`.xlsx`, ISO/IEC 29500-1).

use std::io::{Cursor, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use super::table::{NAME_COLUMNS, TableError, name_columns};
use super::values::{DataCell, DataRow};
use crate::assets;
use crate::library_panic::catch_panic;
use crate::numerals::column_letters;
use crate::source::Source;

/// The largest workbook in bytes. Its rows are read at once.
const MAX_FILE_BYTES: u64 = 64_000_000;

/// How much all parts of a workbook may hold when they are unpacked, in bytes.
const MAX_UNPACKED_BYTES: u64 = 256_000_000;

/// How many tags all parts of a workbook may hold: two million cells. A cell of few bytes takes a
/// hundred when it is read.
const MAX_TAGS: u64 = 8_000_000;

/// The separator of the cells of a row that is shown in a message.
const CELL_SEPARATOR: &str = " | ";

/// The rows of a sheet.
pub(super) struct SheetTable {
    path: PathBuf,
    /// The number of the column, from 0, and the name of each column.
    columns: Vec<(u32, String)>,
    rows: std::vec::IntoIter<WorkbookRow>,
}

/// A row that has at least one cell.
struct WorkbookRow {
    /// Its number, from 0.
    number: u32,
    cells: Vec<WorkbookCell>,
}

/// A cell that is not empty.
struct WorkbookCell {
    /// The number of its column, from 0.
    column: u32,
    text: String,
    /// Whether the text is the name of an error, such as `#DIV/0!`.
    is_error: bool,
}

/// Why a workbook cannot be read, and what to do.
struct WorkbookError {
    /// Follows the name of the file.
    message: String,
    help: String,
}

impl SheetTable {
    /// Opens a workbook, and reads a sheet of it: the one with this name, or the only one that
    /// has cells.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, it has several sheets with cells, or its first row cannot be
    /// used.
    pub(super) fn open(path: &Path, sheet: Option<&str>) -> Result<Self, TableError> {
        let fail = |error: WorkbookError| {
            let message = format!("`{}` {}", path.display(), error.message);
            TableError::without_place(message, &error.help)
        };
        let mut bytes = Vec::new();
        let read = assets::open_stream(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
        if let Err(error) = read {
            return Err(fail(WorkbookError::new(
                format!("cannot be read: {error}"),
                "try again, or copy the file",
            )));
        }
        let rows = catch_panic(|| read_rows(&bytes, sheet))
            .unwrap_or_else(|| Err(WorkbookError::damaged()))
            .map_err(fail)?;
        let mut rows = rows.into_iter();
        let Some(header) = rows.next() else { return Err(TableError::without_rows(path)) };
        let headings = header.cells.iter().map(|cell| cell.text.as_str());
        let names = name_columns(headings).map_err(|(index, message)| {
            let (source, ranges) = write_row(path, &header, header.cells.iter());
            TableError::in_row(source, ranges[index].clone(), message, NAME_COLUMNS)
        })?;
        let columns = header.cells.iter().map(|cell| cell.column).zip(names).collect();
        Ok(Self { path: path.to_owned(), columns, rows })
    }

    fn read_row(&self, row: &WorkbookRow) -> Result<DataRow, TableError> {
        // Columns and cells are sorted. A sheet may have 16,384 of each.
        let is_named = |cell: &WorkbookCell| {
            self.columns.binary_search_by_key(&cell.column, |(column, _)| *column).is_ok()
        };
        let wrong = row.cells.iter().position(|cell| cell.is_error || !is_named(cell));
        if let Some(index) = wrong {
            let cell = &row.cells[index];
            let name = cell_name(row.number, cell.column);
            let (message, help) = if cell.is_error {
                let help = "correct the formula, or clear the cell";
                (format!("cell {name} holds the error `{}`", cell.text), help)
            } else {
                let message = format!("cell {name} is in a column without a name");
                (message, "name the column in the first row that has cells, or clear the cell")
            };
            let (source, ranges) = write_row(&self.path, row, row.cells.iter());
            return Err(TableError::in_row(source, ranges[index].clone(), message, help));
        }
        let empty = WorkbookCell { column: 0, text: String::new(), is_error: false };
        let find = |column: u32| {
            let index = row.cells.binary_search_by_key(&column, |cell| cell.column);
            Some(&row.cells[index.ok()?])
        };
        let cells = || self.columns.iter().map(|(column, _)| find(*column).unwrap_or(&empty));
        let (source, ranges) = write_row(&self.path, row, cells());
        let cells =
            self.columns.iter().zip(cells()).zip(ranges).map(|(((_, name), cell), range)| {
                DataCell { name: name.clone(), value: cell.text.clone(), is_json: false, range }
            });
        Ok(DataRow { cells: cells.collect(), source })
    }
}

impl Iterator for SheetTable {
    type Item = Result<DataRow, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(self.read_row(&row))
    }
}

impl WorkbookError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    fn damaged() -> Self {
        Self::new("is not a workbook, or is damaged", "open it in Excel and save it again")
    }

    fn too_large() -> Self {
        Self::new("is too large", "save the sheet as CSV in UTF-8, which is read row by row")
    }
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::new(
                "is protected by a password",
                "open it in Excel, remove the password, and save it again",
            ),
            _ => Self::damaged(),
        }
    }
}

/// Returns a row as text for messages, with the place of each of these cells.
fn write_row<'c>(
    path: &Path,
    row: &WorkbookRow,
    cells: impl Iterator<Item = &'c WorkbookCell>,
) -> (Source, Vec<Range<usize>>) {
    let (mut text, mut ranges) = (String::new(), Vec::new());
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push_str(CELL_SEPARATOR);
        }
        let start = text.len();
        // A row is one line of a message.
        text.extend(cell.text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        ranges.push(start..text.len());
    }
    (Source::new(path, text).with_first_line(row.number as usize + 1), ranges)
}

/// Reads the rows of a sheet that have cells.
fn read_rows(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<WorkbookRow>, WorkbookError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(WorkbookError::too_large());
    }
    // An encrypted workbook is no ZIP archive, which the library finds out.
    if bytes.starts_with(b"PK") {
        limit_unpacked(bytes)?;
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let is_shown = |it: &&calamine::Sheet| {
        it.typ == SheetType::WorkSheet && it.visible == SheetVisible::Visible
    };
    let shown = workbook.sheets_metadata().iter().filter(is_shown);
    let names: Vec<String> = shown.map(|it| it.name.clone()).collect();
    if let Some(wanted) = sheet {
        let Some(name) = names.iter().find(|name| name.trim() == wanted.trim()) else {
            let help = format!("write one of these after `--sheet`: {}", quote_names(&names));
            return Err(WorkbookError::new(format!("has no sheet `{wanted}`"), help));
        };
        return read_sheet(&mut workbook, name);
    }
    let mut filled = Vec::new();
    for name in names {
        let rows = read_sheet(&mut workbook, &name)?;
        if !rows.is_empty() {
            filled.push((name, rows));
        }
    }
    if filled.len() > 1 {
        let names: Vec<String> = filled.into_iter().map(|(name, _)| name).collect();
        let message = format!("has several sheets: {}", quote_names(&names));
        return Err(WorkbookError::new(message, format!("choose one: `--sheet '{}'`", names[0])));
    }
    Ok(filled.pop().map(|(_, rows)| rows).unwrap_or_default())
}

fn quote_names(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Unpacks everything once and keeps nothing, since the sizes in an archive may be wrong.
fn limit_unpacked(bytes: &[u8]) -> Result<(), WorkbookError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WorkbookError::damaged())?;
    let mut remaining = MAX_UNPACKED_BYTES;
    let mut tags = TagCounter(0);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| WorkbookError::damaged())?;
        let read = std::io::copy(&mut part.take(remaining + 1), &mut tags);
        if tags.0 > MAX_TAGS {
            return Err(WorkbookError::too_large());
        }
        let read = read.map_err(|_| WorkbookError::damaged())?;
        remaining = remaining.checked_sub(read).ok_or_else(WorkbookError::too_large)?;
    }
    Ok(())
}

/// Counts the tags in what is written to it, and stops when there are too many.
struct TagCounter(u64);

impl Write for TagCounter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.iter().filter(|&&byte| byte == b'<').count() as u64;
        if self.0 > MAX_TAGS {
            return Err(std::io::Error::other("too many tags"));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Vec<WorkbookRow>, WorkbookError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let mut rows: Vec<WorkbookRow> = Vec::new();
    while let Some(cell) = cells.next_cell()? {
        let (number, column) = cell.get_position();
        let is_error = matches!(cell.get_value(), DataRef::Error(_));
        let text = write_value(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let cell = WorkbookCell { column, text: text.trim().to_owned(), is_error };
        match rows.last_mut() {
            Some(row) if row.number == number => row.cells.push(cell),
            _ => rows.push(WorkbookRow { number, cells: vec![cell] }),
        }
    }
    // Programs write cells in this order, but need not.
    rows.sort_by_key(|row| row.number);
    rows.dedup_by(|next, row| {
        let is_same = next.number == row.number;
        if is_same {
            row.cells.append(&mut next.cells);
        }
        is_same
    });
    rows.iter_mut().for_each(|row| row.cells.sort_by_key(|cell| cell.column));
    Ok(rows)
}

/// Returns a value as a text that expressions read: dates as in ISO 8601, truth values as `yes`
/// and `no`.
fn write_value(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => write_number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => if *is_true { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(time) => write_time(time),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Writes a number with 15 digits, as spreadsheets do: `0.3` for 0.1 + 0.2.
fn write_number(number: f64) -> String {
    format!("{number:.14e}").parse().unwrap_or(number).to_string()
}

fn write_time(time: &ExcelDateTime) -> String {
    let (year, month, day, hours, minutes, seconds, _) = time.to_ymd_hms_milli();
    let second = if seconds > 0 { format!(":{seconds:02}") } else { String::new() };
    if time.is_duration() {
        let hours = (time.as_f64() * 24.0).floor();
        return format!("{hours}:{minutes:02}{second}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let is_midnight = (hours, minutes, seconds) == (0, 0, 0);
    match time.as_f64() {
        // Without a day, only a time was typed.
        ..1.0 => format!("{hours:02}:{minutes:02}{second}"),
        _ if is_midnight => date,
        _ => format!("{date} {hours:02}:{minutes:02}{second}"),
    }
}

/// Returns the name of a cell as in a spreadsheet: `B3`.
fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), row + 1)
}

#[cfg(test)]
mod tests {
    use super::write_number;

    #[test]
    fn numbers_are_written_as_spreadsheets_show_them() {
        assert_eq!(write_number(0.1 + 0.2), "0.3");
        assert_eq!(write_number(5.0), "5");
        assert_eq!(write_number(-1234.5), "-1234.5");
    }
}
