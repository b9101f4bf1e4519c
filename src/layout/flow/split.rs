//! Splits a flow when a page is full.
//!
//! A page may end after any row, and each row rates the break after it. The best break is chosen: a
//! little empty space at the bottom of a page is better than splitting a unit of content, a lot of
//! empty space is not.

use std::collections::VecDeque;

use super::space::SplitSpace;
use super::{BoxedFlow, Column, Columns, Flow, FootnoteCalls, PageBreak, Row, RowBody};

/// Whether a split has to move content to the first part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// The page would otherwise stay empty.
    Required,
    Optional,
}

/// Returns the height of the foot of a page with these calls of footnotes.
pub(in crate::layout) type FootHeight<'a> = &'a dyn Fn(&FootnoteCalls) -> f32;

impl Flow {
    /// Splits the flow into what fits and the rest. On an empty page, at least one row is taken so
    /// that repeated splitting terminates.
    pub(crate) fn split_at(self, space: SplitSpace) -> (Flow, Option<Flow>) {
        self.split_above(space, None)
    }

    /// Splits the flow like [`Flow::split_at`] above a foot whose height depends on the footnotes
    /// that the page calls.
    pub(crate) fn split_above(
        self,
        space: SplitSpace,
        foot: Option<FootHeight<'_>>,
    ) -> (Flow, Option<Flow>) {
        let (first, mut rest) = self.split_rows(space, foot);
        if let Some(rest) = &mut rest {
            rest.begin_page(space);
        }
        (first, rest)
    }

    /// Splits the flow without preparing the rest for its page.
    fn split_rows(
        mut self,
        space: SplitSpace,
        foot: Option<FootHeight<'_>>,
    ) -> (Flow, Option<Flow>) {
        let (count, taken) = self.count_fitting_rows(space, foot);
        if count == self.rows.len() {
            return (self, None);
        }
        let mut page = Flow { rows: self.rows.drain(..count).collect() };
        let Some(row) = self.rows.pop_front() else { return (page, None) };
        let before = if count == 0 { 0.0 } else { row.space_before };
        let best = page.best_page_break(space);
        let progress = if space.is_empty_page() && best.is_none() {
            Progress::Required
        } else {
            Progress::Optional
        };
        let row_space = SplitSpace { available: space.available - taken - before, ..space };
        let split = match foot {
            None => row.split_at(row_space, progress),
            Some(foot) => row.split_above(row_space, progress, (&page, foot)),
        };
        match split {
            Ok((first, remainder)) => {
                page.rows.push_back(first);
                self.rows.push_front(remainder);
            }
            Err(row) => {
                self.rows.push_front(row);
                // If no break is allowed, all rows move to the next page, unless this one is empty.
                let end = best.unwrap_or(if space.is_empty_page() { count.max(1) } else { 0 });
                let has_only_header = count > 0 && page.rows.iter().all(|row| row.is_repeated);
                if has_only_header && end == count {
                    // Footnotes leave no room for the row below its header. The header is left out,
                    // or it would be the only row of all further pages.
                    return self.split_rows(space, foot);
                }
                if end > count {
                    page.rows.extend(self.rows.pop_front());
                } else {
                    self.prepend(page.rows.split_off(end));
                }
            }
        }
        let rest = (!self.rows.is_empty()).then_some(self);
        (page, rest)
    }

    /// Makes the flow the first of a further page.
    fn begin_page(&mut self, space: SplitSpace) {
        for row in self.rows.iter_mut().take_while(|row| row.collapses) {
            if let RowBody::Fixed { height, items } = &mut row.body {
                *height = 0.0;
                items.retain(|item| item.element.is_some());
            }
            row.page_break = PageBreak::Forbidden;
        }
        if let Some(first) = self.rows.front_mut()
            && let RowBody::Columns(columns) = &mut first.body
        {
            columns.columns.append(&mut first.continued_cells);
        }
        self.repeat_header(space);
    }

    /// Repeats the header of a table above its continuation.
    fn repeat_header(&mut self, space: SplitSpace) {
        let Some(first) = self.rows.front() else { return };
        let Some(header) = first.repeated_header.clone() else { return };
        // The header is left out above a row that fits on a page only without it.
        let (row, above) = (first.min_height_within(space.page), header.height());
        if row + above <= space.page || (row > space.page && above < space.page / 2.0) {
            let mut rows = (*header).clone().into_artifact().rows;
            rows.iter_mut().for_each(|row| row.is_repeated = true);
            self.prepend(rows);
        }
    }

    fn prepend(&mut self, rows: VecDeque<Row>) {
        rows.into_iter().rev().for_each(|row| self.rows.push_front(row));
    }

    /// Returns how many rows fit, with pictures at their minimum height, and the height of these.
    fn count_fitting_rows(&self, space: SplitSpace, foot: Option<FootHeight<'_>>) -> (usize, f32) {
        let mut calls = FootnoteCalls::new();
        let mut taken = 0.0;
        // Above the tolerance of `fits`, so that every height that may fit is exact.
        let limit = space.available + 1.0;
        for (index, row) in self.rows.iter().enumerate() {
            let before = if index == 0 { 0.0 } else { row.space_before };
            let height = row.min_height_within(limit);
            if !space.fits(taken + before + height) {
                return (index, taken);
            }
            if let Some(foot) = foot {
                row.collect_calls(0, limit, &mut calls);
                if !space.fits(taken + before + height + foot(&calls)) {
                    return (index, taken);
                }
            }
            taken += before + height;
        }
        (self.rows.len(), taken)
    }

    /// Returns after how many rows the page ends best; `None` if no page break is allowed.
    fn best_page_break(&self, space: SplitSpace) -> Option<usize> {
        let mut taken = 0.0;
        let mut best: Option<(usize, f32)> = None;
        for (index, row) in self.rows.iter().enumerate() {
            taken += if index == 0 { 0.0 } else { row.space_before } + row.min_height();
            if row.page_break == PageBreak::Forbidden {
                continue;
            }
            let rating = taken / space.available - space.strictness * row.page_break.penalty();
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
    pub(super) fn split_at(
        mut self,
        space: SplitSpace,
        progress: Progress,
    ) -> Result<(Row, Row), Row> {
        let is_too_tall = self.min_height_within(space.page) > space.page;
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
        for column in self.columns.iter_mut().filter(|column| column.repeats) {
            let limit = space.available + 1.0;
            column.repeats = space.fits(column.flow.min_height_within(limit));
        }
        // The flows are moved, not cloned: a clone for every page takes quadratic time.
        let mut rests = Vec::new();
        for column in &mut self.columns {
            let mut rest = None;
            if !column.repeats {
                (column.flow, rest) = std::mem::take(&mut column.flow).split_rows(space, None);
            }
            rests.push(rest);
        }
        let makes_progress =
            self.columns.iter().any(|column| !column.repeats && column.flow.height() > 0.0);
        if !makes_progress || rests.iter().all(Option::is_none) {
            for (column, rest) in self.columns.iter_mut().zip(rests) {
                column.flow.rows.extend(rest.into_iter().flat_map(|rest| rest.rows));
            }
            return Err(self);
        }
        let continued = |(column, rest): (&Column, Option<Flow>)| {
            let mut flow = rest.unwrap_or_default();
            if column.repeats {
                flow = column.flow.clone().into_artifact();
            } else {
                flow.begin_page(space);
            }
            Column { flow, ..*column }
        };
        let columns = self.columns.iter().zip(rests).map(continued).collect();
        let rest = Columns { columns, ..self };
        Ok((self, rest))
    }
}

type BoxedPair = (Box<BoxedFlow>, Box<BoxedFlow>);

impl BoxedFlow {
    fn split_at(mut self: Box<Self>, space: SplitSpace) -> Result<BoxedPair, Box<Self>> {
        let edges = self.inset[1] + self.inset[3];
        let flow = std::mem::take(&mut self.flow);
        let (available, page) = (space.available - edges, space.page - edges);
        let inner = SplitSpace { available, page, ..space };
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::scene::{Item, ItemKind};

    fn row_of(height: f32) -> Row {
        let shape = crate::layout::text::rounded_rect(
            crate::geometry::Rect::new(0.0, 0.0, 1.0, height),
            0.0,
            crate::scene::Colour::WHITE,
        );
        Row::fixed_height(height, vec![Item::new_artifact(ItemKind::Shape(shape))])
    }

    fn flow_of(count: usize) -> Flow {
        Flow { rows: (0..count).map(|_| row_of(10.0)).collect() }
    }

    /// Returns where the items of each row are in memory.
    fn item_addresses(flow: &Flow) -> Vec<*const Item> {
        let address = |row: &Row| match &row.body {
            RowBody::Fixed { items, .. } => items.as_ptr(),
            _ => std::ptr::null(),
        };
        flow.rows.iter().map(address).collect()
    }

    fn only_columns(flow: &Flow) -> &Columns {
        match &flow.rows[0].body {
            RowBody::Columns(columns) => columns,
            _ => panic!("the row has columns"),
        }
    }

    #[test]
    fn a_page_does_not_start_with_blank_lines() {
        let mut flow = flow_of(5);
        for row in flow.rows.range_mut(2..4) {
            row.collapses = true;
        }
        let (first, rest) = flow.split_at(SplitSpace::empty_page(20.0));
        let rest = rest.expect("five rows do not fit");
        assert_eq!((first.height(), rest.height(), rest.rows.len()), (20.0, 10.0, 3));
    }

    #[test]
    fn rows_after_the_limit_are_not_measured() {
        let mut flow = flow_of(5);
        flow.rows.push_back(row_of(f32::NAN));
        assert_eq!(flow.min_height_within(25.0), 30.0);
        assert!(flow.min_height().is_nan());
        let row = Row::side_by_side(vec![flow.clone(), flow_of(1)], 50.0);
        assert_eq!(row.min_height_within(25.0), 30.0);
        assert_eq!(flow.count_fitting_rows(SplitSpace::empty_page(25.0), None), (2, 20.0));
    }

    #[test]
    fn a_height_within_the_limit_is_exact() {
        let flow = flow_of(5);
        assert_eq!(flow.min_height_within(50.0), flow.min_height());
        assert!(flow.min_height_within(49.0) > 49.0);
        assert_eq!(Flow::default().min_height_within(0.0), 0.0);
    }

    #[test]
    fn continued_columns_are_moved_and_not_cloned() {
        let columns = |flow| {
            let mut row = Row::side_by_side(vec![flow, flow_of(3)], 50.0);
            if let RowBody::Columns(columns) = &mut row.body {
                columns.splits_freely = true;
            }
            Flow::from_row(row)
        };
        let long = flow_of(9);
        let before = item_addresses(&long);
        let (first, rest) = columns(long).split_at(SplitSpace::empty_page(45.0));
        let rest = rest.expect("nine rows do not fit");
        let mut after = item_addresses(&only_columns(&first).columns[0].flow);
        assert_eq!(after.len(), 4);
        after.extend(item_addresses(&only_columns(&rest).columns[0].flow));
        assert_eq!(after, before);
        assert!(only_columns(&rest).columns[1].flow.rows.is_empty());
    }

    #[test]
    fn a_header_is_left_out_where_footnotes_leave_no_room_below_it() {
        let mut header = row_of(30.0);
        header.page_break = PageBreak::Forbidden;
        let mut row = row_of(60.0);
        row.repeated_header = Some(Rc::new(Flow::from_row(header)));
        let space = SplitSpace::empty_page(100.0);
        let mut flow = Flow::from_row(row);
        flow.begin_page(space);
        assert_eq!(flow.height(), 90.0);
        let (first, rest) = flow.clone().split_above(space, Some(&|_: &FootnoteCalls| 10.0));
        assert_eq!((first.height(), rest.is_none()), (90.0, true));
        let (first, rest) = flow.split_above(space, Some(&|_: &FootnoteCalls| 20.0));
        assert_eq!((first.height(), rest.is_none()), (60.0, true));
    }

    #[test]
    fn columns_without_space_stay_whole() {
        let row = Row::side_by_side(vec![flow_of(9), flow_of(3)], 50.0);
        let space = SplitSpace { available: 5.0, ..SplitSpace::empty_page(45.0) };
        let (first, rest) = Flow::from_row(row).split_at(space);
        assert!(first.rows.is_empty());
        let rest = rest.expect("nothing fits");
        let lengths = only_columns(&rest).columns.iter().map(|column| column.flow.rows.len());
        assert_eq!(lengths.collect::<Vec<_>>(), [9, 3]);
    }
}
