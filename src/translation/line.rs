//! Lines and columns of a text that is edited.

use std::ops::Range;

use crate::source::Span;

/// Returns the start of the line of byte `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Returns the end of the line of byte `at`, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// Returns the number of bytes before `at` in its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// Returns the number of spaces at the start of a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns the bytes of a text after `|` or `>`: from that sign to the end of its last line with
/// words.
pub(super) fn block_range(text: &str, span: Span) -> Range<usize> {
    let start = block_start(text, span.start as usize);
    let header_end = line_end(text, start);
    let header = text[start..header_end].split('#').next().unwrap_or("");
    let has_indicator = header.contains(|c: char| c.is_ascii_digit());
    let limit = if has_indicator { (span.end as usize).max(header_end) } else { text.len() };
    let (mut end, mut least) = (header_end, None);
    let mut from = next_line(text, header_end);
    while from < limit {
        let to = line_end(text, from);
        let line = &text[from..to];
        if !line.trim().is_empty() {
            let least = *least.get_or_insert(if has_indicator { 1 } else { indent(line) });
            if indent(line) < least || least == 0 {
                break;
            }
            end = to;
        }
        from = next_line(text, to);
    }
    start..end
}

/// Returns the place of `|` or `>` before the words at byte `at`, or there.
fn block_start(text: &str, at: usize) -> usize {
    let line = line_start(text, at);
    let is_in_header = !text[line..at].trim().is_empty();
    let end = if is_in_header { line_end(text, at) } else { text[..line].trim_end().len() };
    let start = line_start(text, end);
    let header = &text[start..end];
    // What follows is at most indicators and a comment.
    let is_sign = |&(at, _): &(usize, &str)| {
        let rest =
            header[at + 1..].trim_start_matches(|c: char| "+-".contains(c) || c.is_ascii_digit());
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with('#')
    };
    let sign = header.match_indices(['|', '>']).find(is_sign);
    sign.map_or(at, |(at, _)| start + at)
}

fn next_line(text: &str, end: usize) -> usize {
    text[end..].find('\n').map_or(text.len(), |at| end + at + 1)
}

/// Indents all lines but the first by more spaces.
pub(super) fn shift_lines(text: &str, by: usize) -> String {
    let mut shifted = String::with_capacity(text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index > 0 && !line.trim().is_empty() {
            shifted.push_str(&" ".repeat(by));
        }
        shifted.push_str(line);
    }
    shifted
}

#[cfg(test)]
mod tests {
    use super::block_range;
    use crate::source::{SourceId, Span};

    #[test]
    fn a_block_ends_with_its_last_line_of_words() {
        let text = "- a: |\n    one\n\n      two\n\n  b: x\n";
        let at = text.find('|').expect("a bar");
        for at in [at, text.find("one").expect("a word")] {
            let range = block_range(text, Span::new(SourceId(0), at, at));
            assert_eq!(&text[range], "|\n    one\n\n      two");
        }
        let table = "table: |- # a > b\n  | a | b |\n  | - | - |\n";
        let at = table.find("| a").expect("a cell");
        let range = block_range(table, Span::new(SourceId(0), at, at));
        assert!(table[range].starts_with("|- #"));
    }
}
