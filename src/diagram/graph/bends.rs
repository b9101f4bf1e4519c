//! Straightens arrows, and cuts them off at the frames that they meet.

use crate::geometry::Point;

/// A bend smaller than this is taken out.
const MAX_STRAIGHTENED: f32 = 0.25;

/// An arrow that moves aside by less is straight.
const MAX_TILT: f32 = 0.12;

/// Takes small bends out of an arrow whose whole way is nearly straight, and points without a bend.
pub(super) fn straighten(points: &mut Vec<Point>) {
    let end = points.len() - 1;
    // Near its ends, an arrow goes straight into its boxes.
    let leaves = points[0].x;
    if (points[end].x - leaves).abs() < MAX_TILT {
        points[end].x = leaves;
    }
    let enters = points[end].x;
    let inner = &mut points[1..end];
    inner
        .iter_mut()
        .take_while(|point| (point.x - leaves).abs() < MAX_TILT)
        .for_each(|point| point.x = leaves);
    inner
        .iter_mut()
        .rev()
        .take_while(|point| (point.x - enters).abs() < MAX_TILT)
        .for_each(|point| point.x = enters);
    let (first, last) = (points[0], points[end]);
    let is_near = |point: &Point| {
        (point.x - first.x).abs() < MAX_STRAIGHTENED && (point.x - last.x).abs() < MAX_STRAIGHTENED
    };
    if (first.x - last.x).abs() < 1e-3 && points.iter().all(is_near) {
        *points = vec![first, last];
        return;
    }
    let mut kept: Vec<Point> = vec![first];
    for index in 1..points.len() - 1 {
        let (before, at, after) = (kept[kept.len() - 1], points[index], points[index + 1]);
        let is_straight = (before.x - at.x).abs() < 1e-3 && (at.x - after.x).abs() < 1e-3;
        let is_repeated = (before.x - at.x).abs() < 1e-3 && (before.y - at.y).abs() < 1e-3;
        if !is_straight && !is_repeated {
            kept.push(at);
        }
    }
    kept.push(last);
    *points = kept;
}

/// Cuts off the start of an arrow above `y`.
pub(super) fn cut_start(points: &mut Vec<Point>, y: f32) {
    while points.len() > 2 && points[1].y <= y {
        points.remove(0);
    }
    if points[0].y < y && points[1].y > y {
        points[0] = at_height(points[0], points[1], y);
    }
}

/// Cuts off the end of an arrow below `y`.
pub(super) fn cut_end(points: &mut Vec<Point>, y: f32) {
    while points.len() > 2 && points[points.len() - 2].y >= y {
        points.pop();
    }
    let last = points.len() - 1;
    if points[last].y > y && points[last - 1].y < y {
        points[last] = at_height(points[last - 1], points[last], y);
    }
}

fn at_height(above: Point, below: Point, y: f32) -> Point {
    let share = (y - above.y) / (below.y - above.y).max(f32::EPSILON);
    Point::new(above.x + (below.x - above.x) * share, y)
}
