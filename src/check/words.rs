//! Counting words, and shortening text for messages.

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// Characters of Chinese or Japanese that take as long to read as one word: translators reckon with
/// 1,600 to 1,800 characters per 1,000 English words.
const CHARACTERS_PER_WORD: f32 = 1.7;

/// Letters, including vowel signs, per word of Thai, Lao, Khmer or Burmese: the words of the pages
/// in `slides/scripts.yaml` have four to six.
const LETTERS_PER_WORD: f32 = 5.0;

/// Counts the words of a text by the word boundaries of UAX #29, and by characters in scripts
/// without spaces.
pub(crate) fn count_words(text: &str) -> f32 {
    text.unicode_words()
        .map(|word| {
            characters_per_word(word).map_or(1.0, |a_word| word.chars().count() as f32 / a_word)
        })
        .sum()
}

/// Returns the characters per word in scripts without spaces.
fn characters_per_word(word: &str) -> Option<f32> {
    match word.chars().next()?.script() {
        Script::Han | Script::Hiragana | Script::Katakana => Some(CHARACTERS_PER_WORD),
        Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar => Some(LETTERS_PER_WORD),
        _ => None,
    }
}

/// Shortens a text to one line for messages.
pub(crate) fn shorten_text(text: &str) -> String {
    const MOST: usize = 40;
    let text = text.replace('\n', " ");
    let text = text.trim();
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        text.chars().take(MOST - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn counts_words_in_any_script() {
        assert_eq!(count_words("Nothing – really nothing! – is lost"), 5.0);
        assert_eq!(count_words("Ελληνικά και кириллица"), 3.0);
        assert!((9.0..11.0).contains(&count_words("广州开发区推动智慧城市和数字化转型")));
        assert!((6.0..10.0).contains(&count_words("แผนปฏิบัติการครอบคลุมการขนส่ง น้ำ และสภาพ")));
    }
}
