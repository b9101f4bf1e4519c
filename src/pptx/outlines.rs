//! Runs of glyphs as shapes.

use super::deck_state::DeckState;
use crate::assets::OutlineSegment;
use crate::geometry::Point;
use crate::scene::{GlyphRun, Item, ItemKind, Paint, PathSegment, Shape};

impl DeckState<'_> {
    /// Returns texts as outlines, and shapes as they are.
    pub(super) fn outline_items(&self, items: &[Item]) -> Vec<Shape> {
        let shapes = items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) => self.outline_run(run),
            ItemKind::Shape(shape) => Some(shape.clone()),
            _ => None,
        });
        shapes.collect()
    }

    /// Returns the outlines of a run as one shape; `None` if its glyphs have none.
    fn outline_run(&self, run: &GlyphRun) -> Option<Shape> {
        let face = self.font_files.get(run.face);
        let mut path = Vec::new();
        let mut x = 0.0;
        for glyph in &run.glyphs {
            let start = Point::new(x + glyph.dx, glyph.dy);
            let place = |point: Point| {
                run.origin.moved_by((start.x + point.x) * run.size, -(start.y + point.y) * run.size)
            };
            path.extend(face.glyph_outline(glyph.id).into_iter().map(|segment| match segment {
                OutlineSegment::Move(end) => PathSegment::Move(place(end)),
                OutlineSegment::Line(end) => PathSegment::Line(place(end)),
                OutlineSegment::Cubic(first, second, end) => {
                    PathSegment::Cubic(place(first), place(second), place(end))
                }
                OutlineSegment::Close => PathSegment::Close,
            }));
            x += glyph.advance;
        }
        let fill = Some(Paint::Solid(run.colour));
        (!path.is_empty()).then_some(Shape { path, fill, stroke: None, actual_text: None })
    }
}
