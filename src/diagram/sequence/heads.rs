//! The names of the participants at the head and foot of a sequence diagram.

use super::super::drawing::{
    ColourRole, DiagramLabel, DiagramLook, DiagramMark, LabelAlign, ShapeKind,
};
use super::super::marks::{label, shape};
use super::columns::{HEADER_PADDING, NAME_STYLE, PERSON_HEIGHT, SequenceColumns};
use super::model::SequenceDiagram;
use crate::geometry::Rect;

/// Returns the height of the row of names.
pub(super) fn header_height(columns: &SequenceColumns) -> f32 {
    columns.headers.iter().map(|size| size.height).fold(0.0, f32::max)
}

/// Returns the name of a participant: words in a box, or below a stick figure. `top` is the top of
/// a row of names; a single name is centred at its own height.
pub(super) fn draw_header(
    diagram: &SequenceDiagram,
    columns: &SequenceColumns,
    index: usize,
    rect: Rect,
) -> Vec<DiagramMark> {
    let participant = &diagram.participants[index];
    let size = columns.headers[index];
    let look = DiagramLook::of_role(ColourRole::Node);
    if participant.is_person {
        let words = Rect::new(
            rect.x,
            rect.bottom() - (size.height - PERSON_HEIGHT - 0.2),
            rect.width,
            size.height - PERSON_HEIGHT - 0.2,
        );
        let width = PERSON_HEIGHT * 0.8;
        let middle = rect.x + (rect.width - width) / 2.0;
        let figure = Rect::new(middle, words.y - PERSON_HEIGHT - 0.1, width, PERSON_HEIGHT);
        return vec![
            shape(ShapeKind::Actor, figure, look),
            DiagramMark::Label(label(&participant.label, words, LabelAlign::Centre, NAME_STYLE)),
        ];
    }
    let words = DiagramLabel {
        ground: Some(look.clone()),
        ..label(
            &participant.label,
            rect.inset_by(HEADER_PADDING.width, HEADER_PADDING.height),
            LabelAlign::Centre,
            NAME_STYLE,
        )
    };
    vec![shape(ShapeKind::Box, rect, look), DiagramMark::Label(words)]
}

/// Returns the rectangle of a participant in the row of names that ends at `bottom`. The boxes in
/// the row are equally tall.
pub(super) fn header_rect(
    diagram: &SequenceDiagram,
    columns: &SequenceColumns,
    index: usize,
    bottom: f32,
) -> Rect {
    let size = columns.headers[index];
    let boxes = columns.headers.iter().zip(&diagram.participants);
    let tallest = boxes
        .filter(|(_, participant)| !participant.is_person)
        .map(|(size, _)| size.height)
        .fold(0.0, f32::max);
    let height = if diagram.participants[index].is_person { size.height } else { tallest };
    Rect::new(columns.x[index] - size.width / 2.0, bottom - height, size.width, height)
}
