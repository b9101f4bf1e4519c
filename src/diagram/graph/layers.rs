//! Assigns boxes to layers.

use super::Graph;
use super::cells::across_and_along;
use super::frames::LayerOrder;

/// The number of layers from a box to the next: between two layers of boxes is one for the words
/// beside arrows.
pub(super) const LAYER_STEP: usize = 2;

/// How often boxes are moved closer to those that they are joined with.
const TIGHTENING_SWEEPS: usize = 8;

/// A box that another one is joined with, and how many layers are at least between them.
type JoinedBox = (usize, usize);

/// Returns the layer of each box. Every arrow spans at least [`LAYER_STEP`] layers.
pub(super) fn assign_layers(graph: &Graph, reversed: &[bool], orders: &[LayerOrder]) -> Vec<usize> {
    let boxes = graph.nodes.len();
    // After the boxes, there is a place for each order, in the first layer that comes later.
    let count = boxes + orders.len();
    let (mut above, mut below) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    let mut join = |from: usize, to: usize, step: usize| {
        below[from].push((to, step));
        above[to].push((from, step));
    };
    for (edge, &is_back) in graph.edges.iter().zip(reversed) {
        if edge.from != edge.to {
            let (from, to) = if is_back { (edge.to, edge.from) } else { (edge.from, edge.to) };
            join(from, to, LAYER_STEP * (1 + edge.passed_layers));
        }
    }
    for (index, order) in orders.iter().enumerate() {
        order.before.iter().for_each(|&node| join(node, boxes + index, LAYER_STEP));
        order.after.iter().for_each(|&node| join(boxes + index, node, 0));
    }
    let mut ranks = longest_paths(&above, &below);
    for _ in 0..TIGHTENING_SWEEPS {
        for node in 0..count {
            let lowest = above[node].iter().map(|&(other, step)| ranks[other] + step).max();
            let highest =
                below[node].iter().map(|&(other, step)| ranks[other].saturating_sub(step)).min();
            // A box with more arrows out than in is closer to those below it.
            ranks[node] = match (lowest, highest) {
                (None, Some(highest)) => highest,
                (Some(_), Some(highest)) if below[node].len() > above[node].len() => highest,
                (Some(lowest), _) => lowest,
                (None, None) => ranks[node],
            };
        }
    }
    ranks.truncate(boxes);
    wrap_unlinked(graph, &mut ranks);
    let first = ranks.iter().min().copied().unwrap_or_default();
    ranks.iter().map(|rank| rank - first).collect()
}

/// Returns the length of the longest path to each box, in layers.
fn longest_paths(above: &[Vec<JoinedBox>], below: &[Vec<JoinedBox>]) -> Vec<usize> {
    let mut ranks = vec![0; above.len()];
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..above.len()).filter(|&node| waiting[node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &(next, step) in &below[node] {
            ranks[next] = ranks[next].max(ranks[node] + step);
            waiting[next] -= 1;
            if waiting[next] == 0 {
                ready.push(next);
            }
        }
    }
    ranks
}

/// Boxes without arrows are in one row up to this length, in em: across the page, and down it.
const MAX_ROW_LENGTH: f32 = 45.0;
const MAX_ROW_LENGTH_SIDEWAYS: f32 = 24.0;

/// The width of a page relative to its height.
const PAGE_ASPECT_RATIO: f32 = 1.8;

/// Divides boxes without arrows and frames into rows after all others if one row is too long.
fn wrap_unlinked(graph: &Graph, ranks: &mut [usize]) {
    let mut is_linked: Vec<bool> = graph.nodes.iter().map(|node| node.group.is_some()).collect();
    for edge in &graph.edges {
        is_linked[edge.from] = true;
        is_linked[edge.to] = true;
    }
    let unlinked: Vec<usize> = (0..graph.nodes.len()).filter(|&node| !is_linked[node]).collect();
    let sizes = unlinked.iter().map(|&node| across_and_along(graph, graph.nodes[node].size));
    let (across, along) = sizes.fold((0.0, 0.0), |(across, along), size| {
        (across + size.0 + graph.gaps.nodes, along + size.1 + 2.0 * graph.gaps.half_layer)
    });
    let (max_length, ratio) = match graph.direction.is_sideways() {
        true => (MAX_ROW_LENGTH_SIDEWAYS, 1.0 / PAGE_ASPECT_RATIO),
        false => (MAX_ROW_LENGTH, PAGE_ASPECT_RATIO),
    };
    if across <= max_length {
        return;
    }
    // With that many boxes in a row, the rows together have the form of a page.
    let count = unlinked.len() as f32;
    let in_row = (count * ratio * along / across).sqrt().max(1.0);
    let in_row = (count / (count / in_row).ceil()).ceil() as usize;
    let linked_ranks = (0..ranks.len()).filter(|&node| is_linked[node]).map(|node| ranks[node]);
    let first = linked_ranks.max().map_or(0, |last| last + LAYER_STEP);
    for (index, &node) in unlinked.iter().enumerate() {
        ranks[node] = first + index / in_row * LAYER_STEP;
    }
}
