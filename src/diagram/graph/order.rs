//! Orders the cells of each layer so that few arrows cross.

use std::cmp::Reverse;

use super::Graph;
use super::cells::{Cells, group_path};

/// The number of sweeps down and up, and for graphs with so many cells that nobody can follow their
/// arrows in any order.
const SWEEPS: usize = 14;
const SWEEPS_OF_LARGE: usize = 3;
const MANY_CELLS: usize = 2_000;

/// Sorts the cells of each layer by the mean place of the cells that they are joined with (the
/// barycentre method), down and up in turn, and keeps the order with the fewest crossings. The
/// cells of a group stay side by side, and groups are in the same order in all layers.
pub(super) fn reduce_crossings(graph: &Graph, cells: &mut Cells) {
    let paths: Vec<Vec<usize>> =
        cells.cells.iter().map(|cell| group_path(graph, cell.group)).collect();
    let mut best: Option<(usize, Vec<Vec<usize>>)> = None;
    let found = cells.layers.clone();
    for start in LayerStart::ALL {
        if best.as_ref().is_some_and(|(crossings, _)| *crossings == 0)
            || cells.cells.len() > MAX_RESTARTED_CELLS && start != LayerStart::AsFound
        {
            break;
        }
        for first in [SweepDirection::Down, SweepDirection::Up] {
            if best.is_some() && cells.cells.len() > MANY_CELLS {
                break;
            }
            cells.layers = found.clone();
            start.sort(cells);
            let (crossings, layers) = sweep(graph, cells, &paths, first);
            if best.as_ref().is_none_or(|(fewest, _)| crossings < *fewest) {
                best = Some((crossings, layers));
            }
        }
    }
    cells.layers = best.map_or(found, |(_, layers)| layers);
    let mut places = vec![0.0; cells.cells.len()];
    number_cells(cells, &mut places);
    sort_all(graph, cells, &paths, &mut places);
    keep_sides(graph, cells, &paths);
    number_cells(cells, &mut places);
    swap_neighbours(cells, &paths, &mut places);
}

/// Graphs with more cells are sorted once only.
const MAX_RESTARTED_CELLS: usize = 600;

/// The order of the cells that a search for a better one starts with. The method finds only orders
/// that are near its start: an arrow that leads back often has to pass on the other side of all
/// boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LayerStart {
    AsFound,
    LongArrowsFirst,
    LongArrowsLast,
    Reversed,
}

impl LayerStart {
    const ALL: [Self; 4] =
        [Self::AsFound, Self::LongArrowsFirst, Self::LongArrowsLast, Self::Reversed];

    fn sort(self, cells: &mut Cells) {
        // Boxes are like the shortest arrows.
        let mut lengths = vec![3; cells.cells.len()];
        for chain in &cells.chains {
            let passed = chain.iter().filter(|&&cell| cells.cells[cell].node.is_none());
            passed.for_each(|&cell| lengths[cell] = chain.len());
        }
        for layer in &mut cells.layers {
            match self {
                Self::AsFound => {}
                Self::LongArrowsFirst => layer.sort_by_key(|&cell| Reverse(lengths[cell])),
                Self::LongArrowsLast => layer.sort_by_key(|&cell| lengths[cell]),
                Self::Reversed => layer.reverse(),
            }
        }
    }
}

/// The direction of the first sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SweepDirection {
    Down,
    Up,
}

/// Sweeps down and up, and returns the fewest crossings and the order of the cells with them.
fn sweep(
    graph: &Graph,
    cells: &mut Cells,
    paths: &[Vec<usize>],
    first: SweepDirection,
) -> (usize, Vec<Vec<usize>>) {
    let mut places = vec![0.0; cells.cells.len()];
    number_cells(cells, &mut places);
    sort_all(graph, cells, paths, &mut places);
    let mut best = (count_crossings(cells, &places), cells.layers.clone());
    let sweeps = if cells.cells.len() > MANY_CELLS { SWEEPS_OF_LARGE } else { SWEEPS };
    for sweep in 0..sweeps {
        if best.0 == 0 {
            break;
        }
        let is_down = (sweep % 2 == 0) == (first == SweepDirection::Down);
        let groups = group_places(graph, cells, paths, &places);
        let order: Vec<usize> = match is_down {
            true => (0..cells.layers.len()).collect(),
            false => (0..cells.layers.len()).rev().collect(),
        };
        for rank in order {
            let wanted: Vec<f32> = cells.layers[rank]
                .iter()
                .map(|&cell| {
                    let Some(found) = cells.cells.get(cell) else { return 0.0 };
                    let joined = if is_down { &found.above } else { &found.below };
                    mean(joined.iter().map(|&other| places[other])).unwrap_or(places[cell])
                })
                .collect();
            sort_layer(cells, rank, &wanted, paths, &groups);
            number_layer(&cells.layers[rank], &mut places);
        }
        sort_all(graph, cells, paths, &mut places);
        swap_neighbours(cells, paths, &mut places);
        let crossings = count_crossings(cells, &places);
        if crossings < best.0 {
            best = (crossings, cells.layers.clone());
        }
    }
    best
}

/// Moves the cells that an arrow passes to one side of each frame that it does not belong to, so
/// that it does not cross the frame between two layers.
fn keep_sides(graph: &Graph, cells: &mut Cells, paths: &[Vec<usize>]) {
    for (group, found) in graph.groups.iter().enumerate() {
        let is_inside = |cell: usize| paths[cell].contains(&group);
        for chain in cells.chains.clone() {
            // The cells beside the frame, with the side that they are on.
            let mut beside: Vec<(usize, bool)> = Vec::new();
            for &cell in &chain {
                let layer = &cells.layers[cells.cells[cell].rank];
                let place = layer.iter().position(|&other| other == cell);
                let frame = layer.iter().position(|&other| is_inside(other));
                if let (Some(place), Some(frame), false) = (place, frame, is_inside(cell)) {
                    beside.push((cell, place < frame));
                }
            }
            let is_box = |cell: usize| cells.cells[cell].node.is_some();
            let is_before = match beside.iter().find(|(cell, _)| is_box(*cell)) {
                Some((_, is_before)) => *is_before,
                None => {
                    2 * beside.iter().filter(|(_, is_before)| *is_before).count() > beside.len()
                }
            };
            for (cell, side) in beside {
                // Beside its own frames only: it must not leave them.
                if side == is_before || is_box(cell) || cells.cells[cell].group != found.parent {
                    continue;
                }
                let layer = &mut cells.layers[cells.cells[cell].rank];
                layer.retain(|&other| other != cell);
                let place = match is_before {
                    true => layer.iter().position(|&other| is_inside(other)),
                    false => layer.iter().rposition(|&other| is_inside(other)).map(|at| at + 1),
                };
                layer.insert(place.unwrap_or(layer.len()), cell);
            }
        }
    }
}

fn mean(values: impl Iterator<Item = f32>) -> Option<f32> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f32)
}

/// Numbers cells from the middle of their layer.
fn number_layer(layer: &[usize], places: &mut [f32]) {
    let middle = (layer.len() as f32 - 1.0) / 2.0;
    for (index, &cell) in layer.iter().enumerate() {
        places[cell] = index as f32 - middle;
    }
}

fn number_cells(cells: &Cells, places: &mut [f32]) {
    cells.layers.iter().for_each(|layer| number_layer(layer, places));
}

/// Returns the mean place of the cells of each group.
fn group_places(graph: &Graph, cells: &Cells, paths: &[Vec<usize>], places: &[f32]) -> Vec<f32> {
    let mut sums = vec![(0.0, 0); graph.groups.len()];
    for cell in 0..cells.cells.len() {
        for &group in &paths[cell] {
            sums[group].0 += places[cell];
            sums[group].1 += 1;
        }
    }
    sums.into_iter().map(|(sum, count)| sum / count.max(1) as f32).collect()
}

/// Sorts all layers by the present places, with groups in the same order everywhere.
fn sort_all(graph: &Graph, cells: &mut Cells, paths: &[Vec<usize>], places: &mut [f32]) {
    let groups = group_places(graph, cells, paths, places);
    for rank in 0..cells.layers.len() {
        let wanted: Vec<f32> = cells.layers[rank].iter().map(|&cell| places[cell]).collect();
        sort_layer(cells, rank, &wanted, paths, &groups);
    }
    number_cells(cells, places);
}

fn sort_layer(
    cells: &mut Cells,
    rank: usize,
    wanted: &[f32],
    paths: &[Vec<usize>],
    groups: &[f32],
) {
    let mut keyed: Vec<(Vec<(f32, usize)>, usize)> = cells.layers[rank]
        .iter()
        .zip(wanted)
        .enumerate()
        .map(|(index, (&cell, &wanted))| {
            let mut key: Vec<(f32, usize)> =
                paths[cell].iter().map(|&group| (groups[group], group)).collect();
            // Cells with equal places keep their order.
            key.push((wanted, groups.len() + index));
            (key, cell)
        })
        .collect();
    keyed.sort_by(|(a, _), (b, _)| {
        a.iter()
            .zip(b)
            .map(|(a, b)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    cells.layers[rank] = keyed.into_iter().map(|(_, cell)| cell).collect();
}

/// Layers with more cells than this are not improved by swaps.
const MAX_SWAPPED_CELLS: usize = 60;

/// Swaps neighbours of the same group where that removes crossings.
fn swap_neighbours(cells: &mut Cells, paths: &[Vec<usize>], places: &mut [f32]) {
    for rank in 0..cells.layers.len() {
        let count = cells.layers[rank].len();
        if count > MAX_SWAPPED_CELLS {
            continue;
        }
        for index in 1..count {
            let (a, b) = (cells.layers[rank][index - 1], cells.layers[rank][index]);
            if paths[a] != paths[b] {
                continue;
            }
            let crossings = |left: usize, right: usize| {
                pair_crossings(&cells.cells[left].above, &cells.cells[right].above, places)
                    + pair_crossings(&cells.cells[left].below, &cells.cells[right].below, places)
            };
            if crossings(b, a) < crossings(a, b) {
                cells.layers[rank].swap(index - 1, index);
                places.swap(a, b);
            }
        }
    }
}

/// Counts the crossings of the arrows of two neighbours.
fn pair_crossings(left: &[usize], right: &[usize], places: &[f32]) -> usize {
    left.iter().map(|&a| right.iter().filter(|&&b| places[b] < places[a]).count()).sum()
}

/// Counts the crossings between all layers, with a tree of sums (W. Barth, M. Jünger, P. Mutzel,
/// "Simple and Efficient Bilayer Cross Counting", 2002).
fn count_crossings(cells: &Cells, places: &[f32]) -> usize {
    let mut total = 0;
    for pair in cells.layers.windows(2) {
        let size = pair[1].len().next_power_of_two();
        let middle = (pair[1].len() as f32 - 1.0) / 2.0;
        let mut tree = vec![0usize; 2 * size];
        for &cell in &pair[0] {
            let mut ends: Vec<usize> = cells.cells[cell]
                .below
                .iter()
                .map(|&other| (places[other] + middle).round().max(0.0) as usize)
                .collect();
            ends.sort_unstable();
            for &end in &ends {
                // Count earlier arrows that end further right.
                let mut at = end + size;
                while at > 1 {
                    if at % 2 == 0 {
                        total += tree[at + 1];
                    }
                    at /= 2;
                }
            }
            for end in ends {
                let mut at = end + size;
                while at > 0 {
                    tree[at] += 1;
                    at /= 2;
                }
            }
        }
    }
    total
}
