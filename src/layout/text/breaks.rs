//! Finds line break opportunities (UAX #14), tailored to what readers of a script expect.
//!
//! The library implements the rules, including those that keep small kana off the start of a line
//! (kinsoku; `line-break: strict` in CSS Text 3), and the dictionaries for Thai, Lao, Khmer and
//! Burmese. This module tailors three rules for all languages: Korean breaks at spaces, a quotation
//! mark between ideographs forbids a break on its inner side only, and numbers keep their units.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_script::{Script, UnicodeScript};

/// Finds line break opportunities.
pub(super) struct LineBreaker {
    segmenter: LineSegmenterBorrowed<'static>,
}

impl LineBreaker {
    /// Creates a breaker for all scripts.
    pub(crate) fn new() -> Self {
        Self { segmenter: LineSegmenter::new_dictionary(LineBreakOptions::default()) }
    }

    /// Returns the byte offsets in `text` at which a new line may start, in order, without the
    /// start and the end of the text.
    pub(crate) fn break_opportunities(&self, text: &str) -> Vec<usize> {
        let end = text.len();
        let mut breaks: Vec<usize> =
            self.segmenter.segment_str(text).filter(|&at| at > 0 && at < end).collect();
        // The UTF-8 encoding of every Hangul character starts with one of these bytes.
        if text.bytes().any(|byte| (0xEA..=0xED).contains(&byte) || byte == 0xE1) {
            Self::keep_korean_words(text, &mut breaks);
        }
        if text.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
            self.allow_breaks_outside_quotes(text, &mut breaks);
        }
        if text.contains("://") {
            breaks = break_addresses(text, &breaks);
        }
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            breaks.retain(|&at| !is_at_unit(text, at));
        }
        breaks
    }

    /// Removes breaks next to a Hangul syllable, except after a space or dash. This is close to
    /// `word-break: keep-all` in CSS Text 3, which Korean readers expect of everything but narrow
    /// newspaper columns. A word wider than its line is still broken, see `lines`.
    fn keep_korean_words(text: &str, breaks: &mut Vec<usize>) {
        breaks.retain(|&at| {
            let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
            let touches_hangul = before.is_some_and(is_hangul) || after.is_some_and(is_hangul);
            let is_inside_word =
                before.is_some_and(|c| c.is_alphanumeric() || ")]}」』）］〉》】”’\"'".contains(c));
            !(touches_hangul && is_inside_word)
        });
    }

    /// Allows a break before an opening and after a closing quotation mark between ideographs (UAX
    /// #14 of Unicode 16, LB19 and LB19a). The library implements 15.1, where such a mark forbids
    /// breaks on both sides.
    fn allow_breaks_outside_quotes(&self, text: &str, breaks: &mut Vec<usize>) {
        for (at, quote) in text.char_indices() {
            let is_opening = match quote {
                '\u{201c}' | '\u{2018}' => true,
                '\u{201d}' | '\u{2019}' => false,
                _ => continue,
            };
            let end = at + quote.len_utf8();
            let (Some(before), Some(after)) =
                (text[..at].chars().next_back(), text[end..].chars().next())
            else {
                continue;
            };
            if !is_ideographic(before) || !is_ideographic(after) {
                continue;
            }
            // A character that may not start a line after an ideograph may not start one after its
            // quotation mark either.
            let pair: String = [before, after].iter().collect();
            let is_allowed =
                self.segmenter.segment_str(&pair).any(|offset| offset == before.len_utf8());
            let offset = if is_opening { at } else { end };
            if is_allowed && let Err(index) = breaks.binary_search(&offset) {
                breaks.insert(index, offset);
            }
        }
    }
}

/// The shortest part of an address at the start of a line, in bytes.
const MIN_ADDRESS_PART_BYTES: usize = 3;

/// Moves the breaks of web addresses: not after `https://`, but after each later slash, and after a
/// dot that follows the first of these.
fn break_addresses(text: &str, breaks: &[usize]) -> Vec<usize> {
    let mut addresses: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices("://") {
        let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let rest = &text[at..];
        let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
        if addresses.last().is_none_or(|(_, last)| start >= *last) {
            addresses.push((start, end));
        }
    }
    // Breaks after slashes and dots are chosen below.
    let is_chosen_below = |at: usize| {
        text[..at].ends_with(['/', '.'])
            && addresses.iter().any(|&(start, end)| start < at && at < end)
    };
    let mut found: Vec<usize> = breaks.iter().copied().filter(|&at| !is_chosen_below(at)).collect();
    for (start, end) in addresses {
        let host = start + text[start..end].find("://").map_or(0, |at| at + 3);
        let mut last = host;
        let mut is_path = false;
        for (at, sign) in text[host..end].match_indices(['/', '.']) {
            let after = host + at + 1;
            let is_apart =
                after - last > MIN_ADDRESS_PART_BYTES && end - after > MIN_ADDRESS_PART_BYTES;
            let continues = text[after..end].starts_with(char::is_alphanumeric);
            if is_apart && continues && (sign == "/" || is_path) {
                found.push(after);
                last = after;
            }
            is_path |= sign == "/";
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Units of measure, and words for large numbers: the SI Brochure, 5.4.3, has a space between a
/// number and its unit, and in a narrow column a line would start with it.
const UNITS: &str = "% ‰ ° °C °F € $ £ kr zł mm cm m km m² km² m³ ha ml l g kg t ms s min h km/h \
    m/s Hz kHz MHz GHz W kW MW GW Wh kWh MWh GWh TWh V A Pa hPa K kB MB GB TB pt px \
    million millions billion milliards Mio. Mrd. bn";

/// Whether the break at `at` is between a number and the unit after it, or inside the unit.
pub(super) fn is_at_unit(text: &str, at: usize) -> bool {
    let start = text[..at].rfind(' ').map_or(0, |space| space + 1);
    let Some(number) = text[..start].strip_suffix(' ') else { return false };
    if !number.ends_with(|last: char| last.is_ascii_digit()) {
        return false;
    }
    let word = text[start..].split(char::is_whitespace).next().unwrap_or_default();
    let unit = word.trim_end_matches([',', ';', ':', ')', '?', '!', '”', '»']);
    let unit_of_sentence = unit.trim_end_matches('.');
    UNITS.split(' ').any(|known| !unit.is_empty() && [unit, unit_of_sentence].contains(&known))
}

fn is_hangul(character: char) -> bool {
    character.script() == Script::Hangul
}

/// Returns whether a character is an ideograph or kana: of a square shape, in text without spaces
/// between words.
pub(super) fn is_ideographic(character: char) -> bool {
    matches!(
        character.script(),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Yi
    ) || character == '\u{30fc}'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text with a bar at every break opportunity.
    fn show_breaks(text: &str) -> String {
        let mut marked = String::new();
        let mut from = 0;
        for at in LineBreaker::new().break_opportunities(text) {
            marked.push_str(&text[from..at]);
            marked.push('|');
            from = at;
        }
        marked + &text[from..]
    }

    #[test]
    fn no_line_starts_with_closing_punctuation_or_small_kana_or_ends_with_an_opening_bracket() {
        assert_eq!(show_breaks("東京は「大都市」です。"), "東|京|は|「大|都|市」|で|す。");
        assert_eq!(show_breaks("ちょっと、データ"), "ちょっ|と、|デー|タ");
        assert_eq!(show_breaks("广州（GDD）推动。"), "广|州|（GDD）|推|动。");
        assert_eq!(show_breaks("人々・国々"), "人々・|国々");
    }

    #[test]
    fn quotation_marks_stay_with_the_quoted_text() {
        assert_eq!(show_breaks("他说“你好”然后走"), "他|说|“你|好”|然|后|走");
        assert_eq!(show_breaks("说“好”。"), "说|“好”。");
        assert_eq!(show_breaks("a “b” c"), "a |“b” |c");
    }

    #[test]
    fn korean_breaks_at_spaces() {
        assert_eq!(
            show_breaks("서울시는 2030년까지 (탄소중립)을 이룬다."),
            "서울시는 |2030년까지 |(탄소중립)을 |이룬다."
        );
        assert_eq!(show_breaks("東京の서울市内"), "東|京|の서울市|内");
    }

    #[test]
    fn thai_lao_khmer_and_burmese_break_between_words() {
        assert_eq!(show_breaks("การพัฒนาเมืองอย่างยั่งยืน"), "การ|พัฒนา|เมือง|อย่าง|ยั่งยืน");
        assert_eq!(show_breaks("ការអភិវឌ្ឍទីក្រុង"), "ការ|អភិវឌ្ឍ|ទីក្រុង");
        assert_eq!(show_breaks("ພາສາລາວເປັນພາສາ"), "ພາສາ|ລາວ|ເປັນ|ພາສາ");
        assert_eq!(show_breaks("မြန်မာဘာသာစကား"), "မြန်မာဘာသာ|စကား");
    }

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(show_breaks("is 0.9 m deep, 21.5 million."), "is |0.9 m |deep, |21.5 million.");
        assert_eq!(show_breaks("(at 17 km/h) 3,4 Mio. €"), "(at |17 km/h) |3,4 Mio. |€");
        assert_eq!(show_breaks("12 men in 2026 had 5 more"), "12 |men |in |2026 |had |5 |more");
    }

    #[test]
    fn addresses_break_after_a_slash_or_dot() {
        assert_eq!(
            show_breaks("see https://doi.org/10.5281/zenodo.1234567. A"),
            "see |https://doi.org/|10.5281/|zenodo.|1234567. |A"
        );
        assert_eq!(show_breaks("https://www.example.org"), "https://www.example.org");
        assert_eq!(show_breaks("https://doi.org/10.1/x"), "https://doi.org/|10.1/x");
    }

    #[test]
    fn never_breaks_emoji_sequences_or_french_spaces() {
        assert_eq!(show_breaks("👩‍👩‍👧‍👦🏳️‍🌈🇪🇺🇯🇵👍🏽"), "👩‍👩‍👧‍👦|🏳️‍🌈|🇪🇺|🇯🇵|👍🏽");
        assert_eq!(
            show_breaks("«\u{202f}Oui\u{202f}; prêt\u{202f}?\u{202f}»"),
            "«\u{202f}Oui\u{202f}; |prêt\u{202f}?\u{202f}»"
        );
        assert_eq!(show_breaks("prêt ! « non » 42\u{a0}%"), "prêt ! |« non » |42\u{a0}%");
    }
}
