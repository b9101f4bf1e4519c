//! Gantt charts: tasks on a calendar.

mod arrange;
mod axis;
mod date_format;
mod day_rules;
mod describe;
mod duration;
mod parse;
mod schedule;
mod settings;
mod ticks;
mod time_format;

pub(super) use arrange::arrange_gantt;
pub(super) use describe::describe_gantt;
pub(super) use parse::parse_gantt;

use super::label::LabelText;
use day_rules::DayRules;
use settings::TickInterval;

/// Milliseconds of a day. Times are in milliseconds since the start of 1970.
const DAY: i64 = 86_400_000;
/// The start of the year 10000, after which there are no times.
const MAX_TIME: i64 = 2_932_897 * DAY;

/// A Gantt chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GanttDiagram {
    /// The names of its sections.
    sections: Vec<LabelText>,
    /// Its tasks, in order.
    tasks: Vec<GanttTask>,
    /// Lines that mark a time.
    markers: Vec<GanttMarker>,
    /// How times on the axis are written, in the notation of d3.
    axis_format: Option<String>,
    /// The distance of ticks.
    tick_interval: Option<TickInterval>,
    /// The day on which weeks start: 0 is Monday.
    week_start: u8,
    /// The days on which nobody works.
    day_rules: DayRules,
}

/// A task.
#[derive(Clone, Debug, PartialEq)]
struct GanttTask {
    label: LabelText,
    /// The section that it belongs to.
    section: Option<usize>,
    /// When it starts.
    start: i64,
    /// When it ends: the first moment after it.
    end: i64,
    /// What it is marked as.
    tags: TaskTags,
}

/// What a task is marked as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TaskTags {
    is_done: bool,
    is_active: bool,
    is_critical: bool,
    is_milestone: bool,
    is_marker: bool,
}

/// A line that marks a time.
#[derive(Clone, Debug, PartialEq)]
struct GanttMarker {
    label: LabelText,
    time: i64,
}

impl GanttTask {
    /// Returns the time of a milestone: the middle of its duration.
    fn middle(&self) -> i64 {
        self.start + (self.end - self.start) / 2
    }
}
