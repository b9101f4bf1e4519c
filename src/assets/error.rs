//! Errors about fonts, pictures and other files.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// An error about a file. The caller knows where the outline names the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetError {
    /// The error code.
    pub code: Code,
    /// The headline.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl AssetError {
    /// Creates an error without help.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hints: Vec::new() }
    }

    /// Adds a help line.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Converts the error to a diagnostic at the place that names the file, or without a place for
    /// a file from the command line.
    pub fn into_diagnostic(self, span: impl Into<Option<Span>>) -> Diagnostic {
        let diagnostic = match span.into() {
            Some(span) => Diagnostic::error(self.code, self.message, span),
            None => Diagnostic::error_without_span(self.code, self.message),
        };
        self.hints.into_iter().fold(diagnostic, Diagnostic::with_help)
    }

    /// Converts what does not prevent the output to a warning, as [`Self::into_diagnostic`] does.
    pub fn into_warning(self, span: impl Into<Option<Span>>) -> Diagnostic {
        let diagnostic = match span.into() {
            Some(span) => Diagnostic::warning(self.code, self.message, span),
            None => Diagnostic::warning_without_span(self.code, self.message),
        };
        self.hints.into_iter().fold(diagnostic, Diagnostic::with_help)
    }
}
