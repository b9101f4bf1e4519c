//! Footnotes as the author writes them: calls in a text, and texts with a name.

use super::text::Text;
use crate::source::Span;

/// A footnote with a name: an entry of `footnotes`, or `[^name]: text` in a `body`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedFootnote {
    /// The name, without `^`.
    pub name: String,
    /// The text of the footnote.
    pub text: Text,
    /// The span of the name.
    pub span: Span,
}

/// A call of a footnote in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FootnoteCall {
    /// `^[text]`
    Inline(Text, Span),
    /// `[^name]`
    Named(String, Span),
    /// A citation that is shown at the foot.
    Citation {
        /// The citation, which is not formatted yet.
        note: Text,
        /// What the author wrote: the same citation has the same number.
        written: String,
        /// The span of what the author wrote.
        span: Span,
    },
}

impl FootnoteCall {
    /// Returns the span of the call.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Inline(_, span) | Self::Named(_, span) | Self::Citation { span, .. } => *span,
        }
    }
}

/// The footnotes of a slide, or of the keys of a deck, before they are numbered.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnresolvedFootnotes {
    /// The calls. A run with a call has its index as the link.
    pub calls: Vec<FootnoteCall>,
    /// The footnotes with a name.
    pub named: Vec<NamedFootnote>,
    /// Whether the text that is being read is a footnote itself.
    pub is_in_footnote: bool,
}

/// Returns whether the text in brackets looks like the name of a footnote: `1`, `law`, `note_2`.
/// `[^a-z]` is a regular expression.
pub(crate) fn is_footnote_name(name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && (name.chars().all(char::is_alphabetic)
            || name.chars().all(|c| c.is_ascii_digit())
            || name.starts_with(char::is_alphabetic) && name.chars().all(is_word))
}

#[cfg(test)]
mod tests {
    use super::is_footnote_name;

    #[test]
    fn names_are_words_or_numbers() {
        assert!(["1", "law", "note2", "a_b"].iter().all(|name| is_footnote_name(name)));
        assert!(!["a-z", "0-9", "", "a b"].iter().any(|name| is_footnote_name(name)));
    }
}
