//! The axis of the categories, and the axes of values of upright charts.

use super::arrange::Arranger;
use super::canvas::{AXIS_WIDTH, HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::date::{DatePrecision, format_date};
use super::drawing::{ChartColour, ChartPart, LabelInk};
use super::format::NumberWriter;
use super::model::CategoryScale;
use super::scale::ValueScale;
use super::ticks::{date_ticks, linear_ticks};
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The gap between the labels of an axis and the chart.
pub(super) const AXIS_GAP: f32 = 0.5;
/// The gap between a chart and the labels below it, which stay clear of the lowest label at its
/// left.
pub(super) const BOTTOM_GAP: f32 = 0.65;
/// The least distance of two labels below a chart.
const LABEL_DISTANCE: f32 = 0.6;

/// Where the rows of a chart are along its lower edge.
#[derive(Clone, Debug)]
pub(super) enum CategoryAxis {
    /// In slots of the same width.
    Slots { start: f32, width: f32 },
    /// To scale.
    Continuous { start: f32, length: f32, min: f64, max: f64, positions: Vec<f64> },
}

impl CategoryAxis {
    /// Returns the middle of a row.
    pub(super) fn position(&self, row: usize) -> f32 {
        match self {
            Self::Slots { start, width } => start + (row as f32 + 0.5) * width,
            Self::Continuous { positions, .. } => self.at(positions[row]),
        }
    }

    fn at(&self, position: f64) -> f32 {
        match self {
            Self::Slots { start, .. } => *start,
            Self::Continuous { start, length, min, max, .. } => {
                let share = (position - min) / (max - min).max(f64::MIN_POSITIVE);
                start + length * share.clamp(0.0, 1.0) as f32
            }
        }
    }

    /// Returns the width of the slot of a row.
    pub(super) fn slot(&self) -> f32 {
        match self {
            Self::Slots { width, .. } => *width,
            Self::Continuous { length, positions, .. } => length / positions.len().max(1) as f32,
        }
    }
}

/// A label below the chart.
struct BottomLabel {
    text: String,
    x: f32,
    row: Option<usize>,
}

impl Arranger<'_, '_> {
    /// Returns the axis of the rows between two edges.
    pub(super) fn category_axis(&self, start: f32, length: f32) -> CategoryAxis {
        let data = &self.chart.data;
        let rows = data.categories.len().max(1);
        let has_bars = data.has_bar_marks();
        let min = data.positions.iter().copied().fold(f64::INFINITY, f64::min);
        let max = data.positions.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if has_bars || data.scale == CategoryScale::Names || max <= min {
            let are_lines = !has_bars && rows > 1;
            // Lines of names start and end at the edges of the chart.
            let width = if are_lines { length / (rows - 1) as f32 } else { length / rows as f32 };
            let start = if are_lines { start - width / 2.0 } else { start };
            return CategoryAxis::Slots { start, width };
        }
        CategoryAxis::Continuous { start, length, min, max, positions: data.positions.clone() }
    }

    /// Returns the height of the labels below the chart, for an axis of this length.
    pub(super) fn bottom_height(&mut self, length: f32) -> f32 {
        let axis = self.category_axis(0.0, length);
        let title = if self.chart.options.x_axis.title.is_some() { LINE_HEIGHT } else { 0.0 };
        let labels = self.bottom_labels(&axis);
        let room = self.bottom_room(&axis, &labels);
        let lines = labels
            .iter()
            .map(|label| self.canvas.measure(&label.text, room, true).height)
            .fold(LINE_HEIGHT, f32::max);
        BOTTOM_GAP + lines + title
    }

    /// Returns the width in which labels below the chart are broken.
    fn bottom_room(&self, axis: &CategoryAxis, labels: &[BottomLabel]) -> f32 {
        let is_names = self.chart.data.scale == CategoryScale::Names;
        if is_names && labels.len() == self.chart.data.categories.len() {
            axis.slot() * 0.92
        } else {
            f32::MAX / 4.0
        }
    }

    /// Returns the labels below the chart, as many as have room.
    fn bottom_labels(&mut self, axis: &CategoryAxis) -> Vec<BottomLabel> {
        let data = &self.chart.data;
        let months = self.chart.options.months.as_deref();
        match (axis, data.scale) {
            (CategoryAxis::Continuous { min, max, length, .. }, scale) => {
                let (ticks, texts) = match scale {
                    CategoryScale::Dates(precision) => {
                        let width = if precision == DatePrecision::Year { 3.2 } else { 3.6 };
                        let count = f64::from((length / width).clamp(2.0, 12.0));
                        let (ticks, precision) = date_ticks((*min, *max), precision, count);
                        let texts = short_dates(&ticks, precision, months);
                        (ticks, texts)
                    }
                    CategoryScale::Names | CategoryScale::Numbers => {
                        let count = f64::from((length / 5.0).clamp(2.0, 8.0));
                        let (ticks, _) = linear_ticks((*min, *max), (true, true), count);
                        let largest = min.abs().max(max.abs());
                        let written = super::format::NumberUse {
                            pattern: self.chart.options.x_axis.format.as_ref(),
                            unit: None,
                        };
                        let style =
                            NumberWriter::of_ticks(self.language, (ticks.step, largest), &written);
                        let texts = ticks.values.iter().map(|tick| style.write(*tick)).collect();
                        (ticks.values, texts)
                    }
                };
                let labels = ticks.iter().zip(texts);
                let label = |(tick, text): (&f64, String)| BottomLabel {
                    text,
                    x: axis.at(*tick),
                    row: None,
                };
                let labels = labels.map(label).collect();
                self.thin_labels(labels)
            }
            (CategoryAxis::Slots { .. }, scale) => {
                let names = match scale {
                    CategoryScale::Dates(precision) => {
                        short_dates(&data.positions, precision, months)
                    }
                    _ => data.categories.clone(),
                };
                let label =
                    |(row, text)| BottomLabel { text, x: axis.position(row), row: Some(row) };
                let labels: Vec<BottomLabel> = names.into_iter().enumerate().map(label).collect();
                let slot = axis.slot();
                let fits = scale == CategoryScale::Names
                    && labels.iter().all(|label| self.fits_slot(&label.text, slot));
                if fits {
                    return labels;
                }
                let mut shown = self.thin_labels(labels);
                if let CategoryScale::Dates(precision) = scale {
                    // The year is written at the first label that is shown.
                    let rows = shown.iter().filter_map(|label| label.row);
                    let days: Vec<f64> = rows.map(|row| data.positions[row]).collect();
                    let texts = short_dates(&days, precision, months);
                    shown.iter_mut().zip(texts).for_each(|(label, text)| label.text = text);
                }
                shown
            }
        }
    }

    /// Leaves out labels, evenly, until the others have room on one line each.
    fn thin_labels(&mut self, labels: Vec<BottomLabel>) -> Vec<BottomLabel> {
        let spans: Vec<(f32, f32)> = labels
            .iter()
            .map(|label| {
                let width = self.canvas.measure_line(&label.text).width;
                let left = self.keep_inside(label.x - width / 2.0, width);
                (left, left + width)
            })
            .collect();
        let fits = |every: usize| {
            let shown: Vec<usize> = (0..labels.len()).step_by(every).collect();
            shown.windows(2).all(|pair| spans[pair[0]].1 + LABEL_DISTANCE <= spans[pair[1]].0)
        };
        let every = (1..labels.len().max(1)).find(|every| fits(*every)).unwrap_or(labels.len());
        labels.into_iter().step_by(every.max(1)).collect()
    }

    /// Returns the left edge of a label of this width that wants to be at `left`, inside the frame.
    fn keep_inside(&self, left: f32, width: f32) -> f32 {
        let frame = self.canvas.frame;
        left.min(frame.right() - width).max(frame.x)
    }

    /// Writes the values of ticks below a plot, as many as have room.
    pub(super) fn place_ticks_below(&mut self, ticks: Vec<(f32, String)>, top: f32, ink: LabelInk) {
        let label = |(x, text)| BottomLabel { text, x, row: None };
        for label in self.thin_labels(ticks.into_iter().map(label).collect()) {
            let width = self.canvas.measure_line(&label.text).width;
            let left = self.keep_inside(label.x - width / 2.0, width);
            let rect = Rect::new(left, top, width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Centre, ink.clone());
            self.canvas.require(&label.text, rect, style);
        }
    }

    /// Draws the labels below the chart.
    pub(super) fn draw_bottom_axis(&mut self, axis: &CategoryAxis, plot: Rect) {
        let labels = self.bottom_labels(axis);
        let room = self.bottom_room(axis, &labels);
        let top = plot.bottom() + BOTTOM_GAP;
        let mut lowest = top;
        // Names are not in order, so those left out cannot be guessed.
        let data = &self.chart.data;
        let is_thinned = labels.len() < data.categories.len();
        self.canvas.note_crowded_if(is_thinned && data.scale == CategoryScale::Names);
        for label in labels {
            let is_highlighted = label.row.is_some_and(|row| self.is_highlighted_row(row));
            let size = self.canvas.measure(&label.text, room, is_highlighted);
            // Labels at the edges stay inside.
            let left = self.keep_inside(label.x - size.width / 2.0, size.width);
            let rect = Rect::new(left, top, size.width, size.height);
            let part = ChartPart { series: None, row: label.row };
            let style = LabelSetting::new(LabelAlign::Centre, LabelInk::Text);
            let style = style.bold_if(is_highlighted).of_part(part);
            if !self.canvas.place(&label.text, rect, style) && !label.text.trim().is_empty() {
                self.canvas.note_crowded();
            }
            lowest = lowest.max(rect.bottom());
            if label.row.is_none() {
                let from = Point::new(label.x, plot.bottom());
                self.canvas.line(from, from.moved_by(0.0, 0.3), ChartColour::Axis, HAIRLINE);
            }
        }
        if let Some(title) = self.chart.options.x_axis.title.clone() {
            self.place_axis_title(&title, (plot.right(), lowest));
        }
    }

    /// Writes the title of the horizontal axis, which ends at `right`.
    pub(super) fn place_axis_title(&mut self, title: &str, (right, top): (f32, f32)) {
        let frame = self.canvas.frame;
        let width = self.canvas.measure_line(title).width.min(frame.width);
        let left = (right - width).max(frame.x);
        let rect = Rect::new(left, top, width, LINE_HEIGHT);
        self.place_line(title, rect, LabelSetting::new(LabelAlign::End, LabelInk::Muted));
    }

    /// Writes a label on one line, shortened if it is wider than its rectangle.
    pub(super) fn place_line(&mut self, text: &str, rect: Rect, style: LabelSetting) {
        if self.canvas.measure_width(text, style.is_bold) <= rect.width + 0.01 {
            self.canvas.require(text, rect, style);
            return;
        }
        self.canvas.note_crowded();
        let text = self.shorten(text, rect.width);
        self.canvas.place(&text, rect, style);
    }

    /// Draws grid lines and the labels of values. `ticks` are their texts.
    pub(super) fn draw_value_axis(
        &mut self,
        (scale, ticks): (&ValueScale, &[String]),
        plot: Rect,
        is_on_right: bool,
    ) {
        for (tick, text) in scale.ticks.iter().zip(ticks) {
            let y = plot.bottom() - scale.share(*tick) * plot.height;
            if !is_on_right && *tick != 0.0 {
                let (from, to) = (Point::new(plot.x, y), Point::new(plot.right(), y));
                self.canvas.line(from, to, ChartColour::Grid, HAIRLINE);
            }
            let width = self.canvas.measure_line(text).width;
            let x = match is_on_right {
                true => plot.right() + AXIS_GAP,
                false => plot.x - AXIS_GAP - width,
            };
            let top = (y - LINE_HEIGHT / 2.0).max(self.canvas.frame.y);
            let rect = Rect::new(x, top, width, LINE_HEIGHT);
            let align = if is_on_right { LabelAlign::Start } else { LabelAlign::End };
            let colour = if is_on_right { self.right_ink() } else { LabelInk::Muted };
            self.canvas.require(text, rect, LabelSetting::new(align, colour));
        }
    }

    /// The labels of the right axis have the colour of its series, if it is one.
    fn right_ink(&self) -> LabelInk {
        let series = self.chart.data.series.iter().enumerate();
        let mut right = series.filter(|(_, series)| series.is_on_right).map(|(index, _)| index);
        match (right.next(), right.next()) {
            (Some(index), None) => LabelInk::Coloured(self.series_colour(index)),
            _ => LabelInk::Muted,
        }
    }

    /// Draws the line from which bars start.
    pub(super) fn draw_zero_line(&mut self, scale: &ValueScale, plot: Rect) {
        let is_inside = scale.min <= 0.0 && scale.max >= 0.0;
        let y =
            if is_inside { plot.bottom() - scale.share(0.0) * plot.height } else { plot.bottom() };
        let (from, to) = (Point::new(plot.x, y), Point::new(plot.right(), y));
        self.canvas.line(from, to, ChartColour::Axis, AXIS_WIDTH);
    }
}

/// Writes dates below each other: the year is written only where it changes.
pub(super) fn short_dates(
    days: &[f64],
    precision: DatePrecision,
    months: Option<&[String; 12]>,
) -> Vec<String> {
    if precision == DatePrecision::Year {
        return days.iter().map(|day| format_date(*day, precision, months)).collect();
    }
    let mut last = String::new();
    let write = |day: &f64| {
        let full = format_date(*day, precision, months);
        let (rest, year) = full.rsplit_once(' ').unwrap_or((&full, ""));
        if year == last {
            return rest.to_owned();
        }
        last = year.to_owned();
        format!("{rest}\n{year}")
    };
    days.iter().map(write).collect()
}
