//! Syntax highlighting: from code to classes of tokens. It knows neither slides nor PDF.
//!
//! `highlight.rs` is the only file that knows the highlighting library.

mod highlight;
mod token_class;

use std::ops::Range;

pub use highlight::{CodeLanguage, code_languages, find_code_language, highlight_code};
pub use token_class::TokenClass;

/// The tokens of highlighted code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HighlightedCode {
    /// The tokens of each line, in order. Text between them is plain.
    pub lines: Vec<Vec<CodeToken>>,
    /// Index of the first line that took too many steps: it and the lines after it are plain.
    pub stopped_at: Option<usize>,
}

/// A part of a line that has one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeToken {
    /// The byte range in the line.
    pub range: Range<usize>,
    /// What it is.
    pub class: TokenClass,
}
