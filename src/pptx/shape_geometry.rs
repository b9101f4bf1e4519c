//! The geometry of shapes: one of the format's own where there is one, so that it can be edited as
//! such, else the path.

use super::colours::ColourScheme;
use super::units::{EmuRect, emu, thousandths_of_percent};
use super::xml::Xml;
use crate::geometry::{Point, Rect};
use crate::scene::{Colour, Paint, PathSegment, Shape, Stroke};

/// The geometry of a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Geometry {
    Rectangle,
    /// With corners of this radius.
    RoundedRectangle(f32),
    Ellipse,
    Path,
}

/// Deviations of less than this do not show, in pt.
const TOLERANCE: f32 = 0.02;

/// Returns the colour of a shape that is filled with a single one.
pub(super) fn solid_fill(shape: &Shape) -> Option<Colour> {
    match shape.fill {
        Some(Paint::Solid(colour)) => Some(colour),
        _ => None,
    }
}

/// Recognises the geometry of a path.
pub(super) fn recognise(path: &[PathSegment], bounds: Rect) -> Geometry {
    use PathSegment::{Close, Cubic, Line, Move};
    match path {
        [Move(_), Line(_), Line(_), Line(_), Close] if has_corners(path, bounds) => {
            Geometry::Rectangle
        }
        [
            Move(start),
            Line(_),
            Cubic(..),
            Line(_),
            Cubic(..),
            Line(_),
            Cubic(..),
            Line(_),
            Cubic(..),
            Close,
        ] => {
            let radius = (start.x - bounds.x).abs().min((bounds.right() - start.x).abs());
            let is_round = (radius - bounds.width / 2.0).abs() < TOLERANCE
                && (radius - bounds.height / 2.0).abs() < TOLERANCE;
            if is_round { Geometry::Ellipse } else { Geometry::RoundedRectangle(radius) }
        }
        _ => Geometry::Path,
    }
}

/// Whether every point of a path is a corner of a rectangle.
fn has_corners(path: &[PathSegment], bounds: Rect) -> bool {
    let is_near = |a: f32, b: f32| (a - b).abs() < TOLERANCE;
    path.iter().all(|segment| match segment {
        PathSegment::Move(point) | PathSegment::Line(point) => {
            (is_near(point.x, bounds.x) || is_near(point.x, bounds.right()))
                && (is_near(point.y, bounds.y) || is_near(point.y, bounds.bottom()))
        }
        _ => true,
    })
}

/// Writes position, size and geometry of a path.
pub(super) fn write_geometry(xml: &mut Xml, path: &[PathSegment], bounds: Rect) {
    write_transform(xml, "a:xfrm", bounds);
    match recognise(path, bounds) {
        Geometry::Rectangle => write_preset(xml, "rect", &[]),
        Geometry::Ellipse => write_preset(xml, "ellipse", &[]),
        Geometry::RoundedRectangle(radius) => write_rounded(xml, bounds, radius),
        Geometry::Path => write_path(xml, path, bounds),
    }
}

/// Writes a rectangle with rounded corners.
pub(super) fn write_rounded(xml: &mut Xml, bounds: Rect, radius: f32) {
    let side = bounds.width.min(bounds.height).max(f32::EPSILON);
    let share = thousandths_of_percent((radius / side).clamp(0.0, 0.5));
    let formula = format!("val {share}");
    write_preset(xml, "roundRect", &[("adj", &formula)]);
}

/// Writes a geometry of the format.
pub(super) fn write_preset(xml: &mut Xml, name: &str, adjustments: &[(&str, &str)]) {
    xml.open("a:prstGeom", &[("prst", &name)]);
    xml.open("a:avLst", &[]);
    for (adjustment, formula) in adjustments {
        xml.empty("a:gd", &[("name", adjustment), ("fmla", formula)]);
    }
    xml.close();
    xml.close();
}

/// Writes position and size.
pub(super) fn write_transform(xml: &mut Xml, name: &'static str, rect: Rect) {
    let EmuRect { x, y, width, height } = rect.into();
    xml.open(name, &[]);
    xml.empty("a:off", &[("x", &x), ("y", &y)]);
    xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
    xml.close();
}

fn write_path(xml: &mut Xml, path: &[PathSegment], bounds: Rect) {
    let EmuRect { width, height, .. } = bounds.into();
    xml.open("a:custGeom", &[]);
    for name in ["a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"] {
        xml.empty(name, &[]);
    }
    xml.empty("a:rect", &[("l", &"0"), ("t", &"0"), ("r", &"r"), ("b", &"b")]);
    xml.open("a:pathLst", &[]);
    xml.open("a:path", &[("w", &width), ("h", &height)]);
    let write_point = |xml: &mut Xml, point: &Point| {
        let (x, y) = (emu(point.x - bounds.x), emu(point.y - bounds.y));
        xml.empty("a:pt", &[("x", &x), ("y", &y)]);
    };
    for segment in path {
        match segment {
            PathSegment::Move(point) => {
                xml.open("a:moveTo", &[]);
                write_point(xml, point);
                xml.close();
            }
            PathSegment::Line(point) => {
                xml.open("a:lnTo", &[]);
                write_point(xml, point);
                xml.close();
            }
            PathSegment::Cubic(first, second, end) => {
                xml.open("a:cubicBezTo", &[]);
                for point in [first, second, end] {
                    write_point(xml, point);
                }
                xml.close();
            }
            PathSegment::Close => xml.empty("a:close", &[]),
        }
    }
    xml.close();
    xml.close();
    xml.close();
}

/// Writes the fill of a shape.
pub(super) fn write_paint(
    xml: &mut Xml,
    scheme: &ColourScheme,
    fill: Option<&Paint>,
    bounds: Option<Rect>,
) {
    match fill {
        None => xml.empty("a:noFill", &[]),
        Some(Paint::Solid(colour)) => scheme.write_fill(xml, *colour),
        Some(Paint::Gradient { start, end, start_colour, end_colour }) => {
            let degrees = (end.y - start.y).atan2(end.x - start.x).to_degrees().rem_euclid(360.0);
            let angle = (f64::from(degrees) * 60_000.0).round() as i64 % 21_600_000;
            xml.open("a:gradFill", &[("rotWithShape", &"1")]);
            xml.open("a:gsLst", &[]);
            let [first, last] = stop_positions(*start, *end, bounds);
            for (position, colour) in [(first, start_colour), (last, end_colour)] {
                xml.open("a:gs", &[("pos", &position)]);
                scheme.write(xml, *colour);
                xml.close();
            }
            xml.close();
            xml.empty("a:lin", &[("ang", &angle), ("scaled", &"0")]);
            xml.close();
        }
    }
}

/// Returns the positions of the stops of a gradient in thousandths of a percent. PowerPoint
/// stretches a gradient over its shape; one along an edge may start or end inside it.
fn stop_positions(start: Point, end: Point, bounds: Option<Rect>) -> [i64; 2] {
    let Some(bounds) = bounds else { return [0, 100_000] };
    let (from, to) = match (end.x - start.x, end.y - start.y) {
        (dx, 0.0) if dx > 0.0 => (start.x - bounds.x, end.x - bounds.x),
        (dx, 0.0) if dx < 0.0 => (bounds.right() - start.x, bounds.right() - end.x),
        (0.0, dy) if dy > 0.0 => (start.y - bounds.y, end.y - bounds.y),
        (0.0, dy) if dy < 0.0 => (bounds.bottom() - start.y, bounds.bottom() - end.y),
        _ => return [0, 100_000],
    };
    let is_across = end.y == start.y;
    let length = if is_across { bounds.width } else { bounds.height }.max(f32::EPSILON);
    [from, to].map(|at| (f64::from((at / length).clamp(0.0, 1.0)) * 100_000.0).round() as i64)
}

/// Writes the outline of a shape.
pub(super) fn write_stroke(xml: &mut Xml, scheme: &ColourScheme, stroke: Option<&Stroke>) {
    let Some(Stroke { colour, width, round }) = stroke else {
        xml.open("a:ln", &[]);
        xml.empty("a:noFill", &[]);
        xml.close();
        return;
    };
    let cap = if *round { "rnd" } else { "flat" };
    xml.open("a:ln", &[("w", &emu(*width).clamp(0, 20_116_800)), ("cap", &cap)]);
    scheme.write_fill(xml, *colour);
    if *round {
        xml.empty("a:round", &[]);
    } else {
        xml.empty("a:miter", &[("lim", &"800000")]);
    }
    xml.close();
}

/// Writes the properties of a shape.
pub(super) fn write_shape_properties(xml: &mut Xml, scheme: &ColourScheme, shape: &Shape) {
    xml.open("p:spPr", &[]);
    write_geometry(xml, &shape.path, shape.bounds());
    write_paint(xml, scheme, shape.fill.as_ref(), Some(shape.bounds()));
    write_stroke(xml, scheme, shape.stroke.as_ref());
    xml.close();
}
