//! Lays out the cells of a table: their words, grounds and bars.

use super::flow_of_box;
use super::table::{PartGrid, cell_style};
use super::table_row::RowKind;
use crate::deck::{Align, CellBar, TableCell};
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Flow, RowBody};
use crate::layout::paragraph::{LineAlignment, ParagraphLayout, lay_out_paragraph};
use crate::layout::text::{Wrap, rounded_rect};
use crate::scene::{Colour, ElementId, Item, ItemKind, MIN_TEXT_CONTRAST};

/// Gap between a number and its bar, in em of the cell.
pub(super) const BAR_GAP_EM: f32 = 0.5;

/// Height of a bar, in em of the cell.
const BAR_HEIGHT_EM: f32 = 0.62;

/// Distance of the middle of a bar above the baseline, in em: the middle of digits.
const BAR_RISE_EM: f32 = 0.35;

/// Share of the colour of the theme in the lightest ground of a number, and the largest share in
/// the darkest one.
const HEAT_SHARES: (f32, f32) = (0.06, 0.85);

/// Where a cell goes.
#[derive(Clone, Copy)]
pub(super) struct CellPlace {
    /// The row that it is in.
    pub kind: RowKind,
    /// Index of its first column in the table.
    pub column: usize,
    /// Width.
    pub width: f32,
    /// Left and right padding.
    pub padding: (f32, f32),
    /// Width of the numbers of its column if they have bars, otherwise 0.
    pub numbers: f32,
    /// Width of the numbers of its column if they have grounds, otherwise 0.
    pub heat: f32,
    /// Element of the cell; without it, the cell is an artifact.
    pub element: Option<ElementId>,
    /// Whether it is in a highlighted row or column.
    pub is_highlighted: bool,
}

/// Lays out a cell in a box.
pub(super) fn lay_out_cell(
    context: &mut LayoutContext<'_, '_>,
    cell: &TableCell,
    grid: &PartGrid<'_>,
    place: CellPlace,
) -> Flow {
    let heat = heat_ground(context, cell);
    let flow = lay_out_words(context, cell, grid, place, heat);
    let ground = if place.kind == RowKind::Header && cell.across > 1 {
        None
    } else {
        place.is_highlighted.then_some(context.palette.surface)
    };
    box_cell(context, flow, heat.or(ground), place)
}

/// Puts the words of a cell in its box.
pub(super) fn box_cell(
    context: &LayoutContext<'_, '_>,
    flow: Flow,
    fill: Option<Colour>,
    place: CellPlace,
) -> Flow {
    let vertical = context.gap(0.26);
    let (left, right) = place.padding;
    flow_of_box(BoxedFlow {
        width: place.width,
        inset: [left, vertical, right, vertical],
        fill,
        stroke: None,
        edge: None,
        radius: 0.0,
        // As in their rows, the words of a header are at the bottom.
        align: if place.kind == RowKind::Header { 1.0 } else { 0.0 },
        flow,
    })
}

/// Lays out the words of a cell, with the bar of its number. `heat` is the ground of the number.
pub(super) fn lay_out_words(
    context: &mut LayoutContext<'_, '_>,
    cell: &TableCell,
    grid: &PartGrid<'_>,
    place: CellPlace,
    heat: Option<Colour>,
) -> Flow {
    let CellPlace { kind, column, width, padding: (left, right), element, .. } = place;
    let is_bold_name = grid.has_bold_names && column == 0;
    let is_header = kind != RowKind::Body || is_bold_name || place.is_highlighted;
    let text_kind = if is_header { TextKind::CellHeader } else { TextKind::Cell };
    let mut style = cell_style(context, text_kind, grid.shrink);
    style.leading = 1.22;
    if let Some(heat) = heat {
        set_legible_ink(&mut style, heat);
    }
    let has_number_area = place.numbers > 0.0 && kind != RowKind::Header;
    let room = (width - left - right).max(1.0);
    let alignment = cell_alignment(context, cell, grid, place);
    let is_aligned = cell.align.is_some() || !is_digits(grid, column);
    // Numbers on grounds are in the middle of them, and still below each other.
    let has_heat_area = place.heat > 0.0 && kind != RowKind::Header && !is_aligned;
    let layout = ParagraphLayout {
        width: match () {
            () if has_number_area => place.numbers.min(room),
            () if has_heat_area => place.heat.min(room),
            () => room,
        },
        alignment,
        wrap: if kind == RowKind::Header { Wrap::Balanced } else { Wrap::Pretty },
        hang: 0.0,
    };
    let mut flow = lay_out_paragraph(context, &cell.text, &style, layout, element);
    if kind != RowKind::Header {
        context.broken_cells.0 += usize::from(flow.rows.len() > cell.down);
    }
    context.broken_cells.1 += 1;
    if element.is_none() {
        flow = flow.into_artifact();
    }
    if has_heat_area && !has_number_area {
        flow.shift_right((room - place.heat).max(0.0) / 2.0);
    }
    if let Some(bar) = cell.bar.filter(|_| has_number_area) {
        draw_bar(context, &mut flow, bar, (place.numbers, room), style.size);
    }
    flow
}

/// Draws a bar beside the first line of a cell, in the room to the right of its number.
fn draw_bar(
    context: &LayoutContext<'_, '_>,
    flow: &mut Flow,
    bar: CellBar,
    (numbers, room): (f32, f32),
    size: f32,
) {
    let Some(RowBody::Fixed { items, .. }) = flow.rows.front_mut().map(|row| &mut row.body) else {
        return;
    };
    let baseline = items.iter().find_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.origin.y),
        _ => None,
    });
    let start = numbers + BAR_GAP_EM * size;
    let (Some(baseline), true) = (baseline, room > start) else { return };
    let middle = baseline - BAR_RISE_EM * size;
    let at = |share: f32| start + (room - start) * share;
    let height = BAR_HEIGHT_EM * size;
    let (from, to) = (at(bar.zero.min(bar.value)), at(bar.zero.max(bar.value)));
    let is_negative = bar.value < bar.zero;
    let colour = if is_negative { context.palette.warning } else { context.palette.primary };
    let mut draw = |rect: Rect, colour: Colour| {
        let shape = rounded_rect(rect, 0.0, colour);
        items.push(Item::new_artifact(ItemKind::Shape(shape)));
    };
    if to > from {
        draw(Rect::new(from, middle - height / 2.0, to - from, height), colour);
    }
    if bar.zero > 0.0 {
        // Bars on both sides start at a line.
        let (width, height) = (context.pt(1.0), height * 1.7);
        let axis = Rect::new(at(bar.zero) - width / 2.0, middle - height / 2.0, width, height);
        draw(axis, context.palette.muted);
    }
}

/// Returns the ground of a number, from light to dark, and in another colour for negative numbers;
/// `None` if numbers have no ground.
pub(super) fn heat_ground(context: &LayoutContext<'_, '_>, cell: &TableCell) -> Option<Colour> {
    let heat = cell.heat?;
    let palette = &context.palette;
    let tint = if heat < 0.0 { palette.warning } else { palette.primary };
    let (least, most) = HEAT_SHARES;
    let mix = |share: f32| palette.background.mixed_with(tint, share);
    // All numbers keep the colour of text, so the darkest ground is as dark as that allows.
    let is_legible = |share: &f32| palette.text.contrast_ratio(mix(*share)) >= MIN_TEXT_CONTRAST;
    let shares = (0..=20).map(|step| most - (most - least) * step as f32 / 20.0);
    let darkest = shares.into_iter().find(is_legible).unwrap_or(least);
    Some(mix(least + (darkest - least) * heat.abs().min(1.0)))
}

/// Makes the words of a cell legible on its ground.
fn set_legible_ink(style: &mut ParagraphStyle, ground: Colour) {
    let ink = style.colours.palette.text;
    let is_legible = ink.contrast_ratio(ground) >= MIN_TEXT_CONTRAST;
    let ink = if is_legible { ink } else { Colour::ink_on(&[ground]) };
    let colours = &mut style.colours;
    (colours.text, colours.bold, colours.link, colours.code) = (ink, ink, ink, ink);
}

/// Whether a column holds numbers, which are aligned by their last digits.
fn is_digits(grid: &PartGrid<'_>, column: usize) -> bool {
    grid.table.align.get(column) == Some(&Align::Digits)
}

fn cell_alignment(
    context: &LayoutContext<'_, '_>,
    cell: &TableCell,
    grid: &PartGrid<'_>,
    place: CellPlace,
) -> LineAlignment {
    let of_column = grid.table.align.get(place.column).copied().unwrap_or_default();
    let is_header = place.kind == RowKind::Header;
    let usual = match of_column {
        // A header of several columns is in the middle above them.
        _ if is_header && cell.across > 1 => Align::Centre,
        _ if cell.across > 1 => Align::Start,
        // The header is above the numbers and their bars.
        Align::Digits if is_header && place.numbers > 0.0 => Align::Start,
        Align::Digits if is_header && place.heat > 0.0 => Align::Centre,
        _ if grid.blank_columns.get(place.column) == Some(&true) => Align::Centre,
        align => align,
    };
    match cell.align.unwrap_or(usual) {
        Align::Start => LineAlignment::Start,
        Align::Centre => LineAlignment::Centre,
        // Digits are aligned at the right, which is the start of lines on pages written from right
        // to left.
        Align::Digits if context.is_rtl => LineAlignment::Start,
        Align::Digits | Align::End => LineAlignment::End,
    }
}
