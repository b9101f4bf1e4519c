//! Converts colours, paths, fills and strokes to the library's types.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect as PdfRect};
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, SpreadMethod, Stop, Stroke as PdfStroke,
};
use krilla::surface::Surface;

use crate::geometry::{Point, Rect};
use crate::scene::{Colour, Paint, PathSegment, Shape, Stroke};

/// Draws a shape. Draws nothing if it has no path or no paint.
pub(crate) fn draw_shape(surface: &mut Surface, shape: &Shape) {
    let Some(path) = build_path(&shape.path) else { return };
    if shape.fill.is_none() && shape.stroke.is_none() {
        return;
    }
    surface.set_fill(shape.fill.as_ref().map(to_fill));
    surface.set_stroke(shape.stroke.map(to_stroke));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// Returns a fill with one colour.
pub(crate) fn solid_fill(colour: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(colour.r, colour.g, colour.b).into(),
        opacity: to_opacity(colour),
        rule: FillRule::NonZero,
    }
}

/// Returns a rectangle with rounded corners as a path.
pub(crate) fn rounded_rect_path(rect: Rect, radius: f32) -> Option<Path> {
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0);
    let mut builder = PathBuilder::new();
    if radius <= 0.0 {
        builder.push_rect(PdfRect::from_xywh(rect.x, rect.y, rect.width, rect.height)?);
        return builder.finish();
    }
    // The distance of the control points at which four Bézier curves best approximate a circle.
    let pull = radius * (1.0 - 0.552_285);
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    builder.move_to(left + radius, top);
    builder.line_to(right - radius, top);
    builder.cubic_to(right - pull, top, right, top + pull, right, top + radius);
    builder.line_to(right, bottom - radius);
    builder.cubic_to(right, bottom - pull, right - pull, bottom, right - radius, bottom);
    builder.line_to(left + radius, bottom);
    builder.cubic_to(left + pull, bottom, left, bottom - pull, left, bottom - radius);
    builder.line_to(left, top + radius);
    builder.cubic_to(left, top + pull, left + pull, top, left + radius, top);
    builder.close();
    builder.finish()
}

/// Returns the bounding box of a path's points.
pub(crate) fn path_bounds(path: &[PathSegment]) -> Option<Rect> {
    let mut corners: Option<(Point, Point)> = None;
    let mut add = |point: Point| {
        let (low, high) = corners.get_or_insert((point, point));
        *low = Point::new(low.x.min(point.x), low.y.min(point.y));
        *high = Point::new(high.x.max(point.x), high.y.max(point.y));
    };
    for segment in path {
        match *segment {
            PathSegment::Move(to) | PathSegment::Line(to) => add(to),
            PathSegment::Cubic(first, second, to) => {
                [first, second, to].into_iter().for_each(&mut add)
            }
            PathSegment::Close => {}
        }
    }
    corners.map(|(low, high)| Rect::new(low.x, low.y, high.x - low.x, high.y - low.y))
}

fn build_path(segments: &[PathSegment]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for segment in segments {
        match *segment {
            PathSegment::Move(to) => builder.move_to(to.x, to.y),
            PathSegment::Line(to) => builder.line_to(to.x, to.y),
            PathSegment::Cubic(first, second, to) => {
                builder.cubic_to(first.x, first.y, second.x, second.y, to.x, to.y)
            }
            PathSegment::Close => builder.close(),
        }
    }
    builder.finish()
}

fn to_fill(paint: &Paint) -> Fill {
    match *paint {
        Paint::Solid(colour) => solid_fill(colour),
        Paint::Gradient { start, end, start_colour, end_colour } => Fill {
            paint: LinearGradient {
                x1: start.x,
                y1: start.y,
                x2: end.x,
                y2: end.y,
                transform: krilla::geom::Transform::identity(),
                spread_method: SpreadMethod::Pad,
                stops: vec![
                    gradient_stop(NormalizedF32::ZERO, start_colour),
                    gradient_stop(NormalizedF32::ONE, end_colour),
                ],
                anti_alias: false,
            }
            .into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        },
    }
}

fn to_stroke(stroke: Stroke) -> PdfStroke {
    PdfStroke {
        paint: rgb::Color::new(stroke.colour.r, stroke.colour.g, stroke.colour.b).into(),
        width: stroke.width,
        miter_limit: 4.0,
        line_cap: if stroke.round { LineCap::Round } else { LineCap::Butt },
        line_join: if stroke.round { LineJoin::Round } else { LineJoin::Miter },
        opacity: to_opacity(stroke.colour),
        dash: None,
    }
}

fn gradient_stop(offset: NormalizedF32, colour: Colour) -> Stop {
    Stop {
        offset,
        color: rgb::Color::new(colour.r, colour.g, colour.b).into(),
        opacity: to_opacity(colour),
    }
}

fn to_opacity(colour: Colour) -> NormalizedF32 {
    NormalizedF32::new(f32::from(colour.a) / 255.0).unwrap_or(NormalizedF32::ONE)
}
