use super::super::DAY;
use super::super::settings::{TickInterval, TickUnit};
use super::*;
use crate::calendar::CivilDate;

fn read(text: &str) -> (Option<GanttDiagram>, DiagramSource<'_>) {
    let mut source = DiagramSource::read(text);
    let chart = parse_gantt(&mut source);
    for issue in &source.issues {
        assert!(text.get(issue.range.clone()).is_some(), "{issue:?}");
    }
    (chart, source)
}

/// Returns the names, first days and days of all tasks; days are those of March 2026.
fn read_days(text: &str) -> Vec<(String, i64, f64)> {
    let text = format!("gantt\n{text}");
    let (chart, source) = read(&text);
    assert_eq!(source.issues, [], "{text}");
    let march = CivilDate::new(2026, 3, 1).unwrap().to_days();
    let tasks = chart.unwrap().tasks.into_iter();
    tasks
        .map(|task| {
            let length = (task.end - task.start) as f64 / DAY as f64;
            (task.label.content, task.start.div_euclid(DAY) - march + 1, length)
        })
        .collect()
}

fn read_error(text: &str) -> String {
    let text = format!("gantt\n{text}");
    let (_, source) = read(&text);
    assert_eq!(source.issues.len(), 1, "{:?}", source.issues);
    format!("{}: {}", source.issues[0].message, &text[source.issues[0].range.clone()])
}

fn task(name: &str, start: i64, days: f64) -> (String, i64, f64) {
    (name.to_owned(), start, days)
}

#[test]
fn tasks_have_dates_durations_and_other_tasks() {
    let found = read_days(
        "A :a, 2026-03-02, 3d\nB : 2d\nC : after a c2, 1w\nD : c2, 2026-03-03, 2026-03-10\n\
            E : 2026-03-01, until a\nF : after c2, 12h",
    );
    let expected = [
        task("A", 2, 3.0),
        task("B", 5, 2.0),
        task("C", 10, 7.0),
        task("D", 3, 7.0),
        task("E", 1, 1.0),
        task("F", 10, 0.5),
    ];
    assert_eq!(found, expected);
}

#[test]
fn weekends_and_holidays_are_not_worked() {
    let found = read_days(
        "excludes weekends, 2026-03-09\nincludes 2026-03-14\nA : 2026-03-05, 3d\nB : 2d\n\
         C : 2026-03-12, 3d",
    );
    assert_eq!(found, [task("A", 5, 6.0), task("B", 11, 2.0), task("C", 12, 3.0)]);
    let friday = read_days("weekend friday\nexcludes weekends\nA : 2026-03-05, 2d");
    assert_eq!(friday, [task("A", 5, 4.0)]);
}

#[test]
fn ends_can_be_inclusive() {
    let found = read_days("inclusiveEndDates\ndateFormat DD.MM.YYYY\nA : 02.03.2026, 04.03.2026");
    assert_eq!(found, [task("A", 2, 3.0)]);
}

#[test]
fn settings_and_marks_are_read() {
    let (chart, source) = read(
        "gantt\ntitle: Plan\naxisFormat %d.%m.\ntickInterval 2week\nweekday sunday\n\
         todayMarker off\nsection One\nA :done, crit, a1, 2026-03-01, 1d\n\
         M : milestone, after a1, 0d\nsection Two\nV : vert, v1, 2026-03-03, 0d\n\
         W : active, 2d",
    );
    assert_eq!(source.issues, []);
    assert_eq!(source.title.as_deref(), Some("Plan"));
    let chart = chart.unwrap();
    assert_eq!(chart.sections.len(), 2);
    assert_eq!(chart.tick_interval, Some(TickInterval { count: 2, unit: TickUnit::Weeks }));
    assert_eq!(chart.week_start, 6);
    assert_eq!(chart.axis_format.as_deref(), Some("%d.%m."));
    assert!(chart.tasks[0].tags.is_done && chart.tasks[0].tags.is_critical);
    assert!(chart.tasks[1].tags.is_milestone);
    assert_eq!(chart.markers.len(), 1);
    assert_eq!(chart.tasks[2].section, Some(1));
    assert_eq!(chart.tasks[2].start, chart.tasks[1].end);
}

#[test]
fn errors_say_what_and_where() {
    assert_eq!(read_error("A : 3d"), "the first task has no start: A : 3d");
    assert_eq!(read_error("A : 1.3.2026, 3d"), "`1.3.2026` is not a date: 1.3.2026");
    assert_eq!(read_error("A : 99999-01-01, 3d"), "`99999-01-01` is not a date: 99999-01-01");
    assert_eq!(read_error("A : 2026-02-29, 3d"), "`2026-02-29` is not a date: 2026-02-29");
    assert_eq!(
        read_error("A : 2026-03-01, 1000000000000000000d"),
        "the task is too long to draw: 1000000000000000000d"
    );
    assert_eq!(
        read_error("A : 2026-03-01, 2026-02-01"),
        "the task ends before it starts: 2026-02-01"
    );
    assert_eq!(
        read_error("A :text, 2026-03-01, 1d\nB : after txt, 1d"),
        "there is no task with the id `txt`: txt"
    );
    assert_eq!(
        read_error("A :a, after b, 1d\nB :b, after a, 1d"),
        "the task waits for itself, through the tasks that it is written after: A :a, after b, 1d"
    );
    assert_eq!(read_error("A :a, 2026-03-01, 1d\nB :a, 1d, 1d"), "two tasks are called `a`: a");
    assert_eq!(read_error("hello"), "`hello` is not a task: hello");
    assert_eq!(read_error("A :done"), "the dates of the task cannot be read: A :done");
    assert_eq!(read_error("axisFormat %Y %k"), "`%k` is not a part of a date: %k");
    assert_eq!(read_error("tickInterval often"), "`often` is not a distance of ticks: often");
    assert_eq!(read_error("weekday mo"), "`mo` is not a day of the week: mo");
    assert_eq!(read_error("excludes easter\nA : 2026-03-01, 1d"), "`easter` is not a day: easter");
    assert_eq!(
        read_error("todayMarker stroke:red\nA : 2026-03-01, 1d"),
        "a slide does not know which day is today: todayMarker stroke:red"
    );
    assert_eq!(
        read_error(
            "excludes monday tuesday wednesday thursday friday weekends\nA : 2026-03-01, 1d"
        ),
        "no day is left on which people work: weekends"
    );
    assert_eq!(read_error(""), "the Gantt chart has no tasks: gantt");
}

#[test]
fn large_charts_are_refused() {
    let many = "A : 2026-03-01, 1d\n".repeat(4_000);
    assert!(read_error(&many).starts_with("more than 300 tasks"));
    let long = format!("excludes weekends\n{}", "A : 2026-03-01, 7000y\n".repeat(200));
    assert!(read_error(&long).starts_with("the task is too long"));
}
