//! Rows and columns.
//!
//! What is too wide is set, in this order: with lines broken in its cells, in smaller type so that
//! no word is broken, and in parts one below the other, each with the first column in front. To
//! those who do not see it, it stays one table.

use std::rc::Rc;

use super::table_widths::{TablePart, TablePlan, plan_table};
use crate::deck::{Align, Text};
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Columns, Flow, PageBreak, Row, RowBody};
use crate::layout::paragraph::{LineAlignment, ParagraphLayout, lay_out_paragraph};
use crate::layout::text::{Wrap, rounded_rect};
use crate::scene::{Colour, ElementId, FitAdjustment, Item, ItemKind, Role};
use crate::source::Span;

/// What a table shows.
pub(super) struct TableContent<'a> {
    /// Header cells; none if empty.
    pub header: &'a [Text],
    /// Body rows.
    pub rows: &'a [Vec<Text>],
    /// Alignment by column.
    pub alignments: &'a [Align],
    /// The caption.
    pub caption: Option<&'a Text>,
    /// Whether the first cell of each row names the row.
    pub has_row_headers: bool,
}

/// Sets a table: columns as wide as they need, rules between rows, the header again on every
/// further page.
pub(super) fn lay_out_table(
    context: &mut LayoutContext<'_, '_>,
    cells: &TableContent<'_>,
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.add_element(parent, Role::Table, span);
    let pad = context.em(0.5);
    let TablePlan { parts, shrink } = plan_table(context, cells, width, pad);
    if shrink < 1.0 {
        context.adjustments.insert(FitAdjustment::TableShrunk);
    }
    if parts.len() > 1 {
        context.adjustments.insert(FitAdjustment::TableDivided);
    }
    let mut flow = Flow::default();
    if let Some(caption) = cells.caption {
        let own = context.add_element(element, Role::Caption, caption.span);
        let setting = context.paragraph_style(TextKind::Small);
        flow = lay_out_paragraph(
            context,
            caption,
            &setting,
            ParagraphLayout::start_aligned(width),
            Some(own),
        )
        .keep_with_next();
    }
    // The logical table first: in parts, too, it has its rows once, with all their cells.
    let header = add_row_elements(context, cells.header, element, |_| Role::TableHeaderCell);
    let role = |column| {
        if cells.has_row_headers && column == 0 { Role::TableRowHeader } else { Role::TableCell }
    };
    let rows: Vec<_> =
        cells.rows.iter().map(|row| add_row_elements(context, row, element, role)).collect();
    for (index, part) in parts.iter().enumerate() {
        let grid = PartGrid {
            part,
            alignments: cells.alignments,
            pad,
            shrink,
            is_continuation: index > 0,
            has_row_headers: cells.has_row_headers,
        };
        let gap = if index == 0 { context.em(0.3) } else { context.gap(1.1) };
        flow.append(lay_out_part(context, cells, &grid, &header, &rows, parts.len() > 1), gap);
    }
    flow
}

/// Adds a row's elements to the logical tree and gives its cells'.
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

/// Sets header and rows of one part.
fn lay_out_part(
    context: &mut LayoutContext<'_, '_>,
    cells: &TableContent<'_>,
    grid: &PartGrid<'_>,
    header: &[ElementId],
    rows: &[Vec<ElementId>],
    is_divided: bool,
) -> Flow {
    let total: f32 = grid.part.widths.iter().sum();
    let mut head = Flow::default();
    if !cells.header.is_empty() {
        head = lay_out_row(context, cells.header, header, grid, true);
        head.rows.push(rule_row(total, context.pt(1.5), context.palette.primary));
        head = head.keep_with_next();
    }
    let repeated = (!head.rows.is_empty()).then(|| Rc::new(head.clone()));
    let mut flow = head;
    let count = cells.rows.len();
    for (index, (cells_of_row, elements)) in cells.rows.iter().zip(rows).enumerate() {
        let mut body = lay_out_row(context, cells_of_row, elements, grid, false);
        if index + 1 < count {
            body = body.keep_with_next();
            body.rows.push(rule_row(total, context.pt(0.75), context.palette.line));
            // No row stands alone under its header, and the parts of a divided table stay whole
            // where they can.
            if is_divided || index == 0 || index + 2 == count {
                body.limit_page_break(PageBreak::Discouraged);
            }
        }
        body.rows.iter_mut().for_each(|row| row.repeated_header = repeated.clone());
        flow.rows.append(&mut body.rows);
    }
    flow
}

fn rule_row(width: f32, height: f32, colour: Colour) -> Row {
    let rule = rounded_rect(Rect::new(0.0, 0.0, width, height), 0.0, colour);
    Row::fixed_height(height, vec![Item::new_artifact(ItemKind::Shape(rule))])
}

/// What all rows of a part share.
struct PartGrid<'a> {
    part: &'a TablePart,
    alignments: &'a [Align],
    pad: f32,
    /// Factor of the cells' type, so that no word has to be broken.
    shrink: f32,
    /// Whether the first column has been shown before: then it is decoration.
    is_continuation: bool,
    /// Whether the first cell of each row names the row.
    has_row_headers: bool,
}

/// Type of a cell: smaller where the table's words would not fit otherwise, but never below the
/// floor.
pub(super) fn cell_setting(
    context: &LayoutContext<'_, '_>,
    voice: TextKind,
    shrink: f32,
) -> ParagraphStyle {
    let mut setting = context.paragraph_style(voice);
    let floor = context.pt(context.theme.type_scale.min_size);
    setting.size = (setting.size * shrink).max(floor.min(setting.size));
    setting
}

fn lay_out_row(
    context: &mut LayoutContext<'_, '_>,
    cells: &[Text],
    elements: &[ElementId],
    grid: &PartGrid<'_>,
    is_header: bool,
) -> Flow {
    let TablePart { columns: shown, widths } = grid.part;
    let above = context.gap(0.26);
    let mut columns = Vec::new();
    let mut x = 0.0;
    for (place, (&index, &width)) in shown.iter().zip(widths).enumerate() {
        let is_name = is_header || grid.has_row_headers && index == 0;
        let mut setting = cell_setting(
            context,
            if is_name { TextKind::CellHeader } else { TextKind::Cell },
            grid.shrink,
        );
        setting.leading = 1.22;
        let element = (!(grid.is_continuation && place == 0)).then(|| elements[index]);
        let alignment = match grid.alignments.get(index).copied().unwrap_or_default() {
            Align::Start => LineAlignment::Start,
            Align::Centre => LineAlignment::Centre,
            // The page's right is where its lines begin if it is written from there.
            Align::Digits if context.is_rtl => LineAlignment::Start,
            Align::Digits | Align::End => LineAlignment::End,
        };
        // The outer edges are the table's own: text there starts where the title does.
        let (left, right) = (
            if place == 0 { 0.0 } else { grid.pad },
            if place + 1 == widths.len() { 0.0 } else { grid.pad },
        );
        let inner = (width - left - right).max(1.0);
        let wrap = if is_header { Wrap::Balanced } else { Wrap::Pretty };
        let mut flow = lay_out_paragraph(
            context,
            &cells[index],
            &setting,
            ParagraphLayout { width: inner, alignment, wrap },
            element,
        );
        if element.is_none() {
            flow = flow.into_artifact();
        }
        let boxed = BoxedFlow {
            width,
            inset: [left, above, right, above],
            fill: None,
            stroke: None,
            edge: None,
            radius: 0.0,
            align: 0.0,
            flow,
        };
        let flow = Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(boxed))));
        // Header cells stand on the rule below them.
        columns.push(Column {
            x,
            flow,
            align: if is_header { 1.0 } else { 0.0 },
            stretch: false,
            repeats: false,
        });
        x += width;
    }
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: false })))
}
