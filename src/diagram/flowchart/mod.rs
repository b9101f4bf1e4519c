//! Flowcharts: boxes joined by arrows.

mod arrange;
mod describe;
mod parse;

pub(crate) use arrange::arrange_flowchart;
pub(crate) use describe::describe_flowchart;
pub(crate) use parse::parse_flowchart;

use super::label::LabelText;

/// A flowchart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flowchart {
    /// The boxes, in the order in which the text names them first.
    pub nodes: Vec<FlowNode>,
    /// The arrows.
    pub edges: Vec<FlowEdge>,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowNode {
    /// The name that arrows use.
    pub id: String,
    /// The words in it.
    pub label: LabelText,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowEdge {
    /// Index of the box that it leaves.
    pub from: usize,
    /// Index of the box that it enters.
    pub to: usize,
}
