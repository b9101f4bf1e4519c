//! Lays out tables.
//!
//! A table that is too wide is made to fit by the first of these that is enough: breaking lines in
//! cells, smaller type in which no word has to be broken, and division into parts one below the
//! other, each of which repeats the first column. In the structure tree it always remains one
//! table.

use std::ops::Range;
use std::rc::Rc;

use super::Place;
use super::table_columns::lay_out_side_by_side;
use super::table_row::{RowKind, lay_out_row};
use super::table_widths::{TablePart, TablePlan, plan_table};
use crate::deck::{Align, TableHighlight, Text};
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, PageBreak, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, ElementId, FitAdjustment, Item, ItemKind, Role};

/// How much taller a row may become on a sparse page, in em.
const MAX_ROW_GROWTH_EM: f32 = 0.75;

/// Content of a table.
pub(super) struct TableContent<'a> {
    /// Header cells; empty if the table has no header.
    pub header: &'a [Text],
    /// Body rows.
    pub rows: &'a [Vec<Text>],
    /// Alignment by column.
    pub alignments: &'a [Align],
    /// Caption above the table.
    pub caption: Option<&'a Text>,
    /// Whether the first cell of each row is the header of the row.
    pub has_row_headers: bool,
    /// The highlighted rows and columns.
    pub highlight: &'a TableHighlight,
}

/// Elements of the cells, by row.
pub(super) struct TableElements {
    header: Vec<ElementId>,
    rows: Vec<Vec<ElementId>>,
    /// Whether the header is content; otherwise it is an artifact, because it is repeated.
    pub has_header: bool,
    /// Index of the first row in the table.
    first_row: usize,
}

impl TableElements {
    /// Returns the header and some of the rows.
    pub(super) fn rows_in(&self, range: Range<usize>) -> Self {
        Self {
            header: self.header.clone(),
            first_row: range.start,
            rows: self.rows[range].to_vec(),
            has_header: self.has_header,
        }
    }
}

/// Lays out a table with rules between its rows. The header is repeated on every further page.
pub(super) fn lay_out_table(
    context: &mut LayoutContext<'_, '_>,
    content: &TableContent<'_>,
    place: Place,
) -> Flow {
    let element = context.add_element(place.parent, Role::Table, place.span);
    let pad = context.em(0.5);
    let TablePlan { parts, shrink, pad, breaks_lines, natural } =
        plan_table(context, content, place.width, pad);
    context.has_broken_labels |= breaks_lines;
    if shrink < 1.0 {
        context.adjustments.insert(FitAdjustment::TableShrunk);
    }
    if parts.len() > 1 {
        context.adjustments.insert(FitAdjustment::TableDivided);
    }
    let mut flow = Flow::default();
    if let Some(text) = content.caption {
        let caption = context.add_element(element, Role::Caption, text.span);
        let style = context.paragraph_style(TextKind::Small);
        let layout = ParagraphLayout::start_aligned(place.width);
        flow = lay_out_paragraph(context, text, &style, layout, Some(caption)).keep_with_next();
    }
    // All elements are added before the parts are laid out, so that a divided table has each row
    // once in the structure tree.
    let elements = add_table_elements(context, content, element);
    for (index, part) in parts.iter().enumerate() {
        let grid = PartGrid {
            part,
            alignments: content.alignments,
            pad,
            shrink,
            is_divided: parts.len() > 1,
            is_continuation: index > 0,
            has_row_headers: content.has_row_headers,
            highlight: content.highlight,
        };
        if let ([part], Some(natural)) = (parts.as_slice(), natural) {
            let columns = lay_out_side_by_side(
                context,
                content,
                (part, natural),
                place.width,
                &elements,
                &grid,
            );
            if let Some(columns) = columns {
                let gap = context.em(0.3);
                flow.append(columns, gap);
                return flow;
            }
        }
        let gap = if index == 0 { context.em(0.3) } else { context.gap(1.1) };
        flow.append(lay_out_part(context, content, &grid, &elements), gap);
    }
    flow
}

fn add_table_elements(
    context: &mut LayoutContext<'_, '_>,
    content: &TableContent<'_>,
    table: ElementId,
) -> TableElements {
    let header = add_row_elements(context, content.header, table, |_| Role::TableHeaderCell);
    let role = |column| {
        if content.has_row_headers && column == 0 { Role::TableRowHeader } else { Role::TableCell }
    };
    let rows = content.rows.iter().map(|row| add_row_elements(context, row, table, role)).collect();
    TableElements { header, rows, has_header: true, first_row: 0 }
}

/// Adds the elements of a row and returns those of its cells.
fn add_row_elements(
    context: &mut LayoutContext<'_, '_>,
    cells: &[Text],
    table: ElementId,
    role: impl Fn(usize) -> Role,
) -> Vec<ElementId> {
    let Some(first) = cells.first() else { return Vec::new() };
    let row = context.add_element(table, Role::TableRow, first.span);
    cells
        .iter()
        .enumerate()
        .map(|(column, cell)| context.add_element(row, role(column), cell.span))
        .collect()
}

/// Lays out header and rows of one part.
pub(super) fn lay_out_part(
    context: &mut LayoutContext<'_, '_>,
    content: &TableContent<'_>,
    grid: &PartGrid<'_>,
    elements: &TableElements,
) -> Flow {
    let width: f32 = grid.part.widths.iter().sum();
    let mut header = Flow::default();
    if !content.header.is_empty() {
        header = lay_out_row(context, content.header, &elements.header, grid, RowKind::Header);
        if !elements.has_header {
            header = header.into_artifact();
        }
        let growth = context.em(MAX_ROW_GROWTH_EM * 0.5);
        header.rows.iter_mut().for_each(|row| row.max_growth = growth);
        header.rows.push_back(rule_row(width, context.pt(1.5), context.palette.primary));
        header = header.keep_with_next();
    }
    let repeated_header = (!header.rows.is_empty()).then(|| Rc::new(header.clone()));
    let mut flow = header;
    let count = content.rows.len();
    let first_row = elements.first_row;
    for (index, (cells, elements)) in content.rows.iter().zip(&elements.rows).enumerate() {
        let kind = if content.highlight.rows.contains(&(first_row + index)) {
            RowKind::Highlighted
        } else {
            RowKind::Body
        };
        let mut body = lay_out_row(context, cells, elements, grid, kind);
        let growth = context.em(MAX_ROW_GROWTH_EM);
        body.rows.iter_mut().for_each(|row| row.max_growth = growth);
        if index + 1 < count {
            body = body.keep_with_next();
            body.rows.push_back(rule_row(width, context.pt(0.75), context.palette.line));
            // At least two rows stay together at either end of the table, and the parts of a
            // divided table stay on one page if they fit.
            if grid.is_divided || index == 0 || index + 2 == count {
                body.limit_page_break(PageBreak::Discouraged);
            }
        }
        body.rows.iter_mut().for_each(|row| row.repeated_header = repeated_header.clone());
        flow.rows.append(&mut body.rows);
    }
    flow
}

fn rule_row(width: f32, height: f32, colour: Colour) -> Row {
    let rule = rounded_rect(Rect::new(0.0, 0.0, width, height), 0.0, colour);
    Row::fixed_height(height, vec![Item::new_artifact(ItemKind::Shape(rule))])
}

/// What all rows of a part have in common.
#[derive(Clone, Copy)]
pub(super) struct PartGrid<'a> {
    /// The columns.
    pub part: &'a TablePart,
    /// Alignment by column of the table.
    pub alignments: &'a [Align],
    /// Padding at the left and right of a cell.
    pub pad: f32,
    /// Factor of the size of type that keeps words whole.
    pub shrink: f32,
    /// Whether the table is divided into several parts.
    pub is_divided: bool,
    /// Whether this is not the first part. Its first column is an artifact, because it repeats that
    /// of the first part.
    pub is_continuation: bool,
    /// Whether the first cell of each row is the header of the row.
    pub has_row_headers: bool,
    /// The highlighted rows and columns.
    pub highlight: &'a TableHighlight,
}

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
