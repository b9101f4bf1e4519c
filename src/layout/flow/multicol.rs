//! A list in two columns (multi-column layout in CSS): items fill the first column, then the
//! second.

use super::Flow;
use super::split::{Progress, SplitSpace};
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
    pub items: Vec<Flow>,
    /// The list is at least as tall as this many items in one column, the shortest list that is set
    /// in two columns. Otherwise, adding an item could reduce the height and so enlarge the type.
    pub min_stacked_items: usize,
}

impl Multicol {
    /// Returns the height of the taller column.
    pub(crate) fn height(&self) -> f32 {
        let first = &self.items[..self.items.len().min(self.min_stacked_items)];
        balance_columns(&self.items, self.gap).1.max(stacked_height(first, self.gap))
    }

    pub(super) fn place(self, origin: Point, items: &mut Vec<Item>) {
        let (first, _) = balance_columns(&self.items, self.gap);
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
        let fitting = (1..=count)
            .rev()
            .find(|&end| space.fits(balance_columns(&self.items[..end], self.gap).1));
        let mut end = fitting.unwrap_or(0);
        if end + 1 == count && end > 2 {
            end -= 1;
        }
        if end == count || (end < 4 && progress == Progress::Optional) {
            return Err(self);
        }
        let mut rest = self.items.split_off(end);
        if end == 0 {
            let (first, further) = rest.remove(0).split_at(space);
            if first.rows.is_empty() {
                rest.splice(0..0, further);
                return Err(Multicol { items: rest, ..self });
            }
            self.items.push(first);
            rest.splice(0..0, further);
        }
        let rest = Multicol { items: rest, min_stacked_items: 0, ..self };
        Ok((Multicol { min_stacked_items: 0, ..self }, rest))
    }
}

/// Returns the height of items in one column.
fn stacked_height(items: &[Flow], gap: f32) -> f32 {
    items.iter().map(Flow::height).sum::<f32>() + gap * items.len().saturating_sub(1) as f32
}

/// Returns the number of items in the first column and the height of the taller column. If two
/// splits are equally good, the first column is the longer one.
fn balance_columns(items: &[Flow], gap: f32) -> (usize, f32) {
    let heights: Vec<f32> = items.iter().map(Flow::height).collect();
    let total = heights.iter().sum::<f32>() + gap * heights.len() as f32;
    let mut first = 0.0;
    let mut best = (items.len(), f32::INFINITY);
    for (index, height) in heights.iter().enumerate() {
        first += height + gap;
        let taller = first.max(total - first) - gap;
        if taller <= best.1 + 0.01 {
            best = (index + 1, taller);
        }
    }
    if items.is_empty() { (0, 0.0) } else { best }
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
        assert_eq!(balance_columns(&multicol_of(&[10.0; 7]).items, 2.0), (4, 46.0));
        assert_eq!(balance_columns(&multicol_of(&[10.0; 8]).items, 2.0), (4, 46.0));
        assert_eq!(balance_columns(&multicol_of(&[30.0, 10.0, 10.0, 10.0]).items, 2.0), (1, 34.0));
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
                .split_at(SplitSpace { available: 5.0, page: 50.0 }, Progress::Optional)
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
}
