//! Reads written text back as the outline will, so that no word changes.

use crate::deck::{Deck, read_deck};
use crate::diagnostic::{Diagnostics, Severity};
use crate::import::verify::NoTextFiles;
use crate::import::write::{OutlineValue, write_outline};
use crate::source::{Source, SourceId};
use crate::yaml;

/// Reads an outline of these keys. Returns the deck, whether it has no errors, and whether it has
/// no diagnostics at all.
pub(super) fn read_outline(keys: Vec<(String, OutlineValue)>) -> (Option<Deck>, bool, bool) {
    let source = Source::new("slides.yaml", write_outline(keys));
    let mut diagnostics = Diagnostics::default();
    let root = yaml::parse(&source, SourceId(0), &mut diagnostics);
    let deck = root.map(|root| read_deck(&root, &source, &NoTextFiles, &mut diagnostics));
    let found = diagnostics.into_sorted();
    let has_errors = found.iter().any(|found| found.severity == Severity::Error);
    (deck, !has_errors, found.is_empty())
}

/// Returns whether a text of one paragraph reads as these words.
pub(super) fn reads_as(markdown: &str, words: &str) -> bool {
    if !may_have_markup(markdown) {
        return true;
    }
    let title = ("title".to_owned(), OutlineValue::Text(markdown.to_owned()));
    let slide = OutlineValue::Map(vec![title]);
    let (deck, _, is_clean) =
        read_outline(vec![("slides".to_owned(), OutlineValue::List(vec![slide]))]);
    let Some(deck) = deck.filter(|_| is_clean_or_linked(is_clean, markdown)) else { return false };
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
