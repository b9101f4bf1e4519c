//! Draws glyph runs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use krilla::geom::Point as PdfPoint;
use krilla::surface::{Location, Surface};
use krilla::text::{Font, Glyph as PdfGlyph, GlyphId, Tag};

use crate::assets::{Face, FaceId, FontOrigin, Fonts};
use crate::diagnostic::{Code, Diagnostic};
use crate::library_panic::catch_panic;
use crate::scene::{Glyph, GlyphRun};

use super::paint;

/// The fonts that have been loaded into the PDF library. Loading a font is expensive, so each is
/// loaded once.
pub(crate) struct FontCache<'a> {
    fonts: &'a Fonts,
    /// `None` if the library cannot load or draw the font.
    loaded: BTreeMap<FaceId, Option<Font>>,
    assigned: BTreeSet<(FaceId, u16)>,
}

impl<'a> FontCache<'a> {
    /// Creates an empty cache.
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, loaded: BTreeMap::new(), assigned: BTreeSet::new() }
    }

    /// Returns a diagnostic for each font that the library could not load.
    pub(crate) fn report_damaged_fonts(&self) -> Vec<Diagnostic> {
        let unread = self.loaded.iter().filter(|(_, font)| font.is_none()).map(|(id, _)| id);
        unread.map(|&id| damaged_font_error(self.fonts.get(id), "it is damaged")).collect()
    }

    /// Returns the errors for a file on which the library panicked. The deck's own fonts are the
    /// likely cause: the bundled ones are sound.
    pub(crate) fn explain_panic(&self) -> Vec<Diagnostic> {
        let own: BTreeSet<FaceId> = self
            .loaded
            .keys()
            .copied()
            .filter(|&id| self.fonts.get(id).origin != FontOrigin::Bundled)
            .collect();
        if own.is_empty() {
            let message = "the PDF cannot be written: the PDF library failed";
            return vec![
                Diagnostic::error_without_span(Code::PdfFailure, message)
                    .with_help("remove pictures one by one to find the one that it cannot write"),
            ];
        }
        let reason = "the PDF library cannot write it";
        own.iter().map(|&id| damaged_font_error(self.fonts.get(id), reason)).collect()
    }

    /// Returns a diagnostic for the font that the library could not write.
    pub(crate) fn explain_font_error(&self, font: &Font, reason: &str) -> Option<Diagnostic> {
        let (&id, _) = self.loaded.iter().find(|(_, read)| read.as_ref() == Some(font))?;
        Some(damaged_font_error(self.fonts.get(id), reason))
    }

    /// Returns the font of a face; `None` if the library cannot load it.
    pub(crate) fn get(&mut self, id: FaceId) -> Option<Font> {
        let fonts = self.fonts;
        self.loaded
            .entry(id)
            .or_insert_with(|| {
                let face = fonts.get(id);
                let variations: Vec<(Tag, f32)> =
                    face.variations.iter().map(|(tag, value)| (Tag::new(tag), *value)).collect();
                let data = face.data().clone().into();
                catch_panic(|| Font::new_variable(data, face.index, &variations)).flatten()
            })
            .clone()
    }
}

/// Returns the error for a font that cannot be embedded because of damage that only the PDF library
/// notices.
fn damaged_font_error(face: &Face, reason: &str) -> Diagnostic {
    let message = format!("cannot embed the font `{}`: {reason}", face.family);
    Diagnostic::error_without_span(Code::DamagedFont, message)
        .with_help("replace its file in the `fonts` folder with an undamaged copy")
}

/// Draws a run. Draws nothing if the library cannot load or draw the font;
/// [`FontCache::report_damaged_fonts`] reports it.
pub(crate) fn draw_run(
    surface: &mut Surface,
    run: &GlyphRun,
    form: GlyphForm,
    faces: &mut FontCache,
) {
    let Some(font) = faces.get(run.face) else { return };
    let replaced = replace_byte_order_marks(&run.text).map(|text| GlyphRun {
        actual_text: run
            .actual_text
            .as_deref()
            .map(|text| text.replace(BYTE_ORDER_MARK, "").into()),
        text: text.into(),
        ..run.clone()
    });
    let run = replaced.as_ref().unwrap_or(run);
    if catch_panic(|| draw_glyphs(surface, run, form, font, faces)).is_none() {
        faces.loaded.insert(run.face, None);
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Replaces byte order marks, which PDF/UA forbids (ISO 14289-1, 7.21.7), by U+2060: it means the
/// same and has the same length, so the ranges of glyphs stay. `None` if there are none.
pub(crate) fn replace_byte_order_marks(text: &str) -> Option<String> {
    text.contains(BYTE_ORDER_MARK).then(|| text.replace(BYTE_ORDER_MARK, "\u{2060}"))
}

/// How glyphs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GlyphForm {
    /// As text that can be found and copied.
    Text,
    /// As shapes.
    Outlines,
}

fn draw_glyphs(
    surface: &mut Surface,
    run: &GlyphRun,
    form: GlyphForm,
    font: Font,
    faces: &mut FontCache,
) {
    assign_common_characters(surface, run, &font, faces);
    let origin = PdfPoint::from_xy(run.origin.x, run.origin.y);
    let is_outlined = form == GlyphForm::Outlines;
    if let Some(text) = run.actual_text.as_deref().filter(|_| !is_outlined) {
        draw_replaced_glyphs(surface, run, font, text);
        return;
    }
    surface.set_fill(Some(paint::solid_fill(run.colour)));
    surface.draw_glyphs(origin, &run.glyphs, font, &run.text, run.size, is_outlined);
}

/// Draws glyphs that are read and copied as another text. As they all represent all of the text,
/// the library writes it as `ActualText` of these glyphs. There, Poppler finds its position; around
/// the text object, it does not.
fn draw_replaced_glyphs(surface: &mut Surface, run: &GlyphRun, font: Font, text: &str) {
    let origin = PdfPoint::from_xy(run.origin.x, run.origin.y);
    // The glyphs are first mapped to their own characters, for readers without `ActualText`.
    let mut nowhere = surface.stream_builder();
    nowhere.surface().draw_glyphs(origin, &run.glyphs, font.clone(), &run.text, run.size, false);
    nowhere.finish();
    let whole = 0..text.len() as u32;
    let glyphs: Vec<Glyph> =
        run.glyphs.iter().map(|glyph| Glyph { range: whole.clone(), ..glyph.clone() }).collect();
    surface.set_fill(Some(paint::solid_fill(run.colour)));
    surface.draw_glyphs(origin, &glyphs, font, text, run.size, false);
}

/// Characters that are drawn with the glyph of another character, and that character.
const SHARED_GLYPHS: [(&str, &str); 3] = [("\u{ad}", "-"), ("\u{2011}", "-"), ("\u{a0}", " ")];

/// Maps a glyph that several characters share to the most common of them.
///
/// A font maps each glyph to one character, the first that it is drawn with; any other is written
/// as `ActualText`, which some readers ignore. It is better if they read a soft hyphen as a hyphen
/// than every hyphen as a soft one. Therefore the glyph is first drawn to a stream that is
/// discarded.
fn assign_common_characters(
    surface: &mut Surface,
    run: &GlyphRun,
    font: &Font,
    faces: &mut FontCache,
) {
    let shown = run.shown_text();
    for (shared, common) in SHARED_GLYPHS {
        if !shown.contains(shared) {
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
