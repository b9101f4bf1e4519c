//! Puts notes beside the boxes that they are about.

use super::cells::across_and_along;
use super::loops::loop_room;
use super::{EdgePlace, Graph, GraphNode, GraphPlaces, NoteSide};
use crate::geometry::{Point, Rect};

/// Distance between a box and its note, or two notes.
const NOTE_GAP: f32 = 1.0;

/// Returns the graph without notes; boxes have the room for theirs.
pub(super) fn without_notes(graph: &Graph) -> Graph {
    let mut reduced = graph.clone();
    let renamed = rename_boxes(graph);
    for note in &graph.nodes {
        let Some(place) = note.note else { continue };
        let (width, height) = across_and_along(graph, note.size);
        let room = &mut reduced.nodes[place.owner].room;
        match place.side {
            NoteSide::Before => room.before += width + NOTE_GAP,
            NoteSide::After => room.after += width + NOTE_GAP,
        }
        room.along = room.along.max(height);
    }
    reduced.nodes.retain(|node| node.note.is_none());
    reduced.edges.retain(|edge| renamed[edge.from].is_some() && renamed[edge.to].is_some());
    for edge in &mut reduced.edges {
        edge.from = renamed[edge.from].unwrap_or_default();
        edge.to = renamed[edge.to].unwrap_or_default();
    }
    reduced
}

/// Returns the index of each box among those that are no notes.
fn rename_boxes(graph: &Graph) -> Vec<Option<usize>> {
    let mut count = 0;
    let rename = |node: &GraphNode| {
        node.note.is_none().then(|| {
            count += 1;
            count - 1
        })
    };
    graph.nodes.iter().map(rename).collect()
}

/// Adds the notes of `whole` to the places of the graph without them, as long as `across` is `x`.
pub(super) fn place_notes(whole: &Graph, reduced: &Graph, places: &mut GraphPlaces) {
    if whole.nodes.len() == reduced.nodes.len() {
        return;
    }
    let renamed = rename_boxes(whole);
    let boxes = std::mem::take(&mut places.nodes);
    let mut edges = std::mem::take(&mut places.edges).into_iter();
    // How far the notes beside each box reach.
    let mut ends: Vec<(f32, f32)> = boxes
        .iter()
        .enumerate()
        .map(|(index, rect)| (rect.x, rect.right() + loop_room(reduced, index)))
        .collect();
    places.nodes =
        renamed.iter().map(|new| new.map_or(Rect::default(), |new| boxes[new])).collect();
    for (index, note) in whole.nodes.iter().enumerate() {
        let Some((place, owner)) = note.note.and_then(|note| Some((note, renamed[note.owner]?)))
        else {
            continue;
        };
        let (width, height) = across_and_along(whole, note.size);
        let end = &mut ends[owner];
        let x = match place.side {
            NoteSide::Before => {
                end.0 -= NOTE_GAP + width;
                end.0
            }
            NoteSide::After => {
                end.1 += NOTE_GAP + width;
                end.1 - width
            }
        };
        let middle = boxes[owner].y + boxes[owner].height / 2.0;
        places.nodes[index] = Rect::new(x, middle - height / 2.0, width, height);
    }
    for edge in &whole.edges {
        places.edges.push(match (renamed[edge.from], renamed[edge.to]) {
            (Some(_), Some(_)) => edges.next().unwrap_or_default(),
            _ => join_note(places.nodes[edge.from], places.nodes[edge.to]),
        });
    }
}

/// Returns the line between a box and its note, from the side of one to that of the other.
fn join_note(from: Rect, to: Rect) -> EdgePlace {
    let y = to.y + to.height / 2.0;
    let (start, end) = if from.x < to.x { (from.right(), to.x) } else { (from.x, to.right()) };
    let points = vec![Point::new(start, y), Point::new(end, y)];
    EdgePlace { points, is_angular: true, ..EdgePlace::default() }
}
