//! Replaces what the outline would refuse, so that a converted deck always renders.

use super::ImportContext;
use super::chunk::SlideChunk;
use super::front_matter_lines::FrontMatter;
use super::write::{OutlineValue, write_outline};
use crate::deck::{Deck, MAX_TEXT_CHARS, TextFiles, read_deck};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Source, SourceId};
use crate::yaml;

/// A converted deck names no text files.
struct NoTextFiles;

impl TextFiles for NoTextFiles {
    fn read_text(&self, path: &str, _folder: &str) -> Result<String, Diagnostic> {
        Err(Diagnostic::error_without_span(Code::FileNotFound, format!("`{path}` does not exist")))
    }

    // The bibliography is copied without being read.
    fn read_source(
        &self,
        _path: &str,
        _folder: &str,
    ) -> Result<(Option<SourceId>, String), Diagnostic> {
        Ok((None, String::new()))
    }
}

/// Removes keys of the deck that the outline refuses, and reports them.
pub(super) fn remove_invalid_keys(
    keys: &mut Vec<(String, OutlineValue)>,
    front: &FrontMatter,
    context: &mut ImportContext,
) {
    let blank = OutlineValue::Map(vec![("title".to_owned(), OutlineValue::text("A"))]);
    keys.retain(|key| {
        let slides = ("slides".to_owned(), OutlineValue::List(vec![blank.clone()]));
        let is_valid = !has_errors(vec![key.clone(), slides]);
        if !is_valid {
            let line = front.keys.iter().find(|(name, ..)| *name == key.0).map_or(1, |key| key.2);
            context.report_changed(
                line,
                format!("the value of `{}` is not imported", key.0),
                "set it in the outline; `plenary explain` and the manual describe its values",
            );
        }
        is_valid
    });
}

/// Replaces slides that the outline refuses by their Markdown as text, and reports them.
pub(super) fn replace_invalid_slides(
    slides: &mut [Option<OutlineValue>],
    chunks: &[SlideChunk],
    context: &mut ImportContext,
) {
    for (slide, chunk) in slides.iter_mut().zip(chunks) {
        let Some(value) = slide else { continue };
        let list = OutlineValue::List(vec![value.clone()]);
        let mut keys = vec![("slides".to_owned(), list)];
        if context.has_bibliography {
            keys.insert(0, ("bibliography".to_owned(), OutlineValue::text("refs.bib")));
        }
        if !has_errors(keys) {
            continue;
        }
        context.report_changed(
            chunk.lines.first().map_or(1, |line| line.number),
            "a slide cannot be converted; its Markdown is kept as text",
            "write the slide again with the blocks of the outline",
        );
        let lines: Vec<String> = chunk
            .lines
            .iter()
            .map(|line| escape_punctuation(line.text.trim()))
            .filter(|line| !line.is_empty())
            .collect();
        let text =
            |text: String| OutlineValue::Map(vec![("text".to_owned(), OutlineValue::Text(text))]);
        let mut texts: Vec<OutlineValue> =
            divide_text(&lines.join("\\\n")).into_iter().map(text).collect();
        *value = match (texts.len(), texts.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                texts.extend(last);
                OutlineValue::Map(vec![("content".to_owned(), OutlineValue::List(texts))])
            }
        };
    }
}

/// Divides a text that is too long for an outline, at spaces if there are any.
fn divide_text(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for word in text.split_inclusive(' ') {
        for character in word.chars() {
            part.push(character);
            if part.len() + MAX_WORD_BYTES > MAX_TEXT_CHARS && character != '\\' {
                parts.push(std::mem::take(&mut part));
            }
        }
        if part.len() + 2 * MAX_WORD_BYTES > MAX_TEXT_CHARS {
            parts.push(std::mem::take(&mut part));
        }
    }
    parts.push(part);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Words up to this length are not divided.
const MAX_WORD_BYTES: usize = 1_000;

/// What depends on other slides and files, which are not read.
const FOLLOWED: &[Code] = &[Code::UnknownId, Code::UnknownCitationKey, Code::InvalidCitationStyle];

/// Reads an outline of these keys as a deck. Returns what is found in it, too.
pub(super) fn read_outline(keys: Vec<(String, OutlineValue)>) -> (Option<Deck>, Vec<Diagnostic>) {
    let source = Source::new("slides.yaml", write_outline(keys));
    let mut diagnostics = Diagnostics::default();
    let root = yaml::parse(&source, SourceId(0), &mut diagnostics);
    let deck = root.map(|root| read_deck(&root, &source, &NoTextFiles, &mut diagnostics));
    (deck, diagnostics.into_sorted())
}

/// Returns whether an outline of these keys has errors. Links are not followed.
pub(super) fn has_errors(keys: Vec<(String, OutlineValue)>) -> bool {
    let (_, diagnostics) = read_outline(keys);
    diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error && !FOLLOWED.contains(&found.code))
}

/// Returns whether a slide of these keys has no errors.
pub(super) fn is_valid_slide(keys: Vec<(String, OutlineValue)>) -> bool {
    let list = OutlineValue::List(vec![OutlineValue::Map(keys)]);
    !has_errors(vec![("slides".to_owned(), list)])
}

/// Escapes all punctuation, so that no character is markup.
fn escape_punctuation(text: &str) -> String {
    let escape = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}
