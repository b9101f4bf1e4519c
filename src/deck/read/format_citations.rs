//! Formats the citations of all slides, and fills the lists of works.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::block::{Block, BlockKind};
use super::super::citation::{CitationCall, CiteMode, WorkEntry, push_pieces};
use super::super::reading_order::visit_blocks_mut;
use super::super::slide::{Deck, Slide};
use super::super::text::{Link, Run, Text};
use super::ReadContext;
use super::slide::ParsedSlide;
use crate::citation::{
    CitationForm, CitationPlace, CitationRequest, CitedWork, FormattedEntry, Issue, Library, Piece,
    WorkSelection, format_citations,
};
use crate::diagnostic::{Code, Diagnostic, Severity, find_nearest};
use crate::show::Visibility;
use crate::source::{SourceId, Span};

/// The most issues of bibliography files that are reported.
const MAX_ISSUES: usize = 50;

/// Formats all citations. Until then, each is a run with a placeholder.
pub(crate) fn resolve_citations(
    deck: &mut Deck,
    slides: &mut [ParsedSlide],
    context: &mut ReadContext,
) {
    if !context.citations.is_declared {
        return;
    }
    let mut calls: Vec<(Arc<CitationCall>, usize)> = Vec::new();
    visit_texts(deck, slides, &mut |text, slide| {
        for run in first_runs(text) {
            if let Some(Link::Citation(call)) = &run.link {
                calls.push((Arc::clone(call), slide));
            }
        }
    });
    let blocks = slides.iter().flat_map(|parsed| parsed.slide.all_blocks());
    let lists = blocks.filter_map(|block| match &block.kind {
        BlockKind::References(list) => Some((list.includes_all, block.span)),
        _ => None,
    });
    let lists: Vec<(bool, Span)> = lists.collect();
    if let Some(bibliography) = &mut deck.bibliography {
        bibliography.first_citation = calls.first().map(|(call, _)| call.span);
        bibliography.has_references = !lists.is_empty();
    }
    let unknown = report_unknown_keys(&calls, context);
    let library = context.citations.library.clone();
    let cited: BTreeSet<String> = calls
        .iter()
        .flat_map(|(call, _)| &call.works)
        .map(|work| work.key.clone())
        .filter(|key| library.as_ref().is_some_and(|library| library.has_key(key)))
        .collect();
    let is_all = lists.iter().any(|(includes_all, _)| *includes_all);
    if let Some(library) = &library {
        report_issues(library.issues(|key| is_all || cited.contains(key)), context);
        report_empty_lists(&lists, library, &cited, context);
    }
    let formatted = match (&library, context.citations.style.clone()) {
        (Some(library), Some(style)) if !cited.is_empty() || is_all => {
            let lang = deck.metadata.lang.as_str();
            let lang_of = |slide: usize| {
                let own = slides.get(slide).and_then(|parsed| parsed.slide.lang.as_deref());
                own.unwrap_or(lang)
            };
            let requests = calls.iter().map(|(call, slide)| request(call, *slide, lang_of(*slide)));
            let requests: Vec<CitationRequest> = requests.collect();
            let selection = if is_all { WorkSelection::All } else { WorkSelection::Cited };
            let formatted = format_citations(library, &style, lang, &requests, selection);
            report_issues(formatted.issues.clone(), context);
            formatted
        }
        _ => Default::default(),
    };
    let mut pieces = formatted.citations.into_iter();
    let mut shown: Vec<Vec<Piece>> = Vec::with_capacity(calls.len());
    for (index, (call, _)) in calls.iter().enumerate() {
        let found = pieces.next().unwrap_or_default();
        let is_text = unknown.contains(&index) || library.is_none();
        shown.push(if is_text { vec![Piece::plain(&call.written)] } else { complete(found, call) });
    }
    let mut next = shown.into_iter();
    let mut texts_of_slides: Vec<Vec<String>> = vec![Vec::new(); slides.len() + 1];
    visit_texts(deck, slides, &mut |text, slide| {
        replace_calls(text, &mut next, &mut texts_of_slides[slide]);
    });
    for (parsed, texts) in slides.iter_mut().zip(texts_of_slides) {
        parsed.slide.citations = texts;
        fill_lists(&mut parsed.slide, &formatted.entries, &cited);
    }
}

fn request<'c>(call: &'c CitationCall, slide: usize, lang: &'c str) -> CitationRequest<'c> {
    let place = match call.place {
        CiteMode::Footnote => CitationPlace::Foot,
        CiteMode::Inline => CitationPlace::Text,
    };
    CitationRequest { works: &call.works, form: call.form, place, slide, lang }
}

/// Returns the pieces of a citation, or the keys of its works if the style shows nothing for it.
fn complete(pieces: Vec<Piece>, call: &CitationCall) -> Vec<Piece> {
    if pieces.iter().any(|piece| !piece.text.trim().is_empty()) {
        return pieces;
    }
    let keys: Vec<&str> = call.works.iter().map(|work| work.key.as_str()).collect();
    vec![Piece::plain(format!("[{}]", keys.join("; ")))]
}

/// Visits all texts with markup in the order in which their citations are numbered: those of the
/// deck, then the slides, the hidden ones last. The second argument is the index of the slide, or
/// the number of slides for those of the deck.
pub(super) fn visit_texts(
    deck: &mut Deck,
    slides: &mut [ParsedSlide],
    visit: &mut dyn FnMut(&mut Text, usize),
) {
    let count = slides.len();
    let metadata = &mut deck.metadata;
    let single = [&mut metadata.title, &mut metadata.subtitle, &mut metadata.event];
    let single = single.into_iter().chain([
        &mut metadata.date,
        &mut metadata.subject,
        &mut metadata.rights,
        &mut deck.header,
        &mut deck.footer,
    ]);
    let many = metadata.authors.iter_mut().chain(&mut metadata.institutes);
    single.flatten().chain(many).for_each(|text| visit(text, count));
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for (index, parsed) in slides.iter_mut().enumerate() {
        let is_hidden = parsed.slide.visibility == Visibility::Hidden;
        if is_hidden { &mut hidden } else { &mut shown }.push((index, &mut parsed.slide));
    }
    for (index, slide) in shown.into_iter().chain(hidden) {
        let visit = &mut |text: &mut Text| visit(text, index);
        slide.section.iter_mut().for_each(|section| visit(&mut section.title));
        slide.visit_texts_mut(visit);
        slide.footnotes.iter_mut().for_each(&mut *visit);
        [&mut slide.header, &mut slide.footer].into_iter().flatten().for_each(&mut *visit);
        slide.notes.iter_mut().for_each(|block| block.visit_texts_mut(visit));
    }
}

/// Returns the first run of each citation of a text.
fn first_runs(text: &Text) -> impl Iterator<Item = &Run> {
    text.runs.chunk_by(is_same_call).map(|runs| &runs[0])
}

fn is_same_call(one: &Run, other: &Run) -> bool {
    matches!(one.link, Some(Link::Citation(_))) && one.link == other.link
}

/// Replaces the placeholders of a text by the next citations, and adds their words to `words`.
fn replace_calls(
    text: &mut Text,
    next: &mut impl Iterator<Item = Vec<Piece>>,
    words: &mut Vec<String>,
) {
    if !text.runs.iter().any(|run| matches!(run.link, Some(Link::Citation(_)))) {
        return;
    }
    let old = std::mem::replace(text, Text { span: text.span, ..Text::default() });
    for runs in old.runs.chunk_by(is_same_call) {
        let content = &old.content[runs[0].range.start..runs[runs.len() - 1].range.end];
        if !matches!(runs[0].link, Some(Link::Citation(_))) {
            text.push_run(content, runs[0].clone());
            continue;
        }
        let pieces = next.next().unwrap_or_default();
        words.push(pieces.iter().map(|piece| piece.text.as_str()).collect());
        push_pieces(text, &pieces, &Run { link: None, ..runs[0].clone() });
    }
}

/// Reports keys that no file has. Returns the indices of the citations that are shown as written.
fn report_unknown_keys(
    calls: &[(Arc<CitationCall>, usize)],
    context: &mut ReadContext,
) -> BTreeSet<usize> {
    let mut as_written = BTreeSet::new();
    let Some(library) = context.citations.library.clone() else { return as_written };
    for (index, (call, _)) in calls.iter().enumerate() {
        // Its author before the number was checked.
        let is_checked = || {
            let is_author = |other: &CitationCall| {
                other.form == CitationForm::AuthorOnly && other.span == call.span
            };
            call.place == CiteMode::Footnote
                && calls[..index].iter().any(|(other, _)| is_author(other))
        };
        for work in call.works.iter().filter(|work| !library.has_key(&work.key)) {
            if !library.is_incomplete() && !is_checked() {
                let nearest = find_nearest(&work.key, library.keys());
                context.reader.diagnostics.push(unknown_key(call, work, nearest));
            }
            if call.works.len() == 1 {
                as_written.insert(index);
            }
        }
    }
    as_written
}

fn unknown_key(call: &CitationCall, work: &CitedWork, nearest: Option<&str>) -> Diagnostic {
    let span = call.key_span(work);
    let key = &work.key;
    let Some(nearest) = nearest else {
        // A name such as `@plenary` is not a citation.
        if call.form != CitationForm::Bracketed {
            let message = format!("`@{key}` is shown as written: the bibliography has no such key");
            let help = format!("if it is a name, write `\\@{key}`; otherwise correct the key");
            return Diagnostic::warning(Code::UnknownCitationKey, message, span).with_help(help);
        }
        let message = format!("the bibliography has no work with the key `{key}`");
        let help = "correct the key, or add the work to the file; if this is not a citation, write \
                    `\\@`";
        return Diagnostic::error(Code::UnknownCitationKey, message, span).with_help(help);
    };
    let message = format!("the bibliography has no work with the key `{key}`");
    Diagnostic::error(Code::UnknownCitationKey, message, span)
        .with_help(format!("did you mean `{nearest}`?"))
        .with_suggested_edit(span, nearest)
}

/// Reports what is wrong with the bibliography files, at their lines.
fn report_issues(issues: Vec<Issue>, context: &mut ReadContext) {
    let count = issues.len();
    for issue in issues.into_iter().take(MAX_ISSUES) {
        let source = context.citations.sources.get(issue.place.file).copied().flatten();
        let diagnostic = issue_diagnostic(issue, source);
        context.reader.diagnostics.push(diagnostic);
    }
    if count > MAX_ISSUES {
        let more = count - MAX_ISSUES;
        let message = format!("the bibliography has {more} more entries with errors");
        context.reader.diagnostics.push(
            Diagnostic::warning_without_span(Code::InvalidBibliography, message)
                .with_help("correct those that are listed, and try again"),
        );
    }
}

fn issue_diagnostic(issue: Issue, source: Option<SourceId>) -> Diagnostic {
    let code =
        if issue.is_duplicate { Code::DuplicateCitationKey } else { Code::InvalidBibliography };
    let span = |range: &std::ops::Range<usize>| {
        source.map(|source| Span::new(source, range.start, range.end))
    };
    let diagnostic = match issue.severity {
        Severity::Error => Diagnostic::error_without_span(code, issue.message),
        Severity::Warning => Diagnostic::warning_without_span(code, issue.message),
    };
    let diagnostic = Diagnostic { span: span(&issue.place.range), ..diagnostic };
    let diagnostic =
        if issue.help.is_empty() { diagnostic } else { diagnostic.with_help(issue.help) };
    match issue.related.and_then(|(range, words)| Some((span(&range)?, words))) {
        Some((span, words)) => diagnostic.with_related(span, words),
        None => diagnostic,
    }
}

/// Warns about lists of works that are empty.
fn report_empty_lists(
    lists: &[(bool, Span)],
    library: &Library,
    cited: &BTreeSet<String>,
    context: &mut ReadContext,
) {
    for (includes_all, span) in lists {
        let (is_empty, help) = if *includes_all {
            (library.keys().is_empty(), "add works to the bibliography, or remove the list")
        } else {
            (
                cited.is_empty(),
                "cite a work, such as `[@key]`, or write `references: { all: true }`",
            )
        };
        if is_empty {
            context.reader.report_warning(
                Code::NoEffect,
                "the list of works is empty",
                *span,
                help,
            );
        }
    }
}

/// Fills the lists of works on a slide.
fn fill_lists(slide: &mut Slide, entries: &[FormattedEntry], cited: &BTreeSet<String>) {
    visit_blocks_mut(&mut slide.blocks, &mut |block: &mut Block| {
        let span = block.span;
        let BlockKind::References(list) = &mut block.kind else { return };
        let listed = entries.iter().filter(|entry| list.includes_all || cited.contains(&entry.key));
        let to_text = |pieces: &[Piece]| {
            let mut text = Text { span, ..Text::default() };
            push_pieces(&mut text, pieces, &Run::plain(0..0));
            text
        };
        list.entries = listed
            .map(|entry| WorkEntry {
                key: entry.key.clone(),
                label: entry.label.as_deref().map(to_text),
                text: to_text(&entry.pieces),
            })
            .collect();
    });
}
