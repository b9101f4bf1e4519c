//! How to reach people.

use super::beside::{across, longest_of};
use crate::deck::{Contact, Text};
use crate::geometry::Rect;
use crate::layout::context::{Context, Setting, Voice};
use crate::layout::flow::{Cut, Flow, Row};
use crate::layout::paragraph::{Measure, paragraph};
use crate::layout::text::rounded;
use crate::scene::{ElementId, Item, ItemKind, Role};

/// People side by side at most.
const ACROSS: usize = 3;
/// The narrowest column, in em.
const NARROWEST: f32 = 7.0;
/// An address longer than this, in em, is broken rather than given a wider column.
const MOST_OF_WORD: f32 = 18.0;

/// Sets people or offices side by side.
pub(super) fn contacts(
    context: &mut Context<'_, '_>,
    contacts: &[Contact],
    width: f32,
    parent: ElementId,
) -> Flow {
    let gutter = context.pt(context.theme.space.gutter);
    let style = context.setting(Voice::Body).style;
    let texts = contacts.iter().flat_map(|contact| {
        contact.email.iter().chain(&contact.phone).chain(&contact.url).chain(&contact.role)
    });
    let longest =
        texts.map(|text| longest_of(context, text, &style, MOST_OF_WORD)).fold(NARROWEST, f32::max);
    let across = across(contacts.len(), ACROSS, context.em(longest), width, gutter);
    // One person alone does not stand in a column as wide as the page.
    let columns_of_page = across.max(2) as f32;
    let own = (width - gutter * (columns_of_page - 1.0)) / columns_of_page;
    let mut flow = Flow::default();
    for row in contacts.chunks(across) {
        let flows = row.iter().map(|contact| one(context, contact, own, parent)).collect();
        let gap = context.gap(1.2);
        flow.append(Flow::of(Row::beside(flows, own + gutter, false)), gap);
    }
    flow
}

fn one(context: &mut Context<'_, '_>, contact: &Contact, width: f32, parent: ElementId) -> Flow {
    let element = context.element(parent, Role::Division, contact.span);
    let bar = Rect::new(0.0, 0.0, width, context.pt(2.0));
    let bar = Item::artifact(ItemKind::Shape(rounded(bar, 0.0, context.palette.accent)));
    let mut flow = Flow::of(Row { cut: Cut::Never, ..Row::fixed(context.pt(2.0), vec![bar]) });

    let mut name = context.setting(Voice::Heading);
    name.leading = 1.2;
    let plain = Setting { leading: 1.25, ..context.setting(Voice::Body) };
    let mut quiet = plain.clone();
    quiet.ink = context.ink(context.palette.muted);
    quiet.ink.link = context.palette.link;

    let mut line =
        |context: &mut Context<'_, '_>, text: &Text, setting: &Setting, role: Role, ems: f32| {
            let own = context.element(element, role, text.span);
            let gap = context.gap(ems);
            let rows =
                paragraph(context, text, setting, Measure::balanced(width, false), Some(own));
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
    flow.kept_together()
}
