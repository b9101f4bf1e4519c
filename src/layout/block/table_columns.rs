//! Sets a tall and narrow table side by side, like the columns of a newspaper.

use super::table::{PartGrid, lay_out_part};
use super::table_elements::TableElements;
use super::table_widths::TablePart;
use crate::layout::context::LayoutContext;
use crate::layout::flow::{Flow, PageBreak, Row};

/// The most parts side by side.
const MAX_PARTS: usize = 4;

/// Fewer rows in a part would look like a table with odd headers.
const MIN_ROWS: usize = 5;

/// Lays out a table that is taller than a page in several parts side by side, each with its
/// header; `None` if it is not tall or too wide. `natural` is its width without empty space.
pub(super) fn lay_out_side_by_side(
    context: &mut LayoutContext<'_, '_>,
    (part, natural): (&TablePart, f32),
    width: f32,
    elements: &TableElements,
    grid: &PartGrid<'_>,
) -> Option<Flow> {
    let gutter = context.pt(context.theme.space.gutter) * 1.2;
    let fitting = ((width + gutter) / (natural + gutter)) as usize;
    let fitting = fitting.min(MAX_PARTS);
    let rows = &grid.table.rows;
    let is_joined = rows.iter().flatten().any(|cell| cell.down > 1);
    if fitting < 2 || rows.len() < 2 * MIN_ROWS || is_joined {
        return None;
    }
    let structure = context.structure.clone();
    let one = lay_out_part(context, &rows[..MIN_ROWS], grid, &elements.rows_in(0..MIN_ROWS));
    let header = lay_out_part(context, &[], grid, &elements.rows_in(0..0)).height();
    context.structure = structure;
    let row_height = (one.height() - header) / MIN_ROWS as f32;
    let room = context.body_height - header;
    let count = rows.len();
    // A table that fits on a page in smaller type stays in one part.
    let smallest = context.min_body_size() / context.scale.body;
    if row_height * smallest * count as f32 <= room || row_height <= 0.0 {
        return None;
    }
    let per_part = ((room / row_height).floor() as usize).max(MIN_ROWS);
    let parts = count.div_ceil(per_part).clamp(2, fitting);
    let per_page = per_part * parts;
    let pages = count.div_ceil(per_page);
    let per_page = count.div_ceil(pages);
    let part_width = (width - gutter * (parts as f32 - 1.0)) / parts as f32;
    let total: f32 = part.widths.iter().sum();
    let widths = part.widths.iter().map(|width| width * part_width / total).collect();
    let narrow = TablePart { widths, ..part.clone() };
    let grid = PartGrid { part: &narrow, ..*grid };
    let mut flow = Flow::default();
    for start in (0..count).step_by(per_page) {
        let end = (start + per_page).min(count);
        let length = (end - start).div_ceil(parts);
        let flows = (start..end).step_by(length).map(|first| {
            let last = (first + length).min(end);
            let mut elements = elements.rows_in(first..last);
            elements.has_header = first == 0;
            lay_out_part(context, &rows[first..last], &grid, &elements).keep_together()
        });
        let flows: Vec<Flow> = flows.collect();
        let row = Row::side_by_side(flows, part_width + gutter);
        let gap = context.gap(1.0);
        flow.append(Flow::from_row(Row { page_break: PageBreak::Allowed, ..row }), gap);
    }
    Some(flow)
}
