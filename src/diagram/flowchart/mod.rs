//! Flowcharts: boxes joined by arrows.
//!
//! Facts about the syntax are from the documentation of Mermaid ("Flowcharts - Basic Syntax").

mod arrange;
mod compartments;
mod describe;
mod frame_arrows;
mod links;
mod names;
mod parse;
mod shapes;
mod statements;
mod styles;

pub(crate) use arrange::arrange_flowchart;
pub(crate) use describe::describe_flowchart;
pub(super) use names::GraphNames;
pub(crate) use parse::parse_flowchart;
pub(super) use parse::{ClassUse, FlowReader};
pub(super) use shapes::read_brackets;

use super::drawing::{ColourRole, DiagramLook, EdgeEnd, ShapeKind, StrokeStyle};
use super::graph::{FlowDirection, NoteSide};
use super::label::LabelText;

/// A flowchart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flowchart {
    /// What its boxes are, which decides how it is described.
    pub kind: GraphKind,
    /// The direction, if the author gives one.
    pub direction: Option<FlowDirection>,
    /// The boxes, in the order in which the text names them first.
    pub nodes: Vec<FlowNode>,
    /// The arrows.
    pub edges: Vec<FlowEdge>,
    /// The frames around boxes. Parents come before their children.
    pub groups: Vec<FlowGroup>,
}

/// What the boxes of a graph are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GraphKind {
    /// Steps, states or anything else that leads to others.
    #[default]
    Steps,
    /// Classes with members.
    Classes,
    /// Entities with attributes.
    Entities,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowNode {
    /// The name that arrows use.
    pub id: String,
    /// The words in it.
    pub label: LabelText,
    /// The parts below the words, which are its title then: rows of cells.
    pub compartments: Vec<Compartment>,
    /// Its outline.
    pub shape: ShapeKind,
    /// Its colours.
    pub look: DiagramLook,
    /// Index of the innermost frame around it.
    pub group: Option<usize>,
    /// The side of its box on which it is, if it is the note of a box.
    pub note_side: Option<NoteSide>,
    /// The address that it leads to.
    pub address: Option<String>,
}

/// A part of a box: rows of cells below each other.
pub type Compartment = Vec<Vec<LabelText>>;

/// An arrow.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowEdge {
    /// Index of the box that it leaves.
    pub from: usize,
    /// Index of the box that it enters.
    pub to: usize,
    /// The frame that it leaves or enters instead of the box.
    pub from_group: Option<usize>,
    /// The frame that it enters instead of the box.
    pub to_group: Option<usize>,
    /// The words beside it.
    pub label: LabelText,
    /// The words at its start and end.
    pub end_labels: [LabelText; 2],
    /// What is at its start and end.
    pub ends: [EdgeEnd; 2],
    /// How it is drawn.
    pub look: DiagramLook,
    /// How many layers of boxes it passes at least.
    pub passed_layers: usize,
}

impl FlowNode {
    /// Creates a box with its name in it.
    pub(crate) fn new(id: &str, group: Option<usize>) -> Self {
        Self {
            id: id.to_owned(),
            label: LabelText::plain(id),
            compartments: Vec::new(),
            shape: ShapeKind::Box,
            look: DiagramLook::default(),
            group,
            note_side: None,
            address: None,
        }
    }

    /// Returns the kind above the name of a class, such as `«interface»`, and its name.
    pub(crate) fn split_kind(&self) -> (Option<&str>, &str) {
        let content = &*self.label.content;
        match content.rfind("»\n").map(|at| content.split_at(at + "»".len())) {
            Some((kind, name)) => (Some(kind), &name[1..]),
            None => (None, content),
        }
    }

    /// Whether it is a small mark without words: a start, an end, a fork.
    pub(crate) fn is_mark(&self) -> bool {
        self.look.role == ColourRole::Solid
    }
}

impl FlowEdge {
    /// Creates an arrow without words.
    pub(crate) fn new(from: usize, to: usize) -> Self {
        Self {
            from,
            to,
            from_group: None,
            to_group: None,
            label: LabelText::default(),
            end_labels: Default::default(),
            ends: [EdgeEnd::None, EdgeEnd::Arrow],
            look: DiagramLook::of_role(ColourRole::Line),
            passed_layers: 0,
        }
    }

    /// Whether it is only there to place boxes.
    pub(crate) fn is_invisible(&self) -> bool {
        self.look.stroke_style == StrokeStyle::None
    }
}

impl Flowchart {
    /// Returns the frames around a box, from the innermost to the outermost.
    pub(crate) fn frames_around(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes[node].group, |&group| self.groups[group].parent)
    }

    /// Whether a line leads to a note.
    pub(crate) fn is_note(&self, edge: &FlowEdge) -> bool {
        self.nodes[edge.to].note_side.is_some()
    }

    /// Returns the direction of the frame that an arrow is in, if it has one of its own.
    pub(crate) fn direction_of_edge(&self, edge: &FlowEdge) -> Option<FlowDirection> {
        let is_around_end = |group: usize| self.frames_around(edge.to).any(|other| other == group);
        let is_left = |group: usize| [edge.from_group, edge.to_group].contains(&Some(group));
        self.frames_around(edge.from)
            .filter(|&group| is_around_end(group) && !is_left(group))
            .find_map(|group| self.groups[group].direction)
    }

    /// Returns the box that a note is about, if it is a box and not a frame.
    pub(crate) fn note_owner(&self, note: usize) -> Option<usize> {
        self.nodes[note].note_side?;
        let line = self.edges.iter().find(|edge| edge.to == note && edge.from != note)?;
        line.from_group.is_none().then_some(line.from)
    }
}

/// A frame around boxes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowGroup {
    /// The name that arrows use.
    pub id: String,
    /// The title.
    pub title: LabelText,
    /// Index of the frame around it.
    pub parent: Option<usize>,
    /// A direction of its own. No box in it is joined with a box outside of it then.
    pub direction: Option<FlowDirection>,
    /// Its colours.
    pub look: DiagramLook,
}
