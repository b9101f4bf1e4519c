//! Measures how much each part contributes to a PDF's size: pages, fonts, pictures, structure. The
//! only module of `export` that parses PDF objects.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// A part of a PDF.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PdfPart {
    /// The content stream of a page, by its number from 1.
    Page(usize),
    /// A font, by its name.
    Font(String),
    /// A picture, by its number from 1 in page order, with its width and height in pixels.
    Picture(usize, u32, u32),
    /// Vector drawings that pages share.
    Drawing,
    /// Tags, bookmarks, names, metadata and the cross-reference table.
    Structure,
}

/// The size of a part in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSize {
    /// The part.
    pub part: PdfPart,
    /// The size in bytes.
    pub bytes: usize,
}

/// Measures the parts of a finished PDF. The sizes add up to the size of the file. Returns `None`
/// if the file cannot be parsed.
///
/// Streams count as they are stored, compressed. Objects that are packed into object streams have
/// no size of their own and count as structure.
pub fn measure_parts(pdf: &[u8]) -> Option<Vec<PartSize>> {
    let document = Document::load_mem(pdf).ok()?;
    let mut owners: BTreeMap<ObjectId, PdfPart> = BTreeMap::new();
    let mut pictures = 0;
    for (number, page) in document.get_pages() {
        for content in document.get_page_contents(page) {
            owners.entry(content).or_insert(PdfPart::Page(number as usize));
        }
        let mut visited = BTreeSet::new();
        let Ok(page) = document.get_dictionary(page) else { continue };
        assign_resources(&document, page, &mut owners, &mut pictures, &mut visited);
    }
    let mut bytes: BTreeMap<PdfPart, usize> = BTreeMap::new();
    for (id, object) in &document.objects {
        if let (Object::Stream(stream), Some(part)) = (object, owners.get(id)) {
            *bytes.entry(part.clone()).or_default() += stream.content.len();
        }
    }
    let assigned: usize = bytes.values().sum();
    bytes.insert(PdfPart::Structure, pdf.len().checked_sub(assigned)?);
    Some(bytes.into_iter().map(|(part, bytes)| PartSize { part, bytes }).collect())
}

/// Facts about a finished PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PdfSummary {
    /// The number of pages.
    pub pages: usize,
    /// Whether it is a tagged PDF.
    pub is_tagged: bool,
}

/// Parses a finished PDF. Returns `None` if that is not possible.
pub fn inspect_pdf(pdf: &[u8]) -> Option<PdfSummary> {
    let document = Document::load_mem(pdf).ok()?;
    let catalog = document.catalog().ok()?;
    let marked = get_dictionary(&document, catalog, b"MarkInfo")?
        .get(b"Marked")
        .and_then(Object::as_bool)
        .unwrap_or(false);
    let is_tagged = marked && get_dictionary(&document, catalog, b"StructTreeRoot").is_some();
    Some(PdfSummary { pages: document.get_pages().len(), is_tagged })
}

/// Assigns the fonts, pictures and drawings that a page or drawing uses to their parts.
fn assign_resources(
    document: &Document,
    dictionary: &Dictionary,
    owners: &mut BTreeMap<ObjectId, PdfPart>,
    pictures: &mut usize,
    visited: &mut BTreeSet<ObjectId>,
) {
    let Some(resources) = get_dictionary(document, dictionary, b"Resources") else { return };
    for (_, font) in list_references(document, resources, b"Font") {
        let Ok(font) = document.get_dictionary(font) else { continue };
        assign_font(document, font, owners);
    }
    for kind in [&b"XObject"[..], b"Pattern"] {
        for (_, id) in list_references(document, resources, kind) {
            if !visited.insert(id) {
                continue;
            }
            let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else { continue };
            let number = |key: &[u8]| {
                stream.dict.get(key).and_then(Object::as_i64).map_or(0, |value| value as u32)
            };
            if stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|subtype| subtype == b"Image")
            {
                if !owners.contains_key(&id) {
                    *pictures += 1;
                    let part = PdfPart::Picture(*pictures, number(b"Width"), number(b"Height"));
                    owners.insert(id, part.clone());
                    // The transparency of a picture is stored as a picture of its own.
                    if let Ok(mask) = stream.dict.get(b"SMask").and_then(Object::as_reference) {
                        owners.insert(mask, part);
                    }
                }
            } else {
                owners.entry(id).or_insert(PdfPart::Drawing);
                assign_resources(document, &stream.dict, owners, pictures, visited);
            }
        }
    }
}

/// Assigns all objects of a font to it.
fn assign_font(document: &Document, font: &Dictionary, owners: &mut BTreeMap<ObjectId, PdfPart>) {
    let name = |font: &Dictionary| {
        let name = font
            .get(b"BaseFont")
            .or_else(|_| font.get(b"Name"))
            .and_then(Object::as_name)
            .unwrap_or(b"unnamed");
        let name = String::from_utf8_lossy(name).into_owned();
        // The name of a subset starts with six letters and a plus sign (ISO 32000-1, 9.6.4).
        name.split_once('+').map_or(name.clone(), |(_, name)| name.to_owned())
    };
    let part = PdfPart::Font(name(font));
    let descendants =
        font.get(b"DescendantFonts").and_then(|object| document.dereference(object)).ok();
    let descendants = descendants
        .and_then(|(_, object)| object.as_array().ok())
        .map(Vec::as_slice)
        .unwrap_or_default();
    let descendants =
        descendants.iter().filter_map(|object| document.dereference(object).ok()?.1.as_dict().ok());
    for font in std::iter::once(font).chain(descendants) {
        for key in [&b"ToUnicode"[..], b"CIDToGIDMap", b"Encoding"] {
            owners.extend(
                font.get(key).and_then(Object::as_reference).ok().map(|id| (id, part.clone())),
            );
        }
        if let Some(procedures) = get_dictionary(document, font, b"CharProcs") {
            owners.extend(
                procedures
                    .iter()
                    .filter_map(|(_, object)| Some((object.as_reference().ok()?, part.clone()))),
            );
        }
        let Some(descriptor) = get_dictionary(document, font, b"FontDescriptor") else { continue };
        for key in [&b"FontFile"[..], b"FontFile2", b"FontFile3", b"CIDSet"] {
            owners.extend(
                descriptor
                    .get(key)
                    .and_then(Object::as_reference)
                    .ok()
                    .map(|id| (id, part.clone())),
            );
        }
    }
}

/// Returns the dictionary at a key of `dictionary`, which may be a reference.
pub(crate) fn get_dictionary<'d>(
    document: &'d Document,
    dictionary: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Dictionary> {
    document.dereference(dictionary.get(key).ok()?).ok()?.1.as_dict().ok()
}

/// Returns the references in one category of a resource dictionary.
fn list_references<'d>(
    document: &'d Document,
    resources: &'d Dictionary,
    kind: &[u8],
) -> Vec<(&'d [u8], ObjectId)> {
    let Some(entries) = get_dictionary(document, resources, kind) else { return Vec::new() };
    entries
        .iter()
        .filter_map(|(name, object)| Some((name.as_slice(), object.as_reference().ok()?)))
        .collect()
}
