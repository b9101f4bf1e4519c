//! QR codes on slides.

use std::sync::Arc;

use super::block::Contact;
use super::text::{Link, Text};
use crate::qr::QrSymbol;

/// A QR code with its caption.
#[derive(Clone, Debug, PartialEq)]
pub struct QrBlock {
    /// The text that it encodes.
    pub data: String,
    /// The code.
    pub symbol: Arc<QrSymbol>,
    /// The caption below it.
    pub caption: Option<Text>,
}

impl Contact {
    /// Returns the contact as a vCard (RFC 2426), which phones offer to save.
    pub(crate) fn to_vcard(&self) -> String {
        let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:3.0".to_owned()];
        let name = self.name.as_ref().map(Text::to_single_line);
        let organisation: Vec<String> = self.org.iter().map(Text::to_single_line).collect();
        // A card needs a name: that of an office is the organisation.
        let shown = name.clone().unwrap_or_else(|| organisation.join(", "));
        let (given, family) = match name.as_deref().and_then(|name| name.rsplit_once(' ')) {
            Some((given, family)) => (given, family),
            None => ("", shown.as_str()),
        };
        lines.push(format!("N:{};{};;;", escape(family), escape(given)));
        lines.push(format!("FN:{}", escape(&shown)));
        if !organisation.is_empty() {
            let units: Vec<String> = organisation.iter().map(|line| escape(line)).collect();
            lines.push(format!("ORG:{}", units.join(";")));
        }
        if let Some(role) = &self.role {
            lines.push(format!("TITLE:{}", escape(&role.to_single_line())));
        }
        let addresses = [("EMAIL", &self.email), ("TEL", &self.phone), ("URL", &self.url)];
        for (property, texts) in addresses {
            for text in texts {
                lines.push(format!("{property}:{}", escape(&address_of(text))));
            }
        }
        lines.push("END:VCARD".to_owned());
        lines.join("\r\n")
    }
}

/// Returns the address that a text links to, or else the text.
fn address_of(text: &Text) -> String {
    let link = text.runs.iter().find_map(|run| match &run.link {
        Some(Link::Uri(address)) => Some(address.as_str()),
        _ => None,
    });
    let address = link.map(|address| {
        let bare = ["mailto:", "tel:"].iter().find_map(|scheme| address.strip_prefix(scheme));
        bare.unwrap_or(address).to_owned()
    });
    address.unwrap_or_else(|| text.to_single_line())
}

/// Escapes the signs that divide the parts of a value.
fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, ',' | ';' | '\\') {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_contact_is_a_card() {
        let text = |words: &str| Text::plain(words, Span::default());
        let contact = Contact {
            name: Some(text("Ana Maria Silva")),
            role: Some(text("Biologist; diver")),
            org: vec![text("City of Porto")],
            email: vec![text("ana@example.org")],
            ..Contact::default()
        };
        let card = contact.to_vcard();
        let lines: Vec<&str> = card.split("\r\n").collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCARD",
                "VERSION:3.0",
                "N:Silva;Ana Maria;;;",
                "FN:Ana Maria Silva",
                "ORG:City of Porto",
                "TITLE:Biologist\\; diver",
                "EMAIL:ana@example.org",
                "END:VCARD",
            ]
        );
    }
}
