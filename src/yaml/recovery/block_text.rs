//! Text after `|`, and lines of it that are indented wrongly.

use super::line::{self, OutlineLine};
use super::{Recovery, is_document_marker};
use crate::diagnostic::Code;
use crate::yaml::patched_text::Patch;

/// The text after `|`.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockText {
    pub parent: isize,
    /// The byte after its `|`, if a digit can follow it that says how far the text is indented.
    pub header: Option<usize>,
    /// The column of lines that should be indented but are not.
    pub unindented_column: Option<isize>,
    /// The column of its first line, once known.
    pub column: Option<isize>,
}

impl Recovery<'_> {
    /// Returns whether `line` belongs to a block text.
    pub(super) fn continues_block(&mut self, line: &OutlineLine) -> bool {
        let Some(block) = self.block_text else { return false };
        let column = line.column as isize;
        if column <= block.parent {
            let words = line::find_key(line.content).is_none()
                && !is_document_marker(line)
                && !line.content.starts_with('#');
            let first = block.column.is_none() && words && !line.content.starts_with('-');
            let goes_on = words && block.unindented_column == Some(column);
            if !first && !goes_on {
                self.block_text = None;
                return false;
            }
            let right = block.parent.max(0) + 2;
            if first {
                self.indent_diagnostic = Some(self.diagnostics.len());
                let help = format!("indent each of its lines by {right} spaces");
                self.error_at(
                    Code::BlockNotIndented,
                    line.content_start..line.end(),
                    "the text under `|` is not indented",
                    help,
                );
            }
            self.block_text =
                Some(BlockText { column: Some(right), unindented_column: Some(column), ..block });
            self.patch_indent(line, right);
            return true;
        }
        match block.column {
            None => self.block_text = Some(BlockText { column: Some(column), ..block }),
            Some(first) if column + 1 == first && self.indent_diff(block, line) => {}
            Some(first) if column < first => {
                self.indent_diagnostic = Some(self.diagnostics.len());
                self.warn_at(
                    Code::BlockNotIndented,
                    line.content_start..line.end(),
                    "this line is indented less than the rest of its text",
                    format!("indent it by {first} spaces, like the lines above"),
                );
                self.patch_indent(line, first);
            }
            Some(_) => {}
        }
        true
    }

    /// Says how far a diff is indented whose first line is one column to the right, because it is
    /// no changed line. Returns whether `line` belongs to such a diff.
    fn indent_diff(&mut self, block: BlockText, line: &OutlineLine) -> bool {
        let column = line.column as isize;
        let indent = (column - block.parent.max(0)).to_string();
        let Some(header) = block.header.filter(|_| indent.len() == 1) else { return false };
        if !line.content.starts_with(['+', '-', '@']) {
            return false;
        }
        self.warn_at(
            Code::BlockNotIndented,
            line.content_start..line.end(),
            "this line is indented less than the first line of its text",
            format!("write `|{indent}`, so that the first line keeps the space before it"),
        );
        self.apply_fix(Patch::new(header..header, indent));
        self.block_text = Some(BlockText { column: Some(column), ..block });
        true
    }
}
