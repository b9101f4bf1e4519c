//! Reads which columns and rows of a table are shown and highlighted.

use std::ops::Range;

use super::super::table_block::{TableBlock, TableCell, TableHighlight};
use super::super::text::Text;
use super::ReadContext;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::Node;

/// Keeps the columns with the names or numbers in `node`, in its order.
pub(crate) fn choose_columns(
    node: &Node,
    header: &mut [Vec<TableCell>],
    rows: &mut [Vec<TableCell>],
    context: &mut ReadContext,
) {
    let nodes = context.reader.read_one_or_many(node, "`columns`");
    if header.iter().chain(rows.iter()).flatten().any(TableCell::is_merged) {
        let message = "`columns` cannot choose from a table with merged cells";
        let help = "remove `columns`, and leave out the cells of the other columns in the rows";
        context.reader.report_error(Code::UnusableTableSetting, message, node.span, help);
        return;
    }
    let width = rows.iter().chain(header.iter()).map(Vec::len).max().unwrap_or(0);
    let names: Vec<Text> =
        header.last().into_iter().flatten().map(|cell| cell.text.clone()).collect();
    let mut chosen = Vec::new();
    for node in nodes {
        let Some(name) = context.reader.read_text(node, "`columns`") else { continue };
        let number = name.parse::<usize>().ok().filter(|number| (1..=width).contains(number));
        match find_cell(&names, &name).or(number.map(|number| number - 1)) {
            Some(index) => chosen.push(index),
            None => report_unknown(&name, node.span, &names, "column", context),
        }
    }
    if chosen.is_empty() {
        return;
    }
    let blank = || TableCell::from(Text::default());
    for row in header.iter_mut().chain(rows) {
        let cell = |&index: &usize| row.get(index).cloned().unwrap_or_else(blank);
        *row = chosen.iter().map(cell).collect();
    }
}

/// Returns the rows that the first cell of a row names: a merged cell names several.
fn rows_of(table: &TableBlock, row: usize) -> Range<usize> {
    row..row + table.rows[row][0].down
}

/// Reads the columns and rows to highlight: names of columns, first cells of rows, or numbers of
/// rows.
pub(crate) fn read_highlight(
    node: &Node,
    table: &TableBlock,
    context: &mut ReadContext,
) -> TableHighlight {
    let mut highlight = TableHighlight::default();
    let first_cells: Vec<Text> =
        table.rows.iter().filter_map(|row| row.first()).map(|cell| cell.text.clone()).collect();
    let count = table.rows.len();
    for node in context.reader.read_one_or_many(node, "`highlight`") {
        let Some(name) = context.reader.read_text(node, "`highlight`") else { continue };
        let number = name.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
        let columns = find_named_columns(&name, table);
        match (find_cell(&first_cells, &name), number) {
            // A total may be that of a row and of a column.
            (row, _) if !columns.is_empty() => {
                highlight.columns.extend(columns);
                highlight.rows.extend(row.into_iter().flat_map(|row| rows_of(table, row)));
            }
            (Some(row), _) => highlight.rows.extend(rows_of(table, row)),
            (None, Some(number)) => highlight.rows.push(number - 1),
            (None, None) => {
                let known: Vec<Text> =
                    column_names(table).into_iter().chain(first_cells.iter().cloned()).collect();
                report_unknown(&name, node.span, &known, "column or row", context);
            }
        }
    }
    highlight
}

/// Returns the columns with this name or number. Reports a name that no column has.
pub(super) fn find_columns(
    name: &str,
    span: Span,
    table: &TableBlock,
    context: &mut ReadContext,
) -> Vec<usize> {
    let width = table.align.len();
    let number = name.parse::<usize>().ok().filter(|number| (1..=width).contains(number));
    let mut columns = find_named_columns(name, table);
    if columns.is_empty() {
        columns.extend(number.map(|number| number - 1));
    }
    if columns.is_empty() {
        report_unknown(name, span, &column_names(table), "column", context);
    }
    columns
}

/// Returns the columns below the header cell with this text, looking at the lowest rows first.
fn find_named_columns(name: &str, table: &TableBlock) -> Vec<usize> {
    for row in table.header.iter().rev() {
        let texts: Vec<Text> = row.iter().map(|cell| cell.text.clone()).collect();
        if let Some(column) = find_cell(&texts, name) {
            return (column..column + row[column].across).collect();
        }
    }
    Vec::new()
}

fn column_names(table: &TableBlock) -> Vec<Text> {
    let cells = table.header.iter().flatten().map(|cell| &cell.text);
    cells.filter(|text| !text.is_blank()).cloned().collect()
}

/// Returns the index of the cell with this text, in capital or small letters.
fn find_cell(cells: &[Text], name: &str) -> Option<usize> {
    let wanted = name.trim().to_lowercase();
    cells.iter().position(|cell| cell.to_single_line().trim().to_lowercase() == wanted)
}

fn report_unknown(name: &str, span: Span, known: &[Text], what: &str, context: &mut ReadContext) {
    let names: Vec<String> = known.iter().map(Text::to_single_line).collect();
    let message = format!("the table has no {what} `{name}`");
    let diagnostic = Diagnostic::error(Code::UnknownColumn, message, span);
    let nearest = find_nearest(name, names.iter().map(String::as_str));
    context.reader.diagnostics.push(match nearest {
        Some(near) => {
            diagnostic.with_help(format!("did you mean `{near}`?")).with_suggested_edit(span, near)
        }
        None => {
            let listed: Vec<String> =
                names.iter().take(8).map(|name| format!("`{name}`")).collect();
            diagnostic.with_help(format!("write one of {}", listed.join(", ")))
        }
    });
}
