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

/// Reads a cell of a number column: `8.1`, `−3`, `1,234.5`, `1 234,5`, `12 %`.
pub(crate) fn parse_cell(text: &str) -> CellNumber {
    let text = text.trim();
    if MISSING.iter().any(|missing| text.eq_ignore_ascii_case(missing)) {
        return CellNumber::Missing;
    }
    match parse_number(text) {
        Some(value) => CellNumber::Value(value),
        None => CellNumber::Text,
    }
}

/// Parses a number. `1,234` is a thousand: a comma before exactly three digits groups them, any
/// other single comma is a decimal comma.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
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
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let plain = resolve_separators(unsigned)?;
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.abs() <= MAX_VALUE)?;
    Some(if digits.starts_with('-') { -value } else { value })
}

/// Returns a number with a decimal point and without separators of thousands.
fn resolve_separators(text: &str) -> Option<String> {
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    match (commas, points) {
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
            assert_eq!(parse_cell(text), CellNumber::Missing, "{text}");
        }
        assert_eq!(parse_cell("total"), CellNumber::Text);
    }
}
