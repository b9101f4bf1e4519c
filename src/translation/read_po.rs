//! Reads PO files of GNU gettext, with the place of every translation.

use super::catalogue::{Entry, Translations, damage};
use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, Span};

/// The number of errors after which a file is not read on.
const MAX_ERRORS: usize = 20;

/// Reads a PO file. What is damaged is reported.
pub(super) fn read(text: &str, id: SourceId, diagnostics: &mut Diagnostics) -> Translations {
    let mut reader = PoReader {
        id,
        draft: Draft::default(),
        translations: Translations::default(),
        diagnostics,
    };
    let (mut at, mut errors) = (0, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if let Err((message, place, help)) = reader.read_line(words, start) {
            let span =
                Span::new(id, start + place, start + (place + 1).min(words.len()).max(place));
            reader.diagnostics.push(damage(message, span, help));
            errors += 1;
            if errors >= MAX_ERRORS {
                break;
            }
        }
    }
    reader.finish_entry();
    let language = &reader.translations.language;
    if language.is_empty() && errors == 0 {
        let span = Span::new(id, 0, text.find('\n').unwrap_or(text.len()));
        reader.diagnostics.push(damage(
            "the file does not name its language",
            span,
            "add `\"Language: zh\\n\"` to the first entry, or give it with `--to zh`",
        ));
    }
    reader.translations
}

/// The error of a line: the message, the byte in the line, and what to do.
type LineError = (String, usize, &'static str);

/// The text that a line in quotes continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum PoField {
    #[default]
    None,
    Context,
    Source,
    Target,
    /// A plural or another form, which outlines do not have.
    Ignored,
}

#[derive(Default)]
struct Draft {
    entry: Entry,
    field: PoField,
    has_source: bool,
    has_target: bool,
}

struct PoReader<'d> {
    id: SourceId,
    draft: Draft,
    translations: Translations,
    diagnostics: &'d mut Diagnostics,
}

impl PoReader<'_> {
    fn read_line(&mut self, line: &str, start: usize) -> Result<(), LineError> {
        if line.is_empty() {
            return Ok(());
        }
        if let Some(comment) = line.strip_prefix('#') {
            if self.draft.has_target {
                self.finish_entry();
            }
            if let Some(flags) = comment.strip_prefix(',') {
                let is_fuzzy = flags.split(',').any(|flag| flag.trim() == "fuzzy");
                self.draft.entry.is_fuzzy |= is_fuzzy;
            }
            return Ok(());
        }
        if line.starts_with('"') {
            return match self.draft.field {
                PoField::None => Err((
                    "a text in quotes belongs to no keyword".to_owned(),
                    0,
                    "write `msgid` or `msgstr` before it",
                )),
                field => self.add_text(field, line, 0, start),
            };
        }
        let end = line.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(line.len());
        let (keyword, rest) = line.split_at(end);
        let field = match keyword {
            "msgctxt" => PoField::Context,
            "msgid" => PoField::Source,
            "msgstr" | "msgstr[0]" => PoField::Target,
            "msgid_plural" => PoField::Ignored,
            word if word.starts_with("msgstr[") => PoField::Ignored,
            _ => {
                let message = format!("unknown keyword `{keyword}`");
                let help = "write `msgctxt`, `msgid` or `msgstr` with a text in quotes, or `#` \
                            before a comment";
                return Err((message, 0, help));
            }
        };
        let is_next = self.draft.has_target
            || (field == PoField::Context
                && (self.draft.has_source || self.draft.field != PoField::None));
        if matches!(field, PoField::Context | PoField::Source) && is_next {
            self.finish_entry();
        }
        match field {
            PoField::Target if !self.draft.has_source || self.draft.has_target => {
                return Err((
                    "`msgstr` without `msgid` before it".to_owned(),
                    0,
                    "write the text of the outline after `msgid`",
                ));
            }
            PoField::Source => self.draft.has_source = true,
            PoField::Target => self.draft.has_target = true,
            _ => {}
        }
        self.draft.field = field;
        let quote = end + (rest.len() - rest.trim_start().len());
        let span = Span::new(self.id, start + quote, start + line.len().max(quote));
        match field {
            PoField::Context => self.draft.entry.context_span = span,
            PoField::Source if self.draft.entry.context.is_empty() => {
                self.draft.entry.context_span = span;
            }
            PoField::Target => self.draft.entry.target_span = span,
            _ => {}
        }
        self.add_text(field, line, quote, start)
    }

    /// Adds the text in quotes that starts at byte `quote` of a line.
    fn add_text(
        &mut self,
        field: PoField,
        line: &str,
        quote: usize,
        start: usize,
    ) -> Result<(), LineError> {
        let text = unquote(line, quote)?;
        let entry = &mut self.draft.entry;
        match field {
            PoField::Context => entry.context.push_str(&text),
            PoField::Source => entry.source.push_str(&text),
            PoField::Target => {
                entry.target.push_str(&text);
                entry.target_span.end = (start + line.len()) as u32;
            }
            PoField::None | PoField::Ignored => {}
        }
        Ok(())
    }

    fn finish_entry(&mut self) {
        let Draft { entry, has_source, has_target, .. } = std::mem::take(&mut self.draft);
        if !has_source {
            return;
        }
        if !has_target {
            self.diagnostics.push(damage(
                "an entry has no `msgstr`",
                entry.context_span,
                "add `msgstr \"\"` below its `msgid`",
            ));
            return;
        }
        if entry.source.is_empty() && entry.context.is_empty() {
            for line in entry.target.lines() {
                if let Some(language) = line.strip_prefix("Language:") {
                    self.translations.language = language.trim().replace('_', "-");
                }
                let charset = line.strip_prefix("Content-Type:").and_then(|line| {
                    Some(line.split_once("charset=")?.1.trim().to_ascii_uppercase())
                });
                let is_utf8 = |name: &String| matches!(name.as_str(), "UTF-8" | "UTF8" | "CHARSET");
                if let Some(charset) = charset.filter(|charset| !is_utf8(charset)) {
                    self.diagnostics.push(damage(
                        format!("the file says that it is written in {charset}"),
                        entry.target_span,
                        "save it in UTF-8, and write `charset=UTF-8`",
                    ));
                }
            }
            return;
        }
        self.translations.entries.push(entry);
    }
}

/// Returns the text in quotes at byte `quote` of a line.
fn unquote(line: &str, quote: usize) -> Result<String, LineError> {
    let Some(inside) = line.get(quote..).and_then(|rest| rest.strip_prefix('"')) else {
        let message = "the text has no quotation marks".to_owned();
        return Err((message, quote.min(line.len()), "write the text between `\"` and `\"`"));
    };
    let mut text = String::new();
    let mut letters = inside.char_indices();
    while let Some((at, c)) = letters.next() {
        let place = quote + 1 + at;
        match c {
            '"' if inside[at + 1..].trim().is_empty() => return Ok(text),
            '"' => {
                let message = "a quotation mark inside a text".to_owned();
                return Err((message, place, "write `\\\"`"));
            }
            '\\' => match letters.next().map(|(_, c)| c) {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('r') => text.push('\r'),
                Some(c @ ('"' | '\\')) => text.push(c),
                _ => {
                    let message = "unknown escape sequence".to_owned();
                    return Err((message, place, "write `\\\\` for a backslash"));
                }
            },
            c => text.push(c),
        }
    }
    let message = "a quotation mark is not closed".to_owned();
    Err((message, quote, "write `\"` at the end of the line"))
}
