//! Draws bullets and checkboxes, and formats list numbers. Marks are drawn as shapes, so that they
//! do not depend on the glyphs of a font.

use super::checkbox_text::{CheckState, checkbox_text};
use crate::deck::{CheckMark, Marker, NumberStyle};
use crate::geometry::{Point, Rect};
use crate::layout::context::{LayoutContext, ParagraphStyle};
use crate::layout::mirror::mirror_path;
use crate::layout::paragraph::baseline_offset;
use crate::layout::text::{rounded_rect, rounded_rect_path};
use crate::numerals::{write_letters, write_roman};
use crate::scene::{Colour, ElementId, Item, ItemKind, Paint, PathSegment, Shape, Stroke};

/// Draws a bullet at the left edge of the first line of an item, as content of `element`.
pub(super) fn draw_marker(
    context: &mut LayoutContext<'_, '_>,
    marker: &Marker,
    style: &ParagraphStyle,
    element: ElementId,
) -> Item {
    let em = style.size;
    let heights = letter_heights(context, style);
    // Bullets are a little above the middle of small letters, so that they look centred beside
    // capitals, too.
    let y = baseline_offset(style.leading, heights.cap_height) * em
        - em * (heights.cap_height + heights.x_height) / 4.0;
    let colour = context.palette.accent;
    let (path, stroke, spoken) = match marker {
        Marker::Disc => (circle_path(Point::new(0.22 * em, y), 0.145 * em), None, "•"),
        Marker::Circle => (circle_path(Point::new(0.22 * em, y), 0.13 * em), Some(0.07 * em), "◦"),
        Marker::Square => (square_path(0.08 * em, y, 0.26 * em), None, "▪"),
        Marker::Diamond => (diamond_path(Point::new(0.24 * em, y), 0.2 * em), None, "◆"),
        Marker::Dash => (bar_path(0.04 * em, y, 0.42 * em, 0.07 * em), None, "–"),
        Marker::Arrow => (
            arrow_path(0.06 * em, y, 0.44 * em),
            Some(0.085 * em),
            if context.is_rtl { "←" } else { "→" },
        ),
        Marker::Check => (
            tick_path(context, Rect::new(0.02 * em, y - 0.26 * em, 0.52 * em, 0.52 * em)),
            Some(0.1 * em),
            "✓",
        ),
        Marker::Text(_) | Marker::Icon(_) => (Vec::new(), None, ""),
    };
    let mut shape = Shape { path, fill: None, stroke: None, actual_text: Some(spoken.into()) };
    match stroke {
        Some(width) => shape.stroke = Some(Stroke { colour, width, round: true }),
        None => shape.fill = Some(Paint::Solid(colour)),
    }
    Item::new(ItemKind::Shape(shape), Some(element), None)
}

/// Draws a checkbox on the first line of an item. Screen readers read "done" or "not done" in the
/// language of the slide.
pub(super) fn draw_checkbox(
    context: &mut LayoutContext<'_, '_>,
    state: CheckState,
    mark: CheckMark,
    style: &ParagraphStyle,
    element: ElementId,
) -> Vec<Item> {
    let em = style.size;
    let LetterHeights { cap_height, .. } = letter_heights(context, style);
    let y = baseline_offset(style.leading, cap_height) * em - cap_height / 2.0 * em;
    let side = 0.84 * em;
    let frame = Rect::new(0.02 * em, y - side / 2.0, side, side);
    let palette = &context.palette;
    let (ground, on_ground) = (palette.primary, palette.on_primary);
    let width = 0.085 * em;
    let outline = Stroke { colour: ground, width, round: false };
    let spoken = checkbox_text(state, &context.lang);
    let mut boxed = rounded_rect(frame.inset_by(width / 2.0, width / 2.0), 0.12 * em, ground);
    boxed.stroke = Some(outline);
    boxed.actual_text = Some(spoken.into());
    let item = |shape| Item::new(ItemKind::Shape(shape), Some(element), None);
    let stroked = |path, colour: Colour, width| Shape {
        path,
        fill: None,
        stroke: Some(Stroke { colour, width, round: true }),
        actual_text: None,
    };
    if state == CheckState::NotDone {
        boxed.fill = None;
        return vec![item(boxed)];
    }
    let inner = frame.inset_by(0.2 * em, 0.2 * em);
    match mark {
        CheckMark::Tick => vec![
            item(boxed),
            Item::new_artifact(ItemKind::Shape(stroked(
                tick_path(context, inner),
                on_ground,
                0.11 * em,
            ))),
        ],
        CheckMark::Cross => {
            boxed.fill = None;
            vec![
                item(boxed),
                Item::new_artifact(ItemKind::Shape(stroked(cross_path(inner), ground, 0.1 * em))),
            ]
        }
    }
}

/// Heights of letters in em.
struct LetterHeights {
    cap_height: f32,
    x_height: f32,
}

fn letter_heights(context: &mut LayoutContext<'_, '_>, style: &ParagraphStyle) -> LetterHeights {
    let face = context.shaper.primary_face(&style.style);
    let metrics = context.shaper.fonts().get(face).metrics();
    LetterHeights { cap_height: metrics.cap_height, x_height: metrics.x_height }
}

/// Formats the number of a list item.
pub(super) fn format_number(value: u32, style: NumberStyle) -> String {
    match style {
        NumberStyle::Decimal => format!("{value}."),
        NumberStyle::LowerAlpha => format!("{}.", format_alphabetic(value)),
        NumberStyle::UpperAlpha => format!("{}.", format_alphabetic(value).to_uppercase()),
        NumberStyle::LowerRoman => format!("{}.", format_roman(value)),
        NumberStyle::UpperRoman => format!("{}.", format_roman(value).to_uppercase()),
    }
}

/// Formats a number as a to z, then aa, ab and so on; 0 remains a number.
fn format_alphabetic(value: u32) -> String {
    if value == 0 { "0".into() } else { write_letters(value) }
}

/// Formats a number in Roman numerals; 0 and numbers above 3999 remain numbers.
fn format_roman(value: u32) -> String {
    if value == 0 || value > 3999 { value.to_string() } else { write_roman(value) }
}

/// Returns the path of a circle.
pub(super) fn circle_path(centre: Point, radius: f32) -> Vec<PathSegment> {
    rounded_rect_path(
        Rect::new(centre.x - radius, centre.y - radius, 2.0 * radius, 2.0 * radius),
        radius,
    )
}

fn square_path(x: f32, middle: f32, side: f32) -> Vec<PathSegment> {
    bar_path(x, middle, side, side)
}

fn bar_path(x: f32, middle: f32, width: f32, height: f32) -> Vec<PathSegment> {
    rounded_rect_path(Rect::new(x, middle - height / 2.0, width, height), 0.0)
}

pub(super) fn diamond_path(centre: Point, radius: f32) -> Vec<PathSegment> {
    vec![
        PathSegment::Move(centre.moved_by(0.0, -radius)),
        PathSegment::Line(centre.moved_by(radius, 0.0)),
        PathSegment::Line(centre.moved_by(0.0, radius)),
        PathSegment::Line(centre.moved_by(-radius, 0.0)),
        PathSegment::Close,
    ]
}

fn arrow_path(x: f32, middle: f32, width: f32) -> Vec<PathSegment> {
    let head = width * 0.42;
    vec![
        PathSegment::Move(Point::new(x, middle)),
        PathSegment::Line(Point::new(x + width, middle)),
        PathSegment::Move(Point::new(x + width - head, middle - head)),
        PathSegment::Line(Point::new(x + width, middle)),
        PathSegment::Line(Point::new(x + width - head, middle + head)),
    ]
}

pub(super) fn tick_path(context: &LayoutContext<'_, '_>, rect: Rect) -> Vec<PathSegment> {
    let at = |x: f32, y: f32| Point::new(rect.x + rect.width * x, rect.y + rect.height * y);
    let path = vec![
        PathSegment::Move(at(0.04, 0.54)),
        PathSegment::Line(at(0.38, 0.88)),
        PathSegment::Line(at(0.98, 0.12)),
    ];
    // A tick is not mirrored on pages written from right to left: mirrored here and again with the
    // page, it looks the same.
    if context.is_rtl { mirror_path(&path, rect.x + rect.width / 2.0) } else { path }
}

fn cross_path(rect: Rect) -> Vec<PathSegment> {
    let at = |x: f32, y: f32| Point::new(rect.x + rect.width * x, rect.y + rect.height * y);
    vec![
        PathSegment::Move(at(0.0, 0.0)),
        PathSegment::Line(at(1.0, 1.0)),
        PathSegment::Move(at(1.0, 0.0)),
        PathSegment::Line(at(0.0, 1.0)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_every_style() {
        let all = |value| {
            [
                NumberStyle::Decimal,
                NumberStyle::LowerAlpha,
                NumberStyle::UpperAlpha,
                NumberStyle::LowerRoman,
                NumberStyle::UpperRoman,
            ]
            .map(|style| format_number(value, style))
        };
        assert_eq!(all(1), ["1.", "a.", "A.", "i.", "I."]);
        assert_eq!(all(28), ["28.", "ab.", "AB.", "xxviii.", "XXVIII."]);
        assert_eq!(all(1994)[3], "mcmxciv.");
        assert_eq!(all(0), ["0.", "0.", "0.", "0.", "0."]);
    }
}
