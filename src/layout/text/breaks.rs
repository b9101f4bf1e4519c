//! Where a line may end: UAX #14, tailored where readers of a script expect it.
//!
//! The rules are the library's, with small kana and the like kept off a line's start (`line-break:
//! strict` of CSS Text 3: kinsoku), and dictionaries for Thai, Lao, Khmer and Burmese. Two things
//! are tailored here, whatever the language of the text is said to be: Korean breaks at spaces
//! ([`LineBreaker::break_opportunities`]), and a quotation mark between ideographs binds on its inner side
//! alone.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_script::{Script, UnicodeScript};

/// Finds the places where lines may end.
pub(super) struct LineBreaker {
    segmenter: LineSegmenterBorrowed<'static>,
}

impl LineBreaker {
    /// A breaker for every script.
    pub fn new() -> Self {
        Self { segmenter: LineSegmenter::new_dictionary(LineBreakOptions::default()) }
    }

    /// The bytes of `text` before which a line may start, in order; neither its beginning nor its
    /// end.
    pub fn break_opportunities(&self, text: &str) -> Vec<usize> {
        let end = text.len();
        let mut breaks: Vec<usize> =
            self.segmenter.segment_str(text).filter(|&at| at > 0 && at < end).collect();
        // Neither Hangul nor ideographs begin with a smaller byte in UTF-8 than these.
        if text.bytes().any(|byte| (0xEA..=0xED).contains(&byte) || byte == 0xE1) {
            Self::keep_korean_words(text, &mut breaks);
        }
        if text.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
            self.allow_breaks_outside_quotes(text, &mut breaks);
        }
        breaks
    }

    /// Takes the breaks beside a Hangul syllable that have no space or dash before them (much as
    /// `word-break: keep-all` of CSS Text 3; Korean readers expect it of anything but narrow
    /// newspaper columns). A word wider than its line is broken all the same, see `lines`.
    fn keep_korean_words(text: &str, breaks: &mut Vec<usize>) {
        breaks.retain(|&at| {
            let (before, behind) = (text[..at].chars().next_back(), text[at..].chars().next());
            let beside_hangul = before.is_some_and(is_hangul) || behind.is_some_and(is_hangul);
            let inside_word =
                before.is_some_and(|c| c.is_alphanumeric() || ")]}」』）］〉》】”’\"'".contains(c));
            !(beside_hangul && inside_word)
        });
    }

    /// Allows a break before an opening and after a closing quotation mark that stands between
    /// ideographs (UAX #14 of Unicode 16, LB19 and LB19a; the library follows 15.1, where such a
    /// mark glues what is before and behind it).
    fn allow_breaks_outside_quotes(&self, text: &str, breaks: &mut Vec<usize>) {
        for (at, quote) in text.char_indices() {
            let is_opening = match quote {
                '\u{201c}' | '\u{2018}' => true,
                '\u{201d}' | '\u{2019}' => false,
                _ => continue,
            };
            let after = at + quote.len_utf8();
            let (Some(before), Some(behind)) =
                (text[..at].chars().next_back(), text[after..].chars().next())
            else {
                continue;
            };
            if !is_ideographic(before) || !is_ideographic(behind) {
                continue;
            }
            // What may not start a line behind an ideograph may not start one behind its quotation
            // mark.
            let pair: String = [before, behind].iter().collect();
            let free = self.segmenter.segment_str(&pair).any(|found| found == before.len_utf8());
            let place = if is_opening { at } else { after };
            if free && let Err(index) = breaks.binary_search(&place) {
                breaks.insert(index, place);
            }
        }
    }
}

fn is_hangul(character: char) -> bool {
    character.script() == Script::Hangul
}

/// Whether a character is an ideograph or a kana: what stands in a square and needs no spaces
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

    /// The text with a bar wherever a line may end.
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
    fn never_breaks_emoji_sequences_or_french_spaces() {
        assert_eq!(show_breaks("👩‍👩‍👧‍👦🏳️‍🌈🇪🇺🇯🇵👍🏽"), "👩‍👩‍👧‍👦|🏳️‍🌈|🇪🇺|🇯🇵|👍🏽");
        assert_eq!(
            show_breaks("«\u{202f}Oui\u{202f}; prêt\u{202f}?\u{202f}»"),
            "«\u{202f}Oui\u{202f}; |prêt\u{202f}?\u{202f}»"
        );
        assert_eq!(show_breaks("prêt ! « non » 42\u{a0}%"), "prêt ! |« non » |42\u{a0}%");
    }
}
