//! Emoji and invisible characters.

use unicode_properties::{EmojiStatus, UnicodeEmoji};

/// The presentation style of a cluster (UTS #51, 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EmojiPresentation {
    /// As text, in the colour of the text.
    Text,
    /// As text because of U+FE0E, although it could be an emoji.
    TextOnly,
    /// As an emoji in colour.
    Emoji,
}

/// U+FE0E: the character before it is text.
const TEXT_SELECTOR: char = '\u{fe0e}';
/// U+FE0F: the character before it is an emoji.
const EMOJI_SELECTOR: char = '\u{fe0f}';
/// The box around a digit in a keycap.
const KEYCAP: char = '\u{20e3}';
/// Joins several emoji into one.
const JOINER: char = '\u{200d}';

/// Returns the presentation style of a grapheme cluster, from its selector or else from the default
/// of its first character.
///
/// `©`, `™`, `✓` and `☎` are text by default, `😀` is an emoji, and a selector overrides either.
pub(super) fn emoji_presentation(cluster: &str) -> EmojiPresentation {
    let mut characters = cluster.chars();
    let Some(first) = characters.next() else { return EmojiPresentation::Text };
    let rest = characters.as_str();
    if rest.contains(TEXT_SELECTOR) {
        return EmojiPresentation::TextOnly;
    }
    if rest.contains([EMOJI_SELECTOR, KEYCAP]) {
        return EmojiPresentation::Emoji;
    }
    // No character before this one is an emoji by default (emoji-data.txt: the first is U+231A).
    if first < '\u{200d}' {
        return EmojiPresentation::Text;
    }
    let joined = rest.contains(JOINER) || rest.chars().next().is_some_and(is_skin_tone);
    let alone = matches!(
        first.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
    );
    if alone || joined && first.is_emoji_char() {
        EmojiPresentation::Emoji
    } else {
        EmojiPresentation::Text
    }
}

fn is_skin_tone(character: char) -> bool {
    matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether a character needs no glyph: controls, joiners, direction marks, variation selectors,
/// tags.
///
/// These are the controls (General_Category Cc), Default_Ignorable_Code_Point (UAX #44;
/// DerivedCoreProperties.txt of Unicode 17), and line and paragraph separators. The four Hangul
/// fillers are ignorable too, but shaping needs their glyphs, which the Korean faces have.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_override_the_default_presentation() {
        let text = ["a", "1", "#", "é", "©", "™", "✓", "☎", "→", "❤", "↔", "中", "한", ""];
        #[rustfmt::skip]
        let emoji = ["😀", "⌚", "👍🏽", "☝🏽", "👩‍🔬", "👁‍🗨", "❤️", "©️", "1️⃣", "#⃣",
            "🇪🇺", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏳️‍🌈"];
        let text_only = ["😀\u{fe0e}", "⌚\u{fe0e}", "✓\u{fe0e}"];
        for (clusters, expected) in [
            (&text[..], EmojiPresentation::Text),
            (&emoji, EmojiPresentation::Emoji),
            (&text_only, EmojiPresentation::TextOnly),
        ] {
            for cluster in clusters {
                assert_eq!(emoji_presentation(cluster), expected, "{cluster}");
            }
        }
    }
}
