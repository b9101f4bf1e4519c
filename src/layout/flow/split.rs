//! Where a flow is cut when a page is full.
//!
//! Every place between two rows is a possible cut, and each row says how good the cut behind it is.
//! The best of them is taken: a little white space at a page's foot is better than a thought that
//! is torn apart, much of it is not.

use super::{BoxedFlow, Column, Columns, Flow, PageBreak, Row, RowBody};

/// Share of a page that may stay empty so that it does not end in the middle of something.
const MAX_EMPTY_SHARE: f32 = 0.3;

/// Slack for sums of heights that were added up in another order.
pub(super) const HEIGHT_TOLERANCE_PT: f32 = 0.01;

impl Flow {
    /// Cuts the flow at `height`; `whole` is the height of an empty page. At least one row is taken
    /// if the cut is at an empty page's foot, so that cutting always comes to an end.
    pub fn split_at(mut self, height: f32, whole: f32) -> (Flow, Option<Flow>) {
        let (count, taken) = self.count_fitting_rows(height);
        if count == self.rows.len() {
            return (self, None);
        }
        let mut rest = self.rows.split_off(count);
        let row = rest.remove(0);
        let before = if count == 0 { 0.0 } else { row.space_before };
        let is_empty_page = height + HEIGHT_TOLERANCE_PT >= whole;
        let best = self.best_page_break(height);
        match row.split_at(height - taken - before, whole, is_empty_page && best.is_none()) {
            Ok((first, remainder)) => {
                self.rows.push(first);
                rest.insert(0, remainder);
            }
            Err(row) => {
                rest.insert(0, row);
                // Where every cut is forbidden, the rows wait for the next page; on an empty page
                // it cannot be helped.
                let end = best.unwrap_or(if is_empty_page { count.max(1) } else { 0 });
                if end > count {
                    self.rows.push(rest.remove(0));
                } else {
                    rest.splice(0..0, self.rows.split_off(end));
                }
            }
        }
        if rest.is_empty() {
            return (self, None);
        }
        if let Some(head) = rest[0].repeated_header.clone() {
            // A row that fills a page without its head, or nearly, goes without: else it would
            // never find a page.
            let (own, above) = (rest[0].min_height(), head.height());
            if own + above <= whole || (own > whole && above < whole / 2.0) {
                rest.splice(0..0, (*head).clone().into_artifact().rows);
            }
        }
        (self, Some(Flow { rows: rest }))
    }

    /// How many rows fit into `height` with their pictures at their smallest, and how tall those
    /// are.
    fn count_fitting_rows(&self, height: f32) -> (usize, f32) {
        let mut taken = 0.0;
        for (index, row) in self.rows.iter().enumerate() {
            let before = if index == 0 { 0.0 } else { row.space_before };
            if taken + before + row.min_height() > height + HEIGHT_TOLERANCE_PT {
                return (index, taken);
            }
            taken += before + row.min_height();
        }
        (self.rows.len(), taken)
    }

    /// Behind how many rows the page best ends; `None` if it may end nowhere.
    fn best_page_break(&self, height: f32) -> Option<usize> {
        let mut taken = 0.0;
        let mut best: Option<(usize, f32)> = None;
        for (index, row) in self.rows.iter().enumerate() {
            taken += if index == 0 { 0.0 } else { row.space_before } + row.min_height();
            let worth = match row.page_break {
                PageBreak::Allowed => taken / height,
                PageBreak::Discouraged => taken / height - MAX_EMPTY_SHARE,
                PageBreak::Forbidden => continue,
            };
            if best.is_none_or(|(_, other)| worth >= other) {
                best = Some((index + 1, worth));
            }
        }
        best.map(|(end, _)| end)
    }
}

impl Row {
    /// Cuts the row at `height`: what fits, and what does not. Gives the row back where nothing of
    /// it fits or it is not to be cut. With `must` a page would have nothing else.
    fn split_at(self, height: f32, whole: f32, must: bool) -> Result<(Row, Row), Row> {
        let is_too_tall = self.min_height() > whole;
        let (before, cut, head, step) =
            (self.space_before, self.page_break, self.repeated_header, self.step);
        let row = |body| Row {
            space_before: before,
            page_break: cut,
            repeated_header: head.clone(),
            step,
            body,
        };
        match self.body {
            RowBody::Columns(columns) if columns.splits_freely || is_too_tall => {
                match columns.split_at(height, whole) {
                    Ok((first, rest)) => {
                        Ok((row(RowBody::Columns(first)), row(RowBody::Columns(rest))))
                    }
                    Err(columns) => Err(row(RowBody::Columns(columns))),
                }
            }
            RowBody::Multicol(multicol) => match multicol.split_at(height, whole, must) {
                Ok((first, rest)) => {
                    Ok((row(RowBody::Multicol(first)), row(RowBody::Multicol(rest))))
                }
                Err(multicol) => Err(row(RowBody::Multicol(multicol))),
            },
            RowBody::Boxed(boxed) if is_too_tall => match boxed.split_at(height, whole) {
                Ok((first, rest)) => Ok((row(RowBody::Boxed(first)), row(RowBody::Boxed(rest)))),
                Err(boxed) => Err(row(RowBody::Boxed(boxed))),
            },
            body => Err(row(body)),
        }
    }
}

impl Columns {
    fn split_at(mut self, height: f32, whole: f32) -> Result<(Columns, Columns), Columns> {
        // What is shown again on every page has to fit on one.
        self.columns.iter_mut().for_each(|column| {
            column.repeats &= column.flow.min_height() <= height + HEIGHT_TOLERANCE_PT
        });
        let mut firsts = Vec::new();
        let mut rests = Vec::new();
        for column in &self.columns {
            let (first, rest) = if column.repeats {
                (column.flow.clone(), None)
            } else {
                column.flow.clone().split_at(height, whole)
            };
            firsts.push(first);
            rests.push(rest);
        }
        let makes_headway = firsts
            .iter()
            .zip(&self.columns)
            .any(|(first, column)| !column.repeats && first.height() > 0.0);
        if !makes_headway || rests.iter().all(Option::is_none) {
            return Err(self);
        }
        let rest = Columns {
            columns: self
                .columns
                .iter()
                .zip(rests)
                .map(|(column, rest)| Column {
                    flow: if column.repeats {
                        column.flow.clone().into_artifact()
                    } else {
                        rest.unwrap_or_default()
                    },
                    ..column.clone()
                })
                .collect(),
            ..self
        };
        for (column, first) in self.columns.iter_mut().zip(firsts) {
            column.flow = first;
        }
        Ok((self, rest))
    }
}

type BoxedPair = (Box<BoxedFlow>, Box<BoxedFlow>);

impl BoxedFlow {
    fn split_at(mut self: Box<Self>, height: f32, whole: f32) -> Result<BoxedPair, Box<Self>> {
        let edges = self.inset[1] + self.inset[3];
        let flow = std::mem::take(&mut self.flow);
        match flow.split_at(height - edges, whole - edges) {
            (first, Some(rest)) if !first.rows.is_empty() => {
                let first = BoxedFlow { flow: first, ..(*self).clone() };
                let rest = BoxedFlow { flow: rest, ..*self };
                Ok((Box::new(first), Box::new(rest)))
            }
            (mut first, rest) => {
                first.rows.extend(rest.into_iter().flat_map(|rest| rest.rows));
                self.flow = first;
                Err(self)
            }
        }
    }
}
