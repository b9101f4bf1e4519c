//! The axis of the categories, and the axes of values of upright charts.

use super::arrange::Arranger;
use super::canvas::{AXIS_WIDTH, HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::date::{DatePrecision, format_date};
use super::drawing::{ChartColour, ChartPart, ChartStroke, Dashes, LabelInk};
use super::format::NumberWriter;
use super::model::CategoryScale;
use super::scale::ValueScale;
use super::ticks::{data_ticks, date_ticks, linear_ticks};
use crate::calendar::CivilDate;
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The gap between the labels of an axis and the chart.
pub(super) const AXIS_GAP: f32 = 0.5;
/// The gap between a chart and the labels below it, which stay clear of the lowest label at its
/// left.
pub(super) const BOTTOM_GAP: f32 = 0.65;
/// The least distance of two labels below a chart.
const LABEL_DISTANCE: f32 = 0.6;
/// A label that is nearer to the last one than this share of the distance of labels is left out.
const MIN_LAST_STEP: f64 = 0.6;

/// The piece of an axis that does not start at zero, from its lower end: right and up in em.
const CUT: [(f32, f32); 6] =
    [(0.0, 0.0), (0.0, 0.28), (-0.26, 0.42), (0.26, 0.7), (0.0, 0.84), (0.0, 1.12)];

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
        match (axis, data.scale) {
            (CategoryAxis::Continuous { .. }, CategoryScale::Dates(precision)) => {
                self.date_labels(axis, precision)
            }
            (CategoryAxis::Continuous { min, max, length, .. }, _) => {
                let count = f64::from((length / 5.0).clamp(2.0, 8.0));
                let (ticks, _) = linear_ticks((*min, *max), (true, true), count);
                let largest = min.abs().max(max.abs());
                let written = super::format::NumberUse {
                    pattern: self.chart.options.x_axis.format.as_ref(),
                    unit: None,
                };
                let style = NumberWriter::of_ticks(self.language, (ticks.step, largest), &written);
                let label = |tick: &f64| BottomLabel {
                    text: style.write(*tick),
                    x: axis.at(*tick),
                    row: None,
                };
                let labels = ticks.values.iter().map(label).collect();
                self.thin_labels(labels)
            }
            (CategoryAxis::Slots { .. }, scale) => {
                let all: Vec<usize> = (0..data.categories.len()).collect();
                let names = match scale {
                    CategoryScale::Dates(precision) => self.date_names(&all, precision),
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
                    let rows: Vec<usize> = shown.iter().filter_map(|label| label.row).collect();
                    let texts = self.date_names(&rows, precision);
                    shown.iter_mut().zip(texts).for_each(|(label, text)| label.text = text);
                }
                shown
            }
        }
    }

    /// Writes the dates of rows below bars: the year is written where it changes, and at bars that
    /// are highlighted.
    fn date_names(&self, rows: &[usize], precision: DatePrecision) -> Vec<String> {
        let data = &self.chart.data;
        let months = self.chart.options.months.as_deref();
        let days: Vec<f64> = rows.iter().map(|row| data.positions[*row]).collect();
        let mut names = short_dates(&days, precision, months);
        let highlighted = rows.iter().enumerate().filter(|(_, row)| self.is_highlighted_row(**row));
        for (index, _) in highlighted {
            names[index] = stacked_date(days[index], precision, months);
        }
        names
    }

    /// Returns labels at round dates along an axis, and at the last one.
    fn date_labels(&mut self, axis: &CategoryAxis, precision: DatePrecision) -> Vec<BottomLabel> {
        let CategoryAxis::Continuous { min, max, length, positions, .. } = axis else {
            return Vec::new();
        };
        let months = self.chart.options.months.as_deref();
        let width = if precision == DatePrecision::Day { 3.6 } else { 3.2 };
        let count = f64::from((length / width).clamp(2.0, 12.0));
        let (mut days, shown) = match data_ticks(positions, precision, count) {
            Some(days) => (days, precision),
            None => date_ticks((*min, *max), precision, count),
        };
        let label = |day: &f64, text: String| BottomLabel { text, x: axis.at(*day), row: None };
        let texts = short_dates(&days, shown, months);
        let labels = days.iter().zip(texts).map(|(day, text)| label(day, text)).collect();
        let (mut labels, every) = self.thin_labels_evenly(labels);
        days = days.into_iter().step_by(every).collect();
        let step = days.get(1).map_or(0.0, |second| second - days[0]);
        // Readers look for the last date. A round one that is close to it has to go.
        let is_before = |day: &f64| *day < max - step * MIN_LAST_STEP;
        let kept = days.iter().take_while(|day| is_before(day)).count();
        for count in (1..=kept).rev().take(2) {
            let before = CivilDate::from_days(days[count - 1] as i64).year;
            let has_year =
                shown != DatePrecision::Year && CivilDate::from_days(*max as i64).year == before;
            let text = match has_year {
                true => short_dates(&[days[count - 1], *max], precision, months).swap_remove(1),
                false => stacked_date(*max, precision, months),
            };
            let last = label(max, text);
            let fits =
                self.label_span(&labels[count - 1]).1 + LABEL_DISTANCE <= self.label_span(&last).0;
            if fits {
                labels.truncate(count);
                labels.push(last);
                break;
            }
        }
        labels
    }

    /// Returns the left and right edge of a label.
    fn label_span(&mut self, label: &BottomLabel) -> (f32, f32) {
        let width = self.canvas.measure_line(&label.text).width;
        let left = self.keep_inside(label.x - width / 2.0, width);
        (left, left + width)
    }

    /// Leaves out labels, evenly, until the others have room on one line each.
    fn thin_labels(&mut self, labels: Vec<BottomLabel>) -> Vec<BottomLabel> {
        self.thin_labels_evenly(labels).0
    }

    /// Leaves out labels as `thin_labels`; returns which are left: every first, second, third.
    fn thin_labels_evenly(&mut self, labels: Vec<BottomLabel>) -> (Vec<BottomLabel>, usize) {
        let spans: Vec<(f32, f32)> = labels.iter().map(|label| self.label_span(label)).collect();
        let fits = |every: usize| {
            let shown: Vec<usize> = (0..labels.len()).step_by(every).collect();
            shown.windows(2).all(|pair| spans[pair[0]].1 + LABEL_DISTANCE <= spans[pair[1]].0)
        };
        let every = (1..labels.len().max(1)).find(|every| fits(*every)).unwrap_or(labels.len());
        let every = every.max(1);
        (labels.into_iter().step_by(every).collect(), every)
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
        let scales = &mut self.canvas.scales;
        *(if is_on_right { &mut scales.right } else { &mut scales.left }) = Some(scale.to_drawn());
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
            let colour = self.scale_ink(is_on_right);
            self.canvas.require(text, rect, LabelSetting::new(align, colour));
        }
        if scale.is_cut() && ticks.iter().any(|text| !text.is_empty()) {
            self.draw_cut(plot, is_on_right);
        }
    }

    /// Says that an axis does not start at zero: a piece of it with a kink.
    fn draw_cut(&mut self, plot: Rect, is_on_right: bool) {
        let x = if is_on_right { plot.right() } else { plot.x };
        let points = CUT.map(|(dx, dy)| Point::new(x + dx, plot.bottom() - dy)).to_vec();
        let (colour, dashes) = (ChartColour::Axis, Dashes::Solid);
        let stroke = ChartStroke { points, colour, width: AXIS_WIDTH, dashes };
        self.canvas.stroke(stroke, ChartPart::default());
    }

    /// Beside a second axis, the labels of an axis have the colour of its series, if it is one.
    fn scale_ink(&self, is_on_right: bool) -> LabelInk {
        let all = &self.chart.data.series;
        if !all.iter().any(|series| series.is_on_right) {
            return LabelInk::Muted;
        }
        let own = all.iter().enumerate().filter(|(_, series)| series.is_on_right == is_on_right);
        let mut own = own.map(|(index, _)| index);
        match (own.next(), own.next()) {
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

/// Writes a date with its year below it.
fn stacked_date(day: f64, precision: DatePrecision, months: Option<&[String; 12]>) -> String {
    let full = format_date(day, precision, months);
    full.rsplit_once(' ').map_or(full.clone(), |(rest, year)| format!("{rest}\n{year}"))
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
