//! Why a file cannot be had or used.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Why a file cannot be had or used, in the author's words. Whoever asked for the file knows the
/// place in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetError {
    /// Which of the known mistakes it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl AssetError {
    /// An error without advice yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hints: Vec::new() }
    }

    /// Adds advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The finding at the place that named the file, or without a place for a file from the command
    /// line.
    pub fn into_diagnostic(self, span: impl Into<Option<Span>>) -> Diagnostic {
        let diagnostic = match span.into() {
            Some(span) => Diagnostic::error(self.code, self.message, span),
            None => Diagnostic::error_without_span(self.code, self.message),
        };
        self.hints.into_iter().fold(diagnostic, Diagnostic::with_help)
    }
}
