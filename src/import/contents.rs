//! The slide with the contents of the deck, which pandoc and Quarto add for `toc: true`.

use super::chunk::MarkdownDeck;
use super::dialect::Dialect;
use super::write::OutlineValue;

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
        let titles: Vec<OutlineValue> =
            shown.filter_map(|slide| slide.get("title")).take(MAX_TITLES).cloned().collect();
        if titles.is_empty() {
            return None;
        }
        entries.push(("bullets".to_owned(), OutlineValue::List(titles)));
    }
    Some(OutlineValue::Map(entries))
}
