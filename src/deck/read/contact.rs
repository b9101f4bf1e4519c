//! Reads `contact`: people and offices with linked addresses.

use std::ops::Range;

use super::super::block::{BlockKind, Contact};
use super::super::text::{Link, Run, Text};
use super::super::vocabulary::{CONTACT, CONTACTS};
use super::ReadContext;
use crate::yaml::{Fields, Node};

/// Reads `contact`: one contact, a list of contacts, or `{items}`.
pub(crate) fn read_contacts(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let mut nodes = None;
    if node.as_mapping().is_some() {
        let mut fields = context.reader.read_fields(node, "`contact`", &CONTACTS)?;
        if let Some(items) = fields.take_value("items") {
            context.report_unsupported(&mut fields, &CONTACTS);
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
    (!contacts.is_empty()).then_some(BlockKind::Contacts(contacts))
}

fn read_contact(node: &Node, context: &mut ReadContext) -> Option<Contact> {
    if node.as_scalar().is_some() {
        let mut name = context.read_text(node, "`contact`")?;
        link_addresses(&mut name);
        let mut contact = Contact { span: node.span, ..Contact::default() };
        match find_uri(name.content.trim()) {
            Some(target) if target.starts_with("mailto:") => contact.email.push(name),
            Some(_) => contact.url.push(name),
            None => contact.name = Some(name),
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
        span: node.span,
    };
    context.report_unsupported(&mut fields, &CONTACT);
    fields.report_unknown_keys(&mut context.reader);
    contact
        .name
        .iter_mut()
        .chain(&mut contact.role)
        .chain(&mut contact.org)
        .for_each(link_addresses);
    contact
}

impl Contact {
    /// Returns whether the contact is only an address.
    fn is_address(&self) -> bool {
        self.name.is_none() && self.role.is_none() && self.org.is_empty() && self.phone.is_empty()
    }
}

/// Links addresses within a text, unless the author has set links.
fn link_addresses(text: &mut Text) {
    if text.runs.iter().any(|run| run.link.is_some()) {
        return;
    }
    let around = |c: char| "()[]<>{},;:.!?\"'“”‘’«»".contains(c);
    let mut at = 0;
    let content = text.content.clone();
    for word in content.split_inclusive(char::is_whitespace) {
        let start = at + word.len() - word.trim_start_matches(around).len();
        at += word.len();
        let address = content[start.min(at)..at].trim_end().trim_end_matches(around);
        if let Some(target) = find_uri(address) {
            set_link(text, start..start + address.len(), &Link::Uri(target));
        }
    }
}

/// Returns the URI of a word that is an email or web address.
fn find_uri(word: &str) -> Option<String> {
    let is_domain = |name: &str| {
        let mut labels = name.split('.');
        name.contains('.')
            && labels.all(|label| {
                !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            })
            && name.rsplit('.').next().is_some_and(|last| {
                last.chars().count() >= 2 && last.chars().all(char::is_alphabetic)
            })
    };
    if let Some((name, domain)) = word.split_once('@') {
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
        return (is_name && is_domain(domain)).then(|| mail_uri(word));
    }
    let rest = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    let host = |rest: &str| rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned();
    let is_page = match rest {
        Some(rest) => !host(rest).is_empty(),
        None => word.starts_with("www.") && is_domain(&host(word)),
    };
    (is_page && !word.contains(char::is_whitespace)).then(|| web_uri(word))
}

/// Reads the lines of an organisation: a list, or a block string.
fn read_lines(node: &Node, context: &mut ReadContext) -> Vec<Text> {
    match node.as_scalar() {
        Some(scalar) if scalar.is_block() => {
            let lines = scalar.value.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| super::markdown::parse_inline(line, node.span, context)).collect()
        }
        _ => context.read_texts(node, "`org`"),
    }
}

/// Reads texts and links each to its address. A text with a link of its own keeps it.
fn read_linked_texts(
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

/// Links a byte range of a text to `target`.
fn set_link(text: &mut Text, bytes: Range<usize>, target: &Link) {
    let mut runs = Vec::with_capacity(text.runs.len() + 2);
    for run in text.runs.drain(..) {
        let cuts = [run.range.start, bytes.start, bytes.end, run.range.end]
            .map(|cut| cut.clamp(run.range.start, run.range.end));
        for (part, link) in [
            (cuts[0]..cuts[1], None),
            (cuts[1]..cuts[2], Some(target.clone())),
            (cuts[2]..cuts[3], None),
        ] {
            if !part.is_empty() {
                let link = link.or_else(|| run.link.clone());
                runs.push(Run { range: part, link, ..run.clone() });
            }
        }
    }
    text.runs = runs;
}

fn mail_uri(address: &str) -> String {
    format!("mailto:{address}")
}

fn telephone_uri(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}

fn web_uri(address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("https://{address}") }
}
