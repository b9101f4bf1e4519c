//! Aligns boxes with their only neighbours, so that more arrows are straight.

use std::ops::RangeInclusive;

use super::cells::Cells;

/// The number of passes over the arrows.
const PASSES: usize = 3;

/// Boxes are moved at most this far.
const MAX_SHIFT: f32 = 4.0;

/// Cells whose places differ by less are in one line.
const SAME_PLACE: f32 = 0.05;

/// Moves the cells of arrows between boxes that have no others on those sides to one line, if they
/// have the room and fewer arrows bend then. `bounds_of` returns where a cell can be.
pub(super) fn align_neighbours(
    cells: &Cells,
    x: &mut [f32],
    bounds_of: impl Fn(usize, &[f32]) -> RangeInclusive<f32>,
) {
    for _ in 0..PASSES {
        for chain in &cells.chains {
            let [top, .., bottom] = chain[..] else { continue };
            let is_only = cells.cells[top].below.len() == 1 && cells.cells[bottom].above.len() == 1;
            let shift = x[top] - x[bottom];
            if !is_only || shift.abs() < SAME_PLACE / 2.0 || shift.abs() > MAX_SHIFT {
                continue;
            }
            // Either the boxes below move, or those above; the words between them move along.
            let inner = &chain[1..chain.len() - 1];
            for is_down in [true, false] {
                let target = if is_down { x[top] } else { x[bottom] };
                let column = collect_column(cells, x, if is_down { bottom } else { top }, is_down);
                let shift = if is_down { shift } else { -shift };
                let moved: Vec<(usize, f32)> = column
                    .into_iter()
                    .map(|cell| (cell, x[cell] + shift))
                    .chain(inner.iter().map(|&cell| (cell, target)))
                    .collect();
                if try_move(cells, x, &moved, &bounds_of) {
                    break;
                }
            }
        }
    }
}

/// Returns the cells in one line with this one, below or above it.
fn collect_column(cells: &Cells, x: &[f32], start: usize, is_down: bool) -> Vec<usize> {
    let next = |cell: usize| {
        let found = &cells.cells[cell];
        let joined = if is_down { &found.below } else { &found.above };
        let [next] = joined[..] else { return None };
        let back = if is_down { &cells.cells[next].above } else { &cells.cells[next].below };
        (back.len() == 1 && (x[next] - x[cell]).abs() < SAME_PLACE).then_some(next)
    };
    std::iter::successors(Some(start), |&cell| next(cell)).collect()
}

/// Moves cells if they have the room and fewer arrows bend then. Returns whether they were moved.
fn try_move(
    cells: &Cells,
    x: &mut [f32],
    moved: &[(usize, f32)],
    bounds_of: &impl Fn(usize, &[f32]) -> RangeInclusive<f32>,
) -> bool {
    let has_room = moved.iter().all(|&(cell, place)| bounds_of(cell, x).contains(&place));
    if !has_room {
        return false;
    }
    let count_bends = |x: &[f32]| {
        let bends = |&(cell, _): &(usize, f32)| {
            let found = &cells.cells[cell];
            let joined = found.above.iter().chain(&found.below);
            joined.filter(|&&other| (x[other] - x[cell]).abs() > SAME_PLACE).count()
        };
        moved.iter().map(bends).sum::<usize>()
    };
    let before = count_bends(x);
    let places: Vec<f32> = moved.iter().map(|&(cell, _)| x[cell]).collect();
    moved.iter().for_each(|&(cell, place)| x[cell] = place);
    if count_bends(x) < before {
        return true;
    }
    moved.iter().zip(places).for_each(|(&(cell, _), place)| x[cell] = place);
    false
}
