//! The parts and lengths of nodes of the library's parse tree.

use ratex_parser::ParseNode;
use ratex_parser::parse_node::{ArrayTag, Measurement, Mode, ProofBranch};

/// Returns the nodes directly inside a node.
pub(super) fn children_mut(node: &mut ParseNode) -> Vec<&mut ParseNode> {
    match node {
        ParseNode::OrdGroup { body, .. }
        | ParseNode::OperatorName { body, .. }
        | ParseNode::Text { body, .. }
        | ParseNode::Color { body, .. }
        | ParseNode::Styling { body, .. }
        | ParseNode::Sizing { body, .. }
        | ParseNode::LeftRight { body, .. }
        | ParseNode::Phantom { body, .. }
        | ParseNode::MClass { body, .. }
        | ParseNode::HBox { body, .. }
        | ParseNode::Href { body, .. }
        | ParseNode::Html { body, .. }
        | ParseNode::Pmb { body, .. } => body.iter_mut().collect(),
        ParseNode::Font { body, .. }
        | ParseNode::Overline { body, .. }
        | ParseNode::Underline { body, .. }
        | ParseNode::VPhantom { body, .. }
        | ParseNode::Smash { body, .. }
        | ParseNode::Enclose { body, .. }
        | ParseNode::Lap { body, .. }
        | ParseNode::RaiseBox { body, .. }
        | ParseNode::VCenter { body, .. }
        | ParseNode::Accent { base: body, .. }
        | ParseNode::AccentUnder { base: body, .. }
        | ParseNode::HorizBrace { base: body, .. }
        | ParseNode::CdLabel { label: body, .. }
        | ParseNode::CdLabelParent { fragment: body, .. }
        | ParseNode::Environment { name_group: body, .. } => vec![body],
        ParseNode::SupSub { base, sup, sub, .. } => {
            [base, sup, sub].into_iter().flatten().map(AsMut::as_mut).collect()
        }
        ParseNode::GenFrac { numer, denom, .. } => vec![numer, denom],
        ParseNode::Sqrt { body, index, .. } => {
            [Some(body), index.as_mut()].into_iter().flatten().map(AsMut::as_mut).collect()
        }
        ParseNode::XArrow { body, below, .. } => {
            [Some(body), below.as_mut()].into_iter().flatten().map(AsMut::as_mut).collect()
        }
        ParseNode::CdArrow { label_above, label_below, .. } => {
            [label_above, label_below].into_iter().flatten().map(AsMut::as_mut).collect()
        }
        ParseNode::Op { body, .. } => body.iter_mut().flatten().collect(),
        ParseNode::Array { body, tags, .. } => {
            let tags = tags.iter_mut().flatten().flat_map(|tag| match tag {
                ArrayTag::Explicit(nodes) => nodes.as_mut_slice(),
                ArrayTag::Auto(_) => &mut [],
            });
            body.iter_mut().flatten().chain(tags).collect()
        }
        ParseNode::MathChoice { display, text, script, scriptscript, .. } => {
            [display, text, script, scriptscript].into_iter().flatten().collect()
        }
        ParseNode::Tag { body, tag, .. } => body.iter_mut().chain(tag).collect(),
        ParseNode::HtmlMathMl { html, .. } => html.iter_mut().collect(),
        ParseNode::ProofTree { tree, .. } => children_of_proof(tree),
        ParseNode::Atom { .. }
        | ParseNode::MathOrd { .. }
        | ParseNode::TextOrd { .. }
        | ParseNode::OpToken { .. }
        | ParseNode::AccentToken { .. }
        | ParseNode::SpacingNode { .. }
        | ParseNode::ColorToken { .. }
        | ParseNode::Size { .. }
        | ParseNode::DelimSizing { .. }
        | ParseNode::LeftRightRight { .. }
        | ParseNode::Middle { .. }
        | ParseNode::Rule { .. }
        | ParseNode::Kern { .. }
        | ParseNode::Cr { .. }
        | ParseNode::Infix { .. }
        | ParseNode::Internal { .. }
        | ParseNode::Verb { .. }
        | ParseNode::Url { .. }
        | ParseNode::Raw { .. }
        | ParseNode::NoNumber { .. }
        | ParseNode::IncludeGraphics { .. } => Vec::new(),
    }
}

fn children_of_proof(branch: &mut ProofBranch) -> Vec<&mut ParseNode> {
    let ProofBranch { conclusion, premises, left_label, right_label, .. } = branch;
    let labels = [left_label, right_label].into_iter().flatten().flatten();
    let premises = premises.iter_mut().flat_map(children_of_proof);
    conclusion.iter_mut().chain(labels).chain(premises).collect()
}

/// Returns a group of nodes.
pub(super) fn group(body: Vec<ParseNode>) -> ParseNode {
    ParseNode::OrdGroup { mode: Mode::Math, body, semisimple: None, loc: None }
}

/// Returns a length in em of the fonts of formulas, of 10 pt.
pub(super) fn length_in_em(length: &Measurement) -> f64 {
    let factor = match length.unit.as_str() {
        "em" => 1.0,
        "ex" => 0.431,
        "mu" => 1.0 / 18.0,
        "pt" => 0.1,
        "bp" => 0.100_375,
        "mm" => 0.284_5,
        "cm" => 2.845,
        "in" => 7.227,
        "pc" => 1.2,
        "dd" => 0.107,
        "cc" => 1.284,
        "sp" => 0.1 / 65_536.0,
        _ => 0.1,
    };
    length.number * factor
}
