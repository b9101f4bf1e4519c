//! How to reach people.

use super::column_count::{count_columns, longest_word_in_text};
use crate::deck::{Contact, Text};
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Flow, PageBreak, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::rounded_rect;
use crate::scene::{ElementId, Item, ItemKind, Role};

/// People side by side at most.
const MAX_COLUMNS: usize = 3;
/// The narrowest column, in em.
const MIN_COLUMN_WIDTH_EM: f32 = 7.0;
/// An address longer than this, in em, is broken rather than given a wider column.
const MAX_WORD_WIDTH_EM: f32 = 18.0;

/// Sets people or offices side by side.
pub(super) fn lay_out_contacts(
    context: &mut LayoutContext<'_, '_>,
    contacts: &[Contact],
    width: f32,
    parent: ElementId,
) -> Flow {
    let gutter = context.pt(context.theme.space.gutter);
    let style = context.paragraph_style(TextKind::Body).style;
    let texts = contacts.iter().flat_map(|contact| {
        contact.email.iter().chain(&contact.phone).chain(&contact.url).chain(&contact.role)
    });
    let longest = texts
        .map(|text| longest_word_in_text(context, text, &style, MAX_WORD_WIDTH_EM))
        .fold(MIN_COLUMN_WIDTH_EM, f32::max);
    let across = count_columns(contacts.len(), MAX_COLUMNS, context.em(longest), width, gutter);
    // One person alone does not stand in a column as wide as the page.
    let columns_of_page = across.max(2) as f32;
    let own = (width - gutter * (columns_of_page - 1.0)) / columns_of_page;
    let mut flow = Flow::default();
    for row in contacts.chunks(across) {
        let flows =
            row.iter().map(|contact| lay_out_contact(context, contact, own, parent)).collect();
        let gap = context.gap(1.2);
        flow.append(Flow::from_row(Row::side_by_side(flows, own + gutter)), gap);
    }
    flow
}

fn lay_out_contact(
    context: &mut LayoutContext<'_, '_>,
    contact: &Contact,
    width: f32,
    parent: ElementId,
) -> Flow {
    let element = context.add_element(parent, Role::Division, contact.span);
    let bar = Rect::new(0.0, 0.0, width, context.pt(2.0));
    let bar = Item::new_artifact(ItemKind::Shape(rounded_rect(bar, 0.0, context.palette.accent)));
    let mut flow = Flow::from_row(Row {
        page_break: PageBreak::Forbidden,
        ..Row::fixed_height(context.pt(2.0), vec![bar])
    });

    let mut name = context.paragraph_style(TextKind::Heading);
    name.leading = 1.2;
    let plain = ParagraphStyle { leading: 1.25, ..context.paragraph_style(TextKind::Body) };
    let mut quiet = plain.clone();
    quiet.colours = context.text_colours(context.palette.muted);
    quiet.colours.link = context.palette.link;

    let mut line = |context: &mut LayoutContext<'_, '_>,
                    text: &Text,
                    setting: &ParagraphStyle,
                    role: Role,
                    ems: f32| {
        let own = context.add_element(element, role, text.span);
        let gap = context.gap(ems);
        let rows =
            lay_out_paragraph(context, text, setting, ParagraphLayout::balanced(width), Some(own));
        flow.append(rows, gap);
    };
    if let Some(text) = &contact.name {
        line(context, text, &name, Role::Heading(3), 0.5);
    }
    if let Some(text) = &contact.role {
        line(context, text, &quiet, Role::Paragraph, 0.05);
    }
    for (index, text) in contact.org.iter().enumerate() {
        line(context, text, &plain, Role::Paragraph, if index == 0 { 0.5 } else { 0.0 });
    }
    let addresses = contact.email.iter().chain(&contact.phone).chain(&contact.url);
    for (index, text) in addresses.enumerate() {
        line(context, text, &plain, Role::Paragraph, if index == 0 { 0.5 } else { 0.05 });
    }
    flow.keep_together()
}
