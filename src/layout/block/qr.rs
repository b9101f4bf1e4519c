//! Lays out QR codes.

use super::Place;
use crate::deck::{QrBlock, is_refused_address};
use crate::geometry::{Point, Rect, Size};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{Flow, FlowDrawing, Row, RowBody};
use crate::layout::mirror::mirror_path;
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::rounded_rect;
use crate::qr::QrSymbol;
use crate::scene::{
    Colour, ElementId, Item, ItemKind, LinkArea, LinkTarget, Paint, PathSegment, Role, Shape,
};

/// Width of the quiet zone in modules (ISO/IEC 18004, 9.1).
const QUIET_ZONE: usize = 4;

/// The largest code, in em.
const MAX_SIZE_EM: f32 = 15.0;
/// The smallest code, in em, and of its modules, in pt of the design page.
const MIN_SIZE_EM: f32 = 5.0;
const MIN_MODULE_PT: f32 = 2.5;

/// The share of the body of a page that a code may fill.
const MAX_HEIGHT_SHARE: f32 = 0.9;

/// A lighter ground needs no plate below the code.
const MIN_GROUND_LUMINANCE: f32 = 0.6;
/// Minimum contrast of the modules; below it they are black.
const MIN_CONTRAST: f32 = 9.0;

/// Space above the caption, in em.
const CAPTION_GAP_EM: f32 = 0.4;

/// Lays out a code. A click opens its address.
pub(super) fn lay_out_qr(
    context: &mut LayoutContext<'_, '_>,
    block: &QrBlock,
    place: Place,
) -> Flow {
    let element = context.add_element(place.parent, Role::Figure, place.span);
    context.structure.get_mut(element).alt = Some(format!("QR: {}", block.data));
    let caption = block.caption.as_ref().map(|text| {
        let caption = context.add_element(element, Role::Caption, text.span);
        let mut style = context.paragraph_style(TextKind::Small);
        style.colours = context.text_colours(context.palette.text);
        let layout = ParagraphLayout::centred(place.width);
        lay_out_paragraph(context, text, &style, layout, Some(caption))
    });
    let caption_gap = context.em(CAPTION_GAP_EM);
    let below = caption.as_ref().map_or(0.0, |flow| flow.height() + caption_gap);
    let room = context.body_height * MAX_HEIGHT_SHARE - below;
    let side = room.min(place.width).min(context.em(MAX_SIZE_EM)).max(1.0);
    let modules = (block.symbol.size + 2 * QUIET_ZONE) as f32;
    let least = (modules * context.pt(MIN_MODULE_PT)).max(context.em(MIN_SIZE_EM)).min(side);
    let mut items = draw_symbol(context, &block.symbol, side, element);
    if is_address(&block.data) {
        let link = context.add_element(element, Role::Link, place.span);
        let area = LinkArea {
            rect: Rect::new(0.0, 0.0, side, side),
            target: LinkTarget::Uri(block.data.clone()),
            alt_text: block.data.clone(),
        };
        items.push(Item::new(ItemKind::Link(area), Some(link), Some(place.span)));
    }
    let mut flow = Flow::from_row(Row::from_body(RowBody::Drawing(FlowDrawing {
        items,
        drawn: Size::new(side, side),
        natural: Size::new(side, side),
        width: place.width,
        min_height: least,
        height: side,
        key: None,
    })));
    if let Some(caption) = caption {
        flow = flow.keep_with_next();
        flow.append(caption, caption_gap);
    }
    flow
}

/// Whether a click on a code can open its text.
fn is_address(data: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    schemes.iter().any(|scheme| data.starts_with(scheme))
        && !is_refused_address(data)
        && !data.contains(char::is_whitespace)
}

/// Draws a code with its quiet zone in a square of `side` pt at the origin. Codes are dark on a
/// light ground, because not all phones read others, and are never mirrored.
pub(super) fn draw_symbol(
    context: &LayoutContext<'_, '_>,
    symbol: &QrSymbol,
    side: f32,
    element: ElementId,
) -> Vec<Item> {
    let palette = &context.palette;
    let ground = context.ground();
    let mut items = Vec::new();
    let needs_plate = ground.luminance() < MIN_GROUND_LUMINANCE;
    if needs_plate {
        let radius = context.pt(context.theme.space.radius);
        let plate = rounded_rect(Rect::new(0.0, 0.0, side, side), radius, Colour::WHITE);
        items.push(Item::new_artifact(ItemKind::Shape(plate)));
    }
    let ground = if needs_plate { Colour::WHITE } else { ground };
    let is_dark = palette.text.contrast_ratio(ground) >= MIN_CONTRAST
        && palette.text.luminance() < ground.luminance();
    let module = side / (symbol.size + 2 * QUIET_ZONE) as f32;
    let at = |count: usize| (count + QUIET_ZONE) as f32 * module;
    let mut path = Vec::new();
    for run in symbol.dark_runs() {
        let (left, right) = (at(run.column), at(run.column + run.length));
        let (top, bottom) = (at(run.row), at(run.row + 1));
        path.extend([
            PathSegment::Move(Point::new(left, top)),
            PathSegment::Line(Point::new(right, top)),
            PathSegment::Line(Point::new(right, bottom)),
            PathSegment::Line(Point::new(left, bottom)),
            PathSegment::Close,
        ]);
    }
    let shape = Shape {
        // Mirrored here and again with the page, it is as before.
        path: if context.is_rtl { mirror_path(&path, side / 2.0) } else { path },
        fill: Some(Paint::Solid(if is_dark { palette.text } else { Colour::BLACK })),
        stroke: None,
        actual_text: None,
    };
    items.push(Item::new(ItemKind::Shape(shape), Some(element), None));
    items
}
