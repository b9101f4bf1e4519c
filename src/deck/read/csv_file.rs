//! Reads CSV files, for tables and charts.

use super::ReadContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::Node;

/// Reads the rows of the CSV file that a node names; none if it cannot be read, which is reported.
pub(super) fn read_csv_file(node: &Node, context: &mut ReadContext) -> Vec<Vec<String>> {
    let Some(path) = context.reader.read_path(node, "`csv`") else { return Vec::new() };
    let text = match context.files.read_text(&path, "data") {
        Ok(text) => text,
        Err(diagnostic) => {
            context.reader.diagnostics.push(Diagnostic { span: Some(node.span), ..diagnostic });
            return Vec::new();
        }
    };
    let (rows, error) = parse_csv(&text);
    if let Some(error) = error {
        context.reader.report_error(
            Code::UnreadableTable,
            format!("cannot read `{path}` as CSV: {error}"),
            node.span,
            "save the file as CSV again",
        );
    }
    if rows.is_empty() {
        context.reader.report_error(
            Code::UnreadableTable,
            format!("`{path}` has no rows"),
            node.span,
            "add rows to the file, starting with the header",
        );
    }
    rows
}

/// Parses values that are separated by commas, semicolons or tabs. Returns the rows before the
/// first error, too.
pub(super) fn parse_csv(text: &str) -> (Vec<Vec<String>>, Option<csv::Error>) {
    let first = text.lines().next().unwrap_or("");
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|&mark| {
        // If the counts are equal, prefer the comma.
        (first.bytes().filter(|&byte| byte == mark).count(), mark == b',')
    });
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(record.iter().map(str::to_owned).collect()),
            Err(error) => return (rows, Some(error)),
        }
    }
    (rows, None)
}
