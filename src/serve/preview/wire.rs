//! The JSON of the preview; `page/wire.d.ts` describes it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::diagnostics::split_line;
use super::{Preview, PreviewState};
use crate::live::{PageView, SourceSpot};
use crate::serve::media::media_address;
use crate::serve::wire::{WireArea, WireDeck, WireLink, WireMedia, WirePage, WireText, to_json};
use crate::source::Sources;

/// The event that announces another version of the deck.
#[derive(Serialize)]
pub(super) struct DeckEvent {
    pub(super) version: String,
}

#[derive(Serialize)]
struct PreviewDeck<'a> {
    #[serde(flatten)]
    deck: WireDeck<'a, WirePage>,
    run: &'a str,
    outline: String,
    is_loaded: bool,
    editor: Option<&'a str>,
    errors: usize,
    warnings: usize,
    diagnostics: &'a [PreviewDiagnostic],
}

/// Details of a page, which are loaded when it is shown.
#[derive(Serialize)]
struct PreviewDetails<'a> {
    version: String,
    #[serde(flatten)]
    text: WireText<'a>,
    items: Vec<PreviewItem>,
    links: Vec<WireLink<'a>>,
    media: Vec<WireMedia<'a>>,
}

/// An item on a page, and the line of the outline that it comes from.
#[derive(Serialize)]
struct PreviewItem {
    area: WireArea,
    file: String,
    line: usize,
    column: usize,
    text: String,
}

/// A diagnostic, with the lines of the outline that it refers to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct PreviewDiagnostic {
    pub(super) severity: &'static str,
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) label: Option<String>,
    pub(super) help: Vec<String>,
    pub(super) location: Option<DiagnosticLine>,
    pub(super) related: Vec<RelatedLine>,
}

/// A location in a file, with its line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct DiagnosticLine {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    /// The line before, in and after the range that is meant.
    pub(super) parts: [String; 3],
}

/// Another location that a diagnostic refers to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct RelatedLine {
    pub(super) message: String,
    pub(super) location: DiagnosticLine,
}

/// A request to open a line in the editor.
#[derive(Deserialize)]
pub(super) struct EditRequest {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Returns the deck as JSON.
pub(super) fn deck_json(preview: &Preview) -> String {
    let state = preview.snapshot();
    let images = &preview.0.images;
    let version = images.version(state.version);
    let deck = match &state.deck {
        Some((deck, _)) => {
            let image_of = |_, view: &PageView| images.address(view.content_hash);
            WireDeck::new(deck, version, &image_of, |page, _| page)
        }
        None => WireDeck::empty(version),
    };
    to_json(&PreviewDeck {
        deck,
        run: images.run(),
        outline: preview.0.outline.display().to_string(),
        is_loaded: state.has_report,
        editor: preview.0.editor.as_ref().map(|editor| editor.name()),
        errors: state.errors,
        warnings: state.warnings,
        diagnostics: &state.diagnostics,
    })
}

/// Returns the details of a page as JSON, if there is such a page.
pub(super) fn details_json(preview: &Preview, page: usize) -> Option<String> {
    let state = preview.snapshot();
    let (deck, sources) = state.deck.as_ref()?;
    let view = deck.pages.get(page)?;
    Some(to_json(&PreviewDetails {
        version: preview.0.images.version(state.version),
        text: WireText::new(view),
        items: view.spots.iter().map(|spot| PreviewItem::new(spot, view, sources)).collect(),
        links: WireLink::all(view),
        media: WireMedia::all(view, &|file| media_address(preview.0.images.run(), file)),
    }))
}

impl PreviewItem {
    fn new(spot: &SourceSpot, view: &PageView, sources: &Sources) -> Self {
        Self {
            area: WireArea::new(spot.rect, view.size),
            file: spot.file.display().to_string(),
            line: spot.line,
            column: spot.column,
            text: source_line(sources, &spot.file, spot.line),
        }
    }
}

fn source_line(sources: &Sources, file: &Path, number: usize) -> String {
    let text = sources
        .iter()
        .find(|source| source.name == file)
        .map_or("", |source| source.line_text(number));
    let [_, text, _] = split_line(text, 0..text.len());
    text
}

/// Returns the texts of all pages as JSON, for the search.
pub(super) fn texts_json(state: &PreviewState) -> String {
    let pages = state.deck.as_ref().map_or(&[][..], |(deck, _)| &deck.pages);
    to_json(&pages.iter().map(WireText::new).collect::<Vec<_>>())
}
