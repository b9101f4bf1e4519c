//! Arranges horizontal bars: names at the left, values at the ends of the bars.

use super::arrange::Arranger;
use super::axis::AXIS_GAP;
use super::bars::{BarRoom, BarSegment};
use super::canvas::{AXIS_WIDTH, HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartColour, ChartOutline, ChartPart, LabelInk};
use super::model::{AxisOptions, Chart, Stacking};
use super::scale::{ScaleEnds, ValueScale};
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The largest share of the width that names may take.
const MAX_NAMES: f32 = 0.45;
/// The gap between a bar and its value.
const VALUE_GAP: f32 = 0.35;
/// The gap between a name and the value of the longest bar that goes to the left.
const BEFORE_GAP: f32 = 0.7;
/// The distance of two ticks.
const TICK_DISTANCE: f32 = 5.5;

/// Returns the height of a row relative to that of one bar.
pub(super) fn row_height(chart: &Chart) -> f32 {
    match chart.stacking() {
        Stacking::None => 0.45 + 0.55 * chart.data.series.len().max(1) as f32,
        _ => 1.0,
    }
}

/// Arranges the chart.
pub(super) fn arrange_sideways(arranger: &mut Arranger<'_, '_>) {
    let frame = arranger.canvas.frame;
    let chart = arranger.chart;
    let segments = arranger.bar_segments();
    let is_stacked = chart.stacking() != Stacking::None;
    let mut top = arranger.draw_header();
    if arranger.has_names() && chart.options.legend != super::model::LegendPlace::None {
        top = arranger.draw_legend(top);
    }
    let has_labels = chart.options.labels.unwrap_or(!is_stacked);
    let texts = if has_labels { arranger.write_values(&segments) } else { Vec::new() };
    let names = arranger.row_names();
    let widest = names.iter().map(|name| arranger.canvas.measure_either(name)).fold(0.0, f32::max);
    let names_width = widest.min(frame.width * MAX_NAMES);

    // Values need room beyond the longest bars.
    let totals = match arranger.has_totals() {
        true => arranger.row_totals(&segments),
        false => Vec::new(),
    };
    let outside = match is_stacked {
        true if totals.is_empty() => 0.0,
        true => {
            let texts: Vec<String> = totals.iter().map(|(_, _, text)| text.clone()).collect();
            arranger.outside_room(&texts)
        }
        false => arranger.outside_room(&texts),
    };
    let extent = chart.extent(false);
    let has_axis = texts.is_empty();
    let options = AxisOptions {
        min: chart.options.y_axis.min.filter(|min| *min <= 0.0),
        is_log: false,
        ..chart.options.y_axis.clone()
    };
    let ends = if has_axis { ScaleEnds::Round } else { ScaleEnds::Exact };
    let count = f64::from(((frame.width - names_width) / TICK_DISTANCE).clamp(2.0, 6.0));
    let scale = ValueScale::new(extent, &options, ends, count);
    // A value before its bar is no part of the name beside it.
    let before = if scale.min < 0.0 { outside + BEFORE_GAP } else { 0.0 };
    let left = frame.x + names_width + AXIS_GAP + before;
    let below = if has_axis { LINE_HEIGHT + AXIS_GAP * 0.6 } else { 0.1 };
    let above = arranger.upright_reference_room();
    let plot = Rect::new(
        left,
        top + above,
        frame.right() - left - outside,
        frame.bottom() - top - above - below,
    );
    let plot = arranger.canvas.fit_plot(plot);
    let plot = SidewaysPlot { plot, scale: &scale, rows: names.len().max(1) };
    if has_axis {
        arranger.draw_ticks(&plot);
    }
    arranger.draw_names(&names, names_width, &plot);
    arranger.draw_sideways_bars(&segments, &texts, &plot);
    for (row, total, text) in totals {
        let width = arranger.canvas.measure_width(&text, true);
        let top = plot.middle(row) - LINE_HEIGHT / 2.0;
        let area = Rect::new(plot.at(total) + VALUE_GAP, top, width, LINE_HEIGHT);
        let style = LabelSetting::new(LabelAlign::Start, LabelInk::Text).bold_if(true);
        let part = ChartPart { series: None, row: Some(row) };
        arranger.canvas.require(&text, area, style.of_part(part));
    }
    let zero = plot.at(scale.base());
    let (from, to) = (Point::new(zero, plot.plot.y), Point::new(zero, plot.plot.bottom()));
    arranger.canvas.line(from, to, ChartColour::Axis, AXIS_WIDTH);
    arranger.draw_sideways_notes(&segments, &texts, &plot);
    arranger.draw_upright_references(plot.plot, |value| plot.at(value));
}

/// The plot of horizontal bars.
struct SidewaysPlot<'p> {
    plot: Rect,
    scale: &'p ValueScale,
    rows: usize,
}

impl SidewaysPlot<'_> {
    fn at(&self, value: f64) -> f32 {
        self.plot.x + self.scale.share(value) * self.plot.width
    }

    fn pitch(&self) -> f32 {
        self.plot.height / self.rows as f32
    }

    fn middle(&self, row: usize) -> f32 {
        self.plot.y + (row as f32 + 0.5) * self.pitch()
    }
}

impl Arranger<'_, '_> {
    fn outside_room(&mut self, texts: &[String]) -> f32 {
        let widest = texts.iter().map(|text| self.canvas.measure_either(text)).fold(0.0, f32::max);
        if texts.is_empty() { 0.6 } else { widest + VALUE_GAP + 0.1 }
    }

    fn draw_ticks(&mut self, plot: &SidewaysPlot<'_>) {
        let ticks = plot.scale.write_ticks(self.language, &self.number_use(false));
        for (tick, text) in plot.scale.ticks.iter().zip(&ticks) {
            let x = plot.at(*tick);
            let (from, to) = (Point::new(x, plot.plot.y), Point::new(x, plot.plot.bottom()));
            self.canvas.line(from, to, ChartColour::Grid, HAIRLINE);
            let width = self.canvas.measure_line(text).width;
            let left = (x - width / 2.0).min(self.canvas.frame.right() - width);
            let rect = Rect::new(left, plot.plot.bottom() + AXIS_GAP * 0.6, width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Centre, LabelInk::Muted);
            self.canvas.place(text, rect, style);
        }
    }

    /// Draws the names of the rows, as many as have room.
    fn draw_names(&mut self, names: &[String], width: f32, plot: &SidewaysPlot<'_>) {
        let pitch = plot.pitch();
        let every = (LINE_HEIGHT / pitch).ceil().max(1.0) as usize;
        for (row, name) in names.iter().enumerate().step_by(every) {
            let is_bold = self.is_highlighted_row(row);
            let mut size = self.canvas.measure(name, width, is_bold);
            let mut name = name.clone();
            if size.height > pitch * every as f32 || size.width > width + 0.1 {
                name = self.shorten(&name, width);
                size = self.canvas.measure_line(&name);
                self.canvas.note_crowded();
            }
            let top = plot.middle(row) - size.height / 2.0;
            let rect = Rect::new(self.canvas.frame.x, top, size.width, size.height);
            let part = ChartPart { series: None, row: Some(row) };
            let style = LabelSetting::new(LabelAlign::Start, LabelInk::Text).bold_if(is_bold);
            self.canvas.place(&name, rect, style.of_part(part));
        }
        if every > 1 {
            self.canvas.note_crowded();
        }
    }

    /// Cuts a name so that it fits on one line.
    pub(super) fn shorten(&mut self, name: &str, width: f32) -> String {
        let characters: Vec<char> = name.chars().collect();
        let (mut low, mut high) = (0, characters.len());
        while low < high {
            let middle = (low + high).div_ceil(2);
            let cut: String = characters[..middle].iter().chain(['…'].iter()).collect();
            if self.canvas.measure_line(&cut).width <= width {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        let kept: String = characters[..low].iter().collect();
        format!("{}…", kept.trim_end())
    }

    fn draw_sideways_bars(
        &mut self,
        segments: &[BarSegment],
        texts: &[String],
        plot: &SidewaysPlot<'_>,
    ) {
        let room = BarRoom::new(plot.pitch(), self.slot_count());
        let is_stacked = self.chart.stacking() != Stacking::None;
        for (index, segment) in segments.iter().enumerate() {
            let (from, to) = (plot.at(segment.from), plot.at(segment.to));
            let top = plot.middle(segment.row) + room.offset(segment.slot);
            let rect = Rect::new(from.min(to), top, (from - to).abs(), room.thickness);
            let part = ChartPart::value(segment.series, segment.row);
            self.canvas.fill(ChartOutline::Rect(rect), segment.colour.clone(), part);
            if is_stacked && rect.width > 0.2 {
                let edge = Point::new(to, rect.y);
                self.canvas.line(
                    edge,
                    edge.moved_by(0.0, rect.height),
                    ChartColour::Ground,
                    HAIRLINE,
                );
            }
            let Some(text) = texts.get(index) else { continue };
            let is_bold = self.is_highlighted_row(segment.row);
            let width = self.canvas.measure_width(text, is_bold);
            let (x, ink) = if is_stacked {
                if width + 0.2 > rect.width || rect.height < LINE_HEIGHT * 0.8 {
                    self.canvas.note_crowded_if(segment.value != 0.0);
                    continue;
                }
                (rect.x + (rect.width - width) / 2.0, LabelInk::On(segment.colour.clone()))
            } else if segment.to < segment.from {
                (rect.x - VALUE_GAP - width, LabelInk::Text)
            } else {
                (rect.right() + VALUE_GAP, LabelInk::Text)
            };
            let middle = rect.y + rect.height / 2.0;
            let area = Rect::new(x, middle - LINE_HEIGHT / 2.0, width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Start, ink).bold_if(is_bold);
            self.canvas.place(text, area, style.of_part(part));
        }
    }

    /// Writes notes after the values of their bars, or at the end of a bar without room after it.
    fn draw_sideways_notes(
        &mut self,
        segments: &[BarSegment],
        texts: &[String],
        plot: &SidewaysPlot<'_>,
    ) {
        for note in &self.chart.options.notes {
            let is_noted = |segment: &BarSegment| {
                let is_series = note.series.is_none_or(|series| series == segment.series);
                segment.row == note.row && is_series
            };
            let Some(index) = segments.iter().rposition(is_noted) else { continue };
            let segment = &segments[index];
            let part = ChartPart { series: note.series, row: Some(note.row) };
            let room = BarRoom::new(plot.pitch(), self.slot_count());
            let middle = plot.middle(note.row) + room.offset(segment.slot) + room.thickness / 2.0;
            let value = texts.get(index).map_or(0.0, |text| self.canvas.measure_either(text));
            let (low, high) = (segment.from.min(segment.to), segment.from.max(segment.to));
            let (start, end) = (plot.at(low), plot.at(high));
            let after = if segment.to < segment.from { 0.0 } else { value };
            let size = self.canvas.measure_line(&note.text);
            let top = middle - LINE_HEIGHT / 2.0;
            let outside = Rect::new(end + 2.0 * VALUE_GAP + after, top, size.width, LINE_HEIGHT);
            let inside = Rect::new(end - VALUE_GAP - size.width, top, size.width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Start, LabelInk::Muted).of_part(part);
            if self.canvas.is_free(outside) {
                self.canvas.clear_grid(outside);
                self.canvas.place(&note.text, outside, style);
            } else if inside.x > start + VALUE_GAP && room.thickness >= LINE_HEIGHT * 0.9 {
                let ink = LabelInk::On(segment.colour.clone());
                let style = LabelSetting::new(LabelAlign::End, ink).of_part(part);
                self.canvas.require(&note.text, inside, style);
            } else {
                self.canvas.note_crowded();
            }
        }
    }
}
