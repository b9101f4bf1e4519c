//! Places boxes, frames and arrows when all coordinates are known.
//!
//! An arrow passes a layer along its cell and moves aside only between layers, so it never runs
//! through a box.

use super::bends::{cut_end, cut_start, straighten};
use super::cells::{Cells, across_and_along};
use super::loops::{LoopPlace, end_label_offset, place_frame_loops, place_loops};
use super::outline::{reach, usable_share};
use super::place::{AcrossPlaces, AlongPlaces};
use super::{EdgePlace, FlowDirection, Graph, GraphPlaces};
use crate::diagram::drawing::ShapeKind;
use crate::geometry::{Point, Rect, Size};

/// The ends of two arrows at a side of a box are at least this far apart, if it is wide enough.
const PORT_GAP: f32 = 1.1;

/// Arrows meet frames at least this far from their corners.
const FRAME_INSET: f32 = 0.6;

/// Distance between an arrow and the words at its end.
const END_LABEL_GAP: f32 = 0.45;

/// Distance between a box and the words at the end of an arrow.
pub(super) const END_LABEL_INSET: f32 = 0.3;

/// Where an arrow meets a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum BoxSide {
    /// The side where arrows enter.
    Upper,
    /// The side where arrows leave.
    Lower,
}

/// Draws the boxes, frames and arrows of a graph. `across` is `x` and `along` is `y` here.
pub(super) fn draw_edges(
    graph: &Graph,
    cells: &Cells,
    across: &AcrossPlaces,
    along: &AlongPlaces,
    reversed: &[bool],
) -> GraphPlaces {
    let nodes: Vec<Rect> = (0..graph.nodes.len())
        .map(|node| {
            let (start, end) = along.layers[cells.cells[node].rank];
            let (width, height) = across_and_along(graph, graph.nodes[node].size);
            let middle = (start + end) / 2.0;
            Rect::new(across.cells[node] - width / 2.0, middle - height / 2.0, width, height)
        })
        .collect();
    let groups: Vec<Rect> = across
        .groups
        .iter()
        .zip(&along.groups)
        .map(|(&(left, right), &(start, end))| Rect::new(left, start, right - left, end - start))
        .collect();
    let router = Router { graph, cells, across, along, reversed, nodes: &nodes, groups: &groups };
    let ports = router.assign_ports();
    let mut edges: Vec<EdgePlace> = Vec::with_capacity(graph.edges.len());
    for (index, ports) in ports.iter().enumerate() {
        edges.push(if cells.chains[index].is_empty() {
            router.draw_loop(index)
        } else {
            router.draw_edge(index, *ports)
        });
    }
    GraphPlaces { size: Size::default(), nodes, edges, groups }
}

/// Returns the room that the words at the start or end of an arrow need beside it; zero if there
/// are none.
fn end_label_width(graph: &Graph, edge: usize, is_start: bool) -> f32 {
    let size = graph.edges[edge].end_labels[usize::from(!is_start)];
    let (width, _) = across_and_along(graph, size);
    if width > 0.0 { width + 2.0 * END_LABEL_GAP } else { 0.0 }
}

/// Makes boxes wide enough for the words at the ends of their arrows.
pub(super) fn widen_boxes(graph: &mut Graph, reversed: &[bool]) {
    let mut wanted = vec![[0.0f32; 2]; graph.nodes.len()];
    for (index, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| edge.from != edge.to) {
        for (node, is_start) in [(edge.from, true), (edge.to, false)] {
            // Arrows without words take their place between those with words, too.
            let width = end_label_width(graph, index, is_start).max(0.5);
            wanted[node][usize::from(is_start != reversed[index])] += width;
        }
    }
    let is_sideways = graph.direction.is_sideways();
    let has_words = graph.edges.iter().any(|edge| edge.end_labels.iter().any(|s| s.width > 0.0));
    if !has_words {
        return;
    }
    for (node, wanted) in graph.nodes.iter_mut().zip(wanted) {
        let least = wanted[0].max(wanted[1]) / usable_share(&node.outline, is_sideways);
        let across = if is_sideways { &mut node.size.height } else { &mut node.size.width };
        *across = across.max(least);
    }
}

struct Router<'g> {
    graph: &'g Graph,
    cells: &'g Cells,
    across: &'g AcrossPlaces,
    along: &'g AlongPlaces,
    reversed: &'g [bool],
    nodes: &'g [Rect],
    groups: &'g [Rect],
}

impl Router<'_> {
    /// Returns the places of the upper and lower end of each arrow across.
    fn assign_ports(&self) -> Vec<(f32, f32)> {
        let mut ports = vec![(0.0, 0.0); self.graph.edges.len()];
        // The arrows at each side of each box, with where they lead.
        let mut sides: Vec<(usize, BoxSide, f32, usize)> = Vec::new();
        for (edge, chain) in self.cells.chains.iter().enumerate() {
            let [top, below, .., above, bottom] = chain[..] else {
                if let [top, middle, bottom] = chain[..] {
                    sides.push((top, BoxSide::Lower, self.across.cells[middle], edge));
                    sides.push((bottom, BoxSide::Upper, self.across.cells[middle], edge));
                }
                continue;
            };
            sides.push((top, BoxSide::Lower, self.across.cells[below], edge));
            sides.push((bottom, BoxSide::Upper, self.across.cells[above], edge));
        }
        // An arrow to a frame meets it where it comes from.
        sides.retain(|&(_, side, wanted, edge)| {
            let Some(group) = self.frame_at(edge, side) else { return true };
            let (left, right) = (self.groups[group].x, self.groups[group].right());
            let inset = FRAME_INSET.min((right - left) / 2.0);
            let place = wanted.clamp(left + inset, right - inset);
            match side {
                BoxSide::Lower => ports[edge].0 = place,
                BoxSide::Upper => ports[edge].1 = place,
            }
            false
        });
        sides.sort_by(|a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3))
        });
        let is_sideways = self.graph.direction.is_sideways();
        for group in sides.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let node = group[0].0;
            let rect = self.nodes[node];
            // Words at an end are after its arrow, and above or below the box only.
            let words: Vec<f32> =
                group.iter().map(|&(_, side, _, edge)| self.end_label_width(edge, side)).collect();
            let outline = &self.graph.nodes[node].outline;
            let usable = match outline {
                // Arrows meet a diamond at its tip.
                ShapeKind::Diamond if words.iter().all(|width| *width == 0.0) => 0.0,
                _ => rect.width * usable_share(outline, is_sideways),
            };
            let first = rect.x + (rect.width - usable) / 2.0;
            let own_gap = PORT_GAP.min(usable / (group.len() as f32 - 1.0).max(1.0));
            let gaps: Vec<f32> = words.iter().map(|&words| own_gap.max(words)).collect();
            let last = first + usable - words.last().copied().unwrap_or_default();
            let wanted: Vec<f32> = group.iter().map(|(_, _, wanted, _)| *wanted).collect();
            let places = match wanted[..] {
                // A single arrow from beside a box meets the middle of its side, not a corner.
                [wanted] if words[0] == 0.0 && !(first..=last).contains(&wanted) => {
                    vec![(first + last) / 2.0]
                }
                _ => spread(&wanted, (first, last), &gaps),
            };
            for (&(_, side, _, edge), place) in group.iter().zip(places) {
                match side {
                    BoxSide::Lower => ports[edge].0 = place,
                    BoxSide::Upper => ports[edge].1 = place,
                }
            }
        }
        ports
    }

    /// Returns the room that the words at an end of an arrow need beside it.
    fn end_label_width(&self, edge: usize, side: BoxSide) -> f32 {
        end_label_width(self.graph, edge, (side == BoxSide::Lower) != self.reversed[edge])
    }

    /// Returns the frame that an arrow meets at its upper or lower end.
    fn frame_at(&self, edge: usize, side: BoxSide) -> Option<usize> {
        let found = &self.graph.edges[edge];
        match (side, self.reversed[edge]) {
            (BoxSide::Lower, false) | (BoxSide::Upper, true) => found.from_group,
            (BoxSide::Upper, false) | (BoxSide::Lower, true) => found.to_group,
        }
    }

    /// Returns the point where an arrow at `place` meets a box.
    fn meeting_point(&self, node: usize, place: f32, side: BoxSide) -> Point {
        let rect = self.nodes[node];
        let sign = if side == BoxSide::Lower { 1.0 } else { -1.0 };
        let middle = rect.centre();
        let (is_sideways, is_turned) = match self.graph.direction {
            FlowDirection::Down => (false, 1.0),
            FlowDirection::Up => (false, -1.0),
            FlowDirection::Right => (true, 1.0),
            FlowDirection::Left => (true, -1.0),
        };
        let found = &self.graph.nodes[node];
        let distance =
            reach(&found.outline, found.size, place - middle.x, (is_sideways, sign * is_turned));
        Point::new(place, middle.y + sign * distance)
    }

    /// Whether another arrow joins the same two boxes.
    fn has_twin(&self, index: usize) -> bool {
        let edge = &self.graph.edges[index];
        self.graph.edges.iter().enumerate().any(|(other, found)| {
            other != index
                && ((found.from, found.to) == (edge.from, edge.to)
                    || (found.from, found.to) == (edge.to, edge.from))
        })
    }

    fn draw_edge(&self, index: usize, ports: (f32, f32)) -> EdgePlace {
        let is_reversed = self.reversed[index];
        let edge = &self.graph.edges[index];
        let chain = &self.cells.chains[index];
        let (top, bottom) = (chain[0], chain[chain.len() - 1]);
        let label_at = self.cells.labels[index];
        let [start_words, end_words] =
            edge.end_labels.map(|size| across_and_along(self.graph, size));
        let (upper, lower) =
            if is_reversed { (end_words, start_words) } else { (start_words, end_words) };
        // An arrow moves aside only where it cannot meet the words at its end.
        let passed =
            |words: (f32, f32)| if words.1 > 0.0 { 2.0 * END_LABEL_INSET + words.1 } else { 0.0 };
        let first = self.meeting_point(top, ports.0, BoxSide::Lower);
        let leaves = self.along.rooms[self.cells.cells[top].rank].1.max(first.y + passed(upper));
        let mut points = vec![first, Point::new(ports.0, leaves)];
        let mut label = Rect::default();
        for (at, &cell) in chain.iter().enumerate().take(chain.len() - 1).skip(1) {
            let (start, end) = self.along.layers[self.cells.cells[cell].rank];
            let x = self.across.cells[cell];
            if label_at == Some(at) {
                let (width, height) = across_and_along(self.graph, edge.label);
                label = Rect::new(x - width / 2.0, (start + end - height) / 2.0, width, height);
            }
            // In a layer without words and frames, nothing is in the way: the curve goes on.
            let (room_start, room_end) = self.along.rooms[self.cells.cells[cell].rank];
            if room_end > room_start || self.has_twin(index) {
                points.push(Point::new(x, room_start));
                points.push(Point::new(x, room_end));
            }
        }
        let last = self.meeting_point(bottom, ports.1, BoxSide::Upper);
        let enters = self.along.rooms[self.cells.cells[bottom].rank].0.min(last.y - passed(lower));
        points.extend([Point::new(ports.1, enters), last]);
        straighten(&mut points);
        if let Some(group) = self.frame_at(index, BoxSide::Lower) {
            cut_start(&mut points, self.groups[group].bottom());
        }
        if let Some(group) = self.frame_at(index, BoxSide::Upper) {
            cut_end(&mut points, self.groups[group].y);
        }
        // Words at the ends are on the right of the arrow, between its box and the next layer.
        let (first, last) = (points[0], points[points.len() - 1]);
        let upper = Rect::new(first.x + END_LABEL_GAP, first.y + END_LABEL_INSET, upper.0, upper.1);
        let lower =
            Rect::new(last.x + END_LABEL_GAP, last.y - END_LABEL_INSET - lower.1, lower.0, lower.1);
        let end_labels = if is_reversed { [lower, upper] } else { [upper, lower] };
        if is_reversed {
            points.reverse();
        }
        EdgePlace { points, label, end_labels, is_angular: false }
    }

    /// Draws an arrow from a box or frame to itself, at its side.
    fn draw_loop(&self, index: usize) -> EdgePlace {
        let edge = &self.graph.edges[index];
        let (rect, loops) = match edge.from_group {
            Some(group) => {
                let rect = self.groups[group];
                (rect, place_frame_loops(self.graph, group, rect.height))
            }
            None => {
                let rect = self.nodes[edge.from];
                (rect, place_loops(self.graph, edge.from, rect.height))
            }
        };
        let Some(&LoopPlace { half, out, words, .. }) =
            loops.iter().find(|place| place.edge == index)
        else {
            return EdgePlace::default();
        };
        let (right, middle) = (rect.right(), rect.y + rect.height / 2.0);
        // The side of a box that is not straight is met where the arrow ends.
        let node = &self.graph.nodes[edge.from];
        let is_sideways = self.graph.direction.is_sideways();
        let side = |offset: f32| match edge.from_group {
            Some(_) => right,
            None => {
                let reach = reach(&node.outline, node.size, offset, (!is_sideways, 1.0));
                rect.x + rect.width / 2.0 + reach
            }
        };
        let points = vec![
            Point::new(side(-half), middle - half),
            Point::new(right + out, middle - half),
            Point::new(right + out, middle + half),
            Point::new(side(half), middle + half),
        ];
        let (width, height) = across_and_along(self.graph, edge.label);
        let label = Rect::new(right + words, middle - height / 2.0, width, height);
        let end_label = |size: Size, is_end: bool| {
            let (width, height) = across_and_along(self.graph, size);
            let (outwards, along) = end_label_offset(half, height, is_end);
            Rect::new(right + outwards, middle + along, width, height)
        };
        let end_labels =
            [end_label(edge.end_labels[0], false), end_label(edge.end_labels[1], true)];
        EdgePlace { points, label, end_labels, ..EdgePlace::default() }
    }
}

/// Returns places in order that are near the wanted ones, inside a range that has room for them,
/// and each with its gap before the next.
fn spread(wanted: &[f32], (first, last): (f32, f32), gaps: &[f32]) -> Vec<f32> {
    let mut places: Vec<f32> = Vec::with_capacity(wanted.len());
    for (index, &wanted) in wanted.iter().enumerate() {
        let lowest = places.last().map_or(first, |before: &f32| before + gaps[index - 1]);
        places.push(wanted.max(lowest));
    }
    let mut highest = last;
    for index in (0..places.len()).rev() {
        places[index] = places[index].min(highest);
        if index > 0 {
            highest = places[index] - gaps[index - 1];
        }
    }
    places
}

/// Turns the places into the direction of the graph, and moves them to the origin.
pub(super) fn turn(direction: FlowDirection, places: &mut GraphPlaces) {
    let turn_point = |point: Point| match direction {
        FlowDirection::Down => point,
        FlowDirection::Up => Point::new(point.x, -point.y),
        FlowDirection::Right => Point::new(point.y, point.x),
        FlowDirection::Left => Point::new(-point.y, point.x),
    };
    let turn_rect = |rect: Rect| {
        let (a, b) =
            (turn_point(rect.origin()), turn_point(Point::new(rect.right(), rect.bottom())));
        Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    };
    places.map(turn_point, turn_rect);
    let all = places.bounds();
    places.map(|point| point.moved_by(-all.x, -all.y), |rect| rect.moved_by(-all.x, -all.y));
    places.size = all.size();
}

impl GraphPlaces {
    pub(super) fn map(&mut self, point: impl Fn(Point) -> Point, rect: impl Fn(Rect) -> Rect) {
        self.nodes.iter_mut().chain(&mut self.groups).for_each(|place| *place = rect(*place));
        self.edges.iter_mut().for_each(|edge| edge.map(&point, &rect));
    }

    /// Returns the rectangle around everything.
    fn bounds(&self) -> Rect {
        let has_size = |rect: &&Rect| rect.width > 0.0;
        let labels = self
            .edges
            .iter()
            .flat_map(|edge| std::iter::once(&edge.label).chain(&edge.end_labels).filter(has_size));
        let rects = self.nodes.iter().chain(&self.groups).chain(labels).copied();
        let points = self
            .edges
            .iter()
            .flat_map(|edge| &edge.points)
            .map(|point| Rect::new(point.x, point.y, 0.0, 0.0));
        rects.chain(points).reduce(Rect::union).unwrap_or_default()
    }
}

impl EdgePlace {
    pub(super) fn map(&mut self, point: impl Fn(Point) -> Point, rect: impl Fn(Rect) -> Rect) {
        self.points.iter_mut().for_each(|place| *place = point(*place));
        self.label = rect(self.label);
        self.end_labels = self.end_labels.map(&rect);
    }
}
