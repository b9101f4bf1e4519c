//! Extracts the text of a PDF in the order of its structure tree.
//!
//! The library's own `extract_text` reads page by page, so that a continued paragraph contains the
//! footer and header between its parts, and it ignores `ActualText`. This module walks the
//! structure tree (ISO 32000-1, 14.7) and decodes the marked content of each element.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The page and MCID of a piece of marked content.
type ContentKey = (ObjectId, i64);

/// Returns the text of each block element, including its spans and links, without white space and
/// soft hyphens.
pub fn tagged_paragraphs(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let mut marked = BTreeMap::new();
    for page in document.get_pages().into_values() {
        read_page(&document, page, &mut marked);
    }
    let root = document
        .catalog()
        .unwrap()
        .get_deref(b"StructTreeRoot", &document)
        .unwrap()
        .as_dict()
        .unwrap();
    let mut paragraphs = vec![String::new()];
    collect_text(&document, root, None, &marked, &mut paragraphs);
    paragraphs
}

/// Appends the text below an element to the last paragraph, or starts another one if the element is
/// not an inline element.
fn collect_text(
    document: &Document,
    element: &Dictionary,
    page: Option<ObjectId>,
    marked: &BTreeMap<ContentKey, String>,
    paragraphs: &mut Vec<String>,
) {
    let is_inline = element
        .get(b"S")
        .and_then(Object::as_name)
        .is_ok_and(|role| matches!(role, b"Span" | b"Link" | b"Code" | b"Em" | b"Strong"));
    if !is_inline {
        paragraphs.push(String::new());
    }
    let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
    let kids = element.get_deref(b"K", document).map_or(Vec::new(), |kids| match kids {
        Object::Array(kids) => kids.iter().collect(),
        kid => vec![kid],
    });
    for kid in kids {
        match document.dereference(kid).unwrap().1 {
            Object::Integer(number) => {
                *paragraphs.last_mut().unwrap() += &marked[&(page.unwrap(), *number)]
            }
            Object::Dictionary(kid) if kid.has(b"MCID") => {
                let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page).unwrap();
                *paragraphs.last_mut().unwrap() +=
                    &marked[&(page, kid.get(b"MCID").unwrap().as_i64().unwrap())];
            }
            Object::Dictionary(kid) if kid.has(b"S") => {
                collect_text(document, kid, page, marked, paragraphs)
            }
            _ => {}
        }
    }
}

/// Reads the text of each piece of marked content on a page.
fn read_page(document: &Document, page: ObjectId, marked: &mut BTreeMap<ContentKey, String>) {
    let fonts: BTreeMap<Vec<u8>, _> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, font.get_font_encoding(document).unwrap()))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    // The open marked content, outermost first: its MCID and its actual text.
    let mut open: Vec<(Option<i64>, Option<String>)> = Vec::new();
    let mut font = None;
    // The text of each glyph of a line in one font, in painting order.
    let mut line: Vec<String> = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BMC" => open.push((None, None)),
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let number = properties.get(b"MCID").and_then(Object::as_i64).ok();
                let actual_text = properties
                    .get(b"ActualText")
                    .ok()
                    .map(|text| lopdf::decode_text_string(text).unwrap());
                if let Some(number) = number {
                    marked.insert((page, number), String::new());
                }
                open.push((number, actual_text));
            }
            "EMC" => line.extend(open.pop().unwrap().1),
            "Tf" => font = fonts.get(operation.operands[0].as_name().unwrap()),
            "Tj" | "TJ" if open.iter().all(|(_, actual_text)| actual_text.is_none()) => {
                let strings = match &operation.operands[0] {
                    Object::Array(parts) => parts.iter().collect(),
                    string => vec![string],
                };
                let encoding = font.unwrap();
                for codes in strings.into_iter().filter_map(|string| string.as_str().ok()) {
                    // Text fonts have codes of two bytes. Emoji fonts have one, but random outlines
                    // contain no emoji.
                    line.extend(
                        codes.chunks(2).map(|code| Document::decode_text(encoding, code).unwrap()),
                    );
                }
            }
            _ => {}
        }
        // A run ends with its graphics state or its marked content.
        if operation.operator == "Q"
            || operation.operator == "EMC" && open.iter().all(|(number, _)| number.is_none())
        {
            if let Some(number) = open.iter().find_map(|(number, _)| *number) {
                *marked.get_mut(&(page, number)).unwrap() += &logical_text(&line);
            }
            line.clear();
        }
    }
}

/// Returns the text of a line in logical order; Hebrew and Arabic are drawn in visual order.
fn logical_text(line: &[String]) -> String {
    let is_rtl = line
        .concat()
        .chars()
        .any(|letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}'));
    let text = if is_rtl { line.iter().rev().map(String::as_str).collect() } else { line.concat() };
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{ad}').collect()
}
