//! What pages are told, as it is sent.

use serde::{Deserialize, Serialize};

use crate::live::{Leads, View};
use crate::source::Sources;

use super::Preview;
use super::finding::cut;

/// That something is new.
#[derive(Serialize)]
pub struct News {
    /// Which run of the program says so.
    pub run: String,
    /// Which state of the deck is the latest.
    pub version: u64,
}

/// The deck: enough to show all of it, without its words.
#[derive(Serialize)]
pub struct Deck<'a> {
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
    findings: &'a [Finding],
    pages: Vec<Page<'a>>,
}

/// A page in the list.
#[derive(Serialize)]
struct Page<'a> {
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
pub struct Details<'a> {
    version: u64,
    words: &'a str,
    notes: Option<&'a str>,
    spots: Vec<Spot>,
    links: Vec<Link>,
}

/// A rectangle (left, top, width, height in pt) and the line that it comes from.
#[derive(Serialize)]
struct Spot {
    area: [f32; 4],
    file: String,
    line: usize,
    column: usize,
    text: String,
}

#[derive(Serialize)]
struct Link {
    area: [f32; 4],
    page: Option<usize>,
    address: Option<String>,
}

/// What a page says in all its words, to search in.
#[derive(Serialize)]
pub struct Words<'a> {
    words: &'a str,
    notes: Option<&'a str>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    pub label: Option<String>,
    pub hints: Vec<String>,
    pub place: Option<Place>,
    pub related: Vec<Related>,
}

/// A place in a text, with the line that it is in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
    /// What stands in the line before, at and after the place.
    pub parts: [String; 3],
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Related {
    pub message: String,
    pub place: Place,
}

/// What a page asks to have opened.
#[derive(Deserialize)]
pub struct Edit {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

/// The deck as JSON.
pub fn deck(preview: &Preview) -> String {
    let state = preview.state();
    let deck = state.deck.as_ref().map(|(deck, _)| deck);
    json(&Deck {
        version: state.version,
        outline: preview.0.outline.display().to_string(),
        read: state.is_read,
        editor: preview.0.editor.as_ref().map(|editor| editor.name()),
        title: deck.map(|deck| deck.title.as_str()),
        lang: deck.map(|deck| deck.lang.as_str()),
        from_right: deck.is_some_and(|deck| deck.from_right),
        milliseconds: state.milliseconds,
        errors: state.errors,
        warnings: state.warnings,
        findings: &state.findings,
        pages: deck.map_or(Vec::new(), |deck| deck.pages.iter().map(listed).collect()),
    })
}

fn listed(view: &View) -> Page<'_> {
    Page {
        label: &view.label,
        slide: view.slide,
        step: view.step,
        title: &view.title,
        section: view.section.as_deref(),
        drawing: format!("{:016x}", view.drawing),
        width: view.size.width,
        height: view.size.height,
    }
}

/// One page of the deck as JSON; `None` if there is no such page.
pub fn details(preview: &Preview, page: usize) -> Option<String> {
    let state = preview.state();
    let (deck, sources) = state.deck.as_ref()?;
    let view = deck.pages.get(page)?;
    let area = |rect: crate::geometry::Rect| [rect.x, rect.y, rect.width, rect.height];
    let spot = |spot: &crate::live::Spot| Spot {
        area: area(spot.rect),
        file: spot.file.display().to_string(),
        line: spot.line,
        column: spot.column,
        text: line(sources, &spot.file, spot.line),
    };
    let link = |link: &crate::live::Link| {
        let (page, address) = match &link.leads {
            Leads::Page(page) => (Some(*page), None),
            Leads::Uri(address) => (None, Some(address.clone())),
        };
        Link { area: area(link.rect), page, address }
    };
    Some(json(&Details {
        version: state.version,
        words: &view.words,
        notes: view.notes.as_deref(),
        spots: view.spots.iter().map(spot).collect(),
        links: view.links.iter().map(link).collect(),
    }))
}

fn line(sources: &Sources, file: &std::path::Path, number: usize) -> String {
    let text =
        sources.iter().find(|source| source.name == file).map_or("", |source| source.line(number));
    let [_, text, _] = cut(text, 0..text.len());
    text
}

/// The words of every page as JSON.
pub fn words(preview: &Preview) -> String {
    let state = preview.state();
    let pages = state.deck.as_ref().map_or(&[][..], |(deck, _)| &deck.pages);
    let words: Vec<Words<'_>> = pages
        .iter()
        .map(|view| Words { words: &view.words, notes: view.notes.as_deref() })
        .collect();
    json(&words)
}

fn json(what: &impl Serialize) -> String {
    // Texts, numbers and lists of them are JSON.
    serde_json::to_string(what).unwrap_or_default()
}
