//! Caches what pages look like, and where the words of the outline appear on them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::assets::Fonts;
use crate::geometry::Rect;
use crate::scene::{Item, ItemKind, Page, RevealState, Scene, StepPage};
use crate::source::Span;

use super::page_hash::{self, FaceHashes};

/// The appearance of one step page. It does not depend on other pages.
pub(crate) struct StepAppearance {
    /// Equal for step pages that look the same.
    pub(crate) content_hash: u64,
    /// The visible text in reading order.
    pub(crate) words: Arc<str>,
    /// The source spans on the page in painting order, each once, with its bounding box in pt.
    pub(crate) places: Vec<(Span, Rect)>,
}

/// The appearance of a scene's step pages, cached between renderings.
#[derive(Default)]
pub(crate) struct AppearanceCache(
    /// The step pages of each page; empty if not cached.
    Vec<Vec<StepAppearance>>,
);

impl AppearanceCache {
    /// Removes pages that have changed.
    pub(crate) fn invalidate(&mut self, pages: Range<usize>) {
        self.0.iter_mut().take(pages.end).skip(pages.start).for_each(Vec::clear);
    }

    /// Updates the source spans of pages whose text has moved in the outline.
    pub(crate) fn shift_spans(&mut self, pages: Range<usize>, moved: impl Fn(Span) -> Span) {
        let appearances = self.0.iter_mut().take(pages.end).skip(pages.start).flatten();
        appearances
            .flat_map(|appearance| &mut appearance.places)
            .for_each(|(span, _)| *span = moved(*span));
    }

    /// Computes the pages that are not cached, and returns the appearance of all
    /// `step_pages`, which
    /// must be those of the scene.
    pub(crate) fn update(
        &mut self,
        scene: &Scene,
        step_pages: &[StepPage],
        fonts: &Fonts,
    ) -> Vec<&StepAppearance> {
        self.0.resize_with(scene.pages.len(), Vec::new);
        let by_page: Vec<&[StepPage]> =
            step_pages.chunk_by(|step_page, next| step_page.page == next.page).collect();
        let uncached = |step_pages: &&&[StepPage]| self.0[step_pages[0].page].is_empty();
        let uncached: Vec<&[StepPage]> = by_page.iter().filter(uncached).copied().collect();
        let faces = FaceHashes::of_pages(
            uncached.iter().map(|step_pages| &scene.pages[step_pages[0].page]),
            fonts,
        );
        let compute = |step_pages: &&[StepPage]| -> Vec<StepAppearance> {
            step_pages
                .iter()
                .map(|step_page| {
                    StepAppearance::of_step_page(
                        &scene.pages[step_page.page],
                        step_page,
                        &faces,
                        fonts,
                    )
                })
                .collect()
        };
        let appearances: Vec<Vec<StepAppearance>> = uncached.par_iter().map(compute).collect();
        for (step_pages, appearances) in uncached.iter().zip(appearances) {
            self.0[step_pages[0].page] = appearances;
        }
        self.0.iter().flatten().collect()
    }
}

impl StepAppearance {
    fn of_step_page(page: &Page, step_page: &StepPage, faces: &FaceHashes, fonts: &Fonts) -> Self {
        let visible: Vec<&Item> = page
            .items
            .iter()
            .filter(|item| step_page.reveal_state(item) != RevealState::Hidden)
            .collect();
        Self {
            content_hash: page_hash::hash_step_page(page, step_page, faces),
            words: collect_words(&visible).into(),
            places: collect_places(&visible, page, fonts),
        }
    }
}

/// Collects the visible text in structure order, each paragraph once.
fn collect_words(visible: &[&Item]) -> String {
    let mut runs: Vec<_> = visible
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some((item.element?, &run.text)),
            _ => None,
        })
        .collect();
    runs.sort_by_key(|(element, _)| *element);
    runs.dedup_by(|next, run| Arc::ptr_eq(next.1, run.1));
    let words: Vec<String> =
        runs.iter().map(|(_, text)| text.replace('\u{ad}', "").replace('\n', " ")).collect();
    words.join("\n")
}

fn collect_places(visible: &[&Item], page: &Page, fonts: &Fonts) -> Vec<(Span, Rect)> {
    let mut places: Vec<(Span, Rect)> = Vec::new();
    let mut indices: BTreeMap<Span, usize> = BTreeMap::new();
    for item in visible {
        let (Some(span), Some(area)) = (item.span, item_bounds(item, page, fonts)) else {
            continue;
        };
        match indices.get(&span) {
            Some(&index) => places[index].1 = places[index].1.union(area),
            None => {
                indices.insert(span, places.len());
                places.push((span, area));
            }
        }
    }
    places
}

/// Returns the bounding box of an item on its page.
fn item_bounds(item: &Item, page: &Page, fonts: &Fonts) -> Option<Rect> {
    let area = match &item.kind {
        ItemKind::Text(run) => {
            let metrics = fonts.get(run.face).metrics();
            let (top, bottom) = (
                run.origin.y - metrics.ascent * run.size,
                run.origin.y - metrics.descent * run.size,
            );
            Rect::new(run.origin.x, top, run.width(), bottom - top)
        }
        ItemKind::Shape(shape) => shape.bounds(),
        ItemKind::Image(image) => image.window(),
        ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => return None,
    };
    // A picture that covers its area may extend beyond the page.
    let (left, top) = (area.x.max(0.0), area.y.max(0.0));
    let (right, bottom) = (area.right().min(page.size.width), area.bottom().min(page.size.height));
    (right > left && bottom > top).then(|| Rect::new(left, top, right - left, bottom - top))
}
