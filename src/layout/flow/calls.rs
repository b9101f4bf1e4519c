//! Finds the calls of footnotes in rows.

use std::collections::BTreeMap;

use super::{Flow, Row, RowBody};
use crate::scene::{ElementId, ItemKind, LinkTarget};

/// The footnotes that rows call, each with the step at which its first call appears.
pub(in crate::layout) type FootnoteCalls = BTreeMap<usize, u16>;

impl Flow {
    /// Returns the calls in all rows.
    pub(crate) fn footnote_calls(&self) -> FootnoteCalls {
        let mut calls = FootnoteCalls::new();
        self.collect_calls(0, &mut calls);
        calls
    }

    fn collect_calls(&self, step: u16, calls: &mut FootnoteCalls) {
        self.rows.iter().for_each(|row| row.collect_calls(step, calls));
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
    /// Adds the calls in this row, which appears at `step` at the earliest.
    pub(super) fn collect_calls(&self, step: u16, calls: &mut FootnoteCalls) {
        let step = step.max(self.step);
        match &self.body {
            RowBody::Fixed { items, .. } => {
                for item in items {
                    let ItemKind::Link(link) = &item.kind else { continue };
                    let LinkTarget::Footnote(index) = link.target else { continue };
                    let first = calls.entry(index).or_insert(u16::MAX);
                    *first = (*first).min(step.max(item.step));
                }
            }
            RowBody::Picture(_) | RowBody::Drawing(_) => {}
            RowBody::Columns(columns) => {
                columns.columns.iter().for_each(|column| column.flow.collect_calls(step, calls));
            }
            RowBody::Multicol(multicol) => {
                multicol.items.iter().for_each(|item| item.collect_calls(step, calls));
            }
            RowBody::Boxed(boxed) => boxed.flow.collect_calls(step, calls),
        }
    }
}
