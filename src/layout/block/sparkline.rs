//! Draws a small line of numbers, and the arrow of a change.

use crate::chart::write_numbers;
use crate::deck::{StatChange, Text};
use crate::geometry::{Point, Size};
use crate::layout::block::marks::circle_path;
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{Colour, ElementId, Item, ItemKind, Paint, PathSegment, Shape, Stroke};
use crate::source::Span;

/// The radius of the dot at the end of a line, in em of running text.
const RADIUS_EM: f32 = 0.14;

/// The gap between a line and the numbers at its ends, in em of running text.
const NUMBER_GAP_EM: f32 = 0.35;
/// The least share of the width that is left for the line.
const MIN_LINE_SHARE: f32 = 0.4;

/// Draws numbers as a line with the first and the last of them at its ends, because every line has
/// a scale of its own.
pub(super) fn draw_trend(
    context: &mut LayoutContext<'_, '_>,
    numbers: &[f32],
    size: Size,
    element: ElementId,
) -> Vec<Item> {
    let texts = write_numbers(numbers, &context.lang);
    let (Some(first), Some(last)) = (texts.first(), texts.last()) else { return Vec::new() };
    let mut style = context.paragraph_style(TextKind::Small);
    style.leading = 1.0;
    style.colours = context.text_colours(context.palette.muted);
    let mut ends = [first, last].map(|text| {
        let text = Text::plain(text.clone(), Span::default());
        let width = context.shaper.shape_paragraph(&text, &style.style).width() * style.size;
        (text, width)
    });
    let gap = context.em(NUMBER_GAP_EM);
    let room = size.width - ends[0].1 - ends[1].1 - 2.0 * gap;
    if room < size.width * MIN_LINE_SHARE || numbers.len() < 2 {
        return draw_sparkline(context, numbers, size, element);
    }
    let line = Size::new(room, size.height);
    let left = ends[0].1 + gap;
    let mut items = draw_sparkline(context, numbers, line, element);
    items.iter_mut().for_each(|item| item.translate(left, 0.0));
    let range = range_of(numbers);
    let number_at = [numbers[0], numbers[numbers.len() - 1]];
    for (index, (text, width)) in ends.iter_mut().enumerate() {
        let x = if index == 0 { 0.0 } else { left + room + gap };
        let middle = height_of(number_at[index], range, (context.em(RADIUS_EM), size.height));
        let top = (middle - style.size / 2.0).clamp(0.0, (size.height - style.size).max(0.0));
        let layout = ParagraphLayout::start_aligned(*width + 1.0);
        let rows = lay_out_paragraph(context, text, &style, layout, Some(element));
        rows.place_at(Point::new(x, top), &mut items);
    }
    items
}

/// Returns the smallest and the largest number.
fn range_of(numbers: &[f32]) -> (f32, f32) {
    let start = (f32::INFINITY, f32::NEG_INFINITY);
    numbers.iter().fold(start, |(low, high), &n| (low.min(n), high.max(n)))
}

/// Returns how far below the top of a line of `height` pt a number is. Equal numbers are in the
/// middle.
fn height_of(number: f32, (low, high): (f32, f32), (radius, height): (f32, f32)) -> f32 {
    let share = if high > low { (number - low) / (high - low) } else { 0.5 };
    radius + (height - 2.0 * radius) * (1.0 - share)
}

/// Draws numbers as a line that fills `size`, with a dot at the last one.
fn draw_sparkline(
    context: &LayoutContext<'_, '_>,
    numbers: &[f32],
    size: Size,
    element: ElementId,
) -> Vec<Item> {
    let range = range_of(numbers);
    let radius = context.em(RADIUS_EM);
    let count = numbers.len().saturating_sub(1).max(1) as f32;
    let point = |(index, number): (usize, &f32)| {
        let x = radius + (size.width - 2.0 * radius) * index as f32 / count;
        Point::new(x, height_of(*number, range, (radius, size.height)))
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
