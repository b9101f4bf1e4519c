//! Writes lists, and code in `<pre>`.

use super::dom::{HtmlElement, HtmlNode, decode_entities};
use super::rewrite::MarkdownWriter;
use crate::import::code::fence_around;
use crate::import::steps::{END_LINE, INCREMENTAL_LINE};

impl MarkdownWriter<'_, '_> {
    pub(super) fn write_list(&mut self, element: &HtmlElement) {
        let is_item = |node: &HtmlNode| {
            matches!(node, HtmlNode::Element(element)
                if matches!(element.name.as_str(), "li" | "dt" | "dd" | "ul" | "ol")
                    || element.name.starts_with("v-"))
        };
        // A list of Markdown between the tags.
        if !element.children.iter().any(is_item) {
            return self.write_flow(element);
        }
        let mut lines = Vec::new();
        let start = element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let mut number = start;
        self.list_depth += 1;
        self.collect_items(element, element.name == "ol", &mut number, &mut lines);
        self.list_depth -= 1;
        let has_steps = self.list_depth == 0 && std::mem::take(&mut self.has_item_steps);
        if has_steps {
            self.push_block(vec![(INCREMENTAL_LINE.to_owned(), self.number_at(element.line))]);
        }
        self.push_block(lines);
        if has_steps {
            self.push_block(vec![(END_LINE.to_owned(), self.number_at(element.line))]);
        }
    }

    fn collect_items(
        &mut self,
        list: &HtmlElement,
        is_numbered: bool,
        number: &mut u32,
        lines: &mut Vec<(String, usize)>,
    ) {
        for node in &list.children {
            let HtmlNode::Element(item) = node else {
                let mut words = String::new();
                super::dom::collect_text(std::slice::from_ref(node), &mut words);
                if !words.trim().is_empty() {
                    lines.extend(self.collect_lines(std::slice::from_ref(node)));
                }
                continue;
            };
            // `<v-clicks>` around items.
            if item.name.starts_with("v-") {
                self.has_item_steps = true;
                self.collect_items(item, is_numbered, number, lines);
                continue;
            }
            self.has_item_steps |= item.is_step();
            let inside = match item.name.as_str() {
                // A list directly in a list belongs to the item above.
                "ul" | "ol" => {
                    let inside = self.collect_lines(std::slice::from_ref(node));
                    lines.extend(indent(inside, "  "));
                    continue;
                }
                _ => self.collect_lines(&item.children),
            };
            let mark = match item.name.as_str() {
                "dt" => {
                    let words = inside.iter().map(|(text, _)| text.trim()).collect::<Vec<_>>();
                    lines.push((String::new(), self.number_at(item.line)));
                    lines.push((words.join(" "), self.number_at(item.line)));
                    continue;
                }
                "dd" => ":   ".to_owned(),
                _ if is_numbered => format!("{number}. "),
                _ => "- ".to_owned(),
            };
            *number = number.saturating_add(1);
            let blanks = " ".repeat(mark.len());
            let inside = if inside.is_empty() {
                vec![(String::new(), self.number_at(item.line))]
            } else {
                inside
            };
            let marked = inside.into_iter().enumerate().map(|(index, (text, number))| {
                let start = if index == 0 { &mark } else { &blanks };
                (format!("{start}{text}").trim_end().to_owned(), number)
            });
            lines.extend(marked);
        }
    }

    /// Writes code. Its language is a class: `language-rust`.
    pub(super) fn write_code(&mut self, element: &HtmlElement) {
        let code = decode_entities(&element.text());
        let code = code.strip_prefix('\n').unwrap_or(&code).trim_end();
        if code.trim().is_empty() {
            return;
        }
        let inner = element.children.iter().find_map(|node| match node {
            HtmlNode::Element(inner) if inner.name == "code" => Some(inner),
            _ => None,
        });
        let classes = inner.into_iter().flat_map(HtmlElement::classes).chain(element.classes());
        let language = classes
            .filter_map(|class| {
                let named =
                    ["language-", "lang-"].iter().find_map(|start| class.strip_prefix(start));
                named.or_else(|| Some(class).filter(|class| *class == "mermaid"))
            })
            .next()
            .or_else(|| inner.and_then(|inner| inner.classes().find(|class| is_language(class))))
            .unwrap_or_default();
        let lines = inner.into_iter().chain([element]).find_map(|element| {
            let names = ["data-line-numbers", "data-ln-start-from"];
            names.iter().find_map(|name| element.attribute(name))
        });
        let options = match lines.map(|lines| lines.replace(' ', "")) {
            Some(lines) if lines.starts_with(|c: char| c.is_ascii_digit()) => {
                format!(" {{{lines}}}")
            }
            Some(_) => " {lines:true}".to_owned(),
            None => String::new(),
        };
        self.push_fence(&format!("{language}{options}"), code, element.line);
    }

    /// Adds a fence with code.
    pub(super) fn push_fence(&mut self, language: &str, code: &str, line: usize) {
        let fence = fence_around(code);
        let number = self.number_at(line);
        let mut lines = vec![(format!("{fence}{language}"), number)];
        lines.extend(code.lines().map(|text| (text.to_owned(), number)));
        lines.push((fence, number));
        self.push_block(lines);
    }
}

/// Whether a class of code is a language, and not how the code looks.
fn is_language(class: &str) -> bool {
    let others =
        ["hljs", "fragment", "stretch", "code", "line-numbers", "nohighlight", "plaintext"];
    !others.contains(&class)
        && !class.starts_with("r-")
        && class.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#'))
}

fn indent(lines: Vec<(String, usize)>, blanks: &str) -> impl Iterator<Item = (String, usize)> {
    lines.into_iter().map(move |(text, number)| (format!("{blanks}{text}"), number))
}
