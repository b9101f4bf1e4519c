//! Reads the text of Gantt charts.
//!
//! Mermaid's syntax: <https://mermaid.js.org/syntax/gantt.html>.

use super::super::issue::DiagramIssue;
use super::super::label::LabelText;
use super::super::source::{DiagramSource, SourceLine};
use super::schedule::GanttSchedule;
use super::settings::GanttSettings;
use super::{GanttDiagram, GanttMarker, TaskTags};

/// The most tasks of a Gantt chart. Many fewer fit on a slide.
const MAX_TASKS: usize = 300;

/// A task as it was written.
pub(super) struct WrittenTask<'t> {
    /// The whole line.
    pub(super) line: SourceLine<'t>,
    pub(super) label: LabelText,
    pub(super) section: Option<usize>,
    pub(super) tags: TaskTags,
    pub(super) id: Option<SourceLine<'t>>,
    /// When it starts; `None` for the end of the task before it.
    pub(super) start: Option<SourceLine<'t>>,
    /// When it ends or how long it is.
    pub(super) end: SourceLine<'t>,
}

/// Reads a Gantt chart.
pub(in crate::diagram) fn parse_gantt(source: &mut DiagramSource<'_>) -> Option<GanttDiagram> {
    let mut settings = GanttSettings::default();
    let mut sections = Vec::new();
    let mut written = Vec::new();
    source.read_body(|line, issues| {
        if let Some(section) =
            line.after_keyword("section").filter(|rest| !rest.text.starts_with(':'))
        {
            sections.push(section.label());
            return Ok(());
        }
        if settings.read_line(line, issues)? {
            return Ok(());
        }
        if written.len() >= MAX_TASKS {
            let message = format!("more than {MAX_TASKS} tasks in a Gantt chart");
            return Err(line.too_large(message, "divide the chart into several"));
        }
        written.push(read_task(line, sections.len().checked_sub(1))?);
        Ok(())
    });
    if let Some(title) = settings.title {
        source.set_title(title);
    }
    if !source.issues.iter().all(DiagramIssue::is_warning) {
        return None;
    }
    let schedule =
        settings.day_rules().and_then(|rules| GanttSchedule::plan(&written, &settings, rules));
    let GanttSchedule { tasks, rules } = match schedule {
        Ok(schedule) => schedule,
        Err(issue) => {
            source.issues.push(issue);
            return None;
        }
    };
    if tasks.is_empty() {
        let line = source.lines.first()?;
        let help = "add tasks: `Write the text : 2026-03-01, 5d`";
        source.issues.push(line.syntax_error("the Gantt chart has no tasks", help));
        return None;
    }
    let (markers, tasks) = tasks.into_iter().partition::<Vec<_>, _>(|task| task.tags.is_marker);
    let markers = markers
        .into_iter()
        .map(|task| GanttMarker { time: task.start, label: task.label })
        .collect();
    Some(GanttDiagram {
        sections,
        tasks,
        markers,
        axis_format: settings.axis_format,
        tick_interval: settings.tick_interval,
        week_start: settings.week_start,
        day_rules: rules,
    })
}

/// Reads `Write the text :crit, done, text, 2026-03-01, 5d`.
fn read_task(
    line: SourceLine<'_>,
    section: Option<usize>,
) -> Result<WrittenTask<'_>, DiagramIssue> {
    let help = "write a name and a duration, with a start if it is not the end of the task before: \
                `Write the text : 2026-03-01, 5d`";
    let (name, data) = line
        .split_once(":")
        .ok_or_else(|| line.syntax_error(format!("`{}` is not a task", line.excerpt()), help))?;
    let mut tags = TaskTags::default();
    let mut parts: Vec<_> = data.split(',').collect();
    while let Some(tag) = parts.first().and_then(|part| find_tag(part.text, &mut tags)) {
        *tag = true;
        parts.remove(0);
    }
    let (id, start, end) = match parts[..] {
        [end] if !end.is_empty() => (None, None, end),
        [start, end] => (None, Some(start), end),
        [id, start, end] => (Some(id).filter(|id| !id.is_empty()), Some(start), end),
        _ => return Err(line.syntax_error("the dates of the task cannot be read", help)),
    };
    Ok(WrittenTask { line, label: name.label(), section, tags, id, start, end })
}

fn find_tag<'a>(name: &str, tags: &'a mut TaskTags) -> Option<&'a mut bool> {
    match name {
        "done" => Some(&mut tags.is_done),
        "active" => Some(&mut tags.is_active),
        "crit" => Some(&mut tags.is_critical),
        "milestone" => Some(&mut tags.is_milestone),
        "vert" => Some(&mut tags.is_marker),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
