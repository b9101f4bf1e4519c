//! Where code that continues on further pages may be broken.

use crate::deck::CodeLine;
use crate::layout::flow::PageBreak;

/// What the lines below an opening line end with.
const OPENING_ENDS: &[char] = &['{', '(', '[', ':', '\\'];

/// What comments and attributes start with, which belong to the line after them.
const COMMENT_STARTS: &[&str] = &["//", "#", "/*", "*", "--", "@", ";;"];

/// Words that end a block.
const CLOSING_WORDS: &[&str] = &["end", "else", "fi", "done"];

/// Rates a page break after each line: pages end between statements of the outermost level, or else
/// before a blank line, which takes no room at the start of the next page.
pub(super) fn rate_page_breaks(lines: &[CodeLine]) -> Vec<PageBreak> {
    let shown = || lines.iter().filter(|line| !is_blank(line));
    let least = shown().map(indent).min().unwrap_or_default();
    let mut breaks = vec![PageBreak::Forbidden; lines.len()];
    // The last line that is not blank, and the one below it.
    let mut below: Option<(usize, &CodeLine)> = None;
    for (index, line) in lines.iter().enumerate().rev().filter(|(_, line)| !is_blank(line)) {
        breaks[index] = match below {
            None => PageBreak::Allowed,
            Some((next_index, next)) => rate_break(line, next, next_index > index + 1, least),
        };
        below = Some((index, line));
    }
    breaks
}

/// Rates a page break between two lines, with blank lines between them or not.
fn rate_break(line: &CodeLine, next: &CodeLine, has_gap: bool, least: usize) -> PageBreak {
    let is_comment = |line: &CodeLine| {
        let text = line.text.trim();
        COMMENT_STARTS.iter().any(|start| text.starts_with(start))
    };
    let text = line.text.trim_end();
    let opens = text.ends_with(OPENING_ENDS) || is_comment(line) && !is_comment(next);
    if !has_gap && (opens || closes(next)) {
        PageBreak::Forbidden
    } else if indent(next) <= least && !closes(next) && (has_gap || !is_comment(line)) {
        PageBreak::Allowed
    } else if has_gap {
        PageBreak::Discouraged
    } else {
        PageBreak::LastResort
    }
}

/// Returns whether a line has nothing to show.
pub(super) fn is_blank(line: &CodeLine) -> bool {
    line.text.trim().is_empty()
}

fn indent(line: &CodeLine) -> usize {
    line.text.len() - line.text.trim_start().len()
}

/// Returns whether a line ends a block.
fn closes(line: &CodeLine) -> bool {
    let text = line.text.trim_start();
    text.starts_with(['}', ')', ']']) || CLOSING_WORDS.contains(&text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_end_between_statements() {
        let text = "// Adds.\n// Twice.\nfn add() {\n    one();\n\n    two();\n}\n\n\
                    fn next() {\n}\nrun();";
        let lines: Vec<CodeLine> = text
            .split('\n')
            .map(|text| CodeLine { text: text.to_owned(), ..CodeLine::default() })
            .collect();
        use PageBreak::{Allowed, Discouraged, Forbidden, LastResort};
        let expected = [
            LastResort,  // between two lines of a comment
            Forbidden,   // between a comment and its function
            Forbidden,   // after an opening bracket
            Discouraged, // before a blank line inside the function
            Forbidden,   // after it
            Forbidden,   // before a closing bracket
            Allowed,     // before a blank line between functions
            Forbidden,
            Forbidden,
            Allowed, // between statements
            Allowed,
        ];
        assert_eq!(rate_page_breaks(&lines), expected);
    }
}
