//! Reads `footnotes`, and numbers the footnotes of each slide in reading order.

use std::collections::{BTreeMap, BTreeSet};

use super::super::footnote::{
    FootnoteCall, NamedFootnote, UnresolvedFootnotes, is_footnote_name, reads_as_exponent,
};
use super::super::slide::{Deck, Slide};
use super::super::text::{Link, Run, Text};
use super::ReadContext;
use super::slide::ParsedSlide;
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::{Fields, Node};

/// Reads the key `footnotes`: texts by their names.
pub(crate) fn read_footnotes(fields: &mut Fields, context: &mut ReadContext) {
    let Some(node) = fields.take_value("footnotes") else { return };
    let Some(entries) = node.as_mapping() else {
        context.reader.report_wrong_type(
            node,
            "`footnotes`",
            "names with texts",
            "write a name, a colon and the text of the footnote: `a: Town archive, box 12`",
        );
        return;
    };
    for (key, node) in entries {
        let what = format!("the footnote `{}`", key.name);
        let Some(text) = read_footnote(node, &what, context) else { continue };
        let name = key.name.trim_start_matches('^').to_owned();
        context.footnotes.named.push(NamedFootnote { name, text, span: key.span });
    }
}

fn read_footnote(node: &Node, what: &str, context: &mut ReadContext) -> Option<Text> {
    context.footnotes.is_in_footnote = true;
    let text = context.read_text(node, what);
    context.footnotes.is_in_footnote = false;
    text
}

/// Reports the calls of footnotes in the keys of the deck, which are on no slide or on all.
pub(crate) fn refuse_deck_calls(context: &mut ReadContext) {
    for call in std::mem::take(&mut context.footnotes.calls) {
        report_misplaced(call.span(), context);
    }
}

fn report_misplaced(span: Span, context: &mut ReadContext) {
    context.reader.report_error(
        Code::MisplacedFootnote,
        "a footnote cannot be here",
        span,
        "call the footnote in the title or the content of a slide",
    );
}

/// Numbers the footnotes of all slides, and reports those that are missing or not used.
pub(crate) fn resolve_footnotes(
    deck: &Deck,
    slides: &mut [ParsedSlide],
    context: &mut ReadContext,
) {
    let mut used = BTreeSet::new();
    report_duplicates(&deck.footnotes, context);
    for parsed in slides {
        let footnotes = std::mem::take(&mut parsed.footnotes);
        if footnotes.calls.is_empty() && footnotes.named.is_empty() {
            continue;
        }
        report_duplicates(&footnotes.named, context);
        let mut resolver = FootnoteResolver {
            footnotes: &footnotes,
            of_deck: &deck.footnotes,
            numbers: BTreeMap::new(),
            texts: Vec::new(),
            used: BTreeSet::new(),
            unknown: Vec::new(),
            misplaced: Vec::new(),
        };
        resolver.resolve_slide(&mut parsed.slide);
        let FootnoteResolver { texts, used: used_here, unknown, misplaced, .. } = resolver;
        parsed.slide.footnotes = texts;
        misplaced.into_iter().for_each(|span| report_misplaced(span, context));
        let names: Vec<&str> = footnotes
            .named
            .iter()
            .chain(&deck.footnotes)
            .map(|footnote| footnote.name.as_str())
            .collect();
        unknown.into_iter().for_each(|(name, span)| report_unknown(&name, span, &names, context));
        report_unused(&footnotes.named, &used_here, "on this slide", context);
        used.extend(used_here);
    }
    report_unused(&deck.footnotes, &used, "in this deck", context);
}

fn report_duplicates(named: &[NamedFootnote], context: &mut ReadContext) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for footnote in named {
        if let Some(&earlier) = first.get(footnote.name.as_str()) {
            context.reader.diagnostics.push(
                Diagnostic::error(
                    Code::DuplicateFootnote,
                    format!("two footnotes have the name `{}`", footnote.name),
                    footnote.span,
                )
                .with_related(earlier, "first used here")
                .with_help("give each footnote its own name"),
            );
        } else {
            first.insert(&footnote.name, footnote.span);
        }
    }
}

fn report_unused(
    named: &[NamedFootnote],
    used: &BTreeSet<String>,
    place: &str,
    context: &mut ReadContext,
) {
    for footnote in named.iter().filter(|footnote| !used.contains(&footnote.name)) {
        let name = &footnote.name;
        let help = if name.contains(char::is_whitespace) {
            let name = name.split_whitespace().collect::<Vec<_>>().join("_");
            format!("a name cannot have spaces: write `{name}` here, and `[^{name}]` in the text")
        } else {
            format!("write `[^{name}]` after the words that it explains, or remove it")
        };
        context.reader.report_warning(
            Code::UnusedFootnote,
            format!("nothing {place} calls the footnote `{name}`, so it is not shown"),
            footnote.span,
            help,
        );
    }
}

fn report_unknown(name: &str, span: Span, names: &[&str], context: &mut ReadContext) {
    let diagnostic = Diagnostic::error(
        Code::UnknownFootnote,
        format!("no footnote has the name `{name}`"),
        span,
    );
    let diagnostic = match find_nearest(name, names.iter().copied()) {
        Some(nearest) => diagnostic
            .with_help(format!("did you mean `[^{nearest}]`?"))
            .with_suggested_edit(span, format!("[^{nearest}]")),
        None => diagnostic.with_help(format!(
            "write `footnotes: {{ {name}: the text }}` on the slide, or the note itself: \
             `^[the text]`; if it is not a footnote, write `\\[^{name}]`"
        )),
    };
    context.reader.diagnostics.push(diagnostic);
}

/// Numbers the footnotes of one slide.
struct FootnoteResolver<'a> {
    footnotes: &'a UnresolvedFootnotes,
    of_deck: &'a [NamedFootnote],
    /// The indices of footnotes by the name, or the index of the call of an inline footnote.
    numbers: BTreeMap<FootnoteKey, usize>,
    texts: Vec<Text>,
    used: BTreeSet<String>,
    unknown: Vec<(String, Span)>,
    misplaced: Vec<Span>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum FootnoteKey {
    Inline(usize),
    Named(String),
    Citation(String),
}

/// How the calls in a text are shown.
#[derive(Clone, Copy)]
enum CallForm {
    Number,
    /// The text of the footnote in parentheses, for speaker notes.
    Parentheses,
}

impl FootnoteResolver<'_> {
    fn resolve_slide(&mut self, slide: &mut Slide) {
        let running = [&slide.header, &slide.footer].into_iter().flatten();
        let section = slide.section.iter().map(|section| &section.title);
        for text in running.chain(section) {
            let calls = text.runs.iter().filter_map(call_index);
            self.misplaced.extend(calls.map(|call| self.footnotes.calls[call].span()));
        }
        slide.visit_texts_mut(&mut |text| self.resolve_text(text, CallForm::Number));
        for block in &mut slide.notes {
            block.visit_texts_mut(&mut |text| self.resolve_text(text, CallForm::Parentheses));
        }
    }

    fn resolve_text(&mut self, text: &mut Text, form: CallForm) {
        if !text.runs.iter().any(|run| call_index(run).is_some()) {
            return;
        }
        let old = std::mem::replace(text, Text { span: text.span, ..Text::default() });
        let is_same = |a: &Run, b: &Run| call_index(a).is_some() && a.link == b.link;
        for runs in old.runs.chunk_by(is_same) {
            let words = &old.content[runs[0].range.start..runs[runs.len() - 1].range.end];
            let Some(call) = call_index(&runs[0]) else {
                text.push_run(words, runs[0].clone());
                continue;
            };
            match form {
                CallForm::Parentheses => self.push_in_parentheses(text, call, words),
                CallForm::Number => match self.number_call(call) {
                    Some(index) => push_number(text, index),
                    None => text.push_run(words, Run::plain(0..0)),
                },
            }
        }
    }

    fn push_in_parentheses(&mut self, text: &mut Text, call: usize, words: &str) {
        let Some(note) = self.find_text(call) else {
            return text.push_run(words, Run::plain(0..0));
        };
        let space = if text.content.ends_with(char::is_whitespace) { "" } else { " " };
        text.push_run(&format!("{space}("), Run::plain(0..0));
        for run in &note.runs {
            text.push_run(&note.content[run.range.clone()], run.clone());
        }
        text.push_run(")", Run::plain(0..0));
    }

    /// Returns the index of the footnote that is called.
    fn number_call(&mut self, call: usize) -> Option<usize> {
        let key = match &self.footnotes.calls[call] {
            FootnoteCall::Inline(..) => FootnoteKey::Inline(call),
            FootnoteCall::Named(name, _) => FootnoteKey::Named(name.clone()),
            FootnoteCall::Citation { written, .. } => FootnoteKey::Citation(written.clone()),
        };
        if let Some(&index) = self.numbers.get(&key) {
            return Some(index);
        }
        let note = self.find_text(call)?;
        self.texts.push(note);
        self.numbers.insert(key, self.texts.len() - 1);
        Some(self.texts.len() - 1)
    }

    /// Returns the text of the footnote that is called; `None` if it is not defined.
    fn find_text(&mut self, call: usize) -> Option<Text> {
        match &self.footnotes.calls[call] {
            FootnoteCall::Inline(text, _) => Some(text.clone()),
            FootnoteCall::Citation { note, .. } => Some(note.clone()),
            FootnoteCall::Named(name, span) => {
                let mut named = self.footnotes.named.iter().chain(self.of_deck);
                let found = named.find(|footnote| footnote.name == *name);
                if found.is_some() {
                    self.used.insert(name.clone());
                } else if is_footnote_name(name) {
                    self.unknown.push((name.clone(), *span));
                }
                found.map(|footnote| footnote.text.clone())
            }
        }
    }
}

fn call_index(run: &Run) -> Option<usize> {
    match run.link {
        Some(Link::Footnote(call)) => Some(call),
        _ => None,
    }
}

/// Appends the number of a footnote, after a comma if the text ends with another one.
fn push_number(text: &mut Text, index: usize) {
    if let Some(last) = text.runs.last_mut().filter(|run| run.is_footnote_call()) {
        text.content.push(',');
        last.range.end += 1;
    }
    // A thin space, so that the number is not read as an exponent: `5 ²`.
    let space = if reads_as_exponent(&text.content, text.runs.last()) { "\u{202f}" } else { "" };
    text.push_run(&format!("{space}{}", index + 1), Run::footnote_call(index));
}
