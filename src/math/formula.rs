//! A parsed formula.

use ratex_parser::ParseNode;

use super::breaks::{BreakPoint, find_breaks};
use super::convert::convert_nodes;
use super::expression::Expression;
use super::scan::find_lost_percents;
use super::words::{MathWords, WordList, take_words};
use super::{FormulaError, FormulaErrorKind, mathml, plain, speech};

/// The length of the longest formula that is read, in bytes. A page has room for a tenth of it.
pub const MAX_FORMULA_BYTES: usize = 20_000;

/// A formula.
#[derive(Debug)]
pub struct Formula {
    source: String,
    pub(super) nodes: Vec<ParseNode>,
    /// The nodes with placeholders instead of words.
    pub(super) drawn: Vec<ParseNode>,
    pub(super) words: WordList,
    pub(super) breaks: Vec<BreakPoint>,
    tag: Option<String>,
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Formula {
    /// Creates a formula from its parse tree.
    pub(super) fn new(source: String, nodes: Vec<ParseNode>, tag: Option<String>) -> Self {
        let mut drawn = nodes.clone();
        let words = take_words(&mut drawn, &source);
        Self { breaks: find_breaks(&nodes), source, nodes, drawn, words, tag }
    }

    /// Returns the LaTeX source.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns what the formula is drawn without, though its author probably wants it.
    pub fn warnings(&self) -> Vec<FormulaError> {
        let warning = |range| {
            FormulaError::new(
                FormulaErrorKind::Hidden,
                "`%` hides the rest of the line",
                "write `\\%` for the sign itself",
                range,
            )
        };
        find_lost_percents(&self.source).into_iter().map(warning).collect()
    }

    /// Returns the words in the formula, such as those of `\text`.
    pub fn words(&self) -> &[MathWords] {
        &self.words.words
    }

    /// Returns the label that `\tag` gives the formula: in parentheses, but not with `\tag*`.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// Returns whether rows of the formula have labels of their own.
    pub fn has_row_tags(&self) -> bool {
        self.nodes.iter().any(|node| matches!(node, ParseNode::Array { tags: Some(_), .. }))
    }

    /// Returns the formula on one line of plain text, such as `x² + y²`, cut where a line may be
    /// broken.
    pub fn plain_parts(&self) -> Vec<String> {
        let mut parts = Vec::with_capacity(self.breaks.len() + 1);
        let mut start = 0;
        for end in self.breaks.iter().map(|point| point.after).chain([self.nodes.len()]) {
            parts.push(plain::write_plain(&convert_nodes(&self.nodes[start..end])));
            start = end;
        }
        let last = parts.len() - 1;
        parts[..last].iter_mut().for_each(|part| part.push(' '));
        parts
    }

    /// Returns the formula on one line of plain text.
    pub fn plain(&self) -> String {
        self.plain_parts().concat()
    }

    /// Returns the formula in spoken words: English words in English, elsewhere the plain text,
    /// which a screen reader reads in the language of the document.
    pub fn spoken(&self, lang: &str) -> String {
        let is_english = lang.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("en"))
            && matches!(lang.as_bytes().get(2), None | Some(b'-' | b'_'));
        let spoken = if is_english { speech::speak(&self.expression()) } else { self.plain() };
        if spoken.trim().is_empty() { self.source.clone() } else { spoken }
    }

    /// Returns the formula as MathML. `is_display` tells whether it is on lines of its own.
    pub fn mathml(&self, is_display: bool) -> String {
        mathml::write_mathml(&self.expression(), is_display)
    }

    fn expression(&self) -> Expression {
        convert_nodes(&self.nodes)
    }
}
