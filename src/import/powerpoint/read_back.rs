//! Reads written text back as the outline will, so that no word changes.

use crate::import::verify::read_outline;
use crate::import::write::OutlineValue;

/// Returns whether a text of one paragraph reads as these words.
pub(super) fn reads_as(markdown: &str, words: &str) -> bool {
    if !may_have_markup(markdown) {
        return true;
    }
    let title = ("title".to_owned(), OutlineValue::Text(markdown.to_owned()));
    let slide = OutlineValue::Map(vec![title]);
    let slides = ("slides".to_owned(), OutlineValue::List(vec![slide]));
    let (deck, found) = read_outline(vec![slides]);
    let is_clean = is_clean_or_linked(found.is_empty(), markdown);
    let Some(deck) = deck.filter(|_| is_clean) else { return false };
    let title = deck.slides.first().and_then(|slide| slide.title.as_ref());
    title.is_some_and(|title| same_words(&title.content, words))
}

/// A link to another slide of the deck leads nowhere in an outline of one slide.
fn is_clean_or_linked(is_clean: bool, markdown: &str) -> bool {
    is_clean || markdown.contains("](#")
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

fn may_have_markup(text: &str) -> bool {
    text.contains(|c: char| "*_`[]\\<~^=&!{$@|#\n".contains(c))
        || text.contains("://")
        || text.contains("www.")
}
