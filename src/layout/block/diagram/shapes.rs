//! Draws the shapes of diagrams.

use super::colours::{DiagramColours, ShapeColours};
use super::lines::{dash_path, stroked};
use crate::diagram::{DiagramShape, ShapeKind, StrokeStyle};
use crate::geometry::{Point, Rect, sin_cos_of_turns};
use crate::layout::text::rounded_rect_path;
use crate::scene::{Paint, PathSegment, Shape, Stroke};

/// Radius of shapes with clearly rounded corners, in em.
const ROUNDED_RADIUS: f32 = 0.7;

/// Draws a shape; lengths are in em. `radius` is that of the corners of boxes.
pub(super) fn draw_shape(
    shape: &DiagramShape,
    colours: &DiagramColours,
    radius: f32,
) -> Vec<Shape> {
    let look = colours.shape(&shape.look);
    // The stroke is drawn inside the rectangle, so that lines meet its outer edge.
    let half = look.stroke.map_or(0.0, |_| look.stroke_width / 2.0);
    let rect = shape.rect.inset_by(half, half);
    let outline = outline_path(&shape.kind, rect, radius);
    let mut shapes = Vec::new();
    let is_dashed = matches!(shape.look.stroke_style, StrokeStyle::Dashed | StrokeStyle::Dotted);
    let stroke =
        look.stroke.map(|colour| Stroke { colour, width: look.stroke_width, round: false });
    if shape.kind != ShapeKind::Actor {
        shapes.push(Shape {
            path: outline.clone(),
            fill: look.fill.map(Paint::Solid),
            stroke: stroke.filter(|_| !is_dashed),
            actual_text: None,
        });
    }
    let details = detail_paths(&shape.kind, rect, radius);
    let Some(stroke) = stroke else {
        return shapes;
    };
    if is_dashed {
        let dash = if shape.look.stroke_style == StrokeStyle::Dotted { 0.15 } else { 0.4 };
        shapes.push(stroked(dash_path(&outline, dash, 0.28), stroke.colour, stroke.width));
    }
    shapes.extend(draw_details(&shape.kind, details, look));
    shapes
}

fn draw_details(
    kind: &ShapeKind,
    details: Vec<Vec<PathSegment>>,
    look: ShapeColours,
) -> Vec<Shape> {
    let Some(colour) = look.stroke else { return Vec::new() };
    let draw = |path| {
        let mut shape = stroked(path, colour, look.stroke_width);
        if *kind == ShapeKind::Note {
            shape.fill = look.fill.map(|fill| Paint::Solid(fill.mixed_with(colour, 0.25)));
        }
        shape
    };
    details.into_iter().map(draw).collect()
}

/// Returns the closed path around a shape.
fn outline_path(kind: &ShapeKind, rect: Rect, radius: f32) -> Vec<PathSegment> {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let (middle_x, middle_y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    let lean = (rect.height * 0.35).min(rect.width * 0.25);
    match kind {
        ShapeKind::Box | ShapeKind::Subroutine => rounded_rect_path(rect, radius.min(0.4)),
        ShapeKind::Rounded => rounded_rect_path(rect, ROUNDED_RADIUS),
        ShapeKind::Stadium => rounded_rect_path(rect, rect.height / 2.0),
        ShapeKind::Cylinder => cylinder_path(rect),
        ShapeKind::Ellipse | ShapeKind::DoubleEllipse => ellipse_path(rect),
        ShapeKind::Diamond => {
            polygon(&[(middle_x, top), (right, middle_y), (middle_x, bottom), (left, middle_y)])
        }
        ShapeKind::Hexagon => polygon(&[
            (left + lean, top),
            (right - lean, top),
            (right, middle_y),
            (right - lean, bottom),
            (left + lean, bottom),
            (left, middle_y),
        ]),
        ShapeKind::Parallelogram => {
            polygon(&[(left + lean, top), (right, top), (right - lean, bottom), (left, bottom)])
        }
        ShapeKind::ParallelogramLeft => {
            polygon(&[(left, top), (right - lean, top), (right, bottom), (left + lean, bottom)])
        }
        ShapeKind::Trapezoid => {
            polygon(&[(left + lean, top), (right - lean, top), (right, bottom), (left, bottom)])
        }
        ShapeKind::TrapezoidDown => {
            polygon(&[(left, top), (right, top), (right - lean, bottom), (left + lean, bottom)])
        }
        ShapeKind::Flag => polygon(&[
            (left, top),
            (right, top),
            (right, bottom),
            (left, bottom),
            (left + lean, middle_y),
        ]),
        ShapeKind::Note => {
            let fold = fold_size(rect);
            polygon(&[
                (left, top),
                (right - fold, top),
                (right, top + fold),
                (right, bottom),
                (left, bottom),
            ])
        }
        ShapeKind::Cloud => bumpy_path(rect, 9, Bump::Round),
        ShapeKind::Burst => bumpy_path(rect, 14, Bump::Spike),
        ShapeKind::Actor => ellipse_path(rect),
        ShapeKind::Sector(from, to) => sector_path(rect, *from, *to),
        ShapeKind::Polygon(points) => {
            let corners: Vec<(f32, f32)> = points.iter().map(|point| (point.x, point.y)).collect();
            polygon(&corners)
        }
    }
}

/// Returns the lines inside a shape.
fn detail_paths(kind: &ShapeKind, rect: Rect, _radius: f32) -> Vec<Vec<PathSegment>> {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    match kind {
        ShapeKind::Subroutine => {
            let inset = 0.45f32.min(rect.width * 0.1);
            vec![
                line(left + inset, top, left + inset, bottom),
                line(right - inset, top, right - inset, bottom),
            ]
        }
        ShapeKind::Cylinder => {
            let depth = cylinder_depth(rect);
            vec![half_ellipse(rect, top + depth, depth)]
        }
        ShapeKind::DoubleEllipse => vec![ellipse_path(rect.inset_by(0.25, 0.25))],
        ShapeKind::Note => {
            let fold = fold_size(rect);
            vec![polygon(&[(right - fold, top), (right - fold, top + fold), (right, top + fold)])]
        }
        ShapeKind::Actor => actor_paths(rect),
        _ => Vec::new(),
    }
}

fn fold_size(rect: Rect) -> f32 {
    0.6f32.min(rect.height * 0.3).min(rect.width * 0.3)
}

fn line(x1: f32, y1: f32, x2: f32, y2: f32) -> Vec<PathSegment> {
    vec![PathSegment::Move(Point::new(x1, y1)), PathSegment::Line(Point::new(x2, y2))]
}

fn polygon(corners: &[(f32, f32)]) -> Vec<PathSegment> {
    let mut path: Vec<PathSegment> = Vec::with_capacity(corners.len() + 1);
    for &(x, y) in corners {
        let point = Point::new(x, y);
        path.push(match path.is_empty() {
            true => PathSegment::Move(point),
            false => PathSegment::Line(point),
        });
    }
    path.push(PathSegment::Close);
    path
}

fn ellipse_path(rect: Rect) -> Vec<PathSegment> {
    arc_path(rect, 0.0, 1.0, None)
}

/// Returns a path along the ellipse in `rect` between two angles in turns, clockwise from the top,
/// closed by way of `centre` if there is one.
fn arc_path(rect: Rect, from: f32, to: f32, centre: Option<Point>) -> Vec<PathSegment> {
    let radii = (rect.width / 2.0, rect.height / 2.0);
    let (start, curves) = arc_curves(rect.centre(), radii, (from, to));
    let mut path = match centre {
        Some(centre) => vec![PathSegment::Move(centre), PathSegment::Line(start)],
        None => vec![PathSegment::Move(start)],
    };
    path.extend(curves);
    path.push(PathSegment::Close);
    path
}

/// Returns the start of the arc of an ellipse between two angles in turns, clockwise from the top,
/// and the curves along it. The ellipse is given by its middle and its horizontal and vertical
/// radius.
pub(in crate::layout::block) fn arc_curves(
    middle: Point,
    (rx, ry): (f32, f32),
    (from, to): (f32, f32),
) -> (Point, Vec<PathSegment>) {
    let parts = ((to - from).abs() * 8.0).ceil().clamp(1.0, 16.0);
    let step = (to - from) / parts;
    let handle = 4.0 / 3.0 * (step * std::f32::consts::TAU / 4.0).tan();
    let at = |turns: f32| {
        let (sin, cos) = sin_cos_of_turns(turns);
        (Point::new(middle.x + rx * sin, middle.y - ry * cos), Point::new(rx * cos, ry * sin))
    };
    let (start, _) = at(from);
    let mut curves = Vec::new();
    for part in 0..parts as usize {
        let (here, direction) = at(from + step * part as f32);
        let is_last = part + 1 == parts as usize;
        let (there, last) = at(if is_last { to } else { from + step * (part + 1) as f32 });
        curves.push(PathSegment::Cubic(
            here.moved_by(direction.x * handle, direction.y * handle),
            there.moved_by(-last.x * handle, -last.y * handle),
            there,
        ));
    }
    (start, curves)
}

/// Returns a sector of the ellipse in `rect`.
fn sector_path(rect: Rect, from: f32, to: f32) -> Vec<PathSegment> {
    let is_whole = to - from >= 0.999_9;
    arc_path(rect, from, to, (!is_whole).then(|| rect.centre()))
}

fn cylinder_depth(rect: Rect) -> f32 {
    (rect.height * 0.14).min(0.45)
}

fn cylinder_path(rect: Rect) -> Vec<PathSegment> {
    let depth = cylinder_depth(rect);
    let (left, right) = (rect.x, rect.right());
    let (top, bottom) = (rect.y + depth, rect.bottom() - depth);
    let middle = rect.x + rect.width / 2.0;
    let (dx, dy) = (rect.width / 2.0 * 0.552_3, depth * 0.552_3);
    let point = Point::new;
    vec![
        PathSegment::Move(point(left, top)),
        PathSegment::Cubic(
            point(left, top - dy),
            point(middle - dx, rect.y),
            point(middle, rect.y),
        ),
        PathSegment::Cubic(point(middle + dx, rect.y), point(right, top - dy), point(right, top)),
        PathSegment::Line(point(right, bottom)),
        PathSegment::Cubic(
            point(right, bottom + dy),
            point(middle + dx, rect.bottom()),
            point(middle, rect.bottom()),
        ),
        PathSegment::Cubic(
            point(middle - dx, rect.bottom()),
            point(left, bottom + dy),
            point(left, bottom),
        ),
        PathSegment::Close,
    ]
}

/// Returns the lower half of an ellipse as wide as `rect`.
fn half_ellipse(rect: Rect, y: f32, depth: f32) -> Vec<PathSegment> {
    let (left, right) = (rect.x, rect.right());
    let middle = rect.x + rect.width / 2.0;
    let (dx, dy) = (rect.width / 2.0 * 0.552_3, depth * 0.552_3);
    let point = Point::new;
    vec![
        PathSegment::Move(point(left, y)),
        PathSegment::Cubic(
            point(left, y + dy),
            point(middle - dx, y + depth),
            point(middle, y + depth),
        ),
        PathSegment::Cubic(point(middle + dx, y + depth), point(right, y + dy), point(right, y)),
    ]
}

/// Returns the lines of a stick figure.
fn actor_paths(rect: Rect) -> Vec<Vec<PathSegment>> {
    let middle = rect.x + rect.width / 2.0;
    let head = (rect.height * 0.3).min(rect.width * 0.6);
    let (top, bottom) = (rect.y, rect.bottom());
    let hip = top + rect.height * 0.65;
    let arm = top + head + (hip - top - head) * 0.35;
    let half = (rect.width / 2.0).min(rect.height * 0.3);
    vec![
        ellipse_path(Rect::new(middle - head / 2.0, top, head, head)),
        line(middle, top + head, middle, hip),
        line(middle - half, arm, middle + half, arm),
        line(middle, hip, middle - half * 0.8, bottom),
        line(middle, hip, middle + half * 0.8, bottom),
    ]
}

/// How the outline of a cloud or burst bulges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bump {
    Round,
    Spike,
}

/// Returns an outline of bumps or spikes inside `rect`.
fn bumpy_path(rect: Rect, count: usize, bump: Bump) -> Vec<PathSegment> {
    let middle = rect.centre();
    let at = |turn: f32, share: f32| {
        let (sin, cos) = (turn * std::f32::consts::TAU).sin_cos();
        Point::new(
            middle.x + rect.width / 2.0 * share * sin,
            middle.y - rect.height / 2.0 * share * cos,
        )
    };
    let inner = if bump == Bump::Round { 0.88 } else { 0.84 };
    let mut path = vec![PathSegment::Move(at(0.0, inner))];
    for index in 0..count {
        let start = index as f32 / count as f32;
        let step = 1.0 / count as f32;
        let end = at(start + step, inner);
        match bump {
            Bump::Round => path.push(PathSegment::Cubic(
                at(start + step * 0.1, 1.08),
                at(start + step * 0.9, 1.08),
                end,
            )),
            Bump::Spike => {
                path.push(PathSegment::Line(at(start + step / 2.0, 1.0)));
                path.push(PathSegment::Line(end));
            }
        }
    }
    path.push(PathSegment::Close);
    path
}
