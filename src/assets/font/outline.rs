//! The outlines of glyphs, for formats that cannot hold a font.

use skrifa::instance::{NormalizedCoord, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Face;
use crate::geometry::Point;

/// A segment of an outline, in em: `x` to the right of the origin, `y` upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutlineSegment {
    /// Starts a new contour at this point.
    Move(Point),
    /// Straight line to this point.
    Line(Point),
    /// Cubic Bézier curve with two control points to the last point.
    Cubic(Point, Point, Point),
    /// Straight line to the start of the contour.
    Close,
}

impl Face {
    /// Returns the outline of a glyph; empty if it has none, such as a space or a colour glyph.
    pub fn glyph_outline(&self, glyph: u16) -> Vec<OutlineSegment> {
        let mut pen = SegmentPen::default();
        let data = self.data();
        let Ok(font) = FontRef::from_index((**data).as_ref(), self.index) else {
            return Vec::new();
        };
        let settings = self.variations.iter().map(|(tag, value)| (skrifa::Tag::new(tag), *value));
        let location = font.axes().location(settings);
        let coordinates: &[NormalizedCoord] = location.coords();
        let size = Size::new(1.0);
        if let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) {
            // A damaged glyph has no outline.
            let _ = outline.draw(DrawSettings::unhinted(size, coordinates), &mut pen);
        }
        pen.segments
    }
}

#[derive(Default)]
struct SegmentPen {
    segments: Vec<OutlineSegment>,
    end: Point,
}

impl OutlinePen for SegmentPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.end = Point::new(x, y);
        self.segments.push(OutlineSegment::Move(self.end));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.end = Point::new(x, y);
        self.segments.push(OutlineSegment::Line(self.end));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let toward = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        let first = Point::new(toward(self.end.x, cx0), toward(self.end.y, cy0));
        let second = Point::new(toward(x, cx0), toward(y, cy0));
        self.end = Point::new(x, y);
        self.segments.push(OutlineSegment::Cubic(first, second, self.end));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.end = Point::new(x, y);
        let (first, second) = (Point::new(cx0, cy0), Point::new(cx1, cy1));
        self.segments.push(OutlineSegment::Cubic(first, second, self.end));
    }

    fn close(&mut self) {
        self.segments.push(OutlineSegment::Close);
    }
}
