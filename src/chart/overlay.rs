//! What is drawn above the marks of an upright chart: lines at values, and notes.

use super::arrange::Arranger;
use super::bars::BarSegment;
use super::canvas::{HAIRLINE, LINE_HEIGHT, LabelSetting, overlaps};
use super::drawing::{ChartColour, ChartOutline, ChartPart, ChartStroke, Dashes, LabelInk};
use super::model::{ChartNote, SeriesMark, Stacking};
use super::upright::UprightPlot;
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect, Size};

/// The width in which notes are broken, as a share of the width of the chart.
const NOTE_SHARE: f32 = 0.28;
const MIN_NOTE: f32 = 6.0;
/// The distances of a note from its point that are tried.
const DISTANCES: [f32; 7] = [0.9, 1.6, 2.6, 3.8, 5.2, 7.0, 9.0];

/// The radius of the dot on a line that a note is about.
const NOTE_DOT: f32 = 0.2;
/// Nearer to its point than this, the line to a note may meet the mark that it is about.
const LEADER_START: f32 = 0.3;

/// The width of lines at values.
const REFERENCE_WIDTH: f32 = 0.09;

/// A place for a label that is free of other labels.
#[derive(Clone, Copy)]
struct FreePlace {
    /// Its index among those that were tried.
    index: usize,
    rect: Rect,
    /// Whether marks are there.
    has_marks: bool,
}

impl Arranger<'_, '_> {
    /// Draws lines at values across a plot.
    pub(super) fn draw_reference_lines(&mut self, plot: Rect, height_of: impl Fn(f64) -> f32) {
        for reference in &self.chart.options.references {
            let y = height_of(reference.value);
            let points = vec![Point::new(plot.x, y), Point::new(plot.right(), y)];
            let (colour, dashes) = (ChartColour::Reference, Dashes::Short);
            let stroke = ChartStroke { points, colour, width: REFERENCE_WIDTH, dashes };
            self.canvas.stroke(stroke, ChartPart::default());
            self.obstacles.push(Rect::new(plot.x, y - 0.05, plot.width, 0.1));
        }
    }

    /// Whether a line at a value would strike a label through.
    pub(super) fn meets_reference(&self, rect: Rect, chart: &UprightPlot<'_>) -> bool {
        let mut lines = self.chart.options.references.iter();
        lines.any(|line| {
            let y = chart.height_of(line.value, false);
            y > rect.y && y < rect.bottom()
        })
    }

    /// Writes the words of lines at values above or below them.
    pub(super) fn draw_reference_labels(&mut self, plot: Rect, height_of: impl Fn(f64) -> f32) {
        for reference in &self.chart.options.references {
            let y = height_of(reference.value);
            let label = self.reference_text(reference);
            if label.is_empty() {
                continue;
            }
            let size = self.canvas.measure_line(&label);
            let left = plot.x + 0.2;
            let right = plot.right() - size.width - 0.2;
            let (above, below) = (y - LINE_HEIGHT - 0.1, y + 0.14);
            let places = [0.0, 1.0, 0.5, 0.25, 0.75].map(|share| left + (right - left) * share);
            let places = places.into_iter().flat_map(|x| [(x, above), (x, below)]);
            let rects = places.map(|(x, top)| Rect::new(x, top, size.width, LINE_HEIGHT));
            let rects: Vec<Rect> = rects.collect();
            let style = LabelSetting::new(LabelAlign::Start, LabelInk::Text);
            let place = self.find_place(&rects);
            let is_placed = place.is_some_and(|at| self.place_above_marks(&label, at, style));
            self.canvas.note_crowded_if(!is_placed);
        }
    }

    /// Draws lines at values of a horizontal axis, with their words above the plot.
    pub(super) fn draw_upright_references(&mut self, plot: Rect, x_of: impl Fn(f64) -> f32) {
        for reference in &self.chart.options.references {
            let x = x_of(reference.value);
            if x < plot.x - 0.1 || x > plot.right() + 0.1 {
                // The value is not on the axis.
                self.canvas.note_crowded();
                continue;
            }
            let points = vec![Point::new(x, plot.y - 0.1), Point::new(x, plot.bottom())];
            let (colour, dashes) = (ChartColour::Reference, Dashes::Short);
            let stroke = ChartStroke { points, colour, width: REFERENCE_WIDTH, dashes };
            self.canvas.stroke(stroke, ChartPart::default());
            let label = self.reference_text(reference);
            let width = self.canvas.measure_line(&label).width;
            let frame = self.canvas.frame;
            let left = (x - width / 2.0).min(frame.right() - width).max(frame.x);
            let rect = Rect::new(left, plot.y - LINE_HEIGHT - 0.1, width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Centre, LabelInk::Text);
            self.canvas.require(&label, rect, style);
        }
    }

    /// Returns the room above a plot for the words of lines at values of a horizontal axis.
    pub(super) fn upright_reference_room(&self) -> f32 {
        let mut references = self.chart.options.references.iter();
        let has_words = references.any(|line| !self.reference_text(line).is_empty());
        if has_words { LINE_HEIGHT + 0.1 } else { 0.0 }
    }

    /// Whether a rectangle is free of labels, bars and lines.
    fn is_clear(&self, rect: Rect) -> bool {
        self.canvas.is_free(rect) && !self.obstacles.iter().any(|other| overlaps(*other, rect))
    }

    /// Returns the first place that is free of marks and labels, or else of labels.
    fn find_place(&self, places: &[Rect]) -> Option<FreePlace> {
        let clear = places.iter().position(|rect| self.is_clear(*rect));
        let index = clear.or_else(|| places.iter().position(|rect| self.canvas.is_free(*rect)))?;
        Some(FreePlace { index, rect: places[index], has_marks: clear.is_none() })
    }

    /// Places a label so that no line of the grid strikes it through, nor a mark. Returns whether
    /// there is room.
    fn place_above_marks(&mut self, text: &str, place: FreePlace, style: LabelSetting) -> bool {
        if place.has_marks {
            self.canvas.clear_marks(place.rect, style.part);
        } else {
            self.canvas.clear_grid(place.rect);
        }
        self.canvas.place(text, place.rect, style)
    }

    /// Draws notes, each with a line to its point.
    pub(super) fn draw_notes(&mut self, chart: &UprightPlot<'_>, segments: &[BarSegment]) {
        let notes = &self.chart.options.notes;
        let room = (chart.plot.width * NOTE_SHARE).max(MIN_NOTE);
        for note in notes {
            let Some(point) = self.note_point(note.row, note.series, chart, segments) else {
                continue;
            };
            let size = self.canvas.measure(&note.text, room, false);
            let places = note_places(point, size, chart.plot);
            // A line to the note that crosses another mark would seem to end there.
            let (direct, crossing): (Vec<_>, Vec<_>) =
                places.into_iter().partition(|(_, from)| self.is_leader_clear(*from, point));
            let part = ChartPart { series: note.series, row: Some(note.row) };
            let rects = |places: &[(Rect, Point)]| -> Vec<Rect> {
                places.iter().map(|(rect, _)| *rect).collect()
            };
            let found = [&direct, &crossing]
                .map(|places| self.find_place(&rects(places)).map(|place| (place, places)));
            let is_clear = |found: &(FreePlace, _)| !found.0.has_marks;
            let [direct, crossing] = found;
            let found = direct.filter(is_clear).or(crossing.filter(is_clear));
            let Some((place, places)) = found.or(direct).or(crossing) else {
                self.canvas.note_crowded();
                continue;
            };
            let (rect, from) = places[place.index];
            let mut gap = 0.3;
            if let Some(series) = self.line_of_note(note, segments) {
                let dot = ChartOutline::Circle(point, NOTE_DOT);
                self.canvas.fill(dot, self.series_colour(series), part);
                gap = NOTE_DOT;
            }
            let to = Point::new(point.x, point.y + gap * (from.y - point.y).signum());
            self.canvas.line(from, to, ChartColour::Axis, HAIRLINE * 1.3);
            let align = match from.x - rect.x {
                start if start < 0.3 => LabelAlign::Start,
                start if start > rect.width - 0.3 => LabelAlign::End,
                _ => LabelAlign::Centre,
            };
            let style = LabelSetting::new(align, LabelInk::Text).of_part(part);
            self.place_above_marks(&note.text, place, style);
        }
    }

    /// Whether the line from a note to its point meets no other mark on its way.
    fn is_leader_clear(&self, from: Point, point: Point) -> bool {
        let start = point.y + LEADER_START * (from.y - point.y).signum();
        let (top, bottom) = (start.min(from.y), start.max(from.y));
        let is_short = (from.y - point.y).abs() <= LEADER_START;
        let way = Rect::new(point.x - 0.12, top, 0.24, bottom - top);
        is_short || !self.obstacles.iter().any(|other| overlaps(*other, way))
    }

    /// Returns the series of a note on a line; `None` if it is on a bar.
    fn line_of_note(&self, note: &ChartNote, segments: &[BarSegment]) -> Option<usize> {
        if segments.iter().any(|segment| {
            segment.row == note.row && note.series.is_none_or(|series| series == segment.series)
        }) {
            return None;
        }
        let all = &self.chart.data.series;
        let first = || all.iter().position(|series| series.values[note.row].is_some());
        let series = note.series.or_else(first)?;
        let is_stacked = self.chart.stacking() != Stacking::None;
        let is_line = all[series].mark == SeriesMark::Line || !is_stacked;
        is_line.then_some(series)
    }

    /// Returns the point of a note: a value, or the end of a bar with its label.
    fn note_point(
        &self,
        row: usize,
        series: Option<usize>,
        chart: &UprightPlot<'_>,
        segments: &[BarSegment],
    ) -> Option<Point> {
        let data = &self.chart.data;
        let of_row = segments.iter().filter(|segment| segment.row == row);
        let bar = of_row.filter(|segment| series.is_none_or(|series| series == segment.series));
        if let Some(bar) = bar.max_by(|a, b| a.to.total_cmp(&b.to)) {
            let has_label = self.canvas_has_label_above(chart.point(row, bar.to, false));
            let top = chart.point(row, bar.to.max(bar.from), false);
            return Some(if has_label { top.moved_by(0.0, -LINE_HEIGHT) } else { top });
        }
        let index = series
            .or_else(|| data.series.iter().position(|series| series.values[row].is_some()))?;
        let value = data.series[index].values[row]?;
        let is_stacked = self.chart.stacking() != Stacking::None;
        if is_stacked && data.series[index].mark == SeriesMark::Area {
            let (low, high) = self.area_bands()[index][row];
            return Some(chart.point(row, (low + high) / 2.0, data.series[index].is_on_right));
        }
        Some(chart.point(row, value, data.series[index].is_on_right))
    }

    fn canvas_has_label_above(&self, point: Point) -> bool {
        !self.canvas.is_free(Rect::new(point.x - 0.1, point.y - 0.8, 0.2, 0.4))
    }
}

/// Returns the places that are tried for a note, best first, with the start of its line.
fn note_places(point: Point, size: Size, plot: Rect) -> Vec<(Rect, Point)> {
    let mut places = Vec::new();
    for distance in DISTANCES {
        for sign in [-1.0, 1.0] {
            let edge = point.y + sign * distance;
            let top = if sign < 0.0 { edge - size.height } else { edge };
            if top < plot.y - LINE_HEIGHT || top + size.height > plot.bottom() {
                continue;
            }
            for share in [0.5, 0.0, 1.0] {
                let rect = Rect::new(point.x - size.width * share, top, size.width, size.height);
                places.push((rect, Point::new(point.x, edge)));
            }
        }
    }
    places
}
