//! Rows and columns.
//!
//! What is too wide is set, in this order: with lines broken in its cells, in smaller type so that
//! no word is broken, and in parts one below the other, each with the first column in front. To
//! those who do not see it, it stays one table.

use std::rc::Rc;

use super::table_widths::{Part, Plan, plan};
use crate::deck::{Align, Text};
use crate::geometry::Rect;
use crate::layout::context::{Context, Setting, Voice};
use crate::layout::flow::{Boxed, Column, Columns, Cut, Flow, Row, RowBody};
use crate::layout::paragraph::{Alignment, Measure, paragraph};
use crate::layout::text::{Wrap, rounded};
use crate::scene::{Colour, ElementId, FitStep, Item, ItemKind, Role};
use crate::source::Span;

/// What a table shows.
pub(super) struct Cells<'a> {
    /// Header cells; none if empty.
    pub header: &'a [Text],
    /// Body rows.
    pub rows: &'a [Vec<Text>],
    /// Alignment by column.
    pub align: &'a [Align],
    /// The caption.
    pub caption: Option<&'a Text>,
    /// Whether the first cell of each row names the row.
    pub row_headers: bool,
}

/// Sets a table: columns as wide as they need, rules between rows, the header again on every
/// further page.
pub(super) fn table(
    context: &mut Context<'_, '_>,
    cells: &Cells<'_>,
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.element(parent, Role::Table, span);
    let pad = context.em(0.5);
    let Plan { parts, shrink } = plan(context, cells, width, pad);
    if shrink < 1.0 {
        context.steps.insert(FitStep::TableShrunk);
    }
    if parts.len() > 1 {
        context.steps.insert(FitStep::TableDivided);
    }
    let mut flow = Flow::default();
    if let Some(caption) = cells.caption {
        let own = context.element(element, Role::Caption, caption.span);
        let setting = context.setting(Voice::Small);
        flow = paragraph(context, caption, &setting, Measure::start(width), Some(own))
            .kept_with_next();
    }
    // The logical table first: in parts, too, it has its rows once, with all their cells.
    let header = elements_of(context, cells.header, element, |_| Role::TableHeaderCell);
    let role = |column| {
        if cells.row_headers && column == 0 { Role::TableRowHeader } else { Role::TableCell }
    };
    let rows: Vec<_> =
        cells.rows.iter().map(|row| elements_of(context, row, element, role)).collect();
    for (index, part) in parts.iter().enumerate() {
        let grid = Grid {
            part,
            align: cells.align,
            pad,
            shrink,
            is_further: index > 0,
            row_headers: cells.row_headers,
        };
        let gap = if index == 0 { context.em(0.3) } else { context.gap(1.1) };
        flow.append(one_part(context, cells, &grid, &header, &rows, parts.len() > 1), gap);
    }
    flow
}

/// Adds a row's elements to the logical tree and gives its cells'.
fn elements_of(
    context: &mut Context<'_, '_>,
    cells: &[Text],
    table: ElementId,
    role: impl Fn(usize) -> Role,
) -> Vec<ElementId> {
    let Some(first) = cells.first() else { return Vec::new() };
    let row = context.element(table, Role::TableRow, first.span);
    cells
        .iter()
        .enumerate()
        .map(|(column, cell)| context.element(row, role(column), cell.span))
        .collect()
}

/// Sets header and rows of one part.
fn one_part(
    context: &mut Context<'_, '_>,
    cells: &Cells<'_>,
    grid: &Grid<'_>,
    header: &[ElementId],
    rows: &[Vec<ElementId>],
    is_divided: bool,
) -> Flow {
    let total: f32 = grid.part.widths.iter().sum();
    let mut head = Flow::default();
    if !cells.header.is_empty() {
        head = row(context, cells.header, header, grid, true);
        head.rows.push(rule_row(total, context.pt(1.5), context.palette.primary));
        head = head.kept_with_next();
    }
    let repeated = (!head.rows.is_empty()).then(|| Rc::new(head.clone()));
    let mut flow = head;
    let count = cells.rows.len();
    for (index, (cells_of_row, elements)) in cells.rows.iter().zip(rows).enumerate() {
        let mut body = row(context, cells_of_row, elements, grid, false);
        if index + 1 < count {
            body = body.kept_with_next();
            body.rows.push(rule_row(total, context.pt(0.75), context.palette.line));
            // No row stands alone under its header, and the parts of a divided table stay whole
            // where they can.
            if is_divided || index == 0 || index + 2 == count {
                body.end_with(Cut::Poor);
            }
        }
        body.rows.iter_mut().for_each(|row| row.head = repeated.clone());
        flow.rows.append(&mut body.rows);
    }
    flow
}

fn rule_row(width: f32, height: f32, colour: Colour) -> Row {
    let rule = rounded(Rect::new(0.0, 0.0, width, height), 0.0, colour);
    Row::fixed(height, vec![Item::artifact(ItemKind::Shape(rule))])
}

/// What all rows of a part share.
struct Grid<'a> {
    part: &'a Part,
    align: &'a [Align],
    pad: f32,
    /// Factor of the cells' type, so that no word has to be broken.
    shrink: f32,
    /// Whether the first column has been shown before: then it is decoration.
    is_further: bool,
    /// Whether the first cell of each row names the row.
    row_headers: bool,
}

/// Type of a cell: smaller where the table's words would not fit otherwise, but never below the
/// floor.
pub(super) fn cell_setting(context: &Context<'_, '_>, voice: Voice, shrink: f32) -> Setting {
    let mut setting = context.setting(voice);
    let floor = context.pt(context.theme.type_scale.floor);
    setting.size = (setting.size * shrink).max(floor.min(setting.size));
    setting
}

fn row(
    context: &mut Context<'_, '_>,
    cells: &[Text],
    elements: &[ElementId],
    grid: &Grid<'_>,
    is_header: bool,
) -> Flow {
    let Part { columns: shown, widths } = grid.part;
    let above = context.gap(0.26);
    let mut columns = Vec::new();
    let mut x = 0.0;
    for (place, (&index, &width)) in shown.iter().zip(widths).enumerate() {
        let is_name = is_header || grid.row_headers && index == 0;
        let mut setting = cell_setting(
            context,
            if is_name { Voice::CellHeader } else { Voice::Cell },
            grid.shrink,
        );
        setting.leading = 1.22;
        let element = (!(grid.is_further && place == 0)).then(|| elements[index]);
        let alignment = match grid.align.get(index).copied().unwrap_or_default() {
            Align::Start => Alignment::Start,
            Align::Centre => Alignment::Centre,
            // The page's right is where its lines begin if it is written from there.
            Align::Digits if context.from_right => Alignment::Start,
            Align::Digits | Align::End => Alignment::End,
        };
        // The outer edges are the table's own: text there starts where the title does.
        let (left, right) = (
            if place == 0 { 0.0 } else { grid.pad },
            if place + 1 == widths.len() { 0.0 } else { grid.pad },
        );
        let inner = (width - left - right).max(1.0);
        let wrap = if is_header { Wrap::Balanced } else { Wrap::Pretty };
        let mut flow = paragraph(
            context,
            &cells[index],
            &setting,
            Measure { width: inner, alignment, wrap },
            element,
        );
        if element.is_none() {
            flow = flow.into_artifact();
        }
        let boxed = Boxed {
            width,
            inset: [left, above, right, above],
            fill: None,
            stroke: None,
            edge: None,
            radius: 0.0,
            align: 0.0,
            flow,
        };
        let flow = Flow::of(Row::of(RowBody::Boxed(Box::new(boxed))));
        // Header cells stand on the rule below them.
        columns.push(Column {
            x,
            flow,
            align: if is_header { 1.0 } else { 0.0 },
            stretch: false,
            repeat: false,
        });
        x += width;
    }
    Flow::of(Row::of(RowBody::Columns(Columns { columns, splits_freely: false })))
}
