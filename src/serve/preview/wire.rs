//! What pages are told, as it is sent.

use serde::{Deserialize, Serialize};

use crate::live::{LinkDestination, PageView};
use crate::source::Sources;

use super::Preview;
use super::diagnostics::split_line;

/// That something is new.
#[derive(Serialize)]
pub struct DeckVersion {
    /// Which run of the program says so.
    pub run: String,
    /// Which state of the deck is the latest.
    pub version: u64,
}

/// The deck: enough to show all of it, without its words.
#[derive(Serialize)]
pub struct PreviewDeck<'a> {
    version: u64,
    /// The outline's name.
    outline: String,
    /// Whether it has been read at all.
    read: bool,
    /// Whether pages may have a line opened in the editor.
    editor: Option<&'a str>,
    title: Option<&'a str>,
    lang: Option<&'a str>,
    from_right: bool,
    milliseconds: u64,
    errors: usize,
    warnings: usize,
    findings: &'a [PreviewDiagnostic],
    pages: Vec<PreviewPage<'a>>,
}

/// A page in the list.
#[derive(Serialize)]
struct PreviewPage<'a> {
    label: &'a str,
    slide: usize,
    step: usize,
    title: &'a str,
    section: Option<&'a str>,
    drawing: String,
    width: f32,
    height: f32,
}

/// What is said of one page when it is looked at.
#[derive(Serialize)]
pub struct PreviewDetails<'a> {
    version: u64,
    words: &'a str,
    notes: Option<&'a str>,
    spots: Vec<PreviewSpot>,
    links: Vec<PreviewLink>,
}

/// A rectangle (left, top, width, height in pt) and the line that it comes from.
#[derive(Serialize)]
struct PreviewSpot {
    area: [f32; 4],
    file: String,
    line: usize,
    column: usize,
    text: String,
}

#[derive(Serialize)]
struct PreviewLink {
    area: [f32; 4],
    page: Option<usize>,
    address: Option<String>,
}

/// What a page says in all its words, to search in.
#[derive(Serialize)]
pub struct PreviewText<'a> {
    words: &'a str,
    notes: Option<&'a str>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PreviewDiagnostic {
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    pub label: Option<String>,
    pub hints: Vec<String>,
    pub place: Option<SourceLine>,
    pub related: Vec<RelatedLine>,
}

/// A place in a text, with the line that it is in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceLine {
    pub file: String,
    pub line: usize,
    pub column: usize,
    /// What stands in the line before, at and after the place.
    pub parts: [String; 3],
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelatedLine {
    pub message: String,
    pub place: SourceLine,
}

/// What a page asks to have opened.
#[derive(Deserialize)]
pub struct EditRequest {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

/// The deck as JSON.
pub fn deck_json(preview: &Preview) -> String {
    let state = preview.snapshot();
    let deck = state.deck.as_ref().map(|(deck, _)| deck);
    to_json(&PreviewDeck {
        version: state.version,
        outline: preview.0.outline.display().to_string(),
        read: state.has_report,
        editor: preview.0.editor.as_ref().map(|editor| editor.name()),
        title: deck.map(|deck| deck.title.as_str()),
        lang: deck.map(|deck| deck.lang.as_str()),
        from_right: deck.is_some_and(|deck| deck.is_right_to_left),
        milliseconds: state.elapsed_ms,
        errors: state.errors,
        warnings: state.warnings,
        findings: &state.diagnostics,
        pages: deck.map_or(Vec::new(), |deck| deck.pages.iter().map(describe_page).collect()),
    })
}

fn describe_page(view: &PageView) -> PreviewPage<'_> {
    PreviewPage {
        label: &view.label,
        slide: view.slide,
        step: view.step,
        title: &view.title,
        section: view.section.as_deref(),
        drawing: format!("{:016x}", view.content_hash),
        width: view.size.width,
        height: view.size.height,
    }
}

/// One page of the deck as JSON; `None` if there is no such page.
pub fn details_json(preview: &Preview, page: usize) -> Option<String> {
    let state = preview.snapshot();
    let (deck, sources) = state.deck.as_ref()?;
    let view = deck.pages.get(page)?;
    let area = |rect: crate::geometry::Rect| [rect.x, rect.y, rect.width, rect.height];
    let spot = |spot: &crate::live::SourceSpot| PreviewSpot {
        area: area(spot.rect),
        file: spot.file.display().to_string(),
        line: spot.line,
        column: spot.column,
        text: source_line(sources, &spot.file, spot.line),
    };
    let link = |link: &crate::live::PageLink| {
        let (page, address) = match &link.destination {
            LinkDestination::Page(page) => (Some(*page), None),
            LinkDestination::Uri(address) => (None, Some(address.clone())),
        };
        PreviewLink { area: area(link.rect), page, address }
    };
    Some(to_json(&PreviewDetails {
        version: state.version,
        words: &view.words,
        notes: view.notes.as_deref(),
        spots: view.spots.iter().map(spot).collect(),
        links: view.links.iter().map(link).collect(),
    }))
}

fn source_line(sources: &Sources, file: &std::path::Path, number: usize) -> String {
    let text = sources
        .iter()
        .find(|source| source.name == file)
        .map_or("", |source| source.line_text(number));
    let [_, text, _] = split_line(text, 0..text.len());
    text
}

/// The words of every page as JSON.
pub fn texts_json(preview: &Preview) -> String {
    let state = preview.snapshot();
    let pages = state.deck.as_ref().map_or(&[][..], |(deck, _)| &deck.pages);
    let words: Vec<PreviewText<'_>> = pages
        .iter()
        .map(|view| PreviewText { words: &view.words, notes: view.notes.as_deref() })
        .collect();
    to_json(&words)
}

fn to_json(what: &impl Serialize) -> String {
    // Texts, numbers and lists of them are JSON.
    serde_json::to_string(what).unwrap_or_default()
}
