//! Draws the rules between the rows of a table.

use super::table::PartGrid;
use super::table_row::PlacedCell;
use crate::deck::TableCell;
use crate::geometry::Rect;
use crate::layout::flow::Row;
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, Item, ItemKind};

/// The look of a rule.
#[derive(Clone, Copy)]
pub(super) struct RuleLine {
    /// Thickness.
    pub height: f32,
    /// Colour.
    pub colour: Colour,
}

/// Returns rules below the cells of a header row that head several columns, as wide as their words
/// may be.
pub(super) fn rules_below_wide_cells(cells: &[PlacedCell<'_>], line: RuleLine) -> Row {
    let rule = |placed: &PlacedCell<'_>| {
        let (left, right) = placed.place.padding;
        let width = (placed.place.width - left - right).max(0.0);
        let rect = Rect::new(placed.x + left, 0.0, width, line.height);
        Item::new_artifact(ItemKind::Shape(rounded_rect(rect, 0.0, line.colour)))
    };
    let wide = cells.iter().filter(|placed| placed.cell.across > 1 && placed.ends_here());
    Row::fixed_height(line.height, wide.map(rule).collect())
}

/// Returns a rule above the row `below`, with gaps where merged cells reach down to that row.
/// Without a row, it has no gaps.
pub(super) fn rule_row(grid: &PartGrid<'_>, below: &[TableCell], line: RuleLine) -> Row {
    let part = grid.part;
    let is_open = |column: usize| {
        let offset = below.get(column).and_then(|cell| cell.covered_by);
        offset.is_none_or(|offset| offset.rows == 0)
    };
    let last = part.columns.len().saturating_sub(1);
    let mut items = Vec::new();
    let mut start: Option<f32> = None;
    let mut x = 0.0;
    for (index, (&column, width)) in part.columns.iter().zip(&part.widths).enumerate() {
        if is_open(column) {
            // A rule beside a merged cell starts and ends with the words.
            start.get_or_insert(if index == 0 { 0.0 } else { x + grid.pad });
        }
        let ends = index == last || !is_open(part.columns[index + 1]);
        x += width;
        if ends && let Some(start) = start.take() {
            let end = if index == last { x } else { x - grid.pad };
            let rect = Rect::new(start, 0.0, (end - start).max(0.0), line.height);
            let rule = rounded_rect(rect, 0.0, line.colour);
            items.push(Item::new_artifact(ItemKind::Shape(rule)));
        }
    }
    Row::fixed_height(line.height, items)
}
