//! Lays out several contacts as cards: portrait or sign of a person, name, role and addresses.

use super::cards::box_outline;
use super::column_count::{ColumnWidths, count_columns};
use super::contact::{ADDRESS_GAP_EM, MAX_CODE_EM, PHOTO_EM, lay_out_addresses, lay_out_code};
use super::flow_of_box;
use super::icon::{DiscPaint, icon_on_disc};
use super::portrait::{PortraitPlace, photo_row};
use crate::deck::{Contact, PortraitShape};
use crate::geometry::Point;
use crate::icon::Icon;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Flow, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{ElementId, Role};
use crate::theme::{BoxStyle, TextAlign};

/// Maximum number of cards side by side.
const MAX_COLUMNS: usize = 3;
/// Side of the sign of a person, and the gap between it and the words, in em.
const SIGN_EM: f32 = 2.7;
const SIGN_GAP_EM: f32 = 0.9;
/// The width in a card besides the words of a line, without its insets, in em: sign and icon.
pub(super) const BESIDE_ROOM_EM: f32 = SIGN_EM + SIGN_GAP_EM + 1.8;
/// The narrowest card in which the sign is beside the words, in em.
const MIN_BESIDE_EM: f32 = 15.0;
/// How much taller a card may become on a sparse page, relative to its height.
const MAX_GROWTH: f32 = 0.45;

/// Whether contacts are drawn as cards: several of them, in themes with boxes.
pub(super) fn draws_cards(context: &LayoutContext<'_, '_>, contacts: &[Contact]) -> bool {
    context.theme.boxes != BoxStyle::Ruled
        && context.text_align == TextAlign::Start
        && contacts.len() > 1
        && !context.is_in_box
}

/// Returns the width of the longest address or role of contacts, without breaks.
pub(super) fn longest_line(context: &mut LayoutContext<'_, '_>, contacts: &[Contact]) -> f32 {
    let style = context.paragraph_style(TextKind::Body);
    let texts = contacts.iter().flat_map(|contact| {
        contact.email.iter().chain(&contact.phone).chain(&contact.url).chain(&contact.role)
    });
    texts
        .map(|text| context.shaper.shape_paragraph(text, &style.style).width() * style.size)
        .fold(0.0, f32::max)
}

/// Lays out cards in rows of equal height. `widths.min` is the width of the longest line.
pub(super) fn lay_out_cards(
    context: &mut LayoutContext<'_, '_>,
    contacts: &[Contact],
    widths: ColumnWidths,
    parent: ElementId,
) -> Flow {
    let gap = context.pt(context.theme.space.gutter * 0.5);
    let insets = 2.0 * context.em(context.theme.space.inset);
    let widths = ColumnWidths { min: widths.min + insets, gap, ..widths };
    let columns = count_columns(contacts.len(), MAX_COLUMNS, widths);
    let width = widths.column_width(columns);
    let mut flow = Flow::default();
    for row in contacts.chunks(columns) {
        let cards = row.iter().map(|contact| lay_out_card(context, contact, (width, parent)));
        let mut row = Row::side_by_side_stretched(cards.collect(), width + gap);
        row.max_growth = row.height() * MAX_GROWTH;
        flow.append(Flow::from_row(row), gap);
    }
    flow
}

fn lay_out_card(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    (width, parent): (f32, ElementId),
) -> Flow {
    let element = context.add_element(parent, Role::Division, contact.span);
    let inset = context.box_inset(width);
    let inner = width - 2.0 * inset;
    let flow = context.in_box(|context| {
        let is_beside = width >= context.em(MIN_BESIDE_EM);
        let sign = lay_out_sign(context, contact, element);
        let (sign, side) = sign.unwrap_or_default();
        if !is_beside {
            let words = lay_out_words(context, contact, (inner, element));
            let mut flow = sign.keep_with_next();
            let gap = context.gap(0.5);
            flow.append(words, gap);
            return flow;
        }
        let x = side + context.em(SIGN_GAP_EM);
        let words = lay_out_words(context, contact, (inner - x, element));
        let column = |x, flow| Column { x, flow, align: 0.5, stretch: false, repeats: false };
        Flow::of_columns(vec![column(0.0, sign), column(x, words)])
    });
    flow_of_box(BoxedFlow {
        width,
        inset: [inset, inset, inset, inset],
        fill: Some(context.palette.surface),
        stroke: box_outline(context),
        edge: None,
        radius: context.pt(context.theme.space.radius),
        align: 0.5,
        flow: flow.keep_together(),
    })
}

/// Lays out the portrait of a contact, or the sign of a person, and returns its width, too.
fn lay_out_sign(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    element: ElementId,
) -> Option<(Flow, f32)> {
    if let Some(photo) = &contact.photo {
        let side = context.em(PHOTO_EM);
        let shape = PortraitShape::Circle;
        let place = PortraitPlace { width: side, side, align: 0.0, shape, can_shrink: false };
        return photo_row(context, photo, place, element).map(|row| (Flow::from_row(row), side));
    }
    let icon = Icon::find(if contact.name.is_some() { "user" } else { "building-2" })?;
    let side = context.em(SIGN_EM);
    let items = icon_on_disc(
        context,
        (icon, DiscPaint::primary(&context.palette)),
        (Point::default(), side),
    );
    Some((Flow::from_row(Row::fixed_height(side, items)), side))
}

/// Lays out name, role, organisation and addresses of a contact, then its code.
fn lay_out_words(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    (width, parent): (f32, ElementId),
) -> Flow {
    let name = ParagraphStyle { leading: 1.2, ..context.paragraph_style(TextKind::Heading) };
    let body = ParagraphStyle { leading: 1.25, ..context.paragraph_style(TextKind::Body) };
    let mut muted = body.clone();
    muted.colours = context.text_colours(context.palette.muted);
    muted.colours.link = context.palette.link;
    let mut flow = Flow::default();
    let lines = contact.name.iter().map(|text| (text, &name, Role::Heading(3)));
    let lines = lines.chain(contact.role.iter().map(|text| (text, &muted, Role::Paragraph)));
    let lines = lines.chain(contact.org.iter().map(|text| (text, &body, Role::Paragraph)));
    for (text, style, role) in lines {
        let line = context.add_element(parent, role, text.span);
        let layout = ParagraphLayout::balanced(width);
        let rows = lay_out_paragraph(context, text, style, layout, Some(line));
        let gap = context.gap(0.08);
        flow.append(rows, gap);
    }
    let addresses = lay_out_addresses(context, contact, &body, (width, parent));
    let gap = context.gap(ADDRESS_GAP_EM);
    flow.append(addresses, gap);
    let side = context.em(MAX_CODE_EM).min(width);
    if let Some(code) = lay_out_code(context, contact, side, parent) {
        let gap = context.gap(ADDRESS_GAP_EM);
        flow = flow.keep_with_next();
        flow.append(code, gap);
    }
    flow
}
