//! Arranges timelines from left to right: periods side by side, in one or more rows.

use std::ops::Range;

use super::super::drawing::{
    ArrangeOptions, ColourRole, DiagramLook, DiagramMark, EdgeEnd, LabelAlign, LabelLook,
    MeasureLabel, ShapeKind, StrokeStyle,
};
use super::super::label::LabelText;
use super::super::marks::{label, line, shape};
use super::TimelineDiagram;
use super::arrange::{DOT, EVENT_GAP, EVENT_STYLE, PERIOD_STYLE, SECTION_STYLE, section_look};
use crate::geometry::{Point, Rect, Size};

/// Space between the texts of neighbours, and between a stem and its text.
const COLUMN_GAP: f32 = 1.1;
const STEM_GAP: f32 = 0.45;
/// Space between rows.
const ROW_GAP: f32 = 1.2;
/// The most rows.
const MAX_ROWS: usize = 8;
/// The narrowest column.
const MIN_COLUMN: f32 = 3.5;

/// The sizes of the texts at a width of columns.
struct ColumnSizes {
    width: f32,
    sections: Vec<Size>,
    periods: Vec<Size>,
    events: Vec<Vec<Size>>,
}

impl ColumnSizes {
    fn measure(
        timeline: &TimelineDiagram,
        measurer: &mut dyn MeasureLabel,
        text_width: f32,
    ) -> Self {
        let mut widest = MIN_COLUMN;
        let mut measure = |text: &LabelText, style: LabelLook| {
            let size = measurer.measure_label(text, text_width, style);
            widest = widest.max(size.width);
            size
        };
        let periods = timeline.periods.iter();
        let periods = periods.map(|period| measure(&period.label, PERIOD_STYLE)).collect();
        let events = timeline
            .periods
            .iter()
            .map(|period| period.events.iter().map(|event| measure(event, EVENT_STYLE)).collect());
        let events = events.collect();
        let sections =
            timeline.sections.iter().map(|section| measure(section, SECTION_STYLE)).collect();
        Self { width: widest + STEM_GAP + COLUMN_GAP, sections, periods, events }
    }

    /// Returns the heights of the parts of a row.
    fn row(&self, timeline: &TimelineDiagram, range: Range<usize>) -> TimelineRow {
        let sections = range.clone().filter_map(|index| timeline.periods[index].section);
        let section = sections.map(|section| self.sections[section].height).fold(0.0, f32::max);
        let period = range.clone().map(|index| self.periods[index].height).fold(0.0, f32::max);
        let events = range.clone().map(|index| events_height(&self.events[index]));
        let events = events.fold(0.0, f32::max);
        let section = if section > 0.0 { section + 0.5 } else { 0.0 };
        TimelineRow { range, section, period: period + 0.35, events: events + 0.5 + DOT }
    }

    fn rows(&self, timeline: &TimelineDiagram, per_row: usize) -> Vec<TimelineRow> {
        let count = timeline.periods.len();
        (0..count)
            .step_by(per_row)
            .map(|start| self.row(timeline, start..(start + per_row).min(count)))
            .collect()
    }
}

/// The periods of a row, and the heights of its parts.
struct TimelineRow {
    range: Range<usize>,
    section: f32,
    period: f32,
    events: f32,
}

impl TimelineRow {
    fn height(&self) -> f32 {
        self.section + self.period + self.events
    }
}

fn events_height(events: &[Size]) -> f32 {
    events.iter().map(|size| size.height + EVENT_GAP).sum()
}

fn rows_height(rows: &[TimelineRow]) -> f32 {
    rows.iter().map(TimelineRow::height).sum::<f32>() + (rows.len() as f32 - 1.0) * ROW_GAP
}

/// Returns the marks of a timeline from left to right.
pub(super) fn arrange_columns(
    timeline: &TimelineDiagram,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Vec<DiagramMark> {
    let count = timeline.periods.len();
    let text_width = options.max_label_width.min(11.0);
    let sizes = ColumnSizes::measure(timeline, measurer, text_width);
    let mut best = (0.0, 1);
    for row_count in 1..=count.min(MAX_ROWS) {
        let per_row = count.div_ceil(row_count);
        let rows = sizes.rows(timeline, per_row);
        let width = per_row as f32 * sizes.width;
        let scale =
            (options.room.width / width).min(options.room.height / rows_height(&rows)).min(1.0);
        if scale > best.0 * 1.02 {
            best = (scale, per_row);
        }
    }
    let (scale, per_row) = best;
    // What is left of the room makes the columns wider.
    let widest = (options.room.width / scale.max(0.2) / per_row as f32).min(2.0 * sizes.width);
    let width = sizes.width.max(widest);
    let sizes = ColumnSizes {
        width,
        ..ColumnSizes::measure(timeline, measurer, width - STEM_GAP - COLUMN_GAP)
    };
    let rows = sizes.rows(timeline, per_row);
    let mut marks = Vec::new();
    let mut y = 0.0;
    for (number, row) in rows.iter().enumerate() {
        let is_last = number + 1 == rows.len();
        draw_row(timeline, &sizes, row, RowPlace { y, is_last, per_row }, &mut marks);
        y += row.height() + ROW_GAP;
    }
    marks
}

/// Where a row is.
struct RowPlace {
    y: f32,
    is_last: bool,
    per_row: usize,
}

fn draw_row(
    timeline: &TimelineDiagram,
    sizes: &ColumnSizes,
    row: &TimelineRow,
    place: RowPlace,
    marks: &mut Vec<DiagramMark>,
) {
    let axis = place.y + row.section + row.period;
    let x_of = |index: usize| (index - row.range.start) as f32 * sizes.width;
    let full = if place.is_last { row.range.len() } else { place.per_row };
    let end = full as f32 * sizes.width - COLUMN_GAP;
    let mut section = None;
    for index in row.range.clone() {
        let period = &timeline.periods[index];
        let x = x_of(index);
        let look = section_look(period.section);
        // The axis, up to the next period.
        let next = if index + 1 < row.range.end { x_of(index + 1) } else { end };
        let ends_here = index + 1 == row.range.end;
        let mut segment = line(
            Point::new(x, axis),
            Point::new(next, axis),
            DiagramLook { stroke_style: StrokeStyle::Thick, ..look.clone() },
        );
        if let DiagramMark::Line(found) = &mut segment
            && ends_here
            && place.is_last
        {
            found.end = EdgeEnd::Arrow;
        }
        marks.push(segment);
        if period.section != section || index == row.range.start {
            section = period.section;
            if let Some(found) = section {
                let size = sizes.sections[found];
                let rect = Rect::new(x, place.y, size.width, size.height);
                let text = &timeline.sections[found];
                marks.push(DiagramMark::Label(label(text, rect, LabelAlign::Start, SECTION_STYLE)));
            }
        }
        draw_period(timeline, sizes, index, Point::new(x, axis), marks);
    }
}

/// Draws a period: its name above the axis, its events below it beside a stem.
fn draw_period(
    timeline: &TimelineDiagram,
    sizes: &ColumnSizes,
    index: usize,
    at: Point,
    marks: &mut Vec<DiagramMark>,
) {
    let period = &timeline.periods[index];
    let events = &sizes.events[index];
    if !events.is_empty() {
        let bottom = at.y + DOT / 2.0 + 0.3 + events_height(events) - EVENT_GAP;
        let look = DiagramLook::of_role(ColourRole::Guide);
        marks.push(line(at, Point::new(at.x, bottom), look));
    }
    let dot = Rect::new(at.x - DOT / 2.0, at.y - DOT / 2.0, DOT, DOT);
    marks.push(shape(ShapeKind::Ellipse, dot, section_look(period.section)));
    let size = sizes.periods[index];
    let rect = Rect::new(at.x - DOT / 2.0, at.y - 0.35 - size.height, size.width, size.height);
    marks.push(DiagramMark::Label(label(&period.label, rect, LabelAlign::Start, PERIOD_STYLE)));
    let mut y = at.y + DOT / 2.0 + 0.3;
    for (event, size) in period.events.iter().zip(events) {
        let rect = Rect::new(at.x + STEM_GAP, y, size.width, size.height);
        marks.push(DiagramMark::Label(label(event, rect, LabelAlign::Start, EVENT_STYLE)));
        y += size.height + EVENT_GAP;
    }
}
