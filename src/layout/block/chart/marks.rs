//! Draws the marks of charts.

use super::colours::ChartColours;
use crate::chart::{ChartLabel, ChartMark, ChartMarkKind, ChartOutline, ChartStroke, Dashes};
use crate::diagram::{LabelLook, LabelText};
use crate::geometry::Point;
use crate::layout::block::diagram::{LabelSetter, PlacedLabel, arc_curves, dash_path};
use crate::layout::context::LayoutContext;
use crate::layout::text::rounded_rect_path;
use crate::scene::{ElementId, Item, ItemKind, Paint, PathSegment, Shape, Stroke};
use crate::source::Span;

/// Draws a mark of a chart whose text has `size` pt.
pub(super) fn draw_mark(
    context: &mut LayoutContext<'_, '_>,
    mark: &ChartMark,
    colours: &ChartColours,
    (span, element, size): (Span, ElementId, f32),
    items: &mut Vec<Item>,
) {
    let mut shape = match &mark.kind {
        ChartMarkKind::Fill(outline, colour) => {
            let fill = Some(Paint::Solid(colours.mark(colour)));
            Shape { path: outline_path(outline), fill, stroke: None, actual_text: None }
        }
        ChartMarkKind::Stroke(stroke) => draw_stroke(stroke, colours),
        ChartMarkKind::Label(label) => {
            items.extend(draw_label(context, label, colours, (span, element, size)));
            return;
        }
    };
    shape.scale(size);
    items.push(Item::new(ItemKind::Shape(shape), Some(element), Some(span)));
}

fn draw_label(
    context: &mut LayoutContext<'_, '_>,
    label: &ChartLabel,
    colours: &ChartColours,
    (span, element, size): (Span, ElementId, f32),
) -> Vec<Item> {
    let text = LabelText::plain(label.text.as_str());
    let placed = PlacedLabel {
        text: &text,
        rect: label.rect,
        align: label.align,
        style: LabelLook { size: 1.0, is_bold: label.is_bold, is_muted: false },
        colour: colours.label(&label.ink),
        patch: None,
    };
    LabelSetter::new(context, span).draw_placed(&placed, size, element)
}

fn draw_stroke(stroke: &ChartStroke, colours: &ChartColours) -> Shape {
    let path: Vec<PathSegment> = stroke
        .points
        .iter()
        .enumerate()
        .map(|(index, point)| match index {
            0 => PathSegment::Move(*point),
            _ => PathSegment::Line(*point),
        })
        .collect();
    let path = match stroke.dashes {
        Dashes::Solid => path,
        Dashes::Long => dash_path(&path, 0.7, 0.3),
        Dashes::Short => dash_path(&path, 0.35, 0.25),
        Dashes::Dots => dash_path(&path, 0.15, 0.22),
    };
    // Straight lines at right angles have sharp ends.
    let round = stroke.points.len() > 2 && stroke.dashes == Dashes::Solid;
    let colour = colours.mark(&stroke.colour);
    let stroke = Some(Stroke { colour, width: stroke.width, round });
    Shape { path, fill: None, stroke, actual_text: None }
}

fn outline_path(outline: &ChartOutline) -> Vec<PathSegment> {
    match outline {
        ChartOutline::Rect(rect) => rounded_rect_path(*rect, 0.0),
        ChartOutline::Polygon(points) => {
            let first = points.iter().take(1).map(|point| PathSegment::Move(*point));
            let others = points.iter().skip(1).map(|point| PathSegment::Line(*point));
            first.chain(others).chain([PathSegment::Close]).collect()
        }
        ChartOutline::Circle(centre, radius) => ring_path(*centre, (0.0, *radius), (0.0, 1.0)),
        ChartOutline::Ring(centre, radii, turns) => ring_path(*centre, *radii, *turns),
    }
}

/// Returns the path around a part of a ring between two angles in turns.
fn ring_path(
    centre: Point,
    (inner, outer): (f32, f32),
    (from, to): (f32, f32),
) -> Vec<PathSegment> {
    let is_whole = to - from >= 0.999_9;
    let (start, curves) = arc_curves(centre, (outer, outer), (from, to));
    let mut path = vec![PathSegment::Move(start)];
    path.extend(curves);
    if is_whole {
        path.push(PathSegment::Close);
    }
    if inner > 0.0 {
        let (start, curves) = arc_curves(centre, (inner, inner), (to, from));
        path.push(if is_whole { PathSegment::Move(start) } else { PathSegment::Line(start) });
        path.extend(curves);
    } else if !is_whole {
        path.push(PathSegment::Line(centre));
    }
    path.push(PathSegment::Close);
    path
}
