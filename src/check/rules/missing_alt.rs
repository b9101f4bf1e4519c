#![doc = include_str!("../../diagnostic/explain/E0503.md")]

use crate::check::{Level, Rule, Subject};
use crate::deck::{Background, Figure};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Sources;

pub(super) const RULE: Rule = Rule {
    name: "missing_alt",
    code: Code::MissingAlt,
    level: Level::Warn,
    limit: None,
    look: Some(look),
};

fn look(subject: &Subject<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = subject.deck;
    let of_slides = deck.slides.iter().flat_map(|slide| {
        let background = match &slide.background {
            Some(Background::Image(figure)) => Some(figure.src_span),
            _ => None,
        };
        slide.figures().into_iter().filter(move |figure| Some(figure.src_span) != background)
    });
    deck.logos
        .iter()
        .chain(of_slides)
        .filter_map(|figure| finding(figure, subject.sources))
        .collect()
}

/// What to write: where only the file is named, the keys that the name turns into.
fn advice(figure: &Figure, sources: &Sources) -> String {
    let before = &sources.get(figure.src_span.source).text[..figure.src_span.start as usize];
    let what = "say in one sentence what one is to see";
    if before.trim_end_matches(['"', '\'']).trim_end().ends_with("src:") {
        format!("{what}: `alt: …` beside `src`")
    } else {
        format!("{what}: `{{ src: {}, alt: … }}` in place of the name", figure.src)
    }
}

fn finding(figure: &Figure, sources: &Sources) -> Option<Diagnostic> {
    let file = figure.src.rsplit(['/', '\\']).next().unwrap_or(&figure.src);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let advice = advice(figure, sources);
    match &figure.alt {
        None if figure.caption.as_ref().is_some_and(|caption| !caption.is_blank()) => None,
        None => {
            let message = format!("`{file}` has no description for those who do not see it");
            let finding = Diagnostic::warning(Code::MissingAlt, message, figure.src_span);
            Some(finding.hint(advice).hint("write `alt: \"\"` if it only decorates"))
        }
        Some(alt) if says_nothing(alt, file, stem) => {
            let message = format!("the description `{alt}` says nothing of what one is to see");
            Some(Diagnostic::warning(Code::MissingAlt, message, figure.src_span).hint(advice))
        }
        Some(_) => None,
    }
}

/// Words that name the thing and not what it shows.
const EMPTY_WORDS: [&str; 14] = [
    "image",
    "picture",
    "photo",
    "photograph",
    "figure",
    "graphic",
    "diagram",
    "logo",
    "icon",
    "bild",
    "foto",
    "photographie",
    "imagem",
    "immagine",
];

fn says_nothing(alt: &str, file: &str, stem: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_'], " ");
    let alt = plain(alt);
    // A stem that is a proper word ("skyline") may be what there is to say; one with digits or an
    // ending is a file's name.
    let is_file_name = alt == plain(file)
        || (alt == plain(stem) && stem.contains(|c: char| c.is_ascii_digit() || c == '_'));
    is_file_name || EMPTY_WORDS.contains(&alt.as_str())
}
