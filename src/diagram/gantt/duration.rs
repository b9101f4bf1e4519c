//! Durations of tasks: `3d`, `2.5h`, `1M`.

use super::{DAY, MAX_TIME};
use crate::calendar::CivilDate;

/// The units, longer ones before those that they end with.
const UNITS: [(&str, DurationUnit); 8] = [
    ("ms", DurationUnit::Milliseconds(1.0)),
    ("s", DurationUnit::Milliseconds(1000.0)),
    ("m", DurationUnit::Milliseconds(60_000.0)),
    ("h", DurationUnit::Milliseconds(3_600_000.0)),
    ("d", DurationUnit::Milliseconds(DAY as f64)),
    ("w", DurationUnit::Milliseconds(7.0 * DAY as f64)),
    ("M", DurationUnit::Months(1.0)),
    ("y", DurationUnit::Months(12.0)),
];

/// A duration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TaskDuration {
    amount: f64,
    unit: DurationUnit,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum DurationUnit {
    Milliseconds(f64),
    Months(f64),
}

impl TaskDuration {
    /// Reads `3d` or `2.5 h`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (word, unit) = UNITS.iter().find(|(word, _)| text.ends_with(word))?;
        let number = text[..text.len() - word.len()].trim_end();
        let is_number = number.starts_with(|first: char| first.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let amount = number.parse().ok().filter(|_| is_number)?;
        Some(Self { amount, unit: *unit })
    }

    /// Returns the time after the duration; `None` after the year 9999.
    pub(super) fn after(self, start: i64) -> Option<i64> {
        let end = match self.unit {
            DurationUnit::Milliseconds(length) => start as f64 + self.amount * length,
            DurationUnit::Months(length) => {
                let months = self.amount * length;
                if months > 120_000.0 {
                    return None;
                }
                let date = CivilDate::from_days(start.div_euclid(DAY)).plus_months(months as i64);
                let part_of_month = months.fract() * 30.0 * DAY as f64;
                (date.to_days() * DAY + start.rem_euclid(DAY)) as f64 + part_of_month
            }
        };
        (end < MAX_TIME as f64).then_some(end as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_number_and_a_unit() {
        let after = |text: &str| TaskDuration::parse(text).and_then(|found| found.after(0));
        assert_eq!(after("3d"), Some(3 * DAY));
        assert_eq!(after("2.5 h"), Some(9_000_000));
        assert_eq!(after("20m"), Some(1_200_000));
        assert_eq!(after("500ms"), Some(500));
        assert_eq!(after("1M"), Some(31 * DAY));
        assert_eq!(after("1.5M"), Some(46 * DAY));
        assert_eq!(after("2w"), Some(14 * DAY));
        assert_eq!(after("1y"), Some(365 * DAY));
        assert_eq!(after("1000000000000000000d"), None);
        assert_eq!(after("1000000000000000000y"), None);
        for text in ["", "d", "3", "3 days", "-3d", "1e9d", "1.2.3d", "infd"] {
            assert_eq!(TaskDuration::parse(text), None, "{text}");
        }
    }
}
