//! `contact`: people and offices, with addresses that a click opens.

use super::super::block::{BlockKind, Contact};
use super::super::text::{Link, Run, Text};
use super::super::vocabulary::{CONTACT, CONTACTS};
use super::Context;
use crate::yaml::{Fields, Node};

/// `contact`: one, a list of them, or `{items}`.
pub fn read(node: &Node, context: &mut Context) -> Option<BlockKind> {
    let mut nodes = None;
    if node.mapping().is_some() {
        let mut fields = context.reader.fields(node, "`contact`", &CONTACTS)?;
        if let Some(items) = fields.value("items") {
            context.refuse(&mut fields, &CONTACTS);
            fields.finish(&mut context.reader);
            nodes = Some(context.reader.list(items, "`items`")?);
        } else {
            let fields = context.reader.fields(node, "`contact`", &CONTACT)?;
            let contact = of_fields(fields, node, context);
            return Some(BlockKind::Contacts(vec![contact]));
        }
    }
    let nodes = nodes.unwrap_or_else(|| context.reader.one_or_many(node, "`contact`"));
    let contacts: Vec<Contact> = nodes.iter().filter_map(|node| one(node, context)).collect();
    (!contacts.is_empty()).then_some(BlockKind::Contacts(contacts))
}

fn one(node: &Node, context: &mut Context) -> Option<Contact> {
    if node.scalar().is_some() {
        let name = context.text(node, "`contact`");
        return Some(Contact { name, span: node.span, ..Contact::default() });
    }
    let fields = context.reader.fields(node, "a contact", &CONTACT)?;
    Some(of_fields(fields, node, context))
}

fn of_fields(mut fields: Fields, node: &Node, context: &mut Context) -> Contact {
    let contact = Contact {
        name: fields.value("name").and_then(|node| context.text(node, "`name`")),
        role: fields.value("role").and_then(|node| context.text(node, "`role`")),
        org: fields.value("org").map(|node| lines(node, context)).unwrap_or_default(),
        email: linked(&mut fields, "email", mail, context),
        phone: linked(&mut fields, "phone", telephone, context),
        url: linked(&mut fields, "url", web, context),
        span: node.span,
    };
    context.refuse(&mut fields, &CONTACT);
    fields.finish(&mut context.reader);
    contact
}

/// The lines of an address: a list, or a block string.
fn lines(node: &Node, context: &mut Context) -> Vec<Text> {
    match node.scalar() {
        Some(scalar) if scalar.is_block() => {
            let lines = scalar.value.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| super::markdown::inline(line, node.span, context)).collect()
        }
        _ => context.texts(node, "`org`"),
    }
}

/// Addresses as written, each leading where it says. One that holds a link of its own keeps it.
fn linked(fields: &mut Fields, name: &str, target: fn(&str) -> String, context: &mut Context) -> Vec<Text> {
    let Some(node) = fields.value(name) else { return Vec::new() };
    let mut texts = context.texts(node, &format!("`{name}`"));
    for text in &mut texts {
        if text.runs.iter().all(|run| run.link.is_none()) {
            link_address(text, target);
        }
    }
    texts
}

/// Links the address in `Mail: ana@example.org`; what stands before it says what it is, and is no part of it.
fn link_address(text: &mut Text, target: fn(&str) -> String) {
    let start = text.content.find(": ").map_or(0, |colon| colon + 2);
    let link = Link::Uri(target(text.content[start..].trim()));
    let mut runs = Vec::with_capacity(text.runs.len() + 1);
    for run in text.runs.drain(..) {
        if run.range.end <= start {
            runs.push(run);
            continue;
        }
        if run.range.start < start {
            runs.push(Run { range: run.range.start..start, ..run.clone() });
        }
        runs.push(Run { range: run.range.start.max(start)..run.range.end, link: Some(link.clone()), ..run });
    }
    text.runs = runs;
}

fn mail(address: &str) -> String {
    format!("mailto:{address}")
}

fn telephone(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}

fn web(address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("https://{address}") }
}
