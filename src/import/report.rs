//! What could not be carried over, and where the outline says so.

use std::collections::BTreeSet;

use super::write::{COMMENT_KEY, OutlineValue};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, SourceId, Span};

/// The most losses that are reported one by one.
const MAX_LOSSES: usize = 500;

/// How a thing of the deck is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LossKind {
    /// It is left out, and a reader would miss it.
    Missing,
    /// It looks different, but says the same.
    Changed,
}

/// Where a thing is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LossPlace {
    /// In the deck as a whole.
    Deck,
    /// On a slide of a PowerPoint deck, from 1.
    Slide(usize),
    /// On a line of a Markdown deck, from 1.
    Line(usize),
}

/// A thing that could not be carried over as it is.
#[derive(Clone, Debug)]
pub(super) struct Loss {
    pub place: LossPlace,
    pub kind: LossKind,
    pub code: Code,
    /// The headline.
    pub message: String,
    pub help: String,
}

impl Loss {
    /// Returns the comment in the outline.
    fn to_comment(&self) -> String {
        let kind = match self.kind {
            LossKind::Missing => "Missing",
            LossKind::Changed => "Changed",
        };
        let line = match self.place {
            LossPlace::Line(number) => format!(" (line {number})"),
            LossPlace::Deck | LossPlace::Slide(_) => String::new(),
        };
        format!("{kind}{line}: {}; {}.", self.message, self.help)
    }

    /// Returns the warning. A slide of PowerPoint is a line in `source`, which lists their titles.
    fn to_diagnostic(&self, source: &Source, id: SourceId) -> Diagnostic {
        let (line, message) = match self.place {
            LossPlace::Deck => {
                return Diagnostic::warning_without_span(self.code, self.message.as_str())
                    .with_help(self.help.as_str());
            }
            LossPlace::Slide(number) => (number, format!("slide {number}: {}", self.message)),
            LossPlace::Line(number) => (number, self.message.clone()),
        };
        let start = source.line_start(line);
        let text = source.line_text(line);
        let indent = text.len() - text.trim_start().len();
        let span = Span::new(id, start + indent, start + text.trim_end().len().max(indent));
        Diagnostic::warning(self.code, message, span).with_help(self.help.as_str())
    }
}

/// The things that could not be carried over, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct LossReport {
    losses: Vec<Loss>,
    /// The places and headlines of the losses.
    known: BTreeSet<(LossPlace, String)>,
    /// How many more there are than are listed.
    unlisted: usize,
}

impl LossReport {
    /// Adds a loss, unless it is there already.
    pub(super) fn add(&mut self, loss: Loss) {
        if self.losses.len() >= MAX_LOSSES {
            self.unlisted += 1;
        } else if self.known.insert((loss.place, loss.message.clone())) {
            self.losses.push(loss);
        }
    }

    /// Returns the losses that are listed.
    pub(super) fn losses(&self) -> &[Loss] {
        &self.losses
    }

    /// Returns how many things a reader would miss.
    pub(super) fn count_missing(&self) -> usize {
        let missing = self.losses.iter().filter(|loss| loss.kind == LossKind::Missing);
        missing.count() + self.unlisted
    }

    /// Returns the comments about the places that `is_here` accepts.
    pub(super) fn comments(&self, is_here: impl Fn(LossPlace) -> bool) -> Vec<String> {
        let mut found: Vec<&Loss> = self.losses.iter().filter(|loss| is_here(loss.place)).collect();
        found.sort_by_key(|loss| loss.place);
        found.into_iter().map(Loss::to_comment).collect()
    }

    /// Returns the warnings about losses in `source`.
    pub(super) fn to_diagnostics(&self, source: &Source, id: SourceId) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> =
            self.losses.iter().map(|loss| loss.to_diagnostic(source, id)).collect();
        if self.unlisted > 0 {
            let message = format!("{} more things are not imported", self.unlisted);
            diagnostics.push(
                Diagnostic::warning_without_span(Code::NotImported, message)
                    .with_help("compare the outline with the deck"),
            );
        }
        diagnostics
    }
}

/// Adds comments before the keys of the deck (number 0) and of each slide (from 1).
pub(super) fn add_comments(
    keys: &mut Vec<(String, OutlineValue)>,
    comments: impl Fn(usize) -> Vec<String>,
) {
    let entries = |number: usize| -> Vec<(String, OutlineValue)> {
        let entry = |text| (COMMENT_KEY.to_owned(), OutlineValue::Text(text));
        comments(number).into_iter().map(entry).collect()
    };
    keys.splice(0..0, entries(0));
    let slides = keys.iter_mut().find(|(key, _)| key == "slides").map(|(_, value)| value);
    if let Some(OutlineValue::List(slides)) = slides {
        for (index, slide) in slides.iter_mut().enumerate() {
            if let OutlineValue::Map(keys) = slide {
                keys.splice(0..0, entries(index + 1));
            }
        }
    }
}
