//! Cuts a formula of several rows, such as `aligned`, between its rows, so that a page can end
//! there.

use ratex_layout::LayoutBox;
use ratex_layout::layout_box::BoxContent;

/// Returns each row of a formula that consists of nothing but rows: `None` if brackets, rules or
/// anything else is around or beside them. The rows are as wide as the formula, and as high
/// together.
pub(super) fn cut_rows(whole: &LayoutBox) -> Option<Vec<LayoutBox>> {
    let mut table = find_table(whole)?.clone();
    let BoxContent::Array {
        cells,
        row_heights,
        row_depths,
        row_tags,
        hlines_before_row,
        col_separators,
        ..
    } = &mut table.content
    else {
        return None;
    };
    let has_rules = hlines_before_row.iter().any(|rules| !rules.is_empty())
        || col_separators.iter().any(Option::is_some);
    if has_rules || cells.len() < 2 {
        return None;
    }
    let cells = std::mem::take(cells);
    let sizes = std::mem::take(row_heights).into_iter().zip(std::mem::take(row_depths));
    let mut tags = std::mem::take(row_tags).into_iter();
    hlines_before_row.clear();
    let rows = cells.into_iter().zip(sizes).map(|(row_cells, (row_height, row_depth))| {
        let mut row = table.clone();
        if let BoxContent::Array { cells, row_heights, row_depths, row_tags, offset, .. } =
            &mut row.content
        {
            *cells = vec![row_cells];
            *row_heights = vec![row_height];
            *row_depths = vec![row_depth];
            *offset = row_height;
            row_tags.push(tags.next().flatten());
        }
        LayoutBox { height: row_height, depth: row_depth, ..row }
    });
    Some(rows.collect())
}

/// Returns the table that a formula consists of.
fn find_table(whole: &LayoutBox) -> Option<&LayoutBox> {
    match &whole.content {
        BoxContent::Array { .. } => Some(whole),
        BoxContent::HBox(children) => match children.as_slice() {
            [only] => find_table(only),
            _ => None,
        },
        _ => None,
    }
}
