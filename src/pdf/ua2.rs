//! What PDF/UA-2 asks for and the library, which does not know it, leaves out (ISO 14289-2:2024,
//! 8.2.4, 8.2.5.2 and 8.8): the document element in the namespace of PDF 2.0, and destinations that
//! name an element of the logical tree beside their page.
//!
//! Both destinations are kept: readers that know only pages still find the page.

use std::collections::BTreeMap;

use super::extra_entries::find_bytes;

/// The namespace of PDF 2.0 (ISO 32000-2, 14.8.6), and how the library spells it.
const PDF_2_NAMESPACE: &str = "http://iso.org/pdf2/ssn";
const KRILLA_NAMESPACE: &str = "https://www.iso.org/pdf2/ssn";

/// What an object of a file becomes.
pub(super) struct Ua2Edits {
    namespace: usize,
    document: usize,
    /// The two destinations of each destination object: entries of a dictionary.
    destinations: BTreeMap<usize, String>,
}

impl Ua2Edits {
    /// Finds its way in a file's objects; `None` if they are not as expected.
    pub fn from_objects(objects: &[(usize, &[u8])]) -> Option<Self> {
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
            // A page that nothing is read on lies within no section: the document stands in.
            let section = sections.get(&page.parse().ok()?).copied().unwrap_or(document);
            Some((number, format!("/D[{page} 0 R/XYZ{view}]/SD[{section} 0 R/XYZ{view}]")))
        };
        Some(Self {
            namespace,
            document,
            destinations: objects.iter().filter_map(destination).collect(),
        })
    }

    /// The object as it has to be; `None` where it is.
    pub fn edit_object(&self, number: usize, body: &[u8]) -> Option<Vec<u8>> {
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
        if let Some(destinations) = self.destinations.get(&number) {
            return Some(format!("<<{destinations}>>").into_bytes());
        }
        if body.starts_with(b"<</Type/Page/") && find_bytes(body, b"/Tabs/S").is_none() {
            return insert_entries(body, "/Tabs/S".into());
        }
        // Bookmarks and links: the key stands behind everything that an author can write but a
        // link's words.
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

/// The section that each page's first element lies in.
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
        // No tree is deeper than it has elements.
        for _ in 0..parents.len() {
            match parents.get(&section) {
                Some(&parent) if parent != document => section = parent,
                _ => break,
            }
        }
        let known = sections.entry(page).or_insert(section);
        *known = (*known).min(section);
    }
    sections
}

/// The object that the first entry of this key refers to. Type, parent and namespace stand before
/// all words.
fn find_reference(body: &[u8], key: &[u8]) -> Option<usize> {
    parse_number_at(body, find_bytes(body, key)? + key.len())
}

/// The object that the last entry of this key refers to. The page stands behind all words.
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
