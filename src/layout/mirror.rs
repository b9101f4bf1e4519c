//! Pages that are written from right to left.
//!
//! Such a page is laid out from left to right like any other. When it is finished, every item moves
//! to the mirrored position. Pictures, glyphs and check marks are not reversed; arrows, bars and
//! ornaments are, because they are shapes. The items of a text line keep their order (UAX #9): they
//! are mirrored within their line when it is laid out ([`super::paragraph`]), and back with the
//! page.

use crate::geometry::{Point, Rect};
use crate::scene::{Item, ItemKind, PathSegment, Shape};

/// Mirrors items about the vertical line at `axis`. Mirroring twice has no effect.
pub(super) fn mirror_items(items: &mut [Item], axis: f32) {
    for item in items {
        match &mut item.kind {
            ItemKind::Text(run) => {
                let width = run.width();
                run.origin.x = 2.0 * axis - run.origin.x - width;
                run.line = run.line.map(|line| line.mirrored(width));
            }
            ItemKind::Shape(shape) => mirror_shape(shape, axis),
            ItemKind::Image(image) => {
                image.rect = mirror_rect(image.rect, axis);
                image.clip = image.clip.map(|(rect, radius)| (mirror_rect(rect, axis), radius));
            }
            ItemKind::Clip(window) => *window = window.map(|rect| mirror_rect(rect, axis)),
            ItemKind::Media(media) => media.rect = mirror_rect(media.rect, axis),
            ItemKind::Link(link) => link.rect = mirror_rect(link.rect, axis),
        }
    }
}

fn mirror_point(point: Point, axis: f32) -> Point {
    Point::new(2.0 * axis - point.x, point.y)
}

fn mirror_rect(rect: Rect, axis: f32) -> Rect {
    Rect { x: 2.0 * axis - rect.right(), ..rect }
}

fn mirror_shape(shape: &mut Shape, axis: f32) {
    shape.map_points(|point| mirror_point(point, axis));
}

/// Returns the path mirrored about the vertical line at `axis`.
pub(super) fn mirror_path(path: &[PathSegment], axis: f32) -> Vec<PathSegment> {
    path.iter().map(|segment| segment.map_points(|point| mirror_point(point, axis))).collect()
}
