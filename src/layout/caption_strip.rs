//! Draws the caption of a picture that reaches the edge of the page: a strip as wide as its words,
//! in the corner of the picture.

use super::block::lay_out_caption_lines;
use super::context::LayoutContext;
use super::flow::{BoxedFlow, Flow, Row, RowBody};
use super::paragraph::ParagraphLayout;
use crate::deck::{Figure, Text};
use crate::geometry::{Point, Rect};
use crate::scene::{ElementId, Item};

/// The least size of the caption of a large picture, in pt.
pub(super) const MIN_CAPTION_PT: f32 = 16.0;

/// Distance between the words and the edges of the strip, relative to their size.
const PAD_EM: f32 = 0.4;

/// The widest strip, as a share of the picture.
const MAX_WIDTH_SHARE: f32 = 0.9;

/// Draws caption and credit of a picture in the lower left corner of `visible`, its visible part.
/// The words start at least `inset` from the edge of the picture.
pub(super) fn draw_caption_strip(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    (visible, inset): (Rect, f32),
    parent: ElementId,
    items: &mut Vec<Item>,
) {
    let size = caption_size(context);
    let pad = size * PAD_EM;
    let left = inset.max(2.0 * pad);
    let room = (visible.width * MAX_WIDTH_SHARE - left - 2.0 * pad).max(1.0);
    let width = natural_width(context, figure, size).min(room);
    let layout = ParagraphLayout::start_aligned(width);
    let flow = lay_out_caption_lines(context, figure, (layout, size), parent);
    if flow.rows.is_empty() {
        return;
    }
    let strip = BoxedFlow {
        width: left + width + 2.0 * pad,
        inset: [left, pad, 2.0 * pad, pad],
        fill: Some(context.palette.background),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow,
    };
    let flow = Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(strip))));
    let top = visible.bottom() - flow.height();
    flow.place_at(Point::new(visible.x, top), items);
}

/// Returns the size of captions on large pictures.
fn caption_size(context: &LayoutContext<'_, '_>) -> f32 {
    let small = context.pt(context.theme.type_scale.normal * context.theme.type_scale.small);
    small.max(context.pt(MIN_CAPTION_PT))
}

/// Returns the width of caption and credit on one line each.
fn natural_width(context: &mut LayoutContext<'_, '_>, figure: &Figure, size: f32) -> f32 {
    let style = context.text_style(&context.theme.fonts.body, context.theme.weights.body);
    let texts: Vec<&Text> = figure.caption.iter().chain(&figure.credit).collect();
    let widths = texts.iter().map(|text| context.shaper.shape_paragraph(text, &style).width());
    widths.fold(0.0, f32::max) * size + 0.5
}
