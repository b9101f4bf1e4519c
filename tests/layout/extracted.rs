//! The words of the finished PDF, as a program that reads its tags finds them.
//!
//! A library's own `extract_text` reads page after page: a paragraph that goes on on the next page
//! has foot and head in its midst. And it passes over `ActualText`. So this goes along the
//! structure tree (ISO 32000-1, 14.7) and decodes what each element marks as its own.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A stretch of marked content: its page and its number there.
type Place = (ObjectId, i64);

/// The text of each element that has some of its own with that of its spans and links, blanks and
/// soft hyphens left out.
pub fn paragraphs(pdf: &[u8]) -> Vec<String> {
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
    let mut found = vec![String::new()];
    walk(&document, root, None, &marked, &mut found);
    found
}

/// Adds the text below an element to the last paragraph, or begins another where the element is
/// none of a line.
fn walk(
    document: &Document,
    element: &Dictionary,
    page: Option<ObjectId>,
    marked: &BTreeMap<Place, String>,
    found: &mut Vec<String>,
) {
    let is_of_line = element
        .get(b"S")
        .and_then(Object::as_name)
        .is_ok_and(|role| matches!(role, b"Span" | b"Link" | b"Code" | b"Em" | b"Strong"));
    if !is_of_line {
        found.push(String::new());
    }
    let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
    let kids = element.get_deref(b"K", document).map_or(Vec::new(), |kids| match kids {
        Object::Array(kids) => kids.iter().collect(),
        kid => vec![kid],
    });
    for kid in kids {
        match document.dereference(kid).unwrap().1 {
            Object::Integer(number) => {
                *found.last_mut().unwrap() += &marked[&(page.unwrap(), *number)]
            }
            Object::Dictionary(kid) if kid.has(b"MCID") => {
                let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page).unwrap();
                *found.last_mut().unwrap() +=
                    &marked[&(page, kid.get(b"MCID").unwrap().as_i64().unwrap())];
            }
            Object::Dictionary(kid) if kid.has(b"S") => walk(document, kid, page, marked, found),
            _ => {}
        }
    }
}

/// The text of each stretch of marked content on a page.
fn read_page(document: &Document, page: ObjectId, marked: &mut BTreeMap<Place, String>) {
    let fonts: BTreeMap<Vec<u8>, _> = document
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, font.get_font_encoding(document).unwrap()))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    // What is open, outermost first: its number, and the text that replaces what it draws.
    let mut open: Vec<(Option<i64>, Option<String>)> = Vec::new();
    let mut font = None;
    // What one line of one font says, a glyph an entry, in the order in which they are drawn.
    let mut line: Vec<String> = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BMC" => open.push((None, None)),
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let number = properties.get(b"MCID").and_then(Object::as_i64).ok();
                let spoken = properties
                    .get(b"ActualText")
                    .ok()
                    .map(|text| lopdf::decode_text_string(text).unwrap());
                if let Some(number) = number {
                    marked.insert((page, number), String::new());
                }
                open.push((number, spoken));
            }
            "EMC" => line.extend(open.pop().unwrap().1),
            "Tf" => font = fonts.get(operation.operands[0].as_name().unwrap()),
            "Tj" | "TJ" if open.iter().all(|(_, spoken)| spoken.is_none()) => {
                let strings = match &operation.operands[0] {
                    Object::Array(parts) => parts.iter().collect(),
                    string => vec![string],
                };
                let encoding = font.unwrap();
                for codes in strings.into_iter().filter_map(|string| string.as_str().ok()) {
                    // Fonts of letters have codes of two bytes; those of emoji, of one, are in no
                    // random outline.
                    line.extend(
                        codes.chunks(2).map(|code| Document::decode_text(encoding, code).unwrap()),
                    );
                }
            }
            _ => {}
        }
        // A run ends where the graphics state that it was drawn in does, or its marked content.
        if operation.operator == "Q"
            || operation.operator == "EMC" && open.iter().all(|(number, _)| number.is_none())
        {
            if let Some(number) = open.iter().find_map(|(number, _)| *number) {
                *marked.get_mut(&(page, number)).unwrap() += &written(&line);
            }
            line.clear();
        }
    }
}

/// The glyphs of a line in the order in which they are written: Hebrew and Arabic are drawn from
/// their end.
fn written(line: &[String]) -> String {
    let is_leftward = line
        .concat()
        .chars()
        .any(|letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}'));
    let text =
        if is_leftward { line.iter().rev().map(String::as_str).collect() } else { line.concat() };
    text.chars().filter(|read| !read.is_whitespace() && *read != '\u{ad}').collect()
}
