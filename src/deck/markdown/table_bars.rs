//! Bars in the cells of Markdown tables. The library divides a row at each `|`, also inside code
//! and formulas, and drops the cells that the header lacks.

use std::borrow::Cow;
use std::ops::Range;

use comrak::nodes::{Node, NodeValue};

use super::super::code_fence::FenceTracker;
use super::super::read::ReadContext;
use super::formulas::find_formula_at_start;
use super::{MarkdownSource, map_span};
use crate::diagnostic::Code;

/// Replaces a bar inside code or a formula while the library reads the text. It has the same
/// length, so all positions stay the same, and an outline cannot contain it.
const HIDDEN_BAR: &str = "\u{1e}";

/// Hides the bars inside code and formulas in tables.
pub(crate) fn hide_bars(markdown: &str) -> Cow<'_, str> {
    let may_have_some = markdown.contains('|') && markdown.contains(['$', '`']);
    if !may_have_some || !markdown.lines().any(is_delimiter_row) {
        return Cow::Borrowed(markdown);
    }
    let mut fence = FenceTracker::default();
    let lines = markdown.split_inclusive('\n').map(|line| {
        if fence.is_code_line(line) { Cow::Borrowed(line) } else { hide_bars_of_line(line) }
    });
    Cow::Owned(lines.collect())
}

/// Shows the hidden bars in what the library read.
pub(super) fn show_bars(root: Node) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        let literal = match &mut data.value {
            NodeValue::Text(text) => {
                if text.contains(HIDDEN_BAR) {
                    *text = text.replace(HIDDEN_BAR, "|").into();
                }
                continue;
            }
            NodeValue::Code(code) => &mut code.literal,
            NodeValue::Math(math) => &mut math.literal,
            NodeValue::HtmlInline(html) => html,
            _ => continue,
        };
        if literal.contains(HIDDEN_BAR) {
            *literal = literal.replace(HIDDEN_BAR, "|");
        }
    }
}

/// Reports rows with more cells than the header, which the library drops.
pub(super) fn report_dropped_cells(
    table: Node,
    columns: usize,
    source: &MarkdownSource,
    context: &mut ReadContext,
) {
    for row in table.children().skip(1) {
        let position = row.data().sourcepos;
        let Some(line) = source.lines.lines.get(position.start.line.saturating_sub(1)) else {
            continue;
        };
        let row = line.get(position.start.column.saturating_sub(1)..).unwrap_or("");
        let count = split_cells(row).len();
        if count > columns {
            let help = if row.contains("||") {
                "write the table as `table: {rows: …}` with cells such as `{text: …, across: 2}`, \
                 or remove the bars: Markdown tables cannot merge cells, so `||` is an empty cell"
            } else {
                "add a heading for each column; write `\\|` for a bar that is part of the text"
            };
            context.reader.report_error(
                Code::RowLongerThanHeader,
                format!("this row has {count} cells, but the header has {columns}"),
                map_span(position, source),
                help,
            );
        }
    }
}

fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim().trim_start_matches('>').trim();
    line.contains('|') && line.contains('-') && line.chars().all(|c| "|:- \t".contains(c))
}

/// Splits a row into the texts of its cells.
pub(crate) fn split_cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let hidden = hide_bars_of_line(line);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (at, byte) in hidden.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            // The first bar only opens the row.
            cells.extend((at > 0).then(|| line[start..at].trim()));
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    cells.extend((start < line.len()).then(|| line[start..].trim()));
    cells
}

fn hide_bars_of_line(line: &str) -> Cow<'_, str> {
    let mut hidden = Cow::Borrowed(line);
    for range in find_spans(line) {
        if line[range.clone()].contains('|') {
            let inside = line[range.clone()].replace('|', HIDDEN_BAR);
            hidden.to_mut().replace_range(range, &inside);
        }
    }
    hidden
}

/// Finds code between backticks and formulas between `$` on one line, as pandoc reads them.
fn find_spans(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let mut spans = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'\\' => {
                at += 2;
                continue;
            }
            b'`' => {
                let length = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                let end = find_code_end(bytes, at + length, length);
                if end.is_none() {
                    at += length;
                    continue;
                }
                end
            }
            b'$' => find_formula_end(line, at),
            _ => None,
        };
        match end {
            Some(end) => {
                spans.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    spans
}

/// Returns the end of code that `length` backticks close.
fn find_code_end(bytes: &[u8], from: usize, length: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
        if run == length {
            return Some(at + run);
        }
        at += run.max(1);
    }
    None
}

/// Returns the end of the formula at a byte of a line. `$5|$6` are two cells, and `$|x|$` is one
/// formula.
fn find_formula_end(line: &str, at: usize) -> Option<usize> {
    let formula = find_formula_at_start(&line[at..])?;
    let is_whole = !formula.ends_with("|$") || formula.matches('|').count() % 2 == 0;
    is_whole.then(|| at + formula.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_in_code_and_formulas_divide_no_cells() {
        let hide = |line: &str| hide_bars_of_line(line).replace(HIDDEN_BAR, "¦");
        assert_eq!(hide("| a | $P(A|B)$ | `x||y` |"), "| a | $P(A¦B)$ | `x¦¦y` |");
        assert_eq!(hide("| $5 | $6 |"), "| $5 | $6 |");
        assert_eq!(hide("|$a$|$b$|"), "|$a$|$b$|");
        assert_eq!(hide("| ``a`|b`` | \\$x | y$ |"), "| ``a`¦b`` | \\$x | y$ |");
        assert_eq!(split_cells("| a | b\\|c | `d|e` |"), ["a", "b\\|c", "`d|e`"]);
        assert_eq!(split_cells("a | | b"), ["a", "", "b"]);
    }
}
