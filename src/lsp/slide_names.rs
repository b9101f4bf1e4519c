//! The slides of a document by name: their ids, the links to them, and the document symbols.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::document::{Document, lsp_range};
use crate::deck::find_slides;
use crate::diagnostic::Diagnostics;
use crate::source::SourceId;
use crate::yaml::{self, Node, find_key};

/// A slide as the editor lists it.
pub(crate) struct SlideSymbol {
    /// Its title, or its number.
    pub title: String,
    /// The section that starts with it.
    pub section: Option<String>,
    /// Its id without `#`, and the bytes of the id.
    pub id: Option<(String, Range<usize>)>,
    /// The bytes of the whole slide.
    pub bytes: Range<usize>,
}

/// Returns every slide of the document, as far as it can be read.
pub(crate) fn list_slides(document: &Document) -> Vec<SlideSymbol> {
    let root = yaml::parse(&document.source, SourceId(0), &mut Diagnostics::default());
    let nodes = root.as_ref().and_then(find_slides).unwrap_or_default();
    nodes.iter().enumerate().map(|(at, node)| read_slide(at, node, &document.source.text)).collect()
}

fn read_slide(at: usize, node: &Node, text: &str) -> SlideSymbol {
    let words = |name| {
        find_key(node, name).and_then(Node::as_scalar).map(|scalar| scalar.value.trim().to_owned())
    };
    let id = find_key(node, "id").and_then(|id| {
        let written = id.as_scalar()?.value.trim();
        let name = written.trim_start_matches('#').to_owned();
        let from = id.span.start as usize + text.get(id.span.range())?.find(name.as_str())?;
        (!name.is_empty()).then(|| (name.clone(), from..from + name.len()))
    });
    let long = find_key(node, "section").and_then(|section| find_key(section, "title"));
    let long = long.and_then(Node::as_scalar).map(|scalar| scalar.value.trim().to_owned());
    let section = words("section").or(long);
    let own = node.as_scalar().map(|scalar| scalar.value.trim().to_owned());
    let title =
        words("title").or(own).or_else(|| section.clone()).filter(|title| !title.is_empty());
    SlideSymbol {
        title: title.unwrap_or_else(|| format!("Slide {}", at + 1)),
        section,
        id,
        bytes: node.span.range(),
    }
}

/// Returns every link to a slide: the id without `#`, and its bytes.
pub(crate) fn find_links(text: &str) -> Vec<(String, Range<usize>)> {
    let mut links = Vec::new();
    for (at, _) in text.match_indices('#') {
        let before = text[..at].rsplit('\n').next().unwrap_or("");
        let is_link =
            before.ends_with('(') || before.trim_end_matches(['"', '\'', ' ']).ends_with("href:");
        let name: String = text[at + 1..]
            .chars()
            .take_while(|c| !c.is_whitespace() && !")\"',}]".contains(*c))
            .collect();
        if is_link && !name.is_empty() {
            links.push((name.clone(), at + 1..at + 1 + name.len()));
        }
    }
    links
}

/// Returns the id at a byte, whether it is a definition or a link.
pub(crate) fn id_at(document: &Document, at: usize) -> Option<(String, Range<usize>)> {
    let defined = list_slides(document).into_iter().filter_map(|slide| slide.id);
    defined
        .chain(find_links(&document.source.text))
        .find(|(_, bytes)| bytes.start <= at && at <= bytes.end)
}

/// Returns the edits that rename an id: its definition and all links.
pub(crate) fn rename_edits(document: &Document, id: &str, new: &str) -> Vec<Json> {
    let defined = list_slides(document).into_iter().filter_map(|slide| slide.id);
    let mut places: Vec<Range<usize>> = defined
        .chain(find_links(&document.source.text))
        .filter(|(name, _)| name == id)
        .map(|(_, bytes)| bytes)
        .collect();
    places.sort_by_key(|bytes| bytes.start);
    places.dedup();
    places
        .into_iter()
        .map(|bytes| json!({ "range": lsp_range(&document.source, bytes), "newText": new }))
        .collect()
}

/// Returns the sections with their slides; slides before the first section are listed alone.
pub(crate) fn document_symbols(document: &Document) -> Json {
    let mut symbols: Vec<Json> = Vec::new();
    let mut is_in_section = false;
    for slide in list_slides(document) {
        let place = lsp_range(&document.source, slide.bytes.clone());
        // The kinds 3 and 15 of the protocol are a namespace and a string.
        let symbol =
            json!({ "name": slide.title, "kind": 15, "range": place, "selectionRange": place });
        if let Some(section) = slide.section.filter(|section| !section.is_empty()) {
            is_in_section = true;
            symbols.push(json!({
                "name": section,
                "kind": 3,
                "range": place,
                "selectionRange": place,
                "children": [symbol],
            }));
        } else if let Some(section) = symbols.last_mut().filter(|_| is_in_section) {
            section["range"]["end"] = place["end"].clone();
            if let Some(children) = section["children"].as_array_mut() {
                children.push(symbol);
            }
        } else {
            symbols.push(symbol);
        }
    }
    symbols.into()
}
