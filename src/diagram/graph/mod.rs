//! Arranges boxes in layers, so that most arrows point the same way.
//!
//! The method is that of K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual Understanding of
//! Hierarchical System Structures" (1981), in the steps of E. Gansner et al., "A Technique for
//! Drawing Directed Graphs" (1993): break cycles (`acyclic.rs`), assign layers (`layers.rs`), put
//! cells where an arrow passes a layer (`cells.rs`), reduce crossings (`order.rs`), assign
//! coordinates (`place.rs`, `align.rs`), draw the arrows (`route.rs`, `bends.rs`). Every step takes
//! a fixed number of sweeps, so the time is bounded and the result always the same. Frames with a
//! direction of their own are arranged first (`nested.rs`), arrows to frames put all of their boxes
//! before or after (`frames.rs`), notes have the layer of their box (`notes.rs`), arrows from a box
//! to itself are at its side (`loops.rs`), and a long graph can be continued in further rows
//! (`fold.rs`).
//!
//! Inside, `along` is the direction of the arrows and `across` the direction of a layer.

mod acyclic;
mod align;
mod bends;
mod cells;
mod fold;
mod frames;
mod layers;
mod loops;
mod nested;
mod notes;
mod order;
mod outline;
mod place;
mod route;

use super::drawing::ShapeKind;
use crate::geometry::{Point, Rect, Size};

/// The direction of the arrows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlowDirection {
    /// Top to bottom.
    #[default]
    Down,
    /// Bottom to top.
    Up,
    /// In reading direction.
    Right,
    /// Against the reading direction.
    Left,
}

impl FlowDirection {
    /// Whether layers are beside each other.
    pub(super) fn is_sideways(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }

    /// Reads `TB`, `TD`, `BT`, `LR` or `RL`.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "TB" | "TD" | "v" => Self::Down,
            "BT" | "^" => Self::Up,
            "LR" | ">" => Self::Right,
            "RL" | "<" => Self::Left,
            _ => return None,
        })
    }

    /// Returns the direction across this one.
    pub(super) fn turned(self) -> Self {
        if self.is_sideways() { Self::Down } else { Self::Right }
    }
}

/// A graph that is to be arranged. Lengths are in em.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub direction: FlowDirection,
    pub nodes: Vec<GraphNode>,
    pub edges: Vec<GraphEdge>,
    /// Frames around nodes. Parents come before their children.
    pub groups: Vec<GraphGroup>,
    /// Distances.
    pub gaps: GraphGaps,
    /// The room, if the graph continues in further rows.
    pub fold_for: Option<Size>,
}

/// The distances between the parts of a graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct GraphGaps {
    /// Between two boxes of a layer.
    pub nodes: f32,
    /// Half the distance between two layers of boxes.
    pub half_layer: f32,
}

impl Default for GraphGaps {
    fn default() -> Self {
        Self { nodes: 1.4, half_layer: 0.9 }
    }
}

/// A box.
#[derive(Clone, Debug)]
pub(super) struct GraphNode {
    pub size: Size,
    pub outline: ShapeKind,
    /// Index of the innermost group around it.
    pub group: Option<usize>,
    /// The box that it is a note of.
    pub note: Option<GraphNote>,
    /// What is beside it.
    pub room: NodeRoom,
}

/// The place of a note: beside its box, in the same layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GraphNote {
    /// The box that the note is about.
    pub owner: usize,
    pub side: NoteSide,
}

/// The side of a box that a note is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteSide {
    /// At the left, or above in a graph that is read sideways.
    Before,
    /// At the right, or below.
    After,
}

/// The room that a box needs for its notes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct NodeRoom {
    pub before: f32,
    pub after: f32,
    /// The height along the arrows.
    pub along: f32,
}

/// An arrow.
#[derive(Clone, Debug, Default)]
pub(super) struct GraphEdge {
    pub from: usize,
    pub to: usize,
    /// The group whose frame it leaves or enters instead of the box.
    pub from_group: Option<usize>,
    pub to_group: Option<usize>,
    /// The size of the words beside it; zero if there are none.
    pub label: Size,
    /// The sizes of the words at its start and end.
    pub end_labels: [Size; 2],
    /// How many layers of boxes it passes at least.
    pub passed_layers: usize,
}

/// A frame around boxes.
#[derive(Clone, Debug, Default)]
pub(super) struct GraphGroup {
    pub parent: Option<usize>,
    /// The size of its title; zero if there is none.
    pub title: Size,
    /// A direction of its own. No box in it is joined with a box outside of it then.
    pub direction: Option<FlowDirection>,
}

/// An arranged graph.
#[derive(Clone, Debug, Default)]
pub(super) struct GraphPlaces {
    pub size: Size,
    pub nodes: Vec<Rect>,
    pub edges: Vec<EdgePlace>,
    pub groups: Vec<Rect>,
}

/// The place of an arrow.
#[derive(Clone, Debug, Default)]
pub(super) struct EdgePlace {
    pub points: Vec<Point>,
    /// The rectangle of the words beside it.
    pub label: Rect,
    /// The rectangles of the words at its ends.
    pub end_labels: [Rect; 2],
    /// Whether it goes at right angles: to the next row, or to a note.
    pub is_angular: bool,
}

/// Room between the frame of a group and what is in it.
pub(super) const GROUP_PADDING: f32 = 0.8;

/// Arranges a graph.
pub(super) fn arrange_graph(graph: &Graph) -> GraphPlaces {
    match nested::find_nested_group(graph) {
        Some(group) => nested::arrange_with_nested(graph, group),
        None => arrange_layers(graph),
    }
}

/// Arranges a graph in which all arrows have the same direction.
fn arrange_layers(whole: &Graph) -> GraphPlaces {
    let mut graph = notes::without_notes(whole);
    if graph.nodes.is_empty() {
        return GraphPlaces::default();
    }
    let mut reversed = acyclic::find_back_edges(&graph);
    let orders = frames::order_frames(&graph, &mut reversed);
    let ranks = layers::assign_layers(&graph, &reversed, &orders);
    frames::choose_ends(&mut graph, &ranks, &reversed);
    route::widen_boxes(&mut graph, &reversed);
    loops::lengthen_boxes(&mut graph);
    let graph = &graph;
    let mut cells = cells::build_cells(graph, &ranks, &reversed);
    order::reduce_crossings(graph, &mut cells);
    let across = place::place_across(graph, &cells);
    let along = place::place_along(graph, &cells);
    let mut places = route::draw_edges(graph, &cells, &across, &along, &reversed);
    if let Some(room) = graph.fold_for {
        fold::fold_rows(graph, &cells, &across, &along, room, &mut places);
    }
    notes::place_notes(whole, graph, &mut places);
    route::turn(graph.direction, &mut places);
    places
}
