//! Checks the numbers of a drawing: the libraries cannot compute with very large ones.

use usvg::Tree;
use usvg::roxmltree::{Document, Node};

use crate::assets::AssetError;
use crate::diagnostic::Code;

use super::validation::ElementRows;

/// Maximum of a coordinate, length or factor. Maps in metres stay far below; the squares of larger
/// numbers leave the range of the libraries.
const MAX_NUMBER: f64 = 1e9;

/// Maximum number of octaves of `<feTurbulence>`. Each adds half as much as the one before, so more
/// cannot be seen.
const MAX_OCTAVES: f64 = 32.0;

/// Maximum number in `stdDeviation`, ten times the size of large drawings. The library cannot
/// compute with much larger radii of blur.
const MAX_BLUR: f64 = 10_000.0;

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

/// Rejects numbers that the libraries cannot compute with.
pub(crate) fn check_numbers(document: &Document, rows: &ElementRows) -> Result<(), AssetError> {
    for node in document.descendants() {
        for attribute in node.attributes() {
            let name = attribute.name();
            if attribute.namespace().is_some() || !NUMBER_ATTRIBUTES.contains(&name) {
                continue;
            }
            let limit = match name {
                "numOctaves" => MAX_OCTAVES,
                "stdDeviation" => MAX_BLUR,
                _ => MAX_NUMBER,
            };
            if let Some(number) = find_large_number(attribute.value(), limit) {
                let line = rows.row(node);
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

/// What programs write where a number is missing.
const NO_NUMBERS: [&str; 4] = ["NaN", "undefined", "Infinity", "null"];

/// Returns a warning about a number that the program that made the drawing could not compute. The
/// rest of the shape is not drawn.
pub(crate) fn find_missing_number(node: Node) -> Option<AssetError> {
    let is_number = |name: &str| NUMBER_ATTRIBUTES.contains(&name);
    let attributes = node.attributes().filter(|attribute| attribute.namespace().is_none());
    let (name, word) =
        attributes.filter(|attribute| is_number(attribute.name())).find_map(|attribute| {
            let is_word = |word: &&str| *word != "null" || attribute.name() == "d";
            let mut words = NO_NUMBERS.into_iter().filter(is_word);
            let word = words.find(|word| attribute.value().contains(word))?;
            Some((attribute.name().to_owned(), word))
        })?;
    let message = format!("has `{word}` instead of a number in `{name}`");
    let hint = "correct the data or the program that made the drawing";
    Some(AssetError::new(Code::UnsupportedSvg, message).hint(hint))
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
