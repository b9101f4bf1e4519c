//! Characters of inserted values that must not act as markup.
//!
//! A value such as `**x**` is text. Until the Markdown around it has been read, its punctuation
//! marks are stood in for by characters of a private plane, which no Markdown reader gives a
//! meaning to and which count as letters beside emphasis.

use std::borrow::Cow;

/// The stand-in of the character U+0000; those of all ASCII characters follow.
const FIRST_STAND_IN: u32 = 0x10_FF00;
/// The first byte of every stand-in in UTF-8. No character that is assigned has it.
const LEAD_BYTE: u8 = 0xF4;

/// What is shown instead of a stand-in that was written as it is.
const REPLACEMENT: char = '\u{fffd}';

/// Returns the first character of a text that would be taken for a stand-in.
pub(super) fn find_reserved(text: &str) -> Option<char> {
    let is_reserved = |c: &char| resolve_inert(*c).is_some();
    if may_have_inert(text) { text.chars().find(is_reserved) } else { None }
}

/// Returns a text without stand-ins.
pub(super) fn replace_reserved(text: &str) -> String {
    text.chars().map(|c| resolve_inert(c).map_or(c, |_| REPLACEMENT)).collect()
}

/// Returns a text in which no character can be markup.
pub fn to_inert(text: &str) -> String {
    text.chars()
        .map(|c| {
            // A value cannot stand in for another.
            if resolve_inert(c).is_some() {
                return REPLACEMENT;
            }
            let is_markup = c.is_ascii_punctuation() || (c.is_ascii_control() && c != '\t');
            if is_markup { char::from_u32(FIRST_STAND_IN + u32::from(c)).unwrap_or(c) } else { c }
        })
        .collect()
}

/// Returns the character that `c` replaces, if it is a substitute.
pub fn resolve_inert(c: char) -> Option<char> {
    u32::from(c).checked_sub(FIRST_STAND_IN).filter(|&code| code < 0x80).and_then(char::from_u32)
}

/// Returns whether a text may have characters that stand in for others.
pub fn may_have_inert(text: &str) -> bool {
    text.as_bytes().contains(&LEAD_BYTE)
}

/// Returns the text with the characters that others stand in for.
pub fn from_inert(text: &str) -> Cow<'_, str> {
    if !may_have_inert(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| resolve_inert(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::{from_inert, to_inert};

    #[test]
    fn characters_survive_the_way_there_and_back() {
        let text: String = (0..=0x7F_u8).map(char::from).chain("é中\u{10FFFD}".chars()).collect();
        let inert = to_inert(&text);
        assert_eq!(from_inert(&inert), text);
        assert!(!inert.contains(|c: char| c.is_ascii_punctuation() || c == '\n'), "{inert}");
        assert_eq!(from_inert(&to_inert("a\u{10FF2A}b")), "a\u{fffd}b");
    }
}
