//! Reads the keys of the deck.

use super::ImportContext;
use super::citations;
use super::dialect::Dialect;
use super::footnote_place::{has_calls, remove_calls, write_in_parentheses};
use super::front_matter_keys::{
    COVER_BACKGROUND, COVER_LOGOS, DARK_THEMES, IGNORED_KEYS, KEY_NAMES, TITLE_SLIDE_KEYS,
};
use super::front_matter_lines::FrontMatter;
use super::lasting::LASTING;
use super::slide_keys::is_colour;
use super::typography::smarten;
use super::write::OutlineValue;

/// Converts the front matter to keys of the deck.
pub(super) fn convert_front_matter(
    front: &FrontMatter,
    context: &mut ImportContext,
) -> Vec<(String, OutlineValue)> {
    let mut entries: Vec<(String, OutlineValue)> = Vec::new();
    for (key, values, line) in &front.keys {
        let Some((_, name)) = KEY_NAMES.iter().find(|(known, _)| known == key) else {
            entries.extend(read_other_key(key, values, *line, context));
            continue;
        };
        let values: Vec<String> = match *name {
            "header" | "footer" => {
                values.iter().map(|value| context.leave_out_pictures(value, *line)).collect()
            }
            _ => values.clone(),
        };
        let find = |label: &str| context.footnotes.get(label).cloned();
        let values: Vec<String> =
            values.iter().map(|value| write_in_parentheses(value, find)).collect();
        let values: Vec<String> =
            values.iter().map(|value| context.resolve_links(value, *line)).collect();
        if let Some(value) = convert_value(name, &values, *line, context) {
            // A conference has a name and a place.
            if *name == "event"
                && let (Some((_, OutlineValue::Text(known))), OutlineValue::Text(more)) =
                    (entries.iter_mut().find(|(known, _)| known == name), &value)
            {
                *known = format!("{known}, {more}");
                continue;
            }
            entries.retain(|(known, _)| known != name);
            entries.push(((*name).to_owned(), value));
        }
    }
    entries
}

/// Converts a key that has no equivalent of its own, or reports it.
fn read_other_key(
    key: &str,
    values: &[String],
    line: usize,
    context: &mut ImportContext,
) -> Option<(String, OutlineValue)> {
    if key == "info" && context.dialect == Dialect::Slidev {
        // The words of a dialogue that Slidev opens; `true` and `false` turn it on and off.
        let words = values.join(" ");
        let words = words.split_whitespace().filter(|word| !word.trim_matches('#').is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        let is_switch = matches!(words.as_str(), "" | "true" | "false");
        return (!is_switch).then(|| ("subject".to_owned(), OutlineValue::Text(words)));
    }
    // Marp applies them to all slides.
    if context.dialect == Dialect::Marp && LASTING.contains(&key) {
        return None;
    }
    let is_dark = |name: &String| DARK_THEMES.contains(&name.to_lowercase().as_str());
    let is_about_colours = matches!(key, "theme" | "color_schema" | "color-schema");
    if is_about_colours && values.iter().any(is_dark) {
        return Some(("tone".to_owned(), OutlineValue::word("dark")));
    }
    if key == "theme" {
        let message = format!(
            "the theme `{}` belongs to another tool and is replaced by the default theme",
            values.join(" ")
        );
        let help = "set `theme:` to one of the themes that `plenary themes` lists";
        context.report_changed(line, message, help);
    } else if !IGNORED_KEYS.contains(&key) {
        let help = "check whether you need it; an outline has no such key";
        let shown: String = values.join(" ").chars().take(200).collect();
        let entry = format!("{}: {shown}", context.spell_key(key, line));
        let entry = entry.trim_end_matches([':', ' ']);
        context.report_changed(line, format!("`{entry}` is not imported"), help);
    }
    None
}

/// Converts the values of a front matter key to the value of the outline's key `name`.
fn convert_value(
    name: &str,
    values: &[String],
    line: usize,
    context: &mut ImportContext,
) -> Option<OutlineValue> {
    let joined = values.join(" ");
    let value = match name {
        _ if joined.is_empty() => return None,
        // The day on which the other tool makes the slides.
        "date" if matches!(joined.as_str(), "\\today" | "today" | "now" | "last-modified") => {
            return None;
        }
        "paginate" => {
            // `c/t` is how Quarto and reveal.js ask for the total.
            OutlineValue::word(match joined.as_str() {
                "false" | "no" => "false",
                "c/t" | "h/t" => "total",
                _ => "true",
            })
        }
        "bibliography" | "citation_style" => {
            return citations::convert_files(name, values, line, context);
        }
        "lang" => OutlineValue::word(joined),
        "aspect_ratio" => match convert_aspect_ratio(&joined) {
            Some(ratio) => OutlineValue::Word(format!("\"{ratio}\"")),
            None => {
                context.report_changed(
                    line,
                    format!("`{joined}` is not a valid page size"),
                    "write `aspect_ratio: \"16:9\"`, or a size such as `25cm x 14cm`",
                );
                return None;
            }
        },
        COVER_BACKGROUND if is_colour(&joined) => OutlineValue::Text(joined),
        COVER_BACKGROUND => OutlineValue::Text(context.resolve_picture(&joined, line)?),
        "logos" | COVER_LOGOS => {
            let path = context.resolve_picture(&joined, line)?;
            OutlineValue::List(vec![OutlineValue::Text(path)])
        }
        "author" | "institute" | "keywords" if values.len() > 1 => OutlineValue::List(
            values.iter().map(|value| OutlineValue::text(value.as_str())).collect(),
        ),
        _ if context.dialect.has_smart_punctuation() => OutlineValue::Text(smarten(&joined)),
        // A date in an outline is text, with or without quotes.
        _ => OutlineValue::Text(joined),
    };
    Some(value)
}

/// Converts an aspect ratio as written in Slidev (`16/9`), Beamer (`169`) or Marp (`4:3`).
fn convert_aspect_ratio(text: &str) -> Option<String> {
    match text {
        "16/9" | "16:9" | "169" => Some("16:9".into()),
        "4/3" | "4:3" | "43" | "4K" => Some(if text == "4K" { "16:9" } else { "4:3" }.into()),
        "16/10" | "16:10" | "1610" => Some("16:10".into()),
        "A4" | "a4" => Some("A4".into()),
        _ => None,
    }
}

/// Builds the keys of the outline: those of the deck in the usual order, then the slides, starting
/// with a cover.
pub(super) fn assemble_deck(
    front: Vec<(String, OutlineValue)>,
    mut slides: Vec<OutlineValue>,
    dialect: Dialect,
) -> Vec<(String, OutlineValue)> {
    let has_title = front.iter().any(|(key, _)| key == "title");
    // In these tools, the title of the front matter is only that of the page. With keys that only
    // a title slide shows, the author wants one all the same.
    let is_page_title = matches!(dialect, Dialect::Marp | Dialect::Reveal | Dialect::Slidev)
        && !front.iter().any(|(key, _)| TITLE_SLIDE_KEYS.contains(&key.as_str()));
    let (cover_keys, mut front): (Vec<_>, Vec<_>) =
        front.into_iter().partition(|(key, _)| key.starts_with("x_cover_"));
    let deck_title = find_title(&front).filter(|_| !is_page_title);
    match slides.first_mut() {
        Some(OutlineValue::Map(first)) if is_title_slide(first, deck_title) => {
            first.retain(|(key, _)| key != "layout");
            let same_title = find_title(first)
                .zip(find_title(&front))
                .is_some_and(|(title, deck)| !has_calls(title) && has_same_words(title, deck));
            if same_title {
                first.retain(|(key, _)| key != "title");
            }
            let title = first.iter().find(|(key, _)| key == "title").cloned();
            let calls =
                |title: &OutlineValue| matches!(title, OutlineValue::Text(t) if has_calls(t));
            if let Some((_, OutlineValue::Text(title))) =
                title.as_ref().filter(|(_, title)| !has_title && calls(title))
            {
                // The slide keeps its footnote.
                front.insert(0, ("title".into(), OutlineValue::Text(remove_calls(title))));
            } else if let Some((_, title)) = title.filter(|_| !has_title) {
                front.insert(0, ("title".into(), title));
                first.retain(|(key, _)| key != "title");
                if let Some(at) = first
                    .iter()
                    .position(|(key, value)| key == "subtitle" && !calls(value))
                    .filter(|_| front.iter().all(|(key, _)| key != "subtitle"))
                {
                    let subtitle = first.remove(at);
                    front.insert(1, subtitle);
                }
            }
            first.insert(0, ("layout".into(), OutlineValue::word("cover")));
        }
        _ if has_title && !is_page_title && dialect != Dialect::Reveal => slides
            .insert(0, OutlineValue::Map(vec![("layout".into(), OutlineValue::word("cover"))])),
        _ => {}
    }
    if slides.is_empty() {
        slides.push(OutlineValue::Map(vec![("layout".into(), OutlineValue::word("cover"))]));
    }
    if let Some(OutlineValue::Map(first)) = slides.first_mut()
        && first.iter().any(|key| *key == ("layout".into(), OutlineValue::word("cover")))
    {
        for (key, value) in cover_keys {
            let key = key.trim_start_matches("x_cover_");
            if first.iter().all(|(known, _)| known != key) {
                first.push((key.to_owned(), value));
            }
        }
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
        "bibliography",
        "citation_style",
    ];
    front.sort_by_key(|(key, _)| order.iter().position(|name| name == key).unwrap_or(order.len()));
    front.push(("slides".into(), OutlineValue::List(slides)));
    front
}

/// Returns whether the outline starts with a cover that is not a slide of the Markdown deck.
pub(super) fn adds_cover(
    front: Vec<(String, OutlineValue)>,
    first: Vec<OutlineValue>,
    dialect: Dialect,
) -> bool {
    let count = first.len();
    let deck = assemble_deck(front, first, dialect);
    matches!(deck.last(), Some((_, OutlineValue::List(slides))) if slides.len() > count)
}

fn find_title(entries: &[(String, OutlineValue)]) -> Option<&str> {
    entries.iter().find_map(|(key, value)| match value {
        OutlineValue::Text(title) if key == "title" => Some(title.as_str()),
        _ => None,
    })
}

/// Returns whether a slide is the title page of the deck: headings, and no blocks other than text.
/// Unless its layout says so, its title is that of the deck.
fn is_title_slide(entries: &[(String, OutlineValue)], deck_title: Option<&str>) -> bool {
    let plain = |key: &str| {
        matches!(
            key,
            "layout"
                | "title"
                | "subtitle"
                | "notes"
                | "steps"
                | "footnotes"
                | "background"
                | "paginate"
                | "footer"
                | "header"
                | "id"
                | "text"
        )
    };
    let layout = entries.iter().find(|(key, _)| key == "layout").map(|(_, layout)| layout.clone());
    let agrees = layout.as_ref().is_none_or(|layout| {
        *layout == OutlineValue::word("cover") || *layout == OutlineValue::word("statement")
    });
    let is_cover = layout.is_some();
    let title = find_title(entries);
    let is_deck_title = match (title, deck_title) {
        (Some(title), Some(deck_title)) => has_same_words(title, deck_title),
        _ => true,
    };
    agrees
        && title.is_some()
        && (is_cover || is_deck_title)
        && entries.iter().all(|(key, value)| plain(key) || key == "content" && is_text_only(value))
}

fn has_same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase().split_whitespace().map(str::to_owned).collect()
    };
    words(a) == words(b)
}

/// Returns whether a list of blocks holds only texts.
fn is_text_only(content: &OutlineValue) -> bool {
    let is_text = |block: &OutlineValue| match block {
        OutlineValue::Map(entries) => entries.iter().all(|(key, _)| key == "text"),
        _ => false,
    };
    matches!(content, OutlineValue::List(blocks) if blocks.iter().all(is_text))
}
