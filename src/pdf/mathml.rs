//! Attaches MathML to formulas: an associated file of the structure element (ISO 32000-2, 14.13.6),
//! which the library does not support.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;

use crate::scene::{ElementId, Item, Scene};

/// The start of the structure element of a formula, as the library writes it.
const FORMULA_START: &[u8] = b"<</Type/StructElem/S/Formula";

/// Returns the MathML of all formulas that have content, in the order of the structure tree.
pub(crate) fn collect_mathml(scene: &Scene) -> Vec<Arc<str>> {
    let items = scene.pages.iter().flat_map(|page| &page.items);
    let is_formula = |element: &ElementId| scene.structure.get(*element).role.is_formula();
    let shown: BTreeSet<ElementId> =
        items.filter_map(|item: &Item| item.element).filter(is_formula).collect();
    let elements = scene.structure.elements.iter().enumerate();
    elements
        .filter(|(index, _)| shown.contains(&ElementId(*index as u32)))
        .map(|(_, element)| element.mathml.clone().unwrap_or_default())
        .collect()
}

/// Returns whether an object is the structure element of a formula.
pub(crate) fn is_formula(body: &[u8]) -> bool {
    body.starts_with(FORMULA_START)
}

/// Returns the structure element of a formula with a reference to its file specification.
pub(crate) fn with_associated_file(body: &[u8], specification: usize) -> Option<Vec<u8>> {
    let mut element = body.strip_suffix(b">>")?.to_vec();
    write!(element, "/AF[{specification} 0 R]>>").ok()?;
    Some(element)
}

/// Returns the file specification of MathML in the embedded file `stream`.
pub(crate) fn file_specification(stream: usize) -> Vec<u8> {
    format!(
        "<</Type/Filespec/F(formula.mml)/UF(formula.mml)/Desc(MathML)/AFRelationship/Supplement\
         /EF<</F {stream} 0 R/UF {stream} 0 R>>>>"
    )
    .into_bytes()
}

/// Returns the embedded file of a formula.
pub(crate) fn embedded_file(mathml: &str) -> Vec<u8> {
    let length = mathml.len();
    format!(
        "<</Type/EmbeddedFile/Subtype/application#2Fmathml+xml/Params<</Size {length}>>\
         /Length {length}>>stream\n{mathml}\nendstream"
    )
    .into_bytes()
}
