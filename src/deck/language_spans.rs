//! Stretches in another language: `[こんにちは]{lang=ja}`.

use std::ops::Range;

use super::language_code::LanguageLookup;
use super::read::ReadContext;
use super::text::{Run, Text};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::find_synonym;

/// Takes the brackets of every `[words]{lang=…}` out of `text` and says so on its runs; of brackets
/// in brackets the inner ones count.
///
/// Bytes in `literal`, which ascend, are never markup. Braces that hold no attribute are text.
pub fn mark_languages(text: Text, literal: &[usize], context: &mut ReadContext) -> Text {
    let stretches = find_language_spans(&text, literal, context);
    if stretches.is_empty() {
        return text;
    }
    let mut marks: Vec<(Range<usize>, Option<&str>)> = Vec::with_capacity(2 * stretches.len());
    for LanguageSpan { open, braces, lang } in &stretches {
        marks.push((*open..open + 1, Some(lang)));
        marks.push((braces.start - 1..braces.end, None));
    }
    marks.sort_by_key(|(range, _)| range.start);
    let end = text.content.len();
    marks.push((end..end, None));

    let mut result = Text { content: String::new(), runs: Vec::new(), span: text.span };
    let mut spoken: Vec<&str> = Vec::new();
    let mut at = 0;
    for (mark, lang) in marks {
        let first = text.runs.partition_point(|run| run.range.end <= at);
        for run in text.runs[first..].iter().take_while(|run| run.range.start < mark.start) {
            let start = result.content.len();
            result
                .content
                .push_str(&text.content[run.range.start.max(at)..run.range.end.min(mark.start)]);
            let lang = spoken.last().map(|&lang| lang.to_owned());
            result.runs.push(Run { range: start..result.content.len(), lang, ..run.clone() });
        }
        match lang {
            Some(lang) => spoken.push(lang),
            None => _ = spoken.pop(),
        }
        at = mark.end;
    }
    result
}

struct LanguageSpan {
    /// Byte of the `[`.
    open: usize,
    /// Bytes of the `{…}`, right behind the `]`.
    braces: Range<usize>,
    lang: String,
}

/// Finds the stretches, and reports braces that were meant to make one.
fn find_language_spans(
    text: &Text,
    literal: &[usize],
    context: &mut ReadContext,
) -> Vec<LanguageSpan> {
    let content = text.content.as_str();
    let mut stretches = Vec::new();
    let mut open = Vec::new();
    // Where in the source the next braces are looked for.
    let mut from = 0;
    for (at, sign) in content.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'[' | b']')) {
        if literal.binary_search(&at).is_ok() {
            continue;
        }
        if sign == b'[' {
            open.push(at);
            continue;
        }
        let Some(open) = open.pop() else { continue };
        let behind = &content[at + 1..];
        let Some(length) =
            behind.starts_with('{').then(|| behind.find(['}', '\n', '[', ']'])).flatten()
        else {
            continue;
        };
        if open + 1 == at
            || !behind[length..].starts_with('}')
            || literal.binary_search(&(at + 1)).is_ok()
        {
            continue;
        }
        let braces = at + 1..at + 2 + length;
        let written = &content[braces.clone()];
        let source = context.reader.slice(text.span);
        let place = source
            .get(from..)
            .and_then(|rest| rest.find(&format!("]{written}")))
            .map(|found| from + found + 1);
        let span = place.map_or(text.span, |place| {
            from = place + written.len();
            let start = text.span.start as usize + place;
            Span::new(text.span.source, start, start + written.len())
        });
        let mut words = content[open..braces.start].to_owned();
        if words.chars().count() > MAX_QUOTED_CHARS {
            words = "[…]".to_owned();
        }
        let (lang, finding) = parse_attribute(&written[1..written.len() - 1], &words, span);
        // An edit is only made where the place is known.
        context.reader.diagnostics.extend(finding.map(|finding| {
            if place.is_some() { finding } else { Diagnostic { fix: None, ..finding } }
        }));
        stretches.extend(lang.map(|lang| LanguageSpan { open, braces, lang }));
    }
    stretches
}

/// Words of more characters are not repeated in a hint.
const MAX_QUOTED_CHARS: usize = 40;

/// The language that braces with `inside` behind `words` mean, and what is wrong with them.
fn parse_attribute(inside: &str, words: &str, span: Span) -> (Option<String>, Option<Diagnostic>) {
    let inside = inside.trim();
    let (key, value) = match inside.split_once('=') {
        Some((key, value)) => (key.trim(), value.trim().trim_matches(['"', '\'', '“', '”'])),
        None if LanguageLookup::is_language(inside) => ("", inside),
        None => return (None, None),
    };
    if !key.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | ':'))
        || (key.is_empty() && inside.starts_with('='))
    {
        return (None, None);
    }
    let write = |lang: &str| format!("write: {words}{{lang={lang}}}");
    let lower = key.to_lowercase();
    let is_language = key.is_empty()
        || find_synonym(&lower) == Some("lang")
        || find_nearest(&lower, ["lang"]).is_some()
        || lower == "xml:lang";
    if !is_language {
        let finding = Diagnostic::error(
            Code::UnknownKey,
            format!("`{key}` is not known behind words in brackets"),
            span,
        );
        let braces = "if the braces are part of the text, put a backslash before them: `\\{`";
        return (
            None,
            Some(
                finding
                    .with_help(format!("words in brackets can have a language: {words}{{lang=en}}"))
                    .with_help(braces),
            ),
        );
    }
    let code = match LanguageLookup::parse(value) {
        LanguageLookup::Valid => value.to_owned(),
        LanguageLookup::Alias(code) => code,
        LanguageLookup::Unknown if value.is_empty() => {
            let finding = Diagnostic::error(Code::Empty, "no language stands behind `lang=`", span);
            return (
                None,
                Some(finding.with_help(format!("write its code, for example: {words}{{lang=en}}"))),
            );
        }
        LanguageLookup::Unknown => {
            let finding = Diagnostic::error(
                Code::UnknownLanguage,
                format!("`{value}` is not the code of a language"),
                span,
            );
            return (
                None,
                Some(finding.with_help(format!(
                    "write a code such as `en`, `pt-BR` or `zh-Hans`: {words}{{lang=en}}"
                ))),
            );
        }
    };
    let mended = format!("{{lang={code}}}");
    let finding = if key.is_empty() {
        Diagnostic::warning(
            Code::KeySpelling,
            format!("`{value}` in braces stands without `lang=`"),
            span,
        )
    } else if key != "lang" {
        Diagnostic::warning(
            Code::KeySpelling,
            format!("`{key}` is not known behind words in brackets, but `lang` is"),
            span,
        )
    } else if code != value {
        Diagnostic::warning(
            Code::UnknownLanguage,
            format!("`{value}` is not the code of a language, but `{code}` is"),
            span,
        )
    } else {
        return (Some(code), None);
    };
    let finding = finding.with_help(write(&code)).with_certain_edit(span, mended);
    (Some(code), Some(finding))
}
