//! Converts tables to those of an outline.

use super::Importer;
use super::inline::BreakStyle;
use super::paragraphs::BodyBlock;
use super::table::{OfficeCell, OfficeTable};
use crate::import::report::LossKind;
use crate::import::verify::is_valid_slide;
use crate::import::write::OutlineValue;

impl Importer<'_> {
    /// Converts a table to blocks.
    pub(super) fn convert_table(&mut self, table: &OfficeTable) -> Vec<BodyBlock> {
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return Vec::new();
        }
        let has_spans = table.rows.iter().flatten().any(|cell| cell.across > 1 || cell.down > 1);
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in &table.rows {
            let mut cells: Vec<String> = row.iter().map(|cell| self.write_cell(cell)).collect();
            cells.resize(width, String::new());
            rows.push(cells);
        }
        if rows.iter().flatten().all(String::is_empty) {
            return Vec::new();
        }
        if has_spans {
            if let Some(block) = self.convert_merged(table) {
                return vec![block];
            }
            self.lose(
                LossKind::Changed,
                "merged cells of a table are separate, with the text in the first".to_owned(),
                "check the table, and repeat the text where it is needed",
            );
        }
        let aligned = column_alignments(table, width);
        let row = |cells: Vec<String>| {
            OutlineValue::Row(cells.into_iter().map(OutlineValue::Text).collect())
        };
        let has_header = table.has_header || looks_like_header(&rows);
        let header = has_header.then(|| rows.remove(0)).filter(|_| !rows.is_empty());
        let rows: Vec<OutlineValue> = rows.into_iter().map(row).collect();
        // An outline finds out itself that the first cells are headers if the corner is empty.
        let has_empty_corner = header.as_ref().is_some_and(|header| header[0].is_empty());
        let needs_row_headers = table.has_row_headers && !has_empty_corner;
        if let (Some(header), None, false) = (&header, &aligned, needs_row_headers) {
            let mut list = vec![row(header.clone())];
            list.extend(rows);
            return vec![("table", OutlineValue::List(list))];
        }
        let mut entries = Vec::new();
        if let Some(header) = header {
            entries.push(("header".to_owned(), row(header)));
        }
        entries.push(("rows".to_owned(), OutlineValue::List(rows)));
        if let Some(aligned) = aligned {
            let words = aligned.into_iter().map(OutlineValue::word).collect();
            entries.push(("align".to_owned(), OutlineValue::Row(words)));
        }
        if needs_row_headers {
            entries.push(("row_headers".to_owned(), OutlineValue::word("true")));
        }
        let value = OutlineValue::Map(entries.clone());
        if !is_valid_slide(vec![("table".to_owned(), value)]) {
            entries.retain(|(key, _)| matches!(key.as_str(), "header" | "rows"));
        }
        vec![("table", OutlineValue::Map(entries))]
    }

    /// Converts a table with merged cells; `None` if an outline would refuse it.
    fn convert_merged(&mut self, table: &OfficeTable) -> Option<BodyBlock> {
        let height = table.rows.len();
        let mut rows = Vec::new();
        let mut covered = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut cells = Vec::new();
            for (column, cell) in row.iter().enumerate() {
                let text = self.write_cell(cell);
                if cell.is_covered {
                    covered.extend((!text.is_empty()).then_some(text));
                    continue;
                }
                let text = OutlineValue::Text(text);
                let spans = [
                    ("across", cell.across.min(row.len() - column)),
                    ("down", cell.down.min(height - index)),
                ];
                let spans = spans.into_iter().filter(|(_, count)| *count > 1);
                let spans: Vec<_> = spans
                    .map(|(key, count)| (key.to_owned(), OutlineValue::word(count.to_string())))
                    .collect();
                cells.push(match spans.is_empty() {
                    true => text,
                    false => OutlineValue::Map(
                        [("text".to_owned(), text)].into_iter().chain(spans).collect(),
                    ),
                });
            }
            rows.push(OutlineValue::Row(cells));
        }
        let has_header = table.has_header && height > 1;
        let value = match (has_header, table.has_row_headers) {
            (true, false) => OutlineValue::List(rows),
            (has_header, has_row_headers) => {
                let mut entries = Vec::new();
                if has_header {
                    entries.push(("header".to_owned(), rows.remove(0)));
                }
                entries.push(("rows".to_owned(), OutlineValue::List(rows)));
                if has_row_headers {
                    entries.push(("row_headers".to_owned(), OutlineValue::word("true")));
                }
                OutlineValue::Map(entries)
            }
        };
        if !is_valid_slide(vec![("table".to_owned(), value.clone())]) {
            return None;
        }
        for text in covered {
            self.comment(format!("Text below a merged cell: {text}"));
        }
        Some(("table", value))
    }

    fn write_cell(&mut self, cell: &OfficeCell) -> String {
        let texts: Vec<String> = cell
            .paragraphs
            .iter()
            .filter(|paragraph| !paragraph.is_blank())
            .map(|paragraph| {
                let mut paragraph = paragraph.clone();
                // A header is bold anyway, and so are cells that the table's style makes bold.
                if paragraph.is_bold() {
                    paragraph.runs.iter_mut().for_each(|run| run.style.is_bold = false);
                }
                self.write_paragraph(&paragraph, BreakStyle::Tag)
            })
            .collect();
        texts.join("<br>")
    }
}

/// Whether the first row has names and the others have numbers. Some programs do not say what a
/// header is.
fn looks_like_header(rows: &[Vec<String>]) -> bool {
    let is_number = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit());
    let Some((first, others)) = rows.split_first() else { return false };
    first.iter().skip(1).all(|cell| !cell.is_empty())
        && !first.iter().any(is_number)
        && !others.is_empty()
        && others.iter().all(|row| row.iter().any(is_number))
}

/// Returns the alignments of the columns, if one is set that an outline would not choose itself.
fn column_alignments(table: &OfficeTable, width: usize) -> Option<Vec<&'static str>> {
    let body = &table.rows[usize::from(table.has_header && table.rows.len() > 1)..];
    let alignment = |column: usize| {
        let mut cells = body
            .iter()
            .filter_map(|row| row.get(column))
            .filter_map(|cell| cell.paragraphs.iter().find(|paragraph| !paragraph.is_blank()))
            .peekable();
        cells.peek()?;
        let mut found: Vec<(Option<&str>, String)> =
            cells.map(|paragraph| (paragraph.alignment.as_deref(), paragraph.words())).collect();
        let (first, _) = found[0];
        let is_number = |words: &str| {
            words
                .trim_start_matches(['-', '−', '+', '€', '$'])
                .starts_with(|c: char| c.is_ascii_digit())
        };
        let are_numbers = found.iter().all(|(_, words)| is_number(words.trim()));
        found.retain(|(alignment, _)| *alignment != first);
        match first {
            _ if !found.is_empty() => None,
            Some("ctr") => Some("centre"),
            Some("r") if !are_numbers => Some("end"),
            _ => None,
        }
    };
    let found: Vec<Option<&'static str>> = (0..width).map(alignment).collect();
    found
        .iter()
        .any(Option::is_some)
        .then(|| found.into_iter().map(|found| found.unwrap_or("start")).collect())
}
