//! Words of texts.

/// Returns the words of a text with one blank between them.
pub(super) fn join_words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
