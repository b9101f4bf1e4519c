//! Checks a drawing before it is parsed: decompression bombs, and content that would silently be
//! missing from the page.

use std::collections::{HashMap, HashSet};

use usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};

use crate::assets::AssetError;
use crate::diagnostic::Code;

use super::broken_data::find_broken_data;
use super::extent::{MAX_ELEMENTS, check_extent};
use super::numbers::{check_numbers, find_missing_number};
use super::{SVG_NAMESPACE, XLINK_NAMESPACE, malformed_error};

/// Maximum nesting of elements, including those that are referred to. Drawing programs stay far
/// below; the libraries recurse.
pub(crate) const MAX_DEPTH: u32 = 100;

/// Maximum number of warnings about one drawing.
const MAX_WARNINGS: usize = 4;

/// The lines of elements in the SVG file.
pub(crate) struct ElementRows(HashMap<NodeId, u32>);

impl ElementRows {
    /// Returns the line of an element.
    pub(crate) fn row(&self, node: Node) -> u32 {
        self.0.get(&node.id()).copied().unwrap_or(1)
    }
}

/// Rejects the page that a server sends instead of a picture that it does not have.
pub(crate) fn reject_web_page(text: &str) -> Result<(), AssetError> {
    let start: String = text.trim_start().chars().take(14).collect();
    let start = start.to_ascii_lowercase();
    if !start.starts_with("<!doctype html") && !start.starts_with("<html") {
        return Ok(());
    }
    Err(AssetError::new(Code::UnsupportedImage, "is a web page, not a picture")
        .hint("download the picture itself: in a browser, open it alone and save it"))
}

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

/// Rejects what is not an SVG, or is nested too deeply.
pub(crate) fn validate_root(document: &Document) -> Result<(), AssetError> {
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
    let mut depths: HashMap<NodeId, u32> = HashMap::new();
    for node in document.descendants() {
        let parent = node.parent().and_then(|parent| depths.get(&parent.id()).copied());
        let depth = parent.unwrap_or_default() + 1;
        if depth > MAX_DEPTH {
            return Err(depth_error());
        }
        depths.insert(node.id(), depth);
    }
    Ok(())
}

/// Returns the error for a drawing that is nested too deeply.
pub(crate) fn depth_error() -> AssetError {
    AssetError::new(
        Code::ImageTooLarge,
        format!("is an SVG with elements nested more than {MAX_DEPTH} levels deep"),
    )
    .hint("save it as PNG, or ungroup its parts")
}

/// Rejects drawings that cannot be shown or would take too long, and returns warnings about parts
/// that are missing. `rows` are the lines of the elements.
pub(crate) fn validate_document(
    document: &Document,
    rows: &[u32],
) -> Result<Vec<AssetError>, AssetError> {
    let elements = document.descendants().filter(Node::is_element);
    let rows = ElementRows(elements.zip(rows).map(|(element, &row)| (element.id(), row)).collect());
    let ids: HashSet<&str> =
        document.descendants().filter_map(|node| node.attribute("id")).collect();
    let mut warnings: Vec<AssetError> = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        let with_line = |error: AssetError| AssetError {
            message: format!("{} (line {})", error.message, rows.row(node)),
            ..error
        };
        if node.tag_name().name() == "foreignObject" && !has_substitute(node) {
            return Err(with_line(foreign_object_error()));
        }
        let broken = find_missing_number(node).or_else(|| find_broken_data(node));
        for warning in [find_link(node), find_scaled_line(node), broken].into_iter().flatten() {
            if warnings.len() < MAX_WARNINGS {
                warnings.push(with_line(warning));
            }
        }
        for reference in references(node) {
            let Some(id) = reference.target.strip_prefix('#') else {
                check_external(node, &reference).map_err(with_line)?;
                continue;
            };
            if !ids.contains(id) && !reference.has_fallback && warnings.len() < MAX_WARNINGS {
                warnings.push(with_line(missing_target_warning(&reference)));
            }
        }
    }
    check_numbers(document, &rows)?;
    check_extent(document)?;
    Ok(warnings)
}

fn foreign_object_error() -> AssetError {
    AssetError::new(
        Code::UnsupportedSvg,
        "contains HTML in a `<foreignObject>`, which cannot be shown",
    )
    .hint(
        "export it with plain text or paths (Mermaid: `htmlLabels: false`; draw.io: without \
         \"formatted text\")",
    )
}

/// Returns a warning about a link, which cannot be clicked in a PDF. Drawing programs put links to
/// their own help into a `<switch>`.
fn find_link(node: Node) -> Option<AssetError> {
    let target = reference_attribute(node).filter(|_| node.tag_name().name() == "a")?.trim();
    let is_switched = node.ancestors().any(|ancestor| ancestor.tag_name().name() == "switch");
    if target.is_empty() || is_switched {
        return None;
    }
    let name: String = target.chars().take(60).collect();
    let message = format!("contains a link to `{name}`, which does not work in the PDF");
    let hint = "write the link into a text or a `caption`: `[words](address)`";
    Some(AssetError::new(Code::UnsupportedSvg, message).hint(hint))
}

/// Returns a warning about a line whose width should not be scaled, but is.
fn find_scaled_line(node: Node) -> Option<AssetError> {
    let is_fixed = node.attribute("vector-effect") == Some("non-scaling-stroke");
    let is_scaled = |node: Node| {
        let transform = node.attribute("transform").unwrap_or_default();
        transform.contains("scale") || transform.contains("matrix")
    };
    if !is_fixed || !node.ancestors().any(is_scaled) {
        return None;
    }
    let message = "has a line with `vector-effect: non-scaling-stroke`, whose width is scaled all \
                   the same";
    let hint = "apply the transforms in the drawing program, or write a `stroke-width` that is \
                right when it is scaled";
    Some(AssetError::new(Code::UnsupportedSvg, message).hint(hint))
}

/// Returns what an element refers to with `href`.
fn reference_attribute<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((XLINK_NAMESPACE, "href")))
}

/// A reference of an element to another one, or to a file.
pub(crate) struct Reference<'a> {
    /// The attribute that holds it.
    pub attribute: &'a str,
    /// `#id` or an address.
    pub target: &'a str,
    /// Whether a colour is used if the target is missing.
    has_fallback: bool,
}

/// Attributes whose value may be `url(#id)`.
const REFERRING_ATTRIBUTES: [&str; 8] =
    ["clip-path", "fill", "filter", "marker-end", "marker-mid", "marker-start", "mask", "stroke"];

/// Returns the references of an element that change what is drawn.
pub(crate) fn references<'a>(node: Node<'a, '_>) -> Vec<Reference<'a>> {
    let mut found = Vec::new();
    let href = reference_attribute(node);
    let is_link = matches!(node.tag_name().name(), "a" | "script");
    if let Some(target) = href.filter(|target| !target.trim().is_empty() && !is_link) {
        found.push(Reference { attribute: "href", target: target.trim(), has_fallback: false });
    }
    for attribute in REFERRING_ATTRIBUTES {
        let mut rest = node.attribute(attribute).unwrap_or_default();
        while let Some(start) = rest.find("url(") {
            let (target, after) = rest[start + 4..].split_once(')').unwrap_or((rest, ""));
            found.push(Reference {
                attribute,
                target: target.trim().trim_matches(['"', '\'']).trim(),
                has_fallback: !after.trim().is_empty(),
            });
            rest = after;
        }
    }
    found
}

/// Rejects references to other files. Embedded pictures are checked when they are read.
fn check_external(node: Node, reference: &Reference) -> Result<(), AssetError> {
    let element = node.tag_name().name();
    let is_picture = matches!(element, "image" | "feImage");
    if reference.target.starts_with("data:") && is_picture {
        return Ok(());
    }
    let name: String = reference.target.chars().take(60).collect();
    let error = |message| AssetError::new(Code::UnsupportedSvg, message);
    Err(match is_picture {
        true => error(format!("links to another picture, `{name}`, which cannot be loaded"))
            .hint("embed the picture in the SVG (Inkscape: Extensions › Images › Embed images)"),
        false => error(format!("refers to another file, `{name}`, which cannot be loaded"))
            .hint(format!("paste what `<{element}>` refers to into the drawing, with an `id`")),
    })
}

fn missing_target_warning(reference: &Reference) -> AssetError {
    let name: String = reference.target.chars().take(60).collect();
    let message =
        format!("refers to `{name}` in `{}`, but has no element with this id", reference.attribute);
    AssetError::new(Code::UnsupportedSvg, message)
        .hint("export the drawing again with all its parts, or remove the reference")
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
