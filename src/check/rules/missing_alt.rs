#![doc = include_str!("../../diagnostic/explain/E0503.md")]

use crate::check::{Level, LintContext, Rule};
use crate::deck::{Background, Figure, MediaBlock, MediaKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Sources;

pub(super) const RULE: Rule = Rule {
    name: "missing_alt",
    code: Code::MissingAlt,
    level: Level::Warn,
    limit: None,
    run: Some(check_missing_alt),
};

fn check_missing_alt(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let deck = context.deck;
    let of_slides = deck.slides.iter().flat_map(|slide| {
        let background = match &slide.background {
            Some(Background::Image(figure)) => Some(figure.src_span),
            _ => None,
        };
        slide.all_figures().into_iter().filter(move |figure| Some(figure.src_span) != background)
    });
    deck.logos
        .iter()
        .chain(of_slides)
        .filter_map(|figure| check_figure(figure, context.sources))
        .chain(deck.media().filter_map(check_media))
        .collect()
}

/// The poster of a video or recording is described with it.
fn check_media(block: &MediaBlock) -> Option<Diagnostic> {
    let is_blank = |text: &str| text.trim().is_empty();
    let has_alt = block.alt.as_deref().is_some_and(|alt| !is_blank(alt));
    if has_alt || block.caption.as_ref().is_some_and(|caption| !caption.is_blank()) {
        return None;
    }
    let file = block.file_name();
    let message = format!("`{file}` has no alternative text");
    let what = match block.kind {
        MediaKind::Video => "shows",
        MediaKind::Audio => "lets hear",
    };
    let help = format!("describe in one sentence what it {what}: `alt: …` next to `src`");
    Some(Diagnostic::warning(Code::MissingAlt, message, block.src_span).with_help(help))
}

/// Returns the help: the key to add, the words of a Markdown picture, or the map to write if only
/// the file is named.
fn alt_help(figure: &Figure, sources: &Sources) -> String {
    let before = &sources.get(figure.src_span.source).text[..figure.src_span.start as usize];
    let what = "describe in one sentence what the picture shows";
    if is_markdown(figure, sources) {
        format!("{what}: `![…]({})`", figure.src)
    } else if before.trim_end_matches(['"', '\'']).trim_end().ends_with("src:") {
        format!("{what}: `alt: …` next to `src`")
    } else {
        format!("{what}: `{{ src: {}, alt: … }}` instead of the file name", figure.src)
    }
}

/// Whether a picture is written as `![](file.png)`.
fn is_markdown(figure: &Figure, sources: &Sources) -> bool {
    let text = &sources.get(figure.src_span.source).text;
    let written = &text[figure.src_span.start as usize..figure.src_span.end as usize];
    written.starts_with("![")
}

fn check_figure(figure: &Figure, sources: &Sources) -> Option<Diagnostic> {
    let file = figure.src.rsplit(['/', '\\']).next().unwrap_or(&figure.src);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let advice = alt_help(figure, sources);
    match &figure.alt {
        None if figure.caption.as_ref().is_some_and(|caption| !caption.is_blank()) => None,
        None => {
            let message = format!("`{file}` has no alternative text");
            let diagnostic = Diagnostic::warning(Code::MissingAlt, message, figure.src_span);
            let decoration = match is_markdown(figure, sources) {
                true => "use `figure` with `alt: \"\"` if it is only decoration",
                false => "write `alt: \"\"` if it is only decoration",
            };
            Some(diagnostic.with_help(advice).with_help(decoration))
        }
        Some(alt) if is_uninformative(alt, file, stem) => {
            let message = format!("the alternative text `{alt}` does not describe the picture");
            Some(Diagnostic::warning(Code::MissingAlt, message, figure.src_span).with_help(advice))
        }
        Some(_) => None,
    }
}

/// Words that name the kind of picture instead of its content.
const UNINFORMATIVE_WORDS: [&str; 14] = [
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

fn is_uninformative(alt: &str, file: &str, stem: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_'], " ");
    let alt = plain(alt);
    // A stem that is an ordinary word ("skyline") may be a good description; one with digits or
    // underscores is a file name.
    let is_file_name = alt == plain(file)
        || (alt == plain(stem) && stem.contains(|c: char| c.is_ascii_digit() || c == '_'));
    is_file_name || UNINFORMATIVE_WORDS.contains(&alt.as_str())
}
