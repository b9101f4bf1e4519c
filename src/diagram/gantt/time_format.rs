//! Writes dates and times as `axisFormat` says: `%Y-%m-%d`.
//!
//! The notation is that of d3: <https://d3js.org/d3-time-format>. Names are English, as there.

use super::DAY;
use crate::calendar::{CivilDate, weekday_of};

/// The months.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week.
pub(super) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Returns the first directive of a format that does not exist, with its percent sign.
pub(super) fn find_unknown_directive(format: &str) -> Option<&str> {
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        let (_, letter, length) = read_directive(&rest[at..]);
        if letter.and_then(|letter| write_field(0, letter)).is_none() {
            return Some(&rest[at..at + length]);
        }
        rest = &rest[at + length..];
    }
    None
}

/// Returns a time in a format.
pub(super) fn format_time(time: i64, format: &str) -> String {
    let mut written = String::new();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        written.push_str(&rest[..at]);
        let (padding, letter, length) = read_directive(&rest[at..]);
        let field = letter.and_then(|letter| write_field(time, letter)).unwrap_or_default();
        match padding {
            Some('-') => {
                let bare = field.trim_start_matches(['0', ' ']);
                written.push_str(if bare.is_empty() { "0" } else { bare });
            }
            Some('_') => written.push_str(&field.replacen('0', " ", 1)),
            _ => written.push_str(&field),
        }
        rest = &rest[at + length..];
    }
    written + rest
}

/// Returns the padding, the letter and the length of a directive: `%-d`.
fn read_directive(text: &str) -> (Option<char>, Option<char>, usize) {
    let mut letters = text.chars().skip(1);
    let first = letters.next();
    let padding = first.filter(|sign| ['-', '_', '0'].contains(sign));
    let letter = if padding.is_some() { letters.next() } else { first };
    let length = 1 + padding.map_or(0, char::len_utf8) + letter.map_or(0, char::len_utf8);
    (padding, letter, length)
}

fn write_field(time: i64, letter: char) -> Option<String> {
    let days = time.div_euclid(DAY);
    let date = CivilDate::from_days(days);
    let second = time.rem_euclid(DAY) / 1000;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let hour_of_half = if hour % 12 == 0 { 12 } else { hour % 12 };
    let weekday = weekday_of(days);
    let month = MONTHS[usize::from(date.month) - 1];
    let name = WEEKDAYS[usize::from(weekday)];
    Some(match letter {
        'Y' => format!("{:04}", date.year),
        'y' => format!("{:02}", date.year % 100),
        'm' => format!("{:02}", date.month),
        'B' => month.to_owned(),
        'b' => month[..3].to_owned(),
        'd' => format!("{:02}", date.day),
        'e' => format!("{:>2}", date.day),
        'j' => format!("{:03}", date.day_of_year()),
        'A' => name.to_owned(),
        'a' => name[..3].to_owned(),
        'u' => (weekday + 1).to_string(),
        'w' => ((weekday + 1) % 7).to_string(),
        'V' => format!("{:02}", iso_week(days)),
        'W' => format!("{:02}", (date.day_of_year() + 6 - i64::from(weekday)) / 7),
        'U' => format!("{:02}", (date.day_of_year() + 6 - i64::from((weekday + 1) % 7)) / 7),
        'q' => ((date.month - 1) / 3 + 1).to_string(),
        'H' => format!("{hour:02}"),
        'I' => format!("{hour_of_half:02}"),
        'p' => if hour < 12 { "AM" } else { "PM" }.to_owned(),
        'M' => format!("{minute:02}"),
        'S' => format!("{second:02}"),
        'L' => format!("{:03}", time.rem_euclid(1000)),
        's' => time.div_euclid(1000).to_string(),
        'x' => format!("{}/{}/{}", date.month, date.day, date.year),
        'X' => format!(
            "{hour_of_half}:{minute:02}:{second:02} {}",
            if hour < 12 { "AM" } else { "PM" }
        ),
        '%' => "%".to_owned(),
        _ => return None,
    })
}

/// Returns the week of ISO 8601: weeks start on Monday, and the first has the year's first
/// Thursday.
fn iso_week(days: i64) -> i64 {
    let thursday = days - i64::from(weekday_of(days)) + 3;
    (CivilDate::from_days(thursday).day_of_year() - 1) / 7 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_format_says() {
        let time = CivilDate::new(2026, 3, 1).unwrap().to_days() * DAY + 47_105_000;
        let written = |format: &str| format_time(time, format);
        assert_eq!(written("%Y-%m-%d"), "2026-03-01");
        assert_eq!(written("%-d. %b, %a"), "1. Mar, Sun");
        assert_eq!(written("%H:%M:%S %I %p"), "13:05:05 01 PM");
        assert_eq!(written("W%V %j %U %W %%"), "W09 060 09 08 %");
        assert_eq!(written("Q%q %e %"), "Q1  1 ");
        assert_eq!(find_unknown_directive("%Y %-d %k x"), Some("%k"));
        assert_eq!(find_unknown_directive("%Y %"), Some("%"));
        assert_eq!(find_unknown_directive("%Y é"), None);
        assert_eq!(iso_week(CivilDate::new(2027, 1, 1).unwrap().to_days()), 53);
    }
}
