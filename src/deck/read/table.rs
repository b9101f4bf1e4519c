//! Reads `table`: a list of rows, `{header, rows, align, caption, row_headers}`, a CSV file, or
//! Markdown.

use super::super::block::{Align, Block, BlockKind, TableHighlight, has_row_headers};
use super::super::column_alignment;
use super::super::text::Text;
use super::super::vocabulary::{COLUMN_ALIGNMENTS, TABLE};
use super::csv_file::read_csv_file;
use super::{ReadContext, prose, table_options};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::{Node, NodeKind};

/// Reads a table in any form.
pub(crate) fn read_table(node: &Node, span: Span, context: &mut ReadContext) -> Vec<Block> {
    let parts = match &node.kind {
        NodeKind::Scalar(scalar) if scalar.is_block() => {
            return prose::read_blocks(node, "`table`", context);
        }
        NodeKind::Mapping(_) => match read_long_table(node, context) {
            Some(parts) => parts,
            None => return Vec::new(),
        },
        _ => {
            let mut rows = read_rows(node, "`table`", context);
            let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
            TableParts { header, rows, ..TableParts::default() }
        }
    };
    if parts.header.is_empty() && parts.rows.is_empty() {
        return Vec::new();
    }
    if let Err(message) = check_size(&parts) {
        let help =
            "keep the rows and columns that matter: a slide has room for about a hundred cells";
        context.reader.report_error(Code::UnreadableTable, message, span, help);
        return Vec::new();
    }
    warn_long_rows(&parts, context);
    vec![Block { kind: build_table(parts, span), span }]
}

/// Maximum number of cells of a table, with the blank ones at the ends of its rows.
const MAX_CELLS: usize = 20_000;

/// Maximum number of columns of a table. Its parts would need hundreds of pages.
const MAX_COLUMNS: usize = 200;

/// Returns the message about a table that is too large to be laid out.
fn check_size(parts: &TableParts) -> Result<(), String> {
    let columns = parts.rows.iter().map(Vec::len).chain([parts.header.len()]).max().unwrap_or(0);
    let rows = parts.rows.len() + usize::from(!parts.header.is_empty());
    if columns <= MAX_COLUMNS && columns.saturating_mul(rows) <= MAX_CELLS {
        return Ok(());
    }
    Err(format!(
        "this table has {rows} rows and {columns} columns; the limits are {MAX_COLUMNS} columns \
         and {MAX_CELLS} cells"
    ))
}

/// Warns about rows longer than the header. Often, a comma has split a cell in two.
fn warn_long_rows(parts: &TableParts, context: &mut ReadContext) {
    let width = parts.header.len();
    let mut longer = parts.rows.iter().filter(|row| width > 0 && row.len() > width);
    let Some(first) = longer.next() else { return };
    let noun =
        |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    let more = match longer.count() {
        0 => String::new(),
        1 => "; 1 more row has too many cells".to_owned(),
        rows => format!("; {rows} more rows have too many cells"),
    };
    let message = format!("this row has {}, but the header has {}{more}", noun(first.len()), width);
    let help = "add a heading for the extra column, or quote the cell if the comma belongs to it";
    context.reader.report_warning(Code::RowLongerThanHeader, message, first[width].span, help);
}

/// A table as the author wrote it.
#[derive(Default)]
struct TableParts {
    header: Vec<Text>,
    rows: Vec<Vec<Text>>,
    align: Vec<Align>,
    caption: Option<Text>,
    row_headers: Option<bool>,
    highlight: TableHighlight,
}

fn read_long_table(node: &Node, context: &mut ReadContext) -> Option<TableParts> {
    let mut fields = context.reader.read_fields(node, "`table`", &TABLE)?;
    let header = fields.take_value("header");
    let rows_node = fields.take_value("rows");
    let csv = fields.take_value("csv");
    let align =
        fields.take_value("align").map(|node| read_alignments(node, context)).unwrap_or_default();
    let caption =
        fields.take_value("caption").and_then(|node| context.read_text(node, "`caption`"));
    let row_headers = fields
        .take_value("row_headers")
        .and_then(|node| context.reader.read_boolean(node, "`row_headers`"));
    let columns = fields.take_value("columns");
    let highlight = fields.take_value("highlight");
    let limit = fields.take_value("limit");
    let limit = limit.and_then(|node| context.reader.read_integer(node, "`limit`", 1..=20_000));
    fields.report_unknown_keys(&mut context.reader);
    let mut header = header.map(|node| read_cells(node, "`header`", context)).unwrap_or_default();
    let mut body = rows_node.map(|node| read_rows(node, "`rows`", context)).unwrap_or_default();
    if let Some(csv) = csv {
        let mut read = read_csv(csv, context);
        if header.is_empty() && !read.is_empty() {
            header = read.remove(0);
        }
        body.extend(read);
    } else if rows_node.is_none() {
        let help = "write `rows:` and a list of rows below it, or `csv:` and the path of a file";
        context.reader.report_error(
            Code::MissingKey,
            "`table` has no `rows`",
            node.span.start_point(),
            help,
        );
        return None;
    }
    if let Some(columns) = columns {
        table_options::choose_columns(columns, &mut header, &mut body, context);
    }
    if let Some(limit) = limit {
        body.truncate(limit as usize);
    }
    let highlight = highlight
        .map(|node| table_options::read_highlight(node, &header, &body, context))
        .unwrap_or_default();
    Some(TableParts { header, rows: body, align, caption, row_headers, highlight })
}

fn read_rows(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Vec<Text>> {
    let nodes = context.reader.read_list(node, what).unwrap_or(&[]);
    nodes
        .iter()
        .map(|row| read_cells(row, &format!("a row of {what}"), context))
        .filter(|row| !row.is_empty())
        .collect()
}

/// Reads the cells of one row. A text with `|` is a Markdown row.
fn read_cells(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Text> {
    if let Some(scalar) = node.as_scalar()
        && scalar.markup().contains('|')
    {
        let row = scalar.markup().trim().trim_start_matches('|').trim_end_matches('|');
        return row
            .split('|')
            .map(|cell| super::markdown::parse_inline(cell, node.span, context))
            .collect();
    }
    let help = "write each row in brackets: `- [first, second]`";
    let Some(nodes) = node.as_sequence() else {
        context.reader.report_wrong_type(node, what, "a list of cells", help);
        return Vec::new();
    };
    let cell = |node: &Node| match node.kind {
        NodeKind::Null => Text::plain("", node.span),
        _ => context.read_text(node, "a cell").unwrap_or_default(),
    };
    nodes.iter().map(cell).collect()
}

fn read_alignments(node: &Node, context: &mut ReadContext) -> Vec<Align> {
    let nodes = context.reader.read_one_or_many(node, "`align`");
    nodes
        .iter()
        .map(|node| {
            context.reader.read_choice(node, "`align`", COLUMN_ALIGNMENTS).unwrap_or_default()
        })
        .collect()
}

/// Reads the rows of a CSV file.
fn read_csv(node: &Node, context: &mut ReadContext) -> Vec<Vec<Text>> {
    let rows = read_csv_file(node, context).into_iter();
    rows.map(|row| row.into_iter().map(|cell| Text::plain(cell, node.span)).collect()).collect()
}

/// Builds the table block with all rows padded to the same length.
fn build_table(parts: TableParts, span: Span) -> BlockKind {
    let TableParts { mut header, mut rows, align, caption, row_headers, highlight } = parts;
    let width = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    let blank = Text::plain("", span);
    if !header.is_empty() {
        header.resize(width, blank.clone());
    }
    rows.iter_mut().for_each(|row| row.resize(width, blank.clone()));
    let given: Vec<Option<Align>> = align.iter().copied().map(Some).collect();
    let align = column_alignment::infer_alignments(&given, &rows, width);
    let row_headers = row_headers.unwrap_or_else(|| has_row_headers(&header, &rows));
    BlockKind::Table { header, rows, align, caption, row_headers, highlight }
}
