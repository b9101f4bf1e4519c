//! The data of a chart as a table in the structure tree.
//!
//! A cell without content on the page would not be reached by screen readers. So each has a dot in
//! the colour of the page below the chart, and its text as the actual text of its element.

use crate::deck::ChartBlock;
use crate::geometry::{Rect, Size};
use crate::layout::block::Place;
use crate::layout::context::LayoutContext;
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, ElementId, Item, ItemKind, Role};

/// The size of the dot of a cell, in em of the chart.
const DOT: f32 = 0.02;

/// Adds the table of the data; returns the dots of its cells, in em of the chart.
pub(super) fn add_data_table(
    context: &mut LayoutContext<'_, '_>,
    block: &ChartBlock,
    place: Place,
    size: Size,
) -> Vec<Item> {
    let lang = context.lang.clone();
    let data = block.chart.to_table(&lang);
    let ground = context.ground();
    let table = context.add_element(place.parent, Role::Table, place.span);
    let rows = data.rows.len().max(1) as f32;
    let mut items = Vec::new();
    if !data.header.is_empty() {
        let roles = |_| Role::TableHeaderCell;
        let dots = RowDots { top: 0.1, size, place, ground };
        dots.add_row(context, table, &data.header, roles, &mut items);
    }
    for (index, row) in data.rows.iter().enumerate() {
        let top = 0.2 + (size.height - 0.4).max(0.1) * index as f32 / rows;
        let roles = |column| if column == 0 { Role::TableRowHeader } else { Role::TableCell };
        let dots = RowDots { top, size, place, ground };
        dots.add_row(context, table, row, roles, &mut items);
    }
    items
}

/// The dots of a row of cells.
struct RowDots {
    top: f32,
    size: Size,
    place: Place,
    ground: Colour,
}

impl RowDots {
    fn add_row(
        &self,
        context: &mut LayoutContext<'_, '_>,
        table: ElementId,
        cells: &[String],
        role: impl Fn(usize) -> Role,
        items: &mut Vec<Item>,
    ) {
        let span = self.place.span;
        let row = context.add_element(table, Role::TableRow, span);
        for (column, cell) in cells.iter().enumerate() {
            let element = context.add_element(row, role(column), span);
            if cell.is_empty() {
                continue;
            }
            context.structure.get_mut(element).text = Some(cell.as_str().into());
            let x = self.size.width * (column as f32 + 0.5) / cells.len() as f32;
            let shape = rounded_rect(Rect::new(x, self.top, DOT, DOT), 0.0, self.ground);
            items.push(Item::new(ItemKind::Shape(shape), Some(element), Some(span)));
        }
    }
}
