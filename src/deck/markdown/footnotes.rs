//! Footnotes in Markdown: `^[text]`, `[^name]`, and `[^name]: text` on lines of their own.

use std::borrow::Cow;
use std::ops::Range;

use super::super::code_fence::FenceTracker;
use super::super::footnote::{FootnoteCall, NamedFootnote};
use super::super::read::ReadContext;
use super::super::text::{Run, Text};
use super::foreign::SourceFinder;
use super::scripts::InlineContent;
use super::text_builder::{LineBreaks, mark_inline_markup};
use super::{SourceMap, foreign, parse_one_paragraph, unread};
use crate::diagnostic::Code;
use crate::source::Span;

/// Replaces `^[text]` until the footnotes are numbered, a citation until it is formatted, and the
/// number of a formula that a link shows.
pub(crate) const PLACEHOLDER: &str = "\u{fffc}";

/// The longest name of a footnote, in bytes.
const MAX_NAME_BYTES: usize = 80;

/// A call of a footnote in the content of a text.
struct CallMark {
    range: Range<usize>,
    /// The text between `^[` and `]`; `None` for `[^name]`.
    inner: Option<Range<usize>>,
}

/// Takes the calls of footnotes out of a text: a run with a link replaces each.
pub(super) fn extract_footnotes(
    content: InlineContent,
    context: &mut ReadContext,
) -> InlineContent {
    if !content.text.content.contains('^') || !content.text.content.contains('[') {
        return content;
    }
    let marks = find_calls(&content);
    if marks.is_empty() {
        return content;
    }
    let mut finder = SourceFinder::new(content.text.span, context);
    let text = &content.text;
    let mut result = InlineContent {
        text: Text { content: String::new(), runs: Vec::new(), span: text.span },
        literal: Vec::new(),
    };
    let mut at = 0;
    for CallMark { range, inner } in marks {
        push_pieces(&mut result, &content, at..range.start);
        at = range.end;
        let written = &text.content[range.clone()];
        let span = finder.find(if inner.is_some() { "^[" } else { written });
        let start = result.text.content.len();
        if context.footnotes.is_in_footnote {
            report_nested(span, context);
            result.text.push_run(written, Run::plain(0..0));
        } else {
            let (call, shown) = match inner {
                Some(inner) => {
                    let note = read_note(cut_note(&content, inner), &mut finder, context);
                    (FootnoteCall::Inline(note, span), PLACEHOLDER)
                }
                None => {
                    let name = written[2..written.len() - 1].to_owned();
                    (FootnoteCall::Named(name, span), written)
                }
            };
            let run = Run::footnote_call(context.footnotes.calls.len());
            context.footnotes.calls.push(call);
            result.text.push_run(shown, run);
        }
        result.literal.extend(start..result.text.content.len());
    }
    push_pieces(&mut result, &content, at..text.content.len());
    result
}

/// Copies a range of a text with its formatting.
pub(super) fn push_pieces(
    result: &mut InlineContent,
    content: &InlineContent,
    range: Range<usize>,
) {
    let first = content.literal.partition_point(|&byte| byte < range.start);
    let start = result.text.content.len();
    let literal = content.literal[first..].iter().take_while(|&&byte| byte < range.end);
    result.literal.extend(literal.map(|byte| byte - range.start + start));
    for (run, piece) in content.text.pieces(range) {
        result.text.push_run(&content.text.content[piece], run.clone());
    }
}

fn report_nested(span: Span, context: &mut ReadContext) {
    context.reader.report_error(
        Code::MisplacedFootnote,
        "a footnote cannot call another footnote",
        span,
        "write the second note in parentheses",
    );
}

/// Returns the part of a text that is a footnote. It does not inherit the emphasis around its call.
fn cut_note(content: &InlineContent, range: Range<usize>) -> InlineContent {
    let inside = &content.text.content[range.clone()];
    let start = range.start + inside.len() - inside.trim_start().len();
    let text = Text { span: content.text.span, ..Text::default() };
    let mut note = InlineContent { text, literal: Vec::new() };
    push_pieces(&mut note, content, start..start + inside.trim().len());
    let runs = &mut note.text.runs;
    let is_bold = runs.iter().all(|run| run.style.bold);
    let is_italic = runs.iter().all(|run| run.style.italic);
    let is_marked = runs.iter().all(|run| run.style.mark);
    for run in runs {
        run.style.bold &= !is_bold;
        run.style.italic &= !is_italic;
        run.style.mark &= !is_marked;
    }
    note
}

/// Reads the markup of a footnote, whose citations are found already.
fn read_note(
    note: InlineContent,
    finder: &mut SourceFinder<'_>,
    context: &mut ReadContext,
) -> Text {
    for CallMark { range, inner } in find_calls(&note) {
        let written = &note.text.content[range];
        let span = finder.find(if inner.is_some() { "^[" } else { written });
        report_nested(span, context);
    }
    unread::report_unread(&note, context);
    foreign::report_foreign_markup(&note, &[], false, context);
    mark_inline_markup(note, context)
}

fn find_calls(content: &InlineContent) -> Vec<CallMark> {
    let text = content.text.content.as_str();
    let is_sign = |at: usize, sign: u8| {
        text.as_bytes().get(at) == Some(&sign) && content.literal.binary_search(&at).is_err()
    };
    let brackets = match_brackets(content);
    let mut marks = Vec::new();
    let mut from = 0;
    for &(open, close) in &brackets {
        if open < from {
            continue;
        }
        let is_inline = open > from && is_sign(open - 1, b'^');
        if is_inline && !text[open + 1..close].trim().is_empty() {
            marks.push(CallMark { range: open - 1..close + 1, inner: Some(open + 1..close) });
            from = close + 1;
        } else if is_sign(open + 1, b'^') && is_name(&text[open + 2..close]) {
            marks.push(CallMark { range: open..close + 1, inner: None });
            from = close + 1;
        }
    }
    marks
}

/// Returns the ranges of the notes `^[text]`.
pub(super) fn find_note_ranges(content: &InlineContent) -> Vec<Range<usize>> {
    if !content.text.content.contains("^[") {
        return Vec::new();
    }
    find_calls(content).into_iter().filter_map(|call| call.inner).collect()
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= MAX_NAME_BYTES
        && !name.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '^'))
}

/// Returns the brackets that are markup with their partners, in the order of the opening ones.
pub(super) fn match_brackets(content: &InlineContent) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    let bytes = content.text.content.bytes().enumerate();
    for (at, byte) in bytes.filter(|(_, byte)| matches!(byte, b'[' | b']')) {
        if content.literal.binary_search(&at).is_ok() {
            continue;
        }
        if byte == b'[' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            pairs.push((start, at));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Takes the definitions `[^name]: text` out of Markdown. The number of lines stays the same.
pub(super) fn take_definitions<'m>(
    markdown: &'m str,
    source_map: &dyn SourceMap,
    context: &mut ReadContext,
) -> Cow<'m, str> {
    if !markdown.contains("[^") || !markdown.contains("]:") {
        return Cow::Borrowed(markdown);
    }
    let mut rest = String::with_capacity(markdown.len());
    let mut fence = FenceTracker::default();
    let mut lines = markdown.split_inclusive('\n').enumerate();
    while let Some((index, line)) = lines.next() {
        let definition = if fence.is_code_line(line) { None } else { parse_definition(line) };
        let Some((name, column)) = definition else {
            rest.push_str(line);
            continue;
        };
        rest.push('\n');
        let mut text = line[column..].trim().to_owned();
        let mut end = (index + 1, line.trim_end().len());
        loop {
            let blank = lines.clone().take_while(|(_, line)| line.trim().is_empty()).count();
            let Some((next, line)) = lines.clone().nth(blank) else { break };
            // A further paragraph is indented, as in pandoc.
            let is_indented = line.starts_with("    ") || line.starts_with('\t');
            if !continues_definition(line) || (blank > 0 && !is_indented) {
                break;
            }
            lines.nth(blank);
            rest.push_str(&"\n".repeat(blank + 1));
            text.push('\n');
            text.push_str(line.trim());
            end = (next + 1, line.trim_end().len());
        }
        let start = (index + 1, line.len() - line.trim_start().len() + 1);
        let span = source_map.span_between(start, end);
        let was_inside = std::mem::replace(&mut context.footnotes.is_in_footnote, true);
        let text = parse_one_paragraph(&text, LineBreaks::Soft, span, context);
        context.footnotes.is_in_footnote = was_inside;
        context.footnotes.named.push(NamedFootnote { name: name.to_owned(), text, span });
    }
    Cow::Owned(rest)
}

/// Returns whether a line continues the definition above it: no other block starts with it.
fn continues_definition(line: &str) -> bool {
    let text = line.trim();
    let starts_block = ["- ", "* ", "+ ", "#", ">", "|", "```", "~~~", "$$", "!["];
    let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after_digits.len() < text.len() && after_digits.starts_with(". ");
    !text.is_empty()
        && parse_definition(line).is_none()
        && !is_numbered
        && !starts_block.iter().any(|mark| text.starts_with(mark))
}

/// Returns the name of the definition that starts a line, and the byte at which its text starts.
fn parse_definition(line: &str) -> Option<(&str, usize)> {
    let start = line.trim_start_matches(' ');
    let (name, text) = start.strip_prefix("[^")?.split_once("]:")?;
    let is_definition = line.len() - start.len() < 4 && is_name(name) && !name.contains(']');
    (is_definition && !text.trim().is_empty()).then(|| (name, line.len() - text.len()))
}
