//! Citations in Markdown: `[see @key, p. 3; -@other]`, `@key` and `@key [p. 3]`.

use std::ops::Range;
use std::sync::Arc;

use super::super::citation::{CitationCall, CiteMode};
use super::super::footnote::FootnoteCall;
use super::super::read::ReadContext;
use super::super::text::{Link, Run, Text};
use super::footnotes::{PLACEHOLDER, find_note_ranges, match_brackets, push_pieces};
use super::foreign::SourceFinder;
use super::scripts::InlineContent;
use super::unread;
use crate::citation::{AuthorForm, CitationForm, CitedWork, parse_citation, parse_key};

/// The longest citation that is read, in bytes.
const MAX_CITATION_BYTES: usize = 2_000;

/// A citation in the content of a text.
struct CitationMark {
    range: Range<usize>,
    works: Vec<CitedWork>,
    is_in_text: bool,
}

/// Takes the citations out of a text: a run with a link replaces each.
pub(super) fn extract_citations(
    content: InlineContent,
    context: &mut ReadContext,
) -> InlineContent {
    if !context.citations.is_declared || !content.text.content.contains('@') {
        return content;
    }
    unread::report_cited_links(&content, context);
    let marks = find_citations(&content, context);
    if marks.is_empty() {
        return content;
    }
    let notes = find_note_ranges(&content);
    let mut finder = SourceFinder::new(content.text.span, context);
    let text = &content.text;
    let mut result = InlineContent {
        text: Text { content: String::new(), runs: Vec::new(), span: text.span },
        literal: Vec::new(),
    };
    let mut at = 0;
    for CitationMark { range, works, is_in_text } in marks {
        push_pieces(&mut result, &content, at..range.start);
        at = range.end;
        let written = text.content[range.clone()].to_owned();
        let span = finder.find(&written);
        unread::report_joined_works(&works, &written, span, context);
        let is_in_note = context.footnotes.is_in_footnote
            || notes.iter().any(|note| note.start <= range.start && range.end <= note.end);
        // A name such as `@plenary` is shown as written, and needs no note.
        let is_name = is_in_text && works.len() == 1 && {
            let library = context.citations.library.as_deref();
            library.is_some_and(|library| !library.has_key(&works[0].key))
        };
        let place = match context.citations.mode {
            CiteMode::Footnote if !is_in_note && !is_name => CiteMode::Footnote,
            _ => CiteMode::Inline,
        };
        let base = text.pieces(range.clone()).next().map(|(run, _)| run.clone());
        let base = base.unwrap_or_else(|| Run::plain(0..0));
        // The sentence has the author, and the foot the rest.
        let form = match (is_in_text, place) {
            (true, CiteMode::Footnote) => CitationForm::AuthorOnly,
            (true, CiteMode::Inline) => CitationForm::InText,
            (false, _) => CitationForm::Bracketed,
        };
        let call =
            CitationCall { written, works, form, place: CiteMode::Inline, span, at: range.start };
        if place == CiteMode::Inline || is_in_text {
            push_call(&mut result, call.clone(), &base);
        }
        if place == CiteMode::Footnote {
            push_note(&mut result, call, context);
        }
    }
    push_pieces(&mut result, &content, at..text.content.len());
    result
}

fn push_call(result: &mut InlineContent, call: CitationCall, base: &Run) {
    let start = result.text.content.len();
    let run = Run { link: Some(Link::Citation(Arc::new(call))), ..base.clone() };
    result.text.push_run(PLACEHOLDER, run);
    result.literal.extend(start..result.text.content.len());
}

/// Adds the call of a footnote that consists of a citation.
fn push_note(result: &mut InlineContent, call: CitationCall, context: &mut ReadContext) {
    let (span, written) = (call.span, call.written.clone());
    let call = CitationCall { place: CiteMode::Footnote, form: CitationForm::Bracketed, ..call };
    let mut note = Text { span, ..Text::default() };
    let run = Run { link: Some(Link::Citation(Arc::new(call))), ..Run::plain(0..0) };
    note.push_run(PLACEHOLDER, run);
    // The number follows the word directly.
    let end = result.text.content.trim_end_matches(' ').len();
    result.text.truncate(end);
    result.literal.retain(|&byte| byte < end);
    let run = Run::footnote_call(context.footnotes.calls.len());
    context.footnotes.calls.push(FootnoteCall::Citation { note, written, span });
    let start = result.text.content.len();
    result.text.push_run(PLACEHOLDER, run);
    result.literal.extend(start..result.text.content.len());
}

fn find_citations(content: &InlineContent, context: &ReadContext) -> Vec<CitationMark> {
    let text = content.text.content.as_str();
    let library = context.citations.library.as_deref();
    let is_known = |key: &str| library.is_some_and(|library| library.has_key(key));
    let is_literal = |at: usize| content.literal.binary_search(&at).is_ok();
    let is_free = |range: Range<usize>| {
        content.text.pieces(range).all(|(run, _)| run.link.is_none() && run.formula.is_none())
    };
    let mut marks: Vec<CitationMark> = Vec::new();
    for (open, close) in match_brackets(content) {
        let inside = &text[open + 1..close];
        // The brackets of `^[see @key]` are those of a footnote.
        let is_note = text[..open].ends_with('^') && !is_literal(open - 1);
        let is_candidate = inside.len() <= MAX_CITATION_BYTES
            && inside.contains('@')
            && !inside.contains('[')
            && !is_note
            && !(open..close).any(is_literal)
            && is_free(open..close + 1);
        if let Some(mut works) = is_candidate.then(|| parse_citation(inside, is_known)).flatten() {
            works.iter_mut().for_each(|work| work.key_start += 1);
            marks.push(CitationMark { range: open..close + 1, works, is_in_text: false });
        }
    }
    let bracketed: Vec<Range<usize>> = marks.iter().map(|mark| mark.range.clone()).collect();
    let mut from = 0;
    for (at, _) in text.match_indices('@') {
        let is_taken = at < from || bracketed.iter().any(|range| range.contains(&at));
        if is_taken || is_literal(at) || !is_free(at..at + 1) {
            continue;
        }
        let before = &text[..at];
        let is_suppressed = before.ends_with('-') && !is_literal(at - 1);
        let before = if is_suppressed { &before[..at - 1] } else { before };
        let starts_word = before
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && !"@._/\\-+".contains(c));
        let Some((key, key_start, length)) = parse_key(&text[at..]).filter(|_| starts_word) else {
            continue;
        };
        let key = key.to_owned();
        let start = before.len();
        let mut end = at + length;
        let mut suffix = String::new();
        if let Some(inside) = place_in_brackets(&text[end..]) {
            suffix = format!(", {inside}");
            end += inside.len() + 3;
        }
        if !is_free(start..end) || (start..end).any(is_literal) {
            continue;
        }
        let author = if is_suppressed { AuthorForm::Suppressed } else { AuthorForm::Usual };
        let key_start = at - start + key_start;
        let work = CitedWork { key, key_start, prefix: String::new(), suffix, author };
        from = end;
        marks.push(CitationMark {
            range: start..end,
            works: vec![work],
            is_in_text: !is_suppressed,
        });
    }
    marks.sort_by_key(|mark| mark.range.start);
    marks
}

/// Returns the place in the work after `@key`: `p. 3` of ` [p. 3]`.
fn place_in_brackets(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(" [")?;
    let inside = &inside[..inside.find([']', '[', '\n'])?];
    let is_place = text[2 + inside.len()..].starts_with(']')
        && !inside.contains('@')
        && inside.contains(|c: char| c.is_ascii_digit())
        && inside.len() <= 80;
    is_place.then_some(inside)
}
