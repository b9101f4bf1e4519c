//! Splits a flow when a page is full.
//!
//! A page may end after any row, and each row rates the break after it. The best break is chosen: a
//! little empty space at the bottom of a page is better than splitting a unit of content, a lot of
//! empty space is not.

use super::{BoxedFlow, Column, Columns, Flow, PageBreak, Row, RowBody};

/// Share of a page that may stay empty to avoid a discouraged page break.
const MAX_EMPTY_SHARE: f32 = 0.3;

/// Tolerance for sums of heights, which depend on the order of the summands.
const HEIGHT_TOLERANCE_PT: f32 = 0.01;

/// The space into which a flow is split.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct SplitSpace {
    /// Height left on the current page.
    pub available: f32,
    /// Height of an empty page.
    pub page: f32,
}

impl SplitSpace {
    /// Returns the space of an empty page.
    pub(crate) fn empty_page(height: f32) -> Self {
        Self { available: height, page: height }
    }

    /// Returns whether something of this height fits into the available space.
    pub(super) fn fits(self, height: f32) -> bool {
        height <= self.available + HEIGHT_TOLERANCE_PT
    }

    fn is_empty_page(self) -> bool {
        self.fits(self.page)
    }
}

/// Whether a split has to move content to the first part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// The page would otherwise stay empty.
    Required,
    Optional,
}

impl Flow {
    /// Splits the flow into what fits and the rest. On an empty page, at least one row is taken so
    /// that repeated splitting terminates.
    pub(crate) fn split_at(mut self, space: SplitSpace) -> (Flow, Option<Flow>) {
        let (count, taken) = self.count_fitting_rows(space);
        if count == self.rows.len() {
            return (self, None);
        }
        let mut rest = self.rows.split_off(count);
        let row = rest.remove(0);
        let before = if count == 0 { 0.0 } else { row.space_before };
        let best = self.best_page_break(space.available);
        let progress = if space.is_empty_page() && best.is_none() {
            Progress::Required
        } else {
            Progress::Optional
        };
        let row_space = SplitSpace { available: space.available - taken - before, ..space };
        match row.split_at(row_space, progress) {
            Ok((first, remainder)) => {
                self.rows.push(first);
                rest.insert(0, remainder);
            }
            Err(row) => {
                rest.insert(0, row);
                // If no break is allowed, all rows move to the next page, unless this one is empty.
                let end = best.unwrap_or(if space.is_empty_page() { count.max(1) } else { 0 });
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
        if let Some(header) = rest[0].repeated_header.clone() {
            // The header is left out above a row that fits on a page only without it.
            let (row, above) = (rest[0].min_height(), header.height());
            if row + above <= space.page || (row > space.page && above < space.page / 2.0) {
                rest.splice(0..0, (*header).clone().into_artifact().rows);
            }
        }
        (self, Some(Flow { rows: rest }))
    }

    /// Returns how many rows fit, with pictures at their minimum height, and the height of these.
    fn count_fitting_rows(&self, space: SplitSpace) -> (usize, f32) {
        let mut taken = 0.0;
        for (index, row) in self.rows.iter().enumerate() {
            let before = if index == 0 { 0.0 } else { row.space_before };
            if !space.fits(taken + before + row.min_height()) {
                return (index, taken);
            }
            taken += before + row.min_height();
        }
        (self.rows.len(), taken)
    }

    /// Returns after how many rows the page ends best; `None` if no page break is allowed.
    fn best_page_break(&self, height: f32) -> Option<usize> {
        let mut taken = 0.0;
        let mut best: Option<(usize, f32)> = None;
        for (index, row) in self.rows.iter().enumerate() {
            taken += if index == 0 { 0.0 } else { row.space_before } + row.min_height();
            let rating = match row.page_break {
                PageBreak::Allowed => taken / height,
                PageBreak::Discouraged => taken / height - MAX_EMPTY_SHARE,
                PageBreak::Forbidden => continue,
            };
            if best.is_none_or(|(_, other)| rating >= other) {
                best = Some((index + 1, rating));
            }
        }
        best.map(|(end, _)| end)
    }
}

impl Row {
    /// Splits the row into what fits and the rest. Returns the row unchanged as an error if nothing
    /// fits or it must not be split.
    fn split_at(mut self, space: SplitSpace, progress: Progress) -> Result<(Row, Row), Row> {
        let is_too_tall = self.min_height() > space.page;
        let empty = RowBody::Fixed { height: 0.0, items: Vec::new() };
        let body = std::mem::replace(&mut self.body, empty);
        let row = |body| Row { body, ..self.clone() };
        match body {
            RowBody::Columns(columns) if columns.splits_freely || is_too_tall => {
                match columns.split_at(space) {
                    Ok((first, rest)) => {
                        Ok((row(RowBody::Columns(first)), row(RowBody::Columns(rest))))
                    }
                    Err(columns) => Err(row(RowBody::Columns(columns))),
                }
            }
            RowBody::Multicol(multicol) => match multicol.split_at(space, progress) {
                Ok((first, rest)) => {
                    Ok((row(RowBody::Multicol(first)), row(RowBody::Multicol(rest))))
                }
                Err(multicol) => Err(row(RowBody::Multicol(multicol))),
            },
            RowBody::Boxed(boxed) if is_too_tall => match boxed.split_at(space) {
                Ok((first, rest)) => Ok((row(RowBody::Boxed(first)), row(RowBody::Boxed(rest)))),
                Err(boxed) => Err(row(RowBody::Boxed(boxed))),
            },
            body => Err(row(body)),
        }
    }
}

impl Columns {
    fn split_at(mut self, space: SplitSpace) -> Result<(Columns, Columns), Columns> {
        // A column can be repeated on every page only if it fits on one.
        for column in &mut self.columns {
            column.repeats &= space.fits(column.flow.min_height());
        }
        let mut firsts = Vec::new();
        let mut rests = Vec::new();
        for column in &self.columns {
            let (first, rest) = if column.repeats {
                (column.flow.clone(), None)
            } else {
                column.flow.clone().split_at(space)
            };
            firsts.push(first);
            rests.push(rest);
        }
        let makes_progress = firsts
            .iter()
            .zip(&self.columns)
            .any(|(first, column)| !column.repeats && first.height() > 0.0);
        if !makes_progress || rests.iter().all(Option::is_none) {
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
    fn split_at(mut self: Box<Self>, space: SplitSpace) -> Result<BoxedPair, Box<Self>> {
        let edges = self.inset[1] + self.inset[3];
        let flow = std::mem::take(&mut self.flow);
        let inner = SplitSpace { available: space.available - edges, page: space.page - edges };
        match flow.split_at(inner) {
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
