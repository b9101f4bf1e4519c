//! Some slides of a deck laid out anew, in a scene of the deck as it was before.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::text::Shaper;
use super::{
    Materials, adopt, context, fit_of, flat, ids, lead, metadata, one_slide, own_title, page_of,
};
use crate::deck::{Deck, Slide};
use crate::scene::{ElementId, Page, Scene, SlideFit, Structure};

/// Slides that are ready to take the place of their older selves.
pub struct Again(Vec<Ready>);

struct Ready {
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
pub fn again(
    scene: &Scene,
    before: &Deck,
    deck: &Deck,
    changed: &[usize],
    materials: Materials<'_>,
) -> Option<Again> {
    let depends = |&index: &usize| hangs_together(&before.slides[index], &deck.slides[index]);
    // A deck of no title goes by a slide's.
    let is_renamed = metadata(before).title != metadata(deck).title;
    if is_renamed || before.slides.len() != deck.slides.len() || changed.iter().any(depends) {
        return None;
    }
    let ids = ids(deck);
    let places: BTreeMap<usize, usize> =
        scene.fits.iter().enumerate().map(|(at, fit)| (fit.slide, at)).collect();
    let one = |shaper: &mut Shaper<'_>, &index: &usize| {
        let slide = &deck.slides[index];
        let &at = places.get(&index)?;
        let numbers = scene.fits[at].pages.clone();
        let (laid_out, mut missing) = one_slide(deck, slide, materials, &ids, shaper);
        if laid_out.pages.len() != numbers.len() {
            return None;
        }
        let mut context = context(deck, slide, materials, &ids, shaper);
        let pages = numbers.clone().zip(laid_out.pages);
        let pages = pages
            .map(|(at, items)| {
                page_of(&mut context, deck, index, at + 1, items, laid_out.has_running)
            })
            .collect();
        missing.append(&mut context.missing);
        Some(Ready {
            at,
            fit: fit_of(deck, index, laid_out.fitting, missing, numbers),
            pages,
            structure: laid_out.structure,
        })
    };
    changed
        .par_iter()
        .map_init(|| Shaper::new(materials.fonts), one)
        .collect::<Option<Vec<Ready>>>()
        .map(Again)
}

impl Again {
    /// What was done so that each slide of the deck fits, given what was done before.
    pub fn fits(&self, mut fits: Vec<SlideFit>) -> Vec<SlideFit> {
        for Ready { at, fit, .. } in &self.0 {
            fits[*at].clone_from(fit);
        }
        fits
    }

    /// Puts the slides where they were in their scene, which becomes that of `deck`.
    pub fn put(self, scene: &mut Scene, deck: &Deck) {
        let Self(mut ready) = self;
        let elements = scene.structure.slides();
        let mut first_pages = vec![0; deck.slides.len()];
        for fit in &scene.fits {
            first_pages[fit.slide] = fit.pages.start;
        }
        // From the back, so that what is before stays where it is.
        ready.sort_by_key(|ready| std::cmp::Reverse(ready.at));
        for Ready { at, fit, mut pages, structure } in ready {
            let slide = &deck.slides[fit.slide];
            replace(scene, elements[at].clone(), fit.pages.end, structure, slide.lang.as_deref());
            let offset = elements[at].start as u32;
            for page in &mut pages {
                page.items.iter_mut().for_each(|item| {
                    item.element = item.element.map(|element| ElementId(element.0 + offset))
                });
                lead(&mut page.items, &first_pages);
            }
            // Where it opens a section, both bookmarks say what they said.
            if let Some(title) = own_title(slide).filter(|_| slide.section.is_none()) {
                let own = scene.outline.iter_mut().filter(|entry| entry.page == fit.pages.start);
                own.for_each(|entry| entry.title.clone_from(&title));
            }
            scene.pages.splice(fit.pages.clone(), pages);
            scene.fits[at] = fit;
        }
        scene.metadata = metadata(deck);
    }
}

/// Whether a slide changed in what others, or the bookmarks, are told of it.
fn hangs_together(before: &Slide, slide: &Slide) -> bool {
    let titles = [before, slide].map(own_title);
    let sections = [before, slide].map(|slide| {
        slide.section.as_ref().map(|section| (flat(&section.title), section.duration))
    });
    // A section stands among the bookmarks beside its slide, unless it is called the same.
    let is_bookmarked_alike = if sections[0].is_some() {
        titles[0] == titles[1]
    } else {
        titles[0].is_some() == titles[1].is_some()
    };
    before.id != slide.id
        || before.standing != slide.standing
        || sections[0] != sections[1]
        || !is_bookmarked_alike
}

/// Puts a slide's logical tree in the place of the elements `old`; those behind them, whose items
/// are on the pages from `page` on, move.
fn replace(
    scene: &mut Scene,
    old: Range<usize>,
    page: usize,
    structure: Structure,
    lang: Option<&str>,
) {
    let end = old.end as u32;
    let mut new = Structure { elements: scene.structure.elements.drain(old.start..).collect() };
    let behind = new.elements.split_off(old.len());
    adopt(&mut scene.structure, structure, lang);
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
