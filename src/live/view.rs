//! What a program that shows a deck wants to know of one page.

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

use super::appearance::{AppearanceCache, SheetAppearance};

/// One page of the PDF: a slide, or one step of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    /// The slide's number as printed; empty for none. Steps of a slide share it.
    pub label: String,
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Which of its slide's pages in steps it is, from 0.
    pub step: usize,
    /// How many steps there are; 1 where nothing comes step by step.
    pub steps: usize,
    /// The slide's title as plain text; empty if it has none.
    pub title: String,
    /// The section that the slide belongs to.
    pub section: Option<String>,
    /// How long that section may take, in seconds, if the author says.
    pub section_seconds: Option<f32>,
    /// Whether the slide is shown in its turn.
    pub standing: Visibility,
    /// What the speaker says.
    pub notes: Option<Arc<str>>,
    /// The words that are seen, in reading order, to search in.
    pub words: Arc<str>,
    /// The page's size in pt.
    pub size: Size,
    /// After how many seconds the next page comes by itself; a slide of several pages shares its
    /// time among them.
    pub advance: Option<f32>,
    /// What replaces the page before by this one.
    pub transition: Option<Transition>,
    /// Equal for pages that look the same, be they of different decks or runs: a name for a picture
    /// of the page.
    pub content_hash: u64,
    /// Where what the outline says stands, in painting order.
    pub spots: Vec<SourceSpot>,
    /// Places to click.
    pub links: Vec<PageLink>,
}

/// A place on a page and where its words are written.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceSpot {
    /// The rectangle around it, in pt.
    pub rect: Rect,
    /// The file that it is written in.
    pub file: Arc<PathBuf>,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A place to click.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLink {
    /// Where it is, in pt.
    pub rect: Rect,
    /// Where it leads.
    pub destination: LinkDestination,
    /// What it is called for those who do not see it.
    pub alt: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkDestination {
    /// To the page of this index.
    Page(usize),
    /// To an address.
    Uri(String),
}

/// The views of a deck's pages, in the order of the PDF; `looks` are what is known of them.
pub fn build_views(
    finished: &FinishedDeck,
    looks: &mut AppearanceCache,
    options: &Options,
) -> Vec<PageView> {
    let FinishedDeck { scene, fonts, sources, .. } = finished;
    let sheets = scene.step_pages(options.steps());
    let first = first_step_pages(&sheets);
    let names: Vec<Arc<PathBuf>> =
        sources.iter().map(|source| Arc::new(source.name.clone())).collect();
    let titles: BTreeMap<usize, &str> =
        scene.fits.iter().map(|fit| (fit.slide, fit.title.as_str())).collect();
    let sections = section_of_pages(scene);
    let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
    for sheet in &sheets {
        *shares.entry(scene.pages[sheet.page].slide).or_default() += 1;
    }
    let view = |(index, look): (usize, &SheetAppearance)| {
        let sheet = &sheets[index];
        let page = &scene.pages[sheet.page];
        let start = first[sheet.page];
        let seen = page.items.iter().filter(|item| sheet.reveal_state(item) != RevealState::Hidden);
        PageView {
            label: page.label.clone(),
            slide: page.slide,
            step: index - start,
            steps: first.get(sheet.page + 1).copied().unwrap_or(sheets.len()) - start,
            title: titles.get(&page.slide).copied().unwrap_or_default().to_owned(),
            section: sections[sheet.page].map(|section| section.title.clone()),
            section_seconds: sections[sheet.page].and_then(|section| section.seconds),
            standing: page.visibility,
            notes: page.notes.clone(),
            words: look.words.clone(),
            size: page.size,
            advance: page.advance_seconds.map(|seconds| seconds / shares[&page.slide] as f32),
            transition: page.transition.filter(|_| sheet.is_first_of_page()),
            content_hash: look.content_hash,
            spots: locate_sources(look, sources, &names),
            links: seen.filter_map(|item| page_link(item, &first)).collect(),
        }
    };
    looks.update(scene, &sheets, fonts).into_iter().enumerate().map(view).collect()
}

/// The section of each page that is shown in its turn: from its first page to the next section.
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
    look: &SheetAppearance,
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
    look.places.iter().map(spot).collect()
}

fn page_link(item: &Item, first: &[usize]) -> Option<PageLink> {
    let ItemKind::Link(area) = &item.kind else { return None };
    let leads = match &area.target {
        LinkTarget::Uri(address) => LinkDestination::Uri(address.clone()),
        LinkTarget::Page(page) => LinkDestination::Page(*first.get(*page)?),
    };
    Some(PageLink { rect: area.rect, destination: leads, alt: area.alt_text.clone() })
}
