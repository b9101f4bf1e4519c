//! Builds a text from the inline nodes of a paragraph.

use comrak::nodes::{Node, NodeValue};

use super::super::address::{ends_in_address, link_addresses};
use super::super::language_spans::mark_languages;
use super::super::read::ReadContext;
use super::super::text::{Link, Run, Style, Text};
use super::foreign::{self, HtmlTag};
use super::formulas::ReadFormula;
use super::guess::{Delimited, Reading};
use super::scripts::{GuessedMarkup, InlineContent, mark_scripts};
use super::{MAX_NESTING_DEPTH, MarkdownLines};
use super::{citations, footnotes, latex, unread};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::{from_inert, may_have_inert, needs_space_between, resolve_inert};

/// What a line break in the Markdown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineBreaks {
    /// A space, or nothing in scripts without spaces.
    Soft,
    /// A line break.
    Hard,
}

/// Collects characters and runs from a tree of inline nodes.
pub(super) struct TextBuilder<'m> {
    pub(super) lines: &'m MarkdownLines<'m>,
    pub(super) content: String,
    pub(super) runs: Vec<Run>,
    pub(super) style: Style,
    pub(super) link: Option<Link>,
    /// Bytes of the content that are never markup: code, formulas and characters escaped with `\`.
    pub(super) literal: Vec<usize>,
    /// The formulas so far, and their errors.
    pub(super) formulas: Vec<ReadFormula>,
    /// A line break before the next character, with the style that a space gets.
    pending_break: Option<(Style, Option<Link>)>,
    tags: Vec<HtmlTag>,
    pub(super) guesses: Vec<GuessedMarkup>,
    has_pictures: bool,
    /// The addresses of links without words.
    empty_links: Vec<String>,
    depth: usize,
}

impl<'m> TextBuilder<'m> {
    /// Creates a builder for a paragraph of `lines`.
    pub(super) fn new(lines: &'m MarkdownLines<'m>) -> Self {
        Self {
            lines,
            content: String::new(),
            runs: Vec::new(),
            style: Style::default(),
            link: None,
            literal: Vec::new(),
            formulas: Vec::new(),
            pending_break: None,
            tags: Vec::new(),
            guesses: Vec::new(),
            has_pictures: false,
            empty_links: Vec::new(),
            depth: 0,
        }
    }

    /// Returns the characters without markup.
    pub(super) fn into_content(self) -> String {
        let text = Text { content: self.content, runs: self.runs, span: Span::default() };
        mark_scripts(InlineContent { text, literal: self.literal }).0.text.content
    }

    pub(super) fn push_children(&mut self, parent: Node) {
        self.depth += 1;
        for child in parent.children() {
            self.push_node(child);
        }
        self.depth -= 1;
    }

    pub(super) fn push_node(&mut self, node: Node) {
        let (style, link) = (self.style, self.link.clone());
        match &node.data().value {
            NodeValue::Text(text) => self.push_text(text),
            NodeValue::Code(code) => {
                self.style.code = true;
                self.push_literal(&code.literal);
            }
            NodeValue::Math(math) => self.push_formula(&math.literal, math.display_math),
            NodeValue::HtmlInline(html) => self.push_html(html),
            NodeValue::SoftBreak if self.lines.breaks == LineBreaks::Soft => {
                self.pending_break = Some((self.style, self.link.clone()));
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => self.push_text("\n"),
            NodeValue::Escaped => {
                let start = self.content.len();
                self.push_children(node);
                self.mark_literal_from(start);
            }
            // Deeper markup has no effect.
            _ if self.depth > MAX_NESTING_DEPTH => {
                for child in node.descendants().skip(1) {
                    match &child.data().value {
                        NodeValue::Text(text) => self.push_text(text),
                        NodeValue::Code(code) => self.push_literal(&code.literal),
                        NodeValue::SoftBreak | NodeValue::LineBreak => self.push_text(" "),
                        NodeValue::HtmlInline(html) => self.push_html(html),
                        _ => {}
                    }
                }
            }
            value => {
                match value {
                    NodeValue::Strong | NodeValue::Emph | NodeValue::Highlight => {
                        if self.push_as_text(node) {
                            return;
                        }
                        match value {
                            NodeValue::Strong => self.style.bold = true,
                            NodeValue::Emph => self.style.italic = true,
                            _ => self.style.mark = true,
                        }
                    }
                    NodeValue::Link(link) => {
                        self.link = Some(Link::from_address(&from_inert(&link.url)));
                    }
                    NodeValue::Image(_) => self.has_pictures = true,
                    _ => {}
                }
                let start = self.content.len();
                self.push_children(node);
                if let NodeValue::Link(link) = value
                    && self.content.len() == start
                    && !self.has_pictures
                {
                    // The id may be that of a formula, whose number then takes this place.
                    if matches!(self.link, Some(Link::Slide(_))) {
                        self.push_text(footnotes::PLACEHOLDER);
                    } else {
                        self.empty_links.push(link.url.clone());
                    }
                }
            }
        }
        (self.style, self.link) = (style, link);
    }

    /// Pushes emphasis with its delimiters if it is plainly text, such as `2*3*4`. Returns whether
    /// it did.
    fn push_as_text(&mut self, node: Node) -> bool {
        let Some(delimiter) = self.lines.delimiter_of(node) else { return false };
        let inner = collect_text(node);
        let after = text_after(node);
        let delimited =
            Delimited { delimiter, before: &self.content, inner: &inner, after: &after };
        let reading =
            if ends_in_address(&self.content) { Reading::Text } else { delimited.read_emphasis() };
        match reading {
            Reading::Markup => false,
            Reading::Guess => {
                let shown = match delimiter {
                    "==" => "as marked",
                    "*" | "_" => "in italics",
                    _ => "in bold",
                };
                let written = format!("{delimiter}{inner}{delimiter}");
                self.guesses.push(GuessedMarkup { written, delimiter, shown });
                false
            }
            Reading::Text => {
                self.push_literal(delimiter);
                self.push_children(node);
                self.push_literal(delimiter);
                true
            }
        }
    }

    fn push_html(&mut self, html: &str) {
        let tag = HtmlTag::new(self.lines.without_guard(html));
        if tag.name == "br" {
            self.push_text("\n");
            return;
        }
        self.push_literal(html);
        self.tags.push(tag.ending_at(self.content.len()));
    }

    fn push_literal(&mut self, text: &str) {
        self.push_pending_break(text);
        let start = self.content.len();
        self.push_text(text);
        self.mark_literal_from(start);
    }

    /// Marks the content from byte `start` on as literal.
    pub(super) fn mark_literal_from(&mut self, start: usize) {
        // Values that were inserted are marked already.
        self.literal.truncate(self.literal.partition_point(|&byte| byte < start));
        self.literal.extend(start..self.content.len());
    }

    pub(super) fn push_pending_break(&mut self, text: &str) {
        let Some(after) = self.lines.without_guard(text).chars().next() else { return };
        let Some((style, link)) = self.pending_break.take() else { return };
        if self.content.chars().next_back().is_some_and(|before| needs_space_between(before, after))
        {
            let inner = (self.style, self.link.clone());
            (self.style, self.link) = (style, link);
            self.push_text(" ");
            (self.style, self.link) = inner;
        }
    }

    /// Pushes text in the current style.
    pub(super) fn push_text(&mut self, text: &str) {
        self.push_pending_break(text);
        let start = self.content.len();
        match self.lines.guard {
            _ if may_have_inert(text) => self.push_inert(text),
            Some(guard) => self.content.extend(text.split(guard)),
            None => self.content.push_str(text),
        }
        let end = self.content.len();
        if start == end {
            return;
        }
        let run = Run { style: self.style, link: self.link.clone(), ..Run::plain(start..end) };
        match self.runs.last_mut() {
            Some(last) if last.can_continue(&run) => last.range.end = end,
            _ => self.runs.push(run),
        }
    }

    /// Pushes the characters of a text with inserted values, whose punctuation is no markup.
    fn push_inert(&mut self, text: &str) {
        for c in text.chars().filter(|&c| Some(c) != self.lines.guard) {
            let resolved = resolve_inert(c);
            if resolved.is_some() {
                self.literal.push(self.content.len());
            }
            self.content.push(resolved.unwrap_or(c));
        }
    }

    /// Returns the text, and reports markup that is not supported or may not be meant.
    pub(super) fn finish(self, span: Span, context: &mut ReadContext) -> Text {
        self.report_formula_errors(span, context);
        for run in &self.runs {
            if let Some(Link::Slide(id)) = &run.link {
                context.links.push((id.clone(), span));
                if self.content[run.range.clone()].contains(footnotes::PLACEHOLDER) {
                    context.wordless_links.push((id.clone(), span));
                }
            }
        }
        for address in &self.empty_links {
            report_wordless_link(address, span, context);
        }
        let mut text = Text { content: self.content, runs: self.runs, span };
        if text.runs.is_empty() {
            text = Text::plain("", span);
        }
        link_addresses(&mut text);
        let content = InlineContent { text, literal: self.literal };
        let content = citations::extract_citations(content, context);
        let content = footnotes::extract_footnotes(content, context);
        unread::report_unread(&content, context);
        foreign::report_foreign_markup(&content, &self.tags, self.has_pictures, context);
        latex::report_latex(&content, context);
        foreign::report_guesses(&self.guesses, span, context);
        mark_inline_markup(content, context)
    }
}

/// Reports a link without words to an address.
pub(crate) fn report_wordless_link(address: &str, span: Span, context: &mut ReadContext) {
    context.reader.report_warning(
        Code::LinkWithoutText,
        format!("the link to `{address}` has no words, so it is not shown"),
        span,
        format!("write the words between the brackets: `[see here]({address})`"),
    );
}

/// Reads what the Markdown library does not: subscripts, superscripts, struck text and languages.
pub(super) fn mark_inline_markup(content: InlineContent, context: &mut ReadContext) -> Text {
    let span = content.text.span;
    let (content, guesses) = mark_scripts(content);
    foreign::report_guesses(&guesses, span, context);
    mark_languages(content.text, &content.literal, context)
}

/// Returns the text of a node and its descendants.
fn collect_text(node: Node) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::HtmlInline(html) => text.push_str(html),
            _ => {}
        }
    }
    from_inert(&text).into_owned()
}

/// Returns the start of the text after a node in its paragraph.
fn text_after(node: Node) -> String {
    let mut at = node;
    let next = loop {
        if let Some(next) = at.next_sibling() {
            break next;
        }
        match at.parent() {
            Some(parent) if !parent.data().value.block() => at = parent,
            _ => return String::new(),
        }
    };
    let leaf = next.descendants().find(|node| node.first_child().is_none());
    leaf.map(|leaf| match &leaf.data().value {
        NodeValue::Text(text) => text.chars().take(MAX_TEXT_AFTER).collect(),
        NodeValue::Code(code) => code.literal.chars().take(MAX_TEXT_AFTER).collect(),
        NodeValue::SoftBreak | NodeValue::LineBreak => " ".to_owned(),
        _ => String::new(),
    })
    .unwrap_or_default()
}

/// The number of characters after markup that help to decide whether it is meant.
const MAX_TEXT_AFTER: usize = 4;
