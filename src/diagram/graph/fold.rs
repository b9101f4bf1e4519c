//! Continues a long graph in further rows, like a text: the only arrow between two rows leads from
//! the end of one to the start of the next.

use super::cells::{Cells, across_and_along, group_path};
use super::place::{AcrossPlaces, AlongPlaces};
use super::{Graph, GraphPlaces};
use crate::geometry::{Point, Rect, Size};

/// The most rows.
const MAX_ROWS: usize = 5;

/// Distance between two rows without the words of the arrow between them.
const ROW_GAP: f32 = 2.0;

/// A further row must make the type larger by this factor.
const MIN_GAIN: f32 = 1.1;

/// How far the arrow between two rows is outside of them.
const OUTSIDE: f32 = 1.1;

/// A graph can be cut after a layer that only one arrow leaves.
#[derive(Clone, Copy, Debug)]
struct Cut {
    rank: usize,
    edge: usize,
}

/// A row of a folded graph.
#[derive(Clone, Copy, Debug)]
struct FoldedRow {
    /// Its last layer.
    last: usize,
    /// What it covers before it is moved: `x` is across, `y` is along.
    area: Rect,
}

/// Divides a graph into rows, so that it fits this room best. `across` is `x`
/// and `along` is `y` in the places.
pub(super) fn fold_rows(
    graph: &Graph,
    cells: &Cells,
    across: &AcrossPlaces,
    along: &AlongPlaces,
    room: Size,
    places: &mut GraphPlaces,
) {
    let cuts = find_cuts(graph, cells);
    let divisions = (2..=MAX_ROWS.min(cuts.len() + 1))
        .map(|count| choose_cuts(&cuts, count, along))
        .map(|cuts| (divide(&cuts, graph, cells, across, along), cuts));
    let scale = |rows: &[FoldedRow]| {
        let width: f32 = rows.iter().map(|row| row.area.width + ROW_GAP).sum::<f32>() - ROW_GAP;
        let length = rows.iter().map(|row| row.area.height).fold(0.0, f32::max) + 2.0 * OUTSIDE;
        match graph.direction.is_sideways() {
            true => (room.width / length).min(room.height / width).min(1.0),
            false => (room.width / width).min(room.height / length).min(1.0),
        }
    };
    let mut best: Option<(f32, Vec<FoldedRow>, Vec<Cut>)> = None;
    for (rows, cuts) in divisions {
        let scale = scale(&rows);
        if best.as_ref().is_none_or(|(fewer, ..)| scale > fewer * MIN_GAIN) {
            best = Some((scale, rows, cuts));
        }
    }
    if let Some((_, rows, cuts)) = best {
        move_rows(graph, cells, &rows, &cuts, places);
    }
}

/// Returns where the graph can be cut.
fn find_cuts(graph: &Graph, cells: &Cells) -> Vec<Cut> {
    let count = cells.layers.len();
    let mut crossing: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (edge, chain) in cells.chains.iter().enumerate() {
        let (Some(&top), Some(&bottom)) = (chain.first(), chain.last()) else { continue };
        let ranks = cells.cells[top].rank..cells.cells[bottom].rank;
        crossing[ranks].iter_mut().for_each(|edges| edges.push(edge));
    }
    let mut is_in_frame = vec![false; count];
    for group in 0..graph.groups.len() {
        let members = cells
            .cells
            .iter()
            .filter(|cell| cell.group.is_some() && group_path(graph, cell.group).contains(&group));
        let ranks: Vec<usize> = members.map(|cell| cell.rank).collect();
        if let (Some(&first), Some(&last)) = (ranks.iter().min(), ranks.iter().max()) {
            is_in_frame[first..last].fill(true);
        }
    }
    let is_possible = |rank: usize| {
        let [edge] = crossing[rank][..] else { return None };
        // Only an arrow to the next layer of boxes, so that nothing is between its ends.
        let is_short = cells.chains[edge].len() == 3;
        let starts_here = cells.cells[cells.chains[edge][0]].rank == rank;
        (is_short && starts_here && !is_in_frame[rank]).then_some(Cut { rank, edge })
    };
    // The first and the last row are longer than one layer: a start is not alone in a row.
    (1..count.saturating_sub(3)).filter_map(is_possible).collect()
}

/// Chooses the cuts for this number of rows, so that they are about equally long.
fn choose_cuts(cuts: &[Cut], count: usize, along: &AlongPlaces) -> Vec<Cut> {
    let whole = along.layers.last().map_or(0.0, |(_, end)| *end);
    let mut chosen: Vec<Cut> = Vec::new();
    for row in 1..count {
        let wanted = whole * row as f32 / count as f32;
        let distance = |cut: &&Cut| (along.layers[cut.rank].1 - wanted).abs();
        let later = cuts.iter().filter(|cut| chosen.last().is_none_or(|last| cut.rank > last.rank));
        let best = later.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        chosen.extend(best);
    }
    chosen
}

/// Returns the rows between cuts.
fn divide(
    cuts: &[Cut],
    graph: &Graph,
    cells: &Cells,
    across: &AcrossPlaces,
    along: &AlongPlaces,
) -> Vec<FoldedRow> {
    let count = cells.layers.len();
    // The layer after a cut has only the words of the arrow that is cut.
    let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut.rank + 2));
    let ends = cuts.iter().map(|cut| cut.rank).chain(std::iter::once(count - 1));
    let area = |first: usize, last: usize| {
        let (start, end) = (along.rooms[first].0, along.rooms[last].1);
        let inside = cells.cells.iter().zip(&across.cells);
        let spans = inside
            .filter(|(cell, _)| (first..=last).contains(&cell.rank))
            .map(|(cell, x)| (x - cell.before, x + cell.after));
        let frames = across.groups.iter().zip(&along.groups);
        let frames = frames
            .filter(|(_, (top, bottom))| top < bottom && (start..=end).contains(top))
            .map(|((left, right), _)| (*left, *right));
        let (left, right) =
            spans.chain(frames).fold((f32::MAX, f32::MIN), |(left, right), span| {
                (left.min(span.0), right.max(span.1))
            });
        Rect::new(left, start, right - left, end - start)
    };
    let mut rows: Vec<FoldedRow> =
        starts.zip(ends).map(|(first, last)| FoldedRow { last, area: area(first, last) }).collect();
    for (row, cut) in rows.iter_mut().zip(cuts) {
        // The words of the arrow are between the rows.
        row.area.width += across_and_along(graph, graph.edges[cut.edge].label).0;
    }
    rows
}

/// Moves the parts of a graph into rows, and draws the arrows between rows.
fn move_rows(
    graph: &Graph,
    cells: &Cells,
    rows: &[FoldedRow],
    cuts: &[Cut],
    places: &mut GraphPlaces,
) {
    let mut offsets: Vec<Point> = Vec::with_capacity(rows.len());
    let mut x = 0.0;
    for row in rows {
        offsets.push(Point::new(x - row.area.x, -row.area.y));
        x += row.area.width + ROW_GAP;
    }
    let row_of =
        |rank: usize| rows.iter().position(|row| rank <= row.last).unwrap_or(rows.len() - 1);
    for (node, rect) in places.nodes.iter_mut().enumerate() {
        let offset = offsets[row_of(cells.cells[node].rank)];
        *rect = rect.moved_by(offset.x, offset.y);
    }
    for rect in &mut places.groups {
        let row = rows.iter().position(|row| rect.y <= row.area.bottom());
        let row = row.unwrap_or(rows.len() - 1);
        *rect = rect.moved_by(offsets[row].x, offsets[row].y);
    }
    for (index, place) in places.edges.iter_mut().enumerate() {
        let first = match cells.chains[index].first() {
            Some(&cell) => cells.cells[cell].rank,
            None => cells.cells[graph.edges[index].from].rank,
        };
        let row = row_of(first);
        let offset = offsets[row];
        if !cuts.iter().any(|cut| cut.edge == index) {
            place.map(
                |point| point.moved_by(offset.x, offset.y),
                |rect| rect.moved_by(offset.x, offset.y),
            );
            continue;
        }
        let is_reversed = place.points.first().map(|p| p.y) > place.points.last().map(|p| p.y);
        if is_reversed {
            place.points.reverse();
        }
        let (start, end) = (place.points[0], place.points[place.points.len() - 1]);
        let start = start.moved_by(offset.x, offset.y);
        let end = end.moved_by(offsets[row + 1].x, offsets[row + 1].y);
        let label = across_and_along(graph, graph.edges[index].label);
        let right = offset.x + rows[row].area.x + rows[row].area.width;
        let channel = right + ROW_GAP / 2.0 - label.0 / 2.0;
        let outside = rows[row].area.height + OUTSIDE;
        place.label = Rect::new(
            channel - label.0 / 2.0,
            (outside - OUTSIDE - label.1) / 2.0,
            label.0,
            label.1,
        );
        place.points = vec![
            start,
            Point::new(start.x, outside),
            Point::new(channel, outside),
            Point::new(channel, -OUTSIDE),
            Point::new(end.x, -OUTSIDE),
            end,
        ];
        place.is_angular = true;
        let (upper, lower) = (usize::from(is_reversed), usize::from(!is_reversed));
        let next = offsets[row + 1];
        place.end_labels[upper] = place.end_labels[upper].moved_by(offset.x, offset.y);
        place.end_labels[lower] = place.end_labels[lower].moved_by(next.x, next.y);
        if is_reversed {
            place.points.reverse();
        }
    }
}
