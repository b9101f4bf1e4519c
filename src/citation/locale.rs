//! The terms and dates of a language, from the locales of the Citation Style Language.

use std::collections::BTreeSet;

use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{Locale, LocaleFile, TermForm};

use super::style::unpack;

macro_rules! locales {
    ($($name:literal),* $(,)?) => {
        /// The locales in the program, compressed with zlib.
        const LOCALES: &[(&str, &[u8])] = &[
            $(($name, include_bytes!(concat!("../../csl/locales/", $name, ".xml.z"))),)*
        ];
    };
}

locales! {
    "af-ZA", "ar", "bal-PK", "bg-BG", "brh-PK", "ca-AD", "cs-CZ", "cy-GB", "da-DK", "de-AT",
    "de-CH", "de-DE", "el-GR", "en-GB", "en-US", "es-CL", "es-ES", "es-MX", "et-EE", "eu", "fa-IR",
    "fi-FI", "fr-CA", "fr-FR", "gl-ES", "he-IL", "hi-IN", "hr-HR", "hu-HU", "hy-AM", "id-ID",
    "is-IS", "it-IT", "ja-JP", "km-KH", "ko-KR", "la", "lij-IT", "lt-LT", "lv-LV", "mn-MN",
    "ms-MY", "nb-NO", "nl-NL", "nn-NO", "pa-PK", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU",
    "sk-SK", "sl-SI", "sr-Cyrl-RS", "sr-Latn-RS", "sv-SE", "th-TH", "tl-PH", "tr-TR", "uk-UA",
    "vi-VN", "zh-CN", "zh-TW",
}

/// The fallback, which styles rely on.
const ENGLISH: &str = "en-US";

/// Returns the name of the locale for a language code of BCP 47. Other languages get English.
pub(super) fn locale_name(lang: &str) -> &'static str {
    let lower = lang.to_lowercase();
    let known = |name: &str| {
        LOCALES.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(name))
    };
    let mut parts = lower.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let is_traditional =
        parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) && language == "zh";
    let usual = match language {
        _ if known(&lower).is_some() => lower.as_str(),
        "de" => "de-DE",
        "en" => ENGLISH,
        "es" => "es-ES",
        "fr" => "fr-FR",
        "no" | "nb" => "nb-NO",
        "pt" => "pt-PT",
        "sr" if lower.contains("latn") => "sr-Latn-RS",
        "sr" => "sr-Cyrl-RS",
        "zh" if is_traditional => "zh-TW",
        "zh" => "zh-CN",
        _ => {
            let mut names = LOCALES.iter().map(|(name, _)| *name);
            let of_language = |name: &&str| name.split('-').next() == Some(language);
            return names.find(of_language).unwrap_or(ENGLISH);
        }
    };
    known(usual).unwrap_or(ENGLISH)
}

/// Loads the locales with these names, and English, to which styles fall back.
pub(super) fn load_locales(names: &[&'static str]) -> Vec<Locale> {
    let mut names: Vec<&str> = names.iter().chain(&[ENGLISH]).copied().collect();
    let mut known = BTreeSet::new();
    names.retain(|name| known.insert(*name));
    let files =
        names.into_iter().filter_map(|name| LOCALES.iter().find(|(known, _)| *known == name));
    files
        .filter_map(|(_, bytes)| LocaleFile::from_xml(&unpack(bytes)).ok())
        .map(Locale::from)
        .collect()
}

/// Returns the short names of the months in a language; `None` if it has no locale.
pub(crate) fn month_names(lang: &str) -> Option<[String; 12]> {
    let locale = load_locales(&[locale_name(lang)]).into_iter().next()?;
    let name = |month: u8| {
        let term = Term::Other(OtherTerm::month(month)?);
        let short = locale.term(term, TermForm::Short);
        let found = short.or_else(|| locale.term(term, TermForm::Long))?;
        found.single().map(|name| name.trim_end_matches('.').to_owned())
    };
    let names: Option<Vec<String>> = (0..12).map(name).collect();
    names?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{LOCALES, load_locales, locale_name};

    #[test]
    fn languages_find_their_locale() {
        for (lang, name) in [
            ("en", "en-US"),
            ("en-GB", "en-GB"),
            ("de", "de-DE"),
            ("pt-br", "pt-BR"),
            ("zh-Hant", "zh-TW"),
            ("zh", "zh-CN"),
            ("el", "el-GR"),
            ("ar-EG", "ar"),
            ("ga", "en-US"),
        ] {
            assert_eq!(locale_name(lang), name, "{lang}");
        }
    }

    #[test]
    fn every_locale_can_be_read() {
        for (name, _) in LOCALES {
            assert_eq!(load_locales(&[name])[0].lang.as_ref().unwrap().0, *name);
        }
    }
}
