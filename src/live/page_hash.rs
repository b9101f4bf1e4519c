//! Hashes the appearance of pages.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::assets::{FaceId, FontOrigin, Fonts};
use crate::geometry::{Point, Rect};
use crate::scene::{Item, ItemKind, Page, Paint, PathSegment, RevealState, Shape, StepPage};

/// Hashes of the font faces of some pages. They do not depend on the order of the fonts.
pub(crate) struct FaceHashes(BTreeMap<FaceId, u64>);

impl FaceHashes {
    /// Hashes the faces that these pages use.
    pub(crate) fn of_pages<'p>(pages: impl IntoIterator<Item = &'p Page>, fonts: &Fonts) -> Self {
        let mut faces = BTreeMap::new();
        for item in pages.into_iter().flat_map(|page| &page.items) {
            if let ItemKind::Text(run) = &item.kind {
                faces.entry(run.face).or_insert_with(|| hash_face(fonts, run.face));
            }
        }
        Self(faces)
    }
}

fn hash_face(fonts: &Fonts, id: FaceId) -> u64 {
    let face = fonts.get(id);
    let mut hasher = DefaultHasher::new();
    (&face.family, face.weight, face.italic, face.width, face.index).hash(&mut hasher);
    for (axis, value) in &face.variations {
        (axis, value.to_bits()).hash(&mut hasher);
    }
    // Bundled fonts cannot change while the program runs.
    if face.origin != FontOrigin::Bundled {
        face.data().as_ref().as_ref().hash(&mut hasher);
    }
    hasher.finish()
}

/// Hashes the appearance of a step page. Pages that look the same have the same hash, even in
/// different decks or runs; source positions and structure are ignored. Two pages that look
/// different collide with a probability of 2⁻⁶⁴.
pub(crate) fn hash_step_page(page: &Page, step_page: &StepPage, faces: &FaceHashes) -> u64 {
    let mut hasher = DefaultHasher::new();
    (page.size.width.to_bits(), page.size.height.to_bits()).hash(&mut hasher);
    for item in &page.items {
        let is_faint = match step_page.reveal_state(item) {
            RevealState::Hidden => continue,
            RevealState::Dimmed => true,
            RevealState::New | RevealState::Repeated => false,
        };
        is_faint.hash(&mut hasher);
        hash_item(item, faces, &mut hasher);
    }
    hasher.finish()
}

fn hash_item(item: &Item, faces: &FaceHashes, hasher: &mut impl Hasher) {
    match &item.kind {
        ItemKind::Text(run) => {
            1_u8.hash(hasher);
            faces.0.get(&run.face).hash(hasher);
            run.colour.hash(hasher);
            run.size.to_bits().hash(hasher);
            hash_point(run.origin, hasher);
            for glyph in &run.glyphs {
                // Two numbers per glyph instead of four, because a page may have a thousand glyphs.
                hasher.write_u64(
                    u64::from(glyph.advance.to_bits()) << 32 | u64::from(glyph.dx.to_bits()),
                );
                hasher.write_u64(u64::from(glyph.dy.to_bits()) << 32 | u64::from(glyph.id));
            }
        }
        ItemKind::Shape(shape) => {
            2_u8.hash(hasher);
            hash_shape(shape, hasher);
        }
        ItemKind::Image(image) => {
            3_u8.hash(hasher);
            image.image.digest.hash(hasher);
            hash_rect(image.rect, hasher);
            if let Some((window, radius)) = image.clip {
                hash_rect(window, hasher);
                radius.to_bits().hash(hasher);
            }
        }
        // They are invisible.
        ItemKind::Link(_) | ItemKind::Media(_) => {}
        ItemKind::Clip(window) => {
            4_u8.hash(hasher);
            if let Some(window) = window {
                hash_rect(*window, hasher);
            }
        }
    }
}

fn hash_shape(shape: &Shape, hasher: &mut impl Hasher) {
    for segment in &shape.path {
        match *segment {
            PathSegment::Move(to) => {
                1_u8.hash(hasher);
                hash_point(to, hasher);
            }
            PathSegment::Line(to) => {
                2_u8.hash(hasher);
                hash_point(to, hasher);
            }
            PathSegment::Cubic(first, second, to) => {
                3_u8.hash(hasher);
                [first, second, to].into_iter().for_each(|at| hash_point(at, hasher));
            }
            PathSegment::Close => 4_u8.hash(hasher),
        }
    }
    match &shape.fill {
        None => 0_u8.hash(hasher),
        Some(Paint::Solid(colour)) => (1_u8, colour).hash(hasher),
        Some(Paint::Gradient { start, end, start_colour, end_colour }) => {
            (2_u8, start_colour, end_colour).hash(hasher);
            hash_point(*start, hasher);
            hash_point(*end, hasher);
        }
    }
    shape.stroke.map(|stroke| (stroke.colour, stroke.width.to_bits(), stroke.round)).hash(hasher);
}

fn hash_point(at: Point, hasher: &mut impl Hasher) {
    (at.x.to_bits(), at.y.to_bits()).hash(hasher);
}

fn hash_rect(area: Rect, hasher: &mut impl Hasher) {
    [area.x, area.y, area.width, area.height].map(f32::to_bits).hash(hasher);
}
