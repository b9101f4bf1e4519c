//! Finds the places where a formula may be broken: at relations and operators of its top level.

use ratex_parser::ParseNode;
use ratex_parser::parse_node::AtomFamily;

/// A place between two nodes of the top level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BreakPoint {
    /// The index of the relation or operator, or of the first of several relations.
    pub sign: usize,
    /// The index of the node after it.
    pub after: usize,
    /// Whether the sign is a relation.
    pub is_relation: bool,
}

/// Returns the places in order.
pub(super) fn find_breaks(nodes: &[ParseNode]) -> Vec<BreakPoint> {
    let mut points = Vec::new();
    let mut previous: Option<Family> = None;
    for (index, node) in nodes.iter().enumerate() {
        let mut family = family_of(node);
        // A sign after another sign or a bracket belongs to the number after it (TeXbook, p. 170).
        let is_sign = |family| {
            matches!(family, Family::Binary | Family::Relation | Family::Open | Family::Before)
        };
        if family == Family::Binary && previous.is_none_or(is_sign) {
            family = Family::Other;
        }
        let next = nodes.get(index + 1).map(family_of);
        let is_relation = family == Family::Relation && next != Some(Family::Relation);
        let is_operator = family == Family::Binary && next != Some(Family::Relation);
        if index > 0 && next.is_some() && (is_relation || is_operator) {
            let relations = nodes[..index].iter().rev();
            let count = relations.take_while(|node| family_of(node) == Family::Relation).count();
            points.push(BreakPoint {
                sign: if is_relation { index - count } else { index },
                after: index + 1,
                is_relation,
            });
        }
        if family != Family::Space {
            previous = Some(family);
        }
    }
    points
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Binary,
    Relation,
    Open,
    /// Large operators and punctuation, after which a sign is no operator.
    Before,
    Space,
    Other,
}

fn family_of(node: &ParseNode) -> Family {
    match node {
        ParseNode::Atom { family, .. } => match family {
            AtomFamily::Bin => Family::Binary,
            AtomFamily::Rel => Family::Relation,
            AtomFamily::Open => Family::Open,
            AtomFamily::Punct => Family::Before,
            AtomFamily::Close | AtomFamily::Inner => Family::Other,
        },
        ParseNode::MClass { mclass, .. } => match mclass.as_str() {
            "mbin" => Family::Binary,
            "mrel" => Family::Relation,
            "mopen" => Family::Open,
            "mop" | "mpunct" => Family::Before,
            _ => Family::Other,
        },
        ParseNode::HtmlMathMl { html, .. } => html.first().map_or(Family::Other, family_of),
        ParseNode::SupSub { base: Some(base), .. } => match family_of(base) {
            Family::Binary => Family::Other,
            family => family,
        },
        ParseNode::XArrow { .. } => Family::Relation,
        ParseNode::Op { .. } | ParseNode::OperatorName { .. } => Family::Before,
        ParseNode::SpacingNode { .. } | ParseNode::Kern { .. } => Family::Space,
        _ => Family::Other,
    }
}
