//! The deck's own keys.

use super::ImportContext;
use super::chunk::FrontMatter;
use super::write::OutlineValue;

/// Keys of an outline that stand for those of other tools.
const KEY_NAMES: &[(&str, &str)] = &[
    ("title", "title"),
    ("subtitle", "subtitle"),
    ("author", "author"),
    ("authors", "author"),
    ("institute", "institute"),
    ("affiliation", "institute"),
    ("event", "event"),
    ("date", "date"),
    ("description", "subject"),
    ("subject", "subject"),
    ("keywords", "keywords"),
    ("lang", "lang"),
    ("language", "lang"),
    ("footer", "footer"),
    ("header", "header"),
    ("paginate", "paginate"),
    ("slide_number", "paginate"),
    ("logo", "logos"),
    ("aspect_ratio", "aspect_ratio"),
    ("aspectratio", "aspect_ratio"),
    ("size", "aspect_ratio"),
];

/// Keys that mean nothing outside the tool that they were written for, and are passed over in
/// silence.
const IGNORED_KEYS: &[&str] = &[
    "marp",
    "math",
    "mdc",
    "highlighter",
    "drawings",
    "colorSchema",
    "color_schema",
    "slide_level",
    "heading_divider",
    "fonts",
    "info",
    "canvas_width",
    "router_mode",
    "line_numbers",
    "duration",
    "timer",
    "output",
    "format",
    "revealjs",
    "class",
    "transition",
];

/// Reads the deck's keys.
pub(super) fn convert_front_matter(
    front: &FrontMatter,
    context: &mut ImportContext,
) -> Vec<(String, OutlineValue)> {
    let mut entries: Vec<(String, OutlineValue)> = Vec::new();
    for (key, values, line) in &front.keys {
        let Some((_, name)) = KEY_NAMES.iter().find(|(known, _)| known == key) else {
            match key.as_str() {
                "theme" => {
                    let message = format!(
                        "the theme `{}` is another tool's; the deck has plenary's own",
                        values.join(" ")
                    );
                    context.warn_lost(
                        *line,
                        message,
                        "choose one with `theme:`; `plenary themes` lists them",
                    );
                }
                key if IGNORED_KEYS.contains(&key) => {}
                key => context.warn_lost(
                    *line,
                    format!("`{key}` is left out"),
                    "an outline has no such key",
                ),
            }
            continue;
        };
        let joined = values.join(" ");
        let value = match *name {
            _ if joined.is_empty() => continue,
            "paginate" => OutlineValue::word(if matches!(joined.as_str(), "false" | "no") {
                "false"
            } else {
                "true"
            }),
            "lang" => OutlineValue::word(joined),
            "aspect_ratio" => match convert_aspect_ratio(&joined) {
                Some(ratio) => OutlineValue::Word(format!("\"{ratio}\"")),
                None => {
                    context.warn_lost(
                        *line,
                        format!("`{joined}` is no page size"),
                        "write `aspect_ratio: \"16:9\"`, or a size such as 25cm x 14cm",
                    );
                    continue;
                }
            },
            "logos" => match context.resolve_picture(&joined, *line) {
                Some(path) => OutlineValue::List(vec![OutlineValue::Text(path)]),
                None => continue,
            },
            "author" | "institute" | "keywords" if values.len() > 1 => OutlineValue::List(
                values.iter().map(|value| OutlineValue::text(value.as_str())).collect(),
            ),
            // A date is text to the outline, with quotes or without.
            _ => OutlineValue::Text(joined),
        };
        entries.retain(|(known, _)| known != name);
        entries.push(((*name).to_owned(), value));
    }
    entries
}

/// Page sizes as Slidev (`16/9`), Beamer (`169`) and Marp (`4:3`) write them.
fn convert_aspect_ratio(text: &str) -> Option<String> {
    match text {
        "16/9" | "16:9" | "169" => Some("16:9".into()),
        "4/3" | "4:3" | "43" | "4K" => Some(if text == "4K" { "16:9" } else { "4:3" }.into()),
        "16/10" | "16:10" | "1610" => Some("16:10".into()),
        "A4" | "a4" => Some("A4".into()),
        _ => None,
    }
}

/// The whole outline's keys: the deck's in the order that people expect, then the slides, a cover
/// first.
pub(super) fn assemble_deck(
    mut front: Vec<(String, OutlineValue)>,
    mut slides: Vec<OutlineValue>,
) -> Vec<(String, OutlineValue)> {
    let has_title = front.iter().any(|(key, _)| key == "title");
    match slides.first_mut() {
        Some(OutlineValue::Map(first)) if is_title_slide(first) => {
            first.retain(|(key, _)| key != "layout");
            let title = first.iter().find(|(key, _)| key == "title").cloned();
            if let Some((_, title)) = title.filter(|_| !has_title) {
                front.insert(0, ("title".into(), title));
                first.retain(|(key, _)| key != "title");
                if let Some(at) = first
                    .iter()
                    .position(|(key, _)| key == "subtitle")
                    .filter(|_| front.iter().all(|(key, _)| key != "subtitle"))
                {
                    let subtitle = first.remove(at);
                    front.insert(1, subtitle);
                }
            }
            first.insert(0, ("layout".into(), OutlineValue::word("cover")));
        }
        _ if has_title => slides
            .insert(0, OutlineValue::Map(vec![("layout".into(), OutlineValue::word("cover"))])),
        _ => {}
    }
    if slides.is_empty() {
        slides.push(OutlineValue::Map(vec![("layout".into(), OutlineValue::word("cover"))]));
    }
    let order = [
        "title",
        "subtitle",
        "event",
        "date",
        "author",
        "institute",
        "subject",
        "keywords",
        "lang",
        "aspect_ratio",
        "logos",
    ];
    front.sort_by_key(|(key, _)| order.iter().position(|name| name == key).unwrap_or(order.len()));
    front.push(("slides".into(), OutlineValue::List(slides)));
    front
}

/// Whether a slide is the deck's title page: headings, and at most a few lines of text.
fn is_title_slide(entries: &[(String, OutlineValue)]) -> bool {
    let plain = |key: &str| {
        matches!(
            key,
            "layout"
                | "title"
                | "subtitle"
                | "notes"
                | "background"
                | "paginate"
                | "footer"
                | "header"
                | "id"
                | "text"
        )
    };
    let layout = entries.iter().find(|(key, _)| key == "layout").map(|(_, layout)| layout.clone());
    let agrees = layout.is_none_or(|layout| {
        layout == OutlineValue::word("cover") || layout == OutlineValue::word("statement")
    });
    agrees
        && entries.iter().any(|(key, _)| key == "title")
        && entries.iter().all(|(key, _)| plain(key))
}
