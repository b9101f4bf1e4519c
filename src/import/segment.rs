//! Splits the lines of a slide into body, columns, speaker notes and directives.

use super::container::{CalloutHead, Container, GridHead};
use super::dialect::Dialect;
use super::directive::{Comment, find_attribute, parse_comment};
use super::division::heading_level;
use super::embedded::{describe_snippet, mermaid_length};
use super::formula::{formula_length, strip_formula_marks};
use super::steps::{
    END_LINE, INCREMENTAL_LINE, NONINCREMENTAL_LINE, PAUSE_LINE, REVEAL_ALL_LINE, is_mark_line,
    strip_marks,
};
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
    /// A callout.
    Callout(CalloutHead, Vec<MarkdownLine<'a>>),
    /// Parts side by side.
    Grid(GridHead, Vec<GridPart<'a>>),
}

/// The lines of a grid.
#[derive(Debug)]
pub(super) struct GridPart<'a> {
    /// Whether they are one cell. Otherwise, every block is one.
    pub is_cell: bool,
    /// Markdown.
    pub lines: Vec<MarkdownLine<'a>>,
}

/// Slots of Slidev's layouts that are above or below the columns.
const TEXT_SLOTS: &[&str] =
    &["default", "top", "header", "heading", "title", "subtitle", "bottom", "below", "footer"];

/// The parts of a slide.
#[derive(Debug, Default)]
pub(super) struct SlideSegments<'a> {
    /// The parts of the body in order.
    pub parts: Vec<BodyPart<'a>>,
    /// The speaker notes.
    pub notes: Vec<String>,
    /// Key, values and line number.
    pub directives: Vec<(String, String, usize)>,
    /// The directives of comments that Marp applies to all later slides, too.
    pub lasting: Vec<(String, String)>,
    /// Whether to reveal items one by one.
    pub steps: bool,
    /// Whether there is the place of the list of works: `::: {#refs}`.
    pub has_references: bool,
    /// Whether there is the place of the contents of the deck, as in Slidev.
    pub has_contents: bool,
    /// How many containers are open in each division whose lists appear item by item, or do not.
    incremental: Vec<usize>,
    /// The lines of parts for other formats.
    left_out: Vec<MarkdownLine<'a>>,
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
        } else if is_mark_line(line.text) {
            segments.push_mark(line.text, line, &open);
        } else if matches!(open.last(), Some(Container::Nested | Container::Hidden)) {
            segments.push_nested(line, &mut open);
        } else if trimmed == ". . ." {
            // A pause of pandoc.
            segments.push_mark(PAUSE_LINE, line, &open);
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
            segments.open_division(line, &mut open, context);
        } else if let Some(slot) =
            trimmed.strip_prefix("::").and_then(|rest| rest.strip_suffix("::"))
        {
            segments.open_slot(slot, &mut open);
        } else if let Some(rest) = context.note_marks.strip(trimmed) {
            // Everything after this line is speaker notes.
            let rest = rest.to_owned();
            if !rest.is_empty() && context.dialect == Dialect::Plain {
                context.report_changed(
                    line.number,
                    "the text after `Note:` is converted to speaker notes",
                    "move the text into a block if the audience should see it",
                );
            }
            open = vec![Container::Notes];
            segments.notes.push(rest);
        } else if open.last() == Some(&Container::Notes) {
            segments.push_note(line.text);
        } else {
            segments.push_line(line, &open);
        }
    }
    segments.report_left_out(context);
    segments
}

impl<'a> SlideSegments<'a> {
    /// Adds an empty line, which ends a paragraph.
    fn push_blank(&mut self, line: MarkdownLine<'a>, open: &[Container]) {
        self.push_line(MarkdownLine { text: "", ..line }, open);
    }

    /// Adds a line with a mark of what appears one by one, as a paragraph.
    fn push_mark(&mut self, text: &'a str, line: MarkdownLine<'a>, open: &[Container]) {
        match open.last() {
            Some(Container::Notes | Container::Hidden | Container::Footer) => {}
            _ if text == REVEAL_ALL_LINE => self.steps = true,
            // Between the parts of a box, it is no paragraph.
            Some(Container::Columns | Container::Cards | Container::Grid | Container::Tabs) => {
                self.steps |= text == PAUSE_LINE;
            }
            _ => {
                for text in ["", text, ""] {
                    self.push_line(MarkdownLine { text, ..line }, open);
                }
            }
        }
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

    /// Adds a line of a division in a container, which may end it.
    fn push_nested(&mut self, line: MarkdownLine<'a>, open: &mut Vec<Container>) {
        let trimmed = line.text.trim();
        let is_division = trimmed.starts_with(":::");
        let is_end = is_division && trimmed.trim_matches(':').trim().is_empty();
        if is_end && open.last() == Some(&Container::Hidden) {
            open.pop();
            return;
        }
        self.push_line(line, open);
        if is_end {
            open.pop();
        } else if is_division {
            open.push(Container::Nested);
        }
    }

    /// Reports the parts for other formats, whose words become comments.
    fn report_left_out(&mut self, context: &mut ImportContext) {
        let is_word = |line: &MarkdownLine| !line.text.trim_matches([' ', ':', '`']).is_empty();
        let lines = std::mem::take(&mut self.left_out);
        for group in lines.chunk_by(|a, b| b.number <= a.number + 1) {
            let words: Vec<&str> =
                group.iter().filter(|line| is_word(line)).map(|line| line.text.trim()).collect();
            let number = group.first().map_or(1, |line| line.number);
            context.report_changed(
                number,
                "a part that is only for another format is left out",
                "copy its words from the comment if the audience should see them",
            );
            context.keep_words(number, &words.join(" "));
        }
    }

    fn push_line(&mut self, line: MarkdownLine<'a>, open: &[Container]) {
        let container = open.iter().rev().find(|container| **container != Container::Nested);
        match (container, self.parts.last_mut()) {
            (Some(Container::Notes), _) => self.push_note(line.text),
            (Some(Container::Hidden), _) => self.left_out.push(line),
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
            (Some(Container::Tabs), Some(BodyPart::Columns(columns))) => {
                let level = heading_level(line.text).filter(|_| open.last() == container);
                let first = columns.first().and_then(|(_, lines)| heading_level(lines[0].text));
                let is_tab = level.is_some() && first.is_none_or(|first| level == Some(first));
                match columns.last_mut() {
                    Some((_, lines)) if !is_tab => lines.push(line),
                    None if line.text.trim().is_empty() => {}
                    _ => columns.push((None, vec![line])),
                }
            }
            (Some(Container::Grid), Some(BodyPart::Grid(_, parts))) => match parts.last_mut() {
                Some(part) if !part.is_cell || open.last() != container => part.lines.push(line),
                _ => parts.push(GridPart { is_cell: false, lines: vec![line] }),
            },
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
        let text = &strip_marks(text);
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
                for (key, value) in pairs {
                    let own = key.trim_start_matches('_').to_owned();
                    if own == key {
                        self.lasting.push((key, value.clone()));
                    }
                    self.directives.push((own, value, lines[0].number));
                }
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
    fn open_division(
        &mut self,
        line: MarkdownLine<'a>,
        open: &mut Vec<Container>,
        context: &mut ImportContext,
    ) {
        let name = line.text.trim().trim_matches(':').trim();
        if name.is_empty() {
            let is_incremental = self.incremental.last() == Some(&open.len());
            if is_incremental {
                self.incremental.pop();
                self.push_mark(END_LINE, line, open);
            }
            open.pop();
            return;
        }
        self.has_references |= name.contains("#refs");
        self.has_contents |= name.contains(".slide-contents");
        if name.contains(".absolute") {
            context.report_changed(
                line.number,
                "the place of an absolute part is not imported",
                "the part is below the one before it; arrange them with `columns`",
            );
        }
        let container = Container::classify(name, context);
        let is_apart =
            matches!(container, Container::Notes | Container::Footer | Container::Hidden);
        if let Some(BodyPart::Grid(_, parts)) = self.parts.last_mut()
            && open.last() == Some(&Container::Grid)
            && !is_apart
        {
            parts.push(GridPart { is_cell: true, lines: vec![line] });
            return open.push(Container::Nested);
        }
        if open.last().is_some_and(|last| last.holds_divisions()) {
            self.push_line(line, open);
            return open.push(Container::Nested);
        }
        let is_class = |class: &str| name.split(['{', '}', ' ', '.']).any(|word| word == class);
        let mark = match () {
            () if container != Container::Other => None,
            () if is_class("nonincremental") => Some(NONINCREMENTAL_LINE),
            () if is_class("incremental") => Some(INCREMENTAL_LINE),
            () if is_class("fragment") => Some(PAUSE_LINE),
            () => None,
        };
        if let Some(mark) = mark {
            self.push_mark(mark, line, open);
        }
        self.open_container(container, name, open, context);
        if mark.is_some_and(|mark| mark != PAUSE_LINE) {
            self.incremental.push(open.len());
        }
    }

    fn open_container(
        &mut self,
        container: Container,
        attributes: &str,
        open: &mut Vec<Container>,
        context: &ImportContext,
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
                if let Some(head) = CalloutHead::parse(attributes, context) {
                    self.parts.push(BodyPart::Callout(head, Vec::new()));
                }
            }
            Container::Grid => {
                let head = GridHead::parse(attributes, context).unwrap_or_default();
                self.parts.push(BodyPart::Grid(head, Vec::new()));
            }
            Container::Tabs => self.parts.push(BodyPart::Columns(Vec::new())),
            _ => {}
        }
        open.push(container);
    }

    /// Opens a slot of Slidev such as `::right::`. The text between the heading and the slot is the
    /// left column.
    fn open_slot(&mut self, slot: &str, open: &mut Vec<Container>) {
        let is_after = matches!(self.parts.last(), Some(BodyPart::Columns(_)));
        if TEXT_SLOTS.contains(&slot) {
            if is_after {
                self.parts.push(BodyPart::Text(Vec::new()));
            }
            return open.clear();
        }
        if !is_after {
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
