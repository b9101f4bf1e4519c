//! Draws a small line of numbers, and the arrow of a change.

use crate::deck::StatChange;
use crate::geometry::{Point, Size};
use crate::layout::block::marks::circle_path;
use crate::layout::context::LayoutContext;
use crate::scene::{Colour, ElementId, Item, ItemKind, Paint, PathSegment, Shape, Stroke};

/// Draws numbers as a line that fills `size`, with a dot at the last one.
pub(super) fn draw_sparkline(
    context: &LayoutContext<'_, '_>,
    numbers: &[f32],
    size: Size,
    element: ElementId,
) -> Vec<Item> {
    let (low, high) = numbers
        .iter()
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), &n| (low.min(n), high.max(n)));
    let radius = context.em(0.14);
    let room = size.height - 2.0 * radius;
    let count = numbers.len().saturating_sub(1).max(1) as f32;
    let point = |(index, number): (usize, &f32)| {
        // Equal numbers are a level line in the middle.
        let share = if high > low { (number - low) / (high - low) } else { 0.5 };
        let x = radius + (size.width - 2.0 * radius) * index as f32 / count;
        Point::new(x, radius + room * (1.0 - share))
    };
    let points: Vec<Point> = numbers.iter().enumerate().map(point).collect();
    let path = points.iter().enumerate().map(|(index, &point)| match index {
        0 => PathSegment::Move(point),
        _ => PathSegment::Line(point),
    });
    let palette = &context.palette;
    let line = Shape {
        path: path.collect(),
        fill: None,
        stroke: Some(Stroke { colour: palette.primary, width: context.em(0.07), round: true }),
        actual_text: None,
    };
    let last = points.last().copied().unwrap_or_default();
    let dot = Shape {
        path: circle_path(last, radius),
        fill: Some(Paint::Solid(palette.primary)),
        stroke: None,
        actual_text: None,
    };
    [line, dot].map(|shape| Item::new(ItemKind::Shape(shape), Some(element), None)).to_vec()
}

/// Draws a triangle that points up or down, in a square of `side` pt at the origin.
pub(super) fn draw_change(change: StatChange, side: f32, colour: Colour) -> Item {
    let (base, tip) = match change {
        StatChange::Up => (side * 0.88, side * 0.12),
        StatChange::Down => (side * 0.12, side * 0.88),
    };
    let shape = Shape {
        path: vec![
            PathSegment::Move(Point::new(0.0, base)),
            PathSegment::Line(Point::new(side / 2.0, tip)),
            PathSegment::Line(Point::new(side, base)),
            PathSegment::Close,
        ],
        fill: Some(Paint::Solid(colour)),
        stroke: None,
        actual_text: None,
    };
    Item::new_artifact(ItemKind::Shape(shape))
}
