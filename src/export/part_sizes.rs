//! Where a PDF's bytes go: pages, fonts, pictures, and what holds them together. The only file that
//! knows the library which takes PDFs apart.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// What a share of a file's bytes is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PdfPart {
    /// What is drawn on a page, by its number from 1.
    Page(usize),
    /// A font, by its name.
    Font(String),
    /// A picture, by its number from 1 in the order of the pages, with its size in pixels.
    Picture(usize, u32, u32),
    /// Drawings that pages share.
    Drawing,
    /// Tags, bookmarks, names, metadata and the table that says where everything is.
    Structure,
}

/// A part and its bytes in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSize {
    /// What it is.
    pub part: PdfPart,
    /// Its bytes.
    pub bytes: usize,
}

/// Weighs the parts of a finished PDF; they add up to the whole file. `None` where it cannot be
/// read.
///
/// Streams are weighed as they are stored. What is packed with other objects has no size of its own
/// and counts as structure.
pub fn measure_parts(pdf: &[u8]) -> Option<Vec<PartSize>> {
    let document = Document::load_mem(pdf).ok()?;
    let mut owners: BTreeMap<ObjectId, PdfPart> = BTreeMap::new();
    let mut pictures = 0;
    for (number, page) in document.get_pages() {
        for content in document.get_page_contents(page) {
            owners.entry(content).or_insert(PdfPart::Page(number as usize));
        }
        let mut seen = BTreeSet::new();
        let Ok(page) = document.get_dictionary(page) else { continue };
        assign_resources(&document, page, &mut owners, &mut pictures, &mut seen);
    }
    let mut bytes: BTreeMap<PdfPart, usize> = BTreeMap::new();
    for (id, object) in &document.objects {
        if let (Object::Stream(stream), Some(part)) = (object, owners.get(id)) {
            *bytes.entry(part.clone()).or_default() += stream.content.len();
        }
    }
    let known: usize = bytes.values().sum();
    bytes.insert(PdfPart::Structure, pdf.len().checked_sub(known)?);
    Some(bytes.into_iter().map(|(part, bytes)| PartSize { part, bytes }).collect())
}

/// What a finished PDF says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PdfSummary {
    /// Number of pages.
    pub pages: usize,
    /// Whether it has a tree of tags and says so.
    pub is_tagged: bool,
}

/// Reads a PDF back; `None` where that is not possible.
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

/// Finds the fonts, pictures and drawings that a page or drawing uses.
fn assign_resources(
    document: &Document,
    holder: &Dictionary,
    owners: &mut BTreeMap<ObjectId, PdfPart>,
    pictures: &mut usize,
    seen: &mut BTreeSet<ObjectId>,
) {
    let Some(resources) = get_dictionary(document, holder, b"Resources") else { return };
    for (_, font) in list_references(document, resources, b"Font") {
        let Ok(font) = document.get_dictionary(font) else { continue };
        assign_font(document, font, owners);
    }
    for kind in [&b"XObject"[..], b"Pattern"] {
        for (_, id) in list_references(document, resources, kind) {
            if !seen.insert(id) {
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
                    // How transparent it is stands in a picture of its own.
                    if let Ok(mask) = stream.dict.get(b"SMask").and_then(Object::as_reference) {
                        owners.insert(mask, part);
                    }
                }
            } else {
                owners.entry(id).or_insert(PdfPart::Drawing);
                self::assign_resources(document, &stream.dict, owners, pictures, seen);
            }
        }
    }
}

/// Everything that a font is made of counts as the font.
fn assign_font(document: &Document, font: &Dictionary, owners: &mut BTreeMap<ObjectId, PdfPart>) {
    let name = |font: &Dictionary| {
        let name = font
            .get(b"BaseFont")
            .or_else(|_| font.get(b"Name"))
            .and_then(Object::as_name)
            .unwrap_or(b"without a name");
        let name = String::from_utf8_lossy(name).into_owned();
        // Subsets have six letters and a sign before their name (ISO 32000-1, 9.6.4).
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

fn get_dictionary<'d>(
    document: &'d Document,
    holder: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Dictionary> {
    document.dereference(holder.get(key).ok()?).ok()?.1.as_dict().ok()
}

/// The references in a dictionary of resources.
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
