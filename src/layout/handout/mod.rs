//! Arranges laid-out slides on sheets for printing: several slides per sheet with lines for
//! writing, or each slide with its speaker notes.
//!
//! A sheet is an ordinary page. The items of a slide are copied to it and scaled down, and keep
//! their elements: a handout has the structure tree of its slides. Frames, lines, title and page
//! numbers of a sheet are artifacts.

mod arrangement;
mod notes;
mod sheet;

use std::collections::BTreeMap;

use self::arrangement::{Arrangement, arrange_slides};
use self::sheet::Sheet;
use super::LayoutResources;
use super::context::LayoutContext;
use super::input::LayoutInput;
use super::missing_glyphs::MissingGlyphReport;
use crate::deck::Deck;
use crate::diagnostic::Diagnostics;
use crate::geometry::Size;
use crate::layout::text::Shaper;
use crate::scene::{ElementId, ItemKind, LinkTarget, Page, Role, Scene, Structure};
use crate::source::Span;

/// What is printed, and on which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handout {
    /// Content of the sheets.
    pub kind: HandoutKind,
    /// Paper size.
    pub paper: Paper,
}

/// Content of the sheets of a handout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandoutKind {
    /// This number of slides per sheet, one of [`HandoutKind::COUNTS`], with lines for writing
    /// where space is left.
    Slides(u8),
    /// One slide per sheet, with its speaker notes below.
    Notes,
}

impl HandoutKind {
    /// Valid numbers of slides per sheet.
    pub const COUNTS: [u8; 6] = [1, 2, 3, 4, 6, 9];
}

/// Paper sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm (ISO 216).
    #[default]
    A4,
    /// 8.5 × 11 inches (ANSI/ASME Y14.1).
    Letter,
}

impl Paper {
    /// Returns the size in portrait orientation, in pt.
    pub fn size(self) -> Size {
        match self {
            Self::A4 => Size::new(595.276, 841.89),
            Self::Letter => Size::new(612.0, 792.0),
        }
    }
}

/// Arranges the pages of a laid-out deck on sheets. Slides are shown with all their steps.
pub fn lay_out_handout(
    mut scene: Scene,
    deck: &Deck,
    resources: LayoutResources<'_>,
    handout: Handout,
    diagnostics: &mut Diagnostics,
) -> Scene {
    let pages = std::mem::take(&mut scene.pages);
    if deck.slides.is_empty() {
        return scene;
    }
    // Links to slides in notes are not resolved, because there is no page for them to lead to.
    let input = LayoutInput { slides_by_id: BTreeMap::new(), ..LayoutInput::new(deck, resources) };
    let mut shaper = Shaper::new(resources.fonts);
    let mut context = input.create_context(0, &mut shaper);
    context.lang = deck.metadata.lang.as_str().into();
    context.is_rtl = scene.info.from_right;
    context.palette = sheet::print_palette(resources.theme);
    context.page_scale = sheet::BODY_SIZE / resources.theme.type_scale.normal;
    context.scale.body = sheet::BODY_SIZE;
    context.structure = std::mem::take(&mut scene.structure);
    let Sheets { sheets, sheet_of_page } = match handout.kind {
        HandoutKind::Slides(count) => {
            let slide_size = pages.first().map_or(deck.page_size, |page| page.size);
            let arrangement = arrange_slides(count, slide_size, handout.paper.size());
            place_slides(&mut context, &pages, &arrangement)
        }
        HandoutKind::Notes => lay_out_all_notes(&mut context, deck, &pages, handout.paper.size()),
    };
    let count = sheets.len();
    scene.pages = sheets
        .into_iter()
        .enumerate()
        .map(|(index, sheet)| sheet.into_page(&mut context, deck, index + 1, count))
        .collect();
    scene.structure = std::mem::take(&mut context.structure);
    let mut missing_glyphs = MissingGlyphReport::new(resources.sources);
    missing_glyphs.add_slide(0, &context.missing.into_vec());
    missing_glyphs.push_diagnostics(deck, resources.missing_glyphs, diagnostics);
    retarget_to_sheets(&mut scene, &sheet_of_page);
    scene
}

/// The sheets of a handout.
#[derive(Default)]
struct Sheets {
    sheets: Vec<Sheet>,
    /// Index of the sheet that each page of the deck is on.
    sheet_of_page: Vec<usize>,
}

/// Places several slides on each sheet.
fn place_slides(
    context: &mut LayoutContext<'_, '_>,
    pages: &[Page],
    arrangement: &Arrangement,
) -> Sheets {
    let mut result = Sheets::default();
    for pages in pages.chunks(arrangement.cells.len()) {
        let mut sheet = Sheet::new(arrangement.paper);
        for (page, cell) in pages.iter().zip(&arrangement.cells) {
            result.sheet_of_page.push(result.sheets.len());
            sheet.add_slide(context, page, cell.slide);
            if let Some(lines) = cell.lines {
                sheet.add_lines(lines);
            }
        }
        result.sheets.push(sheet);
    }
    result
}

/// Places each slide on a sheet with its speaker notes.
fn lay_out_all_notes(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    pages: &[Page],
    paper: Size,
) -> Sheets {
    let elements = slide_elements(&context.structure);
    let mut result = Sheets::default();
    for (index, page) in pages.iter().enumerate() {
        result.sheet_of_page.push(result.sheets.len());
        // The notes of a slide that continues on further pages are printed with its first page.
        let is_continued = index > 0 && pages[index - 1].slide == page.slide;
        let slide = &deck.slides[page.slide];
        let parent = elements.get(&Some(slide.span)).copied().filter(|_| !is_continued);
        result.sheets.extend(notes::lay_out_notes_sheets(context, page, slide, parent, paper));
    }
    result
}

/// Returns the element of each slide by the span of the slide in the outline.
fn slide_elements(structure: &Structure) -> BTreeMap<Option<Span>, ElementId> {
    let elements = structure.elements.iter().enumerate();
    let slides = elements.filter(|(_, element)| element.role == Role::Slide);
    slides.map(|(index, element)| (element.span, ElementId(index as u32))).collect()
}

/// Changes the targets of bookmarks, named destinations, sections and links from pages of the deck
/// to sheets.
fn retarget_to_sheets(scene: &mut Scene, sheet_of_page: &[usize]) {
    let sheet = |page: usize| sheet_of_page.get(page).copied().unwrap_or(page);
    scene.bookmarks.iter_mut().for_each(|bookmark| bookmark.page = sheet(bookmark.page));
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
