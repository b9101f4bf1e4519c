//! Finds the places where words may be hyphenated.

use std::sync::OnceLock;

use hyphenation::{Hyphenator, Language, Load, Standard};
use hypher::{Lang, hyphenate_bounded};

use super::shaped::ShapedParagraph;

/// Shorter words are never hyphenated.
const MIN_WORD_LETTERS: usize = 6;
/// Minimum number of letters before a hyphen.
const MIN_LETTERS_BEFORE: usize = 2;
/// Minimum number of letters after a hyphen.
const MIN_LETTERS_AFTER: usize = 3;

// Dictionaries of the crate `hyphenation`: its feature that embeds them adds those of 70 languages,
// 7 MB, to the program. Their source is `patterns/README.md`.
const IRISH_PATTERNS: &[u8] = include_bytes!("patterns/ga.standard.bincode");
const LATVIAN_PATTERNS: &[u8] = include_bytes!("patterns/lv.standard.bincode");
const ROMANIAN_PATTERNS: &[u8] = include_bytes!("patterns/ro.standard.bincode");

/// Returns the clusters before which a word may be hyphenated, in order.
///
/// Excluded are tokens that are not words of a language (with digits, with capitals inside such as
/// `GmbH` and `NATO`, addresses) and words in which the author has placed soft hyphens.
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

/// Returns whether a token, the text between two spaces, consists of words and punctuation only.
fn is_hyphenatable(token: &str) -> bool {
    let inside = token.trim_matches(|character: char| !character.is_alphanumeric());
    !inside.contains(|c: char| {
        c.is_numeric() || matches!(c, '@' | '/' | '\\' | '_' | '.' | ':' | '\u{ad}')
    })
}

/// Splits a token into words, each with its byte offset.
fn split_words(token: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_break = |character: char| !character.is_alphabetic() && !is_combining_mark(character);
    token.split(is_break).map(|word| (word.as_ptr() as usize - token.as_ptr() as usize, word))
}

/// Returns whether a character is a combining diacritical mark, which belongs to the letter before.
fn is_combining_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn push_word_points(shaped: &ShapedParagraph, start: usize, word: &str, points: &mut Vec<usize>) {
    if word.chars().count() < MIN_WORD_LETTERS || word.chars().skip(1).any(char::is_uppercase) {
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
    // A point inside a ligature has no cluster boundary and is left out.
    points.extend(patterns.division_points(word).filter_map(|at| cluster_at(start + at).ok()));
}

/// The hyphenation patterns of a language.
enum Patterns {
    /// Compiled into the program as automata.
    Compiled(Lang),
    /// Stored as data; used for the official languages of the European Union that `hypher` lacks,
    /// and read on first use.
    Stored(&'static Standard),
}

impl Patterns {
    /// Returns the patterns of a language (BCP 47), if there are any. Nobody has published patterns
    /// for Maltese.
    fn for_language(lang: &str) -> Option<Self> {
        static IRISH: OnceLock<Option<Standard>> = OnceLock::new();
        static LATVIAN: OnceLock<Option<Standard>> = OnceLock::new();
        static ROMANIAN: OnceLock<Option<Standard>> = OnceLock::new();
        let primary = lang.split('-').next()?.to_ascii_lowercase();
        let (cell, language, mut data) = match primary.as_str() {
            "ga" => (&IRISH, Language::Irish, IRISH_PATTERNS),
            "lv" => (&LATVIAN, Language::Latvian, LATVIAN_PATTERNS),
            "ro" => (&ROMANIAN, Language::Romanian, ROMANIAN_PATTERNS),
            _ => return Lang::from_iso(primary.as_bytes().try_into().ok()?).map(Self::Compiled),
        };
        cell.get_or_init(|| Standard::from_reader(language, &mut data).ok())
            .as_ref()
            .map(Self::Stored)
    }

    /// Returns the byte offsets at which `word` may be hyphenated.
    fn division_points(self, word: &str) -> impl Iterator<Item = usize> {
        let points: Vec<usize> = match self {
            Self::Compiled(lang) => {
                let (before, after) = lang.bounds();
                let syllables = hyphenate_bounded(
                    word,
                    lang,
                    before.max(MIN_LETTERS_BEFORE),
                    after.max(MIN_LETTERS_AFTER),
                );
                let starts = syllables
                    .scan(0, |at, syllable| Some(std::mem::replace(at, *at + syllable.len())));
                starts.filter(|&at| at > 0).collect()
            }
            Self::Stored(patterns) => {
                let is_far_from_ends = |at: &usize| {
                    word[..*at].chars().count() >= MIN_LETTERS_BEFORE
                        && word[*at..].chars().count() >= MIN_LETTERS_AFTER
                };
                patterns.hyphenate(word).breaks.into_iter().filter(is_far_from_ends).collect()
            }
        };
        points.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::shape_in;
    use super::*;

    fn hyphenate_text(lang: &str, text: &str) -> String {
        let shaped = shape_in(lang, text);
        let mut result = String::new();
        let points = hyphenation_points(&shaped);
        for (index, cluster) in shaped.clusters.iter().enumerate() {
            if points.contains(&index) {
                result.push('-');
            }
            result.push_str(shaped.cluster_text(cluster));
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
