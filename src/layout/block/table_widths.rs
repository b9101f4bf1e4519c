//! Plans a table: the widths of its columns, the size of its type, and its division into parts.

use super::table::{TableContent, cell_style};
use crate::layout::context::{LayoutContext, TextKind};

/// How a table is laid out.
pub(super) struct TablePlan {
    /// The parts, one below the other; one part if the table is not divided.
    pub parts: Vec<TablePart>,
    /// Factor of the size of type in cells.
    pub shrink: f32,
    /// Padding at the left and right of a cell.
    pub pad: f32,
    /// Whether a cell needs more than one line.
    pub breaks_lines: bool,
    /// Width without space to spare, if no cell needs more than one line.
    pub natural: Option<f32>,
}

/// Columns of a table that are side by side.
pub(super) struct TablePart {
    /// Indices of the columns in the table.
    pub columns: Vec<usize>,
    /// Widths of the columns.
    pub widths: Vec<f32>,
}

/// Share of the width that a word may take up in a table that is too wide. Longer words are broken.
const MAX_WORD_WIDTH_SHARE: f32 = 0.42;
/// Share of the width that the first column may take up if every part repeats it.
const MAX_FIRST_COLUMN_SHARE: f32 = 0.3;
/// Number of steps between the normal size of type and the minimum size.
const SHRINK_STEPS: usize = 8;

/// Plans a table.
///
/// Uses the largest type in which no word has to be broken. If even the minimum size is too large,
/// very long words are broken. If that is not enough, the columns are divided into as few parts as
/// possible with the minimum size, in the largest type that needs no more parts.
pub(super) fn plan_table(
    context: &mut LayoutContext<'_, '_>,
    content: &TableContent<'_>,
    width: f32,
    pad: f32,
) -> TablePlan {
    let natural = measure_columns(context, content, pad, 1.0);
    let count = natural.len();
    let whole = |extents: &[ColumnExtent], shrink: f32| {
        let part =
            TablePart { columns: (0..count).collect(), widths: distribute_width(extents, width) };
        TablePlan { parts: vec![part], shrink, pad, breaks_lines: true, natural: None }
    };
    if let Some((widths, pad)) = spread_columns(&natural, width, pad) {
        let part = TablePart { columns: (0..count).collect(), widths };
        let natural = Some(natural.iter().map(|extent| extent.max_content).sum());
        return TablePlan { parts: vec![part], shrink: 1.0, pad, breaks_lines: false, natural };
    }
    if sum_min_content(&natural) <= width {
        return whole(&natural, 1.0);
    }
    let size = cell_style(context, TextKind::Cell, 1.0).size;
    let smallest = (context.pt(context.theme.type_scale.min_size) / size).min(1.0);
    let shrinks: Vec<f32> = (0..=SHRINK_STEPS)
        .map(|step| 1.0 - (1.0 - smallest) * step as f32 / SHRINK_STEPS as f32)
        .collect();
    let tried: Vec<(f32, Vec<ColumnExtent>)> = shrinks
        .iter()
        .map(|&shrink| (shrink, measure_columns(context, content, pad, shrink)))
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
    TablePlan { parts: parts.collect(), shrink, pad, breaks_lines: true, natural: None }
}

/// The widths that a column needs, padding included.
#[derive(Clone, Copy)]
struct ColumnExtent {
    /// Width of the longest word.
    min_content: f32,
    /// Width of the longest cell without line breaks.
    max_content: f32,
}

fn sum_min_content(extents: &[ColumnExtent]) -> f32 {
    extents.iter().map(|extent| extent.min_content).sum()
}

fn measure_columns(
    context: &mut LayoutContext<'_, '_>,
    content: &TableContent<'_>,
    pad: f32,
    shrink: f32,
) -> Vec<ColumnExtent> {
    let count = content.rows.iter().map(Vec::len).chain([content.header.len()]).max().unwrap_or(0);
    let mut extents = vec![ColumnExtent { min_content: 0.0, max_content: 0.0 }; count];
    let rows =
        content.rows.iter().map(|row| (row.as_slice(), false)).chain([(content.header, true)]);
    let [plain, bold] =
        [TextKind::Cell, TextKind::CellHeader].map(|kind| cell_style(context, kind, shrink));
    for (row, is_header) in rows {
        for (index, cell) in row.iter().enumerate() {
            let setting =
                if is_header || content.has_row_headers && index == 0 { &bold } else { &plain };
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

/// Limits the width that a word may take up.
fn cap_min_content(mut extents: Vec<ColumnExtent>, width: f32) -> Vec<ColumnExtent> {
    extents.iter_mut().for_each(|extent| {
        extent.min_content = extent.min_content.min(width * MAX_WORD_WIDTH_SHARE)
    });
    extents
}

/// Returns the columns of each part: the first column and as many others as fit, about equally many
/// in each part.
fn group_columns(extents: &[ColumnExtent], width: f32) -> Vec<Vec<usize>> {
    let available = width - extents[0].max_content.min(width * MAX_FIRST_COLUMN_SHARE);
    let fill = |max_columns: usize| {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut used = 0.0;
        for (index, extent) in extents.iter().enumerate().skip(1) {
            match groups.last_mut() {
                Some(group)
                    if used + extent.min_content <= available && group.len() <= max_columns =>
                {
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
    let fullest = fill(usize::MAX);
    let even = fill((extents.len() - 1).div_ceil(fullest.len().max(1)));
    if even.len() == fullest.len() { even } else { fullest }
}

/// How much wider than its words a table becomes.
const MAX_SPREAD: f32 = 1.6;
/// A table that is at least this share of the available width takes all of it, so that its edge is
/// that of the grid.
const MIN_FULL_WIDTH_SHARE: f32 = 0.7;

/// Returns the widths of columns in which no cell is broken, and the padding of the cells. All gaps
/// between columns are equally wide, however the columns are aligned. `None` if lines have to be
/// broken.
fn spread_columns(extents: &[ColumnExtent], width: f32, pad: f32) -> Option<(Vec<f32>, f32)> {
    let mut widths: Vec<f32> =
        extents.iter().map(|extent| extent.max_content.max(extent.min_content)).collect();
    let natural: f32 = widths.iter().sum();
    if widths.len() < 2 || natural > width {
        return None;
    }
    let spread = natural * MAX_SPREAD;
    let total = if spread >= width * MIN_FULL_WIDTH_SHARE { width } else { spread };
    let extra = (total - natural) / (2.0 * (widths.len() - 1) as f32);
    let last = widths.len() - 1;
    for (index, width) in widths.iter_mut().enumerate() {
        *width += if index == 0 || index == last { extra } else { 2.0 * extra };
    }
    Some((widths, pad + extra))
}

/// Distributes a width among columns.
///
/// If possible, each column is as wide as its longest cell. If not, each column is at least as wide
/// as its longest word, and the remaining width is shared out: columns of short cells get all they
/// need first, so that a date or a name stays on one line beside a paragraph; the others get more
/// the more they need.
fn distribute_width(extents: &[ColumnExtent], width: f32) -> Vec<f32> {
    let max_content: Vec<f32> =
        extents.iter().map(|extent| extent.max_content.max(extent.min_content)).collect();
    let (sum_least, sum_max_content) = (sum_min_content(extents), max_content.iter().sum::<f32>());
    if sum_max_content <= width {
        // A table with little text is not stretched over the whole width.
        let spare =
            (width - sum_max_content).min(sum_max_content * 0.6) / max_content.len().max(1) as f32;
        return max_content.iter().map(|max_content| max_content + spare).collect();
    }
    if sum_least >= width {
        return extents.iter().map(|extent| extent.min_content * width / sum_least).collect();
    }
    let mut widths: Vec<f32> = extents.iter().map(|extent| extent.min_content).collect();
    let mut spare = width - sum_least;
    let mut needs: Vec<(usize, f32)> =
        max_content.iter().zip(&widths).map(|(max, least)| max - least).enumerate().collect();
    needs.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let mut wordy = needs.as_slice();
    while let [(column, need), rest @ ..] = wordy
        && *need <= spare / wordy.len() as f32
    {
        widths[*column] += need;
        spare -= need;
        wordy = rest;
    }
    // The square root keeps a column with a long paragraph from taking nearly everything.
    let total: f32 = wordy.iter().map(|(_, need)| need.sqrt()).sum();
    for (column, need) in wordy {
        widths[*column] += spare * need.sqrt() / total;
    }
    widths
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
        assert_eq!(widths, [150.0, 200.0, 150.0]);
    }

    #[test]
    fn the_columns_of_paragraphs_share_the_width() {
        let [long, longer] =
            [900.0, 3600.0].map(|max_content| ColumnExtent { min_content: 50.0, max_content });
        let widths = distribute_width(&[long, longer], 400.0);
        assert!(widths[0] > 120.0 && widths[1] > widths[0], "{widths:?}");
    }
}
