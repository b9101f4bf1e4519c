//! The slide with the contents of the deck, which pandoc and Quarto add for `toc: true`.

use super::chunk::MarkdownDeck;
use super::dialect::Dialect;
use super::write::OutlineValue;

/// The most titles on the slide.
const MAX_TITLES: usize = 40;

/// Builds the slide; `None` if the deck asks for none.
pub(super) fn build_contents(deck: &MarkdownDeck, slides: &[OutlineValue]) -> Option<OutlineValue> {
    let value = |names: &[&str]| {
        let mut keys = deck.front.keys.iter().filter(|(key, ..)| names.contains(&key.as_str()));
        keys.next().map(|(_, values, _)| values.join(" "))
    };
    let is_wanted = value(&["toc", "table_of_contents"]).is_some_and(|value| value == "true");
    if !is_wanted || !matches!(deck.dialect, Dialect::Pandoc | Dialect::Quarto) {
        return None;
    }
    let title = value(&["toc_title"]).unwrap_or_else(|| "Contents".to_owned());
    let find = |slide: &OutlineValue, name: &str| match slide {
        OutlineValue::Map(entries) => {
            entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        }
        _ => None,
    };
    let mut entries = vec![("title".to_owned(), OutlineValue::text(title))];
    if slides.iter().any(|slide| find(slide, "section").is_some()) {
        entries.push(("agenda".to_owned(), OutlineValue::word("true")));
    } else {
        let shown = slides.iter().filter(|slide| find(slide, "hide").is_none());
        let titles: Vec<OutlineValue> =
            shown.filter_map(|slide| find(slide, "title")).take(MAX_TITLES).collect();
        if titles.is_empty() {
            return None;
        }
        entries.push(("bullets".to_owned(), OutlineValue::List(titles)));
    }
    Some(OutlineValue::Map(entries))
}

/// Whether a slide is the cover.
pub(super) fn is_cover(slide: &OutlineValue) -> bool {
    let cover = ("layout".to_owned(), OutlineValue::word("cover"));
    matches!(slide, OutlineValue::Map(entries) if entries.contains(&cover))
}
