//! Rows and columns.

use std::rc::Rc;

use crate::deck::{Align, Text};
use crate::geometry::Rect;
use crate::layout::context::{Context, Setting, Voice};
use crate::layout::flow::{Boxed, Column, Columns, Flow, Row, RowBody};
use crate::layout::paragraph::{Alignment, Measure, paragraph};
use crate::layout::text::{Wrap, rounded};
use crate::scene::{ElementId, Item, ItemKind, Role};
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
}

/// Sets a table: columns as wide as they need, rules between rows, the header again on every further page.
pub(super) fn table(context: &mut Context<'_, '_>, cells: &Cells<'_>, width: f32, parent: ElementId, span: Span) -> Flow {
    let element = context.element(parent, Role::Table, span);
    let pad = context.em(0.5);
    let (widths, shrink) = widths(context, cells, width, pad);
    let total: f32 = widths.iter().sum();
    let grid = Grid { widths: &widths, align: cells.align, pad, shrink };
    let mut flow = Flow::default();
    if let Some(caption) = cells.caption {
        let own = context.element(element, Role::Caption, caption.span);
        let setting = context.setting(Voice::Small);
        flow = paragraph(context, caption, &setting, Measure::start(width), Some(own)).kept_with_next();
    }
    let mut head = Flow::default();
    if !cells.header.is_empty() {
        let rule = (context.pt(1.5), context.palette.primary);
        head = row(context, cells.header, &grid, element, true);
        head.rows.push(rule_row(total, rule.0, rule.1));
        head = head.kept_with_next();
    }
    let repeated = (!head.rows.is_empty()).then(|| Rc::new(head.clone()));
    let gap = context.em(0.3);
    flow.append(head, gap);
    let thin = (context.pt(0.75), context.palette.line);
    for (index, cells_of_row) in cells.rows.iter().enumerate() {
        let mut body = row(context, cells_of_row, &grid, element, false);
        if index + 1 < cells.rows.len() {
            body = body.kept_with_next();
            body.rows.push(rule_row(total, thin.0, thin.1));
        }
        body.rows.iter_mut().for_each(|row| row.head = repeated.clone());
        flow.rows.append(&mut body.rows);
    }
    flow
}

fn rule_row(width: f32, height: f32, colour: crate::scene::Colour) -> Row {
    let rule = rounded(Rect::new(0.0, 0.0, width, height), 0.0, colour);
    Row::fixed(height, vec![Item::artifact(ItemKind::Shape(rule))])
}

/// What all rows share.
struct Grid<'a> {
    widths: &'a [f32],
    align: &'a [Align],
    pad: f32,
    /// Factor of the cells' type, so that no word has to be broken.
    shrink: f32,
}

/// Type of a cell: smaller where the table's words would not fit otherwise, but never below the floor.
fn cell_setting(context: &Context<'_, '_>, voice: Voice, shrink: f32) -> Setting {
    let mut setting = context.setting(voice);
    let floor = context.pt(context.theme.type_scale.floor);
    setting.size = (setting.size * shrink).max(floor.min(setting.size));
    setting
}

fn row(context: &mut Context<'_, '_>, cells: &[Text], grid: &Grid<'_>, table: ElementId, is_header: bool) -> Flow {
    let Grid { widths, align, pad, shrink } = *grid;
    let span = cells.first().map(|cell| cell.span).unwrap_or_default();
    let element = context.element(table, Role::TableRow, span);
    let mut setting = cell_setting(context, if is_header { Voice::CellHeader } else { Voice::Cell }, shrink);
    setting.leading = 1.22;
    let above = context.gap(0.26);
    let mut columns = Vec::new();
    let mut x = 0.0;
    for (index, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let role = if is_header { Role::TableHeaderCell } else { Role::TableCell };
        let own = context.element(element, role, cell.span);
        let alignment = match align.get(index).copied().unwrap_or_default() {
            Align::Start => Alignment::Start,
            Align::Centre => Alignment::Centre,
            Align::End => Alignment::End,
        };
        // The outer edges are the table's own: text there starts where the title does.
        let (left, right) = (if index == 0 { 0.0 } else { pad }, if index + 1 == widths.len() { 0.0 } else { pad });
        let inner = (width - left - right).max(1.0);
        let wrap = if is_header { Wrap::Balanced } else { Wrap::Pretty };
        let flow = paragraph(context, cell, &setting, Measure { width: inner, alignment, wrap }, Some(own));
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
        columns.push(Column { x, flow, align: if is_header { 1.0 } else { 0.0 }, stretch: false, repeat: false });
        x += width;
    }
    Flow::of(Row::of(RowBody::Columns(Columns { columns, splits_freely: false })))
}

/// Widths of the columns, and the factor by which the cells' type has to shrink so that no word is broken.
///
/// Each column is as wide as its longest cell if all fit, else at least as its longest word, with a share of what is left by how much more
/// it wants (CSS 2.2, 17.5.2.2, automatic table layout).
fn widths(context: &mut Context<'_, '_>, cells: &Cells<'_>, width: f32, pad: f32) -> (Vec<f32>, f32) {
    let (least, wanted) = extents(context, cells, pad, 1.0);
    let sum: f32 = least.iter().sum();
    if sum <= width {
        return (distributed(&least, &wanted, width), 1.0);
    }
    let sides = 2.0 * pad * least.len().saturating_sub(1) as f32;
    let shrink = ((width - sides).max(0.0) / (sum - sides).max(1.0) * 0.99).clamp(0.3, 1.0);
    let (least, wanted) = extents(context, cells, pad, shrink);
    (distributed(&least, &wanted, width), shrink)
}

/// Width of each column's longest word and of its longest cell, white space included.
fn extents(context: &mut Context<'_, '_>, cells: &Cells<'_>, pad: f32, shrink: f32) -> (Vec<f32>, Vec<f32>) {
    let count = cells.rows.iter().map(Vec::len).chain([cells.header.len()]).max().unwrap_or(0);
    let mut least = vec![0.0_f32; count];
    let mut wanted = vec![0.0_f32; count];
    let rows = cells.rows.iter().map(|row| (row.as_slice(), Voice::Cell)).chain([(cells.header, Voice::CellHeader)]);
    for (row, voice) in rows {
        let setting = cell_setting(context, voice, shrink);
        for (index, cell) in row.iter().enumerate() {
            let shaped = context.shaper.shape(cell, &setting.style);
            let sides = if index == 0 || index + 1 == count { pad } else { 2.0 * pad } + 0.5;
            least[index] = least[index].max(shaped.longest_word() * setting.size + sides);
            wanted[index] = wanted[index].max(shaped.width() * setting.size + sides);
        }
    }
    (least, wanted)
}

fn distributed(least: &[f32], wanted: &[f32], width: f32) -> Vec<f32> {
    let (sum_least, sum_wanted) = (least.iter().sum::<f32>(), wanted.iter().sum::<f32>());
    if sum_wanted <= width {
        // A table of little text is not torn apart over the whole width.
        let spare = (width - sum_wanted).min(sum_wanted * 0.6) / wanted.len().max(1) as f32;
        return wanted.iter().map(|wanted| wanted + spare).collect();
    }
    if sum_least >= width {
        return least.iter().map(|least| least * width / sum_least).collect();
    }
    let share = (width - sum_least) / (sum_wanted - sum_least);
    least.iter().zip(wanted).map(|(least, wanted)| least + (wanted - least) * share).collect()
}
