//! Parts of the scene that concern the whole document: structure tree, bookmarks, links, metadata.

use std::collections::BTreeMap;

use super::block::series_colours;
use super::date;
use crate::deck::{Deck, DeckSection, Layout, Slide, Text, TextDirection};
use crate::scene::{
    Bookmark, DesignColours, DesignTheme, DocumentInfo, Element, ElementId, Item, ItemKind,
    LinkTarget, Page, Role, Scene, Structure, TalkSection,
};
use crate::show::Visibility;
use crate::theme::{Palette, Theme};

/// The pages to which links lead.
#[derive(Clone, Copy)]
pub(super) struct PageTargets<'p> {
    /// The first page of each slide.
    pub slides: &'p [usize],
    /// The page of each work in the lists of works.
    pub works: &'p BTreeMap<usize, usize>,
}

/// Replaces slides and works by pages as the targets of links. A link to a work that is not listed
/// is removed.
pub(super) fn resolve_page_links(items: &mut Vec<Item>, targets: PageTargets<'_>) {
    items.retain_mut(|item| {
        let ItemKind::Link(link) = &mut item.kind else { return true };
        match &mut link.target {
            LinkTarget::Page(slide) => *slide = targets.slides[*slide],
            LinkTarget::Work(work) => match targets.works.get(work) {
                Some(&page) => link.target = LinkTarget::Page(page),
                None => return false,
            },
            LinkTarget::WorkEntry(_) => return false,
            _ => {}
        }
        true
    });
}

/// Returns the page of each work in the lists of works: the first that has its mark.
pub(super) fn find_work_pages(pages: &[Page]) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for item in &page.items {
            if let ItemKind::Link(link) = &item.kind
                && let LinkTarget::WorkEntry(work) = link.target
            {
                found.entry(work).or_insert(number);
            }
        }
    }
    found
}

/// Appends the structure tree of a slide to that of the document. Returns the offset by which the
/// ids of its elements have moved.
pub(super) fn append_subtree(
    structure: &mut Structure,
    subtree: Structure,
    lang: Option<&str>,
) -> u32 {
    let offset = structure.elements.len() as u32;
    for element in subtree.elements {
        let parent = element.parent.map_or(Structure::ROOT, |parent| ElementId(parent.0 + offset));
        let lang = if element.role == Role::Slide { lang.map(str::to_owned) } else { element.lang };
        structure.elements.push(Element { parent: Some(parent), lang, ..element });
    }
    offset
}

/// Moves the elements of items by `offset`.
pub(super) fn shift_elements(items: &mut [Item], offset: u32) {
    for item in items {
        item.element = item.element.map(|element| ElementId(element.0 + offset));
    }
}

/// Adds a bookmark for the section that the slide starts, if any, and one for the slide.
pub(super) fn push_bookmarks<'d>(
    scene: &mut Scene,
    slide: &'d Slide,
    section: &mut Option<&'d Text>,
) {
    let page = scene.pages.len();
    let mut section_title = None;
    if let Some(DeckSection { title, duration, .. }) = &slide.section {
        *section = Some(title);
        let title = title.to_single_line();
        scene.bookmarks.push(Bookmark { level: 0, title: title.clone(), page });
        if slide.visibility == Visibility::Shown {
            scene.sections.push(TalkSection { title: title.clone(), page, seconds: *duration });
        }
        section_title = Some(title);
    }
    let level = u8::from(section.is_some());
    let title = own_slide_title(slide).unwrap_or_else(|| {
        if page == 0 { scene.info.title.clone() } else { format!("{}", page + 1) }
    });
    // A slide with the title of its section shares the bookmark of the section.
    if section_title.as_ref() != Some(&title) {
        scene.bookmarks.push(Bookmark { level, title, page });
    }
}

/// Returns the title of the slide itself, unless it is blank.
pub(super) fn own_slide_title(slide: &Slide) -> Option<String> {
    slide.title.as_ref().map(Text::to_single_line).filter(|title| !title.trim().is_empty())
}

/// Returns the title by which a slide is listed: its own, otherwise that of its section or, on a
/// cover, of the deck.
pub(super) fn display_title<'d>(deck: &'d Deck, slide: &'d Slide) -> Option<&'d Text> {
    let of_deck = deck.metadata.title.as_ref().filter(|_| slide.layout == Layout::Cover);
    slide.title.as_ref().or(slide.section.as_ref().map(|section| &section.title)).or(of_deck)
}

/// Returns the index of the slide that a hidden slide follows in the outline, if it does.
pub(super) fn slide_before(deck: &Deck, slide: &Slide) -> Option<usize> {
    let follows = slide.follows?;
    let is_before = |other: &Slide| other.visibility == Visibility::Shown && other.span == follows;
    deck.slides.iter().rposition(is_before)
}

/// Returns the colours and fonts of the theme.
pub(super) fn describe_design(theme: &Theme) -> DesignTheme {
    let Palette { text, background, title, surface, primary, accent, .. } = theme.palette;
    let Palette { muted, line, tip, warning, link, .. } = theme.palette;
    DesignTheme {
        name: theme.name.clone(),
        heading_font: theme.fonts.heading.clone(),
        heading_weight: theme.weights.title,
        body_font: theme.fonts.body.clone(),
        body_weight: theme.weights.body,
        colours: Some(DesignColours {
            text,
            background,
            title,
            surface,
            primary,
            accent,
            series: series_colours(&theme.palette),
            muted,
            line,
            tip,
            warning,
            link,
        }),
    }
}

/// Returns the metadata of the document.
pub(super) fn build_metadata(deck: &Deck) -> DocumentInfo {
    let metadata = &deck.metadata;
    let direction = deck.direction.unwrap_or_else(|| TextDirection::of_language(&metadata.lang));
    let slide_titles = deck.slides.iter().filter_map(|slide| slide.title.as_ref());
    let title = metadata.title.iter().chain(slide_titles).find(|title| !title.is_blank());
    DocumentInfo {
        title: title.map_or_else(|| "Untitled".into(), Text::to_single_line),
        authors: metadata.authors.iter().map(Text::to_single_line).collect(),
        subject: metadata.subject.as_ref().or(metadata.subtitle.as_ref()).map(Text::to_single_line),
        keywords: metadata.keywords.clone(),
        rights: metadata.rights.as_ref().map(Text::to_single_line),
        lang: metadata.lang.clone(),
        from_right: direction == TextDirection::RightToLeft,
        date: metadata.date.as_ref().and_then(|date| date::parse_date(&date.content)),
    }
}
