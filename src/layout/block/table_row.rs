//! Lays out the rows of a table.

use super::flow_of_box;
use super::table::{PartGrid, cell_style};
use super::table_widths::TablePart;
use crate::deck::{Align, Text};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Columns, Flow, Row, RowBody};
use crate::layout::paragraph::{LineAlignment, ParagraphLayout, lay_out_paragraph};
use crate::layout::text::Wrap;
use crate::scene::ElementId;

/// The kinds of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Header,
    Body,
    Highlighted,
}

/// Where a cell goes.
#[derive(Clone, Copy)]
struct CellPlace {
    kind: RowKind,
    /// Index of the column in the table.
    column: usize,
    width: f32,
    /// Left and right padding.
    padding: (f32, f32),
    /// Element of the cell; without it, the cell is an artifact.
    element: Option<ElementId>,
    is_highlighted: bool,
}

/// Lays out a row of one part of a table.
pub(super) fn lay_out_row(
    context: &mut LayoutContext<'_, '_>,
    cells: &[Text],
    elements: &[ElementId],
    grid: &PartGrid<'_>,
    kind: RowKind,
) -> Flow {
    let TablePart { columns: shown, widths } = grid.part;
    let has_ground = kind == RowKind::Highlighted || !grid.highlight.columns.is_empty();
    let mut columns = Vec::new();
    let mut x = 0.0;
    for (index, (&column, &width)) in shown.iter().zip(widths).enumerate() {
        // There is no padding at the edges of the table, so that text is aligned with the title.
        let padding = (
            if index == 0 { 0.0 } else { grid.pad },
            if index + 1 == widths.len() { 0.0 } else { grid.pad },
        );
        let is_repeated = grid.is_continuation && index == 0;
        let element = (!is_repeated).then(|| elements[column]);
        let is_highlighted =
            kind == RowKind::Highlighted || grid.highlight.columns.contains(&column);
        let place = CellPlace { kind, column, width, padding, element, is_highlighted };
        columns.push(Column {
            x,
            flow: lay_out_cell(context, &cells[column], grid, place),
            // Header cells are aligned at the bottom, body cells at the top.
            align: if kind == RowKind::Header { 1.0 } else { 0.0 },
            // The ground of a highlighted cell fills its row.
            stretch: has_ground && kind != RowKind::Header,
            repeats: false,
        });
        x += width;
    }
    if kind == RowKind::Highlighted {
        columns.splice(0..0, draw_ends(context, x, grid.pad));
    }
    Flow::from_row(Row::from_body(RowBody::Columns(Columns { columns, splits_freely: false })))
}

fn lay_out_cell(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    grid: &PartGrid<'_>,
    place: CellPlace,
) -> Flow {
    let CellPlace { kind, column, width, padding: (left, right), element, is_highlighted } = place;
    let is_header = kind != RowKind::Body || grid.has_row_headers && column == 0 || is_highlighted;
    let text_kind = if is_header { TextKind::CellHeader } else { TextKind::Cell };
    let mut style = cell_style(context, text_kind, grid.shrink);
    style.leading = 1.22;
    let layout = ParagraphLayout {
        width: (width - left - right).max(1.0),
        alignment: cell_alignment(context, grid, column),
        wrap: if kind == RowKind::Header { Wrap::Balanced } else { Wrap::Pretty },
        hang: 0.0,
    };
    let mut flow = lay_out_paragraph(context, text, &style, layout, element);
    if element.is_none() {
        flow = flow.into_artifact();
    }
    let vertical = context.gap(0.26);
    flow_of_box(BoxedFlow {
        width,
        inset: [left, vertical, right, vertical],
        fill: is_highlighted.then_some(context.palette.surface),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow,
    })
}

/// Draws the ground of a highlighted row beside its first and last cell, so that the words do not
/// touch its edges.
fn draw_ends(context: &LayoutContext<'_, '_>, width: f32, pad: f32) -> [Column; 2] {
    let end = |x| Column {
        x,
        flow: flow_of_box(BoxedFlow {
            width: pad * 0.6,
            inset: [0.0; 4],
            fill: Some(context.palette.surface),
            stroke: None,
            edge: None,
            radius: 0.0,
            align: 0.0,
            flow: Flow::default(),
        }),
        align: 0.0,
        stretch: true,
        repeats: false,
    };
    [end(-pad * 0.6), end(width)]
}

fn cell_alignment(
    context: &LayoutContext<'_, '_>,
    grid: &PartGrid<'_>,
    column: usize,
) -> LineAlignment {
    match grid.alignments.get(column).copied().unwrap_or_default() {
        Align::Start => LineAlignment::Start,
        Align::Centre => LineAlignment::Centre,
        // Digits are aligned at the right, which is the start of lines on pages written from right
        // to left.
        Align::Digits if context.is_rtl => LineAlignment::Start,
        Align::Digits | Align::End => LineAlignment::End,
    }
}
