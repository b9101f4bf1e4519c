//! Reads XLIFF 2.0, with the place of every translation.

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::catalogue::{Entry, Translations, damage};
use super::xliff::{FUZZY, NAMESPACE};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId, Span};

/// The most elements, attributes and texts of a file.
const MAX_NODES: u32 = 2_000_000;
/// What to do about a file that is no XLIFF 2.0.
const FORMAT_HELP: &str = "save it as XLIFF 2.0, or export it again with `plenary translations`";

/// Reads XLIFF 2.0. What is damaged is reported.
pub(super) fn read(text: &str, id: SourceId, diagnostics: &mut Diagnostics) -> Translations {
    let mut translations = Translations::default();
    // A document type is refused, so there are no entities to expand.
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => {
            let (span, message) = explain(text, id, &error);
            diagnostics.push(damage(message, span, "correct the file, or export it again"));
            return translations;
        }
    };
    let root = document.root_element();
    let tag = start_tag(root, text, id);
    let version = root.attribute("version").unwrap_or("");
    let is_xliff = root.tag_name().name() == "xliff";
    if !is_xliff || !version.starts_with("2.") {
        let found = if is_xliff { format!("XLIFF {version}") } else { "other XML".to_owned() };
        let message = format!("expected XLIFF 2.0, found {found}");
        diagnostics.push(damage(message, tag, FORMAT_HELP));
        return translations;
    }
    match root.attribute("trgLang") {
        Some(language) => translations.language = language.to_owned(),
        None => {
            let help = "add `trgLang=\"zh\"` to `<xliff>`, or give it with `--to zh`";
            diagnostics.push(damage("the file does not name its language", tag, help));
        }
    }
    let is_unit = |node: &Node| node.has_tag_name((NAMESPACE, "unit"));
    for unit in document.descendants().filter(is_unit) {
        if let Some(entry) = read_unit(unit, text, id, diagnostics) {
            translations.entries.push(entry);
        }
    }
    translations
}

fn read_unit(unit: Node, text: &str, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Entry> {
    let context_span = start_tag(unit, text, id);
    let mut entry = Entry { context_span, target_span: context_span, ..Entry::default() };
    let Some(name) = unit.attribute("name").or_else(|| unit.attribute("id")) else {
        diagnostics.push(damage("a unit has no `id`", context_span, FORMAT_HELP));
        return None;
    };
    name.clone_into(&mut entry.context);
    let is_part = |node: &Node| matches!(node.tag_name().name(), "segment" | "ignorable");
    let mut has_gap = false;
    for segment in unit.children().filter(is_part) {
        let child =
            |name: &str| segment.children().find(|node| node.has_tag_name((NAMESPACE, name)));
        let Some(source) = child("source") else {
            let tag = start_tag(segment, text, id);
            diagnostics.push(damage("a segment has no `<source>`", tag, FORMAT_HELP));
            return None;
        };
        entry.source.push_str(&read_text(source, text, id, diagnostics)?);
        if let Some(target) = child("target") {
            entry.target_span = Span::new(id, target.range().start, target.range().end);
            entry.target.push_str(&read_text(target, text, id, diagnostics)?);
        } else if segment.tag_name().name() == "segment" {
            entry.target_span = start_tag(segment, text, id);
            has_gap = true;
        }
        entry.is_fuzzy |= segment.attribute("subState") == Some(FUZZY);
    }
    // A unit of which only some sentences are translated is not translated.
    if has_gap {
        entry.target.clear();
    }
    Some(entry)
}

/// Returns the text of a `<source>` or `<target>`.
fn read_text(
    node: Node,
    text: &str,
    id: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut words = String::new();
    for child in node.children() {
        if child.is_text() {
            words.push_str(child.text().unwrap_or(""));
        } else if child.is_element() {
            let name = child.tag_name().name();
            // Marks of a tool around words, such as a comment or a term.
            if name == "mrk" {
                words.push_str(&read_text(child, text, id, diagnostics)?);
            } else if !matches!(name, "sm" | "em") {
                let message = format!("`<{name}>` in a text is not understood");
                let help = "write Markdown as in the source: `**bold**`, `[text](address)`";
                diagnostics.push(damage(message, start_tag(child, text, id), help));
                return None;
            }
        }
    }
    Some(words)
}

/// Returns the place of the start tag of an element.
fn start_tag(node: Node, text: &str, id: SourceId) -> Span {
    let range = node.range();
    let end = text[range.clone()].find('>').map_or(range.end, |at| range.start + at + 1);
    Span::new(id, range.start, end)
}

fn explain(text: &str, id: SourceId, error: &Error) -> (Span, String) {
    let place = error.pos();
    let source = Source::new("", text.to_owned());
    let start = source.line_start(place.row as usize);
    let line = &text[start..];
    let at = line.char_indices().nth((place.col as usize).saturating_sub(1));
    let at = (start + at.map_or(0, |(at, _)| at)).min(text.len());
    let end = text.ceil_char_boundary((at + 1).min(text.len()));
    let message = match error {
        Error::DtdDetected => "the file declares a document type, which XLIFF has not".to_owned(),
        Error::NodesLimitReached => "the file has too many elements".to_owned(),
        error => format!("the XML is damaged: {error}"),
    };
    (Span::new(id, at, end), message)
}
