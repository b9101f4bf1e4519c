//! Copies the start of rows, to try how they are split. The copies have heights and calls of
//! footnotes only: copying all that is drawn on many pages, for each of them, takes quadratic time.

use super::calls::footnote_call;
use super::{BoxedFlow, Column, Columns, Flow, Multicol, Row, RowBody};

impl Flow {
    /// Returns a copy of the rows down to the first that ends below `limit`; see
    /// [`Row::copy_head`].
    fn copy_head(&self, limit: f32) -> Flow {
        let mut head = Flow::default();
        let mut left = limit;
        for row in &self.rows {
            head.rows.push_back(row.copy_head(left));
            left -= row.space_before + row.min_height_within(left);
            if left < 0.0 {
                break;
            }
        }
        head
    }
}

impl Row {
    /// Returns a copy of the row without what is drawn, but with its calls of footnotes. Of a row
    /// that is taller than `limit`, the copy may lack the rest.
    pub(super) fn copy_head(&self, limit: f32) -> Row {
        let body = match &self.body {
            RowBody::Fixed { height, items } => RowBody::Fixed {
                height: *height,
                items: items.iter().filter(|item| footnote_call(item).is_some()).cloned().collect(),
            },
            RowBody::Picture(_) | RowBody::Drawing(_) => self.body.clone(),
            RowBody::Columns(columns) => {
                let head =
                    |column: &Column| Column { flow: column.flow.copy_head(limit), ..*column };
                let columns = Columns {
                    columns: columns.columns.iter().map(head).collect(),
                    splits_freely: columns.splits_freely,
                };
                RowBody::Columns(columns)
            }
            RowBody::Multicol(multicol) => RowBody::Multicol(Multicol {
                items: multicol.items_within(limit).map(|item| item.copy_head(limit)).collect(),
                ..*multicol
            }),
            RowBody::Boxed(boxed) => {
                let flow = boxed.flow.copy_head(limit);
                RowBody::Boxed(Box::new(BoxedFlow { flow, ..**boxed }))
            }
        };
        Row {
            body,
            repeated_header: self.repeated_header.clone(),
            continued_cells: Vec::new(),
            ..*self
        }
    }
}
