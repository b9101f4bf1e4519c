//! Puts several decks into one outline.

use super::convert::ConvertedDeck;
use super::footnote_place::remove_calls;
use super::report::{Loss, LossKind, LossPlace, add_comments};
use super::write::{Entries, OutlineValue};
use super::{citations, write};
use crate::diagnostic::Code;

/// Keys of a later deck that its first slide shows, in this order.
const SHOWN_KEYS: [&str; 5] = ["author", "institute", "event", "date", "subject"];

/// Writes one outline of decks, in this order: the keys are those of the first. Returns it, and the
/// number of slides.
pub(super) fn write_decks(decks: &mut [ConvertedDeck], names: &[String]) -> (String, usize) {
    let mut all: Option<Entries> = None;
    for (deck, name) in decks.iter_mut().zip(names) {
        let keys = std::mem::take(&mut deck.keys);
        let slides = std::mem::take(&mut deck.slides);
        match &mut all {
            None => {
                let slides = ("slides".to_owned(), OutlineValue::List(slides));
                let mut entries: Entries = keys.into_iter().chain([slides]).collect();
                add_comments(&mut entries, |number| deck.comments(number));
                all = Some(entries);
            }
            Some(entries) => {
                let mut slides = slides;
                open_with_section(&keys, &mut slides, name);
                merge_keys(entries, keys, deck, name);
                let comment = |text: String| format!("{name}: {text}");
                let mut later = vec![("slides".to_owned(), OutlineValue::List(slides))];
                add_comments(&mut later, |number| {
                    // The comments of the deck are those of its first slide.
                    let of_deck = if number == 1 { deck.comments(0) } else { Vec::new() };
                    let of_slide = if number > 0 { deck.comments(number) } else { Vec::new() };
                    of_deck.into_iter().chain(of_slide).map(comment).collect()
                });
                push_slides(entries, later);
            }
        }
    }
    let mut entries = all.unwrap_or_default();
    let has_bibliography = decks.iter().any(|deck| deck.has_bibliography);
    let mut count = 0;
    if let Some((_, OutlineValue::List(slides))) = entries.last_mut() {
        if has_bibliography {
            citations::add_reference_list(slides);
        }
        count = slides.len();
    }
    (write::write_outline(entries), count)
}

fn push_slides(entries: &mut Entries, later: Entries) {
    if let Some((_, OutlineValue::List(slides))) = entries.last_mut() {
        let added = later.into_iter().filter_map(|(_, slides)| match slides {
            OutlineValue::List(slides) => Some(slides),
            _ => None,
        });
        slides.extend(added.flatten());
    }
}

/// Makes the cover of a later deck the opening slide of a section. Its words stay.
fn open_with_section(keys: &Entries, slides: &mut Vec<OutlineValue>, name: &str) {
    let find = |name: &str| keys.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    if !slides.first().is_some_and(OutlineValue::is_cover) {
        return;
    }
    let Some(OutlineValue::Map(first)) = slides.first_mut() else { return };
    // A deck without any content has an empty cover.
    if first.len() == 1 && find("title").is_none() {
        slides.remove(0);
        return;
    }
    first.retain(|(key, _)| key != "layout");
    let own_title = first.iter().position(|(key, _)| key == "title").map(|at| first.remove(at).1);
    let title = own_title
        .or_else(|| find("title").cloned())
        .unwrap_or_else(|| OutlineValue::text(name.trim_end_matches(".md")));
    let mut opening = vec![
        ("layout".to_owned(), OutlineValue::word("section")),
        ("section".to_owned(), OutlineValue::Text(remove_calls(&join_texts(&title)))),
        ("title".to_owned(), title),
    ];
    if first.iter().all(|(key, _)| key != "subtitle") {
        opening.extend(find("subtitle").map(|value| ("subtitle".to_owned(), value.clone())));
    }
    let shown = SHOWN_KEYS.iter().filter_map(|name| find(name)).map(join_texts);
    let lines: Vec<String> = shown.filter(|text| !text.is_empty()).collect();
    if !lines.is_empty() {
        let text = OutlineValue::Text(lines.join("\\\n"));
        match first.iter_mut().find(|(key, _)| key == "text") {
            Some((_, OutlineValue::Text(own))) => *own = format!("{own}\n\n{}", lines.join("\\\n")),
            _ => first.push(("text".to_owned(), text)),
        }
    }
    first.splice(0..0, opening);
}

/// Returns the words of a text or list of texts on one line.
fn join_texts(value: &OutlineValue) -> String {
    match value {
        OutlineValue::Text(text) | OutlineValue::Word(text) => text.clone(),
        OutlineValue::List(values) => values.iter().map(join_texts).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

/// Adds the keys of a later deck that the outline lacks, and reports the others.
fn merge_keys(entries: &mut Entries, keys: Entries, deck: &mut ConvertedDeck, name: &str) {
    for (key, value) in keys {
        if matches!(key.as_str(), "title" | "subtitle") || SHOWN_KEYS.contains(&key.as_str()) {
            continue;
        }
        match entries.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) if *known == value => {}
            Some((_, known)) if key == "bibliography" => merge_lists(known, value),
            None if matches!(key.as_str(), "bibliography" | "citation_style") => {
                let at = entries.len() - 1;
                entries.insert(at, (key, value));
            }
            _ => deck.report.add(Loss {
                place: LossPlace::Line(1),
                kind: LossKind::Changed,
                code: Code::NotImported,
                message: format!(
                    "`{key}: {}` of `{name}` is not imported: the first deck sets the keys of the \
                     outline",
                    join_texts(&value)
                ),
                help: format!("write `{key}` on the slides of this deck"),
            }),
        }
    }
}

fn merge_lists(known: &mut OutlineValue, more: OutlineValue) {
    let items = |value: OutlineValue| match value {
        OutlineValue::List(items) => items,
        other => vec![other],
    };
    let mut all = items(std::mem::replace(known, OutlineValue::List(Vec::new())));
    let more: Vec<OutlineValue> = items(more).into_iter().filter(|i| !all.contains(i)).collect();
    all.extend(more);
    *known = OutlineValue::List(all);
}
