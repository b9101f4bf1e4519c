//! Reads numbers as people write them in outlines, spreadsheets and CSV files.

/// What a cell of a number column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum CellNumber {
    /// A number.
    Value(f64),
    /// Nothing: the cell is blank, or says that there is no value.
    Missing,
    /// A text that is no number.
    Text,
}

/// Texts that stand for a missing value.
const MISSING: [&str; 13] =
    ["", "-", "–", "—", ".", "..", "…", "~", "null", "na", "n/a", "nan", "none"];

/// Signs of currencies and units that may be beside a number.
const SIGNS: [char; 9] = ['%', '€', '$', '£', '¥', '₹', '₽', '₩', '°'];

/// The largest magnitude of a value, so that sums of many are finite.
const MAX_VALUE: f64 = 1e100;

/// The sign before the decimals of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalSign {
    /// A comma, as other numbers of the same table show: `1.300` is a thousand.
    Comma,
    /// A point, or both.
    Any,
}

impl DecimalSign {
    /// Finds the sign that numbers have in common.
    pub(crate) fn of_cells<'t>(cells: impl Iterator<Item = &'t str>) -> Self {
        let (mut has_comma, mut has_point) = (false, false);
        for cell in cells {
            let digits = strip_signs(cell);
            let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
            let (commas, points) = (unsigned.matches(',').count(), unsigned.matches('.').count());
            match (commas, points) {
                (0, 0) => {}
                (1, 0) => has_comma |= !are_groups(unsigned, ','),
                (0, 1) => has_point |= !are_groups(unsigned, '.'),
                (_, 0) => has_point = true,
                (0, _) => has_comma = true,
                _ if unsigned.rfind(',') > unsigned.rfind('.') => has_comma = true,
                _ => has_point = true,
            }
        }
        if has_comma && !has_point { Self::Comma } else { Self::Any }
    }
}

/// Reads a cell of a number column: `8.1`, `−3`, `1,234.5`, `1 234,5`, `12 %`.
pub(crate) fn parse_cell(text: &str, decimals: DecimalSign) -> CellNumber {
    let text = text.trim();
    if MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing)) {
        return CellNumber::Missing;
    }
    match parse_number_with(text, decimals) {
        Some(value) => CellNumber::Value(value),
        None => CellNumber::Text,
    }
}

/// Parses a number. `1,234` is a thousand: a comma before exactly three digits groups them, any
/// other single comma is a decimal comma.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    parse_number_with(text, DecimalSign::Any)
}

/// Parses a number of a table whose decimal sign is known.
pub(crate) fn parse_number_with(text: &str, decimals: DecimalSign) -> Option<f64> {
    let digits = strip_signs(text);
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let plain = resolve_separators(unsigned, decimals)?;
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.abs() <= MAX_VALUE)?;
    Some(if digits.starts_with('-') { -value } else { value })
}

/// Returns a number without signs of currencies and units, and without spaces that group digits.
fn strip_signs(text: &str) -> String {
    let mut digits = String::with_capacity(text.len());
    for character in text.trim().chars() {
        match character {
            '−' | '–' => digits.push('-'),
            // Spaces and apostrophes group digits.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_' => {}
            _ if SIGNS.contains(&character) => {}
            _ => digits.push(character),
        }
    }
    digits
}

/// Returns a number with a decimal point and without separators of thousands.
fn resolve_separators(text: &str, decimals: DecimalSign) -> Option<String> {
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    match (commas, points) {
        (0, 1) if decimals == DecimalSign::Comma && are_groups(text, '.') => {
            Some(text.replace('.', ""))
        }
        (1, 0) if decimals == DecimalSign::Comma => Some(text.replace(',', ".")),
        (0, 0 | 1) => Some(text.to_owned()),
        (_, 0) if are_groups(text, ',') => Some(text.replace(',', "")),
        (1, 0) => Some(text.replace(',', ".")),
        (0, _) if are_groups(text, '.') => Some(text.replace('.', "")),
        (_, 1) if text.rfind(',') < text.rfind('.') => {
            let (whole, _) = text.split_once('.')?;
            are_groups(whole, ',').then(|| text.replace(',', ""))
        }
        (1, _) => {
            let (whole, _) = text.split_once(',')?;
            are_groups(whole, '.').then(|| text.replace('.', "").replace(',', "."))
        }
        _ => None,
    }
}

/// Whether separators divide the digits into groups: `12,345,678`, also `12,34,567` as in India.
fn are_groups(text: &str, separator: char) -> bool {
    let groups: Vec<&str> = text.split(separator).collect();
    let are_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let [first, middle @ .., last] = groups.as_slice() else { return false };
    are_digits
        && (1..=3).contains(&first.len())
        && *first != "0"
        && last.len() == 3
        && middle.iter().all(|group| matches!(group.len(), 2 | 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases = [
            ("8.1", 8.1),
            ("−3", -3.0),
            ("+4", 4.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1 234,5", 1234.5),
            ("1,234", 1234.0),
            ("8,1", 8.1),
            ("0,125", 0.125),
            ("12,34,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("12 %", 12.0),
            ("$1,000", 1000.0),
            ("-€5", -5.0),
            ("1e-12", 1e-12),
            ("1E15", 1e15),
            (".5", 0.5),
        ];
        for (text, value) in cases {
            assert_eq!(parse_number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["about 5", "Q1", "1,2,3", "1.2.3", "inf", "NaN", "1e999", "12:30", "5 kg"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn missing_values_have_many_names() {
        for text in ["", " ", "–", "n/a", "NA", "NaN", "null", "~", ".."] {
            assert_eq!(parse_cell(text, DecimalSign::Any), CellNumber::Missing, "{text}");
        }
        assert_eq!(parse_cell("total", DecimalSign::Any), CellNumber::Text);
    }

    #[test]
    fn other_numbers_show_what_a_point_means() {
        let read = |cells: &[&str]| {
            let sign = DecimalSign::of_cells(cells.iter().copied());
            parse_cell(cells[0], sign)
        };
        assert_eq!(read(&["1.300", "1.234,5"]), CellNumber::Value(1300.0));
        assert_eq!(read(&["1.300", "8,1"]), CellNumber::Value(1300.0));
        assert_eq!(read(&["1,300", "8,1"]), CellNumber::Value(1.3));
        assert_eq!(read(&["1.300", "2.5"]), CellNumber::Value(1.3));
        assert_eq!(read(&["1.300", "2.5", "8,1"]), CellNumber::Value(1.3));
        assert_eq!(read(&["1,300", "2.5"]), CellNumber::Value(1300.0));
    }
}
