//! Places arrows from a box or a frame to itself: at its side, one around the other.

use super::cells::across_and_along;
use super::{Graph, GraphEdge};

/// A self-loop reaches this far to the side of its box, its words not included.
const LOOP_WIDTH: f32 = 1.1;

/// The part of that where its line is, and the distance of its words from the line.
const LINE_SHARE: f32 = 0.75;

/// Distance between a self-loop and its words, or those of another one.
const LOOP_LABEL_GAP: f32 = 0.4;

/// Distances of the words at the ends of a loop from its line, and from its box, beside the head.
const END_LABEL_INSET: f32 = 0.15;
const END_LABEL_START: f32 = 0.75;

/// Distance between two loops.
const LOOP_GAP: f32 = 0.35;

/// Where a self-loop is: lengths outwards are from the side of the box, lengths along from its
/// middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LoopPlace {
    /// The arrow.
    pub edge: usize,
    /// How far along its ends are from the middle.
    pub half: f32,
    /// How far outwards its line is.
    pub out: f32,
    /// Where its words start outwards.
    pub words: f32,
    /// The room outwards that it takes with its words.
    pub end: f32,
}

/// Whether an arrow leads from a box, or the frame `group`, to itself.
fn is_loop(edge: &GraphEdge, node: Option<usize>, group: Option<usize>) -> bool {
    let is_here = node.is_none_or(|node| edge.from == node);
    edge.from == edge.to && edge.from_group == group && edge.to_group == group && is_here
}

/// Returns the loops of a box whose side has this length, from the innermost to the outermost.
pub(super) fn place_loops(graph: &Graph, node: usize, length: f32) -> Vec<LoopPlace> {
    place(graph, |edge| is_loop(edge, Some(node), None), length)
}

/// Returns the loops of a frame.
pub(super) fn place_frame_loops(graph: &Graph, group: usize, length: f32) -> Vec<LoopPlace> {
    place(graph, |edge| is_loop(edge, None, Some(group)), length)
}

fn place(graph: &Graph, is_meant: impl Fn(&GraphEdge) -> bool, length: f32) -> Vec<LoopPlace> {
    let loops: Vec<usize> =
        (0..graph.edges.len()).filter(|&edge| is_meant(&graph.edges[edge])).collect();
    let share = if loops.len() == 1 { 0.32 } else { 0.2 };
    let mut places: Vec<LoopPlace> = Vec::new();
    let mut words_before = 0.0;
    for index in loops {
        let edge = &graph.edges[index];
        let (width, height) = across_and_along(graph, edge.label);
        let ends = edge.end_labels.map(|size| across_and_along(graph, size));
        let has_ends = ends.iter().any(|(width, _)| *width > 0.0);
        let (mut half, mut out) = ((length * share).clamp(0.1, 1.2), LOOP_WIDTH * LINE_SHARE);
        let highest = ends[0].1.max(ends[1].1);
        let mut inner = (ends[0].1 + ends[1].1) / 2.0 - highest;
        if let Some(before) = places.last() {
            inner = before.half.max(words_before / 2.0) + END_LABEL_INSET;
            half = half.max(inner + END_LABEL_INSET);
            out = before.end + LOOP_GAP - LOOP_LABEL_GAP / 2.0;
        }
        if has_ends {
            half = half.max(inner + highest + 1.5 * END_LABEL_INSET);
            let widest = ends[0].0.max(ends[1].0);
            out = out.max(END_LABEL_START + widest + LOOP_LABEL_GAP);
        }
        let words = out + LOOP_WIDTH * (1.0 - LINE_SHARE) + LOOP_LABEL_GAP / 2.0;
        let end = words + width + LOOP_LABEL_GAP / 2.0;
        words_before = height;
        places.push(LoopPlace { edge: index, half, out, words, end });
    }
    places
}

/// Returns the room that the loops of a box take beside it.
pub(super) fn loop_room(graph: &Graph, node: usize) -> f32 {
    let (_, length) = across_and_along(graph, graph.nodes[node].size);
    place_loops(graph, node, length).last().map_or(0.0, |last| last.end)
}

/// Returns the room that the loops of a frame take beside it.
pub(super) fn frame_loop_room(graph: &Graph, group: usize) -> f32 {
    place_frame_loops(graph, group, 0.0).last().map_or(0.0, |last| last.end)
}

/// Makes the sides of boxes long enough for their loops.
pub(super) fn lengthen_boxes(graph: &mut Graph) {
    for node in 0..graph.nodes.len() {
        let size = graph.nodes[node].size;
        let (_, length) = across_and_along(graph, size);
        let Some(last) = place_loops(graph, node, length).pop() else { continue };
        let least = 2.0 * (last.half + END_LABEL_INSET);
        let is_sideways = graph.direction.is_sideways();
        let size = &mut graph.nodes[node].size;
        let along = if is_sideways { &mut size.width } else { &mut size.height };
        *along = along.max(least);
    }
}

/// Returns where the words at the start or end of a loop start: how far outwards, and how far along
/// from the middle.
pub(super) fn end_label_offset(half: f32, height: f32, is_end: bool) -> (f32, f32) {
    let from_middle = half - END_LABEL_INSET;
    let along = if is_end { from_middle - height } else { -from_middle };
    (END_LABEL_START, along)
}
