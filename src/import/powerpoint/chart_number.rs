//! Numbers and dates in the data of charts.

use crate::calendar::CivilDate;

/// The day number of 1 January 1970 in a spreadsheet.
const UNIX_EPOCH_DAY: f64 = 25_569.0;

/// Formats a number without the noise of binary fractions: `8.1999999999999993` is `8.2`.
pub(super) fn clean_number(number: f64) -> Option<String> {
    let size = number.abs();
    if !number.is_finite() || size > 1e15 || size != 0.0 && size < 1e-9 {
        return None;
    }
    let rounded: f64 = format!("{number:.11e}").parse().ok()?;
    Some(format!("{}", if rounded == 0.0 { 0.0 } else { rounded }))
}

/// Whether a number format of a spreadsheet is that of a date.
pub(super) fn is_date_format(format: &str) -> bool {
    let format = strip_quoted(format);
    let has = |letter: char| format.contains(letter);
    has('y') || has('d') && has('m')
}

/// Formats the day number of a spreadsheet to the day, month or year, as its format shows it.
pub(super) fn format_date(number: f64, format: &str) -> Option<String> {
    if !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    let date = CivilDate::from_days((number - UNIX_EPOCH_DAY).floor() as i64);
    let format = strip_quoted(format);
    Some(match (format.contains('d'), format.contains('m')) {
        (true, _) => format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
        (false, true) => format!("{:04}-{:02}", date.year, date.month),
        (false, false) => format!("{:04}", date.year),
    })
}

/// Returns a format in lower case without its quoted words and the parts in brackets.
fn strip_quoted(format: &str) -> String {
    let mut stripped = String::new();
    let mut closing = None;
    for c in format.to_lowercase().chars() {
        match closing {
            Some(end) if c == end => closing = None,
            Some(_) => {}
            None if c == '"' => closing = Some('"'),
            None if c == '[' => closing = Some(']'),
            None => stripped.push(c),
        }
    }
    // `General` is no format of a date, although it is written with letters.
    stripped.replace("general", "").replace("red", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_the_noise_of_binary_fractions() {
        for (number, text) in
            [(8.2 + 1e-15, "8.2"), (0.1 + 0.2, "0.3"), (1200.0, "1200"), (-0.0, "0")]
        {
            assert_eq!(clean_number(number).as_deref(), Some(text));
        }
    }

    #[test]
    fn dates_are_as_long_as_their_format() {
        assert_eq!(format_date(45_717.0, "yyyy\\-mm\\-dd").as_deref(), Some("2025-03-01"));
        assert_eq!(format_date(45_717.0, "mmm yy").as_deref(), Some("2025-03"));
        assert!(!is_date_format("General") && !is_date_format("0.0 \"days\""));
    }
}
