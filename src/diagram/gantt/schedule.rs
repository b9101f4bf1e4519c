//! When tasks start and end.

use std::collections::HashMap;

use super::super::issue::DiagramIssue;
use super::super::source::SourceLine;
use super::date_format::parse_date;
use super::day_rules::DayRules;
use super::duration::TaskDuration;
use super::parse::WrittenTask;
use super::settings::GanttSettings;
use super::{DAY, GanttTask, MAX_TIME};
use crate::diagnostic::find_nearest;

/// How many days are looked at, of all tasks, for whether people work.
const MAX_DAYS: usize = 1_000_000;

/// The tasks with their times.
pub(super) struct GanttSchedule {
    pub(super) tasks: Vec<GanttTask>,
    pub(super) rules: DayRules,
}

/// The times of a task.
#[derive(Clone, Copy)]
struct TaskTimes {
    start: i64,
    /// When the bar ends.
    end: i64,
    /// When what follows can start.
    next: i64,
}

impl GanttSchedule {
    /// Finds out when the tasks start and end. They may wait for tasks that are written later.
    pub(super) fn plan(
        written: &[WrittenTask<'_>],
        settings: &GanttSettings<'_>,
        rules: DayRules,
    ) -> Result<Self, DiagramIssue> {
        let mut planner = Planner {
            written,
            settings,
            rules: &rules,
            positions: find_positions(written)?,
            times: vec![None; written.len()],
            budget: MAX_DAYS,
        };
        planner.plan_all()?;
        let tasks = written
            .iter()
            .zip(&planner.times)
            .filter_map(|(task, times)| {
                let times = (*times)?;
                Some(GanttTask {
                    label: task.label.clone(),
                    section: task.section,
                    start: times.start,
                    end: times.end,
                    tags: task.tags,
                })
            })
            .collect();
        Ok(Self { tasks, rules })
    }
}

fn find_positions<'t>(
    written: &[WrittenTask<'t>],
) -> Result<HashMap<&'t str, usize>, DiagramIssue> {
    let mut positions = HashMap::new();
    for (position, task) in written.iter().enumerate() {
        if let Some(id) = task.id
            && positions.insert(id.text, position).is_some()
        {
            let message = format!("two tasks are called `{}`", id.excerpt());
            return Err(id.syntax_error(message, "give one of them another id"));
        }
    }
    Ok(positions)
}

struct Planner<'p, 't> {
    written: &'p [WrittenTask<'t>],
    settings: &'p GanttSettings<'t>,
    rules: &'p DayRules,
    positions: HashMap<&'t str, usize>,
    times: Vec<Option<TaskTimes>>,
    budget: usize,
}

impl<'t> Planner<'_, 't> {
    fn plan_all(&mut self) -> Result<(), DiagramIssue> {
        loop {
            let mut is_waiting = None;
            let mut has_progress = false;
            for position in 0..self.written.len() {
                if self.times[position].is_none() {
                    self.times[position] = self.plan_task(position)?;
                    match self.times[position] {
                        Some(_) => has_progress = true,
                        None => is_waiting = is_waiting.or(Some(position)),
                    }
                }
            }
            match is_waiting {
                None => return Ok(()),
                Some(_) if has_progress => {}
                Some(position) => {
                    return Err(self.written[position].line.syntax_error(
                        "the task waits for itself, through the tasks that it is written after",
                        "give one of these tasks a date",
                    ));
                }
            }
        }
    }

    /// Returns the times of a task; `None` if they depend on tasks whose times are not known yet.
    fn plan_task(&mut self, position: usize) -> Result<Option<TaskTimes>, DiagramIssue> {
        let task = &self.written[position];
        let start = match task.start {
            Some(start) => self.find_start(start)?,
            None => self.find_previous_end(position)?,
        };
        let Some(start) = start else { return Ok(None) };
        let Some((end, is_fixed)) = self.find_end(task.end, start)? else { return Ok(None) };
        if end < start {
            let help = "write an end after the start, or a duration such as `5d`";
            return Err(task.end.syntax_error("the task ends before it starts", help));
        }
        if is_fixed {
            return Ok(Some(TaskTimes { start, end, next: end }));
        }
        let extended = self.rules.extend(start, end, &mut self.budget);
        let extended = extended.filter(|extended| extended.end < MAX_TIME);
        extended
            .map(|extended| Some(TaskTimes { start, end: extended.work_end, next: extended.end }))
            .ok_or_else(|| too_long(task.end))
    }

    fn find_previous_end(&self, position: usize) -> Result<Option<i64>, DiagramIssue> {
        let previous = (0..position).rfind(|earlier| !self.written[*earlier].tags.is_marker);
        match previous {
            Some(previous) => Ok(self.times[previous].map(|times| times.next)),
            None => Err(self.written[position].line.syntax_error(
                "the first task has no start",
                "write a date before its duration: `Write the text : 2026-03-01, 5d`",
            )),
        }
    }

    fn find_start(&self, start: SourceLine<'t>) -> Result<Option<i64>, DiagramIssue> {
        match start.after_keyword("after") {
            Some(ids) => self.find_limit(ids, |times| times.next, Ord::max),
            None => self.read_date(start).map(Some),
        }
    }

    /// Returns the end of a task, and whether it is fixed and not the result of a duration.
    fn find_end(
        &self,
        end: SourceLine<'t>,
        start: i64,
    ) -> Result<Option<(i64, bool)>, DiagramIssue> {
        if let Some(ids) = end.after_keyword("until") {
            let limit = self.find_limit(ids, |times| times.start, Ord::min)?;
            return Ok(limit.map(|limit| (limit, true)));
        }
        if let Some(time) = parse_date(end.text, self.settings.date_format()) {
            let inclusive = if self.settings.has_inclusive_ends { DAY } else { 0 };
            return Ok(Some((time + inclusive, true)));
        }
        match TaskDuration::parse(end.text) {
            Some(duration) => {
                duration.after(start).map(|end| Some((end, false))).ok_or_else(|| too_long(end))
            }
            None => self.read_date(end).map(|time| Some((time, true))),
        }
    }

    /// Returns the latest or earliest time of the tasks with these ids.
    fn find_limit(
        &self,
        ids: SourceLine<'t>,
        time_of: impl Fn(TaskTimes) -> i64,
        choose: impl Fn(i64, i64) -> i64,
    ) -> Result<Option<i64>, DiagramIssue> {
        let mut limit = None;
        for word in ids.text.split_whitespace() {
            let Some(position) = self.positions.get(word) else {
                let help = match find_nearest(word, self.positions.keys().copied()) {
                    Some(nearest) => format!("write `{nearest}`"),
                    None => format!("give a task the id: `Name : {word}, 2026-03-01, 5d`"),
                };
                let message =
                    format!("there is no task with the id `{}`", ids.part(word).excerpt());
                return Err(ids.part(word).syntax_error(message, help));
            };
            let Some(times) = self.times[*position] else { return Ok(None) };
            let time = time_of(times);
            limit = Some(limit.map_or(time, |limit| choose(limit, time)));
        }
        limit.map(Some).ok_or_else(|| {
            ids.syntax_error("the task names no other task", "write an id: `after text`")
        })
    }

    fn read_date(&self, date: SourceLine<'_>) -> Result<i64, DiagramIssue> {
        let format = self.settings.date_format();
        parse_date(date.text, format).ok_or_else(|| {
            let message = match date.is_empty() {
                true => "the task has no date here".to_owned(),
                false => format!("`{}` is not a date", date.excerpt()),
            };
            let help = format!("write it in the format `{format}`, or change `dateFormat`");
            date.syntax_error(message, help)
        })
    }
}

fn too_long(end: SourceLine<'_>) -> DiagramIssue {
    end.too_large("the task is too long to draw", "write a shorter duration")
}
