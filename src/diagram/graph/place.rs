//! Assigns coordinates to cells and groups.
//!
//! Across, the places are the solution of constraints of the form "this is at least so far right of
//! that". They all follow one order, so a sweep from either end can move every cell to where its
//! neighbours want it, as far as the constraints allow.

use std::collections::BTreeSet;

use super::align::align_neighbours;
use super::cells::{Cells, across_and_along, group_path};
use super::loops::frame_loop_room;
use super::route::END_LABEL_INSET;
use super::{GROUP_PADDING, Graph};

/// The number of sweeps, and for graphs with many cells.
const SWEEPS: usize = 60;
const SWEEPS_OF_LARGE: usize = 12;
const MANY_CELLS: usize = 3_000;

/// Distance between two arrows, or an arrow and a box, in a layer. Sideways, lines are below each
/// other, and closer together they meet small boxes without a bend.
const PASSING_GAP: f32 = 0.35;
const PASSING_GAP_SIDEWAYS: f32 = 0.2;

/// How much an arrow counts that meets the frame around a box instead of it.
const FRAME_WEIGHT: f32 = 0.1;

/// Room along an arrow to move aside after the words at its end.
const BEND_BESIDE_WORDS: f32 = 0.8;

/// The place of something across the arrows.
#[derive(Clone, Debug, Default)]
pub(super) struct AcrossPlaces {
    /// The middle of each cell.
    pub cells: Vec<f32>,
    /// The frame of each group: its left and right edge.
    pub groups: Vec<(f32, f32)>,
}

/// The place of layers along the arrows.
#[derive(Clone, Debug, Default)]
pub(super) struct AlongPlaces {
    /// The start and end of each layer.
    pub layers: Vec<(f32, f32)>,
    /// The start and end of each layer with the edges of the frames that start or end there.
    /// Arrows move aside only outside of it, so that they do not cut the corners of frames.
    pub rooms: Vec<(f32, f32)>,
    /// The frame of each group.
    pub groups: Vec<(f32, f32)>,
}

/// Variable `after` is at least `distance` greater than `before`.
#[derive(Clone, Copy, Debug)]
struct Constraint {
    before: usize,
    after: usize,
    distance: f32,
}

/// The constraints of a graph. Variables are the cells, then the left and right edges of groups.
struct Constraints {
    count: usize,
    of_variable: Vec<(Vec<Constraint>, Vec<Constraint>)>,
    /// The variables so that every constraint leads forwards.
    order: Vec<usize>,
}

/// Returns the room at the start and end of a group across the arrows.
fn across_padding(graph: &Graph, group: usize) -> (f32, f32) {
    let title = graph.groups[group].title.height;
    if graph.direction.is_sideways() && title > 0.0 {
        (GROUP_PADDING * 0.9 + title, GROUP_PADDING)
    } else {
        (GROUP_PADDING, GROUP_PADDING)
    }
}

/// Places cells and groups across the arrows.
pub(super) fn place_across(graph: &Graph, cells: &Cells) -> AcrossPlaces {
    let constraints = collect_constraints(graph, cells);
    let cell_count = cells.cells.len();
    let mut x = vec![0.0f32; constraints.count];
    for &variable in &constraints.order {
        x[variable] = constraints.lower(variable, &x).unwrap_or(0.0);
    }
    let frame_ends = list_frame_ends(graph, cells);
    let sweeps = if cell_count > MANY_CELLS { SWEEPS_OF_LARGE } else { SWEEPS };
    for _ in 0..sweeps {
        for is_forward in [false, true] {
            let order: Vec<usize> = match is_forward {
                true => constraints.order.clone(),
                false => constraints.order.iter().rev().copied().collect(),
            };
            for variable in order {
                let lower = constraints.lower(variable, &x);
                let upper = constraints.upper(variable, &x);
                x[variable] = if variable < cell_count {
                    let wanted =
                        wanted_place(cells, variable, &x, &frame_ends).unwrap_or(x[variable]);
                    clamp(wanted, lower, upper)
                } else {
                    // An edge of a group makes room for what is moved next, or closes up.
                    match is_forward {
                        true => lower.or(upper).unwrap_or(x[variable]),
                        false => upper.or(lower).unwrap_or(x[variable]),
                    }
                };
            }
        }
    }
    close_frames(graph, &constraints, cell_count, &mut x);
    if cell_count <= MANY_CELLS {
        align_neighbours(cells, &mut x, |cell, x| {
            let lower = constraints.lower(cell, x).unwrap_or(f32::NEG_INFINITY);
            lower..=constraints.upper(cell, x).unwrap_or(f32::INFINITY)
        });
        close_frames(graph, &constraints, cell_count, &mut x);
    }
    let edge = |index: usize| x[cell_count + index];
    AcrossPlaces {
        groups: (0..graph.groups.len())
            .map(|group| (edge(2 * group), edge(2 * group + 1)))
            .collect(),
        cells: x[..cell_count].to_vec(),
    }
}

/// Closes the frames around their content.
fn close_frames(graph: &Graph, constraints: &Constraints, cell_count: usize, x: &mut [f32]) {
    for group in (0..graph.groups.len()).rev() {
        let (left, right) = (cell_count + 2 * group, cell_count + 2 * group + 1);
        x[left] = constraints.upper_of_content(left, right, x).unwrap_or(x[left]);
        x[right] = constraints.lower(right, x).unwrap_or(x[right]);
    }
}

/// Returns the boxes at which arrows meet a frame instead, each with the next cell of its arrow.
/// These arrows move the boxes less than others do.
fn list_frame_ends(graph: &Graph, cells: &Cells) -> BTreeSet<(usize, usize)> {
    let mut ends = BTreeSet::new();
    for (edge, chain) in graph.edges.iter().zip(&cells.chains) {
        let [top, below, ..] = chain[..] else { continue };
        let [.., above, bottom] = chain[..] else { continue };
        for (node, group) in [(edge.from, edge.from_group), (edge.to, edge.to_group)] {
            if group.is_some() {
                ends.insert(if node == top { (top, below) } else { (bottom, above) });
            }
        }
    }
    ends
}

fn clamp(value: f32, lower: Option<f32>, upper: Option<f32>) -> f32 {
    let value = upper.map_or(value, |upper| value.min(upper));
    lower.map_or(value, |lower| value.max(lower))
}

/// Returns where the neighbours of a cell want it. Arrows that pass several layers are to be
/// straight, so the cells that they pass count more.
fn wanted_place(
    cells: &Cells,
    cell: usize,
    x: &[f32],
    frame_ends: &BTreeSet<(usize, usize)>,
) -> Option<f32> {
    let is_passing = |cell: usize| cells.cells[cell].node.is_none();
    let found = &cells.cells[cell];
    let (mut sum, mut weights) = (0.0, 0.0);
    for (side, joined) in [&found.above, &found.below].into_iter().enumerate() {
        // A box is rather below the middle of those above it than above those below it.
        let share = 1.0 / joined.len().max(1) as f32;
        for &other in joined {
            let weight = match (is_passing(cell), is_passing(other)) {
                (true, true) => 6.0,
                (true, false) | (false, true) => 2.0,
                (false, false) => 1.0,
            };
            let weight = if is_passing(cell) { weight } else { weight * share };
            let is_at_frame = !is_passing(cell) && frame_ends.contains(&(cell, other));
            let weight = if is_at_frame { weight * FRAME_WEIGHT } else { weight };
            let weight = if side == 0 { weight } else { weight * 1.05 };
            sum += x[other] * weight;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

impl Constraints {
    fn lower(&self, variable: usize, x: &[f32]) -> Option<f32> {
        let bounds = self.of_variable[variable].0.iter();
        bounds.map(|bound| x[bound.before] + bound.distance).reduce(f32::max)
    }

    fn upper(&self, variable: usize, x: &[f32]) -> Option<f32> {
        let bounds = self.of_variable[variable].1.iter();
        bounds.map(|bound| x[bound.after] - bound.distance).reduce(f32::min)
    }

    /// Returns the upper bound of the left edge of a group, without that of its title.
    fn upper_of_content(&self, left: usize, right: usize, x: &[f32]) -> Option<f32> {
        let bounds = self.of_variable[left].1.iter().filter(|bound| bound.after != right);
        bounds.map(|bound| x[bound.after] - bound.distance).reduce(f32::min)
    }
}

fn collect_constraints(graph: &Graph, cells: &Cells) -> Constraints {
    let cell_count = cells.cells.len();
    let left = |group: usize| cell_count + 2 * group;
    let right = |group: usize| cell_count + 2 * group + 1;
    let loop_rooms: Vec<f32> =
        (0..graph.groups.len()).map(|group| frame_loop_room(graph, group)).collect();
    let mut found = Vec::new();
    let mut add = |before, after, distance| found.push(Constraint { before, after, distance });
    for (group, content) in graph.groups.iter().enumerate() {
        let (start, end) = across_padding(graph, group);
        let title = match graph.direction.is_sideways() {
            true => 0.0,
            false => content.title.width,
        };
        add(left(group), right(group), title + start + end);
        if let Some(parent) = content.parent {
            let (start, end) = across_padding(graph, parent);
            add(left(parent), left(group), start);
            add(right(group), right(parent), end + loop_rooms[group]);
        }
    }
    for (index, cell) in cells.cells.iter().enumerate() {
        if let Some(group) = cell.group {
            let (start, end) = across_padding(graph, group);
            add(left(group), index, start + cell.before);
            add(index, right(group), end + cell.after);
        }
    }
    for layer in &cells.layers {
        for pair in layer.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let (cell_a, cell_b) = (&cells.cells[a], &cells.cells[b]);
            let (path_a, path_b) =
                (group_path(graph, cell_a.group), group_path(graph, cell_b.group));
            let shared = path_a.iter().zip(&path_b).take_while(|(a, b)| a == b).count();
            let (group_a, group_b) = (path_a.get(shared), path_b.get(shared));
            let is_box = |cell: usize| cells.cells[cell].node.is_some();
            let gap = match (is_box(a) && is_box(b), graph.direction.is_sideways()) {
                (true, _) => graph.gaps.nodes,
                (false, true) if !is_box(a) && !is_box(b) => PASSING_GAP_SIDEWAYS,
                (false, _) => PASSING_GAP,
            };
            let (before, half_a) =
                group_a.map_or((a, cell_a.after), |&group| (right(group), loop_rooms[group]));
            let (after, half_b) = group_b.map_or((b, cell_b.before), |&group| (left(group), 0.0));
            let gap = if group_a.is_some() || group_b.is_some() { gap.max(0.8) } else { gap };
            add(before, after, half_a + gap + half_b);
        }
    }
    sort_constraints(cell_count + 2 * graph.groups.len(), &found)
}

/// Orders the variables so that every constraint leads forwards. Constraints that would close a
/// cycle are left out.
fn sort_constraints(count: usize, found: &[Constraint]) -> Constraints {
    let mut waiting = vec![0; count];
    let mut leaving = vec![Vec::new(); count];
    for constraint in found {
        waiting[constraint.after] += 1;
        leaving[constraint.before].push(constraint.after);
    }
    let mut order = Vec::with_capacity(count);
    let mut ready: Vec<usize> = (0..count).rev().filter(|&at| waiting[at] == 0).collect();
    while let Some(variable) = ready.pop() {
        order.push(variable);
        for &next in &leaving[variable] {
            waiting[next] -= 1;
            if waiting[next] == 0 {
                ready.push(next);
            }
        }
    }
    let mut position = vec![usize::MAX; count];
    order.iter().enumerate().for_each(|(index, &variable)| position[variable] = index);
    for (variable, place) in position.iter_mut().enumerate() {
        if *place == usize::MAX {
            *place = order.len();
            order.push(variable);
        }
    }
    let mut of_variable = vec![(Vec::new(), Vec::new()); count];
    for &constraint in found {
        if position[constraint.before] < position[constraint.after] {
            of_variable[constraint.after].0.push(constraint);
            of_variable[constraint.before].1.push(constraint);
        }
    }
    Constraints { count, of_variable, order }
}

/// Places layers and groups along the arrows.
pub(super) fn place_along(graph: &Graph, cells: &Cells) -> AlongPlaces {
    let count = cells.layers.len();
    let mut spans = vec![(usize::MAX, 0); graph.groups.len()];
    let mut heights = vec![0.0f32; count];
    for cell in &cells.cells {
        heights[cell.rank] = heights[cell.rank].max(cell.height);
        for group in group_path(graph, cell.group) {
            spans[group].0 = spans[group].0.min(cell.rank);
            spans[group].1 = spans[group].1.max(cell.rank);
        }
    }
    // The room that frames need before and after each layer.
    let (mut before, mut after) = (vec![0.0f32; count], vec![0.0f32; count]);
    let mut inner = vec![(0.0f32, 0.0f32); graph.groups.len()];
    for group in (0..graph.groups.len()).rev() {
        let (first, last) = spans[group];
        if first == usize::MAX {
            continue;
        }
        let is_sideways = graph.direction.is_sideways();
        let title = if is_sideways { 0.0 } else { graph.groups[group].title.height };
        let start = GROUP_PADDING + if title > 0.0 { title + 0.1 } else { 0.0 };
        inner[group].0 += start;
        inner[group].1 += GROUP_PADDING;
        let (start, end) = inner[group];
        before[first] = before[first].max(start);
        after[last] = after[last].max(end);
        if let Some(parent) = graph.groups[group].parent {
            if spans[parent].0 == first {
                inner[parent].0 = inner[parent].0.max(start);
            }
            if spans[parent].1 == last {
                inner[parent].1 = inner[parent].1.max(end);
            }
        }
    }
    let end_label = graph
        .edges
        .iter()
        .filter(|edge| edge.from != edge.to)
        .flat_map(|edge| edge.end_labels)
        .map(|size| across_and_along(graph, size).1)
        .fold(0.0, f32::max);
    let words_and_bend =
        if end_label > 0.0 { end_label + 2.0 * END_LABEL_INSET + BEND_BESIDE_WORDS } else { 0.0 };
    let gap = graph.gaps.half_layer.max(words_and_bend);
    let mut layers: Vec<(f32, f32)> = Vec::with_capacity(count);
    for rank in 0..count {
        let start = layers
            .last()
            .map_or(before[rank], |(_, end)| end + gap + before[rank] + after[rank - 1]);
        layers.push((start, start + heights[rank]));
    }
    let groups = spans
        .iter()
        .enumerate()
        .map(|(group, &(first, last))| match layers.get(first) {
            Some((start, _)) => (start - inner[group].0, layers[last].1 + inner[group].1),
            None => (0.0, 0.0),
        })
        .collect();
    let rooms = layers
        .iter()
        .zip(before.iter().zip(&after))
        .map(|((start, end), (before, after))| (start - before, end + after))
        .collect();
    AlongPlaces { layers, rooms, groups }
}
