//! What is wrong with a bibliography file.

use std::ops::Range;

use crate::diagnostic::Severity;

/// An error or warning about a bibliography file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Issue {
    /// Where it is.
    pub place: IssuePlace,
    /// Whether it concerns what the deck shows.
    pub severity: Severity,
    /// Whether two entries have the same key.
    pub is_duplicate: bool,
    /// What is wrong; a headline.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Another place in the same file.
    pub related: Option<(Range<usize>, &'static str)>,
}

/// A range of bytes in a file of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IssuePlace {
    /// The number of the file, in the order in which the files were added.
    pub file: usize,
    /// The bytes.
    pub range: Range<usize>,
}

impl Issue {
    /// Creates an error.
    pub(super) fn error(
        file: usize,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            place: IssuePlace { file, range },
            severity: Severity::Error,
            is_duplicate: false,
            message: message.into(),
            help: help.into(),
            related: None,
        }
    }

    /// Makes it a warning.
    pub(super) fn into_warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }
}
