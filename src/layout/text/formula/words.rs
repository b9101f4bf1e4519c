//! Words in formulas, set in the font of the text around the formula.

use std::rc::Rc;

use super::super::draw::{DrawnPart, PlacedLine, TextColours, draw_line};
use super::super::line::{LineEnd, LinePosition, TextLine, build_line};
use super::super::shape::{Shaper, TextStyle};
use super::super::shaped::ShapedParagraph;
use crate::deck::{Style, Text};
use crate::geometry::Point;
use crate::math::{GlyphSize, MathWords};
use crate::scene::Colour;
use crate::source::Span;

/// Words of a formula, shaped on one line.
#[derive(Debug)]
pub(super) struct ShapedWords {
    text: Text,
    shaped: Rc<ShapedParagraph>,
    line: TextLine,
    /// Height and depth of the letters, in em.
    height: f32,
    depth: f32,
}

impl Shaper<'_> {
    /// Shapes words of a formula.
    pub(super) fn shape_words(&mut self, words: &MathWords, style: &TextStyle) -> ShapedWords {
        let mut text = Text::plain(words.text.clone(), Span::default());
        for run in &mut text.runs {
            run.style = Style {
                bold: words.emphasis.is_bold,
                italic: words.emphasis.is_italic,
                ..Style::default()
            };
        }
        let style = TextStyle {
            family: if words.emphasis.is_code { &style.mono } else { &style.family }.clone(),
            is_rtl: false,
            ..style.clone()
        };
        let shaped = self.shape_paragraph(&text, &style);
        let line = build_line(&shaped, 0..shaped.clusters.len(), LineEnd::Plain);
        let metrics = self.fonts().get(self.primary_face(&style)).metrics();
        // Small letters with neither ascenders nor descenders need no other size: rows and limits
        // are further apart than these.
        let is_simple = |sign: char| sign.is_ascii() && !"gjpqy,;()[]{}|/\\Q_".contains(sign);
        let is_plain = words.text.is_ascii();
        ShapedWords {
            height: if is_plain { metrics.cap_height } else { metrics.ascent.min(0.9) },
            depth: if words.text.chars().all(is_simple) {
                0.0
            } else {
                -metrics.descent.max(-0.25)
            },
            text,
            shaped,
            line,
        }
    }
}

impl ShapedWords {
    /// Returns the size in em of the fonts of formulas, which are `scale` em of the text.
    pub(super) fn size(&self, scale: f32) -> GlyphSize {
        let [width, height, depth] =
            [self.line.width, self.height, self.depth].map(|length| length / scale);
        GlyphSize { width, height, depth }
    }

    /// Returns the characters for which no font has a glyph.
    pub(super) fn missing(&self) -> &[char] {
        &self.shaped.missing
    }

    /// Draws the words. `run` is the index of the run that they belong to.
    pub(super) fn draw(
        &self,
        origin: Point,
        size: f32,
        (colours, colour): (&TextColours, Colour),
        run: usize,
    ) -> Vec<DrawnPart> {
        let colours = TextColours { text: colour, bold: colour, ..*colours };
        let parts = draw_line(&PlacedLine {
            text: &self.text,
            shaped: &self.shaped,
            line: &self.line,
            position: LinePosition::Last,
            origin,
            size,
            colours: &colours,
        });
        let own = parts.into_iter().map(|part| match part {
            DrawnPart::Glyphs(glyphs, _) => DrawnPart::Glyphs(glyphs, run),
            DrawnPart::Shape(shape, _) => DrawnPart::Shape(shape, run),
            DrawnPart::Area(area, _) => DrawnPart::Area(area, run),
            DrawnPart::Decoration(shape, kind) => DrawnPart::Decoration(shape, kind),
        });
        own.collect()
    }
}
