//! Rows of known height: what blocks become before they have a place on a page.
//!
//! A block is measured by laying it out as a [`Flow`] of rows. A flow offers three operations:
//! [`Flow::fit_pictures`] gives pictures the height that is left for them, [`Flow::split_at`] moves
//! what does not fit to another page, and [`Flow::place_at`] turns the rows into items.

mod calls;
mod head;
mod multicol;
mod page_break;
mod place;
mod row;
mod space;
mod split;
mod split_above;
mod type_size;

pub(super) use calls::{FootnoteCalls, merge_calls};
pub(super) use multicol::Multicol;
pub(super) use place::rect_covering;
pub(super) use row::{
    BoxedFlow, Column, Columns, Connector, FlowDrawing, FlowPicture, PageBreak, Plate, Row,
    RowBody, natural_height,
};
pub(super) use space::SplitSpace;

use std::collections::{BTreeMap, VecDeque};

use crate::layout::context::DrawingKey;
use crate::scene::ItemKind;

/// Rows, top to bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// The rows. A deque, because splitting takes rows from the front and leaves the others in
    /// place: continuing a list on n pages moves each row once, not n times.
    pub rows: VecDeque<Row>,
}

impl Flow {
    /// Creates a flow of one row.
    pub(crate) fn from_row(row: Row) -> Self {
        Self { rows: VecDeque::from([row]) }
    }

    /// Creates a flow of one row of columns, which are split only if they are taller than a page.
    pub(crate) fn of_columns(columns: Vec<Column>) -> Self {
        Self::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: false })))
    }

    /// Appends rows with at least `space` above the first of them.
    pub(crate) fn append(&mut self, mut other: Flow, space: f32) {
        if let Some(first) = other.rows.front_mut() {
            first.space_before =
                if self.rows.is_empty() { 0.0 } else { space.max(first.space_before) };
        }
        self.rows.append(&mut other.rows);
    }

    /// Makes the rows appear at `step` or later.
    pub(crate) fn appearing_at(mut self, step: u16) -> Self {
        self.rows.iter_mut().for_each(|row| row.step = row.step.max(step));
        self
    }

    /// Moves the rows to the right by `dx`.
    pub(crate) fn shift_right(&mut self, dx: f32) {
        for row in &mut self.rows {
            row.connector.iter_mut().for_each(|connector| connector.x += dx);
            match &mut row.body {
                RowBody::Fixed { items, .. } => {
                    items.iter_mut().for_each(|item| item.translate(dx, 0.0))
                }
                RowBody::Columns(columns) => {
                    let continued = &mut row.continued_cells;
                    let columns = columns.columns.iter_mut().chain(continued);
                    columns.for_each(|column| column.x += dx);
                }
                RowBody::Multicol(multicol) => multicol.x += dx,
                RowBody::Picture(_) | RowBody::Drawing(_) | RowBody::Boxed(_) => {
                    let inner = Row::from_body(std::mem::replace(
                        &mut row.body,
                        RowBody::Fixed { height: 0.0, items: Vec::new() },
                    ));
                    let column = Column {
                        x: dx,
                        flow: Flow::from_row(inner),
                        align: 0.0,
                        stretch: true,
                        repeats: false,
                    };
                    row.body =
                        RowBody::Columns(Columns { columns: vec![column], splits_freely: false });
                }
            }
        }
    }

    /// Returns the baseline of the first line, from the top, if the flow starts with text.
    pub(crate) fn first_baseline(&self) -> Option<f32> {
        let row = self.rows.front()?;
        let baseline = match &row.body {
            RowBody::Fixed { items, .. } => items.iter().find_map(|item| match &item.kind {
                ItemKind::Text(run) => Some(run.origin.y),
                _ => None,
            })?,
            RowBody::Columns(columns) => columns.columns.first()?.flow.first_baseline()?,
            RowBody::Boxed(boxed) if boxed.fill.is_none() && boxed.stroke.is_none() => {
                boxed.inset[1] + boxed.flow.first_baseline()?
            }
            _ => return None,
        };
        Some(row.growth / 2.0 + baseline)
    }

    /// Returns the height with pictures at their assigned height.
    pub(crate) fn height(&self) -> f32 {
        self.sum_heights(Row::height)
    }

    /// Returns the height with pictures at their minimum height.
    pub(crate) fn min_height(&self) -> f32 {
        self.sum_heights(Row::min_height)
    }

    /// Returns the minimum height if it is at most `limit`, otherwise some height above `limit`.
    ///
    /// Rows after the limit are not measured. Use this for each page that a flow is continued on:
    /// measuring all the rest each time takes quadratic time.
    pub(crate) fn min_height_within(&self, limit: f32) -> f32 {
        let (mut gaps, mut heights) = (0.0, 0.0);
        for (index, row) in self.rows.iter().enumerate() {
            gaps += if index == 0 { 0.0 } else { row.space_before };
            heights += row.min_height_within(limit);
            if gaps + heights > limit {
                break;
            }
        }
        gaps + heights
    }

    /// Returns the total space between the rows.
    pub(crate) fn total_gap(&self) -> f32 {
        self.rows.iter().skip(1).map(|row| row.space_before).sum()
    }

    fn sum_heights(&self, height: impl Fn(&Row) -> f32) -> f32 {
        self.total_gap() + self.rows.iter().map(height).sum::<f32>()
    }

    /// Shrinks pictures until the flow is no taller than `height`, as far as their minimum heights
    /// allow. All are shrunk by the same share of the difference to their minimum.
    pub(crate) fn fit_pictures(&mut self, height: f32) {
        let natural = self.height();
        let smallest = self.min_height();
        // Rows are visited even if the flow cannot shrink: one column of several may still contain
        // a picture that is too tall.
        let share = if natural > smallest {
            ((height - smallest) / (natural - smallest)).clamp(0.0, 1.0)
        } else {
            1.0
        };
        for row in &mut self.rows {
            let (natural, smallest) = (row.height(), row.min_height());
            row.fit_pictures(smallest + (natural - smallest) * share);
        }
    }

    /// Makes pictures taller that are to fill a page of this height.
    pub(crate) fn fill_height(&mut self, height: f32) {
        let spare = height - self.height();
        for row in &mut self.rows {
            let height = row.height() + spare;
            match &mut row.body {
                RowBody::Picture(picture) => {
                    let filled = height.min(picture.max_height);
                    picture.height = picture.height.max(filled);
                }
                RowBody::Columns(columns) => {
                    columns.columns.iter_mut().for_each(|column| column.flow.fill_height(height));
                }
                _ => {}
            }
        }
    }

    /// Widens the gaps between rows to use up to `spare` height, each to at most `max_factor` times
    /// its size.
    pub(crate) fn widen_gaps(&mut self, spare: f32, max_factor: f32) {
        let gaps = self.total_gap();
        if gaps <= 0.0 || spare <= 0.0 {
            return;
        }
        let factor = 1.0 + (spare / gaps).min(max_factor - 1.0).max(0.0);
        self.rows.iter_mut().for_each(|row| row.space_before *= factor);
    }

    /// Widens the gaps inside columns side by side by one factor of at most `max_factor`, until the
    /// first of them is `height` tall.
    pub(crate) fn widen_gaps_of_columns(&mut self, height: f32, max_factor: f32) {
        for row in &mut self.rows {
            let RowBody::Columns(columns) = &mut row.body else { continue };
            let flows = columns.columns.iter_mut().map(|column| (&mut column.flow, height));
            // What has no gaps is not widened, however tall it is.
            Self::widen_gaps_of_all(flows.filter(|(flow, _)| flow.total_gap() > 0.0), max_factor);
        }
    }

    /// Widens the gaps of several flows by the same factor, of at most `max_factor`, as far as the
    /// height that each may have allows. Returns the factor.
    pub(crate) fn widen_gaps_of_all<'f>(
        flows: impl Iterator<Item = (&'f mut Self, f32)>,
        max_factor: f32,
    ) -> f32 {
        let mut flows: Vec<(&mut Self, f32)> = flows.collect();
        let factors = flows.iter().map(|(flow, height)| {
            flow.total_gap().max(f32::EPSILON).recip() * (height - flow.height()) + 1.0
        });
        let factor = factors.fold(max_factor, f32::min).max(1.0);
        for (flow, _) in &mut flows {
            flow.widen_gaps(flow.total_gap() * (factor - 1.0), factor);
        }
        factor
    }

    /// Makes rows taller to use up to `spare` height, each up to its limit.
    pub(crate) fn grow_rows(&mut self, spare: f32) {
        let wanted: f32 = self.rows.iter().map(|row| row.max_growth).sum();
        if wanted <= 0.0 || spare <= 0.0 {
            return;
        }
        let share = (spare / wanted).min(1.0);
        self.rows.iter_mut().for_each(|row| row.grow(row.max_growth * share));
    }

    /// Makes the rows inside columns taller, until a column is `height` tall.
    pub(crate) fn grow_rows_of_columns(&mut self, height: f32) {
        for row in &mut self.rows {
            if let RowBody::Columns(columns) = &mut row.body {
                for Column { flow, .. } in &mut columns.columns {
                    flow.grow_rows(height - flow.height());
                }
            }
        }
    }

    /// Aligns pictures that are alone in their rows: 0 for left, 1 for right.
    pub(crate) fn align_pictures(&mut self, align: f32) {
        for row in &mut self.rows {
            match &mut row.body {
                RowBody::Picture(picture) => picture.align = align,
                RowBody::Columns(columns) => {
                    if let [column] = columns.columns.as_mut_slice() {
                        column.flow.align_pictures(align);
                    }
                }
                _ => {}
            }
        }
    }

    /// Makes all items artifacts: visible, but not part of the structure tree.
    pub(crate) fn into_artifact(self) -> Self {
        Self { rows: self.rows.into_iter().map(Row::into_artifact).collect() }
    }

    /// Forbids a page break between the rows.
    pub(crate) fn keep_together(mut self) -> Self {
        let last = self.rows.len().saturating_sub(1);
        self.rows.range_mut(..last).for_each(|row| row.page_break = PageBreak::Forbidden);
        self
    }

    /// Forbids a page break after every row, including the last.
    pub(crate) fn keep_with_next(mut self) -> Self {
        self.rows.iter_mut().for_each(|row| row.page_break = PageBreak::Forbidden);
        self
    }

    /// Sets whether a page may end after the last row, unless that is forbidden already.
    pub(crate) fn limit_page_break(&mut self, page_break: PageBreak) {
        if let Some(last) =
            self.rows.back_mut().filter(|last| last.page_break != PageBreak::Forbidden)
        {
            last.page_break = page_break;
        }
    }

    /// Collects the heights that are assigned to charts.
    pub(crate) fn collect_chart_heights(&self, heights: &mut BTreeMap<DrawingKey, f32>) {
        for row in &self.rows {
            match &row.body {
                RowBody::Drawing(FlowDrawing { key: Some(key), height, .. }) => {
                    heights.insert(*key, *height);
                }
                RowBody::Columns(columns) => {
                    let columns = columns.columns.iter();
                    columns.for_each(|column| column.flow.collect_chart_heights(heights));
                }
                RowBody::Boxed(boxed) => boxed.flow.collect_chart_heights(heights),
                _ => {}
            }
        }
    }

    /// Returns whether any picture is smaller than its natural height.
    pub(crate) fn has_shrunk_pictures(&self) -> bool {
        self.rows.iter().any(|row| match &row.body {
            RowBody::Picture(picture) => picture.height < picture.natural_height * 0.98,
            RowBody::Drawing(drawing) => {
                drawing.key.is_none() && drawing.height < drawing.natural.height * 0.98
            }
            RowBody::Columns(columns) => {
                columns.columns.iter().any(|column| column.flow.has_shrunk_pictures())
            }
            RowBody::Boxed(boxed) => boxed.flow.has_shrunk_pictures(),
            RowBody::Fixed { .. } | RowBody::Multicol(_) => false,
        })
    }
}
