//! Reads dates and times as `dateFormat` says: `YYYY-MM-DD HH:mm`.
//!
//! The notation is that of Day.js: <https://day.js.org/docs/en/parse/string-format>.

use super::time_format::MONTHS;
use super::{DAY, MAX_TIME};
use crate::calendar::CivilDate;

/// The fields of a format, longer ones before those that they start with.
const FIELDS: [(&str, DateField); 24] = [
    ("YYYY", DateField::Year),
    ("YY", DateField::ShortYear),
    ("MMMM", DateField::MonthName),
    ("MMM", DateField::MonthName),
    ("MM", DateField::Month),
    ("M", DateField::Month),
    ("DDDD", DateField::DayOfYear),
    ("DDD", DateField::DayOfYear),
    ("DD", DateField::Day),
    ("Do", DateField::OrdinalDay),
    ("D", DateField::Day),
    ("HH", DateField::Hour),
    ("H", DateField::Hour),
    ("hh", DateField::Hour),
    ("h", DateField::Hour),
    ("mm", DateField::Minute),
    ("m", DateField::Minute),
    ("ss", DateField::Second),
    ("s", DateField::Second),
    ("SSS", DateField::Millisecond),
    ("A", DateField::HalfDay),
    ("a", DateField::HalfDay),
    ("X", DateField::UnixSeconds),
    ("x", DateField::UnixMilliseconds),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateField {
    Year,
    ShortYear,
    MonthName,
    Month,
    DayOfYear,
    Day,
    OrdinalDay,
    Hour,
    Minute,
    Second,
    Millisecond,
    HalfDay,
    UnixSeconds,
    UnixMilliseconds,
}

impl DateField {
    /// Returns the most digits of a number in this field.
    fn max_digits(self) -> usize {
        match self {
            Self::Year => 4,
            Self::DayOfYear | Self::Millisecond => 3,
            Self::UnixSeconds | Self::UnixMilliseconds => 18,
            _ => 2,
        }
    }
}

/// The values that have been read.
struct DateParts {
    year: i64,
    month: i64,
    day: i64,
    day_of_year: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    millisecond: i64,
    is_afternoon: Option<bool>,
    unix: Option<i64>,
}

/// Reads a date or time. Without a year, it is in 1970; without a day, it is the first.
pub(super) fn parse_date(text: &str, format: &str) -> Option<i64> {
    let mut parts = DateParts {
        year: 1970,
        month: 1,
        day: 1,
        day_of_year: None,
        hour: 0,
        minute: 0,
        second: 0,
        millisecond: 0,
        is_afternoon: None,
        unix: None,
    };
    let (mut rest, mut format) = (text, format);
    while !format.is_empty() {
        if let Some((word, field)) = FIELDS.iter().find(|(word, _)| format.starts_with(word)) {
            rest = parts.read_field(*field, rest)?;
            format = &format[word.len()..];
        } else if let Some((literal, after)) =
            format.strip_prefix('[').and_then(|inside| inside.split_once(']'))
        {
            rest = rest.strip_prefix(literal)?;
            format = after;
        } else {
            let literal = format.chars().next()?;
            rest = rest.strip_prefix(literal)?;
            format = &format[literal.len_utf8()..];
        }
    }
    rest.is_empty().then(|| parts.to_time()).flatten()
}

impl DateParts {
    /// Reads a field from the start of a text and returns what follows it.
    fn read_field<'t>(&mut self, field: DateField, text: &'t str) -> Option<&'t str> {
        match field {
            DateField::MonthName => return self.read_month_name(text),
            DateField::HalfDay => {
                let word = text.get(..2)?.to_ascii_lowercase();
                self.is_afternoon = Some(word == "pm").filter(|_| word == "am" || word == "pm");
                self.is_afternoon?;
                return Some(&text[2..]);
            }
            _ => {}
        }
        let digits = text.bytes().take(field.max_digits()).take_while(u8::is_ascii_digit).count();
        let value: i64 = text[..digits].parse().ok()?;
        let mut rest = &text[digits..];
        match field {
            DateField::Year if digits < 4 => return None,
            DateField::Year => self.year = value,
            DateField::ShortYear => {
                self.year = if value > 68 { 1900 + value } else { 2000 + value }
            }
            DateField::Month => self.month = value,
            DateField::DayOfYear => self.day_of_year = Some(value),
            DateField::Day => self.day = value,
            DateField::OrdinalDay => {
                self.day = value;
                let suffix = ["st", "nd", "rd", "th"].iter().find(|end| rest.starts_with(**end))?;
                rest = &rest[suffix.len()..];
            }
            DateField::Hour => self.hour = value,
            DateField::Minute => self.minute = value,
            DateField::Second => self.second = value,
            DateField::Millisecond => self.millisecond = value,
            DateField::UnixSeconds => self.unix = Some(value.checked_mul(1000)?),
            DateField::UnixMilliseconds => self.unix = Some(value),
            DateField::MonthName | DateField::HalfDay => return None,
        }
        Some(rest)
    }

    fn read_month_name<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let word = text.split(|letter: char| !letter.is_ascii_alphabetic()).next()?;
        let position = MONTHS.iter().position(|name| {
            name.eq_ignore_ascii_case(word) || name[..3].eq_ignore_ascii_case(word)
        })?;
        self.month = position as i64 + 1;
        Some(&text[word.len()..])
    }

    fn to_time(&self) -> Option<i64> {
        if let Some(time) = self.unix {
            return Some(time).filter(|time| (0..MAX_TIME).contains(time));
        }
        let hour = match self.is_afternoon {
            Some(_) if !(1..=12).contains(&self.hour) => return None,
            Some(is_afternoon) => self.hour % 12 + if is_afternoon { 12 } else { 0 },
            None => self.hour,
        };
        if hour > 24 || self.minute > 59 || self.second > 59 {
            return None;
        }
        let first = CivilDate::new(self.year, self.month.try_into().ok()?, 1)?;
        let days = match self.day_of_year {
            Some(day @ 1..=366) => CivilDate { month: 1, ..first }.to_days() + day - 1,
            Some(_) => return None,
            None => CivilDate::new(self.year, first.month, self.day.try_into().ok()?)?.to_days(),
        };
        let seconds = (hour * 60 + self.minute) * 60 + self.second;
        Some(days * DAY + seconds * 1000 + self.millisecond)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i64, month: u8, day: u8) -> Option<i64> {
        CivilDate::new(year, month, day).map(|date| date.to_days() * DAY)
    }

    #[test]
    fn dates_are_read_as_the_format_says() {
        assert_eq!(parse_date("2026-03-01", "YYYY-MM-DD"), day(2026, 3, 1));
        assert_eq!(parse_date("1.3.2026", "D.M.YYYY"), day(2026, 3, 1));
        assert_eq!(parse_date("03/01/26", "MM/DD/YY"), day(2026, 3, 1));
        assert_eq!(parse_date("1st March 2026", "Do MMMM YYYY"), day(2026, 3, 1));
        assert_eq!(parse_date("Mar 2026", "MMM YYYY"), day(2026, 3, 1));
        assert_eq!(parse_date("2026-060", "YYYY-DDDD"), day(2026, 3, 1));
        assert_eq!(parse_date("W 2026", "[W] YYYY"), day(2026, 1, 1));
        let noon = day(2026, 3, 1).map(|start| start + DAY / 2 + 90_000);
        assert_eq!(parse_date("2026-03-01T12:01:30", "YYYY-MM-DDTHH:mm:ss"), noon);
        assert_eq!(parse_date("2026-03-01 12:01:30 PM", "YYYY-MM-DD hh:mm:ss A"), noon);
        assert_eq!(parse_date("86400", "X"), Some(DAY));
        assert_eq!(parse_date("17:30", "HH:mm"), Some(63_000_000));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["2026-02-29", "99999-01-01", "2026-3", "2026-03-01x", "", "26-03-01", "é"] {
            assert_eq!(parse_date(text, "YYYY-MM-DD"), None, "{text}");
        }
        assert_eq!(parse_date("999999999999999999", "X"), None);
        assert_eq!(parse_date("25:00", "HH:mm"), None);
        assert_eq!(parse_date("13:00 pm", "hh:mm a"), None);
    }
}
