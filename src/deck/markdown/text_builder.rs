//! Builds a text from the inline nodes of a paragraph.

use comrak::nodes::{Node, NodeValue};

use super::super::language_spans::mark_languages;
use super::super::read::ReadContext;
use super::super::text::{Link, Position, Run, Style, Text};
use super::MAX_NESTING_DEPTH;
use super::formulas::{ReadFormula, has_open_formula};
use crate::diagnostic::Code;
use crate::source::Span;

/// Collects characters and runs from a tree of inline nodes.
#[derive(Default)]
pub(super) struct TextBuilder {
    pub(super) content: String,
    pub(super) runs: Vec<Run>,
    pub(super) style: Style,
    pub(super) link: Option<Link>,
    /// The guard character before each line, which is removed.
    pub(super) guard: Option<char>,
    /// Bytes of the content that are never markup: code, formulas and characters escaped with `\`.
    pub(super) literal: Vec<usize>,
    /// The formulas so far, and their errors.
    pub(super) formulas: Vec<ReadFormula>,
    /// Whether a `$$` has no partner.
    pub(super) has_unclosed_formula: bool,
    pictures: bool,
    depth: usize,
}

impl TextBuilder {
    /// Creates a builder for a text with the character `guard` at the start of each line.
    pub(super) fn with_guard(guard: char) -> Self {
        Self { guard: Some(guard), ..Self::default() }
    }

    /// Returns the characters without markup.
    pub(super) fn into_content(self) -> String {
        self.content
    }

    pub(super) fn push_children(&mut self, parent: Node) {
        if self.depth > MAX_NESTING_DEPTH {
            for node in parent.descendants() {
                if let NodeValue::Text(text) = &node.data().value {
                    self.push_text(text);
                }
            }
            return;
        }
        self.depth += 1;
        for child in parent.children() {
            self.push_node(child);
        }
        self.depth -= 1;
    }

    pub(super) fn push_node(&mut self, node: Node) {
        let (style, link) = (self.style, self.link.clone());
        match &node.data().value {
            NodeValue::Text(text) => {
                self.has_unclosed_formula |= has_open_formula(text);
                self.push_text(text);
            }
            NodeValue::Code(code) => {
                self.style.code = true;
                let start = self.content.len();
                self.push_text(&code.literal);
                self.literal.extend(start..self.content.len());
            }
            NodeValue::Math(math) => self.push_formula(&math.literal, math.display_math),
            NodeValue::HtmlInline(html) => self.push_text(html),
            NodeValue::SoftBreak => self.push_text(" "),
            NodeValue::LineBreak => self.push_text("\n"),
            NodeValue::Escaped => {
                let start = self.content.len();
                self.push_children(node);
                self.literal.extend(start..self.content.len());
            }
            value => {
                match value {
                    NodeValue::Strong => self.style.bold = true,
                    NodeValue::Emph => self.style.italic = true,
                    NodeValue::Strikethrough => self.style.strike = true,
                    NodeValue::Highlight => self.style.mark = true,
                    NodeValue::Superscript => self.style.position = Position::Superscript,
                    NodeValue::Subscript => self.style.position = Position::Subscript,
                    NodeValue::Link(link) => {
                        self.link = Some(match link.url.strip_prefix('#') {
                            Some(id) => Link::Slide(id.to_owned()),
                            None => Link::Uri(link.url.clone()),
                        });
                    }
                    NodeValue::Image(_) => self.pictures = true,
                    _ => {}
                }
                self.push_children(node);
            }
        }
        (self.style, self.link) = (style, link);
    }

    pub(super) fn push_text(&mut self, text: &str) {
        let start = self.content.len();
        match self.guard {
            Some(guard) => self.content.extend(text.split(guard)),
            None => self.content.push_str(text),
        }
        let end = self.content.len();
        if start == end {
            return;
        }
        match self.runs.last_mut() {
            Some(last)
                if last.style == self.style && last.link == self.link && last.formula.is_none() =>
            {
                last.range.end = end
            }
            _ => self.runs.push(Run {
                style: self.style,
                link: self.link.clone(),
                ..Run::plain(start..end)
            }),
        }
    }

    pub(super) fn finish(self, span: Span, context: &mut ReadContext) -> Text {
        self.report_formula_errors(span, context);
        if self.pictures {
            context.reader.report_warning(
                Code::UnsupportedMarkdown,
                "pictures within a line of text are not supported",
                span,
                "use `figure`, or put the picture on a line of its own in `body: |`",
            );
        }
        for run in &self.runs {
            if let Some(Link::Slide(id)) = &run.link {
                context.links.push((id.clone(), span));
            }
        }
        let mut text = Text { content: self.content, runs: self.runs, span };
        if text.runs.is_empty() {
            text = Text::plain("", span);
        }
        mark_languages(text, &self.literal, context)
    }
}
