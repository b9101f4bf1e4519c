//! Finds the calls of footnotes in rows.

use std::collections::BTreeMap;

use super::{Flow, Row, RowBody};
use crate::scene::{ElementId, Item, ItemKind, LinkTarget};

/// The footnotes that rows call, each with the step at which its first call appears.
pub(in crate::layout) type FootnoteCalls = BTreeMap<usize, u16>;

/// Returns the calls of two texts.
pub(in crate::layout) fn merge_calls(
    first: &FootnoteCalls,
    second: &FootnoteCalls,
) -> FootnoteCalls {
    let mut all = first.clone();
    second.iter().for_each(|(&index, &step)| add_call(&mut all, index, step));
    all
}

/// Returns the footnote that an item calls.
pub(super) fn footnote_call(item: &Item) -> Option<usize> {
    match &item.kind {
        ItemKind::Link(link) => match link.target {
            LinkTarget::Footnote(index) => Some(index),
            _ => None,
        },
        _ => None,
    }
}

fn add_call(calls: &mut FootnoteCalls, index: usize, step: u16) {
    let first = calls.entry(index).or_insert(u16::MAX);
    *first = (*first).min(step);
}

impl Flow {
    /// Returns the calls in all rows.
    pub(crate) fn footnote_calls(&self) -> FootnoteCalls {
        let mut calls = FootnoteCalls::new();
        self.collect_calls(0, f32::INFINITY, &mut calls);
        calls
    }

    /// Adds the calls in the rows that are no lower than `limit`.
    fn collect_calls(&self, step: u16, limit: f32, calls: &mut FootnoteCalls) {
        let mut left = limit;
        for row in &self.rows {
            row.collect_calls(step, left, calls);
            if limit.is_finite() {
                left -= row.space_before + row.min_height_within(left);
                if left < 0.0 {
                    break;
                }
            }
        }
    }

    /// Moves the elements of rows of fixed height by `offset`.
    pub(crate) fn shift_elements(&mut self, offset: u32) {
        for row in &mut self.rows {
            let RowBody::Fixed { items, .. } = &mut row.body else { continue };
            for element in items.iter_mut().filter_map(|item| item.element.as_mut()) {
                *element = ElementId(element.0 + offset);
            }
        }
    }
}

impl Row {
    /// Adds the calls in this row, which appears at `step` at the earliest, as far as they are no
    /// lower than `limit`, and maybe some below. The rest of a row of many pages is not visited for
    /// each of them.
    pub(super) fn collect_calls(&self, step: u16, limit: f32, calls: &mut FootnoteCalls) {
        let step = step.max(self.step);
        match &self.body {
            RowBody::Fixed { items, .. } => {
                for item in items {
                    let Some(index) = footnote_call(item) else { continue };
                    add_call(calls, index, step.max(item.step));
                }
            }
            RowBody::Picture(_) | RowBody::Drawing(_) => {}
            RowBody::Columns(columns) => {
                let flows = columns.columns.iter().map(|column| &column.flow);
                flows.for_each(|flow| flow.collect_calls(step, limit, calls));
            }
            RowBody::Multicol(multicol) => {
                let items = multicol.items_within(limit);
                items.for_each(|item| item.collect_calls(step, limit, calls));
            }
            RowBody::Boxed(boxed) => boxed.flow.collect_calls(step, limit, calls),
        }
    }
}
