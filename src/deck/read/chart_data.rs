//! Reads the data of a chart: names with values, rows, records, text, or a CSV file.

use super::super::markdown::split_cells;
use super::ReadContext;
use super::csv_file::{parse_csv, read_csv_file};
use crate::chart::{RawTable, parse_number};
use crate::source::Span;
use crate::yaml::{Key, Node, NodeKind};

/// A table, and the spans of its cells.
#[derive(Default)]
pub(super) struct TableSource {
    pub table: RawTable,
    /// The spans of the cells; empty for a file.
    spans: Vec<Vec<Span>>,
    /// The span of the whole data.
    pub span: Span,
}

/// A cell, and its span.
type ChartCell = (String, Span);

impl TableSource {
    /// Returns the span of the first cell of a row with this text, or of all data.
    pub(super) fn find_cell(&self, row: usize, text: &str) -> Span {
        let cells = self.table.rows.get(row).into_iter().flatten();
        let at = cells.enumerate().find(|(_, cell)| cell.trim() == text).map(|(at, _)| at);
        let span = at.and_then(|at| self.spans.get(row)?.get(at));
        span.copied().unwrap_or(self.span)
    }

    fn from_cells(header: Vec<String>, rows: Vec<Vec<ChartCell>>, span: Span) -> Self {
        let spans = rows.iter().map(|row| row.iter().map(|cell| cell.1).collect()).collect();
        let rows = rows.into_iter().map(|row| row.into_iter().map(|cell| cell.0).collect());
        Self { table: RawTable { header, rows: rows.collect() }, spans, span }
    }

    /// Takes the first row as the header, if it is one.
    fn from_rows(rows: Vec<Vec<ChartCell>>, span: Span) -> Self {
        let texts = rows.iter().map(|row| row.iter().map(|cell| cell.0.clone()).collect());
        let table = RawTable::from_rows(texts.collect());
        let skipped = rows.len() - table.rows.len();
        let spans = rows.iter().skip(skipped).map(|row| row.iter().map(|cell| cell.1).collect());
        Self { spans: spans.collect(), table, span }
    }
}

/// Reads a CSV file, whose first row is the header.
pub(super) fn read_csv_data(node: &Node, context: &mut ReadContext) -> Option<TableSource> {
    let mut rows = read_csv_file(node, context);
    if rows.is_empty() {
        return None;
    }
    let header = rows.remove(0);
    Some(TableSource { table: RawTable { header, rows }, spans: Vec::new(), span: node.span })
}

/// Reads the value of `data`.
pub(super) fn read_inline_data(node: &Node, context: &mut ReadContext) -> Option<TableSource> {
    match &node.kind {
        NodeKind::Mapping(entries) => read_names(entries, node.span, context),
        NodeKind::Sequence(items) => read_items(items, node.span, context),
        NodeKind::Scalar(scalar) if scalar.is_block() => Some(read_lines(&scalar.value, node.span)),
        _ => {
            let help = "write names with values, `{ Q1: 8.1, Q2: 8.9 }`, or a list of rows";
            context.reader.report_wrong_type(node, "`data`", "names with values or rows", help);
            None
        }
    }
}

/// Reads lines of CSV or of a Markdown table.
fn read_lines(text: &str, span: Span) -> TableSource {
    let bars = text.lines().filter(|line| line.contains('|')).count();
    let rows = if bars * 2 > text.lines().count() {
        let is_rule = |line: &&str| line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
        text.lines().filter(|line| !is_rule(line)).map(split_bars).collect()
    } else {
        parse_csv(text).0
    };
    TableSource { table: RawTable::from_rows(rows), spans: Vec::new(), span }
}

fn split_bars(line: &str) -> Vec<String> {
    split_cells(line).into_iter().map(|cell| cell.replace("\\|", "|")).collect()
}

fn read_cell(node: &Node, context: &mut ReadContext) -> ChartCell {
    match &node.kind {
        NodeKind::Scalar(scalar) => (scalar.value.clone(), node.span),
        NodeKind::Null | NodeKind::Unreadable => (String::new(), node.span),
        _ => {
            let help = "write one number; a row is a list of numbers";
            context.reader.report_wrong_type(node, "a value of `data`", "a number", help);
            (String::new(), node.span)
        }
    }
}

/// Reads names with values: a number each, a list of numbers, or names with numbers.
fn read_names(
    entries: &[(Key, Node)],
    span: Span,
    context: &mut ReadContext,
) -> Option<TableSource> {
    if entries.iter().any(|(_, value)| value.as_mapping().is_some()) {
        return read_nested_names(entries, span, context);
    }
    let mut rows = Vec::new();
    for (key, value) in entries {
        let mut row = vec![(key.name.clone(), key.span)];
        match value.as_sequence() {
            Some(values) => row.extend(values.iter().map(|value| read_cell(value, context))),
            None => row.push(read_cell(value, context)),
        }
        rows.push(row);
    }
    Some(TableSource::from_cells(Vec::new(), rows, span))
}

/// Reads names with named values. The outer names are the categories, unless only the inner ones
/// are dates or numbers: `Chile: { 2020: 3, 2021: 4 }` is a series.
fn read_nested_names(
    entries: &[(Key, Node)],
    span: Span,
    context: &mut ReadContext,
) -> Option<TableSource> {
    let mut names: Vec<&str> = Vec::new();
    for (_, value) in entries {
        for (key, _) in value.as_mapping().unwrap_or_default() {
            if !names.contains(&key.name.as_str()) {
                names.push(&key.name);
            }
        }
    }
    let mut rows = Vec::new();
    for (key, value) in entries {
        let inner = value.as_mapping().unwrap_or_default();
        if value.as_mapping().is_none() && !value.is_null() {
            let help = "write names with numbers for each, or a number for each";
            context.reader.report_wrong_type(value, "a row of `data`", "names with values", help);
            return None;
        }
        let mut row = vec![(key.name.clone(), key.span)];
        for name in &names {
            let found = inner.iter().find(|(key, _)| key.name == *name);
            let empty = (String::new(), value.span);
            row.push(found.map_or(empty, |(_, value)| read_cell(value, context)));
        }
        rows.push(row);
    }
    let is_number = |name: &&str| parse_number(name.split('-').next().unwrap_or(name)).is_some();
    let outer_are_names = entries.iter().any(|(key, _)| !is_number(&key.name.as_str()));
    if !names.iter().all(is_number) || !outer_are_names {
        let header = std::iter::once(String::new()).chain(names.iter().map(|n| (*n).to_owned()));
        return Some(TableSource::from_cells(header.collect(), rows, span));
    }
    let header = std::iter::once(String::new()).chain(rows.iter().map(|row| row[0].0.clone()));
    let turned = names.iter().enumerate().map(|(at, name)| {
        let first = ((*name).to_owned(), span);
        std::iter::once(first).chain(rows.iter().map(|row| row[at + 1].clone())).collect()
    });
    let turned = turned.collect();
    Some(TableSource::from_cells(header.collect(), turned, span))
}

/// Reads a list: rows, records, names with values, or values alone.
fn read_items(items: &[Node], span: Span, context: &mut ReadContext) -> Option<TableSource> {
    let is_pair = |item: &Node| {
        item.as_mapping().is_some_and(|entries| {
            matches!(entries, [(_, value)] if value.as_scalar().is_some() || value.is_null())
        })
    };
    if !items.is_empty() && items.iter().all(is_pair) {
        let pairs: Vec<(Key, Node)> =
            items.iter().filter_map(|item| item.as_mapping()).flatten().cloned().collect();
        return read_names(&pairs, span, context);
    }
    if items.iter().any(|item| item.as_mapping().is_some()) {
        return Some(read_records(items, span, context));
    }
    let row = |item: &Node, context: &mut ReadContext| match &item.kind {
        NodeKind::Sequence(cells) => cells.iter().map(|cell| read_cell(cell, context)).collect(),
        NodeKind::Scalar(scalar) if scalar.value.contains('|') => {
            split_bars(&scalar.value).into_iter().map(|cell| (cell, item.span)).collect()
        }
        _ => vec![read_cell(item, context)],
    };
    let rows = items.iter().map(|item| row(item, context)).collect();
    Some(TableSource::from_rows(rows, span))
}

/// Reads mappings whose keys are the columns.
fn read_records(items: &[Node], span: Span, context: &mut ReadContext) -> TableSource {
    let mut header: Vec<String> = Vec::new();
    for (key, _) in items.iter().filter_map(|item| item.as_mapping()).flatten() {
        if !header.contains(&key.name) {
            header.push(key.name.clone());
        }
    }
    let mut rows = Vec::new();
    for item in items {
        let Some(entries) = item.as_mapping() else {
            let help = "write every row in the same way";
            context.reader.report_wrong_type(item, "a row of `data`", "keys with values", help);
            continue;
        };
        let cell = |name: &String| {
            let found = entries.iter().find(|(key, _)| key.name == *name);
            found.map_or((String::new(), item.span), |(_, value)| read_cell(value, context))
        };
        rows.push(header.iter().map(cell).collect());
    }
    TableSource::from_cells(header, rows, span)
}
