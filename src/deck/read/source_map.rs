//! Maps the lines of a block string to the outline.

use super::super::markdown::SourceMap;
use crate::source::{Source, Span};
use crate::yaml::{Node, Scalar, ScalarStyle};

/// Maps the lines of a literal block to lines of the source. For other scalars, every position maps
/// to the span of the whole value.
pub(crate) struct BlockSourceMap<'a> {
    source: &'a Source,
    span: Span,
    /// The lines as they are in the source, with expressions.
    written: &'a str,
    /// The lines that are read: the same number of lines, with values in place of expressions.
    value: &'a str,
    /// The difference between the line number in the source and the line number in the value.
    shift: Option<usize>,
}

impl<'a> BlockSourceMap<'a> {
    /// Creates the map for `scalar`, the value of `node`.
    pub(crate) fn new(source: &'a Source, node: &Node, scalar: &'a Scalar) -> Self {
        let written = scalar.written();
        let shift = (scalar.style == ScalarStyle::Literal).then(|| {
            // The span starts before the first non-blank line: find that line in both texts.
            let blank = written.lines().take_while(|line| line.trim().is_empty()).count();
            let mut line = source.position(node.span.start as usize).line;
            let last = source.position(node.span.end as usize).line;
            let first = written.lines().nth(blank).unwrap_or("");
            while line < last && !source.line_text(line).ends_with(first) {
                line += 1;
            }
            line.saturating_sub(blank + 1)
        });
        Self { source, span: node.span, written, value: scalar.markup(), shift }
    }

    fn source_offset(&self, shift: usize, (line, column): (usize, usize)) -> Option<usize> {
        let words = self.written.lines().nth(line.checked_sub(1)?)?;
        let column = if self.written == self.value {
            column
        } else {
            written_column(self.value.lines().nth(line - 1)?, words, column)
        };
        let source_line = self.source.line_text(line + shift);
        let indent = source_line.strip_suffix(words)?.len();
        Some(
            self.source.line_start(line + shift)
                + (indent + column.saturating_sub(1)).min(source_line.len()),
        )
    }
}

/// Returns the column (in bytes, from 1) in the line as written of a column in the line that is
/// read. A column within values, or between two of them, leads to the first expression.
fn written_column(read: &str, written: &str, column: usize) -> usize {
    let is_same = |(a, b): &(u8, u8)| a == b;
    let before = read.bytes().zip(written.bytes()).take_while(is_same).count();
    let after = read.bytes().rev().zip(written.bytes().rev()).take_while(is_same).count();
    let from_end = (read.len() + 1).saturating_sub(column);
    if column <= before + 1 {
        column
    } else if from_end <= after {
        written.len() + 1 - from_end
    } else {
        written.floor_char_boundary(before) + 1
    }
}

impl SourceMap for BlockSourceMap<'_> {
    fn span_between(&self, start: (usize, usize), end: (usize, usize)) -> Span {
        let Some(shift) = self.shift else { return self.span };
        let end = (end.0, end.1 + 1);
        match (self.source_offset(shift, start), self.source_offset(shift, end)) {
            (Some(start), Some(end)) if start <= end => Span::new(self.span.source, start, end),
            _ => self.span,
        }
    }
}
