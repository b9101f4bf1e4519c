//! Completion and hover of the keys of works: `[@key]` and `@key`.

use std::ops::Range;

use super::document::Document;
use crate::assets::Files;
use crate::citation::{CitationStyle, DEFAULT_STYLE, Library, is_key_char, parse_key};
use crate::diagnostic::Diagnostics;
use crate::source::SourceId;
use crate::yaml::{self, Node, find_key};

/// The most works that completion lists.
const MAX_WORKS: usize = 2_000;

/// A work with its key.
pub(crate) struct WorkName {
    /// The key.
    pub key: String,
    /// Author, year and title.
    pub about: String,
}

/// Returns the start of the key that is being typed at `offset`.
pub(crate) fn citation_key_start(text: &str, offset: usize) -> Option<usize> {
    let line = text[..offset].rsplit('\n').next().unwrap_or("");
    let at = line.rfind('@')?;
    let starts_word =
        line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"@._/".contains(c));
    let typed = &line[at + 1..];
    (starts_word && typed.chars().all(is_key_char)).then_some(offset - typed.len())
}

/// Returns the works that the text of a deck can cite.
pub(crate) fn list_works(document: &Document) -> Vec<WorkName> {
    let Some(deck) = DeckCitations::load(document) else { return Vec::new() };
    let keys = deck.library.keys_in_file_order();
    let works = keys
        .into_iter()
        .take(MAX_WORKS)
        .map(|key| WorkName { key: key.to_owned(), about: deck.library.describe_work(key) });
    works.collect()
}

/// Returns the formatted entry of the work whose key is at `offset`, and the bytes of the key.
pub(crate) fn work_at(document: &Document, offset: usize) -> Option<(String, Range<usize>)> {
    let text = &document.source.text;
    let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[offset..].find('\n').map_or(text.len(), |length| offset + length);
    let line = &text[line_start..line_end];
    let (key, bytes) = line.match_indices('@').find_map(|(at, _)| {
        let (key, start, _) = parse_key(&line[at..])?;
        let start = line_start + at + start;
        let bytes = start..start + key.len();
        (start <= offset + 1 && offset <= bytes.end).then_some((key, bytes))
    })?;
    let deck = DeckCitations::load(document)?;
    let entry = deck.library.format_entry(key, &deck.style, &deck.lang)?;
    Some((entry, bytes))
}

/// The bibliography of the deck that is edited.
struct DeckCitations {
    library: Library,
    style: CitationStyle,
    lang: String,
}

impl DeckCitations {
    /// Loads the files that the deck names; `None` if it names none.
    fn load(document: &Document) -> Option<Self> {
        let root = yaml::parse(&document.source, SourceId(0), &mut Diagnostics::default())?;
        let bibliography = find_key(&root, "bibliography")?;
        let paths: Vec<&Node> = match bibliography.as_sequence() {
            Some(paths) => paths.iter().collect(),
            None => vec![bibliography],
        };
        let files = Files::for_outline(&document.path);
        let mut library = Library::default();
        for path in paths.into_iter().filter_map(Node::as_scalar) {
            if let Ok(text) = files.read_text(&path.value, "bibliography") {
                library.add_file(&path.value, &text);
            }
        }
        let word = |name: &str| {
            find_key(&root, name).and_then(Node::as_scalar).map(|scalar| scalar.value.clone())
        };
        let own = word("citation_style").and_then(|name| {
            CitationStyle::builtin(&name).or_else(|| {
                let text = files.read_text(&name, "bibliography").ok()?;
                CitationStyle::from_csl(&text).ok()
            })
        });
        let style = own.or_else(|| CitationStyle::builtin(DEFAULT_STYLE))?;
        Some(Self { library, style, lang: word("lang").unwrap_or_else(|| "en".to_owned()) })
    }
}
