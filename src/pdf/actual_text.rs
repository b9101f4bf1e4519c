//! Makes shapes readable: a ticked box is read as "done".
//!
//! PDF has `ActualText` for this, but support is poor: pdf.js and older MuPDF ignore it, PDFium
//! needs visible content with it, and Poppler misplaces it. Therefore one glyph is drawn over the
//! shape, fully transparent, and the font maps this glyph to the text. Every reader can find,
//! select and speak it, as a separate word next to the text that follows.

use krilla::geom::Point as PdfPoint;
use krilla::surface::Surface;

use crate::assets::{FaceId, Fonts};
use crate::geometry::Rect;
use crate::scene::{Colour, Glyph, ItemKind, Scene};

use super::paint;
use super::text::FontCache;

/// Characters whose glyphs can represent text. Those that look like their meaning come first.
const STAND_INS: [char; 12] = ['☑', '☐', '☒', '✓', '✗', '✔', '■', '□', '●', '○', '◆', '▪'];

/// The font size relative to a shape's height: a box is about as high as a capital letter, which
/// has 0.7 of the font size. Poppler joins only text of similar size to a line.
const FONT_SIZE_PER_HEIGHT: f32 = 1.4;

/// The glyph that represents each text.
#[derive(Default)]
pub(crate) struct ActualTextGlyphs {
    glyphs: Vec<(String, StandIn)>,
}

#[derive(Clone, Copy, PartialEq)]
struct StandIn {
    face: FaceId,
    glyph: u16,
    advance: f32,
}

impl ActualTextGlyphs {
    /// Chooses a glyph for each text that only shapes in `scene` represent.
    ///
    /// A glyph has one meaning in the whole file, so characters that the deck itself uses are
    /// excluded.
    pub(crate) fn new(scene: &Scene, fonts: &Fonts) -> Self {
        let mut chosen = Self::default();
        let mut unused: Option<Box<dyn Iterator<Item = StandIn>>> = None;
        for item in scene.pages.iter().flat_map(|page| &page.items) {
            let ItemKind::Shape(shape) = &item.kind else { continue };
            let Some(text) = shape.actual_text.as_deref() else { continue };
            if chosen.find_glyph(text).is_none() {
                let glyph =
                    unused.get_or_insert_with(|| Box::new(find_unused_glyphs(scene, fonts))).next();
                chosen.glyphs.extend(glyph.map(|glyph| (text.to_owned(), glyph)));
            }
        }
        chosen
    }

    /// Draws the glyph for `text` over `area`. Draws nothing if there was no glyph left; a deck
    /// needs two glyphs and has dozens.
    pub(crate) fn draw_words(
        &self,
        surface: &mut Surface,
        text: &str,
        area: Rect,
        faces: &mut FontCache,
    ) {
        let Some(StandIn { face, glyph, advance }) = self.find_glyph(text) else { return };
        let Some(font) = faces.get(face) else { return };
        let size = (area.height * FONT_SIZE_PER_HEIGHT).max(1.0);
        let glyphs = [Glyph { id: glyph, advance, dx: 0.0, dy: 0.0, range: 0..text.len() as u32 }];
        surface.set_fill(Some(paint::solid_fill(Colour { a: 0, ..Colour::BLACK })));
        surface.draw_glyphs(
            PdfPoint::from_xy(area.x, area.bottom()),
            &glyphs,
            font,
            text,
            size,
            false,
        );
    }

    fn find_glyph(&self, text: &str) -> Option<StandIn> {
        self.glyphs.iter().find(|(represented, _)| represented == text).map(|(_, glyph)| *glyph)
    }
}

/// Finds glyphs that the deck does not use. The iterator is lazy: bundled fonts are decompressed
/// only if the other fonts have too few.
fn find_unused_glyphs<'f>(
    scene: &Scene,
    fonts: &'f Fonts,
) -> impl Iterator<Item = StandIn> + use<'f> {
    let mut unused = STAND_INS.to_vec();
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Text(run) = &item.kind else { continue };
        let text = run.shown_text();
        if !text.is_ascii() {
            unused.retain(|&character| !text.contains(character));
        }
    }
    let mut yielded: Vec<StandIn> = Vec::new();
    let pairs = fonts.text_faces().flat_map(move |(id, face)| {
        unused.clone().into_iter().map(move |character| (id, face, character))
    });
    pairs.filter(|(_, face, character)| face.has_glyph(*character)).filter_map(
        move |(id, face, character)| {
            let font = face.font();
            let glyph = font.charmap().map_unicode(character)?;
            let advance = font.glyph_metrics().h_advance(glyph) / f32::from(font.units_per_em());
            let stand_in = StandIn { face: id, glyph: glyph.to_u32() as u16, advance };
            let is_new = advance > 0.0 && !yielded.contains(&stand_in);
            is_new.then(|| {
                yielded.push(stand_in);
                stand_in
            })
        },
    )
}
