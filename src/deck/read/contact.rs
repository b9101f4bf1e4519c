//! Reads `contact`: people and offices with linked addresses.

use super::super::address::{mail_uri, set_link, web_uri};
use super::super::block::{BlockKind, Contact};
use super::super::text::{Link, Run, Text};
use super::super::vocabulary::{CONTACT, CONTACTS};
use super::{ReadContext, people, qr, show};
use crate::yaml::{Fields, Node};

/// Reads `contact`: one contact, a list of contacts, or `{items}`.
pub(crate) fn read_contacts(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let (mut nodes, mut have_codes) = (None, false);
    if node.as_mapping().is_some() {
        let mut fields = context.reader.read_fields(node, "`contact`", &CONTACTS)?;
        if let Some(items) = fields.take_value("items") {
            have_codes = show::read_flag(&mut fields, "qr", context).unwrap_or_default();
            fields.report_unknown_keys(&mut context.reader);
            nodes = Some(context.reader.read_list(items, "`items`")?);
        } else {
            let fields = context.reader.read_fields(node, "`contact`", &CONTACT)?;
            let contact = contact_from_fields(fields, node, context);
            return Some(BlockKind::Contacts(vec![contact]));
        }
    }
    let nodes = nodes.unwrap_or_else(|| context.reader.read_one_or_many(node, "`contact`"));
    let mut contacts: Vec<Contact> = Vec::with_capacity(nodes.len());
    for contact in nodes.iter().filter_map(|node| read_contact(node, context)) {
        match contacts.last_mut() {
            // In `[Ana Silva, ana@example.org]`, the address belongs to the contact before it.
            Some(before) if contact.is_address() && before.name.is_some() => {
                before.email.extend(contact.email);
                before.url.extend(contact.url);
            }
            _ => contacts.push(contact),
        }
    }
    if have_codes {
        let contacts = contacts.iter_mut().filter(|contact| contact.qr.is_none());
        contacts.for_each(|contact| qr::add_contact_code(contact, context));
    }
    (!contacts.is_empty()).then_some(BlockKind::Contacts(contacts))
}

fn read_contact(node: &Node, context: &mut ReadContext) -> Option<Contact> {
    if node.as_scalar().is_some() {
        let name = context.read_text(node, "`contact`")?;
        let mut contact = Contact { span: node.span, ..Contact::default() };
        match name.runs.as_slice() {
            [Run { link: Some(Link::Uri(uri)), .. }] if uri.starts_with("mailto:") => {
                contact.email.push(name)
            }
            [Run { link: Some(Link::Uri(_)), .. }] => contact.url.push(name),
            _ => contact.name = Some(name),
        }
        return Some(contact);
    }
    let fields = context.reader.read_fields(node, "a contact", &CONTACT)?;
    Some(contact_from_fields(fields, node, context))
}

fn contact_from_fields(mut fields: Fields, node: &Node, context: &mut ReadContext) -> Contact {
    let mut contact = Contact {
        name: fields.take_value("name").and_then(|node| context.read_text(node, "`name`")),
        role: fields.take_value("role").and_then(|node| context.read_text(node, "`role`")),
        org: fields.take_value("org").map(|node| read_lines(node, context)).unwrap_or_default(),
        email: read_linked_texts(&mut fields, "email", mail_uri, context),
        phone: read_linked_texts(&mut fields, "phone", telephone_uri, context),
        url: read_linked_texts(&mut fields, "url", web_uri, context),
        photo: None,
        qr: None,
        span: node.span,
    };
    contact.photo = people::read_photo(&mut fields, contact.name.as_ref(), context);
    if show::read_flag(&mut fields, "qr", context).unwrap_or_default() {
        qr::add_contact_code(&mut contact, context);
    }
    fields.report_unknown_keys(&mut context.reader);
    contact
}

impl Contact {
    /// Returns whether the contact is only an address.
    fn is_address(&self) -> bool {
        self.name.is_none() && self.role.is_none() && self.org.is_empty() && self.phone.is_empty()
    }
}

/// Reads the lines of an organisation: a list, or a block string.
pub(crate) fn read_lines(node: &Node, context: &mut ReadContext) -> Vec<Text> {
    match node.as_scalar() {
        Some(scalar) if scalar.is_block() => {
            let lines = scalar.markup().lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| super::markdown::parse_inline(line, node.span, context)).collect()
        }
        _ => context.read_texts(node, "`org`"),
    }
}

/// Reads texts and links each to its address. A text with a link of its own keeps it.
pub(crate) fn read_linked_texts(
    fields: &mut Fields,
    name: &str,
    target: fn(&str) -> String,
    context: &mut ReadContext,
) -> Vec<Text> {
    let Some(node) = fields.take_value(name) else { return Vec::new() };
    let mut texts = context.read_texts(node, &format!("`{name}`"));
    for text in &mut texts {
        if text.runs.iter().all(|run| run.link.is_none()) {
            link_address(text, target);
        }
    }
    texts
}

/// Links the address in a text such as `Mail: ana@example.org`. The label before the colon is not
/// part of the link.
fn link_address(text: &mut Text, target: fn(&str) -> String) {
    let start = text.content.find(": ").map_or(0, |colon| colon + 2);
    let target = Link::Uri(target(text.content[start..].trim()));
    let end = text.content.len();
    set_link(text, start..end, &target);
}

fn telephone_uri(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}
