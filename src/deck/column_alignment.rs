//! Finds the alignment of table columns, so that digits in columns of numbers line up.

use super::block::Align;
use super::table_block::TableCell;

/// The longest word that may be in a column of numbers, such as `free`.
const MAX_WORD_AMONG_NUMBERS: usize = 6;

/// Returns the alignment of `width` columns. A column without an alignment in `given` aligns
/// digits if its cells are numbers, but for a few short words. The first column never does, since
/// it usually names the rows, for example with years.
pub(crate) fn infer_alignments(
    given: &[Option<Align>],
    rows: &[Vec<TableCell>],
    width: usize,
) -> Vec<Align> {
    let of_column = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| cell.across == 1);
        let cells = cells.map(|cell| cell.text.content.trim());
        let numbers = cells.clone().filter(|cell| is_number(cell)).count();
        let is_other = |cell: &&str| !is_number(cell) && !is_placeholder(cell);
        let others = cells.clone().filter(is_other).count();
        let is_short = |cell: &str| cell.chars().count() <= MAX_WORD_AMONG_NUMBERS;
        let are_short = cells.filter(is_other).all(is_short);
        if column > 0 && numbers > 0 && numbers >= 3 * others && are_short {
            Align::Digits
        } else {
            Align::Start
        }
    };
    (0..width)
        .map(|column| given.get(column).copied().flatten().unwrap_or_else(|| of_column(column)))
        .collect()
}

/// Returns whether a cell marks a missing number.
fn is_placeholder(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "…" | "n/a" | "N/A" | "n.a.")
}

/// Returns whether a cell is a number such as `1,204`, `-3.5`, `84 %`, `€ 12` or `145 kg`: digits
/// with separators, after an optional sign or currency and before an optional short unit.
fn is_number(cell: &str) -> bool {
    let is_before = |sign: char| "+-−±~≈<>≤≥€$£¥₹".contains(sign) || sign.is_whitespace();
    let is_inside = |sign: char| sign.is_numeric() || ".,'’".contains(sign) || sign.is_whitespace();
    let digits = cell.trim_start_matches(is_before);
    if !digits.starts_with(|sign: char| sign.is_numeric()) {
        return false;
    }
    let end = digits.find(|sign: char| !is_inside(sign)).unwrap_or(digits.len());
    let unit = &digits[end..];
    // Ordinals such as `3rd` are words.
    let is_ordinal = digits[..end].ends_with(char::is_numeric)
        && matches!(unit, "st" | "nd" | "rd" | "th" | "er" | "e" | "º" | "ª");
    let is_unit = unit.chars().count() <= 5
        && unit.chars().all(|sign| sign.is_alphabetic() || "%‰°€$£¥₹²³/.".contains(sign));
    is_unit && !is_ordinal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::Text;

    #[test]
    fn distinguishes_numbers_from_words() {
        for number in [
            "7", "1,204", "1 204,5", "-3.5", "− 12", "84 %", "€ 12", "145 €", "12 kg", "890 µs",
            "1.2 Mio.", "２０",
        ] {
            assert!(is_number(number), "{number}");
        }
        for word in
            ["", "B 12", "18:30", "3rd", "7 to 9", "2020-10-13", "free", "1st floor", "v1.2"]
        {
            assert!(!is_number(word), "{word}");
        }
    }

    #[test]
    fn number_columns_align_digits_unless_the_author_sets_alignment() {
        let row = |cells: [&str; 4]| {
            let text = |cell: &&str| TableCell::from(Text::plain(*cell, Default::default()));
            cells.iter().map(text).collect::<Vec<_>>()
        };
        let rows = [row(["2021", "5", "–", "1"]), row(["2022", "7 kg", "12", "two"])];
        assert_eq!(
            infer_alignments(&[], &rows, 4),
            [Align::Start, Align::Digits, Align::Digits, Align::Start]
        );
        assert_eq!(
            infer_alignments(&[None, Some(Align::Centre)], &rows, 3),
            [Align::Start, Align::Centre, Align::Digits]
        );
    }
}
