//! Writes XML. What comes from the deck is escaped here, and characters that XML does not allow are
//! left out.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The attributes of an element: names and values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// An XML document or a part of one.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
    value: String,
}

impl Xml {
    /// Creates a document with an XML declaration.
    pub(super) fn document() -> Self {
        let mut xml = Self::fragment();
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        xml.write(Event::Decl(declaration));
        xml
    }

    /// Creates a part of a document.
    pub(super) fn fragment() -> Self {
        Self { writer: Writer::new(Vec::new()), open: Vec::new(), value: String::new() }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = self.start(name, attributes);
        self.write(Event::Start(start));
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = self.start(name, attributes);
        self.write(Event::Empty(start));
    }

    /// Writes an element with text.
    pub(super) fn text_element(&mut self, name: &'static str, text: &str) {
        self.open(name, &[]);
        self.text(text);
        self.close();
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        let allowed = allowed_characters(text);
        self.write(Event::Text(BytesText::new(&allowed)));
    }

    /// Inserts finished XML.
    pub(super) fn insert(&mut self, xml: &str) {
        self.writer.get_mut().extend_from_slice(xml.as_bytes());
    }

    /// Returns the bytes. Every element must be closed.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        debug_assert!(self.open.is_empty(), "{:?} are open", self.open);
        self.writer.into_inner()
    }

    /// Returns the text. Every element must be closed.
    pub(super) fn into_string(self) -> String {
        String::from_utf8(self.into_bytes()).unwrap_or_default()
    }

    fn start(&mut self, name: &'static str, attributes: Attributes<'_>) -> BytesStart<'static> {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            self.value.clear();
            // Writing to a string cannot fail.
            let _ = write!(self.value, "{value}");
            start.push_attribute((*key, allowed_characters(&self.value).as_ref()));
        }
        start
    }

    fn write(&mut self, event: Event<'_>) {
        // Writing to a vector cannot fail.
        let _ = self.writer.write_event(event);
    }
}

/// Returns the text without characters that XML 1.0 does not allow.
fn allowed_characters(text: &str) -> Cow<'_, str> {
    let is_allowed = |character: char| {
        !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}')
            && !matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&character| is_allowed(character)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_deck_is_never_markup() {
        let mut xml = Xml::fragment();
        xml.open("a:r", &[("name", &"\"<&>\u{1}")]);
        xml.text_element("a:t", "a < b & c\u{b}");
        xml.close();
        let expected = "<a:r name=\"&quot;&lt;&amp;&gt;\"><a:t>a &lt; b &amp; c</a:t></a:r>";
        assert_eq!(xml.into_string(), expected);
    }
}
