#![doc = include_str!("../../diagnostic/explain/E0611.md")]

use unicode_script::{Script, UnicodeScript};

use crate::check::{Level, LintContext, Rule};
use crate::deck::{Slide, Text};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "wrong_language",
    code: Code::WrongLanguage,
    level: Level::Warn,
    limit: None,
    run: Some(check_wrong_language),
};

/// Letters that a slide has at least before its script is judged.
const MIN_LETTERS: usize = 12;

/// Scripts that tell their language, or nearly, each with the languages that are written in it and
/// the one to propose.
const SCRIPT_LANGUAGES: &[(Script, &str, &[&str], &str)] = &[
    (Script::Greek, "Greek", &["el", "grc"], "el"),
    (
        Script::Cyrillic,
        "Cyrillic",
        &["bg", "ru", "uk", "sr", "mk", "be", "kk", "ky", "tg", "mn", "bs", "tt", "cnr"],
        "bg",
    ),
    (Script::Han, "Chinese", &["zh", "ja", "yue", "cmn", "wuu", "hak", "nan", "ko"], "zh"),
    (Script::Hiragana, "Japanese", &["ja"], "ja"),
    (Script::Katakana, "Japanese", &["ja"], "ja"),
    (Script::Hangul, "Korean", &["ko"], "ko"),
    (Script::Devanagari, "Devanagari", &["hi", "mr", "ne", "sa", "kok", "mai", "bho"], "hi"),
    (Script::Arabic, "Arabic", &["ar", "fa", "ur", "ps", "ku", "ug", "sd", "ckb"], "ar"),
    (Script::Hebrew, "Hebrew", &["he", "yi", "iw"], "he"),
    (Script::Thai, "Thai", &["th"], "th"),
    (Script::Georgian, "Georgian", &["ka"], "ka"),
    (Script::Armenian, "Armenian", &["hy"], "hy"),
];

fn check_wrong_language(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = subject.deck;
    let mut wrong: Vec<(&Slide, &str, &str)> = Vec::new();
    for slide in &deck.slides {
        let lang = slide.lang.as_deref().unwrap_or(&deck.metadata.lang);
        wrong.extend(
            find_script_mismatch(slide, lang).map(|(script, proposed)| (slide, script, proposed)),
        );
    }
    // A deck that is wholly in another language is one mistake, at its first slide.
    let whole = wrong.len() * 2 > deck.slides.len();
    if whole {
        wrong.truncate(1);
    }
    wrong
        .into_iter()
        .map(|(slide, script, proposed)| {
            let lang = slide.lang.as_deref().unwrap_or(&deck.metadata.lang);
            let what = if whole { "the deck" } else { "this slide" };
            let message =
                format!("{what} is written in {script}, and its language is said to be `{lang}`");
            let place = if whole { "at the top of the outline" } else { "on the slide" };
            Diagnostic::warning(Code::WrongLanguage, message, subject.slide_span(slide))
                .with_help(format!("write its language {place}: `lang: {proposed}`, or what it is"))
        })
        .collect()
}

/// The script of a slide that is not one of `lang`, and a language that is written in it.
fn find_script_mismatch(slide: &Slide, lang: &str) -> Option<(&'static str, &'static str)> {
    let primary = lang.split('-').next().unwrap_or(lang).to_lowercase();
    let mut all = 0;
    let mut counts = vec![0_usize; SCRIPT_LANGUAGES.len()];
    for character in slide.own_texts().into_iter().flat_map(letters_in_own_language) {
        all += 1;
        if let Some(index) =
            SCRIPT_LANGUAGES.iter().position(|(script, ..)| *script == character.script())
        {
            counts[index] += 1;
        }
    }
    let (most, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let (_, name, languages, proposed) = SCRIPT_LANGUAGES[most];
    (all >= MIN_LETTERS && count * 2 > all && !languages.contains(&primary.as_str()))
        .then_some((name, proposed))
}

/// The letters of a text outside the stretches that name their own language.
fn letters_in_own_language(text: &Text) -> impl Iterator<Item = char> + '_ {
    let runs = text.runs.iter().filter(|run| run.lang.is_none());
    runs.flat_map(|run| text.content.get(run.range.clone()).unwrap_or_default().chars())
        .filter(|c| c.is_alphabetic())
}
