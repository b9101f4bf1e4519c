//! Divides layers into cells: one for each box, and one where an arrow passes a layer.

use super::loops::loop_room;
use super::{Graph, GraphEdge};
use crate::geometry::Size;

/// The room that an arrow takes where it passes a layer.
const PASSING_WIDTH: f32 = 0.35;

/// Room beside the words at an arrow: across, for lines that go sideways or down, and along.
const LABEL_MARGIN_SIDEWAYS: f32 = 0.05;
const LABEL_MARGIN_DOWN: f32 = 0.3;
/// An arrow is straight there, so that its parts before and after the words are in line.
const LABEL_MARGIN_ALONG: f32 = 0.6;
const LABEL_MARGIN_ALONG_SIDEWAYS: f32 = 1.2;

/// A cell of a layer.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub rank: usize,
    /// The innermost group around it.
    pub group: Option<usize>,
    /// The box in it.
    pub node: Option<usize>,
    /// How far it reaches across the arrows, before and after the middle of its box or arrow.
    pub before: f32,
    pub after: f32,
    /// The height along the arrows.
    pub height: f32,
    /// The cells that arrows join it with in the layers above and below.
    pub above: Vec<usize>,
    pub below: Vec<usize>,
}

/// The cells of a graph.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    pub cells: Vec<Cell>,
    /// The cells of each layer in order.
    pub layers: Vec<Vec<usize>>,
    /// The cells that each arrow passes, from its upper to its lower end, with those of the boxes.
    pub chains: Vec<Vec<usize>>,
    /// The place of the words in the chain of each arrow.
    pub labels: Vec<Option<usize>>,
}

/// Returns the size of something across and along the arrows.
pub(super) fn across_and_along(graph: &Graph, size: Size) -> (f32, f32) {
    if graph.direction.is_sideways() {
        (size.height, size.width)
    } else {
        (size.width, size.height)
    }
}

/// Returns the groups around something, from the outermost to the innermost.
pub(super) fn group_path(graph: &Graph, group: Option<usize>) -> Vec<usize> {
    let mut path = Vec::new();
    let mut next = group;
    while let Some(group) = next {
        path.push(group);
        next = graph.groups[group].parent;
    }
    path.reverse();
    path
}

/// Returns the innermost group around both.
fn common_group(graph: &Graph, a: Option<usize>, b: Option<usize>) -> Option<usize> {
    let (a, b) = (group_path(graph, a), group_path(graph, b));
    a.iter().zip(&b).take_while(|(a, b)| a == b).last().map(|(group, _)| *group)
}

/// Builds the cells of a graph.
pub(super) fn build_cells(graph: &Graph, ranks: &[usize], reversed: &[bool]) -> Cells {
    let count = ranks.iter().max().map_or(0, |last| last + 1);
    let mut cells = Cells {
        cells: Vec::new(),
        layers: vec![Vec::new(); count],
        chains: Vec::new(),
        labels: vec![None; graph.edges.len()],
    };
    for (index, node) in graph.nodes.iter().enumerate() {
        let (width, height) = across_and_along(graph, node.size);
        cells.cells.push(Cell {
            rank: ranks[index],
            group: node.group,
            node: Some(index),
            before: width / 2.0 + node.room.before,
            after: width / 2.0 + node.room.after + loop_room(graph, index),
            height: height.max(node.room.along),
            above: Vec::new(),
            below: Vec::new(),
        });
    }
    for (index, edge) in graph.edges.iter().enumerate() {
        let chain = if edge.from == edge.to {
            Vec::new()
        } else {
            build_chain(graph, &mut cells, index, edge, reversed[index])
        };
        cells.chains.push(chain);
    }
    fill_groups(graph, &mut cells);
    order_by_discovery(&mut cells);
    cells
}

/// Adds the cells between the two boxes of an arrow.
fn build_chain(
    graph: &Graph,
    cells: &mut Cells,
    index: usize,
    edge: &GraphEdge,
    is_reversed: bool,
) -> Vec<usize> {
    let (top, bottom) = if is_reversed { (edge.to, edge.from) } else { (edge.from, edge.to) };
    let group = common_group(graph, graph.nodes[top].group, graph.nodes[bottom].group);
    let (first, last) = (cells.cells[top].rank, cells.cells[bottom].rank);
    // The words are in an odd layer, in the middle of the way.
    let middle = first + ((last - first) / 4) * 2 + 1;
    let has_label = edge.label.width > 0.0;
    let mut chain = vec![top];
    for rank in first + 1..last {
        let (mut width, mut height) = (PASSING_WIDTH, 0.0);
        if has_label && rank == middle {
            let (label_width, label_height) = across_and_along(graph, edge.label);
            let (margin, along) = match graph.direction.is_sideways() {
                true => (LABEL_MARGIN_SIDEWAYS, LABEL_MARGIN_ALONG_SIDEWAYS),
                false => (LABEL_MARGIN_DOWN, LABEL_MARGIN_ALONG),
            };
            (width, height) = (label_width + margin, label_height + along);
            cells.labels[index] = Some(chain.len());
        }
        chain.push(cells.cells.len());
        let (above, below) = (Vec::new(), Vec::new());
        let half = width / 2.0;
        cells.cells.push(Cell {
            rank,
            group,
            node: None,
            before: half,
            after: half,
            height,
            above,
            below,
        });
    }
    chain.push(bottom);
    for pair in chain.windows(2) {
        cells.cells[pair[0]].below.push(pair[1]);
        cells.cells[pair[1]].above.push(pair[0]);
    }
    chain
}

/// Adds an empty cell to each layer that a group spans and where it has none, so that nothing else
/// is placed inside its frame.
fn fill_groups(graph: &Graph, cells: &mut Cells) {
    let mut members = vec![Vec::new(); graph.groups.len()];
    for cell in &cells.cells {
        for group in group_path(graph, cell.group) {
            members[group].push(cell.rank);
        }
    }
    for (group, ranks) in members.iter_mut().enumerate() {
        ranks.sort_unstable();
        ranks.dedup();
        let (Some(&first), Some(&last)) = (ranks.first(), ranks.last()) else { continue };
        for rank in (first..=last).filter(|rank| ranks.binary_search(rank).is_err()) {
            cells.cells.push(Cell {
                rank,
                group: Some(group),
                node: None,
                before: 0.0,
                after: 0.0,
                height: 0.0,
                above: Vec::new(),
                below: Vec::new(),
            });
        }
    }
}

/// Puts cells into their layers in the order in which a search along the arrows finds them.
fn order_by_discovery(cells: &mut Cells) {
    let mut is_found = vec![false; cells.cells.len()];
    for start in 0..cells.cells.len() {
        let mut stack = vec![start];
        while let Some(cell) = stack.pop() {
            if std::mem::replace(&mut is_found[cell], true) {
                continue;
            }
            cells.layers[cells.cells[cell].rank].push(cell);
            stack.extend(cells.cells[cell].below.iter().rev());
        }
    }
}
