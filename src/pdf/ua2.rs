//! Adds what PDF/UA-2 requires and the library omits (ISO 14289-2:2024, 8.2.4, 8.2.5.2, 8.2.5.14
//! and 8.8): the namespace of the document element, the type of footnotes in that namespace, and
//! structure destinations in addition to page destinations.
//!
//! Page destinations are kept for readers that support only those.

use std::collections::BTreeMap;

use crate::bytes::find_bytes;

/// The namespace of PDF 2.0 (ISO 32000-2, 14.8.6), and the library's wrong spelling of it.
const PDF_2_NAMESPACE: &str = "http://iso.org/pdf2/ssn";
const KRILLA_NAMESPACE: &str = "https://www.iso.org/pdf2/ssn";

/// How the library writes the start of a footnote, with its name before PDF 2.0.
const NOTE_ELEMENT: &[u8] = b"<</Type/StructElem/S/Note";

/// The changes to the objects of a file.
pub(crate) struct Ua2Edits {
    namespace: usize,
    document: usize,
    /// The entries of each destination object with both destinations.
    destinations: BTreeMap<usize, String>,
}

impl Ua2Edits {
    /// Collects the changes for a file's objects; `None` if the structure of the file is not as
    /// expected.
    pub(crate) fn from_objects(objects: &[(usize, &[u8])]) -> Option<Self> {
        let namespace = objects
            .iter()
            .find(|(_, body)| find_bytes(body, KRILLA_NAMESPACE.as_bytes()).is_some())?
            .0;
        let document = objects
            .iter()
            .find(|(_, body)| body.starts_with(b"<</Type/StructElem/S/Document/P"))?
            .0;
        let sections = find_sections(objects, document);
        let destination = |&(number, body): &(usize, &[u8])| {
            let text = std::str::from_utf8(body).ok()?.strip_prefix('[')?.strip_suffix(']')?;
            let (page, view) = text.split_once(" 0 R/XYZ")?;
            // A page without tagged content has no section, so its destination is the document
            // element.
            let section = sections.get(&page.parse().ok()?).copied().unwrap_or(document);
            Some((number, format!("/D[{page} 0 R/XYZ{view}]/SD[{section} 0 R/XYZ{view}]")))
        };
        Some(Self {
            namespace,
            document,
            destinations: objects.iter().filter_map(destination).collect(),
        })
    }

    /// Returns the changed object; `None` if it stays as it is.
    pub(crate) fn edit_object(&self, number: usize, body: &[u8]) -> Option<Vec<u8>> {
        if number == self.namespace {
            return Some(
                std::str::from_utf8(body)
                    .ok()?
                    .replace(KRILLA_NAMESPACE, PDF_2_NAMESPACE)
                    .into_bytes(),
            );
        }
        if number == self.document {
            return insert_entries(body, format!("/NS {} 0 R", self.namespace));
        }
        if let Some(note) = body.strip_prefix(NOTE_ELEMENT) {
            let note = [b"<</Type/StructElem/S/FENote".as_slice(), note].concat();
            return insert_entries(&note, format!("/NS {} 0 R", self.namespace));
        }
        if let Some(destinations) = self.destinations.get(&number) {
            return Some(format!("<<{destinations}>>").into_bytes());
        }
        if body.starts_with(b"<</Type/Page/") && find_bytes(body, b"/Tabs/S").is_none() {
            return insert_entries(body, "/Tabs/S".into());
        }
        // In bookmarks and links, the last match is the key: only the text of a link can come after
        // it.
        let key = b"/Dest ";
        let at = (0..body.len()).rev().find(|&at| body[at..].starts_with(key))?;
        let digits = body[at + key.len()..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = at + key.len() + digits;
        let target: usize = std::str::from_utf8(&body[at + key.len()..end]).ok()?.parse().ok()?;
        let rest = body[end..].strip_prefix(b" 0 R")?;
        let action = format!("/A<</S/GoTo{}>>", self.destinations.get(&target)?);
        Some([&body[..at], action.as_bytes(), rest].concat())
    }
}

/// Returns the section that contains each page's first element.
fn find_sections(objects: &[(usize, &[u8])], document: usize) -> BTreeMap<usize, usize> {
    let elements = objects.iter().filter(|(_, body)| body.starts_with(b"<</Type/StructElem/"));
    let parents: BTreeMap<usize, usize> = elements
        .clone()
        .filter_map(|(number, body)| Some((*number, find_reference(body, b"/P ")?)))
        .collect();
    let mut sections = BTreeMap::new();
    for (number, body) in elements {
        let Some(page) = find_last_reference(body, b"/Pg ") else { continue };
        let mut section = *number;
        // The depth of the tree cannot exceed the number of elements.
        for _ in 0..parents.len() {
            match parents.get(&section) {
                Some(&parent) if parent != document => section = parent,
                _ => break,
            }
        }
        let first = sections.entry(page).or_insert(section);
        *first = (*first).min(section);
    }
    sections
}

/// Returns the object that the first entry with this key refers to. The type, the parent and the
/// namespace come before any text.
fn find_reference(body: &[u8], key: &[u8]) -> Option<usize> {
    parse_number_at(body, find_bytes(body, key)? + key.len())
}

/// Returns the object that the last entry with this key refers to. The page comes after any text.
fn find_last_reference(body: &[u8], key: &[u8]) -> Option<usize> {
    let at = (0..body.len()).rev().find(|&at| body[at..].starts_with(key))?;
    parse_number_at(body, at + key.len())
}

fn parse_number_at(body: &[u8], at: usize) -> Option<usize> {
    let digits = body[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&body[at..at + digits]).ok()?.parse().ok()
}

fn insert_entries(body: &[u8], entries: String) -> Option<Vec<u8>> {
    let head = body.strip_suffix(b">>")?;
    Some([head, entries.as_bytes(), b">>"].concat())
}
