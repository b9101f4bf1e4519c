//! Draws the time axis above a Gantt chart.

use super::super::describe::is_english;
use super::super::drawing::{
    ColourRole, DiagramLook, DiagramMark, LabelAlign, LabelLook, MeasureLabel,
};
use super::super::label::LabelText;
use super::super::marks::{label, line};
use super::GanttDiagram;
use super::ticks::{AxisRange, AxisTicks, TickLabel, choose_ticks, list_boundaries};
use super::time_format::format_time;
use crate::geometry::{Point, Rect};

/// The style of ticks, and of the months or years above them.
const TICK_STYLE: LabelLook = LabelLook { size: 0.9, is_bold: false, is_muted: true };
const UNIT_STYLE: LabelLook = LabelLook { size: 0.9, is_bold: true, is_muted: false };
/// The height of a row of labels.
const ROW_HEIGHT: f32 = 1.3;
/// Space between labels.
const LABEL_GAP: f32 = 0.7;

/// The time axis.
pub(super) struct TimeAxis {
    range: AxisRange,
    /// The left edge and the width.
    left: f32,
    width: f32,
    ticks: AxisTicks,
    /// The days, months or years above the ticks.
    boundaries: Vec<i64>,
    format: String,
    /// The formats of the names of units, the longest first.
    unit_formats: [&'static str; 3],
}

impl TimeAxis {
    /// Chooses the ticks of an axis.
    pub(super) fn new(
        chart: &GanttDiagram,
        measurer: &mut dyn MeasureLabel,
        left: f32,
        width: f32,
        lang: &str,
    ) -> Self {
        let range = AxisRange::of(chart);
        let is_english = is_english(lang);
        let format_of = |label: TickLabel| match (&chart.axis_format, label) {
            (Some(format), _) => format.as_str(),
            (None, TickLabel::Time) => "%H:%M",
            (None, TickLabel::Day) => "%-d",
            (None, TickLabel::Month) if is_english => "%b",
            (None, TickLabel::Month) => "%-m",
            (None, TickLabel::Year) => "%Y",
        };
        let kinds = [TickLabel::Time, TickLabel::Day, TickLabel::Month, TickLabel::Year];
        let rooms = kinds.map(|kind| {
            // The end of a year has the widest numbers.
            let sample = format_time(range.end.max(30 * super::DAY), format_of(kind));
            let size = measurer.measure_label(&LabelText::plain(sample), 40.0, TICK_STYLE);
            (kind, (size.width.max(0.9) + LABEL_GAP) / width)
        });
        let room_of = |kind: TickLabel| {
            rooms.iter().find(|(found, _)| *found == kind).map_or(1.0, |(_, room)| *room)
        };
        let ticks = choose_ticks(range, chart, room_of);
        let is_one_day = range.end <= super::DAY && range.start >= 0;
        let boundaries = match chart.axis_format.is_some() || is_one_day {
            true => Vec::new(),
            false => list_boundaries(range, ticks.label),
        };
        let unit_formats = match (ticks.label, is_english) {
            (TickLabel::Time, true) => ["%-d %B %Y", "%-d %b %Y", "%-d %b"],
            (TickLabel::Time, false) => ["%Y-%m-%d", "%Y-%m-%d", "%m-%d"],
            (TickLabel::Day, true) => ["%B %Y", "%b %Y", "%b"],
            (TickLabel::Day, false) => ["%Y-%m"; 3],
            (TickLabel::Month | TickLabel::Year, _) => ["%Y"; 3],
        };
        let format = format_of(ticks.label).to_owned();
        Self { range, left, width, ticks, boundaries, format, unit_formats }
    }

    /// Returns the place of a time.
    pub(super) fn x_of(&self, time: i64) -> f32 {
        let part = (time - self.range.start) as f64 / self.range.length() as f64;
        self.left + self.width * part as f32
    }

    /// Returns the times that the axis covers.
    pub(super) fn range(&self) -> AxisRange {
        self.range
    }

    /// Returns the height of the labels.
    pub(super) fn height(&self) -> f32 {
        if self.boundaries.is_empty() { ROW_HEIGHT } else { 2.0 * ROW_HEIGHT }
    }

    /// Draws lines at the ticks from `top` to `bottom`.
    pub(super) fn draw_guides(&self, top: f32, bottom: f32) -> Vec<DiagramMark> {
        let guides = self.ticks.times.iter().map(|time| {
            let x = self.x_of(*time);
            let look = DiagramLook::of_role(ColourRole::Guide);
            line(Point::new(x, top), Point::new(x, bottom), look)
        });
        guides.collect()
    }

    /// Draws the labels; those that would overlap are left out.
    pub(super) fn draw_labels(
        &self,
        measurer: &mut dyn MeasureLabel,
        top: f32,
    ) -> Vec<DiagramMark> {
        let mut marks = Vec::new();
        if !self.boundaries.is_empty() {
            marks.extend(self.draw_units(measurer, top));
        }
        let top = top + self.height() - ROW_HEIGHT;
        let mut free = f32::NEG_INFINITY;
        for time in &self.ticks.times {
            let text = LabelText::plain(format_time(*time, &self.format));
            let size = measurer.measure_label(&text, 40.0, TICK_STYLE);
            let x = self.x_of(*time) - size.width / 2.0;
            if x >= free && !text.is_empty() {
                let rect = Rect::new(x, top, size.width, size.height);
                marks.push(DiagramMark::Label(label(&text, rect, LabelAlign::Centre, TICK_STYLE)));
                free = x + size.width + LABEL_GAP * 0.5;
            }
        }
        marks
    }

    /// Draws the names of days, months or years above the ticks, short where there is little room.
    /// The last one may reach beyond the axis: its ticks would seem to be those of the one before.
    fn draw_units(&self, measurer: &mut dyn MeasureLabel, top: f32) -> Vec<DiagramMark> {
        let mut marks = Vec::new();
        let ends = self.boundaries.iter().skip(1).map(|time| self.x_of(*time));
        let ends = ends.chain([self.left + self.width + 1.0]);
        let last = self.boundaries.len() - 1;
        for (index, (time, end)) in self.boundaries.iter().zip(ends).enumerate() {
            // The first tick is centred at its time.
            let x = self.x_of(*time) - 0.3;
            for (number, format) in self.unit_formats.into_iter().enumerate() {
                let text = LabelText::plain(format_time(*time, format));
                let size = measurer.measure_label(&text, 40.0, UNIT_STYLE);
                let is_free = x + size.width + LABEL_GAP * 0.5 <= end || last == 0;
                let is_shortest = number + 1 == self.unit_formats.len();
                if is_free || is_shortest && index == last {
                    let rect = Rect::new(x, top, size.width, size.height);
                    let label = label(&text, rect, LabelAlign::Start, UNIT_STYLE);
                    marks.push(DiagramMark::Label(label));
                    break;
                }
            }
        }
        marks
    }
}
