//! Lays out the changed slides of a deck for the scene of its earlier version.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::document::{
    PageTargets, append_subtree, build_metadata, own_slide_title, resolve_page_links,
    shift_elements,
};
use super::input::{LayoutInput, PageContent};
use super::page::PageNumber;
use super::text::Shaper;
use super::{LayoutResources, record_fit};
use crate::deck::{BlockKind, Deck, Layout, Slide};
use crate::scene::{ElementId, Page, Scene, SlideFit, Structure};
use crate::show::Visibility;

/// Slides of a new version of a deck.
#[derive(Clone, Copy)]
pub struct DeckEdit<'a> {
    /// The version for which the scene was laid out.
    pub before: &'a Deck,
    /// The new version. Apart from the changed slides, it has to be equal to the earlier one.
    pub after: &'a Deck,
    /// Indices of the changed slides.
    pub changed: &'a [usize],
}

/// Newly laid out slides, ready to replace those in a scene.
pub struct Relayout(Vec<RelaidSlide>);

struct RelaidSlide {
    /// Index in the fits of the scene, which are in page order.
    fit_index: usize,
    fit: SlideFit,
    pages: Vec<Page>,
    structure: Structure,
}

/// Lays out the changed slides of a deck, for a scene of the earlier version with the same theme,
/// fonts and images.
///
/// Returns `None` if the change affects other slides or a slide now has another number of pages.
/// Then the whole deck has to be laid out.
pub fn relayout_slides(
    scene: &Scene,
    edit: DeckEdit<'_>,
    resources: LayoutResources<'_>,
) -> Option<Relayout> {
    let DeckEdit { before, after, changed } = edit;
    let affects_others =
        |&index: &usize| affects_other_slides(&before.slides[index], &after.slides[index]);
    // The title of a deck without a title is that of a slide.
    let is_renamed = build_metadata(before).title != build_metadata(after).title;
    if is_renamed || before.slides.len() != after.slides.len() || changed.iter().any(affects_others)
    {
        return None;
    }
    let input = LayoutInput::new(after, resources);
    let fit_indices: BTreeMap<usize, usize> =
        scene.fits.iter().enumerate().map(|(index, fit)| (fit.slide, index)).collect();
    let is_shown = |page: &&Page| page.visibility == Visibility::Shown;
    let last = scene.pages.iter().filter(is_shown).count();
    changed
        .par_iter()
        .map_init(
            || Shaper::new(resources.fonts),
            |shaper, &index| {
                let &fit_index = fit_indices.get(&index)?;
                let pages = scene.fits[fit_index].pages.clone();
                relayout_slide(&input, shaper, index, (pages, last))
                    .map(|(fit, pages, structure)| RelaidSlide { fit_index, fit, pages, structure })
            },
        )
        .collect::<Option<Vec<RelaidSlide>>>()
        .map(Relayout)
}

/// Lays out a slide for these pages of a deck whose last page is `last`; `None` if it needs another
/// number of pages.
fn relayout_slide(
    input: &LayoutInput<'_>,
    shaper: &mut Shaper<'_>,
    index: usize,
    (page_range, last): (Range<usize>, usize),
) -> Option<(SlideFit, Vec<Page>, Structure)> {
    let (laid_out, mut missing) = input.lay_out_slide(index, shaper);
    if laid_out.pages.len() != page_range.len() {
        return None;
    }
    let mut context = input.create_context(index, shaper);
    let mut pages = Vec::with_capacity(page_range.len());
    for (page, items) in page_range.clone().zip(laid_out.pages) {
        let content = PageContent {
            slide: index,
            number: PageNumber { number: page + 1, last },
            items,
            running: laid_out.running,
        };
        pages.push(input.build_page(&mut context, content));
    }
    missing.append(context.missing);
    let fit = record_fit(input.deck, index, laid_out.fitting, missing, page_range);
    Some((fit, pages, laid_out.structure))
}

impl Relayout {
    /// Returns the fits of all slides after the change, given those before it.
    pub fn updated_fits(&self, mut fits: Vec<SlideFit>) -> Vec<SlideFit> {
        for RelaidSlide { fit_index, fit, .. } in &self.0 {
            fits[*fit_index].clone_from(fit);
        }
        fits
    }

    /// Replaces the slides in their scene, which becomes the scene of `deck`.
    pub fn apply_to(self, scene: &mut Scene, deck: &Deck) {
        let Self(mut slides) = self;
        let elements = scene.structure.slide_ranges();
        let mut first_pages = vec![0; deck.slides.len()];
        for fit in &scene.fits {
            first_pages[fit.slide] = fit.pages.start;
        }
        // From the last slide to the first, so that the element ids of earlier slides stay valid.
        slides.sort_by_key(|slide| std::cmp::Reverse(slide.fit_index));
        for RelaidSlide { fit_index, fit, mut pages, structure } in slides {
            let slide = &deck.slides[fit.slide];
            let range = elements[fit_index].clone();
            let offset = range.start as u32;
            let new = Subtree { structure, lang: slide.lang.as_deref() };
            replace_subtree(scene, range, new, fit.pages.end);
            for page in &mut pages {
                shift_elements(&mut page.items, offset);
                let targets = PageTargets { slides: &first_pages, works: &scene.work_pages };
                resolve_page_links(&mut page.items, targets);
            }
            // If the slide starts a section, the titles of both bookmarks are unchanged.
            if let Some(title) = own_slide_title(slide).filter(|_| slide.section.is_none()) {
                for bookmark in &mut scene.bookmarks {
                    if bookmark.page == fit.pages.start {
                        bookmark.title.clone_from(&title);
                    }
                }
            }
            scene.pages.splice(fit.pages.clone(), pages);
            scene.fits[fit_index] = fit;
        }
        scene.info = build_metadata(deck);
    }
}

/// Returns whether a slide changed in a way that affects other slides or the list of bookmarks.
fn affects_other_slides(before: &Slide, after: &Slide) -> bool {
    let titles = [before, after].map(own_slide_title);
    let sections = [before, after].map(|slide| {
        let section = slide.section.as_ref();
        section.map(|section| (section.title.to_single_line(), section.duration))
    });
    // A section and its slide share one bookmark if they have the same title.
    let has_same_bookmarks = if sections[0].is_some() {
        titles[0] == titles[1]
    } else {
        titles[0].is_some() == titles[1].is_some()
    };
    // Sections are numbered.
    let becomes_section = (before.layout == Layout::Section) != (after.layout == Layout::Section);
    before.id != after.id
        || becomes_section
        || before.visibility != after.visibility
        || sections[0] != sections[1]
        || !has_same_bookmarks
        || [before, after].into_iter().any(lists_works)
}

/// Returns whether a slide has the list of works, to whose pages citations lead.
fn lists_works(slide: &Slide) -> bool {
    slide.all_blocks().iter().any(|block| matches!(block.kind, BlockKind::References(_)))
}

/// The structure tree of a slide, and its language if it differs from that of the deck.
struct Subtree<'a> {
    structure: Structure,
    lang: Option<&'a str>,
}

/// Replaces the elements `old`. The ids of later elements change; the items that refer to them are
/// on the pages from `next_page` on.
fn replace_subtree(scene: &mut Scene, old: Range<usize>, new: Subtree<'_>, next_page: usize) {
    let end = old.end as u32;
    let mut replaced: Vec<_> = scene.structure.elements.drain(old.start..).collect();
    let later = replaced.split_off(old.len());
    append_subtree(&mut scene.structure, new.structure, new.lang);
    let shift = scene.structure.elements.len() as i64 - old.end as i64;
    let shifted =
        |id: ElementId| if id.0 >= end { ElementId((i64::from(id.0) + shift) as u32) } else { id };
    scene.structure.elements.extend(later.into_iter().map(|mut element| {
        element.parent = element.parent.map(shifted);
        element
    }));
    if shift != 0 {
        for item in scene.pages[next_page..].iter_mut().flat_map(|page| &mut page.items) {
            item.element = item.element.map(shifted);
        }
    }
}
