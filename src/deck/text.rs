//! Text with emphasis, links and languages, as read from inline Markdown.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::citation::CitationCall;
use crate::math::Formula;
use crate::percent::decode_percent;
use crate::source::Span;

/// One paragraph: its characters, and their formatting in runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The characters without markup. `\n` is a hard line break.
    pub content: String,
    /// Runs that cover the whole content in order, without gaps or overlaps.
    pub runs: Vec<Run>,
    /// The span of the text in its source.
    pub span: Span,
}

impl Text {
    /// Creates a text without formatting.
    pub fn plain(content: impl Into<String>, span: Span) -> Self {
        let content = content.into();
        let runs = vec![Run::plain(0..content.len())];
        Self { content, runs, span }
    }

    /// Removes the first `length` bytes, which must end at a character boundary.
    pub fn without_start(mut self, length: usize) -> Self {
        self.content.drain(..length);
        self.runs.retain_mut(|run| {
            run.range =
                run.range.start.saturating_sub(length)..run.range.end.saturating_sub(length);
            !run.range.is_empty()
        });
        self
    }

    /// Keeps the first `length` bytes, which must end at a character boundary.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.content.truncate(length);
        self.runs.retain_mut(|run| {
            run.range.end = run.range.end.min(length);
            !run.range.is_empty()
        });
    }

    /// Removes white space at both ends.
    pub fn trimmed(mut self) -> Self {
        let end = self.content.trim_end().len();
        self.truncate(end);
        let start = end - self.content.trim_start().len();
        self.without_start(start)
    }

    /// Returns the addresses of the links to other documents, with the span of the text. Adjacent
    /// links with the same address count as one.
    pub(crate) fn addresses(&self) -> Vec<(&str, Span)> {
        let mut found: Vec<(&str, Span)> = Vec::new();
        for link in self.runs.iter().filter_map(|run| run.link.as_ref()) {
            let Link::Uri(address) = link else { continue };
            // The parts of a link, such as bold words, are runs of their own.
            if found.last().is_none_or(|(last, _)| last != address) {
                found.push((address, self.span));
            }
        }
        found
    }

    /// Returns the runs in a byte range, each with its part of the range.
    pub(crate) fn pieces(&self, bytes: Range<usize>) -> impl Iterator<Item = (&Run, Range<usize>)> {
        let Range { start, end } = bytes;
        let first = self.runs.partition_point(|run| run.range.end <= start);
        self.runs[first..]
            .iter()
            .take_while(move |run| run.range.start < end)
            .map(move |run| (run, run.range.start.max(start)..run.range.end.min(end)))
    }

    /// Returns the content on one line, without soft hyphens and the numbers of footnotes.
    pub fn to_single_line(&self) -> String {
        self.words().replace('\n', " ").replace('\u{ad}', "")
    }

    /// Returns the content without the numbers of footnotes.
    pub fn words(&self) -> Cow<'_, str> {
        if !self.runs.iter().any(Run::is_footnote_call) {
            return Cow::Borrowed(&self.content);
        }
        let runs = self.runs.iter().filter(|run| !run.is_footnote_call());
        Cow::Owned(runs.map(|run| &self.content[run.range.clone()]).collect())
    }

    /// Appends words in the style and with the link of `run`.
    pub(crate) fn push_run(&mut self, words: &str, run: Run) {
        if words.is_empty() {
            return;
        }
        let start = self.content.len();
        self.content.push_str(words);
        self.runs.push(Run { range: start..self.content.len(), ..run });
    }

    /// Returns whether the text is empty or only white space.
    pub fn is_blank(&self) -> bool {
        self.content.trim().is_empty()
    }
}

/// A range of a [`Text`] with the same formatting.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The byte range in the content.
    pub range: Range<usize>,
    /// The emphasis.
    pub style: Style,
    /// The target of a click.
    pub link: Option<Link>,
    /// The language as a BCP 47 code, if it differs from the slide's.
    pub lang: Option<String>,
    /// The formula that is drawn instead of the characters, which are its plain text.
    pub formula: Option<Arc<Formula>>,
}

impl Run {
    /// Creates a run without formatting.
    pub fn plain(range: Range<usize>) -> Self {
        Self { range, style: Style::default(), link: None, lang: None, formula: None }
    }

    /// Creates a run that shows the number of the footnote with this index.
    pub(crate) fn footnote_call(index: usize) -> Self {
        let style = Style { position: Position::Superscript, ..Style::default() };
        Self { style, link: Some(Link::Footnote(index)), ..Self::plain(0..0) }
    }

    /// Returns whether the run shows the number of a footnote.
    pub(crate) fn is_footnote_call(&self) -> bool {
        matches!(self.link, Some(Link::Footnote(_)))
    }

    /// Returns whether this run can also hold the characters of `next`, the run after it.
    pub(crate) fn can_continue(&self, next: &Run) -> bool {
        self.style == next.style
            && self.link == next.link
            && self.lang == next.lang
            && self.formula.is_none()
            && next.formula.is_none()
    }
}

/// The emphasis of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// `**bold**`
    pub bold: bool,
    /// `*italic*`
    pub italic: bool,
    /// `` `code` ``
    pub code: bool,
    /// `~~struck~~`
    pub strike: bool,
    /// `==marked==`
    pub mark: bool,
    /// `x^2^` and `H~2~O`
    pub position: Position,
}

/// The position of a run relative to the baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Position {
    /// On the baseline.
    #[default]
    Baseline,
    /// Raised and smaller.
    Superscript,
    /// Lowered and smaller.
    Subscript,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A URI: a web address, `mailto:` or `tel:`.
    Uri(String),
    /// The slide with this id in the same deck.
    Slide(String),
    /// The footnote with this index on the same slide. While a slide is read, the index is that of
    /// a call.
    Footnote(usize),
    /// A citation that is not formatted yet. No text of a finished deck has one.
    Citation(Arc<CitationCall>),
    /// The entry of the work with this key in the list of works.
    Work(String),
}

impl Link {
    /// Returns the target of the address in a link: `#id` is a slide.
    pub(crate) fn from_address(address: &str) -> Self {
        match address.strip_prefix('#') {
            Some(id) => Self::Slide(decode_percent(id)),
            None => Self::Uri(address.to_owned()),
        }
    }
}
