//! Lays out contact details.

use super::column_count::{ColumnWidths, count_columns, longest_word_in_text};
use super::contact_cards::{BESIDE_ROOM_EM, draws_cards, lay_out_cards, longest_line};
use super::icon::{add_icon_before, icon_indent};
use super::portrait::{PortraitPlace, photo_row};
use super::qr::draw_symbol;
use crate::deck::{Contact, PortraitShape, Text};
use crate::geometry::Rect;
use crate::icon::Icon;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, PageBreak, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::rounded_rect;
use crate::scene::{ElementId, Item, ItemKind, Role};
use crate::theme::TextAlign;

/// Maximum number of contacts side by side.
const MAX_COLUMNS: usize = 3;
/// Minimum width of a column.
const MIN_COLUMN_WIDTH_EM: f32 = 7.0;
/// Longer addresses are broken instead of widening the column.
const MAX_WORD_WIDTH_EM: f32 = 18.0;

/// Lays out people or offices side by side.
pub(super) fn lay_out_contacts(
    context: &mut LayoutContext<'_, '_>,
    contacts: &[Contact],
    width: f32,
    parent: ElementId,
) -> Flow {
    let gap = context.pt(context.theme.space.gutter);
    let style = context.paragraph_style(TextKind::Body).style;
    let texts = contacts.iter().flat_map(|contact| {
        contact.email.iter().chain(&contact.phone).chain(&contact.url).chain(&contact.role)
    });
    let longest = texts
        .map(|text| longest_word_in_text(context, text, &style, MAX_WORD_WIDTH_EM))
        .fold(MIN_COLUMN_WIDTH_EM, f32::max);
    let widths = ColumnWidths { total: width, min: context.em(longest), gap };
    let columns = count_columns(contacts.len(), MAX_COLUMNS, widths);
    // The rule above a single contact is not as wide as the page, but its addresses may be.
    let rule = widths.column_width(columns.max(2));
    let mut flow = Flow::default();
    if let [contact] = contacts
        && contact.qr.is_some()
    {
        return lay_out_beside_code(context, contact, ColumnWidths { min: rule, ..widths }, parent);
    }
    if draws_cards(context, contacts) {
        // A few cards are as wide as their lines; many are side by side, with broken lines.
        let lines = longest_line(context, contacts) + context.em(BESIDE_ROOM_EM);
        let min = if contacts.len() <= MAX_COLUMNS { lines } else { widths.min };
        return lay_out_cards(context, contacts, ColumnWidths { min, ..widths }, parent);
    }
    let column_width = if contacts.len() == 1 { width } else { rule };
    for row in contacts.chunks(columns) {
        let flows = row
            .iter()
            .map(|contact| {
                let mut flow = lay_out_contact(context, contact, (column_width, rule), parent);
                let side = context.em(MAX_CODE_EM).min(column_width);
                if let Some(code) = lay_out_code(context, contact, side, parent) {
                    let gap = context.gap(0.5);
                    flow = flow.keep_with_next();
                    flow.append(code, gap);
                }
                flow
            })
            .collect();
        let row = Row::side_by_side(flows, column_width + gap);
        let row_gap = context.gap(1.2);
        flow.append(Flow::from_row(row), row_gap);
    }
    flow
}

/// Size of a portrait, in em.
pub(super) const PHOTO_EM: f32 = 4.5;

/// Side of the code of a contact in em: alone, and below others.
const SINGLE_CODE_EM: f32 = 9.0;
pub(super) const MAX_CODE_EM: f32 = 6.0;

/// What a code of a contact holds, by its name in all languages, and the space above it.
const CODE_CAPTION: &str = "vCard";
const CODE_CAPTION_GAP: f32 = 0.2;

/// Lays out a single contact with its code beside it.
fn lay_out_beside_code(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    widths: ColumnWidths,
    parent: ElementId,
) -> Flow {
    let width = widths.min;
    let side = context.em(SINGLE_CODE_EM).min(widths.total - width - widths.gap);
    // One rule above both.
    let details = lay_out_contact(context, contact, (width, widths.total), parent);
    let code = lay_out_code(context, contact, side, parent).unwrap_or_default();
    Flow::from_row(Row::side_by_side(vec![details, code], width + widths.gap))
}

/// Lays out the code of a contact.
pub(super) fn lay_out_code(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    side: f32,
    parent: ElementId,
) -> Option<Flow> {
    let symbol = contact.qr.as_ref()?;
    let element = context.add_element(parent, Role::Figure, contact.span);
    let name = contact.name.as_ref().or(contact.org.first()).map(Text::to_single_line);
    context.structure.get_mut(element).alt =
        Some(format!("QR: {}", name.as_deref().unwrap_or("vCard")));
    let items = draw_symbol(context, symbol, side, element);
    let mut flow = Flow::from_row(Row::fixed_height(side, items)).keep_with_next();
    let caption = Text::plain(CODE_CAPTION, contact.span);
    let element = context.add_element(element, Role::Caption, contact.span);
    let style = context.paragraph_style(TextKind::Small);
    let layout = ParagraphLayout::centred(side);
    let gap = context.gap(CODE_CAPTION_GAP);
    flow.append(lay_out_paragraph(context, &caption, &style, layout, Some(element)), gap);
    Some(flow)
}

fn lay_out_contact(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    (width, rule): (f32, f32),
    parent: ElementId,
) -> Flow {
    let element = context.add_element(parent, Role::Division, contact.span);
    let is_centred = context.text_align == TextAlign::Centre;
    let left = if is_centred { ((width - rule) / 2.0).max(0.0) } else { 0.0 };
    let bar = Rect::new(left, 0.0, rule, context.pt(2.0));
    let bar = rounded_rect(bar, 0.0, context.palette.accent);
    let bar = Item::new_artifact(ItemKind::Shape(bar));
    let mut flow = Flow::from_row(Row {
        page_break: PageBreak::Forbidden,
        ..Row::fixed_height(context.pt(2.0), vec![bar])
    });

    if let Some(photo) = &contact.photo {
        let side = context.em(PHOTO_EM).min(width);
        let place = PortraitPlace {
            width,
            side,
            align: if is_centred { 0.5 } else { 0.0 },
            shape: PortraitShape::Circle,
            can_shrink: false,
        };
        if let Some(row) = photo_row(context, photo, place, element) {
            let gap = context.gap(0.6);
            flow.append(Flow::from_row(row), gap);
        }
    }
    let mut name_style = context.paragraph_style(TextKind::Heading);
    name_style.leading = 1.2;
    let style = ParagraphStyle { leading: 1.25, ..context.paragraph_style(TextKind::Body) };
    let mut role_style = style.clone();
    role_style.colours = context.text_colours(context.palette.muted);
    role_style.colours.link = context.palette.link;

    let mut append = |context: &mut LayoutContext<'_, '_>,
                      text: &Text,
                      style: &ParagraphStyle,
                      role: Role,
                      gap_em: f32| {
        let line = context.add_element(element, role, text.span);
        let gap = context.gap(gap_em);
        let layout = if is_centred {
            ParagraphLayout::centred(width)
        } else {
            ParagraphLayout::balanced(width)
        };
        let rows = lay_out_paragraph(context, text, style, layout, Some(line));
        context.has_broken_labels |= rows.rows.len() > 1;
        flow.append(rows, gap);
    };
    if let Some(text) = &contact.name {
        append(context, text, &name_style, Role::Heading(3), 0.5);
    }
    if let Some(text) = &contact.role {
        append(context, text, &role_style, Role::Paragraph, 0.05);
    }
    for (index, text) in contact.org.iter().enumerate() {
        append(context, text, &style, Role::Paragraph, if index == 0 { 0.5 } else { 0.0 });
    }
    let gap = context.gap(ADDRESS_GAP_EM);
    let addresses = lay_out_addresses(context, contact, &style, (width, element));
    flow.append(addresses, gap);
    flow.keep_together()
}

/// The icons before the addresses of a contact.
const ADDRESS_ICONS: [&str; 3] = ["mail", "phone", "globe"];
/// Space above the first address, and between addresses, in em.
pub(super) const ADDRESS_GAP_EM: f32 = 0.5;
const ADDRESS_LINE_GAP_EM: f32 = 0.12;

/// Lays out the addresses of a contact, each with an icon before it, which is decoration.
pub(super) fn lay_out_addresses(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    style: &ParagraphStyle,
    (width, parent): (f32, ElementId),
) -> Flow {
    let is_centred = context.text_align == TextAlign::Centre;
    let kinds = [&contact.email, &contact.phone, &contact.url];
    let mut icon_style = style.clone();
    icon_style.colours.text = context.palette.primary;
    let mut flow = Flow::default();
    for (texts, name) in kinds.into_iter().zip(ADDRESS_ICONS) {
        // Beside centred lines, icons would be at the edge of the column.
        let icon = Icon::find(name).filter(|_| !is_centred);
        for text in texts {
            let line = context.add_element(parent, Role::Paragraph, text.span);
            let layout = match is_centred {
                true => ParagraphLayout::centred(width),
                false => ParagraphLayout::balanced(width - icon_indent(icon, style)),
            };
            let mut rows = lay_out_paragraph(context, text, style, layout, Some(line));
            context.has_broken_labels |= rows.rows.len() > 1;
            add_icon_before(context, &mut rows, icon, &icon_style);
            let gap = context.gap(ADDRESS_LINE_GAP_EM);
            flow.append(rows, gap);
        }
    }
    flow
}
