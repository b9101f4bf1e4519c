//! Completion and hover of the names of footnotes: `[^name]`.

use std::ops::Range;

use super::document::Document;
use crate::deck::find_slides;
use crate::diagnostic::Diagnostics;
use crate::source::SourceId;
use crate::yaml::{self, Node, find_key};

/// The name of a footnote, and its text.
pub(crate) struct FootnoteName {
    /// The name without `^`.
    pub name: String,
    /// The text as written.
    pub text: String,
}

/// Returns the start of the name of a footnote that is being typed at `offset`.
pub(crate) fn footnote_name_start(text: &str, offset: usize) -> Option<usize> {
    let line = text[..offset].rsplit('\n').next().unwrap_or("");
    let start = line.rfind("[^")? + 2;
    let is_open = !line[start..].contains(|c: char| c == ']' || c.is_whitespace());
    is_open.then_some(offset - (line.len() - start))
}

/// Returns the footnotes that a text at `offset` can call: those of its slide, then the deck's.
pub(crate) fn list_footnotes(document: &Document, offset: usize) -> Vec<FootnoteName> {
    let text = &document.source.text;
    let root = yaml::parse(&document.source, SourceId(0), &mut Diagnostics::default());
    let Some(root) = root else { return Vec::new() };
    let slides = find_slides(&root).unwrap_or_default();
    // While a text is typed, its slide may seem to end before it.
    let slide = slides.iter().rev().find(|slide| slide.span.start as usize <= offset);
    let mut names: Vec<FootnoteName> = Vec::new();
    if let Some(slide) = slide {
        push_entries(slide, &mut names);
        let end = text[offset..].find("\n  - ").map_or(text.len(), |at| offset + at);
        push_definitions(&text[slide.span.start as usize..end], &mut names);
    }
    push_entries(&root, &mut names);
    names
}

/// Returns the footnote whose call is at `offset`, and the bytes of its name.
pub(crate) fn footnote_at(
    document: &Document,
    offset: usize,
) -> Option<(FootnoteName, Range<usize>)> {
    let text = &document.source.text;
    let start = footnote_name_start(text, offset)?;
    let end = start + text[start..].find(']')?;
    let name = text[start..end].to_owned();
    let found = list_footnotes(document, offset).into_iter().find(|known| known.name == name)?;
    Some((found, start..end))
}

fn push_entries(owner: &Node, names: &mut Vec<FootnoteName>) {
    let entries = find_key(owner, "footnotes").and_then(Node::as_mapping).unwrap_or_default();
    for (key, value) in entries {
        let text = value.as_scalar().map(|scalar| scalar.value.trim().to_owned());
        push_name(&key.name, text.unwrap_or_default(), names);
    }
}

fn push_definitions(text: &str, names: &mut Vec<FootnoteName>) {
    let definitions = text.lines().filter_map(|line| {
        line.trim_start().strip_prefix("[^").and_then(|rest| rest.split_once("]:"))
    });
    for (name, text) in definitions {
        push_name(name, text.trim().to_owned(), names);
    }
}

fn push_name(name: &str, text: String, names: &mut Vec<FootnoteName>) {
    if names.iter().all(|known| known.name != name) {
        names.push(FootnoteName { name: name.to_owned(), text });
    }
}
