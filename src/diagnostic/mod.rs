//! What was found wrong, where, and how to mend it. Nothing here prints: `cli` does.
//!
//! Every finding carries a [`Code`], which names the kind of mistake and stays the same from
//! version to version.

mod code;
mod fix;
mod nearest;

use crate::source::Span;

pub use code::Code;
pub use fix::{Edit, Fix, apply_fixes};
pub use nearest::find_nearest;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No PDF is written.
    Error,
    /// The PDF is written; the author should look.
    Warning,
}

/// Another place that a finding speaks of ("first defined here").
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Which of the known mistakes it is.
    pub code: Code,
    /// The headline: what is wrong, understandable without the rest.
    pub message: String,
    /// Where; `None` where no text is to blame (a file that is missing on the command line).
    pub span: Option<Span>,
    /// Words beside the caret.
    pub label: Option<String>,
    /// What to write instead, one sentence or line each.
    pub help: Vec<String>,
    /// Other places of interest.
    pub related: Vec<Related>,
    /// The edit that mends it, where one is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: Code, message: impl Into<String>, span: Span) -> Self {
        Self::new(Severity::Error, code, message, Some(span))
    }

    /// A warning at `span`.
    pub fn warning(code: Code, message: impl Into<String>, span: Span) -> Self {
        Self::new(Severity::Warning, code, message, Some(span))
    }

    /// An error that no place in a text is to blame for.
    pub fn error_without_span(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message, None)
    }

    /// A warning that no place in a text is to blame for.
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

    /// Adds words beside the caret.
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds advice on what to write instead.
    pub fn with_help(mut self, hint: impl Into<String>) -> Self {
        self.help.push(hint.into());
        self
    }

    /// Adds another place of interest.
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Adds the edit that mends it: `text` in place of `span`. What the author means is plain, so
    /// it may be made unasked.
    pub fn with_certain_edit(self, span: Span, text: impl Into<String>) -> Self {
        self.with_fix(Fix { edits: vec![Edit { span, text: text.into() }], certain: true })
    }

    /// Adds an edit that probably mends it (a word that is near to the one written), to be offered
    /// and never made unasked.
    pub fn with_suggested_edit(self, span: Span, text: impl Into<String>) -> Self {
        self.with_fix(Fix { edits: vec![Edit { span, text: text.into() }], certain: false })
    }

    /// Adds the edits that mend it.
    pub fn with_fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }
}

/// The findings of one run. Each step of the pipeline adds to it; none stops at the first.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all findings of another list.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(others);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any finding forbids writing the PDF.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The findings in the order of their places in the sources, each once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_key(|diagnostic| diagnostic.span);
        let mut unique: Vec<Diagnostic> = Vec::with_capacity(self.0.len());
        for diagnostic in self.0 {
            if !unique.contains(&diagnostic) {
                unique.push(diagnostic);
            }
        }
        unique
    }
}
