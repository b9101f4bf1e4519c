//! What pages look like, and where the outline's words stand on them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::assets::Fonts;
use crate::geometry::Rect;
use crate::scene::{Item, ItemKind, Page, Scene, Sheet, Sight};
use crate::source::Span;

use super::drawing::{self, Faces};

/// What one sheet shows. Nothing of it depends on other pages.
pub struct Look {
    /// Equal for sheets that look the same.
    pub drawing: u64,
    /// The words that are seen, in reading order.
    pub words: Arc<str>,
    /// Where what the outline says stands, in painting order: each of its places once, with the
    /// rectangle around it in pt.
    pub places: Vec<(Span, Rect)>,
}

/// The looks of a scene's sheets, kept from one rendering to the next for the pages that stay as
/// they are.
#[derive(Default)]
pub struct Looks(
    /// Those of each page's sheets; none where they are not known.
    Vec<Vec<Look>>,
);

impl Looks {
    /// Forgets those of pages that are not what they were.
    pub fn forget(&mut self, pages: Range<usize>) {
        self.0.iter_mut().take(pages.end).skip(pages.start).for_each(Vec::clear);
    }

    /// Notes that the words of these pages stand elsewhere in the outline.
    pub fn move_spans(&mut self, pages: Range<usize>, moved: impl Fn(Span) -> Span) {
        let looks = self.0.iter_mut().take(pages.end).skip(pages.start).flatten();
        looks.flat_map(|look| &mut look.places).for_each(|(span, _)| *span = moved(*span));
    }

    /// Looks at the pages that are not known, and gives the looks of all `sheets`, which have to be
    /// those of the scene.
    pub fn of(&mut self, scene: &Scene, sheets: &[Sheet], fonts: &Fonts) -> Vec<&Look> {
        self.0.resize_with(scene.pages.len(), Vec::new);
        let by_page: Vec<&[Sheet]> =
            sheets.chunk_by(|sheet, next| sheet.page == next.page).collect();
        let unknown = |sheets: &&&[Sheet]| self.0[sheets[0].page].is_empty();
        let unknown: Vec<&[Sheet]> = by_page.iter().filter(unknown).copied().collect();
        let faces = Faces::of(unknown.iter().map(|sheets| &scene.pages[sheets[0].page]), fonts);
        let look = |sheets: &&[Sheet]| -> Vec<Look> {
            sheets
                .iter()
                .map(|sheet| Look::of(&scene.pages[sheet.page], sheet, &faces, fonts))
                .collect()
        };
        let looks: Vec<Vec<Look>> = unknown.par_iter().map(look).collect();
        for (sheets, looks) in unknown.iter().zip(looks) {
            self.0[sheets[0].page] = looks;
        }
        self.0.iter().flatten().collect()
    }
}

impl Look {
    fn of(page: &Page, sheet: &Sheet, faces: &Faces, fonts: &Fonts) -> Self {
        let seen: Vec<&Item> =
            page.items.iter().filter(|item| sheet.sight(item) != Sight::Hidden).collect();
        Self {
            drawing: drawing::identity(page, sheet, faces),
            words: words(&seen).into(),
            places: places(&seen, page, fonts),
        }
    }
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
    let words: Vec<String> =
        runs.iter().map(|(_, text)| text.replace('\u{ad}', "").replace('\n', " ")).collect();
    words.join("\n")
}

fn places(seen: &[&Item], page: &Page, fonts: &Fonts) -> Vec<(Span, Rect)> {
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
    places
}

/// The rectangle that an item covers on its page.
fn bounds(item: &Item, page: &Page, fonts: &Fonts) -> Option<Rect> {
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
        ItemKind::Image(image) => image.clip.map_or(image.rect, |(window, _)| window),
        ItemKind::Link(_) | ItemKind::Clip(_) => return None,
    };
    // A picture that fills its place sticks out of the page.
    let (left, top) = (area.x.max(0.0), area.y.max(0.0));
    let (right, bottom) = (area.right().min(page.size.width), area.bottom().min(page.size.height));
    (right > left && bottom > top).then(|| Rect::new(left, top, right - left, bottom - top))
}
