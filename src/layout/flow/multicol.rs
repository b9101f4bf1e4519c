//! A list in two columns (multi-column layout in CSS): items fill the first column, then the
//! second.

use std::collections::VecDeque;

use super::Flow;
use super::space::SplitSpace;
use super::split::Progress;
use crate::geometry::Point;
use crate::scene::Item;

/// The items of a list in two columns of about equal height.
#[derive(Clone, Debug)]
pub(in crate::layout) struct Multicol {
    /// Left edge relative to the row.
    pub x: f32,
    /// Distance between the left edges of the columns.
    pub pitch: f32,
    /// Space between items.
    pub gap: f32,
    /// The items. Columns are not split inside an item, so nested items stay with their parent.
    pub items: VecDeque<Flow>,
    /// The list is at least as tall as this many items in one column, the shortest list that is set
    /// in two columns. Otherwise, adding an item could reduce the height and so enlarge the type.
    pub min_stacked_items: usize,
}

impl Multicol {
    /// Returns the height of the taller column.
    pub(crate) fn height(&self) -> f32 {
        self.height_of(&measure_items(&self.items))
    }

    /// Returns the height if it is at most `limit`, otherwise some height above `limit`; see
    /// [`Flow::min_height_within`].
    pub(super) fn height_within(&self, limit: f32) -> f32 {
        let heights = self.measure_items_within(limit);
        if heights.len() < self.items.len() { f32::INFINITY } else { self.height_of(&heights) }
    }

    fn height_of(&self, heights: &[f32]) -> f32 {
        let first = &heights[..heights.len().min(self.min_stacked_items)];
        balance_columns(heights, self.gap).1.max(stacked_height(first, self.gap))
    }

    /// Returns the items that may be no lower than `limit`.
    pub(super) fn items_within(&self, limit: f32) -> impl Iterator<Item = &Flow> {
        self.items.iter().take(self.measure_items_within(limit).len() + 1)
    }

    /// Returns the heights of the items up to the first with which the columns are certainly
    /// taller than `limit`: a column is at least as tall as half of the items.
    fn measure_items_within(&self, limit: f32) -> Vec<f32> {
        // Leaves room for the rounding of sums and for the tolerance of comparisons.
        let max_stacked = (limit + self.gap) * 2.0 * 1.01 + 2.0;
        let mut stacked = 0.0;
        let heights = self.items.iter().map(Flow::height);
        heights
            .take_while(|height| {
                stacked += height + self.gap;
                stacked <= max_stacked
            })
            .collect()
    }

    pub(super) fn place(self, origin: Point, items: &mut Vec<Item>) {
        let (first, _) = balance_columns(&measure_items(&self.items), self.gap);
        let mut y = origin.y;
        for (index, flow) in self.items.into_iter().enumerate() {
            if index == first {
                y = origin.y;
            }
            let column = if index < first { 0.0 } else { self.pitch };
            let height = flow.height();
            flow.place_at(Point::new(origin.x + self.x + column, y), items);
            y += height + self.gap;
        }
    }

    /// Splits off as many items as fit: at least two per column and never all but one. If progress
    /// is required, at least a part of one item.
    pub(super) fn split_at(
        mut self,
        space: SplitSpace,
        progress: Progress,
    ) -> Result<(Multicol, Multicol), Multicol> {
        let count = self.items.len();
        // Only as many items as can fit are measured and tried. Trying every number of items takes
        // cubic time for a list that is continued on many pages.
        let heights = self.measure_items_within(space.available);
        let fitting = (1..=heights.len())
            .rev()
            .find(|&end| space.fits(balance_columns(&heights[..end], self.gap).1));
        let mut end = fitting.unwrap_or(0);
        if end + 1 == count && end > 2 {
            end -= 1;
        }
        if end == count || (end < 4 && progress == Progress::Optional) {
            return Err(self);
        }
        let mut items: VecDeque<Flow> = self.items.drain(..end).collect();
        if end == 0
            && let Some(item) = self.items.pop_front()
        {
            let (first, further) = item.split_at(space);
            further.into_iter().for_each(|further| self.items.push_front(further));
            if first.rows.is_empty() {
                return Err(self);
            }
            items.push_back(first);
        }
        self.min_stacked_items = 0;
        Ok((Multicol { items, ..self }, self))
    }
}

fn measure_items(items: &VecDeque<Flow>) -> Vec<f32> {
    items.iter().map(Flow::height).collect()
}

/// Returns the height of items of these heights in one column.
fn stacked_height(heights: &[f32], gap: f32) -> f32 {
    heights.iter().sum::<f32>() + gap * heights.len().saturating_sub(1) as f32
}

/// Returns the number of items in the first column and the height of the taller column. If two
/// splits are equally good, the first column is the longer one.
fn balance_columns(heights: &[f32], gap: f32) -> (usize, f32) {
    let total = heights.iter().sum::<f32>() + gap * heights.len() as f32;
    let mut first = 0.0;
    let mut best = (heights.len(), f32::INFINITY);
    for (index, height) in heights.iter().enumerate() {
        first += height + gap;
        let taller = first.max(total - first) - gap;
        if taller <= best.1 + 0.01 {
            best = (index + 1, taller);
        }
    }
    if heights.is_empty() { (0, 0.0) } else { best }
}

#[cfg(test)]
mod tests {
    use super::super::Row;
    use super::*;

    fn multicol_of(heights: &[f32]) -> Multicol {
        let items = heights
            .iter()
            .map(|&height| Flow::from_row(Row::fixed_height(height, Vec::new())))
            .collect();
        Multicol { x: 0.0, pitch: 100.0, gap: 2.0, items, min_stacked_items: 0 }
    }

    #[test]
    fn columns_are_about_equally_tall_and_the_first_is_the_longer() {
        assert_eq!(balance_columns(&[10.0; 7], 2.0), (4, 46.0));
        assert_eq!(balance_columns(&[10.0; 8], 2.0), (4, 46.0));
        assert_eq!(balance_columns(&[30.0, 10.0, 10.0, 10.0], 2.0), (1, 34.0));
        assert_eq!(balance_columns(&[], 2.0), (0, 0.0));
    }

    #[test]
    fn one_more_item_never_reduces_the_height() {
        let heights = [10.0, 30.0, 10.0, 10.0, 20.0, 10.0, 10.0, 50.0, 10.0];
        let tall: Vec<f32> = (1..=heights.len())
            .map(|count| {
                Multicol { min_stacked_items: 4, ..multicol_of(&heights[..count]) }.height()
            })
            .collect();
        assert!(tall.windows(2).all(|pair| pair[0] <= pair[1]), "{tall:?}");
        assert_eq!(tall[3], 66.0, "four items count as if they were in one column");
    }

    #[test]
    fn never_leaves_a_single_item_on_a_page() {
        let (first, rest) = multicol_of(&[10.0; 9])
            .split_at(SplitSpace::empty_page(46.0), Progress::Required)
            .unwrap();
        assert_eq!((first.items.len(), rest.items.len()), (7, 2));
        assert!(
            multicol_of(&[10.0; 9])
                .split_at(
                    SplitSpace { available: 5.0, ..SplitSpace::empty_page(50.0) },
                    Progress::Optional
                )
                .is_err()
        );
        assert_eq!(
            multicol_of(&[10.0; 9])
                .split_at(SplitSpace::empty_page(12.0), Progress::Required)
                .unwrap()
                .0
                .items
                .len(),
            2
        );
    }

    /// The oracle: tries every number of items.
    fn count_fitting_items(items: &VecDeque<Flow>, gap: f32, space: SplitSpace) -> usize {
        let heights = measure_items(items);
        let fits = |&end: &usize| space.fits(balance_columns(&heights[..end], gap).1);
        (1..=heights.len()).rev().find(fits).unwrap_or(0)
    }

    #[test]
    fn takes_as_many_items_as_trying_every_number_would() {
        // Heights from a small linear congruential generator: short items and a few tall ones.
        let mut state = 7_u32;
        let mut next_height = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if state >> 28 == 0 { 90.0 } else { 10.0 + (state >> 24) as f32 / 10.0 }
        };
        for available in [20.0, 46.0, 100.0, 300.0, 1000.0] {
            let heights: Vec<f32> = (0..120).map(|_| next_height()).collect();
            let list = multicol_of(&heights);
            let space = SplitSpace::empty_page(available);
            let mut expected = count_fitting_items(&list.items, list.gap, space);
            if expected + 1 == heights.len() {
                expected -= 1;
            }
            let taken = match list.split_at(space, Progress::Required) {
                Ok((first, _)) => first.items.len(),
                Err(list) => list.items.len(),
            };
            // An item that fits on no page is not split here, because it has a single row.
            if expected > 0 {
                assert_eq!(taken, expected, "in {available} pt");
            }
        }
    }

    #[test]
    fn measures_only_items_that_may_fit() {
        let measured = |count: usize| multicol_of(&vec![10.0; count]).measure_items_within(46.0);
        assert_eq!(measured(10_000).len(), measured(20).len());
        let list = multicol_of(&[10.0; 10_000]);
        assert!(list.height_within(46.0) > 46.0);
        assert_eq!(list.height_within(1e6), list.height());
    }
}
