//! Reads the XML of parts. Elements are found by their local names, because a deck in the strict
//! form of the format has other namespaces.

use roxmltree::{Document, Error, Node, ParsingOptions};

/// The most elements, attributes and texts of a part.
const MAX_NODES: u32 = 500_000;

/// An element.
pub(super) type XmlElement<'a, 'i> = Node<'a, 'i>;

/// Parses a part. A document type is refused, so there are no entities to expand.
///
/// # Errors
///
/// Returns the reason, to follow “because”.
pub(super) fn parse_xml(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        Error::DtdDetected => "it declares a document type, which no deck has".to_owned(),
        Error::NodesLimitReached => "it has too many elements".to_owned(),
        error => format!("its XML is damaged: {error}"),
    })
}

/// Returns the value of an attribute without a namespace.
pub(super) fn attribute<'a>(node: XmlElement<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute(name)
}

/// Returns the id of a relationship: the attribute `r:id`, `r:embed` and so on.
pub(super) fn relation_id<'a>(node: XmlElement<'a, '_>, name: &str) -> Option<&'a str> {
    let is_relation = |space: &str| space.to_lowercase().ends_with("relationships");
    node.attributes()
        .find(|found| found.name() == name && found.namespace().is_some_and(is_relation))
        .map(|found| found.value())
}

/// Returns the value of an attribute as a number.
pub(super) fn number(node: XmlElement, name: &str) -> Option<f64> {
    let value: f64 = node.attribute(name)?.trim().parse().ok()?;
    // Lengths are integers of 32 or 64 bits; larger ones would overflow in sums.
    (value.is_finite() && value.abs() < 1e12).then_some(value)
}

/// Returns whether an attribute is true; `None` if it is not there.
pub(super) fn flag(node: XmlElement, name: &str) -> Option<bool> {
    Some(matches!(node.attribute(name)?, "1" | "true" | "on" | "t"))
}

/// Returns the first child element with a local name.
pub(super) fn child<'a, 'i>(node: XmlElement<'a, 'i>, name: &str) -> Option<XmlElement<'a, 'i>> {
    node.children().find(|found| found.is_element() && found.tag_name().name() == name)
}

/// Returns the element at the end of a path of child elements.
pub(super) fn find<'a, 'i>(node: XmlElement<'a, 'i>, path: &[&str]) -> Option<XmlElement<'a, 'i>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// Returns the child elements with a local name.
pub(super) fn children<'a, 'i: 'a>(
    node: XmlElement<'a, 'i>,
    name: &'a str,
) -> impl Iterator<Item = XmlElement<'a, 'i>> {
    node.children().filter(move |found| found.is_element() && found.tag_name().name() == name)
}

/// Returns the first element with a local name anywhere below.
pub(super) fn descendant<'a, 'i>(
    node: XmlElement<'a, 'i>,
    name: &str,
) -> Option<XmlElement<'a, 'i>> {
    node.descendants().find(|found| found.is_element() && found.tag_name().name() == name)
}

/// Returns the elements with a local name anywhere below.
pub(super) fn descendants<'a, 'i: 'a>(
    node: XmlElement<'a, 'i>,
    name: &'a str,
) -> impl Iterator<Item = XmlElement<'a, 'i>> {
    node.descendants().filter(move |found| found.is_element() && found.tag_name().name() == name)
}

/// Returns the local name of an element.
pub(super) fn name<'a>(node: XmlElement<'a, '_>) -> &'a str {
    node.tag_name().name()
}
