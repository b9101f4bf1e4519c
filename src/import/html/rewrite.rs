//! Writes the tree as lines of Markdown.

use super::container;
use super::dom::{HtmlElement, HtmlNode};
use super::names::{CONTAINERS, DECORATION, SHOWN_OTHERWISE, is_icon, is_inline};
use crate::import::ImportContext;
use crate::import::dialect::Dialect;
use crate::import::steps::{
    END_LINE, FRAGMENT, INCREMENTAL_LINE, PAUSE_LINE, REVEAL_ALL_LINE, is_mark_line,
};

/// Lines of Markdown that are being written.
pub(super) struct MarkdownWriter<'w, 'c> {
    /// The numbers of the lines in the deck by their indexes.
    numbers: &'w [usize],
    pub context: &'w mut ImportContext<'c>,
    /// The finished lines with their numbers.
    pub lines: Vec<(String, usize)>,
    /// The unfinished line.
    pub current: String,
    /// The number of the unfinished line.
    number: usize,
    /// Whether a block of HTML precedes the line without an empty line between them: there, blanks
    /// before a text mean nothing.
    pub is_in_html: bool,
    /// Whether a tag is on the current line of the deck, so that the line is not empty.
    has_tag: bool,
    /// Whether parts appear one by one.
    pub has_steps: bool,
    /// Whether items of the list that is written appear one by one.
    pub has_item_steps: bool,
    /// The number of lists around the current element.
    pub list_depth: usize,
    /// The number of columns around the current element.
    pub column_depth: usize,
    /// Comments inside a line, which follow it.
    comments: Vec<(String, usize)>,
    /// Whether a break is due before further words of a line that cannot end, such as a row of a
    /// table.
    needs_break: bool,
}

impl<'w, 'c> MarkdownWriter<'w, 'c> {
    pub(super) fn new(numbers: &'w [usize], context: &'w mut ImportContext<'c>) -> Self {
        Self {
            numbers,
            context,
            lines: Vec::new(),
            current: String::new(),
            number: numbers.first().copied().unwrap_or(1),
            is_in_html: false,
            has_tag: false,
            has_steps: false,
            has_item_steps: false,
            list_depth: 0,
            column_depth: 0,
            comments: Vec::new(),
            needs_break: false,
        }
    }

    /// Returns all lines.
    pub(super) fn finish(mut self) -> Vec<(String, usize)> {
        if !self.current.is_empty() {
            self.end_line();
        }
        if self.has_steps {
            let number = self.number_at(0);
            let marks = ["", REVEAL_ALL_LINE, ""].map(|mark| (mark.to_owned(), number));
            self.lines.splice(0..0, marks);
        }
        self.lines
    }

    /// Returns the number in the deck of the line at an index.
    pub(super) fn number_at(&self, index: usize) -> usize {
        let last = self.numbers.last().copied().unwrap_or(1);
        self.numbers.get(index).copied().unwrap_or(last)
    }

    pub(super) fn write_nodes(&mut self, nodes: &[HtmlNode]) {
        for node in nodes {
            match node {
                HtmlNode::Text(text, line) => self.write_text(text, *line),
                HtmlNode::Comment(text, line) => self.write_comment(text, *line),
                HtmlNode::Element(element) => self.write_element(element),
            }
        }
    }

    fn write_text(&mut self, text: &str, line: usize) {
        for (index, part) in text.split('\n').enumerate() {
            // In HTML, a line break is a blank, also where one in Markdown is a break.
            let joins = self.is_in_html
                && self.context.dialect.keeps_line_breaks()
                && !self.current.trim().is_empty()
                && part.trim_start().starts_with(char::is_alphabetic);
            if index > 0 && joins {
                self.push_words(" ", line + index);
            } else if index > 0 {
                self.end_line();
                self.has_tag = false;
            }
            self.push_words(part, line + index);
        }
    }

    /// Adds words to the current line; `line` is the index of theirs.
    pub(super) fn push_words(&mut self, words: &str, line: usize) {
        if self.current.is_empty() {
            self.number = self.number_at(line);
        }
        let words = match self.current.is_empty() && self.is_in_html {
            true => words.trim_start(),
            false => words,
        };
        if self.needs_break && !words.trim().is_empty() {
            self.needs_break = false;
            if !words.trim_start().starts_with('|') {
                self.current.push_str("<br>");
            }
        }
        self.current.push_str(words);
    }

    /// Ends the current line, also if it is empty.
    pub(super) fn end_line(&mut self) {
        let text = std::mem::take(&mut self.current);
        self.needs_break = false;
        let is_blank = text.trim().is_empty();
        self.is_in_html &= !is_blank || self.has_tag;
        if !is_blank || !self.has_tag {
            self.lines.push((text, self.number));
        }
        self.lines.append(&mut self.comments);
    }

    /// Ends a paragraph: what follows is a block.
    pub(super) fn end_paragraph(&mut self) {
        if self.current.trim().is_empty() {
            self.current.clear();
        } else {
            self.end_line();
        }
        if self.lines.last().is_some_and(|(text, _)| !text.trim().is_empty()) {
            self.lines.push((String::new(), self.number));
        }
        self.lines.append(&mut self.comments);
        self.is_in_html = true;
    }

    /// Adds a line of its own.
    pub(super) fn push_line(&mut self, text: impl Into<String>, line: usize) {
        let number = self.number_at(line);
        self.number = number;
        self.lines.push((text.into(), number));
    }

    /// Adds a block that is already written as lines.
    pub(super) fn push_block(&mut self, lines: Vec<(String, usize)>) {
        self.end_paragraph();
        self.lines.extend(lines);
        self.end_paragraph();
    }

    /// Writes nodes on lines of their own and returns these.
    pub(super) fn collect_lines(&mut self, nodes: &[HtmlNode]) -> Vec<(String, usize)> {
        let lines = std::mem::take(&mut self.lines);
        let current = std::mem::take(&mut self.current);
        let was_in_html = std::mem::replace(&mut self.is_in_html, true);
        let needs_break = std::mem::take(&mut self.needs_break);
        let comments = std::mem::take(&mut self.comments);
        self.write_nodes(nodes);
        if !self.current.trim().is_empty() {
            self.end_line();
        }
        self.lines.append(&mut self.comments);
        self.current = current;
        self.is_in_html = was_in_html;
        self.needs_break = needs_break;
        self.comments = comments;
        let mut written = std::mem::replace(&mut self.lines, lines);
        let is_blank = |(text, _): &(String, usize)| text.trim().is_empty();
        while written.last().is_some_and(is_blank) {
            written.pop();
        }
        let first = written.iter().position(|line| !is_blank(line)).unwrap_or(0);
        written.drain(..first);
        written
    }

    /// Writes nodes as words on one line and returns it.
    pub(super) fn collect_words(&mut self, nodes: &[HtmlNode]) -> String {
        let lines = self.collect_lines(nodes);
        let words: Vec<&str> = lines.iter().flat_map(|(text, _)| text.split_whitespace()).collect();
        words.join(" ")
    }

    fn write_comment(&mut self, text: &str, line: usize) {
        let is_element = text.trim_start().starts_with(".element:");
        if is_element && text.contains("fragment") {
            return self.mark_fragment_before();
        }
        let comment = format!("<!--{text}-->");
        let number = self.number_at(line);
        let lines = comment.split('\n').enumerate();
        let lines: Vec<(String, usize)> =
            lines.map(|(index, text)| (text.to_owned(), number + index)).collect();
        if self.current.trim().is_empty() {
            self.current.clear();
            self.lines.extend(lines);
        } else if !is_element {
            self.comments.extend(lines);
        }
    }

    fn write_element(&mut self, element: &HtmlElement) {
        self.has_tag = true;
        self.write_tagged(element);
        self.has_tag = true;
    }

    fn write_tagged(&mut self, element: &HtmlElement) {
        // A film waits for a click of its own, and what is not shown cannot appear.
        let is_shown = element.name == "img" || !element.children.is_empty();
        let is_film =
            matches!(element.name.as_str(), "video" | "audio" | "slidevvideo" | "youtube");
        if element.is_step() && is_shown && !is_film {
            self.start_step(element);
        }
        let reveals_items =
            element.reveals_items() && self.list_depth == 0 && self.current.trim().is_empty();
        if reveals_items {
            self.push_block(vec![(INCREMENTAL_LINE.to_owned(), self.number_at(element.line))]);
        }
        self.write_by_name(element);
        if reveals_items {
            self.push_block(vec![(END_LINE.to_owned(), self.number_at(element.line))]);
        }
    }

    fn write_by_name(&mut self, element: &HtmlElement) {
        let name = element.name.as_str();
        match name {
            "br" => self.write_break(element),
            "img" | "video" | "audio" | "slidevvideo" | "youtube" | "tweet" | "iframe"
            | "source" => self.write_media(element),
            _ if is_inline(name) => self.write_inline(element),
            "style" | "script" => self.context.report_changed(
                self.number_at(element.line),
                format!("`<{name}>` is not imported"),
                "change the appearance of slides with `theme`",
            ),
            "toc" if self.context.dialect == Dialect::Slidev => {
                self.end_paragraph();
                self.push_line("::: {.slide-contents}", element.line);
                self.push_line(":::", element.line);
            }
            "wbr" | "hr" | "link" | "meta" | "base" | "col" | "colgroup" | "param" | "track"
            | "area" => {}
            _ if self.is_in_open_line() && !matches!(name, "table" | "pre") => {
                self.write_in_line(element)
            }
            "ul" | "ol" | "menu" | "dl" => self.write_list(element),
            "li" | "dd" | "dt" => self.write_flow(element),
            "table" => self.write_table(element),
            "blockquote" => self.write_quote(element),
            "pre" | "xmp" => self.write_code(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.write_heading(element),
            "summary" => {
                let words = self.collect_words(&element.children);
                self.push_block(vec![(format!("**{words}**"), self.number_at(element.line))]);
            }
            _ if CONTAINERS.contains(&name) => container::write_container(self, element),
            _ => self.write_unknown(element),
        }
    }

    /// Marks the element as one that appears in a step of its own.
    fn start_step(&mut self, element: &HtmlElement) {
        let is_inline =
            is_inline(&element.name) || self.list_depth > 0 || !self.current.trim().is_empty();
        if is_inline {
            self.push_words(&FRAGMENT.to_string(), element.line);
        } else if !element.reveals_items() {
            self.end_paragraph();
            self.push_line(PAUSE_LINE, element.line);
            self.push_line("", element.line);
        }
    }

    /// Marks what is before a comment such as `<!-- .element: class="fragment" -->`.
    fn mark_fragment_before(&mut self) {
        if !self.current.trim().is_empty() {
            return self.current.push(FRAGMENT);
        }
        let is_filled = |(text, _): &&mut (String, usize)| !text.trim().is_empty();
        match self.lines.iter_mut().rev().find(is_filled) {
            Some((text, _)) if !is_mark_line(text) && !text.starts_with(['`', ':', '#', '|']) => {
                text.push(FRAGMENT)
            }
            _ => self.has_steps = true,
        }
    }

    /// Whether the current line is part of a block that ends with it: a row of a table, a heading,
    /// an item of a list.
    pub(super) fn is_in_open_line(&self) -> bool {
        let text = self.current.trim_start();
        let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_item = ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark))
            || number.len() < text.len() && (number.starts_with(". ") || number.starts_with(") "));
        text.starts_with(['|', '#', '>']) || is_item || text.contains(" | ")
    }

    /// Writes a block inside a line: breaks take the place of its paragraphs.
    fn write_in_line(&mut self, element: &HtmlElement) {
        let text = self.current.trim_end();
        let is_start = text.ends_with(['|', '#', '>', '-', '*', '+']) || text.ends_with("<br>");
        self.needs_break |= !is_start;
        self.write_nodes(&element.children);
        self.needs_break = !self.current.trim_end().ends_with('|');
    }

    fn write_break(&mut self, element: &HtmlElement) {
        // A break on a line of its own is space between paragraphs.
        if self.current.trim().is_empty() {
            return self.end_paragraph();
        }
        self.push_words("<br>", element.line);
    }

    /// Writes the content of an element as paragraphs.
    pub(super) fn write_flow(&mut self, element: &HtmlElement) {
        self.end_paragraph();
        self.write_nodes(&element.children);
        self.end_paragraph();
    }

    fn write_heading(&mut self, element: &HtmlElement) {
        let level = element.name[1..].parse().unwrap_or(1);
        let words = self.collect_words(&element.children);
        if !words.is_empty() {
            let number = self.number_at(element.line);
            self.push_block(vec![(format!("{} {words}", "#".repeat(level)), number)]);
        }
    }

    fn write_quote(&mut self, element: &HtmlElement) {
        let lines = self.collect_lines(&element.children).into_iter();
        let quoted =
            lines.map(|(text, number)| (format!("> {text}").trim_end().to_owned(), number));
        self.push_block(quoted.collect());
    }

    /// Reports an element without an equivalent. Its words stay.
    fn write_unknown(&mut self, element: &HtmlElement) {
        let name = element.name.as_str();
        let number = self.number_at(element.line);
        let help = "write its content as a block of the outline";
        let message = format!("`<{}>` is not imported", self.context.spell_tag(name, number));
        let mut words = element.text();
        // `<AutoFitText modelValue="words" />`
        let value = element.attribute("modelvalue").or_else(|| element.attribute("modelValue"));
        if let Some(value) = value.filter(|_| words.trim().is_empty()) {
            words = value.to_owned();
            self.push_words(value, element.line);
        }
        if is_icon(name) {
            let help = "write `icon` with the name of an icon that `plenary icons` lists";
            self.context.report_changed(number, message, help);
        } else if DECORATION.contains(&name) && words.trim().is_empty() {
            self.context.report_changed(number, message, help);
        } else if words.trim().is_empty() || SHOWN_OTHERWISE.contains(&name) {
            self.context.report_missing(number, message, help);
        } else {
            self.context.report_changed(number, format!("{message}; its words are kept"), help);
        }
        match element.children.is_empty() {
            true => {}
            false if words.contains('\n') || self.current.trim().is_empty() => {
                self.write_flow(element)
            }
            false => self.write_nodes(&element.children),
        }
    }
}
