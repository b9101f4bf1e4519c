//! Finds words that stay on one line although Unicode allows a break between them: a short word and
//! the one after it, a date, the number of a paragraph.

use super::shaped::LineBreak;

/// Returns how a line may end at `at`, where Unicode allows a break.
pub(super) fn break_at(text: &str, at: usize) -> LineBreak {
    if is_before_divider(text, at) || is_after_prefix(text, at) {
        return LineBreak::No;
    }
    let Some((word, next)) = words_around(text, at) else { return LineBreak::Allowed };
    if is_in_date(word, next) || is_before_number(word, next) {
        return LineBreak::Emergency;
    }
    if !is_one_letter(word) || !keeps_to_next(&text[..at], word, next) {
        return LineBreak::Allowed;
    }
    if PREPOSITIONS.contains(word) { LineBreak::Emergency } else { LineBreak::InShortLine }
}

/// The longest word, in characters, to which a word of one letter keeps.
const MAX_KEPT_LETTERS: usize = 12;

/// Units of one letter.
const UNIT_LETTERS: &str = "mglthsWVAK";

/// Prepositions of Slavic languages, after which no line ends.
const PREPOSITIONS: &str = "kKsSvVzZwWuUвВкКсСзЗ";

/// Words and signs that belong to the number after them.
const BEFORE_NUMBERS: &str = "§ §§ p. pp. S. No. no. Nr. nr. Fig. fig. Abb. Vol. vol. ch. n° №";

/// The first letters of the months in languages of Europe.
const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec mär mai okt dez fév avr jui \
    aoû déc ene abr ago dic gen mag giu lug set ott fev out maa mei sty lut kwi maj cze lip sie \
    wrz paź lis gru led úno bře dub kvě čer srp zář říj pro янв фев мар апр мая июн июл авг сен \
    окт ноя дек";

/// The most digits of a day.
const MAX_DAY_DIGITS: usize = 2;

/// Returns the words before and after a break at a space.
fn words_around(text: &str, at: usize) -> Option<(&str, &str)> {
    let before = text[..at].strip_suffix(' ')?;
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = text[at..].split(char::is_whitespace).next().unwrap_or_default();
    Some((word, next))
}

/// Whether two words are a sign such as “§” and its number.
fn is_before_number(word: &str, next: &str) -> bool {
    next.starts_with(|first: char| first.is_ascii_digit())
        && BEFORE_NUMBERS.split(' ').any(|known| known == word)
}

/// Whether two words are the day and the month of a date.
fn is_in_date(word: &str, next: &str) -> bool {
    let is_day = |word: &str| {
        let digits = word.trim_end_matches(['.', ',', ';', ':', '?', '!', ')']);
        (1..=MAX_DAY_DIGITS).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_month = |word: &str| {
        let start: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
        MONTHS.split_whitespace().any(|month| month == start)
    };
    // Days first: there are few, and they are found at once.
    is_day(word) && is_month(next) || is_day(next) && is_month(word)
}

/// Whether a word has one letter, such as the Czech “v” or the English “O”.
fn is_one_letter(word: &str) -> bool {
    let is_letter = |letter: char| letter.is_lowercase() || letter.is_uppercase();
    let mut letters = word.chars();
    letters.next().is_some_and(is_letter) && letters.next().is_none()
}

/// Whether a word of one letter at the end of `before` keeps to the word after it. A unit of one
/// letter belongs to the number before it.
fn keeps_to_next(before: &str, word: &str, next: &str) -> bool {
    let earlier = before.trim_end().strip_suffix(word).unwrap_or_default();
    let is_unit = earlier.trim_end().ends_with(|last: char| last.is_ascii_digit())
        && UNIT_LETTERS.contains(word);
    // A row of letters has to be broken somewhere, and a long word must not become longer.
    let length = next.chars().take(MAX_KEPT_LETTERS + 1).count();
    !is_unit && !is_one_letter(next) && (1..=MAX_KEPT_LETTERS).contains(&length)
}

/// Whether the break at `at` is before a sign that divides names, as in “Eastbrook · Report”.
fn is_before_divider(text: &str, at: usize) -> bool {
    ["· ", "| "].iter().any(|divider| text[at..].starts_with(divider))
}

/// Whether the break at `at` is after one or two letters and a hyphen, such as the Maltese article
/// “l-” or “e-mail”.
fn is_after_prefix(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix(['-', '\u{2010}']) else { return false };
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    (1..=2).contains(&word.chars().count())
        && word.chars().all(char::is_alphabetic)
        && text[at..].starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Wrap, break_lines};
    use super::super::testing::shape_english;
    use super::*;
    use crate::deck::Hyphenation;

    fn break_text(text: &str, width: f32, wrap: Wrap) -> Vec<String> {
        let shaped = shape_english(text);
        let lines = break_lines(&shaped, width, wrap, Hyphenation::Never);
        let text_of = |line: &super::super::line::TextLine| {
            let clusters = &shaped.clusters[line.visible.clone()];
            clusters.iter().map(|cluster| shaped.cluster_text(cluster)).collect()
        };
        lines.iter().map(text_of).collect()
    }

    #[test]
    fn lines_start_with_no_divider() {
        let text = "Baths · Report";
        assert!(is_before_divider(text, 6) && !is_before_divider(text, 9));
    }

    #[test]
    fn words_of_one_letter_and_signs_keep_to_what_follows() {
        assert_eq!(break_at("now, O Lord", 7), LineBreak::InShortLine);
        assert_eq!(break_at("v lese", 2), LineBreak::Emergency);
        assert_eq!(break_at("see § 9", 7), LineBreak::Emergency);
        assert_eq!(break_at("on p. 187", 6), LineBreak::Emergency);
        assert_eq!(break_at("a b c", 2), LineBreak::Allowed);
        assert_eq!(break_at("is it", 3), LineBreak::Allowed);
        // “m” is the unit of the number before it.
        assert_eq!(break_at("of 5 m keeps", 7), LineBreak::Allowed);
    }

    #[test]
    fn days_and_months_stay_together() {
        let is_kept = |text: &str| {
            let at = text.find(' ').unwrap() + 1;
            break_at(text, at) == LineBreak::Emergency
        };
        assert!(is_kept("12 November") && is_kept("12. November") && is_kept("March 3, 2026"));
        assert!(is_kept("1 août") && is_kept("17 września") && is_kept("9 мая"));
        assert!(!is_kept("2026 March") && !is_kept("12 houses") && !is_kept("in March"));
    }

    #[test]
    fn articles_and_prefixes_with_a_hyphen_keep_to_their_word() {
        let is_kept = |text: &str| {
            let at = text.find('-').unwrap() + 1;
            break_at(text, at) == LineBreak::No
        };
        assert!(is_kept("u d-drittijiet") && is_kept("e-mail") && is_kept("il-belt"));
        assert!(!is_kept("human-centred") && !is_kept("5-year") && !is_kept("3D-print"));
    }

    #[test]
    fn words_are_kept_together_but_leave_no_hole_and_no_stump() {
        let lines = |text: &str, width: f32| break_text(text, width, Wrap::Pretty);
        let text = "A year of common work, with a contract and an open result.";
        assert_eq!(lines(text, 8.2)[1], "work, with a");
        assert_eq!(lines("A strip of 5 m keeps half of it", 7.4)[0], "A strip of 5 m");
        assert_eq!(lines("Inspection of 6 December", 9.0), ["Inspection of", "6 December"]);
        // Where there is no room for a date, it is broken between its words.
        assert_eq!(lines("12 November", 4.8), ["12", "November"]);
        let cooled = lines("Shade cools the water by up to 3 °C", 7.0);
        assert_eq!(cooled.last().map(String::as_str), Some("up to 3 °C"));
    }

    #[test]
    fn a_number_is_read_with_its_noun() {
        let lines = |text: &str| break_text(text, 11.0, Wrap::Balanced);
        assert_eq!(
            lines("From idea to tram in nine months"),
            ["From idea to tram", "in nine months"]
        );
    }
}
