//! Puts all boxes of a frame into layers before those of a frame that an arrow leads to, so that
//! the arrow leaves the end of one frame and enters the start of the other.

use super::cells::group_path;
use super::layers::LAYER_STEP;
use super::{Graph, GraphEdge};

/// Boxes in earlier layers than all others of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LayerOrder {
    pub before: Vec<usize>,
    pub after: Vec<usize>,
}

/// Returns the order of the boxes that arrows to and from frames join. Decides which of these
/// arrows lead back: those that another one, found earlier, contradicts.
pub(super) fn order_frames(graph: &Graph, reversed: &mut [bool]) -> Vec<LayerOrder> {
    let mut orders = Vec::new();
    if graph.edges.iter().all(|edge| !meets_frame(edge)) {
        return orders;
    }
    // The boxes, then one node for each order.
    let mut leaving = vec![Vec::new(); graph.nodes.len()];
    for (edge, &is_back) in graph.edges.iter().zip(&*reversed) {
        if !meets_frame(edge) && edge.from != edge.to {
            let (from, to) = if is_back { (edge.to, edge.from) } else { (edge.from, edge.to) };
            leaving[from].push(to);
        }
    }
    for (edge, is_back) in graph.edges.iter().zip(reversed) {
        if !meets_frame(edge) {
            continue;
        }
        let from = members(graph, edge.from, edge.from_group);
        let to = members(graph, edge.to, edge.to_group);
        let is_nested = from.iter().any(|node| to.contains(node));
        *is_back = can_reach(&leaving, &to, &from);
        if is_nested || (*is_back && can_reach(&leaving, &from, &to)) {
            // The boxes cannot be divided into earlier and later ones.
            *is_back = can_reach(&leaving, &[edge.to], &[edge.from]);
            let (first, last) = if *is_back { (edge.to, edge.from) } else { (edge.from, edge.to) };
            leaving[first].push(last);
            continue;
        }
        let (before, after) = if *is_back { (to, from) } else { (from, to) };
        let between = leaving.len();
        before.iter().for_each(|&node| leaving[node].push(between));
        leaving.push(after.clone());
        orders.push(LayerOrder { before, after });
    }
    orders
}

/// Makes the arrows of frames start at a box in the last layer of the upper frame and end at one
/// in the first layer of the lower frame.
pub(super) fn choose_ends(graph: &mut Graph, ranks: &[usize], reversed: &[bool]) {
    for (index, &is_reversed) in reversed.iter().enumerate() {
        let edge = &graph.edges[index];
        if !meets_frame(edge) || edge.from == edge.to {
            continue;
        }
        let from = members(graph, edge.from, edge.from_group);
        let to = members(graph, edge.to, edge.to_group);
        let (upper, lower) = if is_reversed { (&to, &from) } else { (&from, &to) };
        let last = upper.iter().map(|&node| ranks[node]).max().unwrap_or_default();
        let first = lower.iter().map(|&node| ranks[node]).min().unwrap_or_default();
        if last + LAYER_STEP > first {
            continue;
        }
        let (top, bottom) = (middle_in(upper, ranks, last), middle_in(lower, ranks, first));
        let (new_from, new_to) = if is_reversed { (bottom, top) } else { (top, bottom) };
        let edge = &mut graph.edges[index];
        edge.from = new_from.unwrap_or(edge.from);
        edge.to = new_to.unwrap_or(edge.to);
    }
}

/// Whether an arrow leaves or enters a frame.
pub(super) fn meets_frame(edge: &GraphEdge) -> bool {
    edge.from_group.is_some() || edge.to_group.is_some()
}

/// Returns the boxes at an end of an arrow: one, or those of a frame.
fn members(graph: &Graph, node: usize, group: Option<usize>) -> Vec<usize> {
    let Some(group) = group else { return vec![node] };
    let is_member = |node: &usize| group_path(graph, graph.nodes[*node].group).contains(&group);
    (0..graph.nodes.len()).filter(is_member).collect()
}

/// Returns the middle one of the boxes in a layer.
fn middle_in(nodes: &[usize], ranks: &[usize], rank: usize) -> Option<usize> {
    let found: Vec<usize> = nodes.iter().copied().filter(|&node| ranks[node] == rank).collect();
    found.get(found.len().saturating_sub(1) / 2).copied()
}

/// Whether a way leads from one of some nodes to one of others.
fn can_reach(leaving: &[Vec<usize>], from: &[usize], to: &[usize]) -> bool {
    let mut is_wanted = vec![false; leaving.len()];
    to.iter().for_each(|&node| is_wanted[node] = true);
    let mut is_found = vec![false; leaving.len()];
    let mut open = from.to_vec();
    while let Some(node) = open.pop() {
        if is_wanted[node] {
            return true;
        }
        if !std::mem::replace(&mut is_found[node], true) {
            open.extend(leaving[node].iter().copied());
        }
    }
    false
}
