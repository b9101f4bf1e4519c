//! Slides → sheets to print: several slides on a page with lines to write on, or each slide with
//! what its speaker says.
//!
//! A sheet is a page like any other. A slide's items are copied onto it smaller, and keep their
//! elements: the logical tree of a handout is that of its slides. What a sheet adds, frames, lines,
//! title and page numbers, is decoration and none of it.

mod arrangement;
mod notes;
mod sheet;

use std::collections::BTreeMap;

use self::arrangement::{Arrangement, arrange_slides};
use self::sheet::Sheet;
use super::LayoutResources;
use super::input::LayoutInput;
use super::missing_glyphs::MissingGlyphReport;
use crate::deck::Deck;
use crate::diagnostic::Diagnostics;
use crate::geometry::Size;
use crate::layout::text::Shaper;
use crate::scene::{ElementId, ItemKind, LinkTarget, Role, Scene, Structure};
use crate::source::Span;

/// What is printed on which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handout {
    /// What stands on a sheet.
    pub kind: HandoutKind,
    /// The paper.
    pub paper: Paper,
}

/// What stands on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandoutKind {
    /// This many slides, one of [`HandoutKind::COUNTS`]; lines to write on where there is room.
    Slides(u8),
    /// A slide, and below it what its speaker says.
    Notes,
}

impl HandoutKind {
    /// How many slides can stand on a sheet.
    pub const COUNTS: [u8; 6] = [1, 2, 3, 4, 6, 9];
}

/// Sizes of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm (ISO 216).
    #[default]
    A4,
    /// 8.5 × 11 inches (ANSI/ASME Y14.1).
    Letter,
}

impl Paper {
    /// The upright sheet in pt.
    pub fn size(self) -> Size {
        match self {
            Self::A4 => Size::new(595.276, 841.89),
            Self::Letter => Size::new(612.0, 792.0),
        }
    }
}

/// Puts the pages of a laid out deck onto sheets. What stands on a sheet is the slide with all its
/// steps.
pub fn lay_out_handout(
    mut scene: Scene,
    deck: &Deck,
    materials: LayoutResources<'_>,
    handout: Handout,
    diagnostics: &mut Diagnostics,
) -> Scene {
    let pages = std::mem::take(&mut scene.pages);
    let Some(first) = deck.slides.first() else { return scene };
    // Links to slides are not resolved: those in notes have no page to lead to.
    let input = LayoutInput { deck, resources: materials, slides_by_id: BTreeMap::new() };
    let mut shaper = Shaper::new(materials.fonts);
    let mut context = input.create_context(first, &mut shaper);
    context.lang = deck.metadata.lang.as_str().into();
    context.is_rtl = scene.info.from_right;
    context.palette = sheet::print_palette(materials.theme);
    context.page_scale = sheet::BODY_SIZE / materials.theme.type_scale.normal;
    context.scale.body = sheet::BODY_SIZE;
    context.structure = std::mem::take(&mut scene.structure);

    // The sheet that each page of the deck has come to stand on.
    let mut places = Vec::with_capacity(pages.len());
    let mut sheets: Vec<Sheet> = Vec::new();
    match handout.kind {
        HandoutKind::Slides(count) => {
            let shape = pages.first().map_or(deck.page_size, |page| page.size);
            let Arrangement { paper, cells } = arrange_slides(count, shape, handout.paper.size());
            for pages in pages.chunks(cells.len()) {
                let mut sheet = Sheet::new(paper);
                for (page, cell) in pages.iter().zip(&cells) {
                    places.push(sheets.len());
                    sheet.add_slide(&mut context, page, cell.slide);
                    if let Some(lines) = cell.lines {
                        sheet.add_lines(lines);
                    }
                }
                sheets.push(sheet);
            }
        }
        HandoutKind::Notes => {
            let elements = slide_elements(&context.structure);
            for (index, page) in pages.iter().enumerate() {
                places.push(sheets.len());
                // What is said belongs to the slide's first page; those that continue it have none
                // of their own.
                let continues = index > 0 && pages[index - 1].slide == page.slide;
                let slide = &deck.slides[page.slide];
                let parent = elements.get(&Some(slide.span)).copied().filter(|_| !continues);
                sheets.extend(notes::lay_out_notes_sheets(
                    &mut context,
                    page,
                    slide,
                    parent,
                    handout.paper.size(),
                ));
            }
        }
    }
    let count = sheets.len();
    scene.pages = sheets
        .into_iter()
        .enumerate()
        .map(|(index, sheet)| sheet.into_page(&mut context, deck, index + 1, count))
        .collect();
    scene.structure = std::mem::take(&mut context.structure);
    let mut gate = MissingGlyphReport::new(materials.sources);
    gate.add_slide(0, &context.missing);
    gate.push_diagnostics(deck, materials.missing_glyphs, diagnostics);
    retarget_to_sheets(&mut scene, &places);
    scene
}

/// The element of each slide by the slide's place in the outline.
fn slide_elements(structure: &Structure) -> BTreeMap<Option<Span>, ElementId> {
    let elements = structure.elements.iter().enumerate();
    let slides = elements.filter(|(_, element)| element.role == Role::Slide);
    slides.map(|(index, element)| (element.span, ElementId(index as u32))).collect()
}

/// Makes bookmarks, names and links that lead to pages of the deck lead to their sheets.
fn retarget_to_sheets(scene: &mut Scene, places: &[usize]) {
    let sheet = |page: usize| places.get(page).copied().unwrap_or(page);
    scene.bookmarks.iter_mut().for_each(|entry| entry.page = sheet(entry.page));
    scene
        .destinations
        .iter_mut()
        .for_each(|destination| destination.page = sheet(destination.page));
    scene.sections.iter_mut().for_each(|section| section.page = sheet(section.page));
    for item in scene.pages.iter_mut().flat_map(|page| &mut page.items) {
        if let ItemKind::Link(link) = &mut item.kind
            && let LinkTarget::Page(page) = &mut link.target
        {
            *page = sheet(*page);
        }
    }
}
