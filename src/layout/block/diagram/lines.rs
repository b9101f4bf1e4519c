//! Draws the lines of diagrams: their course, dashes and ends.

use super::colours::{DiagramColours, stroke_width};
use super::ends::{LineTip, draw_end};
use crate::diagram::{DiagramLine, LineCourse, StrokeStyle};
use crate::geometry::Point;
use crate::scene::{Colour, PathSegment, Shape, Stroke};

/// Radius of the corners of lines, in em.
const CORNER_RADIUS: f32 = 0.55;

/// Draws a line with its ends; lengths are in em.
pub(super) fn draw_line(line: &DiagramLine, colours: &DiagramColours) -> Vec<Shape> {
    let points = without_repeats(&line.points);
    if points.len() < 2 || line.look.stroke_style == StrokeStyle::None {
        return Vec::new();
    }
    let colour = colours.line(&line.look);
    let width = stroke_width(&line.look);
    let first = LineTip::new(points[0], entered_from(line.course, points[0], points[1]));
    let (end, before) = (points[points.len() - 1], points[points.len() - 2]);
    let last = LineTip::new(end, entered_from(line.course, end, before));
    let trimmed = trim_ends(&points, (first, line.start.length()), (last, line.end.length()));
    let path = match line.course {
        LineCourse::Straight => straight_path(&trimmed),
        LineCourse::Rounded => rounded_path(&trimmed),
        LineCourse::CurvedDown => curved_path(&trimmed, |from, to| {
            let half = (to.y - from.y) / 2.0;
            (from.moved_by(0.0, half), to.moved_by(0.0, -half))
        }),
        LineCourse::CurvedAside => curved_path(&trimmed, |from, to| {
            let half = (to.x - from.x) / 2.0;
            (from.moved_by(half, 0.0), to.moved_by(-half, 0.0))
        }),
    };
    let path = match line.look.stroke_style {
        StrokeStyle::Dashed => dash_path(&path, 0.42, 0.3),
        StrokeStyle::Dotted => dash_path(&path, 0.16, 0.24),
        StrokeStyle::Solid | StrokeStyle::Thick | StrokeStyle::None => path,
    };
    let mut shapes = vec![stroked(path, colour, width)];
    shapes.extend(draw_end(line.start, first, colour, (width, colours.ground)));
    shapes.extend(draw_end(line.end, last, colour, (width, colours.ground)));
    shapes
}

/// Returns a point in the direction from which a line enters its end: curves enter straight.
fn entered_from(course: LineCourse, end: Point, next: Point) -> Point {
    match course {
        LineCourse::CurvedDown if (end.y - next.y).abs() > 0.05 => Point::new(end.x, next.y),
        LineCourse::CurvedAside if (end.x - next.x).abs() > 0.05 => Point::new(next.x, end.y),
        _ => next,
    }
}

/// Returns a path that is stroked.
pub(super) fn stroked(path: Vec<PathSegment>, colour: Colour, width: f32) -> Shape {
    let stroke = Some(Stroke { colour, width, round: false });
    Shape { path, fill: None, stroke, actual_text: None }
}

/// Returns the points without those that are at the place of the one before.
fn without_repeats(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &point in points {
        if kept.last().is_none_or(|last| last.distance_to(point) > 1e-3) {
            kept.push(point);
        }
    }
    kept
}

/// Shortens a line at both ends, so that it ends below its heads.
fn trim_ends(points: &[Point], start: (LineTip, f32), end: (LineTip, f32)) -> Vec<Point> {
    let mut trimmed = points.to_vec();
    let count = trimmed.len();
    let share = if count == 2 { 0.48 } else { 0.9 };
    let trim = |from: Point, to: Point, (tip, length): (LineTip, f32)| {
        tip.inside((length * 0.9).min(from.distance_to(to) * share))
    };
    trimmed[0] = trim(points[0], points[1], start);
    trimmed[count - 1] = trim(points[count - 1], points[count - 2], end);
    trimmed
}

fn straight_path(points: &[Point]) -> Vec<PathSegment> {
    let first = points.iter().take(1).map(|point| PathSegment::Move(*point));
    first.chain(points.iter().skip(1).map(|point| PathSegment::Line(*point))).collect()
}

/// Joins points with curves; `handles` returns the control points between two of them.
fn curved_path(
    points: &[Point],
    handles: impl Fn(Point, Point) -> (Point, Point),
) -> Vec<PathSegment> {
    let mut path = vec![PathSegment::Move(points[0])];
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let is_straight = (from.x - to.x).abs() < 0.02 || (from.y - to.y).abs() < 0.02;
        path.push(if is_straight {
            PathSegment::Line(to)
        } else {
            let (leave, enter) = handles(from, to);
            PathSegment::Cubic(leave, enter, to)
        });
    }
    path
}

/// Joins points with straight lines and rounded corners.
fn rounded_path(points: &[Point]) -> Vec<PathSegment> {
    let mut path = vec![PathSegment::Move(points[0])];
    for corner in points.windows(3) {
        let [before, at, after] = [corner[0], corner[1], corner[2]];
        let (arrival, departure) = (before.distance_to(at), at.distance_to(after));
        let radius = CORNER_RADIUS.min(arrival / 2.0).min(departure / 2.0);
        let enter = between(at, before, radius / arrival.max(f32::EPSILON));
        let leave = between(at, after, radius / departure.max(f32::EPSILON));
        path.push(PathSegment::Line(enter));
        path.push(PathSegment::Cubic(
            between(enter, at, 0.552_3),
            between(leave, at, 0.552_3),
            leave,
        ));
    }
    path.push(PathSegment::Line(points[points.len() - 1]));
    path
}

/// The number of straight parts that stand for a curve when it is dashed.
const CURVE_PARTS: usize = 6;

/// The most dashes of one line.
const MAX_DASHES: usize = 2_000;

/// Cuts a path into dashes.
pub(in crate::layout::block) fn dash_path(
    path: &[PathSegment],
    dash: f32,
    gap: f32,
) -> Vec<PathSegment> {
    let points = flatten_path(path);
    let length: f32 = points.windows(2).map(|pair| pair[0].distance_to(pair[1])).sum();
    let count = ((length + gap) / (dash + gap)).round().clamp(1.0, MAX_DASHES as f32);
    // Dashes are stretched so that the line starts and ends with one.
    let factor = length / (count * (dash + gap) - gap).max(f32::EPSILON);
    let (dash, gap) = (dash * factor, gap * factor);
    let mut dashes = Vec::new();
    let (mut rest, mut is_dash) = (dash, true);
    dashes.extend(points.first().map(|point| PathSegment::Move(*point)));
    for pair in points.windows(2) {
        let (mut at, end) = (pair[0], pair[1]);
        let mut left = at.distance_to(end);
        while left > rest && dashes.len() < 3 * MAX_DASHES {
            at = between(at, end, rest / left);
            left -= rest;
            dashes.push(if is_dash { PathSegment::Line(at) } else { PathSegment::Move(at) });
            is_dash = !is_dash;
            rest = if is_dash { dash } else { gap };
        }
        rest -= left;
        if is_dash {
            dashes.push(PathSegment::Line(end));
        }
    }
    dashes
}

/// Returns points along a path.
fn flatten_path(path: &[PathSegment]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for segment in path {
        match *segment {
            PathSegment::Move(point) | PathSegment::Line(point) => points.push(point),
            PathSegment::Cubic(a, b, end) => {
                let start = points.last().copied().unwrap_or(a);
                points.extend((1..=CURVE_PARTS).map(|part| {
                    let t = part as f32 / CURVE_PARTS as f32;
                    let (ab, bc, cd) = (between(start, a, t), between(a, b, t), between(b, end, t));
                    between(between(ab, bc, t), between(bc, cd, t), t)
                }));
            }
            PathSegment::Close => points.extend(points.first().copied()),
        }
    }
    points
}

/// Returns the point at this share of the way.
pub(super) fn between(from: Point, to: Point, share: f32) -> Point {
    Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dashed_line_starts_and_ends_with_a_dash() {
        let path = straight_path(&[Point::new(0.0, 0.0), Point::new(10.0, 0.0)]);
        let dashes = dash_path(&path, 1.0, 1.0);
        assert_eq!(dashes[0], PathSegment::Move(Point::new(0.0, 0.0)));
        let Some(PathSegment::Line(end)) = dashes.last() else { panic!("no dash at the end") };
        assert!((end.x - 10.0).abs() < 0.01);
    }
}
