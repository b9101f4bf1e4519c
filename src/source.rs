//! Texts that the program reads, and places in them.

use std::path::{Path, PathBuf};

/// Which of the [`Sources`] a [`Span`] points into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u16);

/// A range of bytes in one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The source that the bytes belong to.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        // Sources are limited to far less than 4 GiB when they are read.
        Self { source, start: start as u32, end: end as u32 }
    }

    /// The empty span at the first byte of this one.
    pub fn start_point(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// The same words where they stand so many bytes further on, or back where there are fewer than
    /// none.
    pub fn shift_by(self, by: i64) -> Self {
        let shifted = |at: u32| (i64::from(at) + by) as u32;
        Self { start: shifted(self.start), end: shifted(self.end), ..self }
    }

    /// Whether all of `other` lies within.
    pub fn contains_span(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }

    /// The range as `usize`, to slice the source's text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One text, with its name and where its lines start.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user wrote it, or `<stdin>`.
    pub name: PathBuf,
    /// The whole text.
    pub text: String,
    lines: Vec<usize>,
}

/// A position for people: both numbers count from one; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// Takes a text that was read from `name`.
    pub fn new(name: impl AsRef<Path>, text: String) -> Self {
        let lines =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.as_ref().to_owned(), text, lines }
    }

    /// Line and column of the byte at `offset`; an offset past the end is the end's.
    pub fn position(&self, offset: usize) -> LineColumn {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = self.lines[line - 1];
        LineColumn { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The text of `line` (from 1) without its line break; empty past the end.
    pub fn line_text(&self, line: usize) -> &str {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.lines.get(index)) else {
            return "";
        };
        let end = self.lines.get(line).map_or(self.text.len(), |&next| next - 1);
        self.text[start..end].trim_end_matches('\r')
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Byte offset at which `line` (from 1) starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}

/// Every text of one run, so that a [`Span`] can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text and names it.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId((self.0.len() - 1) as u16)
    }

    /// Puts another text in the place of the one that `id` names.
    pub fn replace(&mut self, id: SourceId, source: Source) {
        self.0[usize::from(id.0)] = source;
    }

    /// The text that `id` names. Ids come from [`Sources::add`] alone, so it is there.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[usize::from(id.0)]
    }

    /// All texts, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }
}
