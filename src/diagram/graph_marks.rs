//! Draws the parts that all diagrams of boxes and arrows share.

use super::drawing::{
    DiagramLabel, DiagramLine, DiagramLook, DiagramMark, DiagramShape, EdgeEnd, LabelAlign,
    LabelLook, LineCourse, ShapeKind, StrokeStyle,
};
use super::graph::{EdgePlace, FlowDirection, GROUP_PADDING};
use super::label::LabelText;
use crate::geometry::{Rect, Size};

/// Returns the size of a box of this shape around words of this size.
pub(super) fn size_around(shape: &ShapeKind, words: Size) -> Size {
    let (width, height) = (words.width, words.height);
    match shape {
        ShapeKind::Diamond => {
            // The corners of the words touch the outline: w/W + h/H = 1. Letters are lower than
            // their line. Lines below each other have letters in all corners, so they need more
            // room than a single one, whose first and last letters are rarely high and low.
            const LINE: f32 = 1.2;
            let further = (height / LINE - 1.0).clamp(0.0, 1.0);
            let (w, h) = (width + 0.4 + 0.8 * further, height - 0.15 * LINE + 0.2);
            let h = h + 0.2 * further;
            Size::new((w + h * 2.0).max(3.2), (h + w / 2.0).max(2.2))
        }
        ShapeKind::Ellipse | ShapeKind::DoubleEllipse => {
            let ring = if *shape == ShapeKind::DoubleEllipse { 0.6 } else { 0.0 };
            let side = (width + 0.6).hypot(height + 0.4).max(2.4) + ring;
            Size::new(side, side)
        }
        ShapeKind::Cloud | ShapeKind::Burst => Size::new(width * 1.35 + 1.8, height * 1.6 + 1.2),
        ShapeKind::Stadium => Size::new(width + 2.0, height + 0.9),
        ShapeKind::Hexagon
        | ShapeKind::Parallelogram
        | ShapeKind::ParallelogramLeft
        | ShapeKind::Trapezoid
        | ShapeKind::TrapezoidDown => {
            let height = height + 1.0;
            Size::new(width + 1.2 + 0.7 * height, height)
        }
        ShapeKind::Flag => Size::new(width + 1.8 + 0.35 * height, height + 0.9),
        ShapeKind::Cylinder => Size::new(width + 1.4, height + 1.7),
        ShapeKind::Subroutine => Size::new(width + 2.2, height + 0.9),
        ShapeKind::Note => Size::new(width + 1.4, height + 0.8),
        ShapeKind::Box
        | ShapeKind::Rounded
        | ShapeKind::Actor
        | ShapeKind::Sector(..)
        | ShapeKind::Polygon(_) => Size::new((width + 1.4).max(2.4), height + 0.9),
    }
}

/// Returns the rectangle of the words in a box.
pub(super) fn place_of_words(shape: &ShapeKind, rect: Rect, words: Size) -> Rect {
    let place = rect.centred_rect(words);
    match shape {
        ShapeKind::Cylinder => place.moved_by(0.0, (rect.height * 0.14).min(0.45) * 0.6),
        ShapeKind::Flag => place.moved_by(rect.height * 0.12, 0.0),
        _ => place,
    }
}

/// Returns a box with words.
pub(super) fn draw_box(
    shape: &ShapeKind,
    rect: Rect,
    look: &DiagramLook,
    words: (&LabelText, Size),
) -> Vec<DiagramMark> {
    let mut marks =
        vec![DiagramMark::Shape(DiagramShape { kind: shape.clone(), rect, look: look.clone() })];
    if !words.0.is_empty() {
        marks.push(DiagramMark::Label(DiagramLabel {
            text: words.0.clone(),
            rect: place_of_words(shape, rect, words.1),
            align: LabelAlign::Centre,
            style: LabelLook::default(),
            ground: Some(look.clone()),
            has_patch: false,
        }));
    }
    marks
}

/// The style of the title of a frame.
pub(super) const GROUP_TITLE: LabelLook = LabelLook { size: 0.9, is_bold: true, is_muted: false };

/// Returns a frame, and its title.
pub(super) fn draw_group(
    rect: Rect,
    look: &DiagramLook,
    title: (&LabelText, Size),
) -> (DiagramMark, Option<DiagramMark>) {
    let frame = DiagramMark::Shape(DiagramShape { kind: ShapeKind::Box, rect, look: look.clone() });
    let label = (!title.0.is_empty()).then(|| {
        let room = Rect::new(
            rect.x + GROUP_PADDING * 0.6,
            rect.y + GROUP_PADDING * 0.6,
            title.1.width,
            title.1.height,
        );
        DiagramMark::Label(DiagramLabel {
            text: title.0.clone(),
            rect: room,
            align: LabelAlign::Start,
            style: GROUP_TITLE,
            ground: Some(look.clone()),
            has_patch: true,
        })
    });
    (frame, label)
}

/// Returns an arrow.
pub(super) fn draw_edge(
    place: &EdgePlace,
    ends: [EdgeEnd; 2],
    look: &DiagramLook,
    (direction, is_loop): (FlowDirection, bool),
) -> Option<DiagramMark> {
    if look.stroke_style == StrokeStyle::None {
        return None;
    }
    Some(DiagramMark::Line(DiagramLine {
        points: place.points.clone(),
        course: match direction {
            _ if is_loop => LineCourse::Rounded,
            FlowDirection::Down | FlowDirection::Up => LineCourse::CurvedDown,
            FlowDirection::Right | FlowDirection::Left => LineCourse::CurvedAside,
        },
        start: ends[0],
        end: ends[1],
        look: look.clone(),
    }))
}

/// Returns the words at an end of an arrow.
pub(super) fn draw_end_label(
    text: &LabelText,
    rect: Rect,
    ground: Option<DiagramLook>,
) -> Option<DiagramMark> {
    match draw_edge_label(text, rect, ground)? {
        DiagramMark::Label(label) => {
            Some(DiagramMark::Label(DiagramLabel { has_patch: false, ..label }))
        }
        other => Some(other),
    }
}

/// Returns the words beside an arrow.
pub(super) fn draw_edge_label(
    text: &LabelText,
    rect: Rect,
    ground: Option<DiagramLook>,
) -> Option<DiagramMark> {
    (!text.is_empty()).then(|| {
        DiagramMark::Label(DiagramLabel {
            text: text.clone(),
            rect,
            align: LabelAlign::Centre,
            style: LabelLook::BESIDE_LINE,
            ground,
            has_patch: true,
        })
    })
}
