//! Arranges charts whose values are heights: bars, lines and areas.

use super::arrange::Arranger;
use super::axis::{AXIS_GAP, CategoryAxis};
use super::bars::{BarRoom, BarSegment};
use super::canvas::{HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartColour, ChartOutline, ChartPart, LabelInk};
use super::model::{ChartKind, SeriesMark, Stacking};
use super::names::DirectNames;
use super::scale::{Extent, ScaleEnds, ValueScale};
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The usual distance of two ticks.
const TICK_DISTANCE: f32 = 3.4;
/// With more bars, their values are not written at them.
const MAX_LABELLED: usize = 40;
/// The gap between a bar and its value.
pub(super) const VALUE_GAP: f32 = 0.15;

/// The scales of an upright chart.
pub(super) struct Scales {
    pub left: ValueScale,
    pub right: Option<ValueScale>,
}

impl Scales {
    /// Returns the scale of a series.
    pub(super) fn of(&self, is_on_right: bool) -> &ValueScale {
        self.right.as_ref().filter(|_| is_on_right).unwrap_or(&self.left)
    }
}

/// Arranges the chart.
pub(super) fn arrange_upright(arranger: &mut Arranger<'_, '_>) {
    let frame = arranger.canvas.frame;
    let segments = arranger.bar_segments();
    let mut top = arranger.draw_header();
    let mut names = arranger.direct_names(frame.bottom() - top - 2.0);
    if names.is_none() && arranger.needs_legend() {
        top = arranger.draw_legend(top);
    }
    let labels = arranger.value_labels(&segments);
    let has_axis = labels.is_none() || arranger.has_lines();
    let scales = arranger.scales(&segments, frame.bottom() - top - 1.8, has_axis);
    let ticks = TickTexts {
        left: arranger.ticks(&scales.left, has_axis, false),
        right: scales
            .right
            .as_ref()
            .map_or_else(Vec::new, |scale| arranger.ticks(scale, true, true)),
    };
    let mut widest = |ticks: &[String]| match ticks {
        [] => 0.0,
        ticks => arranger.canvas.widest(ticks.iter().map(String::as_str)) + AXIS_GAP,
    };
    let (left, right) = (widest(&ticks.left), widest(&ticks.right));
    let headroom = arranger.headroom(&labels, &ticks.left, &scales.left);
    let plot_beside = |arranger: &mut Arranger<'_, '_>, names_width: f32| {
        let width = frame.width - left - right.max(names_width);
        let below = arranger.bottom_height(width.max(0.5));
        let height = frame.bottom() - top - headroom.0 - headroom.1 - below;
        Rect::new(frame.x + left, top + headroom.0, width, height)
    };
    let mut plot = plot_beside(arranger, names.as_ref().map_or(0.0, DirectNames::width));
    if let Some(names) = names.as_mut() {
        let axis = arranger.category_axis(plot.x, plot.width);
        let chart = UprightPlot { plot, axis: &axis, scales: &scales };
        if arranger.needs_leaders(names, &segments, &chart) {
            names.has_leaders = true;
            plot = plot_beside(arranger, names.width());
        }
    }
    plot = arranger.canvas.fit_plot(plot);
    arranger.draw_value_axis((&scales.left, &ticks.left), plot, false);
    if let Some(scale) = &scales.right {
        arranger.draw_value_axis((scale, &ticks.right), plot, true);
    }
    arranger.canvas.end_grid();
    let axis = arranger.category_axis(plot.x, plot.width);
    let below = Rect { height: plot.height + headroom.1, ..plot };
    arranger.draw_bottom_axis(&axis, below);
    let chart = UprightPlot { plot, axis: &axis, scales: &scales };
    arranger.draw_upright_marks(&segments, labels.as_deref(), &chart);
    if let Some(names) = names {
        arranger.draw_direct_names(&names, &segments, &chart);
    }
    arranger.draw_reference_labels(plot, |value| chart.height_of(value, false));
    arranger.draw_notes(&chart, &segments);
}

/// The texts of the ticks of both axes; empty where an axis is not shown.
struct TickTexts {
    left: Vec<String>,
    right: Vec<String>,
}

/// The plot of an upright chart: its rectangle, and the scales of its edges.
pub(super) struct UprightPlot<'p> {
    pub plot: Rect,
    pub axis: &'p CategoryAxis,
    pub scales: &'p Scales,
}

impl UprightPlot<'_> {
    /// Returns where a value is.
    pub(super) fn height_of(&self, value: f64, is_on_right: bool) -> f32 {
        self.plot.bottom() - self.scales.of(is_on_right).share(value) * self.plot.height
    }

    /// Returns the right edge of the bars of a row.
    pub(super) fn bar_end(&self, row: usize, slots: usize) -> f32 {
        let room = BarRoom::new(self.axis.slot(), slots);
        self.axis.position(row) + room.offset(slots - 1) + room.thickness
    }

    /// Returns the point of a value.
    pub(super) fn point(&self, row: usize, value: f64, is_on_right: bool) -> Point {
        Point::new(self.axis.position(row), self.height_of(value, is_on_right))
    }
}

impl Arranger<'_, '_> {
    /// Draws areas, bars with their values, and lines.
    pub(super) fn draw_upright_marks(
        &mut self,
        segments: &[BarSegment],
        labels: Option<&[String]>,
        chart: &UprightPlot<'_>,
    ) {
        self.draw_areas(chart);
        let rects = self.draw_bars(segments, chart);
        self.draw_zero_line(&chart.scales.left, chart.plot);
        self.draw_lines(chart);
        self.draw_reference_lines(chart.plot, |value| chart.height_of(value, false));
        if let Some(labels) = labels {
            self.draw_value_labels((segments, &rects), labels, chart);
            if self.has_totals() {
                self.draw_totals(segments, chart);
            }
        }
    }

    /// Whether the names of the series are in a legend if they are not beside the marks.
    fn needs_legend(&self) -> bool {
        self.has_names() && self.wants_names() && !self.has_names_in_header()
    }

    pub(super) fn has_lines(&self) -> bool {
        self.chart.data.series.iter().any(|series| series.mark != SeriesMark::Bar)
    }

    /// Whether the names of the series are to be shown.
    fn wants_names(&self) -> bool {
        self.chart.options.legend != super::model::LegendPlace::None
    }

    /// Returns the scales.
    fn scales(&self, segments: &[BarSegment], height: f32, has_axis: bool) -> Scales {
        let options = &self.chart.options;
        let count = f64::from((height / TICK_DISTANCE).clamp(2.0, 5.0));
        let extent = match self.chart.kind {
            ChartKind::Waterfall => {
                let ends = segments.iter().flat_map(|segment| [segment.from, segment.to]);
                Extent::of(ends.chain([0.0]))
            }
            _ => self.chart.extent(false),
        };
        let mut axis = options.y_axis.clone();
        if self.chart.has_bars() {
            // Bars always start at zero.
            axis.min = axis.min.filter(|min| *min <= 0.0);
            axis.max = axis.max.filter(|max| *max >= 0.0);
            axis.is_log = false;
        }
        let ends = if has_axis { ScaleEnds::Round } else { ScaleEnds::Exact };
        let left = ValueScale::new(extent, &axis, ends, count);
        if !self.chart.data.series.iter().any(|series| series.is_on_right) {
            return Scales { left, right: None };
        }
        let right = (self.chart.extent(true), &options.right_axis);
        let (left, right) = ValueScale::pair(&left, (extent, &axis), right)
            .unwrap_or_else(|| (left, ValueScale::new(right.0, right.1, ScaleEnds::Round, count)));
        Scales { left, right: Some(right) }
    }

    /// Returns the texts of the ticks; none if the axis is not shown.
    fn ticks(&self, scale: &ValueScale, has_axis: bool, is_on_right: bool) -> Vec<String> {
        if !has_axis {
            return Vec::new();
        }
        scale.write_ticks(self.language, &self.number_use(is_on_right))
    }

    /// Returns the room above and below the plot for values at bars, or for half a line of ticks.
    fn headroom(
        &self,
        labels: &Option<Vec<String>>,
        ticks: &[String],
        scale: &ValueScale,
    ) -> (f32, f32) {
        let is_stacked = self.chart.stacking() != Stacking::None;
        let (above, below) = match labels {
            Some(_) if !is_stacked || self.has_totals() => {
                let room = LINE_HEIGHT + VALUE_GAP;
                (room, if scale.min < 0.0 { room } else { 0.0 })
            }
            _ => (0.0, 0.0),
        };
        if ticks.is_empty() { (above, below) } else { (above.max(LINE_HEIGHT / 2.0), below) }
    }

    /// Returns the values at the bars, if they are shown.
    fn value_labels(&mut self, segments: &[BarSegment]) -> Option<Vec<String>> {
        let wanted = self.chart.options.labels;
        let is_stacked = self.chart.stacking() != Stacking::None;
        let is_automatic = segments.len() <= MAX_LABELLED && !is_stacked && !self.has_lines();
        if segments.is_empty() || !wanted.unwrap_or(is_automatic) {
            return None;
        }
        let texts = self.write_values(segments);
        let rows = self.chart.data.categories.len().max(1) as f32;
        let slot = self.canvas.frame.width / rows;
        let room = BarRoom::new(slot, self.slot_count());
        let width = if room.slots == 1 { slot } else { room.pitch + 0.2 };
        let widest = self.canvas.widest(texts.iter().map(String::as_str));
        (wanted == Some(true) || widest + 0.1 < width).then_some(texts)
    }

    /// Writes the values of bars.
    pub(super) fn write_values(&self, segments: &[BarSegment]) -> Vec<String> {
        let style = self.value_style(false);
        if self.chart.kind != ChartKind::Waterfall {
            let shares = self.share_texts();
            let write = |segment: &BarSegment| {
                let share =
                    shares.as_ref().and_then(|all| all[segment.series][segment.row].clone());
                share.unwrap_or_else(|| style.write(segment.value))
            };
            return segments.iter().map(write).collect();
        }
        let signed = self.value_style(false).with_sign();
        let write = |segment: &BarSegment| match segment.colour {
            ChartColour::Total => style.write(segment.value),
            _ => signed.write(segment.value),
        };
        segments.iter().map(write).collect()
    }

    /// Draws the bars; returns their rectangles.
    fn draw_bars(&mut self, segments: &[BarSegment], chart: &UprightPlot<'_>) -> Vec<Rect> {
        let room = BarRoom::new(chart.axis.slot(), self.slot_count());
        let is_stacked = self.chart.stacking() != Stacking::None;
        let mut rects: Vec<Rect> = Vec::with_capacity(segments.len());
        for segment in segments {
            let is_right = self.chart.data.series[segment.series].is_on_right;
            let (from, to) =
                (chart.height_of(segment.from, is_right), chart.height_of(segment.to, is_right));
            let left = chart.axis.position(segment.row) + room.offset(segment.slot);
            let rect = Rect::new(left, from.min(to), room.thickness, (from - to).abs());
            let part = ChartPart::value(segment.series, segment.row);
            if self.chart.kind == ChartKind::Waterfall
                && let Some(last) = rects.last()
            {
                // The line to the bar before.
                let y = chart.height_of(segment.from, false);
                let y = if segment.colour == ChartColour::Total { to } else { y };
                let (from, to) = (Point::new(last.right(), y), Point::new(rect.x, y));
                self.canvas.line(from, to, ChartColour::Axis, HAIRLINE);
            }
            self.canvas.fill(ChartOutline::Rect(rect), segment.colour.clone(), part);
            if is_stacked && rect.height > 0.2 {
                let (from, to) = (rect.origin(), Point::new(rect.right(), rect.y));
                self.canvas.line(from, to, ChartColour::Ground, HAIRLINE);
            }
            self.obstacles.push(rect);
            rects.push(rect);
        }
        rects
    }

    /// Writes values above bars, or below negative ones; inside of stacked ones.
    fn draw_value_labels(
        &mut self,
        (segments, rects): (&[BarSegment], &[Rect]),
        texts: &[String],
        chart: &UprightPlot<'_>,
    ) {
        let is_stacked = self.chart.stacking() != Stacking::None;
        for ((segment, rect), text) in segments.iter().zip(rects).zip(texts) {
            let is_bold = self.is_highlighted_row(segment.row);
            let width = self.canvas.measure_width(text, is_bold);
            let centre = rect.x + rect.width / 2.0;
            let part = ChartPart::value(segment.series, segment.row);
            let (top, ink) = if is_stacked {
                if rect.height < LINE_HEIGHT || rect.width < width {
                    self.canvas.note_crowded_if(segment.value != 0.0);
                    continue;
                }
                let middle = rect.y + (rect.height - LINE_HEIGHT) / 2.0;
                (middle, LabelInk::On(segment.colour.clone()))
            } else if segment.to < segment.from {
                (rect.bottom() + VALUE_GAP, LabelInk::Text)
            } else {
                (rect.y - LINE_HEIGHT - VALUE_GAP * 0.5, LabelInk::Text)
            };
            let area = Rect::new(centre - width / 2.0, top, width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Centre, ink).bold_if(is_bold);
            if !is_stacked && self.meets_reference(area, chart) && self.canvas.is_free(area) {
                self.canvas.clear_marks(area, part);
            }
            let is_placed = self.canvas.place(text, area, style.of_part(part));
            if !is_placed && self.chart.options.labels == Some(true) {
                self.canvas.note_crowded();
            }
        }
    }

    /// Whether the sums of stacked bars are written at their ends.
    pub(super) fn has_totals(&self) -> bool {
        let data = &self.chart.data;
        let mut values = data.series.iter().flat_map(|series| series.values.iter().flatten());
        self.chart.stacking() == Stacking::Stacked
            && self.chart.options.labels == Some(true)
            && data.series.len() > 1
            && values.all(|value| *value >= 0.0)
    }

    /// Returns the rows with their sums.
    pub(super) fn row_totals(&self, segments: &[BarSegment]) -> Vec<(usize, f64, String)> {
        let style = self.value_style(false);
        let mut totals: Vec<(usize, f64)> = Vec::new();
        for segment in segments {
            match totals.last_mut() {
                Some((row, total)) if *row == segment.row => *total = segment.to,
                _ => totals.push((segment.row, segment.to)),
            }
        }
        totals.into_iter().map(|(row, total)| (row, total, style.write(total))).collect()
    }

    /// Writes the sums of stacked bars above them.
    fn draw_totals(&mut self, segments: &[BarSegment], chart: &UprightPlot<'_>) {
        for (row, total, text) in self.row_totals(segments) {
            let width = self.canvas.measure_width(&text, true);
            let at = chart.point(row, total, false);
            let top = at.y - LINE_HEIGHT - VALUE_GAP * 0.5;
            let area = Rect::new(at.x - width / 2.0, top, width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Centre, LabelInk::Text).bold_if(true);
            let part = ChartPart { series: None, row: Some(row) };
            self.canvas.require(&text, area, style.of_part(part));
        }
    }

    /// Returns the names beside the right edge, if they fit there.
    fn direct_names(&mut self, height: f32) -> Option<DirectNames> {
        if !self.has_direct_names() || !self.wants_names() {
            return None;
        }
        self.measure_direct_names(height)
    }
}
