//! Marks spans of text in another language: `[こんにちは]{lang=ja}`.

use std::ops::Range;

use super::language_code::LanguageLookup;
use super::read::ReadContext;
use super::text::{Run, Text};
use crate::diagnostic::{Code, Diagnostic, find_nearest};
use crate::source::Span;
use crate::yaml::find_synonym;

/// Removes the markup of every `[words]{lang=…}` in `text` and sets the language of the affected
/// runs. For nested brackets, the innermost language applies.
///
/// The bytes in `literal`, in ascending order, are never markup. Braces without an attribute are
/// text.
pub(crate) fn mark_languages(text: Text, literal: &[usize], context: &mut ReadContext) -> Text {
    let spans = find_language_spans(&text, literal, context);
    if spans.is_empty() {
        return text;
    }
    let mut marks: Vec<(Range<usize>, Option<&str>)> = Vec::with_capacity(2 * spans.len());
    for LanguageSpan { open, braces, lang } in &spans {
        marks.push((*open..open + 1, Some(lang)));
        marks.push((braces.start - 1..braces.end, None));
    }
    marks.sort_by_key(|(range, _)| range.start);
    let end = text.content.len();
    marks.push((end..end, None));

    let mut result = Text { content: String::new(), runs: Vec::new(), span: text.span };
    let mut languages: Vec<&str> = Vec::new();
    let mut at = 0;
    for (mark, lang) in marks {
        for (run, piece) in text.pieces(at..mark.start) {
            let start = result.content.len();
            result.content.push_str(&text.content[piece]);
            let lang = languages.last().map(|&lang| lang.to_owned());
            result.runs.push(Run { range: start..result.content.len(), lang, ..run.clone() });
        }
        match lang {
            Some(lang) => languages.push(lang),
            None => _ = languages.pop(),
        }
        at = mark.end;
    }
    result
}

struct LanguageSpan {
    /// The byte offset of the `[`.
    open: usize,
    /// The byte range of the `{…}` directly after the `]`.
    braces: Range<usize>,
    lang: String,
}

/// Finds the language spans, and reports braces with invalid attributes.
fn find_language_spans(
    text: &Text,
    literal: &[usize],
    context: &mut ReadContext,
) -> Vec<LanguageSpan> {
    let content = text.content.as_str();
    let mut spans = Vec::new();
    let mut open = Vec::new();
    // The offset in the source where the search for the next braces starts.
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
        let after_bracket = &content[at + 1..];
        let Some(length) = after_bracket
            .starts_with('{')
            .then(|| after_bracket.find(['}', '\n', '[', ']']))
            .flatten()
        else {
            continue;
        };
        if open + 1 == at
            || !after_bracket[length..].starts_with('}')
            || literal.binary_search(&(at + 1)).is_ok()
        {
            continue;
        }
        let braces = at + 1..at + 2 + length;
        let written = &content[braces.clone()];
        let source = context.reader.slice(text.span);
        let position = source
            .get(from..)
            .and_then(|rest| rest.find(&format!("]{written}")))
            .map(|offset| from + offset + 1);
        let span = position.map_or(text.span, |position| {
            from = position + written.len();
            let start = text.span.start as usize + position;
            Span::new(text.span.source, start, start + written.len())
        });
        let mut words = content[open..braces.start].to_owned();
        if words.chars().count() > MAX_QUOTED_CHARS {
            words = "[…]".to_owned();
        }
        let (lang, diagnostic) = parse_attribute(&written[1..written.len() - 1], &words, span);
        // A fix needs the exact position.
        context.reader.diagnostics.extend(diagnostic.map(|diagnostic| {
            if position.is_some() { diagnostic } else { Diagnostic { fix: None, ..diagnostic } }
        }));
        spans.extend(lang.map(|lang| LanguageSpan { open, braces, lang }));
    }
    spans
}

/// The longest text, in characters, that a help message repeats.
const MAX_QUOTED_CHARS: usize = 40;

/// Returns the language that the text `inside` a pair of braces sets for `words`, and a diagnostic
/// if the attribute is invalid.
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
    if !is_language_key(key) {
        return (None, Some(report_unknown_attribute(key, words, span)));
    }
    let code = match LanguageLookup::parse(value) {
        LanguageLookup::Valid => value.to_owned(),
        LanguageLookup::Alias(code) => code,
        LanguageLookup::Unknown => {
            return (None, Some(report_unknown_language(value, words, span)));
        }
    };
    let (diagnostic_code, message) = if key.is_empty() {
        (Code::KeySpelling, format!("`{value}` in braces needs `lang=` before it"))
    } else if key != "lang" {
        let message = format!("unknown attribute `{key}` after text in brackets, expected `lang`");
        (Code::KeySpelling, message)
    } else if code != value {
        let message = format!("`{value}` is not a valid language code, expected `{code}`");
        (Code::InvalidLanguage, message)
    } else {
        return (Some(code), None);
    };
    let replacement = format!("{{lang={code}}}");
    let diagnostic = Diagnostic::warning(diagnostic_code, message, span)
        .with_help(format!("write: {words}{replacement}"))
        .with_certain_edit(span, replacement);
    (Some(code), Some(diagnostic))
}

/// Returns whether an attribute is `lang`, a synonym or a misspelling of it, or missing.
fn is_language_key(key: &str) -> bool {
    let lower = key.to_lowercase();
    key.is_empty()
        || find_synonym(&lower) == Some("lang")
        || find_nearest(&lower, ["lang"]).is_some()
        || lower == "xml:lang"
}

fn report_unknown_attribute(key: &str, words: &str, span: Span) -> Diagnostic {
    let message = format!("unknown attribute `{key}` after text in brackets");
    Diagnostic::error(Code::UnknownKey, message, span)
        .with_help(format!("to set the language of the text, write: {words}{{lang=en}}"))
        .with_help(
            "if the braces are part of the text, put a backslash before the first one: `\\{`",
        )
}

fn report_unknown_language(value: &str, words: &str, span: Span) -> Diagnostic {
    if value.is_empty() {
        return Diagnostic::error(Code::MissingValue, "`lang=` has no value", span)
            .with_help(format!("write a language code, such as: {words}{{lang=en}}"));
    }
    let message = format!("`{value}` is not a valid language code");
    Diagnostic::error(Code::InvalidLanguage, message, span)
        .with_help(format!("write a code such as `en`, `pt-BR` or `zh-Hans`: {words}{{lang=en}}"))
}
