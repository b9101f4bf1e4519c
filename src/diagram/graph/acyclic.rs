//! Finds the arrows that close a cycle. They are treated as if they pointed the other way.

use super::Graph;
use super::frames::meets_frame;

/// Returns for each arrow between boxes whether it leads back to a box from which it can be
/// reached, found by a depth-first search in the order of the text.
pub(super) fn find_back_edges(graph: &Graph) -> Vec<bool> {
    let mut leaving = vec![Vec::new(); graph.nodes.len()];
    let between_boxes = |edge: &&super::GraphEdge| !meets_frame(edge);
    for (index, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| between_boxes(edge)) {
        leaving[edge.from].push(index);
    }
    let mut is_back = vec![false; graph.edges.len()];
    let mut states = vec![NodeState::New; graph.nodes.len()];
    let mut has_entry = vec![false; graph.nodes.len()];
    graph
        .edges
        .iter()
        .filter(|edge| edge.from != edge.to && between_boxes(edge))
        .for_each(|edge| has_entry[edge.to] = true);
    // Boxes without arrows into them come first: a cycle is entered where the text enters it.
    let sources = (0..graph.nodes.len()).filter(|&node| !has_entry[node]);
    for start in sources.chain(0..graph.nodes.len()) {
        if states[start] != NodeState::New {
            continue;
        }
        states[start] = NodeState::Open;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(&edge) = leaving[*node].get(*next) else {
                states[*node] = NodeState::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let to = graph.edges[edge].to;
            match states[to] {
                NodeState::New => {
                    states[to] = NodeState::Open;
                    path.push((to, 0));
                }
                NodeState::Open => is_back[edge] = true,
                NodeState::Done => {}
            }
        }
    }
    is_back
}

/// What the search knows about a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NodeState {
    New,
    Open,
    Done,
}
