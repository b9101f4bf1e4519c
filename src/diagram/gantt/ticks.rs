//! The ticks of the time axis, at round times.

use super::settings::{TickInterval, TickUnit};
use super::{DAY, GanttDiagram, MAX_TIME};
use crate::calendar::{CivilDate, weekday_of};

/// The most ticks of an axis.
const MAX_TICKS: i64 = 400;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// What the labels of ticks say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TickLabel {
    /// Hours and minutes, below days.
    Time,
    /// The day of the month, below months.
    Day,
    /// The month, below years.
    Month,
    /// The year.
    Year,
}

/// The distances of ticks that are tried, with what their labels say.
const STEPS: [(TickUnit, i64, TickLabel); 27] = [
    (TickUnit::Milliseconds(MINUTE), 1, TickLabel::Time),
    (TickUnit::Milliseconds(MINUTE), 5, TickLabel::Time),
    (TickUnit::Milliseconds(MINUTE), 15, TickLabel::Time),
    (TickUnit::Milliseconds(MINUTE), 30, TickLabel::Time),
    (TickUnit::Milliseconds(HOUR), 1, TickLabel::Time),
    (TickUnit::Milliseconds(HOUR), 2, TickLabel::Time),
    (TickUnit::Milliseconds(HOUR), 3, TickLabel::Time),
    (TickUnit::Milliseconds(HOUR), 6, TickLabel::Time),
    (TickUnit::Milliseconds(HOUR), 12, TickLabel::Time),
    (TickUnit::Milliseconds(DAY), 1, TickLabel::Day),
    (TickUnit::Weeks, 1, TickLabel::Day),
    (TickUnit::Weeks, 2, TickLabel::Day),
    (TickUnit::Months, 1, TickLabel::Month),
    (TickUnit::Months, 2, TickLabel::Month),
    (TickUnit::Months, 3, TickLabel::Month),
    (TickUnit::Months, 6, TickLabel::Month),
    (TickUnit::Months, 12, TickLabel::Year),
    (TickUnit::Months, 24, TickLabel::Year),
    (TickUnit::Months, 60, TickLabel::Year),
    (TickUnit::Months, 120, TickLabel::Year),
    (TickUnit::Months, 240, TickLabel::Year),
    (TickUnit::Months, 600, TickLabel::Year),
    (TickUnit::Months, 1200, TickLabel::Year),
    (TickUnit::Months, 2400, TickLabel::Year),
    (TickUnit::Months, 6000, TickLabel::Year),
    (TickUnit::Months, 12_000, TickLabel::Year),
    (TickUnit::Months, 24_000, TickLabel::Year),
];

/// The times that an axis covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AxisRange {
    pub(super) start: i64,
    pub(super) end: i64,
}

impl AxisRange {
    /// Returns the times from the first start to the last end; at least a minute.
    pub(super) fn of(chart: &GanttDiagram) -> Self {
        let tasks = chart.tasks.iter().map(|task| (task.start, task.end));
        let markers = chart.markers.iter().map(|marker| (marker.time, marker.time));
        let all = tasks.chain(markers).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (start, end) = all.unwrap_or_default();
        Self { start, end: end.max(start + MINUTE) }
    }

    /// Returns the length in milliseconds.
    pub(super) fn length(self) -> i64 {
        self.end - self.start
    }
}

/// The ticks of an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AxisTicks {
    pub(super) times: Vec<i64>,
    pub(super) label: TickLabel,
}

/// Returns the ticks whose labels have enough room. `room_of` is the width that a label needs, as a
/// part of the width of the axis.
pub(super) fn choose_ticks(
    range: AxisRange,
    chart: &GanttDiagram,
    room_of: impl Fn(TickLabel) -> f32,
) -> AxisTicks {
    if let Some(TickInterval { count, unit }) = chart.tick_interval
        && range.length() / (unit_length(unit) * count) < MAX_TICKS
    {
        let label = label_of(unit, count);
        return AxisTicks { times: list_ticks(range, unit, count, chart.week_start), label };
    }
    for (unit, count, label) in STEPS {
        let part = (unit_length(unit) * count) as f64 / range.length() as f64;
        if part as f32 >= room_of(label) && part * MAX_TICKS as f64 >= 1.0 {
            return AxisTicks { times: list_ticks(range, unit, count, chart.week_start), label };
        }
    }
    AxisTicks { times: vec![range.start], label: TickLabel::Year }
}

fn label_of(unit: TickUnit, count: i64) -> TickLabel {
    match unit {
        TickUnit::Milliseconds(length) if length < DAY => TickLabel::Time,
        TickUnit::Milliseconds(_) | TickUnit::Weeks => TickLabel::Day,
        TickUnit::Months if count % 12 == 0 => TickLabel::Year,
        TickUnit::Months => TickLabel::Month,
    }
}

/// Returns the length of a unit; that of a month is the shortest.
fn unit_length(unit: TickUnit) -> i64 {
    match unit {
        TickUnit::Milliseconds(length) => length,
        TickUnit::Weeks => 7 * DAY,
        TickUnit::Months => 28 * DAY,
    }
}

/// Returns the round times in a range.
fn list_ticks(range: AxisRange, unit: TickUnit, count: i64, week_start: u8) -> Vec<i64> {
    let mut times = Vec::new();
    match unit {
        TickUnit::Milliseconds(length) => {
            let step = length * count;
            let mut time = range.start.div_euclid(step) * step;
            while time <= range.end {
                times.push(time);
                time += step;
            }
        }
        TickUnit::Weeks => {
            let day = range.start.div_euclid(DAY);
            let since = (i64::from(weekday_of(day)) - i64::from(week_start)).rem_euclid(7);
            let mut day = day - since;
            while day * DAY <= range.end {
                times.push(day * DAY);
                day += 7 * count;
            }
        }
        TickUnit::Months => {
            let first = CivilDate::from_days(range.start.div_euclid(DAY));
            let months = first.year * 12 + i64::from(first.month) - 1;
            let mut months = months.div_euclid(count) * count;
            loop {
                let time = month_start(months);
                if time > range.end || time >= MAX_TIME {
                    break;
                }
                times.push(time);
                months += count;
            }
        }
    }
    times.retain(|time| *time >= range.start);
    times
}

/// Returns the start of a month, which is given by the number of months since the year 0.
fn month_start(months: i64) -> i64 {
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
    CivilDate { year, month, day: 1 }.to_days() * DAY
}

/// Returns the starts of the longer unit above ticks: days above times, months above days, years
/// above months. The first is the start of the range.
pub(super) fn list_boundaries(range: AxisRange, label: TickLabel) -> Vec<i64> {
    let (unit, count) = match label {
        TickLabel::Time => (TickUnit::Milliseconds(DAY), 1),
        TickLabel::Day => (TickUnit::Months, 1),
        TickLabel::Month => (TickUnit::Months, 12),
        TickLabel::Year => return Vec::new(),
    };
    if range.length() / (unit_length(unit) * count) > MAX_TICKS {
        return Vec::new();
    }
    let mut times = list_ticks(range, unit, count, 0);
    if times.first() != Some(&range.start) {
        times.insert(0, range.start);
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: (i64, u8, u8), end: (i64, u8, u8)) -> AxisRange {
        let time = |(year, month, day)| CivilDate::new(year, month, day).unwrap().to_days() * DAY;
        AxisRange { start: time(start), end: time(end) }
    }

    #[test]
    fn ticks_are_at_round_times() {
        let chart = GanttDiagram::default();
        let ticks = |range: AxisRange| {
            let ticks = choose_ticks(range, &chart, |_| 0.08);
            let date = |time: &i64| {
                let date = CivilDate::from_days(time.div_euclid(DAY));
                (date.month, date.day)
            };
            (ticks.times.iter().map(date).collect::<Vec<_>>(), ticks.label)
        };
        let (days, label) = ticks(range((2026, 3, 4), (2026, 4, 20)));
        assert_eq!(days, [(3, 9), (3, 16), (3, 23), (3, 30), (4, 6), (4, 13), (4, 20)]);
        assert_eq!(label, TickLabel::Day);
        let (months, label) = ticks(range((2026, 1, 15), (2026, 8, 1)));
        assert_eq!(months, [(2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1)]);
        assert_eq!(label, TickLabel::Month);
        assert_eq!(ticks(range((0, 1, 1), (9999, 12, 31))).1, TickLabel::Year);
        let minute = AxisRange { start: 0, end: 60_000 };
        assert_eq!(choose_ticks(minute, &chart, |_| 0.08).times, [0, 60_000]);
    }

    #[test]
    fn the_author_chooses_ticks_up_to_a_limit() {
        let interval = TickInterval { count: 1, unit: TickUnit::Milliseconds(1) };
        let chart = GanttDiagram { tick_interval: Some(interval), ..GanttDiagram::default() };
        let ticks = choose_ticks(range((2026, 1, 1), (2026, 1, 3)), &chart, |_| 0.08);
        assert!(ticks.times.len() < 20);
        let interval = TickInterval { count: 2, unit: TickUnit::Milliseconds(DAY) };
        let chart = GanttDiagram { tick_interval: Some(interval), ..GanttDiagram::default() };
        let ticks = choose_ticks(range((2026, 1, 1), (2026, 1, 9)), &chart, |_| 0.08);
        assert_eq!(ticks.times.len(), 5);
    }
}
