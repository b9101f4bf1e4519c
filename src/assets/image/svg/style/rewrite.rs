//! Writes a drawing again, with the resolved style in its attributes.

use std::collections::HashMap;

use usvg::roxmltree::{Document, Node, NodeId};

use super::ResolvedAttributes;
use crate::assets::image::svg::lines::LineStarts;
use crate::assets::image::svg::{SVG_NAMESPACE, XLINK_NAMESPACE};

const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// Properties that the SVG library reads in `style` only.
const STYLE_ONLY: [&str; 4] = ["font-kerning", "image-rendering", "isolation", "mix-blend-mode"];

/// Writes the SVG elements of a document, and returns them with their lines in the file.
///
/// The document is nested as deeply as a drawing may be, so this may recurse.
pub(crate) fn write_drawing(
    document: &Document,
    lines: &LineStarts,
    resolved: &HashMap<NodeId, ResolvedAttributes>,
) -> (String, Vec<u32>) {
    let mut writer = DrawingWriter { lines, resolved, out: String::new(), rows: Vec::new() };
    writer.write_element(document.root_element());
    (writer.out, writer.rows)
}

struct DrawingWriter<'a> {
    lines: &'a LineStarts,
    resolved: &'a HashMap<NodeId, ResolvedAttributes>,
    out: String,
    rows: Vec<u32>,
}

impl DrawingWriter<'_> {
    fn write_element(&mut self, element: Node) {
        let name = element.tag_name();
        if !matches!(name.namespace(), None | Some(SVG_NAMESPACE)) || name.name() == "style" {
            return;
        }
        self.rows.push(self.lines.row(element));
        self.out.push('<');
        self.out.push_str(name.name());
        if self.rows.len() == 1 {
            self.write_attribute("xmlns", SVG_NAMESPACE);
            self.write_attribute("xmlns:xlink", XLINK_NAMESPACE);
        }
        self.write_attributes(element);
        if !element.has_children() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        for child in element.children() {
            if child.is_element() {
                self.write_element(child);
            } else if child.is_text() {
                push_escaped(&mut self.out, child.text().unwrap_or_default());
            }
        }
        self.out.push_str("</");
        self.out.push_str(name.name());
        self.out.push('>');
    }

    fn write_attributes(&mut self, element: Node) {
        let resolved = self.resolved.get(&element.id());
        let is_replaced = |name: &str| resolved.is_some_and(|own| own.contains_key(name));
        let mut style = String::new();
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match attribute.namespace() {
                None | Some(SVG_NAMESPACE) if name == "style" || is_replaced(name) => {}
                None | Some(SVG_NAMESPACE) => self.write_attribute(name, value),
                Some(XLINK_NAMESPACE) => self.write_attribute(&format!("xlink:{name}"), value),
                Some(XML_NAMESPACE) => self.write_attribute(&format!("xml:{name}"), value),
                Some(_) => {}
            }
        }
        for (name, value) in resolved.into_iter().flatten() {
            let Some(value) = value else { continue };
            if STYLE_ONLY.contains(&&**name) {
                style += &format!("{name}:{value};");
            } else {
                self.write_attribute(name, value);
            }
        }
        if !style.is_empty() {
            self.write_attribute("style", &style);
        }
    }

    fn write_attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_escaped(&mut self.out, value);
        self.out.push('"');
    }
}

/// Appends a text so that every XML parser reads it again as it is.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // A parser would turn them into blanks, or join line ends.
            '\n' | '\r' | '\t' => out.push_str(&format!("&#{};", u32::from(character))),
            _ => out.push(character),
        }
    }
}
