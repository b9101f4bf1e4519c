//! Citations as the author writes them, and the list of works.

use super::block::BlockKind;
use super::slide::Slide;
use super::text::{Link, Position, Run, Style, Text};
use crate::citation::{CitationForm, CitedWork, Piece, PieceLink};
use crate::math::{Formula, MathStyle};
use crate::source::Span;

/// A citation in a text, until it is formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationCall {
    /// What the author wrote, with brackets.
    pub written: String,
    /// The works that it names.
    pub(crate) works: Vec<CitedWork>,
    /// How it is written.
    pub(crate) form: CitationForm,
    /// Where it is shown.
    pub place: CiteMode,
    /// The span of what the author wrote.
    pub span: Span,
    /// The byte in the text at which it starts, so that no two citations of a text are equal.
    pub at: usize,
}

impl CitationCall {
    /// Returns the span of the key of a work.
    pub(crate) fn key_span(&self, work: &CitedWork) -> Span {
        let is_exact = (self.span.end - self.span.start) as usize == self.written.len();
        if !is_exact {
            return self.span;
        }
        let start = self.span.start as usize + work.key_start;
        Span::new(self.span.source, start, start + work.key.len())
    }
}

/// Where citations are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CiteMode {
    /// In the text.
    #[default]
    Inline,
    /// At the foot of the slide.
    Footnote,
}

/// The bibliography of a deck.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckBibliography {
    /// The paths of its files.
    pub paths: Vec<(String, Span)>,
    /// The citation style, if the author chose one.
    pub style: Option<(String, Span)>,
    /// Where citations are shown, unless a slide differs.
    pub cite: CiteMode,
    /// The first citation in the text of a slide.
    pub first_citation: Option<Span>,
    /// Whether a slide lists the works.
    pub has_references: bool,
}

impl DeckBibliography {
    /// Returns whether two versions of a deck cite the same files in the same way.
    pub(crate) fn has_same_settings(&self, other: &Self) -> bool {
        (&self.paths, &self.style, self.cite, self.has_references)
            == (&other.paths, &other.style, other.cite, other.has_references)
    }
}

/// The list of works on a slide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReferenceList {
    /// Whether it lists works that no slide cites.
    pub includes_all: bool,
    /// The entries, in the order of the style.
    pub entries: Vec<WorkEntry>,
}

impl Slide {
    /// Returns the entries of the lists of works on a slide: number and text.
    pub(crate) fn all_references(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all_blocks().into_iter().flat_map(|block| {
            let entries = match &block.kind {
                BlockKind::References(list) => list.entries.as_slice(),
                _ => &[],
            };
            entries.iter().map(|entry| {
                let label = entry.label.as_ref().map_or("", |label| &label.content);
                (label, entry.text.content.as_str())
            })
        })
    }
}

/// An entry of a list of works.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkEntry {
    /// The key of the work.
    pub key: String,
    /// The number or label before it.
    pub label: Option<Text>,
    /// Author, title and so on.
    pub text: Text,
}

/// Appends formatted pieces to a text in the style of `base`.
pub(crate) fn push_pieces(text: &mut Text, pieces: &[Piece], base: &Run) {
    // A raised number follows the word directly.
    if pieces.first().is_some_and(|piece| piece.is_raised) {
        text.truncate(text.content.trim_end().len());
        // Two raised numbers in a row would look like one.
        let is_number = |run: &&Run| {
            run.style.position == Position::Superscript && matches!(run.link, Some(Link::Work(_)))
        };
        if let Some(last) = text.runs.last().filter(is_number).cloned() {
            text.push_run(",", Run { link: None, ..last });
        }
    }
    for piece in pieces {
        let position = match piece {
            Piece { is_raised: true, .. } => Position::Superscript,
            Piece { is_lowered: true, .. } => Position::Subscript,
            _ => base.style.position,
        };
        let style = Style {
            // Italics within italics are upright.
            italic: base.style.italic != piece.is_italic,
            bold: base.style.bold || piece.is_bold,
            position,
            ..base.style
        };
        let link = match &piece.link {
            Some(PieceLink::Work(key)) => Some(Link::Work(key.clone())),
            Some(PieceLink::Uri(uri)) => Some(Link::Uri(uri.clone())),
            None => None,
        };
        let run = Run { style, link, lang: base.lang.clone(), ..Run::plain(0..0) };
        match piece.is_math.then(|| Formula::parse(&piece.text, MathStyle::Inline)) {
            Some(Ok(formula)) => {
                let words = formula.plain().to_owned();
                text.push_run(&words, Run { formula: Some(formula.into()), ..run });
            }
            _ => text.push_run(&piece.text, run),
        }
    }
}
