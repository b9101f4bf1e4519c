//! Glyph runs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use krilla::geom::Point as PdfPoint;
use krilla::surface::{Location, Surface};
use krilla::text::{Font, Glyph as PdfGlyph, GlyphId, Tag};

use crate::assets::{Face, FaceId, Fonts};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{Glyph, GlyphRun};

use super::paint;

/// The faces that were drawn with so far, as the library holds them. Reading a face is dear, so
/// each is read once.
pub struct FontCache<'a> {
    fonts: &'a Fonts,
    loaded: BTreeMap<FaceId, Option<Font>>,
    assigned: BTreeSet<(FaceId, u16)>,
}

impl<'a> FontCache<'a> {
    /// None read yet.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, loaded: BTreeMap::new(), assigned: BTreeSet::new() }
    }

    /// The faces that the library could not read though they were drawn with.
    pub fn report_damaged_fonts(&self) -> Vec<Diagnostic> {
        let unread = self.loaded.iter().filter(|(_, font)| font.is_none());
        unread.map(|(&id, _)| damaged_font_error(self.fonts.get(id), "it is damaged")).collect()
    }

    /// Says which face the library could not write, and why.
    pub fn explain_font_error(&self, font: &Font, reason: &str) -> Option<Diagnostic> {
        let (&id, _) = self.loaded.iter().find(|(_, read)| read.as_ref() == Some(font))?;
        Some(damaged_font_error(self.fonts.get(id), reason))
    }

    /// The face that `id` names; `None` if the library cannot read it.
    pub fn get(&mut self, id: FaceId) -> Option<Font> {
        let fonts = self.fonts;
        self.loaded
            .entry(id)
            .or_insert_with(|| {
                let face = fonts.get(id);
                let variations: Vec<(Tag, f32)> =
                    face.variations.iter().map(|(tag, value)| (Tag::new(tag), *value)).collect();
                Font::new_variable(face.data().clone().into(), face.index, &variations)
            })
            .clone()
    }
}

/// A face that could not be put into the file: its tables are damaged where nothing else looks.
fn damaged_font_error(face: &Face, reason: &str) -> Diagnostic {
    let message = format!("the font `{}` cannot be put into the PDF: {reason}", face.family);
    Diagnostic::error_without_span(Code::DamagedFont, message)
        .with_help("put a sound copy of its file into the `fonts` folder")
}

/// Draws a run. A face that the library cannot read leaves a gap, which [`Faces::damaged`] tells.
pub fn draw_run(surface: &mut Surface, run: &GlyphRun, faces: &mut FontCache) {
    let Some(font) = faces.get(run.face) else { return };
    assign_common_characters(surface, run, &font, faces);
    surface.set_fill(Some(paint::solid_fill(run.colour)));
    surface.draw_glyphs(
        PdfPoint::from_xy(run.origin.x, run.origin.y),
        &run.glyphs,
        font,
        &run.text,
        run.size,
        false,
    );
}

/// Characters that are drawn with another's glyph, and which.
const SHARED_GLYPHS: [(&str, &str); 3] = [("\u{ad}", "-"), ("\u{2011}", "-"), ("\u{a0}", " ")];

/// Makes the common character the first meaning of a glyph that others share.
///
/// A font gives each glyph one meaning, the first that it is drawn with; any other is written
/// beside it as `ActualText`, which some readers pass over. They had better take a soft hyphen for
/// a hyphen than every hyphen for a soft one. What is drawn here goes to a stream that is thrown
/// away.
fn assign_common_characters(
    surface: &mut Surface,
    run: &GlyphRun,
    font: &Font,
    faces: &mut FontCache,
) {
    for (shared, common) in SHARED_GLYPHS {
        if !run.text.contains(shared) {
            continue;
        }
        for glyph in
            run.glyphs.iter().filter(|glyph| run.text.get(glyph.text_range()) == Some(shared))
        {
            if faces.assigned.insert((run.face, glyph.id)) {
                let mut nowhere = surface.stream_builder();
                let glyphs = [Glyph { range: 0..1, ..glyph.clone() }];
                nowhere.surface().draw_glyphs(
                    PdfPoint::default(),
                    &glyphs,
                    font.clone(),
                    common,
                    1.0,
                    false,
                );
                nowhere.finish();
            }
        }
    }
}

impl PdfGlyph for Glyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(u32::from(self.id))
    }

    fn text_range(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.dx * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.dy * size
    }

    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}
