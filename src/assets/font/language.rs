//! Which Han characters a language writes: one code point is drawn differently in China, Taiwan,
//! Japan and Korea.

/// Forms of Han characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Han {
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

impl Han {
    /// The forms that a language (BCP 47) writes; `None` where it writes no Han characters.
    ///
    /// The script decides before the region: `zh-Hans-HK` is simplified.
    pub fn of(lang: &str) -> Option<Self> {
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

    /// The forms that a text is most likely to want, where its language says nothing: kana are
    /// Japanese, Hangul is Korean.
    pub fn guess(text: &str) -> Self {
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
    fn script_decides_before_region_and_region_before_language() {
        let cases = [
            ("zh", Some(Han::Simplified)),
            ("zh-CN", Some(Han::Simplified)),
            ("ZH-hant", Some(Han::Traditional)),
            ("zh-TW", Some(Han::Traditional)),
            ("zh_HK", Some(Han::Traditional)),
            ("zh-Hans-HK", Some(Han::Simplified)),
            ("yue", Some(Han::Traditional)),
            ("yue-Hans", Some(Han::Simplified)),
            ("ja-JP", Some(Han::Japanese)),
            ("ko", Some(Han::Korean)),
            ("en-HK", None),
            ("", None),
        ];
        for (lang, expected) in cases {
            assert_eq!(Han::of(lang), expected, "{lang}");
        }
    }

    #[test]
    fn kana_and_hangul_tell_the_language() {
        assert_eq!(Han::guess("city 都市"), Han::Simplified);
        assert_eq!(Han::guess("都市の"), Han::Japanese);
        assert_eq!(Han::guess("都市는"), Han::Korean);
    }
}
