//! The slide with the contents of the deck, which pandoc and Quarto add for `toc: true`.

use super::chunk::MarkdownDeck;
use super::dialect::Dialect;
use super::footnote_place::remove_calls;
use super::write::OutlineValue;

/// The value of the list that `fill_contents` writes.
pub(super) const CONTENTS_MARK: &str = "contents";

/// The most titles on the slide.
const MAX_TITLES: usize = 40;

/// Builds the slide; `None` if the deck asks for none.
pub(super) fn build_contents(deck: &MarkdownDeck, slides: &[OutlineValue]) -> Option<OutlineValue> {
    let value = |names: &[&str]| deck.front.values(names).map(|values| values.join(" "));
    let is_wanted = value(&["toc", "table_of_contents"]).is_some_and(|value| value == "true");
    if !is_wanted || !matches!(deck.dialect, Dialect::Pandoc | Dialect::Quarto) {
        return None;
    }
    let title = value(&["toc_title"]).unwrap_or_else(|| "Contents".to_owned());
    let mut entries = vec![("title".to_owned(), OutlineValue::text(title))];
    if slides.iter().any(|slide| slide.get("section").is_some()) {
        entries.push(("agenda".to_owned(), OutlineValue::word("true")));
    } else {
        let shown = slides.iter().filter(|slide| slide.get("hide").is_none());
        let titles: Vec<OutlineValue> = shown
            .filter_map(|slide| slide.get("title"))
            .take(MAX_TITLES)
            .map(without_calls)
            .collect();
        if titles.is_empty() {
            return None;
        }
        entries.push(("bullets".to_owned(), OutlineValue::List(titles)));
    }
    Some(OutlineValue::Map(entries))
}

/// Writes the titles of the slides where the deck asks for its contents.
pub(super) fn fill_contents(slides: &mut [OutlineValue]) {
    let mark = OutlineValue::word(CONTENTS_MARK);
    let is_shown = |slide: &&OutlineValue| {
        slide.get("hide").is_none() && !slide.is_cover() && slide.get("bullets") != Some(&mark)
    };
    let titles: Vec<OutlineValue> = slides
        .iter()
        .filter(is_shown)
        .filter_map(|slide| slide.get("title"))
        .take(MAX_TITLES)
        .map(without_calls)
        .collect();
    for slide in slides {
        let OutlineValue::Map(entries) = slide else { continue };
        match titles.is_empty() {
            true => entries.retain(|(key, value)| key != "bullets" || *value != mark),
            false => entries
                .iter_mut()
                .filter(|(key, value)| key == "bullets" && *value == mark)
                .for_each(|(_, value)| *value = OutlineValue::List(titles.clone())),
        }
    }
}

fn without_calls(title: &OutlineValue) -> OutlineValue {
    match title {
        OutlineValue::Text(title) => OutlineValue::Text(remove_calls(title)),
        other => other.clone(),
    }
}
