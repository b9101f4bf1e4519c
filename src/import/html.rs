//! Reads HTML in Markdown decks: tables, and tags that span several lines.

use super::directive::parse_tag;
use super::{ImportContext, inline};
use crate::deck::FenceTracker;

/// A table in HTML.
#[derive(Debug, Default)]
pub(super) struct HtmlTable {
    /// The rows, each with its cells.
    pub rows: Vec<Vec<HtmlCell>>,
    /// The caption.
    pub caption: Option<String>,
}

/// A cell of a table in HTML.
#[derive(Debug)]
pub(super) struct HtmlCell {
    /// Its text.
    pub text: String,
    /// The numbers of columns and rows that it fills.
    pub spans: CellSpans,
}

/// The numbers of columns and rows that a cell fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellSpans {
    /// Columns.
    pub across: u32,
    /// Rows.
    pub down: u32,
}

/// The largest span that HTML allows for columns.
const MAX_SPAN: u32 = 1000;

/// Reads an HTML table; `number` is the line where it starts.
pub(super) fn read_table(html: &str, number: usize, context: &mut ImportContext) -> HtmlTable {
    let mut table = HtmlTable::default();
    let mut open: Option<(String, usize, CellSpans)> = None;
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|start| at + start) {
        let Some((name, length)) = parse_tag(&html[start..]) else {
            at = start + 1;
            continue;
        };
        at = start + length;
        let bare = name.trim_start_matches('/');
        if !matches!(bare, "tr" | "td" | "th" | "table" | "caption") {
            continue;
        }
        if let Some((cell, from, spans)) = open.take() {
            let text = html[from..start].split_whitespace().collect::<Vec<_>>().join(" ");
            let text = inline::read_line(&text, number, context).text;
            match table.rows.last_mut() {
                _ if cell == "caption" => {
                    table.caption = Some(text).filter(|text| !text.is_empty())
                }
                Some(row) => row.push(HtmlCell { text, spans }),
                None => table.rows.push(vec![HtmlCell { text, spans }]),
            }
        }
        match name.as_str() {
            "tr" => table.rows.push(Vec::new()),
            "td" | "th" | "caption" => {
                let tag = &html[start..at];
                let [across, down] =
                    ["colspan", "rowspan"].map(|name| read_span(tag, name).unwrap_or(1));
                open = Some((name, at, CellSpans { across, down }));
            }
            _ => {}
        }
    }
    table.rows.retain(|row| !row.is_empty());
    limit_spans(&mut table.rows);
    table
}

/// Reads an attribute such as `colspan="2"`.
fn read_span(tag: &str, name: &str) -> Option<u32> {
    let at = tag.to_ascii_lowercase().find(name)?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let digits = value.find(|c: char| !c.is_ascii_digit()).map_or(value, |end| &value[..end]);
    digits.parse().ok().map(|span: u32| span.clamp(1, MAX_SPAN))
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

/// The most lines that a tag may span.
const MAX_TAG_LINES: usize = 20;

/// Replaces the line breaks in tags that span several lines by spaces. All offsets stay the same.
pub(super) fn join_split_tags(text: &str) -> String {
    let mut joined = text.to_owned();
    let mut fence = FenceTracker::default();
    let mut at = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line)
        })
        .collect();
    let mut index = 0;
    while index < lines.len() {
        let (start, line) = lines[index];
        index += 1;
        let trimmed = line.trim_start();
        let is_tag =
            trimmed.strip_prefix('<').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if fence.is_code_line(line) || !is_tag || trimmed.contains('>') {
            continue;
        }
        let following = lines[index..].iter().take(MAX_TAG_LINES);
        let mut paragraph = following.take_while(|(_, line)| !line.trim().is_empty());
        let Some(last) = paragraph.position(|(_, line)| line.contains('>')) else { continue };
        let end = lines[index + last].0;
        if !lines[index..=index + last].iter().any(|(_, line)| line.trim_start().starts_with('<')) {
            let tag = text[start..end].replace("\r\n", "  ").replace('\n', " ");
            joined.replace_range(start..end, &tag);
            index += last + 1;
        }
    }
    joined
}
