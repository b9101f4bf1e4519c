//! Finds the lines of block texts, in which a tab after the indentation is content.

use super::line::{OutlineLine, find_key};
use super::value::is_block_header;

/// The text after `|` or `>`.
struct OpenBlock {
    /// The column of its key or dash.
    parent: usize,
    /// The column of its first line, once known.
    column: Option<usize>,
}

/// Returns, for each line, whether it is part of a block text and indented by spaces at least as
/// far as the text. A tab after these spaces is content: that of a program, say.
pub(super) fn find_block_content(lines: &[OutlineLine], text: &str) -> Vec<bool> {
    let mut open: Option<OpenBlock> = None;
    let is_content = |line: &OutlineLine| {
        if let Some(block) = open.as_mut().filter(|block| line.column > block.parent) {
            let indent = &text[line.start..line.content_start];
            let spaces = indent.len() - indent.trim_start_matches(' ').len();
            if block.column.is_none() && spaces > block.parent {
                block.column = Some(spaces);
            }
            return block.column.is_some_and(|column| spaces >= column);
        }
        open = find_block_parent(line).map(|parent| OpenBlock { parent, column: None });
        false
    };
    lines.iter().map(is_content).collect()
}

/// Returns the column of the key or dash whose block text starts below a line.
fn find_block_parent(line: &OutlineLine) -> Option<usize> {
    let is_header = |value: &str| value.starts_with(['|', '>']) && is_block_header(value);
    let mut content = line.content;
    let mut parent = line.column;
    loop {
        if let Some(rest) = content.strip_prefix("- ") {
            let rest = rest.trim_start_matches(' ');
            if is_header(rest) {
                return Some(parent);
            }
            parent += content.len() - rest.len();
            content = rest;
            continue;
        }
        let (_, end) = find_key(content)?;
        return is_header(content[end..].trim()).then_some(parent);
    }
}
