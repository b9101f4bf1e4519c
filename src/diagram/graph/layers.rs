//! Assigns boxes to layers.

use super::Graph;

/// The number of layers from a box to the next: between two layers of boxes is one for the words
/// beside arrows.
pub(super) const LAYER_STEP: usize = 2;

/// How often boxes are moved closer to those that they are joined with.
const TIGHTENING_SWEEPS: usize = 8;

/// Returns the layer of each box. Every arrow spans at least [`LAYER_STEP`] layers.
pub(super) fn assign_layers(graph: &Graph, reversed: &[bool]) -> Vec<usize> {
    let count = graph.nodes.len();
    let edges: Vec<(usize, usize)> = graph
        .edges
        .iter()
        .zip(reversed)
        .filter(|(edge, _)| edge.from != edge.to)
        .map(|(edge, &is_back)| if is_back { (edge.to, edge.from) } else { (edge.from, edge.to) })
        .collect();
    let (mut above, mut below) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for &(from, to) in &edges {
        below[from].push(to);
        above[to].push(from);
    }
    let mut ranks = longest_paths(&above, &below);
    for _ in 0..TIGHTENING_SWEEPS {
        for node in 0..count {
            let lowest = above[node].iter().map(|&other| ranks[other] + LAYER_STEP).max();
            let highest = below[node].iter().map(|&other| ranks[other] - LAYER_STEP).min();
            // A box with more arrows out than in is closer to those below it.
            ranks[node] = match (lowest, highest) {
                (None, Some(highest)) => highest,
                (Some(_), Some(highest)) if below[node].len() > above[node].len() => highest,
                (Some(lowest), _) => lowest,
                (None, None) => ranks[node],
            };
        }
    }
    let first = ranks.iter().min().copied().unwrap_or_default();
    ranks.iter().map(|rank| rank - first).collect()
}

/// Returns the length of the longest path to each box, in layers.
fn longest_paths(above: &[Vec<usize>], below: &[Vec<usize>]) -> Vec<usize> {
    let mut ranks = vec![0; above.len()];
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..above.len()).filter(|&node| waiting[node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &next in &below[node] {
            ranks[next] = ranks[next].max(ranks[node] + LAYER_STEP);
            waiting[next] -= 1;
            if waiting[next] == 0 {
                ready.push(next);
            }
        }
    }
    ranks
}
