//! Lays out tables.
//!
//! A table that is too wide is made to fit by the first of these that is enough: breaking lines in
//! cells, smaller type in which no word has to be broken, and division into parts one below the
//! other, each of which repeats the first column. In the structure tree it always remains one
//! table.

use std::rc::Rc;

use super::Place;
use super::table_columns::lay_out_side_by_side;
use super::table_elements::{TableElements, add_table_elements};
use super::table_merge::place_tall_cells;
use super::table_row::{RowKind, TableRows, lay_out_row, place_cells};
use super::table_rules::{RuleLine, rule_row, rules_below_wide_cells};
use super::table_sums::{has_bold_names, is_sum_row};
use super::table_widths::{TablePart, TablePlan, find_blank_columns, plan_table};
use crate::deck::{TableBlock, TableCell};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, PageBreak};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{FitAdjustment, Role};

/// How much taller a row may become on a sparse page, in em.
const MAX_ROW_GROWTH_EM: f32 = 0.75;

/// The share of the cells that may be broken in large type.
const MAX_BROKEN_CELLS: f32 = 0.25;

/// Lays out a table with rules between its rows. The header is repeated on every further page.
pub(super) fn lay_out_table(
    context: &mut LayoutContext<'_, '_>,
    table: &TableBlock,
    place: Place,
) -> Flow {
    let element = context.add_element(place.parent, Role::Table, place.span);
    let pad = context.em(0.5);
    let blank_columns = find_blank_columns(table);
    let TablePlan { parts, shrink, pad, natural } =
        plan_table(context, table, (place.width, pad), &blank_columns);
    let has_bold_names = has_bold_names(table);
    let outer_cells = std::mem::take(&mut context.broken_cells);
    if shrink < 1.0 {
        context.adjustments.insert(FitAdjustment::TableShrunk);
    }
    if parts.len() > 1 {
        context.adjustments.insert(FitAdjustment::TableDivided);
    }
    let mut flow = Flow::default();
    if let Some(text) = &table.caption {
        let caption = context.add_element(element, Role::Caption, text.span);
        let style = context.paragraph_style(TextKind::Small);
        let layout = ParagraphLayout::start_aligned(place.width);
        flow = lay_out_paragraph(context, text, &style, layout, Some(caption)).keep_with_next();
    }
    // All elements are added before the parts are laid out, so that a divided table has each row
    // once in the structure tree.
    let elements = add_table_elements(context, table, element);
    for (index, part) in parts.iter().enumerate() {
        let grid = PartGrid {
            part,
            table,
            pad,
            shrink,
            is_divided: parts.len() > 1,
            is_continuation: index > 0,
            has_bold_names,
            blank_columns: &blank_columns,
        };
        if let ([part], Some(natural)) = (parts.as_slice(), natural) {
            let columns =
                lay_out_side_by_side(context, (part, natural), place.width, &elements, &grid);
            if let Some(columns) = columns {
                let gap = context.em(0.3);
                flow.append(columns, gap);
                context.broken_cells = outer_cells;
                return flow;
            }
        }
        let gap = if index == 0 { context.em(0.3) } else { context.gap(1.1) };
        flow.append(lay_out_part(context, &table.rows, &grid, &elements), gap);
    }
    // Large type is worth a few cells of two lines, but not many.
    let (broken, count) = std::mem::replace(&mut context.broken_cells, outer_cells);
    context.has_broken_labels |= broken as f32 > count as f32 * MAX_BROKEN_CELLS;
    flow
}

/// Lays out the header and some of the rows of one part.
pub(super) fn lay_out_part(
    context: &mut LayoutContext<'_, '_>,
    rows: &[Vec<TableCell>],
    grid: &PartGrid<'_>,
    elements: &TableElements,
) -> Flow {
    let header = lay_out_header(context, grid, elements);
    let repeated_header = (!header.rows.is_empty()).then(|| Rc::new(header.clone()));
    let mut flow = header;
    let count = rows.len();
    let first_row = elements.first_row;
    let source = TableRows { rows, elements: &elements.rows };
    let mut bodies: Vec<Flow> = (0..count)
        .map(|index| {
            let is_highlighted = grid.table.highlight.rows.contains(&(first_row + index));
            let kind = match () {
                () if is_highlighted => RowKind::Highlighted,
                () if is_sum_row(&rows[index]) => RowKind::Sum,
                () => RowKind::Body,
            };
            let mut body = lay_out_row(context, &source, index, grid, kind);
            let growth = context.em(MAX_ROW_GROWTH_EM);
            body.rows.iter_mut().for_each(|row| row.max_growth = growth);
            body
        })
        .collect();
    let joints = place_tall_cells(context, &source, grid, &mut bodies);
    for (index, mut body) in bodies.into_iter().enumerate() {
        if index + 1 < count {
            body = body.keep_with_next();
            let next = first_row + index + 1;
            let ends_table = next + 1 == grid.table.rows.len();
            let is_result = ends_table && grid.table.highlight.rows.contains(&next);
            let line = if is_result || is_sum_row(&rows[index + 1]) {
                RuleLine { height: context.pt(1.5), colour: context.palette.title }
            } else {
                RuleLine { height: context.pt(0.75), colour: context.palette.line }
            };
            body.rows.push_back(rule_row(grid, &rows[index + 1], line));
            // At least two rows stay together at either end of the table, and the parts of a
            // divided table stay on one page if they fit.
            if grid.is_divided || index == 0 || index + 2 == count {
                body.limit_page_break(PageBreak::Discouraged);
            }
            if let Some(limit) = joints.get(index).copied().flatten() {
                body.limit_page_break(limit);
            }
        }
        body.rows.iter_mut().for_each(|row| row.repeated_header = repeated_header.clone());
        if let Some(step) = elements.steps.get(index).copied().flatten() {
            body = body.appearing_at(step);
        }
        flow.rows.append(&mut body.rows);
    }
    flow
}

/// Lays out the rows of the header, with a thick rule below them and rules below cells that head
/// several columns.
fn lay_out_header(
    context: &mut LayoutContext<'_, '_>,
    grid: &PartGrid<'_>,
    elements: &TableElements,
) -> Flow {
    let source = TableRows { rows: &grid.table.header, elements: &elements.header };
    let mut header = Flow::default();
    let count = source.rows.len();
    for index in 0..count {
        let mut row = lay_out_row(context, &source, index, grid, RowKind::Header);
        if !elements.has_header {
            row = row.into_artifact();
        }
        let growth = context.em(MAX_ROW_GROWTH_EM * 0.5);
        row.rows.iter_mut().for_each(|row| row.max_growth = growth);
        let rule = if index + 1 < count {
            let line = RuleLine { height: context.pt(0.75), colour: context.palette.line };
            rules_below_wide_cells(&place_cells(&source, index, grid, RowKind::Header), line)
        } else {
            let line = RuleLine { height: context.pt(1.5), colour: context.palette.primary };
            rule_row(grid, &[], line)
        };
        header.rows.append(&mut row.rows);
        header.rows.push_back(rule);
    }
    header.keep_with_next()
}

/// What all rows of a part have in common.
#[derive(Clone, Copy)]
pub(super) struct PartGrid<'a> {
    /// The columns.
    pub part: &'a TablePart,
    /// The table.
    pub table: &'a TableBlock,
    /// Padding at the left and right of a cell.
    pub pad: f32,
    /// Factor of the size of type that keeps words whole.
    pub shrink: f32,
    /// Whether the table is divided into several parts.
    pub is_divided: bool,
    /// Whether this is not the first part. Its first column is an artifact, because it repeats that
    /// of the first part.
    pub is_continuation: bool,
    /// Whether the names of rows in the first column are bold.
    pub has_bold_names: bool,
    /// Which columns of the table have a header only.
    pub blank_columns: &'a [bool],
}

/// Padding at an edge of the table where a cell has a ground, relative to that between columns.
pub(super) const GROUND_PADDING_SHARE: f32 = 0.6;

/// Returns the style of a cell, with type shrunk by a factor but not below the minimum size.
pub(super) fn cell_style(
    context: &LayoutContext<'_, '_>,
    kind: TextKind,
    shrink: f32,
) -> ParagraphStyle {
    let mut style = context.paragraph_style(kind);
    let min_size = context.pt(context.theme.type_scale.min_size);
    style.size = (style.size * shrink).max(min_size.min(style.size));
    style
}
