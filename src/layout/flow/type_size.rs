//! The sizes of type in a flow.

use super::{Flow, RowBody};
use crate::scene::{Item, ItemKind};

impl Flow {
    /// Returns the size of the largest type in drawings, as they are scaled.
    pub(in crate::layout) fn drawn_type_size(&self) -> Option<f32> {
        let sizes = self.rows.iter().filter_map(|row| match &row.body {
            RowBody::Drawing(drawing) => {
                let share = drawing.height / drawing.natural.height.max(f32::EPSILON);
                Some(largest_type(&drawing.items) * share)
            }
            RowBody::Columns(columns) => {
                let drawn = columns.columns.iter().map(|column| column.flow.drawn_type_size());
                drawn.flatten().reduce(f32::max)
            }
            RowBody::Boxed(boxed) => boxed.flow.drawn_type_size(),
            RowBody::Fixed { .. } | RowBody::Picture(_) | RowBody::Multicol(_) => None,
        });
        sizes.filter(|size| *size > 0.0).reduce(f32::max)
    }

    /// Returns the size of the largest type outside drawings.
    pub(in crate::layout) fn set_type_size(&self) -> f32 {
        let sizes = self.rows.iter().map(|row| match &row.body {
            RowBody::Fixed { items, .. } => largest_type(items),
            RowBody::Columns(columns) => {
                let sizes = columns.columns.iter().map(|column| column.flow.set_type_size());
                sizes.fold(0.0, f32::max)
            }
            RowBody::Boxed(boxed) => boxed.flow.set_type_size(),
            // A list has running text.
            RowBody::Multicol(_) => f32::INFINITY,
            RowBody::Picture(_) | RowBody::Drawing(_) => 0.0,
        });
        sizes.fold(0.0, f32::max)
    }
}

fn largest_type(items: &[Item]) -> f32 {
    let sizes = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.size),
        _ => None,
    });
    sizes.fold(0.0, f32::max)
}
