//! Says what a Gantt chart shows.

use super::super::describe::is_english;
use super::time_format::format_time;
use super::{DAY, GanttDiagram, GanttTask};

/// How many tasks are described.
const MAX_TASKS: usize = 100;

/// Returns a Gantt chart in words: the tasks with their dates.
pub(in crate::diagram) fn describe_gantt(chart: &GanttDiagram, lang: &str) -> String {
    let is_english = is_english(lang);
    let times = WrittenTimes::new(chart, is_english);
    let mut sentences = Vec::new();
    if is_english {
        sentences.push("Gantt chart.".to_owned());
    }
    let mut section = None;
    for task in chart.tasks.iter().take(MAX_TASKS) {
        if task.section != section {
            section = task.section;
            let name = section.map(|section| chart.sections[section].to_single_line());
            sentences.extend(name.filter(|name| !name.is_empty()).map(|name| format!("{name}:")));
        }
        sentences.push(times.describe_task(task));
    }
    if let Some(more) = chart.tasks.len().checked_sub(MAX_TASKS).filter(|more| *more > 0) {
        sentences.push(if is_english { format!("{more} more tasks.") } else { format!("+{more}") });
    }
    for marker in &chart.markers {
        let label = marker.label.to_single_line();
        sentences.push(format!("{label}: {}.", times.write(marker.time)));
    }
    sentences.join(" ")
}

/// How times are written.
struct WrittenTimes {
    format: &'static str,
    /// Whether all times are starts of days, so that the last day of a task is written.
    has_days: bool,
    is_english: bool,
}

impl WrittenTimes {
    fn new(chart: &GanttDiagram, is_english: bool) -> Self {
        let times = chart.tasks.iter().flat_map(|task| [task.start, task.end]);
        let has_days = times.clone().all(|time| time.rem_euclid(DAY) == 0);
        let is_one_day = times.clone().all(|time| (0..=DAY).contains(&time));
        let format = match (has_days, is_one_day, is_english) {
            (true, _, true) => "%-d %B %Y",
            (true, _, false) => "%Y-%m-%d",
            (false, true, _) => "%H:%M",
            (false, false, true) => "%-d %B %Y %H:%M",
            (false, false, false) => "%Y-%m-%d %H:%M",
        };
        Self { format, has_days, is_english }
    }

    fn write(&self, time: i64) -> String {
        format_time(time, self.format)
    }

    fn describe_task(&self, task: &GanttTask) -> String {
        let name = task.label.to_single_line();
        if task.tags.is_milestone {
            let time = self.write(task.middle());
            return match self.is_english {
                true => format!("{name}: milestone on {time}."),
                false => format!("{name}: {time}."),
            };
        }
        let last = if self.has_days { (task.end - DAY).max(task.start) } else { task.end };
        let (start, end) = (self.write(task.start), self.write(last));
        let dates = match (self.is_english, start == end) {
            (true, true) => format!("on {start}"),
            (false, true) => start,
            (true, false) => format!("from {start} to {end}"),
            (false, false) => format!("{start} – {end}"),
        };
        let marks = [
            (task.tags.is_done, "done"),
            (task.tags.is_active, "active"),
            (task.tags.is_critical, "critical"),
        ];
        let marks = marks.iter().filter(|(is_set, _)| *is_set && self.is_english);
        let marks: String = marks.map(|(_, word)| format!(", {word}")).collect();
        format!("{name}: {dates}{marks}.")
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::source::DiagramSource;
    use super::super::parse_gantt;
    use super::*;

    fn describe(text: &str, lang: &str) -> String {
        describe_gantt(&parse_gantt(&mut DiagramSource::read(text)).unwrap(), lang)
    }

    #[test]
    fn tasks_have_their_dates() {
        let text = "gantt\nsection Text\nWrite :done, crit, 2026-03-02, 5d\nMail : 1d\n\
            Printed : milestone, 2026-03-09, 0d";
        assert_eq!(
            describe(text, "en"),
            "Gantt chart. Text: Write: from 2 March 2026 to 6 March 2026, done, critical. Mail: on \
             7 March 2026. Printed: milestone on 9 March 2026."
        );
        assert_eq!(
            describe(text, "ar"),
            "Text: Write: 2026-03-02 – 2026-03-06. Mail: 2026-03-07. Printed: 2026-03-09."
        );
        let hours = "gantt\ndateFormat HH:mm\nTalk : 09:00, 45m";
        assert_eq!(describe(hours, "en"), "Gantt chart. Talk: from 09:00 to 09:45.");
    }
}
