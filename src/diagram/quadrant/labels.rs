//! Finds places for the labels of points, so that none overlap.

use crate::geometry::{Point, Rect, Size};

/// Space between a point and its label.
const LABEL_GAP: f32 = 0.25;
/// How far from its point a label may be, in steps.
const MAX_STEPS: usize = 10;
/// How much further away each step is.
const STEP: f32 = 0.5;

/// The directions in which labels are tried, the most legible first. They are those of
/// cartographers for points of a map: right, left, above, below, the corners, and between them.
const DIRECTIONS: [(f32, f32); 12] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (1.0, -1.0),
    (1.0, 1.0),
    (-1.0, -1.0),
    (-1.0, 1.0),
    (1.0, -0.5),
    (1.0, 0.5),
    (-1.0, -0.5),
    (-1.0, 0.5),
];

/// A point that needs a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelledPoint {
    pub(super) at: Point,
    pub(super) radius: f32,
    pub(super) size: Size,
}

/// Where a label is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LabelPlace {
    pub(super) rect: Rect,
    /// Whether it is so far from its point that it needs a line to it.
    pub(super) is_far: bool,
    /// Whether it covers nothing.
    pub(super) is_free: bool,
}

/// Places a label beside every point, inside `bounds` and not on `obstacles`. A label for which
/// there is no room is placed where it covers the least.
pub(super) fn place_labels(
    points: &[LabelledPoint],
    bounds: Rect,
    mut obstacles: Vec<Rect>,
) -> Vec<LabelPlace> {
    obstacles.extend(points.iter().map(|point| {
        let side = 2.0 * point.radius;
        Rect::new(point.at.x - point.radius, point.at.y - point.radius, side, side)
    }));
    points
        .iter()
        .map(|point| {
            let place = find_place(point, bounds, &obstacles);
            obstacles.push(place.rect);
            place
        })
        .collect()
}

fn find_place(point: &LabelledPoint, bounds: Rect, obstacles: &[Rect]) -> LabelPlace {
    let mut best =
        (f32::INFINITY, LabelPlace { rect: Rect::default(), is_far: false, is_free: false });
    for step in 0..=MAX_STEPS {
        for (dx, dy) in DIRECTIONS {
            let rect = label_rect(point, dx, dy, step as f32 * STEP);
            let is_far = step > 0;
            let covered = covered_area(rect, bounds, obstacles);
            if 10.0 * covered >= best.0 {
                continue;
            }
            let crossed = if is_far { crossed_obstacles(point, rect, obstacles) } else { 0 };
            let cost = 10.0 * covered + crossed as f32;
            if cost < best.0 - 1e-3 {
                best = (cost, LabelPlace { rect, is_far, is_free: covered < 1e-3 });
            }
            if best.0 < 1e-3 {
                return best.1;
            }
        }
    }
    best.1
}

/// Returns the rectangle of a label in a direction from its point.
fn label_rect(point: &LabelledPoint, dx: f32, dy: f32, distance: f32) -> Rect {
    // At a corner, the label touches the circle at 45 degrees.
    let is_corner = dx != 0.0 && dy != 0.0;
    let reach = if is_corner { point.radius * 0.75 } else { point.radius + LABEL_GAP } + distance;
    let Size { width, height } = point.size;
    let x = point.at.x + dx * (reach + width / 2.0) - width / 2.0;
    let y = point.at.y + dy * (reach + height / 2.0) - height / 2.0;
    Rect::new(x, y, width, height)
}

/// Returns the area of a label that is outside of the bounds or on an obstacle.
fn covered_area(rect: Rect, bounds: Rect, obstacles: &[Rect]) -> f32 {
    // Tolerant of rounding, which would count as a small part outside.
    let is_inside = bounds.contains(rect, 0.01);
    let outside =
        if is_inside { 0.0 } else { rect.width * rect.height - shared_area(rect, bounds) };
    // The label must stay inside at any cost.
    let on_obstacles: f32 = obstacles.iter().map(|other| shared_area(rect, *other)).sum();
    outside * 100.0 + on_obstacles
}

/// Counts the obstacles that the line from a point to its label crosses.
fn crossed_obstacles(point: &LabelledPoint, rect: Rect, obstacles: &[Rect]) -> usize {
    const PARTS: usize = 12;
    let end = nearest_point(rect, point.at);
    let start = Rect::new(point.at.x, point.at.y, 0.0, 0.0);
    let is_own = |obstacle: &Rect| obstacle.contains(start, 0.0);
    let around = start.union(Rect::new(end.x, end.y, 0.0, 0.0));
    let is_near = |obstacle: &Rect| {
        around.x <= obstacle.right()
            && obstacle.x <= around.right()
            && around.y <= obstacle.bottom()
            && obstacle.y <= around.bottom()
    };
    let crosses = |obstacle: &&Rect| {
        is_near(obstacle)
            && (1..PARTS).any(|part| {
                let share = part as f32 / PARTS as f32;
                let x = point.at.x + (end.x - point.at.x) * share;
                let y = point.at.y + (end.y - point.at.y) * share;
                obstacle.contains(Rect::new(x, y, 0.0, 0.0), 0.0)
            })
    };
    obstacles.iter().filter(|obstacle| !is_own(obstacle)).filter(crosses).count()
}

/// Returns the point of a rectangle that is nearest to a point.
pub(super) fn nearest_point(rect: Rect, at: Point) -> Point {
    Point::new(at.x.clamp(rect.x, rect.right()), at.y.clamp(rect.y, rect.bottom()))
}

fn shared_area(a: Rect, b: Rect) -> f32 {
    let width = a.right().min(b.right()) - a.x.max(b.x);
    let height = a.bottom().min(b.bottom()) - a.y.max(b.y);
    width.max(0.0) * height.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_avoid_points_labels_and_edges() {
        let points: Vec<LabelledPoint> = (0..8)
            .map(|number| LabelledPoint {
                at: Point::new(19.0 - 0.3 * number as f32, 10.0 + 0.4 * number as f32),
                radius: 0.4,
                size: Size::new(4.0, 1.0),
            })
            .collect();
        let bounds = Rect::new(0.0, 0.0, 20.0, 20.0);
        let places = place_labels(&points, bounds, Vec::new());
        for (index, place) in places.iter().enumerate() {
            assert!(bounds.contains(place.rect, 0.01), "{place:?}");
            for other in &places[..index] {
                assert!(shared_area(place.rect, other.rect) < 0.01, "{place:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_label_that_is_alone_is_beside_its_point() {
        let bounds = Rect::new(0.1, 0.1, 23.0, 9.0);
        for number in 0..200 {
            let at = Point::new(0.3 + 0.11 * number as f32, 1.0 + 0.035 * number as f32);
            let size = Size::new(4.05, 1.08);
            let points = [LabelledPoint { at, radius: 0.36, size }];
            let places = place_labels(&points, bounds, vec![Rect::new(11.2, 0.0, 0.2, 9.2)]);
            assert!(places[0].is_free && !places[0].is_far, "{at:?}: {places:?}");
        }
    }
}
