//! Forms of Han characters by language: one code point is drawn differently in China, Taiwan, Japan
//! and Korea.

/// Forms of Han characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HanForms {
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

impl HanForms {
    /// Returns the forms for a language (BCP 47); `None` if it does not use Han characters.
    ///
    /// The script takes precedence over the region: `zh-Hans-HK` is simplified.
    pub fn from_language(lang: &str) -> Option<Self> {
        let mut subtags = lang.split(['-', '_']);
        let language = subtags.next()?.to_ascii_lowercase();
        let subtags: Vec<String> = subtags.map(str::to_ascii_lowercase).collect();
        let has = |subtag: &str| subtags.iter().any(|other| other == subtag);
        match language.as_str() {
            "ja" | "jpn" => Some(Self::Japanese),
            "ko" | "kor" => Some(Self::Korean),
            "zh" | "zho" | "chi" | "cmn" | "wuu" | "hsn" | "gan" | "yue" | "hak" | "nan"
            | "lzh" => {
                let elsewhere = ["tw", "hk", "mo"].into_iter().any(has)
                    || matches!(language.as_str(), "yue" | "hak" | "nan" | "lzh");
                let traditional = has("hant") || elsewhere && !has("hans") && !has("cn");
                Some(if traditional { Self::Traditional } else { Self::Simplified })
            }
            _ => None,
        }
    }

    /// Guesses the forms for a text in a language without Han characters: kana are Japanese, Hangul
    /// is Korean.
    pub fn guess_from_text(text: &str) -> Self {
        for character in text.chars() {
            match character {
                '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' => {
                    return Self::Japanese;
                }
                '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}' => {
                    return Self::Korean;
                }
                _ => {}
            }
        }
        Self::Simplified
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_subtag_takes_precedence_over_region() {
        let cases = [
            ("zh", Some(HanForms::Simplified)),
            ("zh-CN", Some(HanForms::Simplified)),
            ("ZH-hant", Some(HanForms::Traditional)),
            ("zh-TW", Some(HanForms::Traditional)),
            ("zh_HK", Some(HanForms::Traditional)),
            ("zh-Hans-HK", Some(HanForms::Simplified)),
            ("yue", Some(HanForms::Traditional)),
            ("yue-Hans", Some(HanForms::Simplified)),
            ("ja-JP", Some(HanForms::Japanese)),
            ("ko", Some(HanForms::Korean)),
            ("en-HK", None),
            ("", None),
        ];
        for (lang, expected) in cases {
            assert_eq!(HanForms::from_language(lang), expected, "{lang}");
        }
    }

    #[test]
    fn guesses_language_from_kana_and_hangul() {
        assert_eq!(HanForms::guess_from_text("city 都市"), HanForms::Simplified);
        assert_eq!(HanForms::guess_from_text("都市の"), HanForms::Japanese);
        assert_eq!(HanForms::guess_from_text("都市는"), HanForms::Korean);
    }
}
