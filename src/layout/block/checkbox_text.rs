//! The text that screen readers read for a checkbox, in the language of the slide.

/// "Done" and "not done" by language (ISO 639-1), sorted by language.
const CHECKBOX_TEXTS: [(&str, &str, &str); 43] = [
    ("ar", "تم", "لم يتم"),
    ("bg", "изпълнено", "неизпълнено"),
    ("ca", "fet", "per fer"),
    ("cs", "hotovo", "není hotovo"),
    ("da", "udført", "ikke udført"),
    ("de", "erledigt", "nicht erledigt"),
    ("el", "έγινε", "δεν έγινε"),
    ("en", "done", "not done"),
    ("es", "hecho", "sin hacer"),
    ("et", "tehtud", "tegemata"),
    ("eu", "eginda", "egin gabe"),
    ("fi", "tehty", "ei tehty"),
    ("fr", "fait", "pas fait"),
    ("ga", "déanta", "gan déanamh"),
    ("gl", "feito", "sen facer"),
    ("he", "בוצע", "לא בוצע"),
    ("hi", "पूरा हुआ", "पूरा नहीं हुआ"),
    ("hr", "gotovo", "nije gotovo"),
    ("hu", "kész", "nincs kész"),
    ("hy", "կատարված է", "կատարված չէ"),
    ("is", "lokið", "ólokið"),
    ("it", "fatto", "non fatto"),
    ("ja", "完了", "未完了"),
    ("ka", "შესრულებულია", "არ არის შესრულებული"),
    ("ko", "완료", "미완료"),
    ("lt", "atlikta", "neatlikta"),
    ("lv", "izdarīts", "nav izdarīts"),
    ("mt", "lest", "mhux lest"),
    ("nb", "utført", "ikke utført"),
    ("nl", "gedaan", "niet gedaan"),
    ("no", "utført", "ikke utført"),
    ("pl", "zrobione", "niezrobione"),
    ("pt", "feito", "por fazer"),
    ("ro", "făcut", "nefăcut"),
    ("ru", "выполнено", "не выполнено"),
    ("sk", "hotové", "nehotové"),
    ("sl", "opravljeno", "neopravljeno"),
    ("sr", "урађено", "није урађено"),
    ("sv", "klart", "inte klart"),
    ("th", "เสร็จแล้ว", "ยังไม่เสร็จ"),
    ("tr", "yapıldı", "yapılmadı"),
    ("uk", "виконано", "не виконано"),
    ("zh", "已完成", "未完成"),
];

/// Whether a checkbox is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckState {
    Done,
    NotDone,
}

/// Returns the text for a checkbox in a language (BCP 47), or in English if the language is
/// unknown.
pub(super) fn checkbox_text(state: CheckState, lang: &str) -> &'static str {
    let primary = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let texts = CHECKBOX_TEXTS.iter().find(|(code, ..)| *code == primary);
    let (done, not_done) =
        texts.map_or(("done", "not done"), |(_, done, not_done)| (done, not_done));
    match state {
        CheckState::Done => done,
        CheckState::NotDone => not_done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_every_official_language_of_the_european_union() {
        const UNION: &str =
            "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv";
        for code in UNION.split(' ').chain("zh ja ko hi ar he th tr uk ru ka hy".split(' ')) {
            assert!(CHECKBOX_TEXTS.iter().any(|(known, ..)| *known == code), "{code}");
        }
        assert!(CHECKBOX_TEXTS.windows(2).all(|pair| pair[0].0 < pair[1].0), "the table is sorted");
        assert!(CHECKBOX_TEXTS.iter().all(|(_, done, not_done)| done != not_done));
    }

    #[test]
    fn ignores_the_region_and_falls_back_to_english() {
        assert_eq!(checkbox_text(CheckState::Done, "zh-Hant-TW"), "已完成");
        assert_eq!(checkbox_text(CheckState::NotDone, "PT-br"), "por fazer");
        assert_eq!(checkbox_text(CheckState::NotDone, "xx"), "not done");
    }
}
