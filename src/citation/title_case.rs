//! Keeps words such as LaTeX, iPhone and pH as they are where a style changes the case of titles.
//!
//! The library changes all words of a title but those in capitals. So the letters of such words
//! become characters without case, and letters again when the title is formatted.

use std::borrow::Cow;

use hayagriva::Entry;

use super::pieces::is_mark;
use hayagriva::citationberg::json::{Item, Value};
use hayagriva::types::{ChunkKind, ChunkedString};

/// The distance of a letter from the private-use character that replaces it. Plane 15 has room for
/// all letters of the first plane.
const SHIFT: u32 = 0xf_0000;

/// The titles in CSL JSON.
const TITLES: [&str; 6] = [
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "event-title",
];

/// Protects the words in the titles of a work and of what contains it.
pub(super) fn protect_entry(entry: &mut Entry) {
    if let Some(title) = entry.title() {
        let mut title = title.clone();
        protect_chunks(&mut title.value);
        if let Some(short) = &mut title.short {
            protect_chunks(short);
        }
        entry.set_title(title);
    }
    if !entry.parents().is_empty() {
        let mut parents = entry.parents().to_vec();
        parents.iter_mut().for_each(protect_entry);
        entry.set_parents(parents);
    }
}

/// Protects the words in the titles of a work in CSL JSON.
pub(super) fn protect_item(item: &mut Item) {
    for title in TITLES {
        if let Some(Value::String(text)) = item.0.get_mut(title)
            && let Cow::Owned(protected) = protect_words(text)
        {
            *text = protected;
        }
    }
}

fn protect_chunks(text: &mut ChunkedString) {
    for chunk in text.0.iter_mut().filter(|chunk| chunk.kind == ChunkKind::Normal) {
        if let Cow::Owned(protected) = protect_words(&chunk.value) {
            chunk.value = protected;
        }
    }
}

fn protect_words(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_lowercase) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let is_separator = |c: char| c.is_whitespace() || "-–—/<>".contains(c);
    // The library takes a mark for the first letter of its word. The marks that open are even.
    let mut depth = 0_i32;
    for part in text.split_inclusive(is_separator) {
        let is_marked = depth > 0 || part.contains(is_mark);
        depth += part.chars().filter(|c| is_mark(*c)).map(|c| 1 - 2 * (c as i32 % 2)).sum::<i32>();
        if is_marked || has_inner_capital(part) {
            result.extend(part.chars().map(shift_letter));
        } else {
            result.push_str(part);
        }
    }
    if result.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(result) }
}

/// Whether a word has small letters, and capitals after its first letter.
fn has_inner_capital(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next();
    let is_mixed = first.is_some_and(char::is_lowercase) || letters.clone().any(char::is_lowercase);
    is_mixed && letters.any(char::is_uppercase)
}

fn shift_letter(letter: char) -> char {
    let shifted = char::from_u32(letter as u32 + SHIFT).filter(|_| letter.is_alphabetic());
    shifted.unwrap_or(letter)
}

/// Returns text with the letters that were replaced.
pub(super) fn restore_letters(text: &str) -> Cow<'_, str> {
    let is_shifted = |c: char| (SHIFT..SHIFT + 0xfffe).contains(&(c as u32));
    if !text.contains(is_shifted) {
        return Cow::Borrowed(text);
    }
    let restore = |c: char| match is_shifted(c) {
        true => char::from_u32(c as u32 - SHIFT).unwrap_or(c),
        false => c,
    };
    Cow::Owned(text.chars().map(restore).collect())
}

#[cfg(test)]
mod tests {
    use super::{protect_words, restore_letters};

    #[test]
    fn words_with_inner_capitals_are_protected() {
        let text =
            "Using LaTeX and <i>GitHub</i> on an e-Learning iPhone for pH, DNA in McDonald's";
        let protected = protect_words(text);
        for word in ["LaTeX", "GitHub", "iPhone", "pH", "McDonald's"] {
            assert!(!protected.contains(word), "{word}");
        }
        for word in ["Using", "<i>", "e-Learning", "DNA", "in"] {
            assert!(protected.contains(word), "{word}");
        }
        assert_eq!(restore_letters(&protected), text);
        assert_eq!(protect_words("ALL IN CAPITALS"), "ALL IN CAPITALS");
    }
}
