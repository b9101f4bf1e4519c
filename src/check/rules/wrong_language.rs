#![doc = include_str!("../../diagnostic/explain/E0611.md")]

use unicode_script::{Script, UnicodeScript};

use crate::check::{Level, LintContext, Rule};
use crate::deck::{Slide, Text};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule {
    name: "wrong_language",
    code: Code::LanguageMismatch,
    level: Level::Warn,
    limit: None,
    run: Some(check_wrong_language),
};

/// Minimum number of letters on a slide for a verdict.
const MIN_LETTERS: usize = 12;

/// Scripts that identify a language, or nearly, with the languages written in them and the one to
/// suggest.
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

fn check_wrong_language(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = context.deck;
    let mut wrong: Vec<(&Slide, &str, &str)> = Vec::new();
    for slide in &deck.slides {
        let lang = slide.lang.as_deref().unwrap_or(&deck.metadata.lang);
        wrong.extend(
            find_script_mismatch(slide, lang).map(|(script, suggested)| (slide, script, suggested)),
        );
    }
    // A deck that is wholly in another language has one diagnostic, at its first slide.
    let whole = wrong.len() * 2 > deck.slides.len();
    if whole {
        wrong.truncate(1);
    }
    wrong
        .into_iter()
        .map(|(slide, script, suggested)| {
            let lang = slide.lang.as_deref().unwrap_or(&deck.metadata.lang);
            let what = if whole { "the deck" } else { "this slide" };
            let message =
                format!("{what} is written in {script}, but its language is set to `{lang}`");
            let place = if whole { "at the top of the outline" } else { "on the slide" };
            Diagnostic::warning(Code::LanguageMismatch, message, context.slide_span(slide))
                .with_help(format!("set the language {place}, for example `lang: {suggested}`"))
        })
        .collect()
}

/// Returns the script of a slide if `lang` is not written in it, and a language that is.
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
    let (index, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let (_, name, languages, suggested) = SCRIPT_LANGUAGES[index];
    (all >= MIN_LETTERS && count * 2 > all && !languages.contains(&primary.as_str()))
        .then_some((name, suggested))
}

/// Returns the letters of a text outside spans with a language of their own.
fn letters_in_own_language(text: &Text) -> impl Iterator<Item = char> + '_ {
    let runs = text.runs.iter().filter(|run| run.lang.is_none());
    runs.flat_map(|run| text.content.get(run.range.clone()).unwrap_or_default().chars())
        .filter(|c| c.is_alphabetic())
}
