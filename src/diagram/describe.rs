//! Helpers for the alternative text of diagrams.

/// Whether descriptions are written in English sentences. In other languages, they consist of the
/// words of the diagram and signs, which a screen reader reads in the language of the deck.
pub(crate) fn is_english(lang: &str) -> bool {
    lang.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("en"))
        && matches!(lang.as_bytes().get(2), None | Some(b'-' | b'_'))
}

/// Lists words: "a, b and c" between English sentences, otherwise "a, b, c".
pub(super) fn list_words(words: &[String], is_english: bool) -> String {
    if is_english { join_words(words) } else { words.join(", ") }
}

/// Adds words after a colon, if there are any.
pub(super) fn with_words(start: &str, words: &str) -> String {
    if words.is_empty() { start.to_owned() } else { format!("{start}: {words}") }
}

/// Joins words: "a", "a and b", "a, b and c".
pub(crate) fn join_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
