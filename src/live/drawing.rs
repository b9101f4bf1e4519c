//! What a page looks like, as a number.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::assets::{FaceId, Fonts, Origin};
use crate::geometry::{Point, Rect};
use crate::scene::{Item, ItemKind, Page, Paint, PathSegment, Sheet, Sight};

/// Numbers that tell the faces of a deck's pages apart, whatever place they have among the fonts.
pub struct Faces(BTreeMap<FaceId, u64>);

impl Faces {
    /// Of the faces that these pages are set in.
    pub fn of<'p>(pages: impl IntoIterator<Item = &'p Page>, fonts: &Fonts) -> Self {
        let mut faces = BTreeMap::new();
        for item in pages.into_iter().flat_map(|page| &page.items) {
            if let ItemKind::Text(run) = &item.kind {
                faces.entry(run.face).or_insert_with(|| number(fonts, run.face));
            }
        }
        Self(faces)
    }
}

fn number(fonts: &Fonts, id: FaceId) -> u64 {
    let face = fonts.get(id);
    let mut hasher = DefaultHasher::new();
    (&face.family, face.weight, face.italic, face.width, face.index).hash(&mut hasher);
    for (axis, value) in &face.variations {
        (axis, value.to_bits()).hash(&mut hasher);
    }
    // The program's own do not change while it runs.
    if face.origin != Origin::Bundled {
        face.data().as_ref().as_ref().hash(&mut hasher);
    }
    hasher.finish()
}

/// A number that is equal for sheets that look the same, be they of different decks or runs; the
/// outline's places and the logical tree do not count. Two sheets that look different have the same
/// number once in 2⁶⁴.
pub fn identity(page: &Page, sheet: &Sheet, faces: &Faces) -> u64 {
    let mut hasher = DefaultHasher::new();
    (page.size.width.to_bits(), page.size.height.to_bits()).hash(&mut hasher);
    for item in &page.items {
        let is_faint = match sheet.sight(item) {
            Sight::Hidden => continue,
            Sight::Dimmed => true,
            Sight::New | Sight::Again => false,
        };
        is_faint.hash(&mut hasher);
        draw(item, faces, &mut hasher);
    }
    hasher.finish()
}

fn draw(item: &Item, faces: &Faces, hasher: &mut impl Hasher) {
    match &item.kind {
        ItemKind::Text(run) => {
            1_u8.hash(hasher);
            faces.0.get(&run.face).hash(hasher);
            run.colour.hash(hasher);
            run.size.to_bits().hash(hasher);
            point(run.origin, hasher);
            for glyph in &run.glyphs {
                // Two numbers a glyph, not four: a page has a thousand.
                hasher.write_u64(
                    u64::from(glyph.advance.to_bits()) << 32 | u64::from(glyph.dx.to_bits()),
                );
                hasher.write_u64(u64::from(glyph.dy.to_bits()) << 32 | u64::from(glyph.id));
            }
        }
        ItemKind::Shape(shape) => {
            2_u8.hash(hasher);
            for segment in &shape.path {
                match *segment {
                    PathSegment::Move(to) => {
                        1_u8.hash(hasher);
                        point(to, hasher);
                    }
                    PathSegment::Line(to) => {
                        2_u8.hash(hasher);
                        point(to, hasher);
                    }
                    PathSegment::Cubic(first, second, to) => {
                        3_u8.hash(hasher);
                        [first, second, to].into_iter().for_each(|at| point(at, hasher));
                    }
                    PathSegment::Close => 4_u8.hash(hasher),
                }
            }
            match &shape.fill {
                None => 0_u8.hash(hasher),
                Some(Paint::Solid(colour)) => (1_u8, colour).hash(hasher),
                Some(Paint::Gradient(from, to, first, last)) => {
                    (2_u8, first, last).hash(hasher);
                    point(*from, hasher);
                    point(*to, hasher);
                }
            }
            shape
                .stroke
                .map(|stroke| (stroke.colour, stroke.width.to_bits(), stroke.round))
                .hash(hasher);
        }
        ItemKind::Image(image) => {
            3_u8.hash(hasher);
            image.image.digest.hash(hasher);
            rect(image.rect, hasher);
            if let Some((window, radius)) = image.clip {
                rect(window, hasher);
                radius.to_bits().hash(hasher);
            }
        }
        // A place to click is not seen.
        ItemKind::Link(_) => {}
        ItemKind::Clip(window) => {
            4_u8.hash(hasher);
            if let Some(window) = window {
                rect(*window, hasher);
            }
        }
    }
}

fn point(at: Point, hasher: &mut impl Hasher) {
    (at.x.to_bits(), at.y.to_bits()).hash(hasher);
}

fn rect(area: Rect, hasher: &mut impl Hasher) {
    [area.x, area.y, area.width, area.height].map(f32::to_bits).hash(hasher);
}
