//! Reads the MathML of `math/mathml.rs`: what its elements mean together.

use roxmltree::Node;

/// Signs that are written before what they apply to, with limits (`m:nary`).
const LARGE_OPERATORS: &str = "∑∏∐∫∬∭∮∯∰⋃⋂⨁⨂⨀⨄⋁⋀⨆";

/// Signs that end what a large operator applies to.
const RELATIONS: &str = "=≠<>≤≥≈≡∼≃≅∝→←↔⇒⇐⇔∈∉⊂⊆⊃⊇≔∣,;";

/// The scripts of a base.
pub(super) struct Scripts<'d> {
    pub(super) base: Node<'d, 'd>,
    pub(super) sub: Option<Node<'d, 'd>>,
    pub(super) sup: Option<Node<'d, 'd>>,
    /// Whether they are below and above the base.
    pub(super) are_limits: bool,
}

pub(super) fn children<'d>(node: Node<'d, 'd>) -> Vec<Node<'d, 'd>> {
    node.children().filter(Node::is_element).collect()
}

pub(super) fn is_accent(node: Node<'_, '_>) -> bool {
    node.has_attribute("accent") || node.has_attribute("accentunder")
}

pub(super) fn is_relation(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "mo"
        && node.text().is_some_and(|text| !text.is_empty() && RELATIONS.contains(text))
}

/// Returns a base that is wrapped in rows of one part.
fn unwrap_row<'d>(node: Node<'d, 'd>) -> Node<'d, 'd> {
    match children(node).as_slice() {
        [only] if node.tag_name().name() == "mrow" => unwrap_row(*only),
        _ => node,
    }
}

pub(super) fn read_scripts<'d>(node: Node<'d, 'd>) -> Option<Scripts<'d>> {
    let parts = children(node);
    let base = *parts.first()?;
    let name = node.tag_name().name();
    let (sub, sup) = match (name, parts.get(1..)?) {
        ("msub" | "munder", [sub]) => (Some(*sub), None),
        ("msup" | "mover", [sup]) => (None, Some(*sup)),
        ("msubsup" | "munderover", [sub, sup]) => (Some(*sub), Some(*sup)),
        _ => return None,
    };
    Some(Scripts { base, sub, sup, are_limits: name.starts_with("mu") || name == "mover" })
}

/// Reads a large operator, with or without limits.
pub(super) fn large_operator<'d>(node: Node<'d, 'd>) -> Option<Scripts<'d>> {
    let node = unwrap_row(node);
    if is_accent(node) {
        return None;
    }
    let scripts = read_scripts(node).unwrap_or(Scripts {
        base: node,
        sub: None,
        sup: None,
        are_limits: false,
    });
    let base = unwrap_row(scripts.base);
    let is_operator = base.tag_name().name() == "mo"
        && base.text().is_some_and(|text| !text.is_empty() && LARGE_OPERATORS.contains(text));
    is_operator.then_some(Scripts { base, ..scripts })
}

/// Reads the delimiters of a row, and what is between them.
pub(super) fn read_fences<'p, 'd>(
    parts: &'p [Node<'d, 'd>],
) -> Option<(&'d str, &'p [Node<'d, 'd>], &'d str)> {
    let is_fence = |part: &&Node<'d, 'd>| part.attribute("fence").is_some();
    let open = parts.first().filter(is_fence);
    let close = parts.last().filter(is_fence).filter(|_| parts.len() > 1);
    if open.is_none() && close.is_none() {
        return None;
    }
    let text = |part: Option<&Node<'d, 'd>>| part.and_then(|part| part.text()).unwrap_or_default();
    let end = parts.len() - usize::from(close.is_some());
    Some((text(open), &parts[usize::from(open.is_some())..end], text(close)))
}

/// Returns the table that is all of an expression.
pub(super) fn only_table<'d>(parts: &[Node<'d, 'd>]) -> Option<Node<'d, 'd>> {
    let [only] = parts else { return None };
    let only = unwrap_row(*only);
    (only.tag_name().name() == "mtable").then_some(only)
}

/// Returns the combining character of an accent.
pub(super) fn combining_mark(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "^" => "\u{302}",
        "ˇ" => "\u{30c}",
        "~" => "\u{303}",
        "´" => "\u{301}",
        "`" => "\u{300}",
        "˙" => "\u{307}",
        "¨" => "\u{308}",
        "\u{20db}" => "\u{20db}",
        "\u{20dc}" => "\u{20dc}",
        "˘" => "\u{306}",
        "˚" => "\u{30a}",
        "→" => "\u{20d7}",
        "←" => "\u{20d6}",
        "↔" => "\u{20e1}",
        _ => return None,
    })
}

/// Returns a letter of the italic alphabet of mathematics (Unicode, Mathematical Alphanumeric
/// Symbols); other characters as they are.
pub(super) fn italic_letter(letter: char) -> char {
    let code = match letter {
        'h' => 0x210e,
        'A'..='Z' => 0x1d434 + (letter as u32 - 'A' as u32),
        'a'..='z' => 0x1d44e + (letter as u32 - 'a' as u32),
        'Α'..='Ω' => 0x1d6e2 + (letter as u32 - 'Α' as u32),
        'α'..='ω' => 0x1d6fc + (letter as u32 - 'α' as u32),
        _ => return letter,
    };
    char::from_u32(code).unwrap_or(letter)
}

/// Returns the space that is nearest to a width.
pub(super) fn space_of(node: Node<'_, '_>) -> &'static str {
    let width = node.attribute("width").and_then(|width| width.strip_suffix("em"));
    match width.and_then(|width| width.parse::<f64>().ok()).unwrap_or(0.0) {
        1.5.. => "\u{2003}\u{2003}",
        0.75.. => "\u{2003}",
        0.4.. => "\u{2002}",
        0.25.. => "\u{2004}",
        0.19.. => "\u{2005}",
        0.1.. => "\u{2009}",
        _ => "",
    }
}
