//! The settings of a Gantt chart.

use super::super::issue::DiagramIssue;
use super::super::source::SourceLine;
use super::DAY;
use super::date_format::parse_date;
use super::day_rules::DayRules;
use super::time_format::{WEEKDAYS, find_unknown_directive};

/// The distance of ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TickInterval {
    pub(super) count: i64,
    pub(super) unit: TickUnit,
}

/// The units of ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TickUnit {
    /// A fixed number of milliseconds.
    Milliseconds(i64),
    /// Weeks, which start on the first day of the week.
    Weeks,
    /// Calendar months.
    Months,
}

/// The units of `tickInterval`.
const TICK_UNITS: [(&str, TickUnit); 7] = [
    ("millisecond", TickUnit::Milliseconds(1)),
    ("second", TickUnit::Milliseconds(1000)),
    ("minute", TickUnit::Milliseconds(60_000)),
    ("hour", TickUnit::Milliseconds(3_600_000)),
    ("day", TickUnit::Milliseconds(DAY)),
    ("week", TickUnit::Weeks),
    ("month", TickUnit::Months),
];

/// The settings of a Gantt chart.
#[derive(Default)]
pub(super) struct GanttSettings<'t> {
    pub(super) title: Option<SourceLine<'t>>,
    pub(super) date_format: Option<&'t str>,
    pub(super) axis_format: Option<String>,
    pub(super) tick_interval: Option<TickInterval>,
    /// Whether the last day of a task is written, and not the first after it.
    pub(super) has_inclusive_ends: bool,
    pub(super) week_start: u8,
    /// The first of the two days of the weekend.
    weekend_start: Option<u8>,
    /// The days that `excludes` and `includes` name.
    excludes: Vec<SourceLine<'t>>,
    includes: Vec<SourceLine<'t>>,
}

impl<'t> GanttSettings<'t> {
    /// Reads a setting, and returns whether the line is one.
    pub(super) fn read_line(
        &mut self,
        line: SourceLine<'t>,
        issues: &mut Vec<DiagramIssue>,
    ) -> Result<bool, DiagramIssue> {
        let (word, value) = line.first_word();
        // A task may have the name of a setting.
        if value.text.starts_with(':') {
            return Ok(false);
        }
        match word.text.trim_end_matches(':') {
            "title" => self.title = Some(value),
            "dateFormat" => self.date_format = Some(value.text).filter(|text| !text.is_empty()),
            "axisFormat" => self.axis_format = Some(read_axis_format(value)?),
            "tickInterval" => self.tick_interval = Some(read_tick_interval(value)?),
            "inclusiveEndDates" => self.has_inclusive_ends = true,
            "weekday" => self.week_start = read_weekday(value)?,
            "weekend" => self.weekend_start = Some(read_weekday(value)?),
            "excludes" => self.excludes.extend(split_days(value)),
            "includes" => self.includes.extend(split_days(value)),
            "todayMarker" if value.text == "off" => {}
            "todayMarker" => issues.push(line.ignored(
                "a slide does not know which day is today",
                "write `todayMarker off`, or mark a day with `Today : vert, 2026-03-01, 0d`",
            )),
            "topAxis" | "click" | "displayMode" => {
                issues.push(line.ignored(
                    format!("`{}` has no effect on a slide", word.text),
                    "remove the line",
                ))
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Returns the notation of dates.
    pub(super) fn date_format(&self) -> &'t str {
        self.date_format.unwrap_or("YYYY-MM-DD")
    }

    /// Returns the days on which nobody works.
    pub(super) fn day_rules(&self) -> Result<DayRules, DiagramIssue> {
        let mut rules = DayRules::default();
        for day in &self.excludes {
            let name = day.text.to_ascii_lowercase();
            if name == "weekends" {
                let start = usize::from(self.weekend_start.unwrap_or(5));
                rules.weekdays[start] = true;
                rules.weekdays[(start + 1) % 7] = true;
            } else if let Some(weekday) = find_weekday(&name) {
                rules.weekdays[usize::from(weekday)] = true;
            } else {
                rules.excluded.insert(self.read_day(*day)?);
            }
        }
        for day in &self.includes {
            rules.included.insert(self.read_day(*day)?);
        }
        match self.excludes.last() {
            Some(line) if rules.excludes_all_weekdays() => {
                let help = "exclude fewer days of the week";
                Err(line.syntax_error("no day is left on which people work", help))
            }
            _ => Ok(rules),
        }
    }

    fn read_day(&self, day: SourceLine<'_>) -> Result<i64, DiagramIssue> {
        let format = self.date_format();
        let time = parse_date(day.text, format).or_else(|| parse_date(day.text, "YYYY-MM-DD"));
        time.map(|time| time.div_euclid(DAY)).ok_or_else(|| {
            let message = format!("`{}` is not a day", day.excerpt());
            let help =
                format!("write `weekends`, a weekday such as `friday`, or a date (`{format}`)");
            day.syntax_error(message, help)
        })
    }
}

fn split_days(value: SourceLine<'_>) -> impl Iterator<Item = SourceLine<'_>> {
    value
        .text
        .split([',', ' ', '\t'])
        .map(move |day| value.part(day))
        .filter(|day| !day.text.is_empty())
}

fn find_weekday(name: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|day| day.eq_ignore_ascii_case(name)).map(|position| position as u8)
}

fn read_weekday(value: SourceLine<'_>) -> Result<u8, DiagramIssue> {
    find_weekday(value.text).ok_or_else(|| {
        let message = format!("`{}` is not a day of the week", value.excerpt());
        value.syntax_error(message, "write its English name, such as `monday`")
    })
}

fn read_axis_format(value: SourceLine<'_>) -> Result<String, DiagramIssue> {
    match find_unknown_directive(value.text) {
        Some(unknown) => Err(value.part(unknown).syntax_error(
            format!("`{unknown}` is not a part of a date"),
            "write a format such as `%Y-%m-%d`, `%d.%m.` or `%H:%M`",
        )),
        None => Ok(value.text.to_owned()),
    }
}

fn read_tick_interval(value: SourceLine<'_>) -> Result<TickInterval, DiagramIssue> {
    let digits = value.text.bytes().take_while(u8::is_ascii_digit).count();
    let count = value.text[..digits].parse().ok().filter(|count| (1..=10_000).contains(count));
    let unit = TICK_UNITS.iter().find(|(name, _)| *name == value.text[digits..].trim());
    match (count, unit) {
        (Some(count), Some((_, unit))) => Ok(TickInterval { count, unit: *unit }),
        _ => {
            let message = format!("`{}` is not a distance of ticks", value.excerpt());
            let help = "write a number and a unit: `1day`, `2week`, `1month`, `6hour`";
            Err(value.syntax_error(message, help))
        }
    }
}
