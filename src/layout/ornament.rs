//! The paths of patterns that decorate pages.

use super::text::rounded_rect_path;
use crate::geometry::{Point, Rect};
use crate::scene::PathSegment;

/// The most lines of a pattern in one direction, so that a tiny step does not fill the memory.
const MAX_LINES: usize = 400;

/// Returns the positions of lines at every `step` from `start` to `start + length`.
fn positions(start: f32, length: f32, step: f32) -> impl Iterator<Item = f32> + Clone {
    let count = ((length / step) as usize).min(MAX_LINES);
    (0..=count).map(move |index| start + index as f32 * step)
}

/// Returns horizontal and vertical lines of this width at every `step`.
pub(super) fn grid_path(rect: Rect, step: f32, line: f32) -> Vec<PathSegment> {
    let vertical = positions(rect.x, rect.width, step)
        .map(|x| Rect::new(x - line / 2.0, rect.y, line, rect.height));
    let horizontal = positions(rect.y, rect.height, step)
        .map(|y| Rect::new(rect.x, y - line / 2.0, rect.width, line));
    vertical.chain(horizontal).flat_map(|rect| rounded_rect_path(rect, 0.0)).collect()
}

/// Returns dots of this diameter at every `step`.
pub(super) fn dots_path(rect: Rect, step: f32, diameter: f32) -> Vec<PathSegment> {
    let radius = diameter / 2.0;
    let columns = positions(rect.x, rect.width, step);
    positions(rect.y, rect.height, step)
        .flat_map(|y| columns.clone().map(move |x| Point::new(x, y)))
        .flat_map(|at| {
            let dot = Rect::new(at.x - radius, at.y - radius, diameter, diameter);
            rounded_rect_path(dot, radius)
        })
        .collect()
}

/// Returns diagonal stripes; stripes and gaps are equally wide, and each leans to the right.
pub(super) fn stripes_path(rect: Rect, step: f32) -> Vec<PathSegment> {
    positions(rect.x - rect.height, rect.width + rect.height, step)
        .filter_map(|x| {
            // Clipped to the rectangle: a stripe is cut off at its sides.
            let half = step / 2.0;
            let at = |offset: f32, up: f32| Point::new(x + offset + up, rect.bottom() - up);
            let corners =
                [at(0.0, 0.0), at(half, 0.0), at(half, rect.height), at(0.0, rect.height)];
            clip_to_columns(&corners, rect.x, rect.right())
        })
        .flat_map(polygon_path)
        .collect()
}

/// Cuts a polygon off at two vertical lines (Sutherland and Hodgman, 1974); `None` if nothing is
/// left.
fn clip_to_columns(corners: &[Point], left: f32, right: f32) -> Option<Vec<Point>> {
    let cut = |corners: Vec<Point>, edge: f32, keeps_right: bool| {
        let inside = |point: &Point| if keeps_right { point.x >= edge } else { point.x <= edge };
        let mut kept = Vec::new();
        for (index, point) in corners.iter().enumerate() {
            let next = corners[(index + 1) % corners.len()];
            if inside(point) {
                kept.push(*point);
            }
            if inside(point) != inside(&next) {
                let share = (edge - point.x) / (next.x - point.x);
                kept.push(Point::new(edge, point.y + share * (next.y - point.y)));
            }
        }
        kept
    };
    let kept = cut(cut(corners.to_vec(), left, true), right, false);
    (kept.len() > 2).then_some(kept)
}

/// Returns a triangle with the right angle at the bottom left.
pub(super) fn triangle_path(rect: Rect) -> Vec<PathSegment> {
    polygon_path(vec![
        rect.origin(),
        Point::new(rect.right(), rect.bottom()),
        Point::new(rect.x, rect.bottom()),
    ])
}

fn polygon_path(corners: Vec<Point>) -> Vec<PathSegment> {
    let mut path: Vec<PathSegment> = corners
        .into_iter()
        .enumerate()
        .map(|(index, at)| if index == 0 { PathSegment::Move(at) } else { PathSegment::Line(at) })
        .collect();
    path.push(PathSegment::Close);
    path
}
