//! How wide a table's columns are, how small its type is, and how many parts it is set in.

use super::table::{TableContent, cell_setting};
use crate::layout::context::{LayoutContext, TextKind};

/// A table that is to be set.
pub(super) struct TablePlan {
    /// Its parts, one below the other; one if it is not divided.
    pub parts: Vec<TablePart>,
    /// Factor of the cells' type.
    pub shrink: f32,
}

/// Columns of a table that stand side by side.
pub(super) struct TablePart {
    /// Their indices.
    pub columns: Vec<usize>,
    /// Their widths.
    pub widths: Vec<f32>,
}

/// Share of the width that one word may claim of a table that is too wide: what is longer is
/// broken.
const MAX_WORD_WIDTH_SHARE: f32 = 0.42;
/// Share of the width that the first column may take where it is shown again in every part.
const MAX_FIRST_COLUMN_SHARE: f32 = 0.3;
/// How many sizes are tried between a table's own type and the floor.
const SHRINK_STEPS: usize = 8;

/// Finds the largest type in which no word is broken, down to the floor; there, breaks the very
/// long words; where that is not enough, divides the columns into as few parts as the smallest type
/// needs, in the largest type that needs no more.
pub(super) fn plan_table(
    context: &mut LayoutContext<'_, '_>,
    cells: &TableContent<'_>,
    width: f32,
    pad: f32,
) -> TablePlan {
    let natural = measure_columns(context, cells, pad, 1.0);
    let count = natural.len();
    let whole = |extents: &[ColumnExtent], shrink: f32| {
        let part =
            TablePart { columns: (0..count).collect(), widths: distribute_width(extents, width) };
        TablePlan { parts: vec![part], shrink }
    };
    if sum_min_content(&natural) <= width {
        return whole(&natural, 1.0);
    }
    let size = cell_setting(context, TextKind::Cell, 1.0).size;
    let smallest = (context.pt(context.theme.type_scale.min_size) / size).min(1.0);
    let shrinks: Vec<f32> = (0..=SHRINK_STEPS)
        .map(|step| 1.0 - (1.0 - smallest) * step as f32 / SHRINK_STEPS as f32)
        .collect();
    let tried: Vec<(f32, Vec<ColumnExtent>)> = shrinks
        .iter()
        .map(|&shrink| (shrink, measure_columns(context, cells, pad, shrink)))
        .collect();
    if let Some((shrink, extents)) =
        tried.iter().find(|(_, extents)| sum_min_content(extents) <= width)
    {
        return whole(extents, *shrink);
    }
    let capped: Vec<(f32, Vec<ColumnExtent>)> = tried
        .into_iter()
        .map(|(shrink, extents)| (shrink, cap_min_content(extents, width)))
        .collect();
    if let Some((shrink, extents)) =
        capped.iter().find(|(_, extents)| sum_min_content(extents) <= width)
    {
        return whole(extents, *shrink);
    }
    let fewest = capped.last().map_or(1, |(_, extents)| group_columns(extents, width).len());
    let divided =
        capped.iter().map(|(shrink, extents)| (*shrink, extents, group_columns(extents, width)));
    let best = divided.into_iter().find(|(_, _, groups)| groups.len() <= fewest);
    let Some((shrink, extents, groups)) = best else { return whole(&natural, 1.0) };
    let parts = groups.into_iter().map(|columns| {
        let first = extents[0]
            .max_content
            .min(width * MAX_FIRST_COLUMN_SHARE)
            .max(extents[0].min_content.min(width * MAX_FIRST_COLUMN_SHARE));
        let others: Vec<ColumnExtent> =
            columns[1..].iter().map(|&column| extents[column]).collect();
        let mut widths = vec![first];
        widths.extend(distribute_width(&others, width - first));
        TablePart { columns, widths }
    });
    TablePlan { parts: parts.collect(), shrink }
}

/// What a column needs, white space included.
#[derive(Clone, Copy)]
struct ColumnExtent {
    /// Width of its longest word.
    min_content: f32,
    /// Width of its longest cell.
    max_content: f32,
}

fn sum_min_content(extents: &[ColumnExtent]) -> f32 {
    extents.iter().map(|extent| extent.min_content).sum()
}

fn measure_columns(
    context: &mut LayoutContext<'_, '_>,
    cells: &TableContent<'_>,
    pad: f32,
    shrink: f32,
) -> Vec<ColumnExtent> {
    let count = cells.rows.iter().map(Vec::len).chain([cells.header.len()]).max().unwrap_or(0);
    let mut extents = vec![ColumnExtent { min_content: 0.0, max_content: 0.0 }; count];
    let rows = cells.rows.iter().map(|row| (row.as_slice(), false)).chain([(cells.header, true)]);
    let [plain, bold] =
        [TextKind::Cell, TextKind::CellHeader].map(|voice| cell_setting(context, voice, shrink));
    for (row, is_header) in rows {
        for (index, cell) in row.iter().enumerate() {
            let setting =
                if is_header || cells.has_row_headers && index == 0 { &bold } else { &plain };
            let shaped = context.shaper.shape_paragraph(cell, &setting.style);
            let sides = if index == 0 || index + 1 == count { pad } else { 2.0 * pad } + 0.5;
            let extent = &mut extents[index];
            extent.min_content =
                extent.min_content.max(shaped.longest_word_width() * setting.size + sides);
            extent.max_content = extent.max_content.max(shaped.width() * setting.size + sides);
        }
    }
    extents
}

/// No word claims more than its share.
fn cap_min_content(mut extents: Vec<ColumnExtent>, width: f32) -> Vec<ColumnExtent> {
    extents.iter_mut().for_each(|extent| {
        extent.min_content = extent.min_content.min(width * MAX_WORD_WIDTH_SHARE)
    });
    extents
}

/// The columns of each part: the first one and as many others as fit, about as many in each.
fn group_columns(extents: &[ColumnExtent], width: f32) -> Vec<Vec<usize>> {
    let room = width - extents[0].max_content.min(width * MAX_FIRST_COLUMN_SHARE);
    let filled = |most: usize| {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut used = 0.0;
        for (index, extent) in extents.iter().enumerate().skip(1) {
            match groups.last_mut() {
                Some(group) if used + extent.min_content <= room && group.len() <= most => {
                    group.push(index);
                    used += extent.min_content;
                }
                _ => {
                    groups.push(vec![0, index]);
                    used = extent.min_content;
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
fn distribute_width(extents: &[ColumnExtent], width: f32) -> Vec<f32> {
    // Beyond a whole line a cell is broken whatever its column gets: it must not starve the others.
    let wanted: Vec<f32> = extents
        .iter()
        .map(|extent| extent.max_content.min(width).max(extent.min_content))
        .collect();
    let (sum_least, sum_wanted) = (sum_min_content(extents), wanted.iter().sum::<f32>());
    if sum_wanted <= width {
        // A table of little text is not torn apart over the whole width.
        let spare = (width - sum_wanted).min(sum_wanted * 0.6) / wanted.len().max(1) as f32;
        return wanted.iter().map(|wanted| wanted + spare).collect();
    }
    if sum_least >= width {
        return extents.iter().map(|extent| extent.min_content * width / sum_least).collect();
    }
    let share = (width - sum_least) / (sum_wanted - sum_least);
    extents
        .iter()
        .zip(wanted)
        .map(|(extent, wanted)| extent.min_content + (wanted - extent.min_content) * share)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extents_of(least: &[f32]) -> Vec<ColumnExtent> {
        least
            .iter()
            .map(|&least| ColumnExtent { min_content: least, max_content: least * 1.5 })
            .collect()
    }

    #[test]
    fn groups_columns_evenly_and_repeats_the_first_in_each_part() {
        let parts = group_columns(&extents_of(&[20.0; 10]), 150.0);
        assert_eq!(parts, [vec![0, 1, 2, 3, 4, 5], vec![0, 6, 7, 8, 9]]);
        assert_eq!(
            group_columns(&extents_of(&[200.0, 60.0, 60.0]), 100.0),
            [vec![0, 1], vec![0, 2]]
        );
    }

    #[test]
    fn long_text_in_one_column_leaves_width_for_the_others() {
        let wordy = ColumnExtent { min_content: 50.0, max_content: 9000.0 };
        let brief = ColumnExtent { min_content: 50.0, max_content: 150.0 };
        let widths = distribute_width(&[brief, wordy, brief], 500.0);
        assert!(widths[0] > 75.0 && (widths.iter().sum::<f32>() - 500.0).abs() < 0.1, "{widths:?}");
    }
}
