//! The lines that the Markdown library read, to look up what its tree leaves out.

use comrak::nodes::{Node, NodeValue};

use super::text_builder::LineBreaks;

/// The lines of a Markdown text, and how they are read.
pub(super) struct MarkdownLines<'a> {
    /// The lines without their ends.
    pub lines: Vec<&'a str>,
    /// What a line break within a paragraph is.
    pub breaks: LineBreaks,
    /// The character at the start of each line that is not part of the text.
    pub guard: Option<char>,
}

impl<'a> MarkdownLines<'a> {
    /// Splits a text into lines.
    pub(super) fn new(markdown: &'a str) -> Self {
        Self { lines: markdown.lines().collect(), breaks: LineBreaks::Soft, guard: None }
    }

    /// Returns the lines of a block.
    pub(super) fn of(&self, node: Node) -> &[&'a str] {
        let position = node.data().sourcepos;
        let first = position.start.line.saturating_sub(1);
        self.lines.get(first..position.end.line).unwrap_or_default()
    }

    /// Returns a text without the guard at its start.
    pub(super) fn without_guard<'t>(&self, text: &'t str) -> &'t str {
        match self.guard {
            Some(guard) => text.trim_start_matches(guard),
            None => text,
        }
    }

    /// Returns the delimiter of emphasised or marked text.
    pub(super) fn delimiter_of(&self, node: Node) -> Option<&'static str> {
        let data = node.data();
        let start = data.sourcepos.start;
        let line = self.lines.get(start.line.checked_sub(1)?)?;
        let written = line.get(start.column.checked_sub(1)?..)?;
        let delimiters: &[&'static str] = match data.value {
            NodeValue::Strong => &["**", "__"],
            NodeValue::Emph => &["*", "_"],
            _ => &["=="],
        };
        delimiters.iter().find(|delimiter| written.starts_with(**delimiter)).copied()
    }
}
