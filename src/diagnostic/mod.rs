//! Diagnostics: what is wrong, where, and how to fix it. Nothing here prints; `cli` does.
//!
//! Every diagnostic has a [`Code`], which names the kind of problem and stays the same between
//! versions.

#[macro_use]
mod code_macro;
mod code;
mod code_number;
mod fix;
mod nearest;

use crate::source::Span;

pub use code::Code;
pub use fix::{Edit, Fix, apply_fixes};
pub use nearest::find_nearest;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No PDF is written.
    Error,
    /// The PDF is written, but the author should check it.
    Warning,
}

/// Another place that a diagnostic refers to ("first defined here").
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// An error or a warning, with its place and advice.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The kind of problem.
    pub code: Code,
    /// The headline: what is wrong, understandable on its own.
    pub message: String,
    /// The place; `None` where no text is the cause, such as a file missing on the command line.
    pub span: Option<Span>,
    /// A note beside the caret.
    pub label: Option<String>,
    /// Advice on what to write instead; one sentence or line each.
    pub help: Vec<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// The edits that fix it, where known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Creates an error at `span`.
    pub fn error(code: Code, message: impl Into<String>, span: Span) -> Self {
        Self::new(Severity::Error, code, message, Some(span))
    }

    /// Creates a warning at `span`.
    pub fn warning(code: Code, message: impl Into<String>, span: Span) -> Self {
        Self::new(Severity::Warning, code, message, Some(span))
    }

    /// Creates an error that refers to no place in a text.
    pub fn error_without_span(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message, None)
    }

    /// Creates a warning that refers to no place in a text.
    pub fn warning_without_span(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message, None)
    }

    fn new(severity: Severity, code: Code, message: impl Into<String>, span: Option<Span>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            span,
            label: None,
            help: Vec::new(),
            related: Vec::new(),
            fix: None,
        }
    }

    /// Adds a note beside the caret.
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds advice on what to write instead.
    pub fn with_help(mut self, hint: impl Into<String>) -> Self {
        self.help.push(hint.into());
        self
    }

    /// Adds another place that matters.
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Adds the edit that fixes it: replaces `span` with `text`. Use this where the author's
    /// intention is beyond doubt: the edit may be applied without asking.
    pub fn with_certain_edit(self, span: Span, text: impl Into<String>) -> Self {
        self.with_fix(Fix { edits: vec![Edit { span, text: text.into() }], certain: true })
    }

    /// Adds an edit that probably fixes it, such as a similar word. It is offered and never applied
    /// without asking.
    pub fn with_suggested_edit(self, span: Span, text: impl Into<String>) -> Self {
        self.with_fix(Fix { edits: vec![Edit { span, text: text.into() }], certain: false })
    }

    /// Adds the edits that fix it.
    pub fn with_fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }
}

/// The diagnostics of one run. Each step of the pipeline adds to them; none stops at the first
/// error.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Returns the diagnostics in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Returns the diagnostics for changes, in the order in which they were added.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.0.iter_mut()
    }

    /// Returns whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether any diagnostic is an error, so that no PDF may be written.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the diagnostics in the order of their places in the sources, without duplicates.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_key(|diagnostic| diagnostic.span);
        let mut unique: Vec<Diagnostic> = Vec::with_capacity(self.0.len());
        for diagnostic in self.0 {
            // Equal diagnostics have equal spans, so they are neighbours.
            let mut neighbours =
                unique.iter().rev().take_while(|other| other.span == diagnostic.span);
            if !neighbours.any(|other| *other == diagnostic) {
                unique.push(diagnostic);
            }
        }
        unique
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        self.0.extend(diagnostics);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
