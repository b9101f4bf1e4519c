//! What a program that shows a deck wants to know of one page.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::assets::Fonts;
use crate::geometry::{Rect, Size};
use crate::scene::{Item, ItemKind, LinkTarget, Page, Scene, Section, Sight, first_sheets};
use crate::show::{Standing, Steps, Transition};
use crate::source::{Sources, Span};

use super::drawing::{self, Faces};

/// One page of the PDF: a slide, or one step of it.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
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
    pub standing: Standing,
    /// What the speaker says.
    pub notes: Option<Arc<str>>,
    /// The words that are seen, in reading order, to search in.
    pub words: String,
    /// The page's size in pt.
    pub size: Size,
    /// After how many seconds the next page comes by itself; a slide of several pages shares its time among them.
    pub advance: Option<f32>,
    /// What replaces the page before by this one.
    pub transition: Option<Transition>,
    /// Equal for pages that look the same, be they of different decks or runs: a name for a picture of the page.
    pub drawing: u64,
    /// Where what the outline says stands, in painting order.
    pub spots: Vec<Spot>,
    /// Places to click.
    pub links: Vec<Link>,
}

/// A place on a page and where its words are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
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
pub struct Link {
    /// Where it is, in pt.
    pub rect: Rect,
    /// Where it leads.
    pub leads: Leads,
    /// What it is called for those who do not see it.
    pub alt: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To the page of this index.
    Page(usize),
    /// To an address.
    Uri(String),
}

/// The views of a scene's pages, in the order of the PDF.
pub fn views(scene: &Scene, fonts: &Fonts, sources: &Sources, steps: Steps) -> Vec<View> {
    let sheets = scene.sheets(steps);
    let first = first_sheets(&sheets);
    let faces = Faces::of(&scene.pages, fonts);
    let names: Vec<Arc<PathBuf>> = sources.iter().map(|source| Arc::new(source.name.clone())).collect();
    let titles: BTreeMap<usize, &str> = scene.fits.iter().map(|fit| (fit.slide, fit.title.as_str())).collect();
    let sections = sections(scene);
    let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
    for sheet in &sheets {
        *shares.entry(scene.pages[sheet.page].slide).or_default() += 1;
    }
    let view = |index: usize| {
        let sheet = &sheets[index];
        let page = &scene.pages[sheet.page];
        let start = first[sheet.page];
        let seen: Vec<&Item> = page.items.iter().filter(|item| sheet.sight(item) != Sight::Hidden).collect();
        View {
            label: page.label.clone(),
            slide: page.slide,
            step: index - start,
            steps: first.get(sheet.page + 1).copied().unwrap_or(sheets.len()) - start,
            title: titles.get(&page.slide).copied().unwrap_or_default().to_owned(),
            section: sections[sheet.page].map(|section| section.title.clone()),
            section_seconds: sections[sheet.page].and_then(|section| section.seconds),
            standing: page.standing,
            notes: page.notes.clone(),
            words: words(&seen),
            size: page.size,
            advance: page.advance.map(|seconds| seconds / shares[&page.slide] as f32),
            transition: page.transition.filter(|_| sheet.is_first()),
            drawing: drawing::identity(page, sheet, &faces),
            spots: spots(&seen, page, fonts, sources, &names),
            links: seen.iter().filter_map(|item| link(item, &first)).collect(),
        }
    };
    (0..sheets.len()).into_par_iter().map(view).collect()
}

/// The section of each page that is shown in its turn: from its first page to the next section.
fn sections(scene: &Scene) -> Vec<Option<&Section>> {
    let mut starts = scene.sections.iter().peekable();
    let mut section = None;
    let of_page = |(index, page): (usize, &Page)| {
        while let Some(start) = starts.next_if(|start| start.page <= index) {
            section = Some(start);
        }
        section.filter(|_| page.standing == Standing::Counted)
    };
    scene.pages.iter().enumerate().map(of_page).collect()
}

/// The words of what is seen, each paragraph once, in the order of the logical tree.
fn words(seen: &[&Item]) -> String {
    let mut runs: Vec<_> = seen
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some((item.element?, &run.text)),
            _ => None,
        })
        .collect();
    runs.sort_by_key(|(element, _)| *element);
    runs.dedup_by(|next, run| Arc::ptr_eq(next.1, run.1));
    let words: Vec<String> = runs.iter().map(|(_, text)| text.replace('\u{ad}', "").replace('\n', " ")).collect();
    words.join("\n")
}

/// Where what the outline says stands: one rectangle for each of its places.
fn spots(seen: &[&Item], page: &Page, fonts: &Fonts, sources: &Sources, names: &[Arc<PathBuf>]) -> Vec<Spot> {
    let mut places: Vec<(Span, Rect)> = Vec::new();
    let mut known: BTreeMap<Span, usize> = BTreeMap::new();
    for item in seen {
        let (Some(span), Some(area)) = (item.span, bounds(item, page, fonts)) else { continue };
        match known.get(&span) {
            Some(&index) => places[index].1 = places[index].1.union(area),
            None => {
                known.insert(span, places.len());
                places.push((span, area));
            }
        }
    }
    let spot = |(span, rect): (Span, Rect)| {
        let position = sources.get(span.source).position(span.start as usize);
        Spot { rect, file: names[usize::from(span.source.0)].clone(), line: position.line, column: position.column }
    };
    places.into_iter().map(spot).collect()
}

/// The rectangle that an item covers on its page.
fn bounds(item: &Item, page: &Page, fonts: &Fonts) -> Option<Rect> {
    let area = match &item.kind {
        ItemKind::Text(run) => {
            let metrics = fonts.get(run.face).metrics();
            let (top, bottom) = (run.origin.y - metrics.ascent * run.size, run.origin.y - metrics.descent * run.size);
            Rect::new(run.origin.x, top, run.width(), bottom - top)
        }
        ItemKind::Shape(shape) => shape.bounds(),
        ItemKind::Image(image) => image.clip.map_or(image.rect, |(window, _)| window),
        ItemKind::Link(_) | ItemKind::Clip(_) => return None,
    };
    // A picture that fills its place sticks out of the page.
    let (left, top) = (area.x.max(0.0), area.y.max(0.0));
    let (right, bottom) = (area.right().min(page.size.width), area.bottom().min(page.size.height));
    (right > left && bottom > top).then(|| Rect::new(left, top, right - left, bottom - top))
}

fn link(item: &Item, first: &[usize]) -> Option<Link> {
    let ItemKind::Link(area) = &item.kind else { return None };
    let leads = match &area.target {
        LinkTarget::Uri(address) => Leads::Uri(address.clone()),
        LinkTarget::Page(page) => Leads::Page(*first.get(*page)?),
    };
    Some(Link { rect: area.rect, leads, alt: area.alt.clone() })
}
