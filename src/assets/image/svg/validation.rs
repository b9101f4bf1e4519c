//! Checks a drawing before it is parsed: decompression bombs, and content that would silently be
//! missing from the page.

use std::collections::HashMap;

use usvg::Tree;
use usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};

use crate::assets::AssetError;
use crate::diagnostic::Code;

use super::{SVG_NAMESPACE, malformed_error};

/// Maximum nesting of elements, including `<use>`. Drawing programs stay far below; the libraries
/// recurse.
const MAX_DEPTH: u32 = 100;

/// Maximum number of drawn elements, counting each use.
const MAX_ELEMENTS: u64 = 500_000;

/// Maximum of a coordinate, length or factor. Maps in metres stay far below; the squares of larger
/// numbers leave the range of the libraries.
const MAX_NUMBER: f64 = 1e9;

/// Maximum number of octaves of `<feTurbulence>`. Each adds half as much as the one before, so more
/// cannot be seen.
const MAX_OCTAVES: f64 = 32.0;

/// Attributes that hold numbers.
const NUMBER_ATTRIBUTES: [&str; 42] = [
    "baseFrequency",
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "font-size",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "height",
    "k1",
    "k2",
    "k3",
    "k4",
    "letter-spacing",
    "markerHeight",
    "markerWidth",
    "numOctaves",
    "patternTransform",
    "points",
    "r",
    "radius",
    "refX",
    "refY",
    "rx",
    "ry",
    "scale",
    "stdDeviation",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-width",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

const XLINK_NAMESPACE: &str = "http://www.w3.org/1999/xlink";

/// Parses the XML. The XML library rejects entity bombs.
pub(crate) fn parse_xml(text: &str) -> Result<Document<'_>, AssetError> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 2 * MAX_ELEMENTS as u32,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| {
        let place = error.pos();
        let reason = error.to_string();
        let reason = reason.strip_suffix(&format!(" at {place}")).unwrap_or(&reason);
        malformed_error(format!("line {}, column {}: {reason}", place.row, place.col))
    })
}

/// Rejects drawings that cannot be shown or would take too long.
pub(crate) fn validate_document(document: &Document) -> Result<(), AssetError> {
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(AssetError::new(
            Code::UnsupportedImage,
            format!("is not an SVG: its first element is `<{}>`", root.tag_name().name()),
        ));
    }
    if root.tag_name().namespace() != Some(SVG_NAMESPACE) {
        return Err(AssetError::new(Code::DamagedImage, "is not an SVG: its namespace is missing")
            .hint(format!("write `<svg xmlns=\"{SVG_NAMESPACE}\" …>`")));
    }
    for node in
        document.descendants().filter(|node| node.tag_name().namespace() == Some(SVG_NAMESPACE))
    {
        let line = || document.text_pos_at(node.range().start).row;
        match node.tag_name().name() {
            "image" => check_image(node).map_err(|error| AssetError {
                message: format!("{} (line {})", error.message, line()),
                ..error
            })?,
            "foreignObject" if !has_substitute(node) => {
                return Err(AssetError::new(
                    Code::UnsupportedSvg,
                    format!(
                        "contains HTML in a `<foreignObject>` (line {}), which cannot be \
                             shown",
                        line()
                    ),
                )
                .hint(
                    "export it with plain text or paths (Mermaid: `htmlLabels: false`; draw.io: \
                       without \"formatted text\")",
                ));
            }
            _ => {}
        }
    }
    check_numbers(document)?;
    check_extent(document)
}

/// Rejects numbers that the libraries cannot compute with.
fn check_numbers(document: &Document) -> Result<(), AssetError> {
    for node in document.descendants() {
        for attribute in node.attributes() {
            let name = attribute.name();
            if attribute.namespace().is_some() || !NUMBER_ATTRIBUTES.contains(&name) {
                continue;
            }
            let limit = if name == "numOctaves" { MAX_OCTAVES } else { MAX_NUMBER };
            if let Some(number) = find_large_number(attribute.value(), limit) {
                let line = document.text_pos_at(node.range().start).row;
                let shown: String = number.chars().take(20).collect();
                let message = format!(
                    "has the number `{shown}` in `{name}` (line {line}), beyond the limit of \
                     {limit}"
                );
                return Err(AssetError::new(Code::ImageTooLarge, message).hint(NUMBER_HELP));
            }
        }
    }
    Ok(())
}

const NUMBER_HELP: &str =
    "write a smaller number, or save the drawing again in the drawing program";

/// Returns the first number in an attribute whose absolute value is larger than `limit`.
fn find_large_number(value: &str, limit: f64) -> Option<&str> {
    let bytes = value.as_bytes();
    let digits_end = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at = digits_end(at);
        if bytes.get(at) == Some(&b'.') {
            at = digits_end(at + 1);
        }
        if at == start {
            at += 1;
            continue;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let exponent = at + 1 + sign;
            if bytes.get(exponent).is_some_and(u8::is_ascii_digit) {
                at = digits_end(exponent);
            }
        }
        let number = &value[start..at];
        if number.parse::<f64>().is_ok_and(|number| number > limit) {
            return Some(number);
        }
    }
    None
}

/// Rejects a drawing whose parts, with all transforms applied, reach beyond [`MAX_NUMBER`].
pub(crate) fn check_extreme_bounds(tree: &Tree) -> Result<(), AssetError> {
    let is_large = |rect: usvg::Rect| {
        // A comparison with NaN is false.
        ![rect.left(), rect.top(), rect.right(), rect.bottom()]
            .into_iter()
            .all(|edge| f64::from(edge).abs() <= MAX_NUMBER)
    };
    let size = tree.size();
    let mut is_beyond = f64::from(size.width().max(size.height())) > MAX_NUMBER;
    let mut open = vec![tree.root()];
    while let Some(group) = open.pop() {
        for node in group.children() {
            is_beyond |= is_large(node.abs_stroke_bounding_box());
            if let usvg::Node::Group(inner) = node {
                open.push(inner);
            }
        }
    }
    if !is_beyond {
        return Ok(());
    }
    let message = format!("is an SVG with shapes beyond the limit of {MAX_NUMBER} units");
    Err(AssetError::new(Code::ImageTooLarge, message).hint(NUMBER_HELP))
}

fn check_image(node: Node) -> Result<(), AssetError> {
    let href = node
        .attribute("href")
        .or_else(|| node.attribute((XLINK_NAMESPACE, "href")))
        .unwrap_or_default();
    if href.is_empty() || href.trim_start().starts_with("data:") {
        return Ok(());
    }
    let name: String = href.chars().take(60).collect();
    Err(AssetError::new(
        Code::UnsupportedSvg,
        format!("links to another picture, `{name}`, which cannot be loaded"),
    )
    .hint("embed the picture in the SVG (Inkscape: Extensions › Images › Embed images)"))
}

/// Whether another child of a `<switch>` is drawn instead of the element.
fn has_substitute(node: Node) -> bool {
    node.ancestors().skip(1).any(|ancestor| {
        ancestor.has_tag_name((SVG_NAMESPACE, "switch"))
            && ancestor
                .children()
                .filter(Node::is_element)
                .any(|child| !child.has_tag_name((SVG_NAMESPACE, "foreignObject")))
    })
}

/// Size of an element with everything in it or used by it.
#[derive(Clone, Copy)]
struct DrawingExtent {
    elements: u64,
    depth: u32,
}

/// Counts the drawn elements without drawing them. The SVG library handles documents that use
/// themselves.
fn check_extent(document: &Document) -> Result<(), AssetError> {
    let ids: HashMap<&str, Node> =
        document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let used = |node: Node| {
        let href = node.attribute("href").or_else(|| node.attribute((XLINK_NAMESPACE, "href")))?;
        ids.get(href.strip_prefix('#')?)
            .filter(|_| node.has_tag_name((SVG_NAMESPACE, "use")))
            .map(Node::id)
    };
    // `None` while an element is being counted: using it there is a cycle.
    let mut extents: HashMap<NodeId, Option<DrawingExtent>> = HashMap::new();
    let mut open = vec![(document.root_element(), false)];
    while let Some((node, counted)) = open.pop() {
        let parts =
            node.children().filter(Node::is_element).map(|child| child.id()).chain(used(node));
        if counted {
            let known = parts.filter_map(|part| extents.get(&part).copied().flatten());
            let extent =
                known.fold(DrawingExtent { elements: 1, depth: 0 }, |sum, part| DrawingExtent {
                    elements: sum.elements.saturating_add(part.elements),
                    depth: sum.depth.max(part.depth),
                });
            let extent = DrawingExtent { depth: extent.depth + 1, ..extent };
            if extent.depth > MAX_DEPTH {
                return Err(AssetError::new(
                    Code::ImageTooLarge,
                    format!("is an SVG with elements nested more than {MAX_DEPTH} levels deep"),
                ));
            }
            if extent.elements > MAX_ELEMENTS {
                return Err(AssetError::new(
                    Code::ImageTooLarge,
                    format!("is an SVG that draws more than {MAX_ELEMENTS} elements"),
                )
                .hint("save it as PNG, or simplify it"));
            }
            extents.insert(node.id(), Some(extent));
        } else if let std::collections::hash_map::Entry::Vacant(entry) = extents.entry(node.id()) {
            entry.insert(None);
            open.push((node, true));
            open.extend(parts.filter_map(|part| document.get_node(part)).map(|part| (part, false)));
        }
    }
    Ok(())
}
