//! Arranges timelines.

use super::super::drawing::{
    ArrangeOptions, ColourRole, DiagramLook, DiagramMark, Drawing, EdgeEnd, LabelAlign, LabelLook,
    MeasureLabel, ShapeKind, StrokeStyle,
};
use super::super::marks::{draw_at_origin, label, line, shape};
use super::TimelineDiagram;
use super::columns::arrange_columns;
use crate::geometry::{Point, Rect, Size};

/// The diameter of the dots on the axis.
pub(super) const DOT: f32 = 0.65;
/// Space between events.
pub(super) const EVENT_GAP: f32 = 0.4;
/// The style of events, periods and sections.
pub(super) const EVENT_STYLE: LabelLook = LabelLook { size: 0.9, ..NORMAL };
pub(super) const PERIOD_STYLE: LabelLook = LabelLook::HEADING;
pub(super) const SECTION_STYLE: LabelLook = LabelLook { size: 0.9, is_muted: true, ..NORMAL };
const NORMAL: LabelLook = LabelLook { size: 1.0, is_bold: false, is_muted: false };

/// Arranges a timeline.
pub(in crate::diagram) fn arrange_timeline(
    timeline: &TimelineDiagram,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let marks = match timeline.is_vertical {
        true => arrange_rows(timeline, measurer, options),
        false => arrange_columns(timeline, measurer, options),
    };
    draw_at_origin(marks, 0.1)
}

/// Returns the look of the axis in a section.
pub(super) fn section_look(section: Option<usize>) -> DiagramLook {
    DiagramLook::of_role(ColourRole::Category(section.unwrap_or_default() as u8))
}

/// Returns the marks of a timeline from top to bottom: periods at the left of the axis, events at
/// the right.
fn arrange_rows(
    timeline: &TimelineDiagram,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Vec<DiagramMark> {
    /// Space between the axis and the texts beside it, and between periods.
    const AXIS_GAP: f32 = 0.9;
    const PERIOD_GAP: f32 = 0.7;
    let width = options.max_label_width;
    let periods: Vec<Size> = timeline
        .periods
        .iter()
        .map(|period| measurer.measure_label(&period.label, width, PERIOD_STYLE))
        .collect();
    let widest = periods.iter().map(|size| size.width).fold(0.0, f32::max);
    let axis = widest + AXIS_GAP;
    let event_width = (options.room.width - axis - AXIS_GAP).clamp(width, 40.0);
    let mut marks = Vec::new();
    let mut stops = Vec::new();
    let mut section = None;
    let mut y = 0.0;
    for (index, period) in timeline.periods.iter().enumerate() {
        if period.section != section {
            section = period.section;
            if let Some(found) = section {
                let text = &timeline.sections[found];
                let size = measurer.measure_label(text, event_width, SECTION_STYLE);
                let rect = Rect::new(axis + AXIS_GAP, y, size.width, size.height);
                marks.push(DiagramMark::Label(label(text, rect, LabelAlign::Start, SECTION_STYLE)));
                y += size.height + 0.4;
            }
        }
        let size = periods[index];
        let rect = Rect::new(widest - size.width, y, size.width, size.height);
        let name = label(&period.label, rect, LabelAlign::End, PERIOD_STYLE);
        let top = y;
        let mut texts = vec![DiagramMark::Label(name)];
        for event in &period.events {
            let size = measurer.measure_label(event, event_width, EVENT_STYLE);
            let rect = Rect::new(axis + AXIS_GAP, y, size.width, size.height);
            texts.push(DiagramMark::Label(label(event, rect, LabelAlign::Start, EVENT_STYLE)));
            y += size.height + EVENT_GAP * 0.6;
        }
        y = y.max(top + size.height) + PERIOD_GAP;
        let middle = top + size.height.min(1.4) / 2.0;
        stops.push((middle, section_look(section)));
        let dot = Rect::new(axis - DOT / 2.0, middle - DOT / 2.0, DOT, DOT);
        marks.push(shape(ShapeKind::Ellipse, dot, section_look(period.section)));
        marks.extend(texts);
    }
    let mut axis_marks = draw_axis(axis, &stops, y);
    axis_marks.append(&mut marks);
    axis_marks
}

/// Draws the axis from stop to stop, each part in its look, to an arrow at `bottom`.
fn draw_axis(x: f32, stops: &[(f32, DiagramLook)], bottom: f32) -> Vec<DiagramMark> {
    let ends = stops.iter().skip(1).map(|(y, _)| *y).chain([bottom]);
    let parts = stops.iter().zip(ends).enumerate().map(|(index, ((top, look), end))| {
        let look = DiagramLook { stroke_style: StrokeStyle::Thick, ..look.clone() };
        let mut part = line(Point::new(x, *top), Point::new(x, end), look);
        if let DiagramMark::Line(found) = &mut part
            && index + 1 == stops.len()
        {
            found.end = EdgeEnd::Arrow;
        }
        part
    });
    parts.collect()
}
