//! Arranges frames that have a direction of their own: each is a graph, and a box of the graph
//! around it.

use super::cells::group_path;
use super::{
    EdgePlace, FlowDirection, GROUP_PADDING, Graph, GraphEdge, GraphGroup, GraphNode, GraphPlaces,
    NodeRoom, arrange_graph,
};
use crate::diagram::drawing::ShapeKind;
use crate::geometry::{Rect, Size};

/// Returns a frame with another direction than the graph, which is inside no other such frame.
pub(super) fn find_nested_group(graph: &Graph) -> Option<usize> {
    let has_own = |direction: FlowDirection| direction != graph.direction;
    graph.groups.iter().position(|group| group.direction.is_some_and(has_own))
}

/// The parts of a graph that are inside or outside of a frame.
struct GraphPart {
    graph: Graph,
    /// The indices of its parts in the whole graph. The box in place of the frame has none.
    nodes: Vec<Option<usize>>,
    edges: Vec<usize>,
    groups: Vec<usize>,
}

/// Arranges a graph with a frame that is arranged on its own.
pub(super) fn arrange_with_nested(graph: &Graph, group: usize) -> GraphPlaces {
    let inner = take_inside(graph, group);
    let mut content = arrange_graph(&inner.graph);
    let title = graph.groups[group].title;
    let top = GROUP_PADDING + if title.height > 0.0 { title.height + 0.1 } else { 0.0 };
    let size = Size::new(
        content.size.width.max(title.width) + 2.0 * GROUP_PADDING,
        content.size.height + top + GROUP_PADDING,
    );
    let outer = take_outside(graph, group, size);
    let around = arrange_graph(&outer.graph);

    let mut places = GraphPlaces {
        size: around.size,
        nodes: vec![Rect::default(); graph.nodes.len()],
        edges: vec![EdgePlace::default(); graph.edges.len()],
        groups: vec![Rect::default(); graph.groups.len()],
    };
    for (index, rect) in outer.nodes.iter().zip(&around.nodes) {
        match index {
            Some(index) => places.nodes[*index] = *rect,
            None => places.groups[group] = *rect,
        }
    }
    put_parts(&mut places, &outer, around);
    let frame = places.groups[group];
    let (dx, dy) = (frame.x + (frame.width - content.size.width) / 2.0, frame.y + top);
    content.map(|point| point.moved_by(dx, dy), |rect| rect.moved_by(dx, dy));
    for (index, rect) in inner.nodes.iter().zip(&content.nodes) {
        index.iter().for_each(|&index| places.nodes[index] = *rect);
    }
    put_parts(&mut places, &inner, content);
    places
}

/// Puts the arrows and frames of a part to their places in the whole graph.
fn put_parts(places: &mut GraphPlaces, part: &GraphPart, found: GraphPlaces) {
    for (&index, edge) in part.edges.iter().zip(found.edges) {
        places.edges[index] = edge;
    }
    for (&index, rect) in part.groups.iter().zip(found.groups) {
        places.groups[index] = rect;
    }
}

fn is_inside(graph: &Graph, found: Option<usize>, group: usize) -> bool {
    group_path(graph, found).contains(&group)
}

/// Whether an arrow is inside a frame.
fn is_edge_inside(graph: &Graph, edge: &GraphEdge, group: usize) -> bool {
    let is_end_inside = |node: usize, frame: Option<usize>| {
        frame != Some(group) && is_inside(graph, graph.nodes[node].group, group)
    };
    is_end_inside(edge.from, edge.from_group) && is_end_inside(edge.to, edge.to_group)
}

/// Returns the content of a frame.
fn take_inside(graph: &Graph, group: usize) -> GraphPart {
    let is_node_inside = |node: usize| is_inside(graph, graph.nodes[node].group, group);
    let nodes: Vec<usize> = (0..graph.nodes.len()).filter(|&node| is_node_inside(node)).collect();
    let groups: Vec<usize> = (0..graph.groups.len())
        .filter(|&found| is_inside(graph, graph.groups[found].parent, group))
        .collect();
    let edges: Vec<usize> = (0..graph.edges.len())
        .filter(|&edge| is_edge_inside(graph, &graph.edges[edge], group))
        .collect();
    let direction = graph.groups[group].direction.unwrap_or(graph.direction);
    let part = Graph { direction, gaps: graph.gaps, ..Graph::default() };
    let nodes = nodes.into_iter().map(Some).collect();
    copy_part(graph, GraphPart { graph: part, nodes, edges, groups }, Size::default(), None)
}

/// Returns a graph in which the frame is a box of this size.
fn take_outside(graph: &Graph, group: usize, size: Size) -> GraphPart {
    let is_node_inside = |node: usize| is_inside(graph, graph.nodes[node].group, group);
    let mut nodes: Vec<Option<usize>> = Vec::new();
    for node in 0..graph.nodes.len() {
        if !is_node_inside(node) {
            nodes.push(Some(node));
        } else if !nodes.contains(&None) {
            nodes.push(None);
        }
    }
    let groups: Vec<usize> =
        (0..graph.groups.len()).filter(|&found| !is_inside(graph, Some(found), group)).collect();
    let edges: Vec<usize> = (0..graph.edges.len())
        .filter(|&edge| !is_edge_inside(graph, &graph.edges[edge], group))
        .collect();
    let part = Graph {
        direction: graph.direction,
        gaps: graph.gaps,
        fold_for: graph.fold_for,
        ..Graph::default()
    };
    copy_part(graph, GraphPart { graph: part, nodes, edges, groups }, size, Some(group))
}

/// Copies the boxes, arrows and frames of a part. A box that has no index is `frame`.
fn copy_part(
    graph: &Graph,
    mut part: GraphPart,
    frame_size: Size,
    frame: Option<usize>,
) -> GraphPart {
    let stand_in = part.nodes.iter().position(Option::is_none).unwrap_or_default();
    let mut new_node = vec![stand_in; graph.nodes.len()];
    for (new, index) in part.nodes.iter().enumerate() {
        index.iter().for_each(|&index| new_node[index] = new);
    }
    let mut new_group = vec![None; graph.groups.len()];
    for (new, &index) in part.groups.iter().enumerate() {
        new_group[index] = Some(new);
    }
    let rename_group = |group: Option<usize>| group.and_then(|group| new_group[group]);
    part.graph.nodes = part
        .nodes
        .iter()
        .map(|index| match index {
            Some(index) => {
                let node = &graph.nodes[*index];
                let note =
                    node.note.map(|note| super::GraphNote { owner: new_node[note.owner], ..note });
                GraphNode { group: rename_group(node.group), note, ..node.clone() }
            }
            None => GraphNode {
                size: frame_size,
                outline: ShapeKind::Box,
                group: rename_group(frame.and_then(|frame| graph.groups[frame].parent)),
                note: None,
                room: NodeRoom::default(),
            },
        })
        .collect();
    part.graph.groups = part
        .groups
        .iter()
        .map(|&index| {
            let group = &graph.groups[index];
            GraphGroup { parent: rename_group(group.parent), ..group.clone() }
        })
        .collect();
    part.graph.edges = part
        .edges
        .iter()
        .map(|&index| {
            let edge = &graph.edges[index];
            GraphEdge {
                from: new_node[edge.from],
                to: new_node[edge.to],
                from_group: rename_group(edge.from_group),
                to_group: rename_group(edge.to_group),
                ..edge.clone()
            }
        })
        .collect();
    part
}
