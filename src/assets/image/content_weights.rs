//! Where the content of a picture is: which part of it may be cropped, and which is kept.

/// How much a cell must differ from its line, and from its neighbours, to be content. Skies, walls
/// and water change by less.
const MIN_LINE_DIFFERENCE: f32 = 0.08;
const MIN_NEIGHBOUR_DIFFERENCE: f32 = 0.15;
/// How much detail counts that has the usual colour of its line.
const DETAIL_WEIGHT: f32 = 0.1;
/// How much more of the content another part has to keep than the middle, which is composed.
const MIN_GAIN: f32 = 0.12;

/// How the content of a picture is spread: the share of it in each column, and in each row.
#[derive(Clone, Debug, Default)]
pub(super) struct ContentWeights {
    pub columns: Vec<f32>,
    pub rows: Vec<f32>,
    /// The share of it in each cell, row by row.
    pub cells: Vec<f32>,
}

/// The part of a picture that a crop keeps, along one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeptPart {
    /// Where it starts, as a share of the side.
    pub start: f32,
    /// The share of the content that is in it.
    pub content: f32,
}

impl ContentWeights {
    /// Finds the content of a picture whose cells have these colours, row by row: what has much
    /// detail and another colour than most of its row or column.
    pub(super) fn of_cells(cells: &[[u8; 4]], columns: usize) -> Self {
        if columns == 0 || cells.is_empty() {
            return Self::default();
        }
        let rows = cells.len() / columns;
        let at = |row: usize, column: usize| cells[row * columns + column];
        let detail = |row: usize, column: usize| {
            let here = at(row, column);
            let neighbours = [
                (column > 0).then(|| at(row, column - 1)),
                (column + 1 < columns).then(|| at(row, column + 1)),
                (row > 0).then(|| at(row - 1, column)),
                (row + 1 < rows).then(|| at(row + 1, column)),
            ];
            let sum: f32 = neighbours.iter().flatten().map(|other| difference(here, *other)).sum();
            if sum < MIN_NEIGHBOUR_DIFFERENCE { 0.0 } else { sum.min(1.0) }
        };
        let row_colours: Vec<[u8; 4]> =
            (0..rows).map(|row| usual_colour((0..columns).map(|column| at(row, column)))).collect();
        let column_colours: Vec<[u8; 4]> =
            (0..columns).map(|column| usual_colour((0..rows).map(|row| at(row, column)))).collect();
        let mut weights = Self {
            columns: vec![0.0; columns],
            rows: vec![0.0; rows],
            cells: Vec::with_capacity(cells.len()),
        };
        for (row, row_colour) in row_colours.iter().enumerate() {
            for (column, column_colour) in column_colours.iter().enumerate() {
                let detail = detail(row, column);
                let weight = |usual: [u8; 4]| {
                    let other = difference(at(row, column), usual);
                    let other = if other < MIN_LINE_DIFFERENCE { 0.0 } else { other };
                    detail * (other + DETAIL_WEIGHT)
                };
                let along = weight(*row_colour);
                let across = weight(*column_colour);
                weights.columns[column] += along;
                weights.rows[row] += across;
                // The edge of a sky or a hill differs only across: it is not a thing.
                weights.cells.push(along.min(across));
            }
        }
        normalize(&mut weights.columns);
        normalize(&mut weights.rows);
        normalize(&mut weights.cells);
        weights
    }
}

/// Returns the part of a side, `kept` of its length, that has most of the content; the middle one
/// if it has hardly less.
pub(super) fn best_part(weights: &[f32], kept: f32) -> KeptPart {
    let count = weights.len();
    let length = ((count as f32 * kept).round() as usize).clamp(1, count.max(1));
    let spare = count.saturating_sub(length);
    if spare == 0 {
        return KeptPart { start: (1.0 - kept) / 2.0, content: 1.0 };
    }
    let mut sums = Vec::with_capacity(count + 1);
    sums.push(0.0f32);
    for weight in weights {
        sums.push(sums[sums.len() - 1] + weight);
    }
    let content = |start: usize| sums[start + length] - sums[start];
    let middle = spare / 2;
    let best = (0..=spare)
        .max_by(|&one, &other| {
            // Of equal ones, the one nearer to the middle.
            let distance = |start: usize| (2 * start).abs_diff(spare);
            let rounded = |start: usize| (content(start) * 200.0).round();
            let order = rounded(one).total_cmp(&rounded(other));
            order.then(distance(other).cmp(&distance(one)))
        })
        .filter(|&best| content(best) >= content(middle) + MIN_GAIN);
    let share = best.map_or(0.5, |best| best as f32 / spare as f32);
    KeptPart { start: (1.0 - kept) * share, content: content(best.unwrap_or(middle)) }
}

/// Returns the colour that is in the middle of all, channel by channel.
fn usual_colour(cells: impl Iterator<Item = [u8; 4]>) -> [u8; 4] {
    let mut channels: [Vec<u8>; 4] = Default::default();
    for cell in cells {
        channels.iter_mut().zip(cell).for_each(|(channel, value)| channel.push(value));
    }
    channels.map(|mut channel| {
        let middle = channel.len() / 2;
        *channel.select_nth_unstable(middle).1
    })
}

/// Returns the largest difference of a channel, from 0 to 1.
fn difference(one: [u8; 4], other: [u8; 4]) -> f32 {
    let most = one.iter().zip(other).take(3).map(|(&one, other)| one.abs_diff(other)).max();
    f32::from(most.unwrap_or(0)) / 255.0
}

/// Scales weights so that their sum is 1. A picture without content has the same everywhere.
fn normalize(weights: &mut [f32]) {
    let total: f32 = weights.iter().sum();
    let even = 1.0 / weights.len().max(1) as f32;
    weights.iter_mut().for_each(|weight| {
        *weight = if total > f32::EPSILON { *weight / total } else { even };
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey picture of 40 by 10 cells with black and white stripes in some columns.
    fn weights_with_content(content: std::ops::Range<usize>) -> ContentWeights {
        let cell = |index: usize| match index % 40 {
            column if content.contains(&column) && column % 2 == 0 => [0, 0, 0, 255],
            column if content.contains(&column) => [255, 255, 255, 255],
            _ => [128, 128, 128, 255],
        };
        let cells: Vec<[u8; 4]> = (0..400).map(cell).collect();
        ContentWeights::of_cells(&cells, 40)
    }

    #[test]
    fn a_crop_keeps_the_content_of_a_picture() {
        let right = weights_with_content(28..38);
        let part = best_part(&right.columns, 0.5);
        assert!(part.start + 0.5 > 0.94 && part.content > 0.99, "{part:?}");
        let left = weights_with_content(2..10);
        assert!(best_part(&left.columns, 0.5).start < 0.06);
    }

    #[test]
    fn a_crop_of_an_even_picture_is_in_the_middle() {
        for content in [0..0, 0..40] {
            let part = best_part(&weights_with_content(content).columns, 0.5);
            assert!((part.start - 0.25).abs() < 0.03 && part.content < 0.55, "{part:?}");
        }
    }
}
