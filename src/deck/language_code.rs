//! Language codes, and other spellings that people write instead.

/// The meaning of a word that is expected to be a language code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LanguageLookup {
    /// The word has the form of a BCP 47 code.
    Valid,
    /// The word is the name of a language or a code with `_`. Holds the code.
    Alias(String),
    /// The word is neither.
    Unknown,
}

impl LanguageLookup {
    /// Looks up a word.
    pub(crate) fn parse(word: &str) -> Self {
        if let Some(code) = find_code(word) {
            return Self::Alias(code);
        }
        let mut parts = word.split('-');
        let primary = parts.next().is_some_and(|part| {
            (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic())
        });
        let formed = primary
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
            });
        if formed { Self::Valid } else { Self::Unknown }
    }

    /// Returns whether a word on its own clearly means a language: it is the name or code of a
    /// known one.
    pub(crate) fn is_language(word: &str) -> bool {
        find_code(word).is_some()
            || LANGUAGE_NAMES.iter().any(|(code, _)| word.split('-').next() == Some(*code))
    }
}

/// Returns whether a word is the code of a known language, possibly with a region or a script.
pub(crate) fn is_language_code(word: &str) -> bool {
    let primary = word.split('-').next();
    LANGUAGE_NAMES.iter().any(|(code, _)| primary == Some(*code))
}

const LANGUAGE_NAMES: [(&str, &[&str]); 32] = [
    ("ar", &["arabic", "العربية"]),
    ("bg", &["bulgarian", "български"]),
    ("cs", &["czech", "čeština"]),
    ("da", &["danish", "dansk"]),
    ("de", &["german", "deutsch"]),
    ("el", &["greek", "ελληνικά"]),
    ("en", &["english"]),
    ("es", &["spanish", "español"]),
    ("et", &["estonian", "eesti"]),
    ("fi", &["finnish", "suomi"]),
    ("fr", &["french", "français"]),
    ("ga", &["irish", "gaeilge"]),
    ("hi", &["hindi", "हिन्दी"]),
    ("hr", &["croatian", "hrvatski"]),
    ("hu", &["hungarian", "magyar"]),
    ("it", &["italian", "italiano"]),
    ("ja", &["japanese", "日本語"]),
    ("ko", &["korean", "한국어"]),
    ("lt", &["lithuanian", "lietuvių"]),
    ("lv", &["latvian", "latviešu"]),
    ("mt", &["maltese", "malti"]),
    ("nl", &["dutch", "nederlands"]),
    ("pl", &["polish", "polski"]),
    ("pt", &["portuguese", "português"]),
    ("ro", &["romanian", "română"]),
    ("ru", &["russian", "русский"]),
    ("sk", &["slovak", "slovenčina"]),
    ("sl", &["slovenian", "slovenščina"]),
    ("sv", &["swedish", "svenska"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "українська"]),
    ("zh", &["chinese", "中文"]),
];

/// Returns the code for a language's name, or for a code with `_`.
fn find_code(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let named = LANGUAGE_NAMES
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()))
        .map(|(code, _)| (*code).to_owned());
    let formed = |code: &String| {
        code.len() <= 12 && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    named.or_else(|| word.contains('_').then(|| word.replace('_', "-")).filter(formed))
}
