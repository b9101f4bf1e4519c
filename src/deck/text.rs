//! Text with the emphasis, links and languages that inline Markdown gives it.

use std::ops::Range;

use crate::source::Span;

/// One paragraph: its characters, and how stretches of them are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The characters, markup resolved. `\n` is a hard line break.
    pub content: String,
    /// Stretches that cover the whole content in order, without gap or overlap.
    pub runs: Vec<Run>,
    /// Where the text stands in its source.
    pub span: Span,
}

impl Text {
    /// Text without any markup.
    pub fn plain(content: impl Into<String>, span: Span) -> Self {
        let content = content.into();
        let runs =
            vec![Run { range: 0..content.len(), style: Style::default(), link: None, lang: None }];
        Self { content, runs, span }
    }

    /// This text without its first `length` bytes, which must end between two characters.
    pub fn without_start(mut self, length: usize) -> Self {
        self.content.drain(..length);
        self.runs.retain_mut(|run| {
            run.range =
                run.range.start.saturating_sub(length)..run.range.end.saturating_sub(length);
            !run.range.is_empty()
        });
        self
    }

    /// Returns the content on one line, without soft hyphens.
    pub fn to_single_line(&self) -> String {
        self.content.replace('\n', " ").replace('\u{ad}', "")
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.content.trim().is_empty()
    }
}

/// A stretch of a [`Text`] that is set alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Bytes of the content.
    pub range: Range<usize>,
    /// Emphasis.
    pub style: Style,
    /// Where a click leads.
    pub link: Option<Link>,
    /// BCP 47 language, where it differs from the slide's.
    pub lang: Option<String>,
}

/// Emphasis of a run.
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

/// Where a run sits relative to the baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Position {
    /// On it.
    #[default]
    Baseline,
    /// Raised and smaller.
    Superscript,
    /// Lowered and smaller.
    Subscript,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address of the web, or `mailto:`, `tel:`.
    Uri(String),
    /// The slide with this id in the same deck.
    Slide(String),
}
