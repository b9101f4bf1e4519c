//! Reads `table`: a list of rows, `{header, rows, align, caption, row_headers}`, a CSV file, or
//! Markdown.

use super::super::block::{Align, Block, BlockKind};
use super::super::table_block::{TableBlock, TableCell, has_row_headers};
use super::super::text::Text;
use super::super::vocabulary::{COLUMN_ALIGNMENTS, TABLE, TABLE_CELL};
use super::super::{column_alignment, markdown};
use super::csv_file::read_csv_file;
use super::table_grid::{count_joined_rows, cut_merged_cells, place_cells};
use super::table_values::{NumberDisplay, read_number_display};
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
            let mut rows = place_cells(read_rows(node, "`table`", context), None, context);
            let header = rows.drain(..count_joined_rows(&rows)).collect();
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
    vec![Block { kind: BlockKind::Table(build_table(parts, span, context)), span }]
}

/// Maximum number of cells of a table, with the blank ones at the ends of its rows.
pub(super) const MAX_CELLS: usize = 20_000;

/// Maximum number of columns of a table. Its parts would need hundreds of pages.
const MAX_COLUMNS: usize = 200;

/// Returns the message about a table that is too large to be laid out.
fn check_size(parts: &TableParts) -> Result<(), String> {
    let columns = parts.width();
    let rows = parts.rows.len() + parts.header.len();
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
    let width = parts.header_width();
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
    context.reader.report_warning(Code::RowLongerThanHeader, message, first[width].text.span, help);
}

/// A table as the author wrote it.
#[derive(Default)]
struct TableParts<'n> {
    header: Vec<Vec<TableCell>>,
    rows: Vec<Vec<TableCell>>,
    align: Vec<Align>,
    caption: Option<Text>,
    row_headers: Option<bool>,
    highlight: Option<&'n Node>,
    bars: Option<&'n Node>,
    heat: Option<&'n Node>,
    steps: bool,
}

impl TableParts<'_> {
    /// Returns the number of columns.
    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0).max(self.header_width())
    }

    fn header_width(&self) -> usize {
        self.header.iter().map(Vec::len).max().unwrap_or(0)
    }
}

fn read_long_table<'n>(node: &'n Node, context: &mut ReadContext) -> Option<TableParts<'n>> {
    let mut fields = context.reader.read_fields(node, "`table`", &TABLE)?;
    let header = fields.take_value("header");
    let rows_node = fields.take_value("rows");
    let csv = fields.take_value("csv");
    let align =
        fields.take_value("align").map(|node| read_alignments(node, context)).unwrap_or_default();
    let caption =
        fields.take_value("caption").and_then(|node| context.read_text(node, "`caption`"));
    let [row_headers, steps] = ["row_headers", "steps"].map(|name| {
        let node = fields.take_value(name)?;
        context.reader.read_boolean(node, &format!("`{name}`"))
    });
    let columns = fields.take_value("columns");
    let [highlight, bars, heat] = ["highlight", "bars", "heat"].map(|name| fields.take_value(name));
    let limit = fields.take_value("limit");
    let limit = limit.and_then(|node| context.reader.read_integer(node, "`limit`", 1..=20_000));
    fields.report_unknown_keys(&mut context.reader);
    let header = header.map(|node| read_header(node, context)).unwrap_or_default();
    let mut header = place_cells(header, None, context);
    let rows = rows_node.map(|node| read_rows(node, "`rows`", context)).unwrap_or_default();
    let width = header.first().map(Vec::len);
    let mut rows = place_cells(rows, width, context);
    if let Some(csv) = csv {
        let mut read = read_csv(csv, context);
        if header.is_empty() && !read.is_empty() {
            header = vec![read.remove(0)];
        }
        rows.extend(read);
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
        table_options::choose_columns(columns, &mut header, &mut rows, context);
    }
    if let Some(limit) = limit {
        rows.truncate(limit as usize);
        cut_merged_cells(&mut rows);
    }
    let steps = steps.unwrap_or(false);
    Some(TableParts { header, rows, align, caption, row_headers, highlight, bars, heat, steps })
}

/// Reads a header: a list of cells, or a list of rows.
fn read_header(node: &Node, context: &mut ReadContext) -> Vec<Vec<TableCell>> {
    let is_rows = |nodes: &&[Node]| nodes.iter().any(|node| node.as_sequence().is_some());
    if node.as_sequence().filter(is_rows).is_some() {
        return read_rows(node, "`header`", context);
    }
    let cells = read_cells(node, "`header`", context);
    if cells.is_empty() { Vec::new() } else { vec![cells] }
}

fn read_rows(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Vec<TableCell>> {
    let nodes = context.reader.read_list(node, what).unwrap_or(&[]);
    nodes
        .iter()
        .map(|row| read_cells(row, &format!("a row of {what}"), context))
        .filter(|row| !row.is_empty())
        .collect()
}

/// Reads the cells of one row. A text with `|` is a Markdown row.
fn read_cells(node: &Node, what: &str, context: &mut ReadContext) -> Vec<TableCell> {
    if let Some(scalar) = node.as_scalar()
        && scalar.markup().contains('|')
    {
        return markdown::split_cells(scalar.markup())
            .into_iter()
            .map(|cell| markdown::parse_inline(cell, node.span, context).into())
            .collect();
    }
    let help = "write each row in brackets: `- [first, second]`";
    let Some(nodes) = node.as_sequence() else {
        context.reader.report_wrong_type(node, what, "a list of cells", help);
        return Vec::new();
    };
    nodes.iter().map(|node| read_cell(node, context)).collect()
}

/// Reads a cell: a text, or a mapping with `text`, `across`, `down` and `align`.
fn read_cell(node: &Node, context: &mut ReadContext) -> TableCell {
    let has_cell_key = node.as_mapping().is_some_and(|entries| {
        let is_key = |name: &str| TABLE_CELL.keys.iter().any(|key| key.name == name);
        entries.iter().any(|(key, _)| is_key(&key.name))
    });
    if !has_cell_key {
        return match node.kind {
            NodeKind::Null => Text::plain("", node.span),
            _ => context.read_text(node, "a cell").unwrap_or_default(),
        }
        .into();
    }
    let Some(mut fields) = context.reader.read_fields(node, "a cell", &TABLE_CELL) else {
        return Text::plain("", node.span).into();
    };
    let text = fields.take_value("text").and_then(|node| context.read_text(node, "`text`"));
    let [across, down] = [("across", MAX_COLUMNS), ("down", MAX_CELLS)].map(|(name, max)| {
        let node = fields.take_value(name)?;
        context.reader.read_integer(node, &format!("`{name}`"), 1..=max as u32)
    });
    let align = fields
        .take_value("align")
        .and_then(|node| context.reader.read_choice(node, "`align`", COLUMN_ALIGNMENTS));
    fields.report_unknown_keys(&mut context.reader);
    let [across, down] = [across, down].map(|count| count.unwrap_or(1) as usize);
    let text = text.unwrap_or_else(|| Text::plain("", node.span));
    TableCell { across, down, align, ..TableCell::from(text) }
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
fn read_csv(node: &Node, context: &mut ReadContext) -> Vec<Vec<TableCell>> {
    let cell = |cell| TableCell::from(Text::plain(cell, node.span));
    let rows = read_csv_file(node, context).into_iter();
    rows.map(|row| row.into_iter().map(cell).collect()).collect()
}

/// Builds the table with all rows padded to the same length.
fn build_table(mut parts: TableParts, span: Span, context: &mut ReadContext) -> TableBlock {
    let width = parts.width();
    let blank = TableCell::from(Text::plain("", span));
    let TableParts { header, rows, .. } = &mut parts;
    header.iter_mut().chain(rows).for_each(|row| row.resize(width, blank.clone()));
    let TableParts { header, rows, caption, row_headers, steps, .. } = parts;
    let given: Vec<Option<Align>> = parts.align.iter().copied().map(Some).collect();
    let align = column_alignment::infer_alignments(&given, &rows, width);
    let row_headers = row_headers.unwrap_or_else(|| has_row_headers(&header, &rows));
    let highlight = Default::default();
    let mut table = TableBlock { header, rows, align, caption, row_headers, highlight, steps };
    if let Some(node) = parts.highlight {
        table.highlight = table_options::read_highlight(node, &table, context);
    }
    for (node, display) in [(parts.bars, NumberDisplay::Bars), (parts.heat, NumberDisplay::Heat)] {
        if let Some(node) = node {
            read_number_display(node, display, &mut table, context);
        }
    }
    table
}
