//! Finds the rows of a table that add up others.

use crate::deck::{TableBlock, TableCell};

/// Names of rows that add up others, in lower case.
const SUM_NAMES: &str = "total|totals|sum|overall|grand total|gesamt|summe|insgesamt|\
    total général|totale|totaal|totalt|suma|razem|łącznie|ogółem|celkem|spolu|összesen|toplam|\
    yhteensä|kokku|kopā|iš viso|skupaj|ukupno|σύνολο|итого|всего|усього|разом|общо|合計|総計|合计|\
    总计|總計|합계|المجموع|الإجمالي|סך הכול|סך הכל|مجموع|कुल|รวม";

/// Returns whether a row adds up others: its first cell says so.
pub(super) fn is_sum_row(row: &[TableCell]) -> bool {
    let Some(first) = row.first().filter(|cell| cell.covered_by.is_none()) else { return false };
    let name = first.text.content.trim().trim_end_matches([':', '.']);
    // The longest name has 13 letters.
    if name.is_empty() || name.chars().count() > 13 {
        return false;
    }
    let name = name.to_lowercase();
    SUM_NAMES.split('|').any(|known| known.trim() == name)
}

/// Returns whether the names of rows are bold: not beside a sum below other rows, which is.
pub(super) fn has_bold_names(table: &TableBlock) -> bool {
    table.row_headers && !table.rows.iter().skip(1).any(|row| is_sum_row(row))
}
