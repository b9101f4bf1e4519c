//! How wide a table's columns are, how small its type is, and how many parts it is set in.

use super::table::{Cells, cell_setting};
use crate::layout::context::{Context, Voice};

/// A table that is to be set.
pub(super) struct Plan {
    /// Its parts, one below the other; one if it is not divided.
    pub parts: Vec<Part>,
    /// Factor of the cells' type.
    pub shrink: f32,
}

/// Columns of a table that stand side by side.
pub(super) struct Part {
    /// Their indices.
    pub columns: Vec<usize>,
    /// Their widths.
    pub widths: Vec<f32>,
}

/// Share of the width that one word may claim of a table that is too wide: what is longer is
/// broken.
const LONGEST_WORD: f32 = 0.42;
/// Share of the width that the first column may take where it is shown again in every part.
const FIRST_COLUMN: f32 = 0.3;
/// How many sizes are tried between a table's own type and the floor.
const SIZES: usize = 8;

/// Finds the largest type in which no word is broken, down to the floor; there, breaks the very
/// long words; where that is not enough, divides the columns into as few parts as the smallest type
/// needs, in the largest type that needs no more.
pub(super) fn plan(context: &mut Context<'_, '_>, cells: &Cells<'_>, width: f32, pad: f32) -> Plan {
    let natural = extents(context, cells, pad, 1.0);
    let count = natural.len();
    let whole = |extents: &[Extent], shrink: f32| {
        let part = Part { columns: (0..count).collect(), widths: distributed(extents, width) };
        Plan { parts: vec![part], shrink }
    };
    if sum_least(&natural) <= width {
        return whole(&natural, 1.0);
    }
    let size = cell_setting(context, Voice::Cell, 1.0).size;
    let smallest = (context.pt(context.theme.type_scale.floor) / size).min(1.0);
    let shrinks: Vec<f32> =
        (0..=SIZES).map(|step| 1.0 - (1.0 - smallest) * step as f32 / SIZES as f32).collect();
    let tried: Vec<(f32, Vec<Extent>)> =
        shrinks.iter().map(|&shrink| (shrink, extents(context, cells, pad, shrink))).collect();
    if let Some((shrink, extents)) = tried.iter().find(|(_, extents)| sum_least(extents) <= width) {
        return whole(extents, *shrink);
    }
    let capped: Vec<(f32, Vec<Extent>)> =
        tried.into_iter().map(|(shrink, extents)| (shrink, cap(extents, width))).collect();
    if let Some((shrink, extents)) = capped.iter().find(|(_, extents)| sum_least(extents) <= width)
    {
        return whole(extents, *shrink);
    }
    let fewest = capped.last().map_or(1, |(_, extents)| groups(extents, width).len());
    let divided = capped.iter().map(|(shrink, extents)| (*shrink, extents, groups(extents, width)));
    let best = divided.into_iter().find(|(_, _, groups)| groups.len() <= fewest);
    let Some((shrink, extents, groups)) = best else { return whole(&natural, 1.0) };
    let parts = groups.into_iter().map(|columns| {
        let first = extents[0]
            .wanted
            .min(width * FIRST_COLUMN)
            .max(extents[0].least.min(width * FIRST_COLUMN));
        let others: Vec<Extent> = columns[1..].iter().map(|&column| extents[column]).collect();
        let mut widths = vec![first];
        widths.extend(distributed(&others, width - first));
        Part { columns, widths }
    });
    Plan { parts: parts.collect(), shrink }
}

/// What a column needs, white space included.
#[derive(Clone, Copy)]
struct Extent {
    /// Width of its longest word.
    least: f32,
    /// Width of its longest cell.
    wanted: f32,
}

fn sum_least(extents: &[Extent]) -> f32 {
    extents.iter().map(|extent| extent.least).sum()
}

fn extents(context: &mut Context<'_, '_>, cells: &Cells<'_>, pad: f32, shrink: f32) -> Vec<Extent> {
    let count = cells.rows.iter().map(Vec::len).chain([cells.header.len()]).max().unwrap_or(0);
    let mut extents = vec![Extent { least: 0.0, wanted: 0.0 }; count];
    let rows = cells.rows.iter().map(|row| (row.as_slice(), false)).chain([(cells.header, true)]);
    let [plain, bold] =
        [Voice::Cell, Voice::CellHeader].map(|voice| cell_setting(context, voice, shrink));
    for (row, is_header) in rows {
        for (index, cell) in row.iter().enumerate() {
            let setting = if is_header || cells.row_headers && index == 0 { &bold } else { &plain };
            let shaped = context.shaper.shape(cell, &setting.style);
            let sides = if index == 0 || index + 1 == count { pad } else { 2.0 * pad } + 0.5;
            let extent = &mut extents[index];
            extent.least = extent.least.max(shaped.longest_word() * setting.size + sides);
            extent.wanted = extent.wanted.max(shaped.width() * setting.size + sides);
        }
    }
    extents
}

/// No word claims more than its share.
fn cap(mut extents: Vec<Extent>, width: f32) -> Vec<Extent> {
    extents.iter_mut().for_each(|extent| extent.least = extent.least.min(width * LONGEST_WORD));
    extents
}

/// The columns of each part: the first one and as many others as fit, about as many in each.
fn groups(extents: &[Extent], width: f32) -> Vec<Vec<usize>> {
    let room = width - extents[0].wanted.min(width * FIRST_COLUMN);
    let filled = |most: usize| {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut used = 0.0;
        for (index, extent) in extents.iter().enumerate().skip(1) {
            match groups.last_mut() {
                Some(group) if used + extent.least <= room && group.len() <= most => {
                    group.push(index);
                    used += extent.least;
                }
                _ => {
                    groups.push(vec![0, index]);
                    used = extent.least;
                }
            }
        }
        groups
    };
    let fullest = filled(usize::MAX);
    let even = filled((extents.len() - 1).div_ceil(fullest.len().max(1)));
    if even.len() == fullest.len() { even } else { fullest }
}

/// Each column is as wide as its longest cell if all fit, else at least as its longest word, with a
/// share of what is left by how much more it wants (CSS 2.2, 17.5.2.2, automatic table layout).
fn distributed(extents: &[Extent], width: f32) -> Vec<f32> {
    // Beyond a whole line a cell is broken whatever its column gets: it must not starve the others.
    let wanted: Vec<f32> =
        extents.iter().map(|extent| extent.wanted.min(width).max(extent.least)).collect();
    let (sum_least, sum_wanted) = (sum_least(extents), wanted.iter().sum::<f32>());
    if sum_wanted <= width {
        // A table of little text is not torn apart over the whole width.
        let spare = (width - sum_wanted).min(sum_wanted * 0.6) / wanted.len().max(1) as f32;
        return wanted.iter().map(|wanted| wanted + spare).collect();
    }
    if sum_least >= width {
        return extents.iter().map(|extent| extent.least * width / sum_least).collect();
    }
    let share = (width - sum_least) / (sum_wanted - sum_least);
    extents
        .iter()
        .zip(wanted)
        .map(|(extent, wanted)| extent.least + (wanted - extent.least) * share)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(least: &[f32]) -> Vec<Extent> {
        least.iter().map(|&least| Extent { least, wanted: least * 1.5 }).collect()
    }

    #[test]
    fn columns_are_divided_evenly_and_each_part_repeats_the_first() {
        let parts = groups(&of(&[20.0; 10]), 150.0);
        assert_eq!(parts, [vec![0, 1, 2, 3, 4, 5], vec![0, 6, 7, 8, 9]]);
        assert_eq!(groups(&of(&[200.0, 60.0, 60.0]), 100.0), [vec![0, 1], vec![0, 2]]);
    }

    #[test]
    fn a_column_of_many_words_does_not_starve_the_others() {
        let wordy = Extent { least: 50.0, wanted: 9000.0 };
        let brief = Extent { least: 50.0, wanted: 150.0 };
        let widths = distributed(&[brief, wordy, brief], 500.0);
        assert!(widths[0] > 75.0 && (widths.iter().sum::<f32>() - 500.0).abs() < 0.1, "{widths:?}");
    }
}
