//! Paths as the `d` attribute of SVG.

use super::number::push_number;
use crate::assets::OutlineSegment;
use crate::geometry::Point;
use crate::scene::PathSegment;

/// Units of a glyph per em.
pub(super) const GLYPH_UNITS: f32 = 1000.0;

/// Returns a path with absolute coordinates in pt.
pub(super) fn path_data(segments: &[PathSegment]) -> String {
    let mut data = String::new();
    let mut end = Point::default();
    for segment in segments {
        match *segment {
            PathSegment::Move(to) => {
                data.push('M');
                push_points(&mut data, &[to]);
                end = to;
            }
            PathSegment::Line(to) => {
                if to.y == end.y {
                    data.push('H');
                    push_number(&mut data, to.x);
                } else if to.x == end.x {
                    data.push('V');
                    push_number(&mut data, to.y);
                } else {
                    data.push('L');
                    push_points(&mut data, &[to]);
                }
                end = to;
            }
            PathSegment::Cubic(first, second, to) => {
                data.push('C');
                push_points(&mut data, &[first, second, to]);
                end = to;
            }
            PathSegment::Close => data.push('Z'),
        }
    }
    data
}

fn push_points(data: &mut String, points: &[Point]) {
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            data.push(' ');
        }
        push_number(data, point.x);
        data.push(' ');
        push_number(data, point.y);
    }
}

/// Returns the outline of a glyph with relative whole coordinates in [`GLYPH_UNITS`], downwards.
pub(super) fn glyph_data(outline: &[OutlineSegment]) -> String {
    let unit = |point: Point| {
        ((point.x * GLYPH_UNITS).round() as i32, (-point.y * GLYPH_UNITS).round() as i32)
    };
    let mut data = String::new();
    let (mut end, mut start) = ((0, 0), (0, 0));
    let mut exact_end = Point::default();
    for segment in outline {
        match *segment {
            OutlineSegment::Move(to) => {
                push_relative(&mut data, 'm', end, &[unit(to)]);
                (end, exact_end) = (unit(to), to);
                start = end;
            }
            OutlineSegment::Line(to) => {
                let unit_to = unit(to);
                if unit_to.1 == end.1 {
                    push_one(&mut data, 'h', unit_to.0 - end.0);
                } else if unit_to.0 == end.0 {
                    push_one(&mut data, 'v', unit_to.1 - end.1);
                } else {
                    push_relative(&mut data, 'l', end, &[unit_to]);
                }
                (end, exact_end) = (unit_to, to);
            }
            OutlineSegment::Cubic(first, second, to) => {
                match quadratic_control(exact_end, first, second, to) {
                    Some(control) => push_relative(&mut data, 'q', end, &[unit(control), unit(to)]),
                    None => {
                        push_relative(&mut data, 'c', end, &[unit(first), unit(second), unit(to)])
                    }
                }
                (end, exact_end) = (unit(to), to);
            }
            OutlineSegment::Close => {
                data.push('z');
                end = start;
            }
        }
    }
    data
}

/// Returns the control point of the quadratic curve that a cubic one was made from, if it was.
fn quadratic_control(start: Point, first: Point, second: Point, end: Point) -> Option<Point> {
    let from = |near: Point, control: Point| {
        Point::new((3.0 * control.x - near.x) / 2.0, (3.0 * control.y - near.y) / 2.0)
    };
    let (one, other) = (from(start, first), from(end, second));
    (one.distance_to(other) < 0.5 / GLYPH_UNITS).then_some(one)
}

fn push_one(data: &mut String, command: char, value: i32) {
    data.push(command);
    data.push_str(&value.to_string());
}

fn push_relative(data: &mut String, command: char, from: (i32, i32), points: &[(i32, i32)]) {
    data.push(command);
    let mut is_first = true;
    for &(x, y) in points {
        for value in [x - from.0, y - from.1] {
            // The sign separates numbers, too.
            if !is_first && value >= 0 {
                data.push(' ');
            }
            data.push_str(&value.to_string());
            is_first = false;
        }
    }
}
