//! Reads which columns and rows of a table are shown and highlighted.

use super::super::block::TableHighlight;
use super::super::text::Text;
use super::ReadContext;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::Node;

/// Keeps the columns with the names or numbers in `node`, in its order.
pub(crate) fn choose_columns(
    node: &Node,
    header: &mut Vec<Text>,
    rows: &mut [Vec<Text>],
    context: &mut ReadContext,
) {
    let nodes = context.reader.read_one_or_many(node, "`columns`");
    let width = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    let mut chosen = Vec::new();
    for node in nodes {
        let Some(name) = context.reader.read_text(node, "`columns`") else { continue };
        let number = name.parse::<usize>().ok().filter(|number| (1..=width).contains(number));
        match find_cell(header, &name).or(number.map(|number| number - 1)) {
            Some(index) => chosen.push(index),
            None => report_unknown(&name, node.span, header, "column", context),
        }
    }
    if chosen.is_empty() {
        return;
    }
    let pick = |row: &[Text]| {
        let cell = |&index: &usize| row.get(index).cloned().unwrap_or_default();
        chosen.iter().map(cell).collect::<Vec<_>>()
    };
    if !header.is_empty() {
        *header = pick(header);
    }
    rows.iter_mut().for_each(|row| *row = pick(row));
}

/// Reads the columns and rows to highlight: names of columns, first cells of rows, or numbers of
/// rows.
pub(crate) fn read_highlight(
    node: &Node,
    header: &[Text],
    rows: &[Vec<Text>],
    context: &mut ReadContext,
) -> TableHighlight {
    let mut highlight = TableHighlight::default();
    let first_cells: Vec<Text> =
        rows.iter().map(|row| row.first().cloned().unwrap_or_default()).collect();
    for node in context.reader.read_one_or_many(node, "`highlight`") {
        let Some(name) = context.reader.read_text(node, "`highlight`") else { continue };
        let number = name.parse::<usize>().ok().filter(|number| (1..=rows.len()).contains(number));
        match (find_cell(header, &name), find_cell(&first_cells, &name), number) {
            (Some(column), ..) => highlight.columns.push(column),
            (None, Some(row), _) => highlight.rows.push(row),
            (None, None, Some(number)) => highlight.rows.push(number - 1),
            (None, None, None) => {
                let known: Vec<Text> = header.iter().chain(&first_cells).cloned().collect();
                report_unknown(&name, node.span, &known, "column or row", context);
            }
        }
    }
    highlight
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
