//! Splits the lines of a slide into body, columns, speaker notes and directives.

use super::directive::{Comment, find_attribute, parse_comment};
use super::division::heading_level;
use super::embedded::{describe_snippet, mermaid_length};
use super::formula::{formula_length, strip_formula_marks};
use super::{ImportContext, MarkdownLine};
use crate::deck::FenceTracker;

/// A part of a slide's body.
#[derive(Debug)]
pub(super) enum BodyPart<'a> {
    /// Markdown.
    Text(Vec<MarkdownLine<'a>>),
    /// Columns of Markdown, each with its width in percent if the author set one.
    Columns(Vec<(Option<f32>, Vec<MarkdownLine<'a>>)>),
    /// Cards of Markdown.
    Cards(Vec<Vec<MarkdownLine<'a>>>),
    /// A callout: its kind, its title if it is an attribute, and Markdown.
    Callout(CalloutHead, Vec<MarkdownLine<'a>>),
}

/// The first line of a callout.
#[derive(Debug)]
pub(super) struct CalloutHead {
    /// The kind.
    pub kind: &'static str,
    /// The title.
    pub title: Option<String>,
}

/// The parts of a slide.
#[derive(Debug, Default)]
pub(super) struct SlideSegments<'a> {
    /// The parts of the body in order.
    pub parts: Vec<BodyPart<'a>>,
    /// The speaker notes.
    pub notes: Vec<String>,
    /// Key, values and line number.
    pub directives: Vec<(String, String, usize)>,
    /// Whether to reveal items one by one.
    pub steps: bool,
    /// Whether there is the place of the list of works: `::: {#refs}`.
    pub has_references: bool,
}

/// A container that a line can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Columns,
    Column,
    Cards,
    Card,
    Notes,
    /// The footer of the slide in Quarto.
    Footer,
    Callout,
    Other,
}

/// Splits a slide into its parts.
pub(super) fn split_slide<'a>(
    lines: &[MarkdownLine<'a>],
    context: &mut ImportContext,
) -> SlideSegments<'a> {
    let mut segments = SlideSegments::default();
    let mut open: Vec<Container> = Vec::new();
    let mut fence = FenceTracker::default();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        let trimmed = line.text.trim();
        if fence.is_code_line(line.text) {
            segments.push_line(line, &open);
        } else if trimmed == ". . ." {
            // A pause of pandoc.
            segments.steps = true;
            segments.push_blank(line, &open);
        } else if let Some(help) = describe_snippet(trimmed, context.dialect) {
            context.report_missing(line.number, "a code snippet is not imported", &help);
        } else if let Some(length) = mermaid_length(&lines[at - 1..]) {
            segments.push_mermaid(&lines[at - 1..][..length], &open);
            at += length - 1;
        } else if let Some(length) = formula_length(&lines[at - 1..]) {
            segments.push_formula(&lines[at - 1..][..length], &open, context);
            at += length - 1;
        } else if trimmed.starts_with("<!--") {
            at += segments.read_comment(&lines[at - 1..], &open);
        } else if trimmed.starts_with(":::") {
            segments.open_division(trimmed, &mut open);
        } else if let Some(slot) =
            trimmed.strip_prefix("::").and_then(|rest| rest.strip_suffix("::"))
        {
            segments.open_slot(slot, &mut open);
        } else if is_note(trimmed) {
            // In reveal.js, everything after this line is speaker notes.
            if trimmed.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty()) {
                context.report_changed(
                    line.number,
                    "the text after `Note:` is converted to speaker notes",
                    "move the text into a block if the audience should see it",
                );
            }
            open = vec![Container::Notes];
            let rest = trimmed.split_once(':').map_or("", |(_, rest)| rest.trim());
            segments.notes.push(rest.to_owned());
        } else if open.last() == Some(&Container::Notes) {
            segments.push_note(line.text);
        } else {
            segments.push_line(line, &open);
        }
    }
    segments
}

/// Returns whether a line starts with `Note:` or `Notes:`.
fn is_note(line: &str) -> bool {
    ["Note:", "Notes:", "note:", "notes:"].iter().any(|start| line.starts_with(start))
}

impl<'a> SlideSegments<'a> {
    /// Adds an empty line, which ends a paragraph.
    fn push_blank(&mut self, line: MarkdownLine<'a>, open: &[Container]) {
        self.push_line(MarkdownLine { text: "", ..line }, open);
    }

    /// Adds a formula on lines of its own as code, so that its lines are not read as Markdown.
    fn push_formula(
        &mut self,
        lines: &[MarkdownLine<'a>],
        open: &[Container],
        context: &mut ImportContext,
    ) {
        let Some((first, last)) = lines.first().zip(lines.last()) else { return };
        self.push_line(MarkdownLine { text: "```math", ..*first }, open);
        for line in strip_formula_marks(lines, context) {
            self.push_line(line, open);
        }
        self.push_line(MarkdownLine { text: "```", ..*last }, open);
    }

    /// Adds a diagram in a division as code.
    fn push_mermaid(&mut self, lines: &[MarkdownLine<'a>], open: &[Container]) {
        let [first, inner @ .., last] = lines else { return };
        self.push_blank(*first, open);
        self.push_line(MarkdownLine { text: "```mermaid", ..*first }, open);
        inner.iter().for_each(|line| self.push_line(*line, open));
        self.push_line(MarkdownLine { text: "```", ..*last }, open);
    }

    fn push_line(&mut self, line: MarkdownLine<'a>, open: &[Container]) {
        match (open.last(), self.parts.last_mut()) {
            (Some(Container::Notes), _) => self.push_note(line.text),
            (Some(Container::Footer), _) => {
                let text = line.text.trim();
                let footer = self.directives.iter_mut().find(|(key, ..)| key == "footer");
                match footer {
                    _ if text.is_empty() => {}
                    Some((_, words, _)) => *words = format!("{words} {text}"),
                    None => {
                        self.directives.push(("footer".to_owned(), text.to_owned(), line.number))
                    }
                }
            }
            (Some(Container::Column), Some(BodyPart::Columns(columns))) => {
                if let Some((_, lines)) = columns.last_mut() {
                    lines.push(line);
                }
            }
            // Text between columns is a column of its own.
            (Some(Container::Columns), Some(BodyPart::Columns(columns))) => {
                match columns.last_mut() {
                    Some((_, lines)) => lines.push(line),
                    None if !line.text.trim().is_empty() => columns.push((None, vec![line])),
                    None => {}
                }
            }
            (Some(Container::Cards | Container::Card), Some(BodyPart::Cards(cards))) => {
                match cards.last_mut() {
                    Some(lines) => lines.push(line),
                    None if !line.text.trim().is_empty() => cards.push(vec![line]),
                    None => {}
                }
            }
            (Some(Container::Callout), Some(BodyPart::Callout(_, lines)))
            | (_, Some(BodyPart::Text(lines))) => lines.push(line),
            _ => self.parts.push(BodyPart::Text(vec![line])),
        }
    }

    fn push_note(&mut self, text: &str) {
        match self.notes.last_mut() {
            Some(note) => *note = format!("{note}\n{}", text.trim_end()),
            None => self.notes.push(text.trim_end().to_owned()),
        }
    }

    /// Reads a comment that starts on the first of `lines`. Returns the number of further lines
    /// that it spans.
    fn read_comment(&mut self, lines: &[MarkdownLine<'a>], open: &[Container]) -> usize {
        let end = lines.iter().position(|line| line.text.contains("-->"));
        let consumed = end.unwrap_or(lines.len() - 1);
        let all: Vec<&str> = lines[..=consumed].iter().map(|line| line.text).collect();
        let all = all.join("\n");
        let content = all.trim_start().trim_start_matches("<!--");
        let (content, after_comment) = content.split_once("-->").unwrap_or((content, ""));
        match parse_comment(content) {
            Comment::Directives(pairs) => {
                self.directives
                    .extend(pairs.into_iter().map(|(key, value)| (key, value, lines[0].number)));
            }
            Comment::Note(note) if !note.is_empty() => self.notes.push(note),
            Comment::Note(_) => {}
        }
        if !after_comment.trim().is_empty()
            && let Some(line) = lines.get(consumed)
        {
            let after_comment =
                line.text.rsplit_once("-->").map_or("", |(_, after_comment)| after_comment);
            self.push_line(MarkdownLine { text: after_comment, ..*line }, open);
        }
        consumed
    }

    /// Opens or closes a fenced division of pandoc: `::: name` and `:::`.
    fn open_division(&mut self, line: &str, open: &mut Vec<Container>) {
        let name = line.trim_matches(':').trim();
        if name.is_empty() {
            open.pop();
            return;
        }
        self.has_references |= name.contains("#refs");
        let container = if name.contains(".html-cards") {
            Container::Cards
        } else if name.contains(".html-card") {
            Container::Card
        } else if name.contains("columns") {
            Container::Columns
        } else if name.contains("column") {
            Container::Column
        } else if name == "footer" || name == "{.footer}" {
            Container::Footer
        } else if name.contains("notes") {
            Container::Notes
        } else if callout_kind(name).is_some() {
            Container::Callout
        } else {
            self.steps |= name.contains("incremental") && !name.contains("nonincremental");
            Container::Other
        };
        self.open_container(container, name, open);
    }

    fn open_container(
        &mut self,
        container: Container,
        attributes: &str,
        open: &mut Vec<Container>,
    ) {
        if container == Container::Other {
            // A division without a meaning belongs to what is around it.
            open.push(open.last().copied().unwrap_or(container));
            return;
        }
        match container {
            Container::Columns if open.last() != Some(&Container::Columns) => {
                self.parts.push(BodyPart::Columns(Vec::new()))
            }
            Container::Column => {
                if !matches!(self.parts.last(), Some(BodyPart::Columns(_))) {
                    self.parts.push(BodyPart::Columns(Vec::new()));
                }
                let width = find_attribute(attributes, "width")
                    .and_then(|width| width.trim_end_matches('%').parse().ok());
                if let Some(BodyPart::Columns(columns)) = self.parts.last_mut() {
                    columns.push((width, Vec::new()));
                }
            }
            Container::Cards => self.parts.push(BodyPart::Cards(Vec::new())),
            Container::Card => {
                if let Some(BodyPart::Cards(cards)) = self.parts.last_mut() {
                    cards.push(Vec::new());
                }
            }
            Container::Notes => self.notes.push(String::new()),
            Container::Callout => {
                let head = CalloutHead {
                    kind: callout_kind(attributes).unwrap_or("note"),
                    title: find_attribute(attributes, "title"),
                };
                self.parts.push(BodyPart::Callout(head, Vec::new()));
            }
            _ => {}
        }
        open.push(container);
    }

    /// Opens a slot of Slidev such as `::right::`. The text between the heading and the slot is the
    /// left column.
    fn open_slot(&mut self, slot: &str, open: &mut Vec<Container>) {
        if slot == "default" {
            return;
        }
        if !matches!(self.parts.last(), Some(BodyPart::Columns(_))) {
            let mut left = Vec::new();
            if slot != "left"
                && let Some(BodyPart::Text(lines)) = self.parts.last_mut()
            {
                let is_head = |line: &MarkdownLine| {
                    line.text.trim().is_empty() || heading_level(line.text) == Some(1)
                };
                let head = lines.iter().position(|line| !is_head(line)).unwrap_or(lines.len());
                left = lines.split_off(head);
            }
            let columns = if slot == "left" { Vec::new() } else { vec![(None, left)] };
            self.parts.push(BodyPart::Columns(columns));
        }
        if let Some(BodyPart::Columns(columns)) = self.parts.last_mut() {
            columns.push((None, Vec::new()));
        }
        *open = vec![Container::Columns, Container::Column];
    }
}

/// Returns the kind of callout for the name of a division.
fn callout_kind(name: &str) -> Option<&'static str> {
    // The title may contain the name of another kind.
    let name = name.split("title=").next().unwrap_or(name).to_lowercase();
    let contains_any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if contains_any(&["warning", "caution", "danger", "important", "alert"]) {
        Some("warning")
    } else if contains_any(&["tip", "hint"]) {
        Some("tip")
    } else {
        contains_any(&["callout", "note", "info", "block"]).then_some("note")
    }
}
