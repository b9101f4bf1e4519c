//! Where words may be divided with a hyphen that the text does not have.

use std::sync::OnceLock;

use hyphenation::{Hyphenator, Language, Load, Standard};
use hypher::{Lang, hyphenate_bounded};

use super::shape::ShapedParagraph;

/// Shorter words are never divided.
const MIN_WORD_LETTERS: usize = 6;
/// Letters that stay before a hyphen at least.
const MIN_LETTERS_BEFORE: usize = 2;
/// Letters that go behind a hyphen at least.
const MIN_LETTERS_AFTER: usize = 3;

/// The clusters before which a word may be divided, in order.
///
/// Words that are no words of a language are left whole: with digits, with capitals inside (`GmbH`,
/// `NATO`), addresses, code, and those that the author has given soft hyphens.
pub(super) fn hyphenation_points(shaped: &ShapedParagraph) -> Vec<usize> {
    let text = &*shaped.text;
    let mut points = Vec::new();
    let mut from = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        if token.len() >= MIN_WORD_LETTERS && is_hyphenatable(token.trim()) {
            for (at, word) in split_words(token) {
                push_word_points(shaped, from + at, word, &mut points);
            }
        }
        from += token.len();
    }
    points
}

/// Whether what stands between two spaces is a word or several, with punctuation at most before,
/// behind and between.
fn is_hyphenatable(token: &str) -> bool {
    let inside = token.trim_matches(|character: char| !character.is_alphanumeric());
    !inside.contains(|c: char| {
        c.is_numeric() || matches!(c, '@' | '/' | '\\' | '_' | '.' | ':' | '\u{ad}')
    })
}

/// Stretches of letters, with their bytes in `token`.
fn split_words(token: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_break = |character: char| !character.is_alphabetic() && !is_combining_mark(character);
    token.split(is_break).map(|word| (word.as_ptr() as usize - token.as_ptr() as usize, word))
}

/// Combining diacritical marks: part of the letter before them.
fn is_combining_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn push_word_points(shaped: &ShapedParagraph, start: usize, word: &str, points: &mut Vec<usize>) {
    let is_plain =
        word.chars().count() >= MIN_WORD_LETTERS && !word.chars().skip(1).any(char::is_uppercase);
    if !is_plain {
        return;
    }
    let cluster_at = |byte: usize| {
        shaped.clusters.binary_search_by_key(&(byte as u32), |cluster| cluster.bytes.start)
    };
    let Ok(first) = cluster_at(start) else { return };
    let Some(patterns) = Patterns::for_language(&shaped.run_of(&shaped.clusters[first]).lang)
    else {
        return;
    };
    // A place inside a ligature is none.
    points.extend(patterns.division_points(word).filter_map(|at| cluster_at(start + at).ok()));
}

/// The patterns of a language.
enum Patterns {
    /// Those that are compiled into the program as automata.
    Compiled(Lang),
    /// Those of the other official languages of the Union, which are unpacked when a word first
    /// asks for them.
    Packed(&'static Standard),
}

impl Patterns {
    /// The patterns of a language (BCP 47), where there are some. Maltese has none that anybody has
    /// published.
    fn for_language(lang: &str) -> Option<Self> {
        static IRISH: OnceLock<Option<Standard>> = OnceLock::new();
        static LATVIAN: OnceLock<Option<Standard>> = OnceLock::new();
        static ROMANIAN: OnceLock<Option<Standard>> = OnceLock::new();
        let primary = lang.split('-').next()?.to_ascii_lowercase();
        let (kept, language) = match primary.as_str() {
            "ga" => (&IRISH, Language::Irish),
            "lv" => (&LATVIAN, Language::Latvian),
            "ro" => (&ROMANIAN, Language::Romanian),
            _ => return Lang::from_iso(primary.as_bytes().try_into().ok()?).map(Self::Compiled),
        };
        kept.get_or_init(|| Standard::from_embedded(language).ok()).as_ref().map(Self::Packed)
    }

    /// The bytes of `word` before which it may be divided.
    fn division_points(self, word: &str) -> impl Iterator<Item = usize> {
        let places: Vec<usize> = match self {
            Self::Compiled(lang) => {
                let (before, behind) = lang.bounds();
                let syllables = hyphenate_bounded(
                    word,
                    lang,
                    before.max(MIN_LETTERS_BEFORE),
                    behind.max(MIN_LETTERS_AFTER),
                );
                let starts = syllables
                    .scan(0, |at, syllable| Some(std::mem::replace(at, *at + syllable.len())));
                starts.filter(|&at| at > 0).collect()
            }
            Self::Packed(patterns) => {
                let is_far = |at: &usize| {
                    word[..*at].chars().count() >= MIN_LETTERS_BEFORE
                        && word[*at..].chars().count() >= MIN_LETTERS_AFTER
                };
                patterns.hyphenate(word).breaks.into_iter().filter(is_far).collect()
            }
        };
        places.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::shape_in;
    use super::*;

    fn hyphenate_text(lang: &str, text: &str) -> String {
        let shaped = shape_in(lang, text);
        let mut result = String::new();
        let points = hyphenation_points(&shaped);
        for (index, cluster) in shaped.clusters.iter().enumerate() {
            if points.contains(&index) {
                result.push('-');
            }
            result.push_str(&shaped.text[cluster.bytes.start as usize..cluster.bytes.end as usize]);
        }
        result
    }

    #[test]
    fn divides_words_by_the_rules_of_their_language() {
        assert_eq!(
            hyphenate_text("de", "Donaudampfschifffahrtsgesellschaft"),
            "Do-nau-dampf-schiff-fahrts-ge-sell-schaft"
        );
        assert_eq!(
            hyphenate_text("en-GB", "international cooperation"),
            "in-ter-na-tional co-op-er-a-tion"
        );
        assert_eq!(hyphenate_text("fr", "l’internationalisation"), "l’in-ter-na-tio-na-li-sa-tion");
        assert_eq!(hyphenate_text("el", "συνεργασία"), "συ-νερ-γα-σία");
        assert_eq!(hyphenate_text("bg", "сътрудничество"), "сът-руд-ни-чес-тво");
        assert_eq!(hyphenate_text("xx", "international"), "international");
        assert_eq!(
            hyphenate_text("ro", "cooperarea internațională"),
            "co-o-pe-ra-rea in-ter-națio-nală"
        );
        assert_eq!(hyphenate_text("lv", "starptautiskā sadarbība"), "star-ptau-tiskā sa-dar-bība");
        assert_eq!(
            hyphenate_text("ga", "comhoibriú idirnáisiúnta"),
            "comh-oib-riú idir-náis-iúnta"
        );
    }

    #[test]
    fn leaves_addresses_acronyms_and_codes_whole() {
        for text in [
            "https://example.org/international",
            "ana.silva@international.org",
            "COOPERATION",
            "McInternational",
            "covid19cases",
        ] {
            assert_eq!(hyphenate_text("en", text), text);
        }
        assert_eq!(hyphenate_text("en", "inter\u{ad}national"), "inter\u{ad}national");
    }
}
