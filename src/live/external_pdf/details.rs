//! Reads page labels, bookmarks, links and transitions of a PDF. The only module of `live` that
//! parses PDF objects.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::super::LinkDestination;
use crate::export::get_dictionary;
use crate::numerals::write_roman;
use crate::show::{Transition, TransitionDirection, TransitionKind};

/// The maximum depth of name trees and page trees.
const MAX_TREE_DEPTH: usize = 40;

/// The details of a PDF. Whatever cannot be read has its default.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct PdfDetails {
    pub(crate) title: String,
    pub(crate) lang: String,
    pub(crate) is_right_to_left: bool,
    /// The page labels, if the file has any.
    pub(crate) labels: Vec<String>,
    /// The bookmark title of each page.
    pub(crate) titles: Vec<String>,
    /// The parent of each page's bookmark.
    pub(crate) sections: Vec<Option<String>>,
    pub(crate) pages: Vec<PageDetails>,
}

/// The details of a page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct PageDetails {
    pub(crate) advance: Option<f32>,
    pub(crate) transition: Option<Transition>,
    /// The left, top, width and height of each link as fractions of the page, and its target.
    pub(crate) links: Vec<([f32; 4], LinkDestination)>,
}

/// Reads the details of a PDF with `count` pages. They are optional: a file in which they cannot be
/// read is shown without them.
pub(crate) fn read_details(pdf: &[u8], count: usize) -> PdfDetails {
    // A panic of the library on an unusual file must not prevent the file from being shown.
    catch_unwind(AssertUnwindSafe(|| try_read_details(pdf, count)))
        .ok()
        .flatten()
        .unwrap_or_default()
}

fn try_read_details(pdf: &[u8], count: usize) -> Option<PdfDetails> {
    let document = Document::load_mem(pdf).ok()?;
    let catalog = document.catalog().ok()?;
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    if ids.len() != count {
        return None;
    }
    let info = document
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|info| document.dereference(info).ok()?.1.as_dict().ok());
    let text = |dictionary: &Dictionary, key: &[u8]| {
        let (_, value) = document.dereference(dictionary.get(key).ok()?).ok()?;
        decode_text_string(value).ok().map(|text| text.trim().to_owned())
    };
    let direction = get_dictionary(&document, catalog, b"ViewerPreferences")
        .and_then(|preferences| preferences.get(b"Direction").ok()?.as_name().ok());
    let (titles, sections) = read_bookmarks(&document, count);
    let reader = PageReader {
        document: &document,
        page_indices: ids.iter().enumerate().map(|(number, id)| (*id, number)).collect(),
    };
    Some(PdfDetails {
        title: info.and_then(|info| text(info, b"Title")).unwrap_or_default(),
        lang: text(catalog, b"Lang").unwrap_or_default(),
        is_right_to_left: direction == Some(b"R2L"),
        labels: read_page_labels(&document, catalog, count),
        titles,
        sections,
        pages: ids.iter().map(|id| reader.read_page(*id).unwrap_or_default()).collect(),
    })
}

/// Reads the page labels (ISO 32000-1, 12.4.2); empty if the file has none.
fn read_page_labels(document: &Document, catalog: &Dictionary, count: usize) -> Vec<String> {
    let mut ranges = BTreeMap::new();
    if let Some(tree) = get_dictionary(document, catalog, b"PageLabels") {
        let mut entries = Vec::new();
        collect_tree_entries(document, tree, b"Nums", 0, &mut entries);
        for pair in entries.chunks_exact(2) {
            let first =
                document.dereference(pair[0]).ok().and_then(|(_, first)| first.as_i64().ok());
            let range =
                document.dereference(pair[1]).ok().and_then(|(_, range)| range.as_dict().ok());
            if let (Some(Ok(first)), Some(range)) = (first.map(usize::try_from), range) {
                ranges.insert(first, range);
            }
        }
    }
    if ranges.is_empty() {
        return Vec::new();
    }
    let label = |page: usize| {
        let Some((first, range)) = ranges.range(..=page).next_back() else { return String::new() };
        let prefix = range
            .get(b"P")
            .ok()
            .and_then(|prefix| decode_text_string(prefix).ok())
            .unwrap_or_default();
        let start = range
            .get(b"St")
            .ok()
            .and_then(|start| start.as_i64().ok())
            .and_then(|start| usize::try_from(start).ok());
        let number = start.unwrap_or(1).saturating_add(page - first);
        let number = match range.get(b"S").ok().and_then(|style| style.as_name().ok()) {
            Some(b"D") => number.to_string(),
            Some(b"R") => to_roman_numeral(number),
            Some(b"r") => to_roman_numeral(number).to_lowercase(),
            Some(b"A") => to_letters(number),
            Some(b"a") => to_letters(number).to_lowercase(),
            _ => String::new(),
        };
        prefix + &number
    };
    (0..count).map(label).collect()
}

fn to_roman_numeral(number: usize) -> String {
    match u32::try_from(number) {
        Ok(number @ ..=4000) => write_roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

/// Formats a number as A to Z, then AA to ZZ.
fn to_letters(number: usize) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 26 * 100) else {
        return number.to_string();
    };
    let letter = (b'A' + (index % 26) as u8) as char;
    std::iter::repeat_n(letter, index / 26 + 1).collect()
}

/// Returns the bookmark title of each page, and the parent of that bookmark.
fn read_bookmarks(document: &Document, count: usize) -> (Vec<String>, Vec<Option<String>>) {
    let (mut titles, mut sections) = (vec![String::new(); count], vec![None; count]);
    let Ok(toc) = document.get_toc() else { return (titles, sections) };
    let mut section: Option<String> = None;
    let mut at = 0;
    for (index, entry) in toc.toc.iter().enumerate() {
        let Some(page) = entry.page.checked_sub(1).filter(|page| *page < count && *page >= at)
        else {
            continue;
        };
        sections[at..page].fill(section.clone());
        at = page;
        if entry.level == 1 {
            section = toc
                .toc
                .get(index + 1)
                .filter(|next| next.level > 1)
                .map(|_| entry.title.trim().to_owned());
        }
        // The innermost bookmark is the slide's own.
        titles[page] = entry.title.trim().to_owned();
    }
    sections[at..].fill(section);
    (titles, sections)
}

struct PageReader<'d> {
    document: &'d Document,
    page_indices: BTreeMap<ObjectId, usize>,
}

impl<'d> PageReader<'d> {
    fn read_page(&self, id: ObjectId) -> Option<PageDetails> {
        let page = self.document.get_dictionary(id).ok()?;
        let advance = page
            .get(b"Dur")
            .ok()
            .and_then(|seconds| read_number(self.document, seconds))
            .filter(|seconds| *seconds > 0.0);
        let transition = get_dictionary(self.document, page, b"Trans")
            .map(|trans| read_transition(self.document, trans));
        Some(PageDetails { advance, transition, links: self.read_links(page).unwrap_or_default() })
    }

    fn read_links(&self, page: &'d Dictionary) -> Option<Vec<([f32; 4], LinkDestination)>> {
        // The links of a rotated page would have to be rotated too.
        if get_inherited(self.document, page, b"Rotate")
            .and_then(|turn| read_number(self.document, turn))
            .is_some_and(|turn| turn != 0.0)
        {
            return None;
        }
        let (_, annotations) = self.document.dereference(page.get(b"Annots").ok()?).ok()?;
        let frame = get_inherited(self.document, page, b"CropBox")
            .or_else(|| get_inherited(self.document, page, b"MediaBox"))?;
        let [left, bottom, right, top] = read_rectangle(self.document, frame)?;
        let (width, height) = (right - left, top - bottom);
        if !(width > 0.0 && height > 0.0) {
            return None;
        }
        let link = |annotation: &'d Object| {
            let link = self.document.dereference(annotation).ok()?.1.as_dict().ok()?;
            let is_link =
                link.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link");
            let area =
                read_rectangle(self.document, link.get(b"Rect").ok()?).filter(|_| is_link)?;
            let destination = self.read_destination(link)?;
            Some((
                [
                    (area[0] - left) / width,
                    (top - area[3]) / height,
                    (area[2] - area[0]) / width,
                    (area[3] - area[1]) / height,
                ],
                destination,
            ))
        };
        Some(annotations.as_array().ok()?.iter().filter_map(link).collect())
    }

    fn read_destination(&self, link: &'d Dictionary) -> Option<LinkDestination> {
        if let Ok(to) = link.get(b"Dest") {
            return self.resolve_destination(to, 0).map(LinkDestination::Page);
        }
        let action = get_dictionary(self.document, link, b"A")?;
        match action.get(b"S").and_then(Object::as_name).ok()? {
            b"GoTo" => {
                self.resolve_destination(action.get(b"D").ok()?, 0).map(LinkDestination::Page)
            }
            b"URI" => {
                let (_, uri) = self.document.dereference(action.get(b"URI").ok()?).ok()?;
                Some(LinkDestination::Uri(String::from_utf8_lossy(uri.as_str().ok()?).into_owned()))
            }
            _ => None,
        }
    }

    /// Returns the page of a destination, which may be named (ISO 32000-1, 12.3.2).
    fn resolve_destination(&self, to: &'d Object, depth: usize) -> Option<usize> {
        if depth > 4 {
            return None;
        }
        match self.document.dereference(to).ok()?.1 {
            Object::Array(parts) => {
                self.page_indices.get(&parts.first()?.as_reference().ok()?).copied()
            }
            Object::Dictionary(dictionary) => {
                self.resolve_destination(dictionary.get(b"D").ok()?, depth + 1)
            }
            Object::Name(name) | Object::String(name, _) => {
                self.resolve_destination(self.find_named_destination(name)?, depth + 1)
            }
            _ => None,
        }
    }

    fn find_named_destination(&self, name: &[u8]) -> Option<&'d Object> {
        let catalog = self.document.catalog().ok()?;
        if let Some(value) =
            get_dictionary(self.document, catalog, b"Dests").and_then(|names| names.get(name).ok())
        {
            return Some(value);
        }
        let tree = get_dictionary(
            self.document,
            get_dictionary(self.document, catalog, b"Names")?,
            b"Dests",
        )?;
        let mut entries = Vec::new();
        collect_tree_entries(self.document, tree, b"Names", 0, &mut entries);
        let is_it = |pair: &&[&Object]| {
            self.document
                .dereference(pair[0])
                .is_ok_and(|(_, key)| key.as_str().is_ok_and(|key| key == name))
        };
        entries.chunks_exact(2).find(is_it).map(|pair| pair[1])
    }
}

/// Collects the entries of a name or number tree (ISO 32000-1, 7.9.6): keys and values alternate.
fn collect_tree_entries<'d>(
    document: &'d Document,
    node: &'d Dictionary,
    kind: &[u8],
    depth: usize,
    entries: &mut Vec<&'d Object>,
) {
    let array =
        |key| Some(document.dereference(node.get(key).ok()?).ok()?.1.as_array().ok()?.as_slice());
    entries.extend(array(kind).unwrap_or_default());
    for child in array(b"Kids").unwrap_or_default().iter().filter(|_| depth < MAX_TREE_DEPTH) {
        if let Some(child) =
            document.dereference(child).ok().and_then(|(_, child)| child.as_dict().ok())
        {
            collect_tree_entries(document, child, kind, depth + 1, entries);
        }
    }
}

/// Returns an entry of a page, which may be inherited from a parent node.
fn get_inherited<'d>(
    document: &'d Document,
    mut node: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Object> {
    for _ in 0..MAX_TREE_DEPTH {
        if let Ok(value) = node.get(key) {
            return Some(value);
        }
        node = get_dictionary(document, node, b"Parent")?;
    }
    None
}

/// Returns left, bottom, right and top.
fn read_rectangle(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let (_, object) = document.dereference(object).ok()?;
    let parts: Vec<f32> =
        object.as_array().ok()?.iter().filter_map(|part| read_number(document, part)).collect();
    let [a, b, c, d] = <[f32; 4]>::try_from(parts).ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn read_number(document: &Document, object: &Object) -> Option<f32> {
    let (_, object) = document.dereference(object).ok()?;
    object
        .as_float()
        .ok()
        .or_else(|| object.as_i64().ok().map(|number| number as f32))
        .filter(|number| number.is_finite())
}

/// Reads a transition (ISO 32000-1, table 162).
fn read_transition(document: &Document, trans: &Dictionary) -> Transition {
    let kind = match trans.get(b"S").and_then(Object::as_name).unwrap_or(b"R") {
        b"Split" => TransitionKind::Split,
        b"Blinds" => TransitionKind::Blinds,
        b"Box" => TransitionKind::Box,
        b"Wipe" => TransitionKind::Wipe,
        b"Dissolve" => TransitionKind::Dissolve,
        b"Glitter" => TransitionKind::Glitter,
        b"Fly" => TransitionKind::Fly,
        b"Push" => TransitionKind::Push,
        b"Cover" => TransitionKind::Cover,
        b"Uncover" => TransitionKind::Uncover,
        b"Fade" => TransitionKind::Fade,
        _ => TransitionKind::None,
    };
    let seconds = trans
        .get(b"D")
        .ok()
        .and_then(|seconds| read_number(document, seconds))
        .unwrap_or(1.0)
        .clamp(0.0, 10.0);
    let angle = trans.get(b"Di").ok().and_then(|angle| read_number(document, angle)).unwrap_or(0.0);
    let direction = match angle.rem_euclid(360.0) as u16 {
        90 => TransitionDirection::Up,
        180 => TransitionDirection::Left,
        270 => TransitionDirection::Down,
        _ => TransitionDirection::Right,
    };
    Transition {
        kind,
        seconds,
        direction: (!kind.allowed_directions().is_empty()).then_some(direction),
    }
}
