//! Parses dates in common notations.

use crate::scene::DateTime;

/// English names of the months.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Parses `2020-10-13` (ISO 8601), `13.10.2020`, `13/10/2020` and, in English, `13 October 2020`
/// and `October 13, 2020`.
pub(super) fn parse_date(text: &str) -> Option<DateTime> {
    let parts: Vec<&str> =
        text.split([' ', ',', '.', '/', '-']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let month = |name: &str| {
        let name = name.to_lowercase();
        MONTHS
            .iter()
            .position(|month| *month == name || (name.len() == 3 && month.starts_with(&name)))
            .map(|at| at as u8 + 1)
    };
    let (year, month, day) = if first.len() == 4 {
        (*first, second.parse().ok()?, *third)
    } else if let Some(month) = month(second) {
        (*third, month, *first)
    } else if let Some(month) = month(first) {
        (*third, month, *second)
    } else {
        (*third, second.parse().ok()?, *first)
    };
    let (year, day) =
        (year.parse().ok().filter(|year| (1000..=9999).contains(year))?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| DateTime::from_date(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_common_date_formats() {
        let day = Some(DateTime::from_date(2020, 10, 3));
        for text in [
            "2020-10-03",
            "3.10.2020",
            "03/10/2020",
            "3 October 2020",
            "3 Oct 2020",
            "October 3, 2020",
        ] {
            assert_eq!(parse_date(text), day, "{text}");
        }
        for text in [
            "",
            "soon",
            "10/2020",
            "3 Brumaire 2020",
            "2020-13-03",
            "32.1.2020",
            "1.2.20",
            "May 2020 to June 2021",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
