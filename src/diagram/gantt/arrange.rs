//! Arranges Gantt charts: the names of tasks at the left, their bars below a time axis.

use super::super::drawing::{
    ArrangeOptions, ColourRole, DiagramLook, DiagramMark, Drawing, LabelAlign, LabelLook,
    MeasureLabel, ShapeKind, StrokeStyle,
};
use super::super::marks::{draw_at_origin, label, line, polyline, shape};
use super::axis::TimeAxis;
use super::{DAY, GanttDiagram, GanttTask};
use crate::geometry::{Point, Rect, Size};

const NAME_STYLE: LabelLook = LabelLook { size: 0.9, is_bold: false, is_muted: false };
const SECTION_STYLE: LabelLook = LabelLook { size: 0.9, is_bold: true, is_muted: false };
/// The height of a bar, and of the space between rows.
const BAR_HEIGHT: f32 = 0.9;
const ROW_GAP: f32 = 0.6;
/// The shortest bar.
const MIN_BAR: f32 = 0.2;
/// Space between the names and the bars.
const NAME_GAP: f32 = 1.0;
/// The height of an axis with two rows of labels.
const AXIS_HEIGHT: f32 = 3.0;
/// The narrowest axis.
const MIN_AXIS: f32 = 14.0;
/// Days are shaded if they are at least this wide.
const MIN_SHADED_DAY: f32 = 0.18;

/// A row of a Gantt chart.
struct GanttRow {
    content: RowContent,
    top: f32,
    height: f32,
    /// The size of the name.
    size: Size,
}

#[derive(Clone, Copy)]
enum RowContent {
    Section(usize),
    Task(usize),
}

/// Arranges a Gantt chart.
pub(in crate::diagram) fn arrange_gantt(
    chart: &GanttDiagram,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let name_width = options.max_label_width;
    let mut rows = Vec::new();
    let mut bottom = 0.0;
    for gaps in [1.0, 0.7, 0.4].map(|gaps| options.gaps.min(gaps)) {
        rows = arrange_rows(chart, measurer, name_width, gaps);
        bottom = rows.last().map_or(0.0, |row| row.top + row.height);
        if bottom + AXIS_HEIGHT <= options.room.height {
            break;
        }
    }
    let names = rows
        .iter()
        .filter(|row| matches!(row.content, RowContent::Task(_)))
        .map(|row| row.size.width)
        .fold(0.0, f32::max);
    let left = names + NAME_GAP;
    let total = options.room.width.max((bottom + AXIS_HEIGHT) * options.aspect_ratio);
    let width = (total - left - 1.0).max(MIN_AXIS);
    let axis = TimeAxis::new(chart, measurer, left, width, options.lang);

    let top = -axis.height() - 0.2;
    let mut marks = shade_excluded_days(chart, &axis, bottom);
    marks.extend(axis.draw_guides(-0.2, bottom));
    marks.extend(axis.draw_labels(measurer, top));
    for (index, row) in rows.iter().enumerate() {
        match row.content {
            RowContent::Section(section) => {
                let is_first = index == 0;
                marks.extend(draw_section(chart, section, row, left + width, is_first));
            }
            RowContent::Task(task) => {
                marks.extend(draw_task(chart, &chart.tasks[task], row, &axis))
            }
        }
    }
    marks.extend(draw_markers(chart, measurer, &axis, bottom));
    draw_at_origin(marks, 0.1)
}

fn arrange_rows(
    chart: &GanttDiagram,
    measurer: &mut dyn MeasureLabel,
    name_width: f32,
    gaps: f32,
) -> Vec<GanttRow> {
    let gap = ROW_GAP * gaps;
    let mut rows: Vec<GanttRow> = Vec::new();
    let mut y = 0.0;
    let mut section = None;
    for (index, task) in chart.tasks.iter().enumerate() {
        if task.section != section {
            section = task.section;
            if let Some(found) = section.filter(|found| !chart.sections[*found].is_empty()) {
                let size = measurer.measure_label(&chart.sections[found], 30.0, SECTION_STYLE);
                y += if rows.is_empty() { 0.0 } else { gap * 0.7 };
                let height = size.height + gap * 0.6;
                rows.push(GanttRow { content: RowContent::Section(found), top: y, height, size });
                y += height;
            }
        }
        let size = measurer.measure_label(&task.label, name_width, NAME_STYLE);
        let height = size.height.max(BAR_HEIGHT) + gap * 0.6;
        rows.push(GanttRow { content: RowContent::Task(index), top: y, height, size });
        y += height;
    }
    rows
}

/// Shades the days on which nobody works.
fn shade_excluded_days(chart: &GanttDiagram, axis: &TimeAxis, bottom: f32) -> Vec<DiagramMark> {
    let range = axis.range();
    let day_width = axis.x_of(range.start + DAY) - axis.x_of(range.start);
    if !chart.day_rules.has_excluded_days() || day_width < MIN_SHADED_DAY {
        return Vec::new();
    }
    let look = DiagramLook {
        stroke_style: StrokeStyle::None,
        ..DiagramLook::of_role(ColourRole::Group(1))
    };
    let mut marks = Vec::new();
    let mut shaded: Option<(i64, i64)> = None;
    let last = (range.end - 1).div_euclid(DAY);
    for day in range.start.div_euclid(DAY)..=last + 1 {
        if day <= last && chart.day_rules.is_excluded(day) {
            shaded = Some((shaded.map_or(day, |(first, _)| first), day + 1));
        } else if let Some((first, end)) = shaded.take() {
            let left = axis.x_of((first * DAY).max(range.start));
            let right = axis.x_of((end * DAY).min(range.end));
            let rect = Rect::new(left, 0.0, right - left, bottom);
            marks.push(shape(ShapeKind::Polygon(corners(rect)), rect, look.clone()));
        }
    }
    marks
}

fn corners(rect: Rect) -> Vec<Point> {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    [(left, top), (right, top), (right, bottom), (left, bottom)]
        .map(|(x, y)| Point::new(x, y))
        .to_vec()
}

/// Draws the name of a section, below a line across the chart.
fn draw_section(
    chart: &GanttDiagram,
    section: usize,
    row: &GanttRow,
    right: f32,
    is_first: bool,
) -> Vec<DiagramMark> {
    let mut marks = Vec::new();
    if !is_first {
        let y = row.top - 0.1;
        let look = DiagramLook::of_role(ColourRole::Guide);
        marks.push(line(Point::new(0.0, y), Point::new(right, y), look));
    }
    let rect = Rect::new(0.0, row.top + 0.1, row.size.width, row.size.height);
    let text = &chart.sections[section];
    marks.push(DiagramMark::Label(label(text, rect, LabelAlign::Start, SECTION_STYLE)));
    marks
}

/// Draws the name and the bar of a task.
fn draw_task(
    chart: &GanttDiagram,
    task: &GanttTask,
    row: &GanttRow,
    axis: &TimeAxis,
) -> Vec<DiagramMark> {
    let middle = row.top + row.height / 2.0;
    let rect = Rect::new(0.0, middle - row.size.height / 2.0, row.size.width, row.size.height);
    let name = DiagramMark::Label(label(&task.label, rect, LabelAlign::Start, NAME_STYLE));
    let look = task_look(chart, task);
    if task.tags.is_milestone {
        let x = axis.x_of(task.middle());
        let half = BAR_HEIGHT * 0.6;
        let rect = Rect::new(x - half, middle - half, 2.0 * half, 2.0 * half);
        return vec![name, shape(ShapeKind::Diamond, rect, look)];
    }
    let (left, right) = (axis.x_of(task.start), axis.x_of(task.end));
    let width = (right - left).max(MIN_BAR);
    let rect = Rect::new(left, middle - BAR_HEIGHT / 2.0, width, BAR_HEIGHT);
    let mut marks = vec![name, shape(ShapeKind::Polygon(corners(rect)), rect, look)];
    if task.tags.is_done && width > BAR_HEIGHT {
        marks.push(draw_check(rect));
    }
    marks
}

/// Returns the look of a task. Tasks differ in lightness and outline, not in hue alone.
fn task_look(chart: &GanttDiagram, task: &GanttTask) -> DiagramLook {
    let tags = task.tags;
    let has_states = chart.tasks.iter().any(|task| task.tags.is_done || task.tags.is_active);
    let role = match (tags.is_critical, tags.is_done, tags.is_active) {
        (true, ..) => ColourRole::Warning,
        (_, true, _) => ColourRole::Done,
        (_, _, true) => ColourRole::Primary,
        _ if has_states && !tags.is_milestone => ColourRole::Node,
        _ if tags.is_milestone => ColourRole::Solid,
        _ => ColourRole::Primary,
    };
    let stroke_style = if tags.is_critical { StrokeStyle::Thick } else { StrokeStyle::Solid };
    DiagramLook { stroke_style, ..DiagramLook::of_role(role) }
}

/// Draws a check mark at the end of a bar: done.
fn draw_check(bar: Rect) -> DiagramMark {
    let (x, y) = (bar.right() - 0.85, bar.y + bar.height / 2.0);
    let points = vec![
        Point::new(x, y + 0.02),
        Point::new(x + 0.2, y + 0.22),
        Point::new(x + 0.58, y - 0.22),
    ];
    polyline(points, DiagramLook::of_role(ColourRole::Line))
}

/// Draws the lines that mark a time, with their names below the chart, one below the other where
/// they would overlap.
fn draw_markers(
    chart: &GanttDiagram,
    measurer: &mut dyn MeasureLabel,
    axis: &TimeAxis,
    bottom: f32,
) -> Vec<DiagramMark> {
    let range = axis.range();
    let (first, last) = (axis.x_of(range.start), axis.x_of(range.end));
    let mut markers: Vec<_> = chart.markers.iter().collect();
    markers.sort_by_key(|marker| marker.time);
    let mut marks = Vec::new();
    // The right ends of the names in each row.
    let mut rows: Vec<f32> = Vec::new();
    for marker in markers {
        let x = axis.x_of(marker.time);
        let size = measurer.measure_label(&marker.label, 12.0, SECTION_STYLE);
        let left = (x - size.width / 2.0).min(last - size.width).max(first);
        let row = rows.iter().position(|end| *end + 0.5 <= left).unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(0.0);
        }
        rows[row] = left + size.width;
        let top = bottom + 0.3 + row as f32 * 1.3;
        let look = DiagramLook {
            stroke_style: StrokeStyle::Thick,
            ..DiagramLook::of_role(ColourRole::Accent)
        };
        marks.push(line(Point::new(x, -0.2), Point::new(x, top), look));
        let rect = Rect::new(left, top, size.width, size.height);
        marks.push(DiagramMark::Label(label(
            &marker.label,
            rect,
            LabelAlign::Centre,
            SECTION_STYLE,
        )));
    }
    marks
}
