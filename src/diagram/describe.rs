//! Helpers for the alternative text of diagrams.

/// Whether descriptions are written in English sentences. In other languages, they consist of the
/// words of the diagram and signs, which a screen reader reads in the language of the deck.
pub(crate) fn is_english(lang: &str) -> bool {
    lang.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("en"))
        && matches!(lang.as_bytes().get(2), None | Some(b'-' | b'_'))
}

/// Joins words: "a", "a and b", "a, b and c".
pub(crate) fn join_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
