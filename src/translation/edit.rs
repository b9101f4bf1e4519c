//! The edits that add a translation to an outline.

use std::ops::Range;

use super::line::{block_range, column, line_end, line_start, shift_lines};
use super::text::{LanguageCopies, TranslatableText, WrittenForm};
use crate::source::Span;
use crate::yaml::{ScalarStyle, quote_text};

/// The longest line with a mapping of languages in braces, in characters.
const MAX_LINE_CHARS: usize = 100;

/// Bytes of an outline and what replaces them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextEdit {
    pub range: Range<usize>,
    pub text: String,
}

impl TextEdit {
    fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(at..at, text)
    }
}

/// Writes a text as a YAML value, in quotes if it needs them anywhere.
pub(super) fn write_value(text: &str) -> String {
    let is_plain_char = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '.' | '(' | ')' | '/' | '+' | ';' | '_' | '–' | '-')
            || (!c.is_ascii() && !c.is_control() && !c.is_whitespace())
    };
    let is_plain = text.starts_with(char::is_alphanumeric)
        && text.contains(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(is_plain_char)
        && !matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no");
    if is_plain { text.to_owned() } else { quote_text(text) }
}

/// Writes a text after `|`. Its lines are indented by `indent` spaces.
fn write_block(text: &str, indent: usize) -> String {
    let chomping = if text.ends_with('\n') { "" } else { "-" };
    // A first line that starts with a space would set the indentation.
    let indicator = if text.starts_with([' ', '\n']) { "2" } else { "" };
    let mut block = format!("|{indicator}{chomping}");
    for line in text.trim_end_matches('\n').split('\n') {
        block.push('\n');
        if !line.is_empty() {
            block.push_str(&" ".repeat(indent));
            block.push_str(line);
        }
    }
    block
}

/// Returns the edits that add the translation of a text, or change it.
///
/// # Errors
///
/// The reason why it cannot be written here, to follow “because”.
pub(super) fn edit_text(
    outline: &str,
    text: &TranslatableText,
    language: &str,
    translation: &str,
) -> Result<Vec<TextEdit>, &'static str> {
    let source = text.source();
    let as_block = source.style.is_block();
    let own = text.versions.iter().find(|version| version.language.eq_ignore_ascii_case(language));
    match (&text.form, own) {
        (WrittenForm::Fixed(reason), _) => Err(reason),
        (WrittenForm::Part(_), Some(version)) => {
            let value = write_value(translation);
            Ok(version.spans.iter().map(|span| TextEdit::new(span.range(), &*value)).collect())
        }
        (WrittenForm::Part(_), None) => Ok(Vec::new()),
        (WrittenForm::Languages { first_key, is_flow, .. }, Some(version)) => {
            let span = version.spans[0];
            let range =
                if version.style.is_block() { block_range(outline, span) } else { span.range() };
            let indent = column(outline, first_key.start as usize) + 2;
            let value = match as_block && !is_flow {
                true => write_block(translation, indent),
                false => write_value(translation),
            };
            Ok(vec![TextEdit::new(range, value)])
        }
        (WrittenForm::Languages { first_key, last_value, last_style, is_flow }, None) => {
            if *is_flow {
                let value = format!(", {language}: {}", write_value(translation));
                return Ok(vec![TextEdit::insert(last_value.end as usize, value)]);
            }
            let indent = column(outline, first_key.start as usize);
            let end = match last_style.is_block() {
                true => block_range(outline, *last_value).end,
                false => line_end(outline, last_value.end as usize),
            };
            let value = write_entry(language, translation, as_block, indent);
            Ok(vec![TextEdit::insert(end, format!("\n{}{value}", " ".repeat(indent)))])
        }
        (WrittenForm::PairKey { key, pair, is_flow, is_bare, names }, _) => {
            let own = write_value(&source.text);
            let languages = write_languages(&source.language, &own, language, translation);
            let separator = match is_flow {
                true => ", ".to_owned(),
                false => format!("\n{}", " ".repeat(column(outline, key.start as usize))),
            };
            let value = format!("{}: {languages}{separator}{}", names.0, names.1);
            let mut edits = vec![TextEdit::new(key.range(), value)];
            if *is_bare {
                edits[0].text.insert(0, '{');
                edits.push(TextEdit::insert(pair.end as usize, "}"));
            }
            Ok(edits)
        }
        (WrittenForm::Plain { span, key, is_flow }, _) if as_block && !is_flow => {
            edit_block(outline, *span, *key, [&source.language, language], translation)
        }
        (WrittenForm::Plain { span, key, is_flow }, _) => {
            // A text in quotes stays as the author wrote it.
            let written = &outline[span.range()];
            let is_kept = source.style == ScalarStyle::Quoted && !written.contains('\n');
            let own = if is_kept { written.to_owned() } else { write_value(&source.text) };
            let plain = [source.language.as_str(), own.as_str(), language, translation];
            Ok(vec![edit_plain(outline, *span, *key, *is_flow, plain)?])
        }
    }
}

/// Writes a mapping of languages in braces. `written` is the own text as a YAML value.
fn write_languages(own: &str, written: &str, language: &str, translation: &str) -> String {
    format!("{{ {own}: {written}, {language}: {} }}", write_value(translation))
}

fn write_entry(language: &str, text: &str, as_block: bool, indent: usize) -> String {
    match as_block {
        true => format!("{language}: {}", write_block(text, indent + 2)),
        false => format!("{language}: {}", write_value(text)),
    }
}

/// Returns the end of the colon after a key, if only spaces follow up to byte `to`.
fn colon_end(outline: &str, key: Span, to: usize) -> Result<usize, &'static str> {
    let after = &outline[key.end as usize..to];
    let colon = after.find(':').filter(|at| after[at + 1..].trim().is_empty());
    let colon = colon.ok_or("there is an anchor or a comment between its key and it")?;
    Ok(key.end as usize + colon + 1)
}

/// Puts a value without languages into a mapping: in braces if it fits into the line, else on lines
/// of their own. `plain` are the own language and its text as a YAML value, and the other language
/// and its text.
fn edit_plain(
    outline: &str,
    span: Span,
    key: Option<Span>,
    is_flow: bool,
    plain: [&str; 4],
) -> Result<TextEdit, &'static str> {
    let [own, text, language, translation] = plain;
    let inline = write_languages(own, text, language, translation);
    let at = span.start as usize;
    let before = outline[line_start(outline, at)..at].chars().count();
    let rest = &outline[span.end as usize..line_end(outline, span.end as usize)];
    let is_short = before + inline.chars().count() <= MAX_LINE_CHARS;
    if is_flow || is_short || !rest.trim().is_empty() {
        return Ok(TextEdit::new(span.range(), inline));
    }
    let (start, indent) = match key {
        Some(key) => (colon_end(outline, key, at)?, column(outline, key.start as usize) + 2),
        None => (at, column(outline, at)),
    };
    let spaces = " ".repeat(indent);
    let first = if key.is_some() { format!("\n{spaces}") } else { String::new() };
    let value = format!("{first}{own}: {text}\n{spaces}{language}: {}", write_value(translation));
    Ok(TextEdit::new(start..span.end as usize, value))
}

/// Puts a block of text into a mapping. The lines of the block are moved to the right.
fn edit_block(
    outline: &str,
    span: Span,
    key: Option<Span>,
    [own, language]: [&str; 2],
    translation: &str,
) -> Result<Vec<TextEdit>, &'static str> {
    let range = block_range(outline, span);
    let (start, indent) = match key {
        Some(key) => {
            (colon_end(outline, key, range.start)?, column(outline, key.start as usize) + 2)
        }
        None => (range.start, column(outline, range.start)),
    };
    let spaces = " ".repeat(indent);
    let first = if key.is_some() { format!("\n{spaces}") } else { String::new() };
    let block = shift_lines(&outline[range.clone()], 2);
    let value = write_entry(language, translation, true, indent);
    Ok(vec![TextEdit::new(start..range.end, format!("{first}{own}: {block}\n{spaces}{value}"))])
}

/// Returns the edit that writes a value once more for another language, with its texts replaced.
pub(super) fn edit_structure(
    outline: &str,
    structure: &LanguageCopies,
    [own, language]: [&str; 2],
    replaced: &[(Span, String)],
) -> TextEdit {
    let LanguageCopies { own: span, key, languages, is_flow } = structure;
    let copy = |from: usize| replace_spans(outline, from..span.end as usize, replaced);
    let written = |from: usize| &outline[from..span.end as usize];
    let start = span.start as usize;
    // A value in brackets is on the line of its key; the lines of another start with it.
    let is_inline = outline[start..].starts_with(['{', '[']);
    if let Some((first_key, last)) = languages {
        if *is_flow {
            return TextEdit::insert(last.end as usize, format!(", {language}: {}", copy(start)));
        }
        let spaces = " ".repeat(column(outline, first_key.start as usize));
        let at = line_end(outline, last.end as usize);
        let value = match is_inline {
            true => format!(" {}", copy(start)),
            false => format!("\n{}", copy(line_start(outline, start))),
        };
        return TextEdit::insert(at, format!("\n{spaces}{language}:{value}"));
    }
    if is_inline {
        let value = format!("{{ {own}: {}, {language}: {} }}", written(start), copy(start));
        return TextEdit::new(span.range(), value);
    }
    let base = key.map_or(0, |key| column(outline, key.start as usize)) + 2;
    let from = line_start(outline, start);
    let by = (base + 2).saturating_sub(column(outline, start));
    let more = " ".repeat(by);
    let spaces = " ".repeat(base);
    let value = format!(
        "{spaces}{own}:\n{more}{}\n{spaces}{language}:\n{more}{}",
        shift_lines(written(from), by),
        shift_lines(&copy(from), by)
    );
    TextEdit::new(from..span.end as usize, value)
}

fn replace_spans(outline: &str, range: Range<usize>, replaced: &[(Span, String)]) -> String {
    let inside = |span: &Span| range.start <= span.start as usize && span.end as usize <= range.end;
    let mut spans: Vec<&(Span, String)> =
        replaced.iter().filter(|(span, _)| inside(span)).collect();
    spans.sort_by_key(|(span, _)| span.start);
    let mut text = String::new();
    let mut at = range.start;
    for (span, value) in spans {
        text.push_str(&outline[at..span.start as usize]);
        text.push_str(&write_value(value));
        at = span.end as usize;
    }
    text + &outline[at..range.end]
}

/// Applies edits that do not overlap. Line breaks are those of the outline.
pub(super) fn apply_edits(outline: &str, mut edits: Vec<TextEdit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let has_returns = outline.contains("\r\n");
    let mut result = String::with_capacity(outline.len());
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at {
            continue;
        }
        result.push_str(&outline[at..edit.range.start]);
        match has_returns {
            true => result.push_str(&edit.text.replace("\r\n", "\n").replace('\n', "\r\n")),
            false => result.push_str(&edit.text),
        }
        at = edit.range.end;
    }
    result + &outline[at..]
}

#[cfg(test)]
mod tests {
    use super::{write_block, write_value};

    #[test]
    fn values_are_quoted_where_yaml_needs_it() {
        for text in ["Our partners", "我们的伙伴", "12 km"] {
            assert_eq!(write_value(text), text);
        }
        assert_eq!(write_value("a, b"), "\"a, b\"");
        assert_eq!(write_value("- a"), "\"- a\"");
        assert_eq!(write_value("say \"no\""), "'say \"no\"'");
        assert_eq!(write_value("Note: x"), "\"Note: x\"");
        assert_eq!(write_value("no"), "\"no\"");
    }

    #[test]
    fn blocks_keep_their_lines() {
        assert_eq!(write_block("a\n\nb\n", 4), "|\n    a\n\n    b");
        assert_eq!(write_block(" a", 2), "|2-\n   a");
    }
}
