//! Errors and warnings in the text of diagrams.

use std::ops::Range;

/// What is wrong in the text of a diagram, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramIssue {
    /// What kind of issue it is.
    pub kind: DiagramIssueKind,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Where it is: bytes of the text.
    pub range: Range<usize>,
    /// What replaces the text at `range`, if that corrects it.
    pub replacement: Option<String>,
}

/// The kinds of issues in diagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagramIssueKind {
    /// The first line names no kind of diagram that is drawn.
    UnknownKind,
    /// A line that cannot be read.
    Syntax,
    /// More than can be drawn on a slide.
    TooLarge,
    /// A setting without an effect here; the diagram is drawn without it.
    Ignored,
}

impl DiagramIssue {
    /// Creates an issue without a replacement.
    pub fn new(
        kind: DiagramIssueKind,
        message: impl Into<String>,
        help: impl Into<String>,
        range: Range<usize>,
    ) -> Self {
        Self { kind, message: message.into(), help: help.into(), range, replacement: None }
    }

    /// Returns the issue with a replacement that corrects it.
    pub fn with_replacement(self, replacement: impl Into<String>) -> Self {
        Self { replacement: Some(replacement.into()), ..self }
    }

    /// Whether the diagram is drawn in spite of it.
    pub fn is_warning(&self) -> bool {
        self.kind == DiagramIssueKind::Ignored
    }
}
