//! The data that a program needs to show a page.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::geometry::{Rect, Size};
use crate::scene::{
    Item, ItemKind, LinkTarget, Page, RevealState, Scene, TalkSection, first_step_pages,
};
use crate::show::{Transition, Visibility};
use crate::source::{Sources, Span};
use crate::{FinishedDeck, Options};

use super::appearance::{AppearanceCache, StepAppearance};
use super::page_media::{PageMedia, find_page_media};

/// A page of the PDF: a slide, or one step of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    /// The printed slide number, which all steps share; empty if there is none.
    pub label: String,
    /// The index of the slide in the deck.
    pub slide: usize,
    /// The index of the step among the pages of its slide.
    pub step: usize,
    /// The number of steps; 1 for a slide without steps.
    pub steps: usize,
    /// The slide's title as plain text; empty if it has none.
    pub title: String,
    /// The section of the slide.
    pub section: Option<String>,
    /// The planned duration of that section, in seconds.
    pub section_seconds: Option<f32>,
    /// Whether the slide is shown and counted.
    pub standing: Visibility,
    /// The speaker notes as Markdown.
    pub notes: Option<Arc<str>>,
    /// The visible text in reading order, for searching.
    pub words: Arc<str>,
    /// The page's size in pt.
    pub size: Size,
    /// The number of seconds until the next page is shown automatically. Pages of one slide share
    /// its time.
    pub advance: Option<f32>,
    /// The transition from the previous page to this one.
    pub transition: Option<Transition>,
    /// A hash of the appearance. Pages that look the same have the same hash, even in different
    /// decks or runs.
    pub content_hash: u64,
    /// The source positions of what is on the page, in painting order.
    pub spots: Vec<SourceSpot>,
    /// The links on the page.
    pub links: Vec<PageLink>,
    /// The videos, recordings and animated pictures on the page.
    pub media: Vec<PageMedia>,
}

/// An area of a page and the position of its source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceSpot {
    /// The bounding box in pt.
    pub rect: Rect,
    /// The source file.
    pub file: Arc<PathBuf>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A link on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLink {
    /// The clickable area in pt.
    pub rect: Rect,
    /// The target of the link.
    pub destination: LinkDestination,
    /// The alternative text.
    pub alt: String,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkDestination {
    /// The page at an index.
    Page(usize),
    /// A web address.
    Uri(String),
}

/// Builds the data of a deck's pages in PDF order. `appearances` caches their appearance.
pub(crate) fn build_views(
    finished: &FinishedDeck,
    appearances: &mut AppearanceCache,
    options: &Options,
) -> Vec<PageView> {
    let FinishedDeck { scene, fonts, sources, .. } = finished;
    let media_files = finished.outline.as_ref().map(|outline| &outline.media);
    let step_pages = scene.step_pages(options.steps());
    let first = first_step_pages(&step_pages);
    let names: Vec<Arc<PathBuf>> =
        sources.iter().map(|source| Arc::new(source.name.clone())).collect();
    let titles: BTreeMap<usize, &str> =
        scene.fits.iter().map(|fit| (fit.slide, fit.title.as_str())).collect();
    let sections = section_of_pages(scene);
    let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
    for step_page in &step_pages {
        *shares.entry(scene.pages[step_page.page].slide).or_default() += 1;
    }
    let view = |(index, appearance): (usize, &StepAppearance)| {
        let step_page = &step_pages[index];
        let page = &scene.pages[step_page.page];
        let start = first[step_page.page];
        let visible =
            page.items.iter().filter(|item| step_page.reveal_state(item) != RevealState::Hidden);
        let media = find_page_media(page, step_page, media_files);
        PageView {
            label: page.label.clone(),
            slide: page.slide,
            step: index - start,
            steps: first.get(step_page.page + 1).copied().unwrap_or(step_pages.len()) - start,
            title: titles.get(&page.slide).copied().unwrap_or_default().to_owned(),
            section: sections[step_page.page].map(|section| section.title.clone()),
            section_seconds: sections[step_page.page].and_then(|section| section.seconds),
            standing: page.visibility,
            notes: page.notes.clone(),
            words: appearance.words.clone(),
            size: page.size,
            advance: page.advance_seconds.map(|seconds| seconds / shares[&page.slide] as f32),
            transition: match step_page.is_first_of_page() {
                true => page.transition.or(scene.show.motion.transition),
                false if page.transition.is_some_and(Transition::is_none) => None,
                false => scene.show.motion.reveal(),
            },
            content_hash: appearance.content_hash,
            spots: locate_sources(appearance, sources, &names),
            links: visible
                .filter_map(|item| page_link(item, &first))
                // A click on a poster plays it.
                .filter(|link| !media.iter().any(|media| media.rect == link.rect))
                .collect(),
            media,
        }
    };
    appearances.update(scene, &step_pages, fonts).into_iter().enumerate().map(view).collect()
}

/// Returns the section of each page that is shown: from the first page of the section to the start
/// of the next.
fn section_of_pages(scene: &Scene) -> Vec<Option<&TalkSection>> {
    let mut starts = scene.sections.iter().peekable();
    let mut section = None;
    let of_page = |(index, page): (usize, &Page)| {
        while let Some(start) = starts.next_if(|start| start.page <= index) {
            section = Some(start);
        }
        section.filter(|_| page.visibility == Visibility::Shown)
    };
    scene.pages.iter().enumerate().map(of_page).collect()
}

fn locate_sources(
    appearance: &StepAppearance,
    sources: &Sources,
    names: &[Arc<PathBuf>],
) -> Vec<SourceSpot> {
    let spot = |&(span, rect): &(Span, Rect)| {
        let position = sources.get(span.source).position(span.start as usize);
        SourceSpot {
            rect,
            file: names[usize::from(span.source.0)].clone(),
            line: position.line,
            column: position.column,
        }
    };
    appearance.places.iter().map(spot).collect()
}

fn page_link(item: &Item, first: &[usize]) -> Option<PageLink> {
    let ItemKind::Link(area) = &item.kind else { return None };
    let destination = match &area.target {
        LinkTarget::Uri(address) => LinkDestination::Uri(address.clone()),
        LinkTarget::Page(page) => LinkDestination::Page(*first.get(*page)?),
        // The footnote is visible already.
        LinkTarget::SamePage { .. }
        | LinkTarget::Footnote(_)
        | LinkTarget::FootnoteCall(_)
        | LinkTarget::Work(_)
        | LinkTarget::WorkEntry(_) => return None,
    };
    Some(PageLink { rect: area.rect, destination, alt: area.alt_text.clone() })
}
