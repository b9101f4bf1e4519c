//! Tables of HTML: read with their merged cells, and written on adjacent lines, so that Markdown
//! takes them for one block.

use super::dom::{HtmlElement, HtmlNode, parse_fragment};
use super::escape::escape_text;
use super::rewrite::MarkdownWriter;
use crate::import::picture::InlinePicture;
use crate::import::words::join_words;
use crate::import::{ImportContext, inline};

/// A table in HTML.
#[derive(Debug, Default)]
pub(crate) struct HtmlTable {
    /// The rows, each with its cells.
    pub rows: Vec<Vec<HtmlCell>>,
    /// The caption.
    pub caption: Option<String>,
    /// The pictures in its cells.
    pub pictures: Vec<InlinePicture>,
}

/// A cell of a table in HTML.
#[derive(Debug)]
pub(crate) struct HtmlCell {
    /// Its text.
    pub text: String,
    /// The numbers of columns and rows that it fills.
    pub spans: CellSpans,
}

/// The numbers of columns and rows that a cell fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellSpans {
    /// Columns.
    pub across: u32,
    /// Rows.
    pub down: u32,
}

/// The largest span that HTML allows for columns.
const MAX_SPAN: u32 = 1000;

/// Reads an HTML table whose cells are Markdown; `number` is the line where it starts.
pub(crate) fn read_table(html: &str, number: usize, context: &mut ImportContext) -> HtmlTable {
    let mut table = HtmlTable::default();
    let nodes = parse_fragment(html);
    let mut parts = Vec::new();
    collect_parts(&nodes, &mut parts);
    for part in parts {
        let mut read = |element: &HtmlElement| {
            let mut words = inline::read_line(&join_words(&element.text()), number, context);
            table.pictures.append(&mut words.pictures);
            words.text
        };
        match part {
            HtmlTablePart::Row => table.rows.push(Vec::new()),
            HtmlTablePart::Caption(element) => {
                table.caption = Some(read(element)).filter(|text| !text.is_empty());
            }
            HtmlTablePart::Cell(element) => {
                let span = |name: &str| {
                    let span = element.attribute(name)?.trim().parse().ok();
                    span.map(|span: u32| span.clamp(1, MAX_SPAN))
                };
                let [across, down] = ["colspan", "rowspan"].map(|name| span(name).unwrap_or(1));
                let text = read(element);
                let cell = HtmlCell { text, spans: CellSpans { across, down } };
                match table.rows.last_mut() {
                    Some(row) => row.push(cell),
                    None => table.rows.push(vec![cell]),
                }
            }
        }
    }
    table.rows.retain(|row| !row.is_empty());
    limit_spans(&mut table.rows);
    table
}

/// A part of a table, in the order of the source.
enum HtmlTablePart<'n> {
    Caption(&'n HtmlElement),
    /// The start of a row.
    Row,
    Cell(&'n HtmlElement),
}

/// Adds the parts of the first tables in nodes. A table in a cell is text of the cell.
fn collect_parts<'n>(nodes: &'n [HtmlNode], parts: &mut Vec<HtmlTablePart<'n>>) {
    for node in nodes {
        let HtmlNode::Element(element) = node else { continue };
        match element.name.as_str() {
            "caption" => parts.push(HtmlTablePart::Caption(element)),
            "td" | "th" => parts.push(HtmlTablePart::Cell(element)),
            name => {
                if name == "tr" {
                    parts.push(HtmlTablePart::Row);
                }
                collect_parts(&element.children, parts);
            }
        }
    }
}

impl MarkdownWriter<'_, '_> {
    /// Writes a table whose cells are Markdown.
    pub(super) fn write_table(&mut self, element: &HtmlElement) {
        let mut parts = Vec::new();
        collect_parts(&element.children, &mut parts);
        let mut lines = vec![("<table>".to_owned(), self.number_at(element.line))];
        for part in parts {
            let (HtmlTablePart::Caption(part) | HtmlTablePart::Cell(part)) = part else {
                lines.push(("<tr>".to_owned(), lines[lines.len() - 1].1));
                continue;
            };
            let name = part.name.as_str();
            // Blocks in a cell become its lines.
            let written = self.collect_lines(&part.children);
            let texts = written.iter().map(|(text, _)| text.trim());
            let texts: Vec<String> = texts
                .filter(|text| !text.is_empty())
                .map(|text| match text.strip_prefix("- ") {
                    Some(item) => format!("• {item}"),
                    None => text.to_owned(),
                })
                .collect();
            let is_listed = |text: &String| text.starts_with("• ");
            let separator = if texts.iter().any(is_listed) { "<br>" } else { " " };
            let paragraphs = written.iter().any(|(text, _)| text.trim().is_empty());
            let text = texts.join(if paragraphs { "<br>" } else { separator });
            let span = |name: &str| {
                let span = part.attribute(name).filter(|span| span.trim().parse::<u32>().is_ok());
                span.map(|span| format!(" {name}={}", span.trim())).unwrap_or_default()
            };
            let spans = format!("{}{}", span("colspan"), span("rowspan"));
            let number = self.number_at(part.line);
            lines.push((format!("<{name}{spans}>{}</{name}>", escape_text(&text)), number));
        }
        lines.push(("</table>".to_owned(), lines[lines.len() - 1].1));
        if lines.len() > 2 {
            self.push_block(lines);
        } else {
            self.write_flow(element);
        }
    }
}

/// The most columns of a table of an outline.
const MAX_COLUMNS: usize = 200;

/// Shortens cells that reach below the last row, beyond the first row, or over other cells.
fn limit_spans(rows: &mut [Vec<HtmlCell>]) {
    let count = rows.len();
    let width: usize =
        rows.first().map_or(0, |row| row.iter().map(|cell| cell.spans.across as usize).sum());
    if width > MAX_COLUMNS {
        // The outline refuses such a table.
        return;
    }
    // For each column, how many more rows a cell above fills.
    let mut filled: Vec<u32> = Vec::new();
    for (index, row) in rows.iter_mut().enumerate() {
        let rows_left = u32::try_from(count - index).unwrap_or(u32::MAX);
        let mut column = 0;
        let mut started: Vec<(usize, u32)> = Vec::new();
        for HtmlCell { spans, .. } in row.iter_mut() {
            let is_free = |column: usize| filled.get(column).is_none_or(|rows| *rows == 0);
            while !is_free(column) {
                column += 1;
            }
            let end = (column + spans.across as usize).min(width.max(column + 1));
            let free = (column..end).take_while(|&column| is_free(column)).count();
            spans.across = u32::try_from(free).unwrap_or(1).max(1);
            spans.down = spans.down.min(rows_left);
            if spans.down > 1 {
                started.extend((column..column + free).map(|column| (column, spans.down)));
            }
            column += free.max(1);
        }
        for (column, down) in started {
            filled.resize(filled.len().max(column + 1), 0);
            filled[column] = down;
        }
        filled.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
}
