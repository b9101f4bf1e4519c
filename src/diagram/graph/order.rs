//! Orders the cells of each layer so that few arrows cross.

use super::Graph;
use super::cells::{Cells, group_path};

/// The number of sweeps down and up.
const SWEEPS: usize = 14;

/// Sorts the cells of each layer by the mean place of the cells that they are joined with (the
/// barycentre method), down and up in turn, and keeps the order with the fewest crossings. The
/// cells of a group stay side by side, and groups are in the same order in all layers.
pub(super) fn reduce_crossings(graph: &Graph, cells: &mut Cells) {
    let paths: Vec<Vec<usize>> =
        cells.cells.iter().map(|cell| group_path(graph, cell.group)).collect();
    let mut places = vec![0.0; cells.cells.len()];
    number_cells(cells, &mut places);
    sort_all(graph, cells, &paths, &mut places);
    let mut best = (count_crossings(cells, &places), cells.layers.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let is_down = sweep % 2 == 0;
        let groups = group_places(graph, cells, &paths, &places);
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
            sort_layer(cells, rank, &wanted, &paths, &groups);
            number_layer(&cells.layers[rank], &mut places);
        }
        sort_all(graph, cells, &paths, &mut places);
        swap_neighbours(cells, &paths, &mut places);
        let crossings = count_crossings(cells, &places);
        if crossings < best.0 {
            best = (crossings, cells.layers.clone());
        }
    }
    cells.layers = best.1;
    number_cells(cells, &mut places);
    sort_all(graph, cells, &paths, &mut places);
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
