//! Errors in formulas.

use std::ops::Range;

/// An error in a formula, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// What kind of error it is.
    pub kind: FormulaErrorKind,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Where it is: bytes of the formula.
    pub range: Range<usize>,
    /// What replaces the text at `range`, if that corrects the error.
    pub replacement: Option<String>,
}

/// The kinds of errors in formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormulaErrorKind {
    /// A command or environment that does not exist.
    UnknownCommand,
    /// A brace, delimiter or environment without its partner.
    Unbalanced,
    /// A command without its argument.
    MissingArgument,
    /// A colour that does not exist.
    UnknownColour,
    /// The formula is longer or more deeply nested than is supported.
    TooLarge,
    /// Anything else that cannot be read.
    Invalid,
    /// A sign that hides what follows it; the formula is drawn without that.
    Hidden,
}

impl FormulaError {
    /// Creates an error without a replacement.
    pub(super) fn new(
        kind: FormulaErrorKind,
        message: impl Into<String>,
        help: impl Into<String>,
        range: Range<usize>,
    ) -> Self {
        Self { kind, message: message.into(), help: help.into(), range, replacement: None }
    }
}
