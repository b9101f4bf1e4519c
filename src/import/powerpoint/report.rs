//! What could not be carried over, and where the outline says so.

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

/// A thing that could not be carried over as it is.
#[derive(Clone, Debug)]
struct Loss {
    /// The number of the slide, from 1; 0 for the deck.
    slide: usize,
    kind: LossKind,
    message: String,
    help: String,
}

/// The things that could not be carried over, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct LossReport {
    losses: Vec<Loss>,
    /// How many more there are than are listed.
    unlisted: usize,
}

impl LossReport {
    /// Adds a loss on a slide, unless it is there already.
    pub(super) fn add(&mut self, slide: usize, kind: LossKind, message: String, help: &str) {
        if self.losses.iter().any(|loss| loss.slide == slide && loss.message == message) {
            return;
        }
        if self.losses.len() >= MAX_LOSSES {
            self.unlisted += 1;
            return;
        }
        self.losses.push(Loss { slide, kind, message, help: help.to_owned() });
    }

    /// Returns how many things a reader would miss.
    pub(super) fn count_missing(&self) -> usize {
        let missing = self.losses.iter().filter(|loss| loss.kind == LossKind::Missing);
        missing.count() + self.unlisted
    }

    /// Returns the comments of a slide in the outline.
    pub(super) fn comments(&self, slide: usize) -> Vec<String> {
        let of_slide = self.losses.iter().filter(|loss| loss.slide == slide);
        of_slide
            .map(|loss| match loss.kind {
                LossKind::Missing => format!("Missing: {}; {}.", loss.message, loss.help),
                LossKind::Changed => format!("Changed: {}; {}.", loss.message, loss.help),
            })
            .collect()
    }

    /// Returns the warnings. Line N of `source` has the title of slide N.
    pub(super) fn to_diagnostics(&self, source: &Source, id: SourceId) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = self
            .losses
            .iter()
            .map(|loss| {
                if loss.slide == 0 {
                    return Diagnostic::warning_without_span(
                        Code::NotImported,
                        loss.message.as_str(),
                    )
                    .with_help(loss.help.as_str());
                }
                let start = source.line_start(loss.slide);
                let end = start + source.line_text(loss.slide).trim_end().len();
                let message = format!("slide {}: {}", loss.slide, loss.message);
                Diagnostic::warning(Code::NotImported, message, Span::new(id, start, end))
                    .with_help(loss.help.as_str())
            })
            .collect();
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
