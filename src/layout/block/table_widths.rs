//! Plans a table: the widths of its columns, the size of its type, and its division into parts.

use super::table::{GROUND_PADDING_SHARE, cell_style};
use super::table_cell::BAR_GAP_EM;
use super::table_sums::{has_bold_names, is_sum_row};
use crate::deck::{TableBlock, TableCell};
use crate::layout::context::{LayoutContext, TextKind};

/// How a table is laid out.
pub(super) struct TablePlan {
    /// The parts, one below the other; one part if the table is not divided.
    pub parts: Vec<TablePart>,
    /// Factor of the size of type in cells.
    pub shrink: f32,
    /// Padding at the left and right of a cell.
    pub pad: f32,
    /// Width without space to spare, if no cell needs more than one line.
    pub natural: Option<f32>,
}

/// Columns of a table that are side by side.
#[derive(Clone)]
pub(super) struct TablePart {
    /// Indices of the columns in the table.
    pub columns: Vec<usize>,
    /// Widths of the columns.
    pub widths: Vec<f32>,
    /// Widths of the numbers in columns with bars; 0 in others.
    pub numbers: Vec<f32>,
    /// Widths of the numbers in columns with grounds; 0 in others.
    pub heat: Vec<f32>,
    /// Padding at the left of the first column and the right of the last one.
    pub edge_padding: (f32, f32),
    /// Padding at both sides of cells with grounds.
    pub ground_padding: f32,
}

impl TablePart {
    /// Creates a part of some columns of the table that has these extents.
    fn new(columns: Vec<usize>, widths: Vec<f32>, extents: &[ColumnExtent]) -> Self {
        let edge = |column: Option<&usize>| column.map_or(0.0, |&column| extents[column].edge);
        let numbers = columns.iter().map(|&column| extents[column].numbers).collect();
        let heat = columns.iter().map(|&column| extents[column].heat).collect();
        let edge_padding = (edge(columns.first()), edge(columns.last()));
        let ground_padding = extents.iter().map(|extent| extent.edge).fold(0.0, f32::max);
        Self { columns, widths, numbers, heat, edge_padding, ground_padding }
    }
}

/// A line in a cell that fills several rows is broken if it is longer, in em.
const MAX_TALL_LINE_EM: f32 = 12.0;
/// Widths of bars beside numbers, in em of the cell: where lines are broken, and otherwise.
const BAR_WIDTHS_EM: (f32, f32) = (3.0, 7.0);

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
    table: &TableBlock,
    (width, pad): (f32, f32),
    blank_columns: &[bool],
) -> TablePlan {
    let mut natural = measure_columns(context, table, pad, 1.0);
    if table.rows.len() > 1 {
        let columns = natural.iter_mut().zip(blank_columns);
        for (extent, _) in columns.filter(|(_, is_blank)| **is_blank) {
            extent.max_content = extent.max_content.max(width * BLANK_COLUMN_SHARE);
            extent.body_content = extent.max_content;
        }
    }
    let count = natural.len();
    let whole = |extents: &[ColumnExtent], shrink: f32| {
        let widths = distribute_width(extents, width);
        let part = TablePart::new((0..count).collect(), widths, extents);
        TablePlan { parts: vec![part], shrink, pad, natural: None }
    };
    if let Some((widths, pad)) = spread_columns(&natural, width, pad) {
        let part = TablePart::new((0..count).collect(), widths, &natural);
        let natural = Some(natural.iter().map(|extent| extent.max_content).sum());
        return TablePlan { parts: vec![part], shrink: 1.0, pad, natural };
    }
    let without_header: Vec<ColumnExtent> = natural
        .iter()
        .map(|extent| ColumnExtent {
            max_content: extent.body_content.max(extent.min_content),
            ..*extent
        })
        .collect();
    if let Some((widths, pad)) = spread_columns(&without_header, width, pad) {
        let part = TablePart::new((0..count).collect(), widths, &natural);
        return TablePlan { parts: vec![part], shrink: 1.0, pad, natural: None };
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
        .map(|&shrink| (shrink, measure_columns(context, table, pad, shrink)))
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
        TablePart::new(columns, widths, extents)
    });
    TablePlan { parts: parts.collect(), shrink, pad, natural: None }
}

/// The width of a header of two lines, relative to that of one line.
const HEADER_SHARE: f32 = 0.65;

/// The share of the width of a column that is to be filled in by hand.
const BLANK_COLUMN_SHARE: f32 = 0.15;

/// Returns for each column whether it has a header only: someone is to write into it.
pub(super) fn find_blank_columns(table: &TableBlock) -> Vec<bool> {
    let has_both = !table.header.is_empty() && !table.rows.is_empty();
    let is_blank = |row: &Vec<TableCell>, column: usize| {
        row.get(column).is_none_or(|cell| cell.text.is_blank())
    };
    (0..count_table_columns(table))
        .map(|column| has_both && table.rows.iter().all(|row| is_blank(row, column)))
        .collect()
}

fn count_table_columns(table: &TableBlock) -> usize {
    table.all_rows().map(Vec::len).max().unwrap_or(0)
}

/// The widths that a column needs, padding included.
#[derive(Clone, Copy, Default)]
struct ColumnExtent {
    /// Width of the longest word.
    min_content: f32,
    /// Width of the longest cell without line breaks.
    max_content: f32,
    /// The same if the header has two lines: it is broken before other cells are.
    body_content: f32,
    /// Width of the numbers if they have bars, otherwise 0.
    numbers: f32,
    /// Width of the numbers if they have grounds, otherwise 0.
    heat: f32,
    /// Padding where the column is at an edge of the table.
    edge: f32,
}

fn sum_min_content(extents: &[ColumnExtent]) -> f32 {
    extents.iter().map(|extent| extent.min_content).sum()
}

fn measure_columns(
    context: &mut LayoutContext<'_, '_>,
    table: &TableBlock,
    pad: f32,
    shrink: f32,
) -> Vec<ColumnExtent> {
    let count = count_table_columns(table);
    let mut extents: Vec<ColumnExtent> = (0..count)
        .map(|column| {
            let edge = if has_ground(table, column) { pad * GROUND_PADDING_SHARE } else { 0.0 };
            let mut cells = table.rows.iter().filter_map(|row| row.get(column));
            // The width of the numbers follows.
            let numbers = if cells.any(|cell| cell.bar.is_some()) { f32::EPSILON } else { 0.0 };
            let heat = if has_heat(table, column) { f32::EPSILON } else { 0.0 };
            ColumnExtent { edge, numbers, heat, ..ColumnExtent::default() }
        })
        .collect();
    let has_bold_names = has_bold_names(table);
    let mut wide_cells = Vec::new();
    let rows = table.rows.iter().map(|row| (row, false));
    let header = table.header.iter().map(|row| (row, true));
    let [plain, bold] =
        [TextKind::Cell, TextKind::CellHeader].map(|kind| cell_style(context, kind, shrink));
    for (number, (row, is_header)) in rows.chain(header).enumerate() {
        let is_highlighted = !is_header && table.highlight.rows.contains(&number);
        let is_sum = is_sum_row(row);
        for (index, cell) in row.iter().enumerate() {
            if cell.covered_by.is_some() {
                continue;
            }
            let is_bold = is_header
                || is_highlighted
                || is_sum
                || has_bold_names && index == 0
                || table.highlight.columns.contains(&index);
            let setting = if is_bold { &bold } else { &plain };
            let shaped = context.shaper.shape_paragraph(&cell.text, &setting.style);
            let side = |is_edge: bool, edge: f32| if is_edge { edge } else { pad };
            let last = index + cell.across - 1;
            let sides = side(index == 0, extents[index].edge)
                + side(last + 1 == count, extents[last].edge)
                + 0.5;
            let (word, line) =
                (shaped.longest_word_width() * setting.size, shaped.width() * setting.size);
            if cell.across > 1 {
                wide_cells.push((index..index + cell.across, word + sides, line + sides));
                continue;
            }
            // A cell that fills several rows has room for as many lines.
            let broken = (line / cell.down as f32).max(MAX_TALL_LINE_EM * setting.size);
            let line = line.min(broken).max(word);
            let extent = &mut extents[index];
            if !is_header && extent.numbers > 0.0 {
                extent.numbers = extent.numbers.max(line + 0.5);
            }
            if !is_header && extent.heat > 0.0 {
                extent.heat = extent.heat.max(line + 0.5);
            }
            extent.min_content = extent.min_content.max(word + sides);
            extent.max_content = extent.max_content.max(line + sides);
            // A header may have two lines.
            let least = if is_header { (line * HEADER_SHARE).max(word) } else { line };
            extent.body_content = extent.body_content.max(least + sides);
        }
    }
    for extent in extents.iter_mut().filter(|extent| extent.numbers > 0.0) {
        let bar = |width: f32| extent.numbers + (BAR_GAP_EM + width) * plain.size + 2.0 * pad;
        let (least, usual) = (bar(BAR_WIDTHS_EM.0), bar(BAR_WIDTHS_EM.1));
        extent.min_content = extent.min_content.max(least);
        extent.max_content = extent.max_content.max(usual);
    }
    for (columns, least, usual) in wide_cells {
        widen_columns(&mut extents[columns], least, usual);
    }
    extents
}

/// Returns whether cells of a column have a ground, so that they need padding at the edge of the
/// table.
fn has_ground(table: &TableBlock, column: usize) -> bool {
    !table.highlight.rows.is_empty()
        || table.highlight.columns.contains(&column)
        || has_heat(table, column)
}

/// Returns whether numbers of a column have grounds that say how large they are.
fn has_heat(table: &TableBlock, column: usize) -> bool {
    let is_hot = |row: &Vec<_>| row.get(column).is_some_and(|cell: &TableCell| cell.heat.is_some());
    table.rows.iter().any(is_hot)
}

/// Makes columns as wide together as the cell that fills them needs.
fn widen_columns(extents: &mut [ColumnExtent], least: f32, usual: f32) {
    let count = extents.len() as f32;
    let missing_least = least - sum_min_content(extents);
    let sum: f32 = extents.iter().map(|extent| extent.max_content).sum();
    for extent in extents {
        extent.min_content += (missing_least / count).max(0.0);
        extent.max_content += ((usual - sum) / count).max(0.0);
    }
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
const MIN_FULL_WIDTH_SHARE: f32 = 0.45;

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

    fn extent(min_content: f32, max_content: f32) -> ColumnExtent {
        ColumnExtent { min_content, max_content, ..ColumnExtent::default() }
    }

    fn extents_of(least: &[f32]) -> Vec<ColumnExtent> {
        least.iter().map(|&least| extent(least, least * 1.5)).collect()
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
        let wordy = extent(50.0, 9000.0);
        let brief = extent(50.0, 150.0);
        let widths = distribute_width(&[brief, wordy, brief], 500.0);
        assert_eq!(widths, [150.0, 200.0, 150.0]);
    }

    #[test]
    fn the_columns_of_paragraphs_share_the_width() {
        let [long, longer] = [900.0, 3600.0].map(|max_content| extent(50.0, max_content));
        let widths = distribute_width(&[long, longer], 400.0);
        assert!(widths[0] > 120.0 && widths[1] > widths[0], "{widths:?}");
    }
}
