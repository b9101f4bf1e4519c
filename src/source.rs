//! Source texts, and positions in them.

use std::path::{Path, PathBuf};

/// Identifies the text in [`Sources`] that a [`Span`] refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u16);

/// A range of bytes in one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// Creates the span of the bytes from `start` up to `end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        // Sources are limited to far less than 4 GiB when they are read.
        Self { source, start: start as u32, end: end as u32 }
    }

    /// Returns the empty span at the first byte of this one.
    pub fn start_point(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// Returns the span moved by a number of bytes, forwards or backwards.
    pub fn shift_by(self, by: i64) -> Self {
        let shifted = |at: u32| (i64::from(at) + by) as u32;
        Self { start: shifted(self.start), end: shifted(self.end), ..self }
    }

    /// Returns whether `other` is inside this span.
    pub fn contains_span(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }

    /// Returns the range as `usize`, to slice the text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A text with its name and its line starts.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user wrote it, or `<stdin>`.
    pub name: PathBuf,
    /// The whole text.
    pub text: String,
    lines: Vec<usize>,
    /// The number of lines of the file before the text.
    lines_before: usize,
}

/// A position for users: both numbers count from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// Creates a source from a text that was read from `name`.
    pub fn new(name: impl AsRef<Path>, text: String) -> Self {
        let lines =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.as_ref().to_owned(), text, lines, lines_before: 0 }
    }

    /// Sets the number (from 1) of the first line, for a text that is part of a file.
    pub fn with_first_line(self, line: usize) -> Self {
        Self { lines_before: line.saturating_sub(1), ..self }
    }

    /// Returns the line and column of the byte at `offset`; an offset past the end is treated as
    /// the end.
    pub fn position(&self, offset: usize) -> LineColumn {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = self.lines[line - 1];
        let column = self.text[start..offset].chars().count() + 1;
        LineColumn { line: line + self.lines_before, column }
    }

    /// Returns the text of `line` (from 1) without its line break; empty past the end.
    pub fn line_text(&self, line: usize) -> &str {
        let index = line.checked_sub(self.lines_before + 1);
        let Some((index, &start)) = index.and_then(|index| Some((index, self.lines.get(index)?)))
        else {
            return "";
        };
        let end = self.lines.get(index + 1).map_or(self.text.len(), |&next| next - 1);
        self.text[start..end].trim_end_matches('\r')
    }

    /// Returns the number of lines.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Returns the byte offset at which `line` (from 1) starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines
            .get(line.saturating_sub(self.lines_before + 1))
            .copied()
            .unwrap_or(self.text.len())
    }
}

/// All texts of one run, so that the text of a [`Span`] can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId((self.0.len() - 1) as u16)
    }

    /// Replaces the text of `id`.
    pub fn replace(&mut self, id: SourceId, source: Source) {
        self.0[usize::from(id.0)] = source;
    }

    /// Returns the text of `id`. Ids come only from [`Sources::add`], so it exists.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[usize::from(id.0)]
    }

    /// Returns all texts in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// Returns the text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }
}
