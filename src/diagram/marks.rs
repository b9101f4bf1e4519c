//! Makes the marks of a drawing, and moves them to its origin.

use super::drawing::{
    DiagramLabel, DiagramLine, DiagramLook, DiagramMark, DiagramShape, Drawing, EdgeEnd,
    LabelAlign, LabelLook, LineCourse, ShapeKind,
};
use super::label::LabelText;
use crate::geometry::{Point, Rect};

/// Returns a shape.
pub(super) fn shape(kind: ShapeKind, rect: Rect, look: DiagramLook) -> DiagramMark {
    DiagramMark::Shape(DiagramShape { kind, rect, look })
}

/// Returns a straight line without ends.
pub(super) fn line(from: Point, to: Point, look: DiagramLook) -> DiagramMark {
    polyline(vec![from, to], look)
}

/// Returns straight lines from point to point, without ends.
pub(super) fn polyline(points: Vec<Point>, look: DiagramLook) -> DiagramMark {
    DiagramMark::Line(DiagramLine {
        points,
        course: LineCourse::Straight,
        start: EdgeEnd::None,
        end: EdgeEnd::None,
        look,
    })
}

/// Returns a label on the page.
pub(super) fn label(
    text: &LabelText,
    rect: Rect,
    align: LabelAlign,
    style: LabelLook,
) -> DiagramLabel {
    DiagramLabel { text: text.clone(), rect, align, style, ground: None, has_patch: false }
}

/// Returns the rectangle around a mark.
fn bounds(mark: &DiagramMark) -> Rect {
    match mark {
        DiagramMark::Shape(shape) => shape.rect,
        DiagramMark::Label(label) => label.rect,
        DiagramMark::Link(link) => link.rect,
        DiagramMark::Line(line) => {
            let start = line.points.first().copied().unwrap_or_default();
            let rect = |point: Point| Rect::new(point.x, point.y, 0.0, 0.0);
            line.points.iter().fold(rect(start), |all, point| all.union(rect(*point)))
        }
    }
}

/// Returns a drawing of marks, which are moved so that it starts at its origin with a margin of
/// `margin` around it.
pub(super) fn draw_at_origin(mut marks: Vec<DiagramMark>, margin: f32) -> Drawing {
    let all = marks.iter().map(bounds).reduce(Rect::union).unwrap_or_default();
    let (dx, dy) = (margin - all.x, margin - all.y);
    for mark in &mut marks {
        match mark {
            DiagramMark::Shape(shape) => {
                shape.rect = shape.rect.moved_by(dx, dy);
                if let ShapeKind::Polygon(points) = &mut shape.kind {
                    points.iter_mut().for_each(|point| *point = point.moved_by(dx, dy));
                }
            }
            DiagramMark::Label(label) => label.rect = label.rect.moved_by(dx, dy),
            DiagramMark::Link(link) => link.rect = link.rect.moved_by(dx, dy),
            DiagramMark::Line(line) => {
                line.points.iter_mut().for_each(|point| *point = point.moved_by(dx, dy));
            }
        }
    }
    let size = all.inset_by(-margin, -margin).size();
    Drawing { size, marks }
}
