//! Times as people write them on a timeline: `2026`, `May 2026`, `2026-05-03`, `Q3 2026`, `14:30`.

use crate::calendar::{CivilDate, weekday_of};

/// A stretch of time, in days since 1 January 1970. A time of day is a fraction of the first day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// Where it starts.
    pub start: f64,
    /// Where it ends: the end of its last day, month or year.
    pub end: f64,
}

/// The names of the months in the languages in which they are read, each by its first letters.
const MONTH_STARTS: [[&str; 12]; 9] = [
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"],
    ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"],
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    ["jan", "feb", "mrz", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
];

/// Reads a time. `None` if it has no year, or is no time at all.
pub(crate) fn parse_period(text: &str) -> Option<Period> {
    let text = normalize(text);
    if let Some(clock) = parse_clock(&text) {
        return Some(clock);
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let years: Vec<usize> = (0..words.len()).filter(|&at| is_year(words[at])).collect();
    let [year_at] = years.as_slice() else { return None };
    let year = words[*year_at].parse().ok()?;
    let others: Vec<&str> =
        (0..words.len()).filter(|at| at != year_at).map(|at| words[at]).collect();
    match others.as_slice() {
        [] => days_from(CivilDate::new(year, 1, 1)?, 12),
        [word] => parse_part(year, word),
        [week, number] if is_week_word(week) => parse_week(year, number),
        [first, second] => {
            let (month, day) = match (month_of(first), month_of(second)) {
                (Some(month), None) => (month, *second),
                (None, Some(month)) => (month, *first),
                // `2026-05-03` has the month first, `03.05.2026` the day.
                (None, None) if *year_at == 0 => (month_number(first)?, *second),
                (None, None) if *year_at == 2 => (month_number(second)?, *first),
                _ => return None,
            };
            let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let start = CivilDate::new(year, month, day.parse().ok()?)?.to_days() as f64;
            Some(Period { start, end: start + 1.0 })
        }
        _ => None,
    }
}

/// Returns the text in small letters, with ASCII digits and without the signs for year, month and
/// day.
fn normalize(text: &str) -> String {
    let digit = |c: char| match u32::from(c) {
        code @ (0x660..=0x669 | 0x6F0..=0x6F9 | 0x966..=0x96F | 0xFF10..=0xFF19) => {
            let zero = [0x660, 0x6F0, 0x966, 0xFF10].into_iter().rev().find(|zero| *zero <= code);
            char::from_digit(code - zero.unwrap_or(code), 10).unwrap_or(c)
        }
        _ if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') => '-',
        _ => c,
    };
    text.trim().chars().map(digit).collect::<String>().to_lowercase()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads what is beside a year: a month, a quarter, a half, a week or a season.
fn parse_part(year: i64, word: &str) -> Option<Period> {
    if let Some(month) = month_of(word).or_else(|| month_number(word)) {
        return days_from(CivilDate::new(year, month, 1)?, 1);
    }
    let digits = word.trim_start_matches(char::is_alphabetic);
    let letters = &word[..word.len() - digits.len()];
    match (letters, digits.parse::<u8>().ok()) {
        ("q" | "t" | "k", Some(quarter @ 1..=4)) => {
            days_from(CivilDate::new(year, quarter * 3 - 2, 1)?, 3)
        }
        ("h" | "s", Some(half @ 1..=2)) => days_from(CivilDate::new(year, half * 6 - 5, 1)?, 6),
        (letters, Some(_)) if is_week_word(letters) => parse_week(year, digits),
        _ => {
            let seasons = [("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9)];
            let (_, month) = seasons.into_iter().find(|(name, _)| *name == word)?;
            days_from(CivilDate::new(year, month, 1)?, 3)
        }
    }
}

fn is_week_word(word: &str) -> bool {
    matches!(word, "w" | "week" | "kw" | "cw" | "wk")
}

/// Reads a week of ISO 8601: week 1 is the one with 4 January, and weeks start on Monday.
fn parse_week(year: i64, number: &str) -> Option<Period> {
    let number: i64 = number.parse().ok().filter(|number| (1..=53).contains(number))?;
    let fourth = CivilDate::new(year, 1, 4)?.to_days();
    let start = fourth - i64::from(weekday_of(fourth)) + 7 * (number - 1);
    Some(Period { start: start as f64, end: (start + 7) as f64 })
}

/// Reads a time of day such as `9:30`.
fn parse_clock(text: &str) -> Option<Period> {
    let (hours, minutes) = text.split_once(':')?;
    let hours: u16 = hours.parse().ok().filter(|hours| *hours <= 24)?;
    let minutes: u16 = minutes.parse().ok().filter(|minutes| *minutes < 60)?;
    let start = f64::from(hours * 60 + minutes) / 1440.0;
    Some(Period { start, end: start })
}

/// Returns the number of a month by the first letters of its name.
fn month_of(word: &str) -> Option<u8> {
    if word.chars().count() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let position = |names: &[&str; 12]| {
        names.iter().position(|name| word.starts_with(name) || (name.len() > 3 && *name == word))
    };
    MONTH_STARTS.iter().find_map(position).map(|at| at as u8 + 1)
}

fn month_number(word: &str) -> Option<u8> {
    word.parse().ok().filter(|month| (1..=12).contains(month))
}

/// Returns the period of `months` months from a day.
fn days_from(first: CivilDate, months: i64) -> Option<Period> {
    let start = first.to_days() as f64;
    let end = first.plus_months(months).to_days() as f64;
    (end > start).then_some(Period { start, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i64, month: u8, day: u8) -> f64 {
        CivilDate::new(year, month, day).unwrap().to_days() as f64
    }

    #[test]
    fn reads_times_as_people_write_them() {
        let may = Some(Period { start: day(2026, 5, 1), end: day(2026, 6, 1) });
        for text in ["2026-05", "05/2026", "May 2026", "mai 2026", "2026年5月", "٢٠٢٦-٠٥"] {
            assert_eq!(parse_period(text), may, "{text}");
        }
        let third = Some(Period { start: day(2026, 5, 3), end: day(2026, 5, 4) });
        for text in ["2026-05-03", "3.5.2026", "3 May 2026", "May 3rd, 2026", "2026年5月3日"] {
            assert_eq!(parse_period(text), third, "{text}");
        }
        let period = |text: &str| parse_period(text).map(|period| (period.start, period.end));
        assert_eq!(period("2026"), Some((day(2026, 1, 1), day(2027, 1, 1))));
        assert_eq!(period("Q3 2026"), Some((day(2026, 7, 1), day(2026, 10, 1))));
        assert_eq!(period("2026 H2"), Some((day(2026, 7, 1), day(2027, 1, 1))));
        assert_eq!(period("KW 1 2026"), Some((day(2025, 12, 29), day(2026, 1, 5))));
        assert_eq!(period("12:00"), Some((0.5, 0.5)));
        assert_eq!(period("Dezember 2026").map(|(start, _)| start), Some(day(2026, 12, 1)));
        assert_eq!(period("août 2026").map(|(start, _)| start), Some(day(2026, 8, 1)));
    }

    #[test]
    fn what_is_no_time_is_not_guessed() {
        for text in ["", "soon", "May", "3 May", "2026-13", "31.2.2026", "2020–2024", "26:00"] {
            assert_eq!(parse_period(text), None, "{text}");
        }
    }
}
