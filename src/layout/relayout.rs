//! Some slides of a deck laid out anew, in a scene of the deck as it was before.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::text::Shaper;
use super::{
    LayoutResources, append_subtree, build_metadata, build_page, create_context,
    index_slides_by_id, lay_out_single_slide, own_slide_title, record_fit, resolve_page_links,
    to_single_line,
};
use crate::deck::{Deck, Slide};
use crate::scene::{ElementId, Page, Scene, SlideFit, Structure};

/// Slides that are ready to take the place of their older selves.
pub struct Relayout(Vec<RelaidSlide>);

struct RelaidSlide {
    /// Index among the scene's fits, which stand in the order of the pages.
    at: usize,
    fit: SlideFit,
    pages: Vec<Page>,
    structure: Structure,
}

/// Lays the `changed` slides out anew, for a scene that was made of the deck `before` with the same
/// theme, fonts and pictures. The slides that did not change are not looked at: they have to say
/// the same in both decks, and the decks but for their slides, too.
///
/// `None` where more than these slides depends on what changed, or a slide needs another number of
/// pages than before: then the whole deck has to be laid out.
pub fn relayout_slides(
    scene: &Scene,
    before: &Deck,
    deck: &Deck,
    changed: &[usize],
    materials: LayoutResources<'_>,
) -> Option<Relayout> {
    let depends = |&index: &usize| affects_other_slides(&before.slides[index], &deck.slides[index]);
    // A deck of no title goes by a slide's.
    let is_renamed = build_metadata(before).title != build_metadata(deck).title;
    if is_renamed || before.slides.len() != deck.slides.len() || changed.iter().any(depends) {
        return None;
    }
    let ids = index_slides_by_id(deck);
    let places: BTreeMap<usize, usize> =
        scene.fits.iter().enumerate().map(|(at, fit)| (fit.slide, at)).collect();
    let one = |shaper: &mut Shaper<'_>, &index: &usize| {
        let slide = &deck.slides[index];
        let &at = places.get(&index)?;
        let numbers = scene.fits[at].pages.clone();
        let (laid_out, mut missing) = lay_out_single_slide(deck, slide, materials, &ids, shaper);
        if laid_out.pages.len() != numbers.len() {
            return None;
        }
        let mut context = create_context(deck, slide, materials, &ids, shaper);
        let pages = numbers.clone().zip(laid_out.pages);
        let pages = pages
            .map(|(at, items)| {
                build_page(&mut context, deck, index, at + 1, items, laid_out.has_running_elements)
            })
            .collect();
        missing.append(&mut context.missing);
        Some(RelaidSlide {
            at,
            fit: record_fit(deck, index, laid_out.fitting, missing, numbers),
            pages,
            structure: laid_out.structure,
        })
    };
    changed
        .par_iter()
        .map_init(|| Shaper::new(materials.fonts), one)
        .collect::<Option<Vec<RelaidSlide>>>()
        .map(Relayout)
}

impl Relayout {
    /// What was done so that each slide of the deck fits, given what was done before.
    pub fn updated_fits(&self, mut fits: Vec<SlideFit>) -> Vec<SlideFit> {
        for RelaidSlide { at, fit, .. } in &self.0 {
            fits[*at].clone_from(fit);
        }
        fits
    }

    /// Puts the slides where they were in their scene, which becomes that of `deck`.
    pub fn apply_to(self, scene: &mut Scene, deck: &Deck) {
        let Self(mut ready) = self;
        let elements = scene.structure.slide_ranges();
        let mut first_pages = vec![0; deck.slides.len()];
        for fit in &scene.fits {
            first_pages[fit.slide] = fit.pages.start;
        }
        // From the back, so that what is before stays where it is.
        ready.sort_by_key(|ready| std::cmp::Reverse(ready.at));
        for RelaidSlide { at, fit, mut pages, structure } in ready {
            let slide = &deck.slides[fit.slide];
            replace_subtree(
                scene,
                elements[at].clone(),
                fit.pages.end,
                structure,
                slide.lang.as_deref(),
            );
            let offset = elements[at].start as u32;
            for page in &mut pages {
                page.items.iter_mut().for_each(|item| {
                    item.element = item.element.map(|element| ElementId(element.0 + offset))
                });
                resolve_page_links(&mut page.items, &first_pages);
            }
            // Where it opens a section, both bookmarks say what they said.
            if let Some(title) = own_slide_title(slide).filter(|_| slide.section.is_none()) {
                let own = scene.bookmarks.iter_mut().filter(|entry| entry.page == fit.pages.start);
                own.for_each(|entry| entry.title.clone_from(&title));
            }
            scene.pages.splice(fit.pages.clone(), pages);
            scene.fits[at] = fit;
        }
        scene.info = build_metadata(deck);
    }
}

/// Whether a slide changed in what others, or the bookmarks, are told of it.
fn affects_other_slides(before: &Slide, slide: &Slide) -> bool {
    let titles = [before, slide].map(own_slide_title);
    let sections = [before, slide].map(|slide| {
        slide.section.as_ref().map(|section| (to_single_line(&section.title), section.duration))
    });
    // A section stands among the bookmarks beside its slide, unless it is called the same.
    let is_bookmarked_alike = if sections[0].is_some() {
        titles[0] == titles[1]
    } else {
        titles[0].is_some() == titles[1].is_some()
    };
    before.id != slide.id
        || before.visibility != slide.visibility
        || sections[0] != sections[1]
        || !is_bookmarked_alike
}

/// Puts a slide's logical tree in the place of the elements `old`; those behind them, whose items
/// are on the pages from `page` on, move.
fn replace_subtree(
    scene: &mut Scene,
    old: Range<usize>,
    page: usize,
    structure: Structure,
    lang: Option<&str>,
) {
    let end = old.end as u32;
    let mut new = Structure { elements: scene.structure.elements.drain(old.start..).collect() };
    let behind = new.elements.split_off(old.len());
    append_subtree(&mut scene.structure, structure, lang);
    let moved = scene.structure.elements.len() as i64 - old.end as i64;
    let shifted =
        |id: ElementId| if id.0 >= end { ElementId((i64::from(id.0) + moved) as u32) } else { id };
    scene.structure.elements.extend(behind.into_iter().map(|mut element| {
        element.parent = element.parent.map(shifted);
        element
    }));
    if moved != 0 {
        for item in scene.pages[page..].iter_mut().flat_map(|page| &mut page.items) {
            item.element = item.element.map(shifted);
        }
    }
}
