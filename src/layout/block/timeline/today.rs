//! The word that marks the present day, in the language of the slide.

/// "Today" by language (ISO 639-1), sorted by language.
const TODAY: [(&str, &str); 39] = [
    ("ar", "اليوم"),
    ("bg", "Днес"),
    ("ca", "Avui"),
    ("cs", "Dnes"),
    ("da", "I dag"),
    ("de", "Heute"),
    ("el", "Σήμερα"),
    ("es", "Hoy"),
    ("et", "Täna"),
    ("eu", "Gaur"),
    ("fa", "امروز"),
    ("fi", "Tänään"),
    ("fr", "Aujourd’hui"),
    ("ga", "Inniu"),
    ("gl", "Hoxe"),
    ("he", "היום"),
    ("hi", "आज"),
    ("hr", "Danas"),
    ("hu", "Ma"),
    ("it", "Oggi"),
    ("ja", "本日"),
    ("ko", "오늘"),
    ("lt", "Šiandien"),
    ("lv", "Šodien"),
    ("mt", "Illum"),
    ("nb", "I dag"),
    ("nl", "Vandaag"),
    ("no", "I dag"),
    ("pl", "Dziś"),
    ("pt", "Hoje"),
    ("ro", "Astăzi"),
    ("ru", "Сегодня"),
    ("sk", "Dnes"),
    ("sl", "Danes"),
    ("sv", "I dag"),
    ("th", "วันนี้"),
    ("tr", "Bugün"),
    ("uk", "Сьогодні"),
    ("zh", "今天"),
];

/// Returns the word for the present day in a language (BCP 47).
pub(super) fn today_word(lang: &str) -> &'static str {
    let primary = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    TODAY.iter().find(|(code, _)| *code == primary).map_or("Today", |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_of_a_language() {
        assert_eq!([today_word("de-AT"), today_word("xx")], ["Heute", "Today"]);
        assert!(TODAY.is_sorted_by(|a, b| a.0 < b.0));
    }
}
