//! The writing direction of pages and languages.

/// The writing direction of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextDirection {
    /// Left to right.
    #[default]
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

/// Languages whose default script runs from right to left (CLDR, `characterOrder`).
const RTL_LANGUAGES: [&str; 16] = [
    "ar", "arc", "arz", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
    "yi",
];

/// Scripts that run from right to left (ISO 15924). A language tag can name a script other than the
/// default one.
const RTL_SCRIPTS: [&str; 8] = ["adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"];

impl TextDirection {
    /// Returns the writing direction of a language tag (BCP 47). A script subtag, as in `az-Arab`,
    /// takes precedence over the language.
    pub fn of_language(lang: &str) -> Self {
        let mut parts = lang.split('-').map(str::to_ascii_lowercase);
        let language = parts.next().unwrap_or_default();
        let is_script =
            |part: &String| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let from_the_right = match parts.find(is_script) {
            Some(script) => RTL_SCRIPTS.contains(&script.as_str()),
            None => RTL_LANGUAGES.contains(&language.as_str()),
        };
        if from_the_right { Self::RightToLeft } else { Self::LeftToRight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_subtag_overrides_language() {
        for lang in ["ar", "he-IL", "FA", "ur-PK", "az-Arab", "ku-Arab-IQ"] {
            assert_eq!(TextDirection::of_language(lang), TextDirection::RightToLeft, "{lang}");
        }
        for lang in ["en", "az", "ar-Latn", "zh-Hant-TW", "", "hi"] {
            assert_eq!(TextDirection::of_language(lang), TextDirection::LeftToRight, "{lang}");
        }
    }
}
