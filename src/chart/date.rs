//! Dates as categories: `2024`, `2024-03`, `2024-03-31`, `31.03.2024`, `2024 Q1`.

use crate::calendar::CivilDate;

/// How exact the dates of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatePrecision {
    /// Years.
    Year,
    /// Quarters.
    Quarter,
    /// Months.
    Month,
    /// Days.
    Day,
}

/// Parses a date: its day since 1970 and its precision.
pub(crate) fn parse_date(text: &str) -> Option<(f64, DatePrecision)> {
    let text = text.trim();
    let (date, precision) = parse_quarter(text).or_else(|| parse_parts(text))?;
    Some((date.to_days() as f64, precision))
}

/// Parses `2024 Q1`, `Q1 2024`, `2024-Q1`.
fn parse_quarter(text: &str) -> Option<(CivilDate, DatePrecision)> {
    let at = text.find(['Q', 'q'])?;
    let quarter = text[at + 1..].chars().next()?.to_digit(10).filter(|q| (1..=4).contains(q))?;
    let rest = format!("{}{}", &text[..at], &text[at + 2..]);
    let year = parse_year(rest.trim_matches([' ', '-', '/', '.', '\u{a0}']))?;
    let date = CivilDate::new(year, (quarter as u8 - 1) * 3 + 1, 1)?;
    Some((date, DatePrecision::Quarter))
}

fn parse_parts(text: &str) -> Option<(CivilDate, DatePrecision)> {
    // A time of day is cut off.
    let text = text.split_once('T').map_or(text, |(date, _)| date);
    let separator = text.find(['-', '/', '.']).and_then(|at| text[at..].chars().next());
    let Some(separator) = separator else {
        let date = CivilDate::new(parse_year(text)?, 1, 1)?;
        return Some((date, DatePrecision::Year));
    };
    let parts: Vec<&str> = text.split(separator).collect();
    let number = |part: &str| part.parse::<u8>().ok();
    match parts.as_slice() {
        [year, month] if year.len() == 4 => {
            Some((CivilDate::new(parse_year(year)?, number(month)?, 1)?, DatePrecision::Month))
        }
        [month, year] if separator == '/' => {
            Some((CivilDate::new(parse_year(year)?, number(month)?, 1)?, DatePrecision::Month))
        }
        [year, month, day] if year.len() == 4 => {
            let date = CivilDate::new(parse_year(year)?, number(month)?, number(day)?)?;
            Some((date, DatePrecision::Day))
        }
        // `3/4/2024` is a day in March or in April: it stays a name.
        [day, month, year] if separator == '.' => {
            let date = CivilDate::new(parse_year(year)?, number(month)?, number(day)?)?;
            Some((date, DatePrecision::Day))
        }
        _ => None,
    }
}

fn parse_year(text: &str) -> Option<i64> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && (1000..3000).contains(year))
}

/// The English names of the months.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Writes a date with the months of the language of the slide; `None` for English ones.
pub(super) fn format_date(
    days: f64,
    precision: DatePrecision,
    months: Option<&[String; 12]>,
) -> String {
    let date = CivilDate::from_days(days as i64);
    let index = usize::from(date.month.clamp(1, 12)) - 1;
    let month = months.map_or(MONTHS[index], |months| months[index].as_str());
    match precision {
        DatePrecision::Year => date.year.to_string(),
        DatePrecision::Quarter => format!("Q{} {}", index / 3 + 1, date.year),
        DatePrecision::Month => format!("{month} {}", date.year),
        DatePrecision::Day => format!("{} {month} {}", date.day, date.year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_several_notations() {
        let written = |text: &str| {
            parse_date(text).map(|(days, precision)| format_date(days, precision, None))
        };
        for (text, expected) in [
            ("2024", "2024"),
            ("2024-03", "Mar 2024"),
            ("03/2024", "Mar 2024"),
            ("2024-03-31", "31 Mar 2024"),
            ("31.03.2024", "31 Mar 2024"),
            ("2024-03-31T12:00", "31 Mar 2024"),
            ("2024 Q2", "Q2 2024"),
            ("Q4 2023", "Q4 2023"),
            ("2024-Q1", "Q1 2024"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "soon", "24", "2024-13", "2024-02-30", "Q5 2024", "3/4/2024", "123456"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
