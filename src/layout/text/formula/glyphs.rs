//! Finds and groups the glyphs of a formula.

use std::rc::Rc;

use super::words::ShapedWords;
use super::{FormulaMark, ShapedPiece};
use crate::assets::{FaceId, FallbackOrder, Fonts, is_invisible};
use crate::geometry::Point;
use crate::math::{GlyphSize, MathColour, MathItem, MathPiece, MathSegment};
use crate::scene::{Glyph, PathSegment};

/// Finds the glyphs of a formula: in the fonts of formulas, otherwise in those of the text.
pub(super) struct GlyphResolver<'f> {
    /// The fonts.
    pub fonts: &'f Fonts,
    /// The faces of the text around the formula.
    pub order: Rc<FallbackOrder>,
    /// Whether the text is bold.
    pub is_bold: bool,
    /// The words of the formula.
    pub words: &'f [Rc<ShapedWords>],
    /// Size of the fonts of formulas, in em of the text.
    pub scale: f32,
}

/// A glyph and its face.
#[derive(Clone, Copy)]
struct ResolvedGlyph {
    face: FaceId,
    id: u16,
    advance: f32,
}

impl GlyphResolver<'_> {
    /// Returns the size of a character that the fonts of formulas lack.
    pub(super) fn foreign_size(&self, character: char) -> GlyphSize {
        let is_foreign = !self.fonts.has_math_glyph(character);
        let glyph = is_foreign.then(|| self.text_glyph(character)).flatten();
        let (width, height) = match glyph {
            Some(glyph) => (glyph.advance, self.fonts.get(glyph.face).metrics().cap_height),
            None => (0.5, 0.7),
        };
        GlyphSize { width, height, depth: 0.2 }
    }

    fn text_glyph(&self, character: char) -> Option<ResolvedGlyph> {
        let text = character.to_string();
        let face = self.fonts.choose_face(&self.order, &text, 0..text.len(), None).ok()?;
        self.glyph_in(face, character)
    }

    fn glyph_in(&self, face: FaceId, character: char) -> Option<ResolvedGlyph> {
        let font = self.fonts.get(face).font();
        let glyph = font.charmap().map_unicode(character)?;
        let advance = font.glyph_metrics().h_advance(glyph) / f32::from(font.units_per_em());
        Some(ResolvedGlyph { face, id: glyph.to_u32() as u16, advance })
    }

    fn resolve(&self, face: &str, character: char) -> Option<ResolvedGlyph> {
        self.fonts
            .math_face(face)
            .filter(|&face| self.fonts.get(face).has_glyph(character))
            .and_then(|face| self.glyph_in(face, character))
            .or_else(|| self.text_glyph(character))
    }

    /// Returns the face of a glyph of bold text and how far it moves, in em, to stay centred. The
    /// layout library makes letters bold, not signs, and takes digits from the italic face, where
    /// they have old-style forms.
    fn bold_face<'n>(&self, face: &'n str, character: char) -> (&'n str, f32) {
        match face {
            "Math-BoldItalic" if character.is_ascii_digit() => ("Main-Bold", 0.0),
            "Main-Regular" if self.is_bold && !character.is_alphanumeric() => {
                let find = |face: &str| {
                    let face = self.fonts.math_face(face)?;
                    self.glyph_in(face, character)
                };
                match (find(face), find("Main-Bold")) {
                    (Some(regular), Some(bold)) => {
                        ("Main-Bold", (regular.advance - bold.advance) / 2.0)
                    }
                    _ => (face, 0.0),
                }
            }
            _ => (face, 0.0),
        }
    }

    /// Converts a piece to glyphs, words and paths in em of the text. Adds the characters without
    /// a glyph to `missing`.
    pub(super) fn shape_piece(&self, piece: MathPiece, missing: &mut Vec<char>) -> ShapedPiece {
        let scale = self.scale;
        let mut marks: Vec<FormulaMark> = Vec::new();
        for item in piece.items {
            match item {
                MathItem::Glyph { face, character, text, x, y, scale: size, colour } => {
                    let (face, shift) = self.bold_face(face, character);
                    let Some(glyph) = self.resolve(face, character) else {
                        // Such a sign, from emoji or text from right to left, draws nothing.
                        if !is_invisible(character) {
                            missing.push(character);
                        }
                        continue;
                    };
                    let origin = Point::new((x + shift * size) * scale, y * scale);
                    push_glyph(
                        PlacedGlyph { glyph, text, origin, size: size * scale, colour },
                        &mut marks,
                    );
                }
                MathItem::Words { index, x, y, scale: size, colour } => {
                    if let Some(words) = self.words.get(index) {
                        marks.push(FormulaMark::Words {
                            words: Rc::clone(words),
                            size,
                            origin: Point::new(x * scale, y * scale),
                            colour,
                        });
                    }
                }
                MathItem::Path { segments, stroke, colour } => marks.push(FormulaMark::Path {
                    path: segments.into_iter().map(|segment| convert(segment, scale)).collect(),
                    stroke: stroke.map(|width| width * scale),
                    colour,
                }),
            }
        }
        ShapedPiece {
            width: piece.width * scale,
            white_before: piece.white_before * scale,
            white_after: piece.white_after * scale,
            height: piece.height * scale,
            depth: piece.depth * scale,
            follows_relation: piece.follows_relation,
            marks,
        }
    }
}

/// A glyph at its place.
struct PlacedGlyph {
    glyph: ResolvedGlyph,
    /// Its text; empty if it is part of that of its neighbour.
    text: String,
    origin: Point,
    size: f32,
    colour: MathColour,
}

/// The widest gap between two glyphs of one run, in em.
const MAX_GAP_EM: f32 = 0.5;

/// Adds a glyph: to the last run if it continues it, otherwise as a run of its own.
fn push_glyph(placed: PlacedGlyph, marks: &mut Vec<FormulaMark>) {
    let PlacedGlyph { glyph, text: own, origin: at, size: em, colour: own_colour } = placed;
    if let Some(FormulaMark::Glyphs { face, size, origin, text, glyphs, colour }) = marks.last_mut()
        && (*face, *colour) == (glyph.face, own_colour)
        && (*size - em).abs() < 1e-4
        && (origin.y - at.y).abs() < 1e-4
        && let Some(last) = glyphs.last().cloned()
    {
        let start: f32 = glyphs[..glyphs.len() - 1].iter().map(|glyph| glyph.advance).sum();
        let from_last = (at.x - origin.x) / em - start;
        let shares_text = own.is_empty() || last.range.is_empty();
        if from_last >= -0.01 && (from_last <= last.advance + MAX_GAP_EM || shares_text) {
            let end = text.len() as u32;
            let joined = format!("{text}{own}");
            let range = if own.is_empty() { last.range.clone() } else { end..joined.len() as u32 };
            // A stroke drawn before its sign has the text of the sign.
            for glyph in glyphs.iter_mut().filter(|glyph| glyph.range.is_empty()) {
                glyph.range = range.clone();
            }
            *text = joined.into();
            if let Some(last) = glyphs.last_mut() {
                last.advance = from_last;
            }
            glyphs.push(Glyph { id: glyph.id, advance: glyph.advance, dx: 0.0, dy: 0.0, range });
            return;
        }
    }
    let range = 0..own.len() as u32;
    marks.push(FormulaMark::Glyphs {
        face: glyph.face,
        size: em,
        origin: at,
        text: own.into(),
        glyphs: vec![Glyph { id: glyph.id, advance: glyph.advance, dx: 0.0, dy: 0.0, range }],
        colour: own_colour,
    });
}

fn convert(segment: MathSegment, scale: f32) -> PathSegment {
    let point = |[x, y]: [f32; 2]| Point::new(x * scale, y * scale);
    match segment {
        MathSegment::Move(to) => PathSegment::Move(point(to)),
        MathSegment::Line(to) => PathSegment::Line(point(to)),
        MathSegment::Cubic(a, b, to) => PathSegment::Cubic(point(a), point(b), point(to)),
        MathSegment::Close => PathSegment::Close,
    }
}
