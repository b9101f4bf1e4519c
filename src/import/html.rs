//! Reads HTML in Markdown decks: tables, and tags that span several lines.

use super::directive::parse_tag;
use super::{ImportContext, inline};
use crate::deck::FenceTracker;

/// A table in HTML.
#[derive(Debug, Default)]
pub(super) struct HtmlTable {
    /// The rows, each with the texts of its cells.
    pub rows: Vec<Vec<String>>,
    /// The caption.
    pub caption: Option<String>,
}

/// Reads an HTML table; `number` is the line where it starts.
pub(super) fn read_table(html: &str, number: usize, context: &mut ImportContext) -> HtmlTable {
    let mut table = HtmlTable::default();
    let mut open: Option<(String, usize)> = None;
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
        if let Some((cell, from)) = open.take() {
            let text = html[from..start].split_whitespace().collect::<Vec<_>>().join(" ");
            let text = inline::read_line(&text, number, context).text;
            match table.rows.last_mut() {
                _ if cell == "caption" => {
                    table.caption = Some(text).filter(|text| !text.is_empty())
                }
                Some(row) => row.push(text),
                None => table.rows.push(vec![text]),
            }
        }
        match name.as_str() {
            "tr" => table.rows.push(Vec::new()),
            "td" | "th" | "caption" => {
                let tag = &html[start..at];
                if tag.contains("colspan") || tag.contains("rowspan") {
                    context.warn_lost(
                        number,
                        "a cell that spans several columns or rows is imported as one cell",
                        "check the table",
                    );
                }
                open = Some((name, at));
            }
            _ => {}
        }
    }
    table.rows.retain(|row| !row.is_empty());
    table
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
