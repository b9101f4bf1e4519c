//! The axis of a roadmap: which units of time it shows, and where.

use crate::calendar::{CivilDate, weekday_of};

/// A unit of time between two ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minutes(u32),
    Day,
    Week,
    Month,
    Quarter,
    Years(u32),
}

/// The units from small to large, and the width that one of them needs for its label, in em.
const UNITS: [(Unit, f32); 20] = [
    (Unit::Minutes(15), 3.2),
    (Unit::Minutes(30), 3.2),
    (Unit::Minutes(60), 3.2),
    (Unit::Minutes(120), 3.2),
    (Unit::Minutes(240), 3.2),
    (Unit::Day, 1.7),
    (Unit::Week, 1.9),
    (Unit::Month, 2.5),
    (Unit::Quarter, 2.2),
    (Unit::Years(1), 2.9),
    (Unit::Years(2), 2.9),
    (Unit::Years(5), 2.9),
    (Unit::Years(10), 2.9),
    (Unit::Years(20), 2.9),
    (Unit::Years(50), 2.9),
    (Unit::Years(100), 2.9),
    (Unit::Years(200), 2.9),
    (Unit::Years(500), 2.9),
    (Unit::Years(1000), 2.9),
    (Unit::Years(5000), 2.9),
];

/// Short names of the months by language; other languages have numbers.
const MONTH_NAMES: [(&str, &str); 10] = [
    ("de", "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"),
    ("en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    ("es", "ene feb mar abr may jun jul ago sep oct nov dic"),
    ("fr", "jan fév mar avr mai juin juil août sep oct nov déc"),
    ("it", "gen feb mar apr mag giu lug ago set ott nov dic"),
    ("ja", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
    ("ko", "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월"),
    ("nl", "jan feb mrt apr mei jun jul aug sep okt nov dec"),
    ("pt", "jan fev mar abr mai jun jul ago set out nov dez"),
    ("zh", "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"),
];

/// A stretch between two ticks, in days since 1 January 1970, and its label.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AxisCell {
    pub start: f64,
    pub end: f64,
    pub label: String,
}

/// The cells of an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub start: f64,
    pub end: f64,
    /// The smaller units.
    pub cells: Vec<AxisCell>,
    /// The years above quarters and months, the months above weeks and days; may be empty.
    pub groups: Vec<AxisCell>,
}

impl Axis {
    /// Chooses the smallest unit whose labels fit into `width_em`, and extends the time from
    /// `start` to `end` to whole units.
    pub(super) fn new(start: f64, end: f64, width_em: f32, lang: &str) -> Self {
        let has_clock = end <= 2.0 && start >= 0.0;
        let fits = |(unit, min): &&(Unit, f32)| {
            let is_known = has_clock || !matches!(unit, Unit::Minutes(_));
            is_known && ((end - start) / unit.days()).ceil() as f32 * min <= width_em
        };
        let unit = UNITS.iter().find(fits).map_or(Unit::Years(10_000), |(unit, _)| *unit);
        let first = unit.floor(start);
        let mut cells = Vec::new();
        let mut at = first;
        while (at < end - 1e-9 || cells.is_empty()) && cells.len() < 400 {
            let next = unit.next(at);
            cells.push(AxisCell { start: at, end: next, label: unit.label(at, lang) });
            at = next;
        }
        let group = match unit {
            Unit::Day | Unit::Week => Some(Unit::Month),
            Unit::Month | Unit::Quarter => Some(Unit::Years(1)),
            Unit::Minutes(_) | Unit::Years(_) => None,
        };
        let mut groups = Vec::new();
        if let Some(group) = group {
            let mut from = first;
            while from < at {
                let next = group.next(group.floor(from));
                let mut label = group.label(from, lang);
                if group == Unit::Month {
                    label = format!("{label} {}", date_of(from).year);
                }
                groups.push(AxisCell { start: from, end: next.min(at), label });
                from = next;
            }
        }
        Self { start: first, end: at, cells, groups }
    }
}

fn date_of(days: f64) -> CivilDate {
    CivilDate::from_days(days.floor() as i64)
}

/// Returns the start of a month; the last day that has a date at most.
fn start_of(year: i64, month: u8) -> f64 {
    CivilDate::new(year, month, 1).unwrap_or(CivilDate::LAST).to_days() as f64
}

impl Unit {
    /// Returns about how many days it has.
    fn days(self) -> f64 {
        match self {
            Self::Minutes(minutes) => f64::from(minutes) / 1440.0,
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.44,
            Self::Quarter => 91.3,
            Self::Years(years) => 365.25 * f64::from(years),
        }
    }

    /// Returns the last tick that is no later than a time.
    fn floor(self, at: f64) -> f64 {
        let date = date_of(at);
        match self {
            Self::Minutes(_) => (at / self.days() + 1e-6).floor() * self.days(),
            Self::Day => at.floor(),
            Self::Week => at.floor() - f64::from(weekday_of(at.floor() as i64)),
            Self::Month => start_of(date.year, date.month),
            Self::Quarter => start_of(date.year, (date.month - 1) / 3 * 3 + 1),
            Self::Years(years) => {
                start_of(date.year.div_euclid(i64::from(years)) * i64::from(years), 1)
            }
        }
    }

    /// Returns the tick after the tick `at`.
    fn next(self, at: f64) -> f64 {
        let months = match self {
            Self::Minutes(_) | Self::Day | Self::Week => return at + self.days(),
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Years(years) => 12 * i64::from(years),
        };
        date_of(at).plus_months(months).to_days() as f64
    }

    fn label(self, at: f64, lang: &str) -> String {
        let date = date_of(at);
        match self {
            Self::Minutes(_) => {
                let minutes = ((at - at.floor()) * 1440.0).round() as u32;
                format!("{}:{:02}", minutes / 60, minutes % 60)
            }
            Self::Day | Self::Week => date.day.to_string(),
            Self::Month => {
                let primary = lang.split('-').next().unwrap_or_default();
                let names = MONTH_NAMES.iter().find(|(code, _)| *code == primary);
                let name =
                    names.and_then(|(_, names)| names.split(' ').nth(usize::from(date.month) - 1));
                name.map_or_else(|| date.month.to_string(), str::to_owned)
            }
            Self::Quarter => {
                let letter =
                    if lang.starts_with("fr") || lang.starts_with("es") { 'T' } else { 'Q' };
                format!("{letter}{}", (date.month - 1) / 3 + 1)
            }
            Self::Years(_) => date.year.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i64, month: u8, day: u8) -> f64 {
        CivilDate::new(year, month, day).unwrap().to_days() as f64
    }

    fn labels(cells: &[AxisCell]) -> Vec<&str> {
        cells.iter().map(|cell| cell.label.as_str()).collect()
    }

    #[test]
    fn the_unit_depends_on_the_time_and_the_width() {
        let axis = Axis::new(day(2026, 2, 10), day(2026, 7, 1), 30.0, "en");
        assert_eq!(labels(&axis.cells), ["Feb", "Mar", "Apr", "May", "Jun"]);
        assert_eq!(labels(&axis.groups), ["2026"]);
        assert_eq!(axis.start, day(2026, 2, 1));
        let axis = Axis::new(day(2025, 11, 10), day(2027, 3, 1), 20.0, "fr");
        assert_eq!(labels(&axis.cells), ["T4", "T1", "T2", "T3", "T4", "T1"]);
        assert_eq!(labels(&axis.groups), ["2025", "2026", "2027"]);
        let axis = Axis::new(day(1901, 1, 1), day(1999, 1, 1), 40.0, "en");
        assert_eq!(labels(&axis.cells)[..2], ["1900", "1910"]);
        assert!(axis.groups.is_empty());
        let axis = Axis::new(9.0 / 24.0, 11.0 / 24.0, 30.0, "en");
        assert_eq!(labels(&axis.cells)[..2], ["9:00", "9:15"]);
    }

    #[test]
    fn every_time_has_an_axis() {
        for (start, end) in [(0.0, 0.0), (0.5, 0.5), (day(0, 1, 1), day(9999, 12, 31) + 1.0)] {
            let axis = Axis::new(start, end, 30.0, "en");
            assert!(!axis.cells.is_empty() && axis.cells.len() < 400, "{start} {end}");
            assert!(axis.end > axis.start);
        }
    }
}
