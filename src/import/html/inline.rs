//! Writes elements that are part of a line.

use super::dom::{HtmlElement, decode_entities};
use super::names::{CODE, SIGNS};
use super::rewrite::MarkdownWriter;
use crate::import::code::format_code_line;
use crate::import::steps::MARKUP;
use crate::import::target::HeadingTarget;

impl MarkdownWriter<'_, '_> {
    pub(super) fn write_inline(&mut self, element: &HtmlElement) {
        let name = element.name.as_str();
        if let Some((_, sign)) = SIGNS.iter().find(|(names, _)| names.contains(&name)) {
            // Also where the tool reads no such signs.
            let is_small = matches!(*sign, "~" | "^" | "==");
            if is_small && !self.context.dialect.reads_small_marks() {
                let sign = format!("{MARKUP}{sign}");
                return self.write_between(element, &sign, &sign);
            }
            return self.write_between(element, sign, sign);
        }
        if CODE.contains(&name) {
            let code = decode_entities(&element.text());
            let code: Vec<&str> = code.split_whitespace().collect();
            if !code.is_empty() {
                self.push_words(&format_code_line(&code.join(" ")), element.line);
            }
            return;
        }
        match name {
            "a" => self.write_link(element),
            "q" => self.write_between(element, "“", "”"),
            "rt" => self.write_between(element, "(", ")"),
            "rp" => {}
            "abbr" | "acronym" => {
                self.write_nodes(&element.children);
                if let Some(title) = element.attribute("title") {
                    let words = format!("{}: {title}", element.text().trim());
                    self.context.keep_words(self.number_at(element.line), &words);
                }
            }
            _ => self.write_nodes(&element.children),
        }
    }

    /// Writes the content between two signs, which touch its words.
    fn write_between(&mut self, element: &HtmlElement, open: &str, close: &str) {
        if element.text().trim().is_empty() {
            return self.write_nodes(&element.children);
        }
        let first = self.lines.len();
        let start = self.current.len();
        self.write_nodes(&element.children);
        if self.lines.len() == first {
            let start = start.min(self.current.len());
            let inside = self.current.split_off(start);
            let words = inside.trim();
            let before = &inside[..inside.len() - inside.trim_start().len()];
            let after = &inside[inside.trim_end().len()..];
            self.current += &format!("{before}{open}{words}{close}{after}");
            return;
        }
        // Signs do not reach over paragraphs.
        let is_blank = |(text, _): &(String, usize)| text.trim().is_empty();
        if self.lines[first..].iter().any(is_blank) || self.current.trim().is_empty() {
            return;
        }
        let line = &mut self.lines[first].0;
        let start = start.min(line.len());
        let blanks = line[start..].len() - line[start..].trim_start().len();
        line.insert_str(start + blanks, open);
        let length = self.current.trim_end().len();
        self.current.insert_str(length, close);
    }

    fn write_link(&mut self, element: &HtmlElement) {
        let slide = element.attribute("to").map(|to| match to.starts_with(['#', '/']) {
            true => to.to_owned(),
            false => format!("#{to}"),
        });
        let address = element.attribute("href").map(str::to_owned).or(slide);
        let title = element.attribute("title").filter(|_| element.text().trim().is_empty());
        match (address.filter(|address| !address.trim().is_empty()), title) {
            // Without an address, the tag marks a place and is no link.
            (None, _) => {
                let place = element.attribute("name").or_else(|| element.attribute("id"));
                if let Some(place) = place.filter(|place| !place.is_empty()) {
                    self.context.headings.push(HeadingTarget {
                        slide: self.context.slide,
                        text: String::new(),
                        id: Some(place.to_owned()),
                    });
                }
                self.write_nodes(&element.children)
            }
            (Some(address), Some(title)) => {
                self.push_words(&format!("[{title}](<{address}>)"), element.line)
            }
            (Some(address), None) => {
                self.write_between(element, "[", &format!("](<{address}>)"));
            }
        }
    }
}
