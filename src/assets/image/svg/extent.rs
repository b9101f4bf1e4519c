//! Counts what a drawing draws, without drawing it: small files can refer to the same elements over
//! and over.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use usvg::roxmltree::{Document, Node, NodeId};

use crate::assets::AssetError;
use crate::diagnostic::Code;

use super::validation::{MAX_DEPTH, depth_error, references};

/// Maximum number of drawn elements, counting each use. Each character of a text counts as one.
pub(crate) const MAX_ELEMENTS: u64 = 300_000;

/// Maximum number of vertices of all drawn paths, counting each use.
const MAX_VERTICES: u64 = 4_000_000;

/// How many elements are as much work as one text: a font is chosen for each.
const ELEMENTS_PER_TEXT: u64 = 20;

/// Size of an element with everything in it or used by it.
#[derive(Clone, Copy, Default)]
struct DrawingExtent {
    elements: u64,
    /// Vertices of paths, at each of which there may be a marker.
    vertices: u64,
    depth: u32,
}

/// How often an element draws another one that it refers to.
#[derive(Clone, Copy, PartialEq)]
enum ReferenceUse {
    /// Once, as if the other one were inside it.
    Once,
    /// For every shape in it: patterns and gradients, which are inherited.
    PerElement,
    /// At every vertex of the paths in it: markers, which are inherited.
    PerVertex,
}

/// Counts the drawn elements. The SVG library handles documents that use themselves.
pub(crate) fn check_extent(document: &Document) -> Result<(), AssetError> {
    let ids: HashMap<&str, Node> =
        document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    // `None` while an element is being counted: using it there is a cycle.
    let mut extents: HashMap<NodeId, Option<DrawingExtent>> = HashMap::new();
    let mut open = vec![(document.root_element(), false)];
    while let Some((node, is_counted)) = open.pop() {
        if is_counted {
            let extent = add_parts(node, &ids, &extents);
            if extent.depth > MAX_DEPTH {
                return Err(depth_error());
            }
            if extent.elements > MAX_ELEMENTS {
                return Err(AssetError::new(
                    Code::ImageTooLarge,
                    format!("is an SVG that draws more than {MAX_ELEMENTS} elements"),
                )
                .hint("save it as PNG, or simplify it"));
            }
            if extent.vertices > MAX_VERTICES {
                return Err(AssetError::new(
                    Code::ImageTooLarge,
                    format!("is an SVG that draws paths of more than {MAX_VERTICES} points"),
                )
                .hint("save it as PNG, or simplify its paths"));
            }
            extents.insert(node.id(), Some(extent));
        } else if let Entry::Vacant(entry) = extents.entry(node.id()) {
            entry.insert(None);
            open.push((node, true));
            open.extend(node.children().filter(Node::is_element).map(|child| (child, false)));
            open.extend(used_elements(node, &ids).map(|(target, _)| (target, false)));
        }
    }
    Ok(())
}

/// Returns the extent of an element whose parts have been counted.
fn add_parts(
    node: Node,
    ids: &HashMap<&str, Node>,
    extents: &HashMap<NodeId, Option<DrawingExtent>>,
) -> DrawingExtent {
    let known = |part: Node| extents.get(&part.id()).copied().flatten().unwrap_or_default();
    let mut sum =
        DrawingExtent { elements: count_elements(node), vertices: count_vertices(node), depth: 0 };
    let mut add = |part: DrawingExtent, times: u64| {
        sum.elements = sum.elements.saturating_add(part.elements.saturating_mul(times));
        sum.vertices = sum.vertices.saturating_add(part.vertices.saturating_mul(times));
        sum.depth = sum.depth.max(part.depth);
        (sum.elements, sum.vertices)
    };
    for child in node.children().filter(Node::is_element) {
        add(known(child), 1);
    }
    let used: Vec<(Node, ReferenceUse)> = used_elements(node, ids).collect();
    let mut drawn = (0, 0);
    for &(target, _) in used.iter().filter(|(_, reference)| *reference == ReferenceUse::Once) {
        drawn = add(known(target), 1);
    }
    let (elements, vertices) =
        if drawn == (0, 0) { add(DrawingExtent::default(), 0) } else { drawn };
    for &(target, reference) in &used {
        match reference {
            ReferenceUse::Once => {}
            ReferenceUse::PerElement => _ = add(known(target), elements),
            ReferenceUse::PerVertex => _ = add(known(target), vertices),
        }
    }
    DrawingExtent { depth: sum.depth + 1, ..sum }
}

/// Returns the elements that an element draws by reference.
fn used_elements<'a, 'd, 'input>(
    node: Node<'a, 'input>,
    ids: &'d HashMap<&str, Node<'a, 'input>>,
) -> impl Iterator<Item = (Node<'a, 'input>, ReferenceUse)> + 'd
where
    'a: 'd,
    'input: 'd,
{
    references(node).into_iter().filter_map(move |reference| {
        let target = *ids.get(reference.target.strip_prefix('#')?)?;
        let usage = match reference.attribute {
            // A gradient is a copy with all its stops for every shape of another size.
            "fill" | "stroke" => ReferenceUse::PerElement,
            "href" if !draws_target(node) => return None,
            "marker-start" | "marker-mid" | "marker-end" => ReferenceUse::PerVertex,
            _ => ReferenceUse::Once,
        };
        Some((target, usage))
    })
}

/// Whether an element draws or contains what its `href` refers to.
fn draws_target(node: Node) -> bool {
    let name = node.tag_name().name();
    matches!(name, "use" | "feImage" | "pattern" | "linearGradient" | "radialGradient")
}

/// Returns how many elements of average work an element without its children is.
fn count_elements(node: Node) -> u64 {
    if !matches!(node.tag_name().name(), "text" | "tspan" | "textPath") {
        return 1;
    }
    let texts = node.children().filter(Node::is_text).filter_map(|text| text.text());
    ELEMENTS_PER_TEXT + texts.map(|text| text.chars().count() as u64).sum::<u64>()
}

/// Returns at most how many vertices a path has.
fn count_vertices(node: Node) -> u64 {
    let is_path = matches!(node.tag_name().name(), "path" | "polyline" | "polygon" | "line");
    if !is_path {
        return 0;
    }
    let points = node.attribute("d").or_else(|| node.attribute("points")).unwrap_or_default();
    let is_start = |character: char| character.is_ascii_alphabetic() || character == ',';
    // Numbers are separated by blanks, commas, signs or commands.
    let words = points
        .split(|character: char| is_start(character) || character.is_ascii_whitespace())
        .filter(|word| !word.is_empty())
        .count();
    let signs = points.bytes().filter(|byte| matches!(byte, b'-' | b'.')).count();
    (words + signs) as u64 / 2 + 2
}
