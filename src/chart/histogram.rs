//! Histograms: values in bins of a round width, and how many are in each.

use super::arrange::Arranger;
use super::axis::{AXIS_GAP, BOTTOM_GAP};
use super::canvas::{AXIS_WIDTH, HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartColour, ChartOutline, ChartPart, LabelInk};
use super::format::{NumberLanguage, NumberUse, NumberWriter};
use super::model::{AxisOptions, CategoryScale, Chart, ChartData, Series};
use super::scale::{Extent, ScaleEnds, ValueScale};
use super::ticks::{linear_ticks, round_down, tick_step};
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The most bins.
const MAX_BINS: usize = 60;

/// Sorts values into bins. Without a number of bins, it follows the rule of Freedman and Diaconis
/// (1981), with a round width.
pub(super) fn bin_values(values: &[f64], bins: Option<u32>) -> (Vec<f64>, Vec<usize>, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(&min), Some(&max)) = (sorted.first(), sorted.last()) else {
        return (Vec::new(), Vec::new(), 1.0);
    };
    let count = sorted.len();
    let spread = sorted[(count * 3 / 4).min(count - 1)] - sorted[count / 4];
    let rule = 2.0 * spread / (count as f64).cbrt();
    let usual = if rule > 0.0 { ((max - min) / rule).clamp(5.0, 20.0) } else { 5.0 };
    let span = if max > min { max - min } else { max.abs().max(1.0) };
    let width = match bins {
        Some(bins) => tick_step(span, f64::from(bins)),
        // Wider bins than those of the rule would hide the shape.
        None => round_down(span / usual * 1.05),
    };
    let first = (min / width).floor();
    let last = (max / width).floor();
    let number = (((last - first) as usize) + 1).clamp(1, MAX_BINS);
    let mut counts = vec![0; number];
    for value in &sorted {
        let index = ((value / width).floor() - first).max(0.0) as usize;
        counts[index.min(number - 1)] += 1;
    }
    let edges = (0..number).map(|index| (first + index as f64) * width).collect();
    (edges, counts, width)
}

impl ChartData {
    /// Returns the data of a histogram: the bins of the values of the first series.
    pub(super) fn into_bins(self, bins: Option<u32>) -> Self {
        let Some(series) = self.series.into_iter().next() else { return Self::default() };
        let values: Vec<f64> = series.values.iter().flatten().copied().collect();
        let (edges, counts, width) = bin_values(&values, bins);
        Self {
            category_name: series.name,
            categories: vec![String::new(); edges.len()],
            scale: CategoryScale::Numbers,
            positions: edges,
            bin_width: width,
            series: vec![Series {
                values: counts.into_iter().map(|count| Some(count as f64)).collect(),
                ..Series::default()
            }],
            ..Self::default()
        }
    }
}

/// Returns the names of bins: `10–20`.
pub(super) fn bin_names(chart: &Chart, language: &NumberLanguage) -> Vec<String> {
    let data = &chart.data;
    let style = edge_style(chart, language);
    let name =
        |edge: &f64| format!("{}–{}", style.write(*edge), style.write(edge + data.bin_width));
    data.positions.iter().map(name).collect()
}

fn edge_style<'n>(chart: &Chart, language: &'n NumberLanguage) -> NumberWriter<'n> {
    let data = &chart.data;
    let largest = data.positions.iter().map(|edge| edge.abs()).fold(data.bin_width, f64::max);
    let options = &chart.options;
    let written =
        NumberUse { pattern: options.x_axis.format.as_ref(), unit: options.unit.as_deref() };
    NumberWriter::of_ticks(language, (data.bin_width, largest), &written)
}

/// Arranges the chart.
pub(super) fn arrange_histogram(arranger: &mut Arranger<'_, '_>) {
    let frame = arranger.canvas.frame;
    let chart = arranger.chart;
    let data = &chart.data;
    // The unit is that of the values, which are at the horizontal axis.
    let top = match chart.options.y_axis.title.clone() {
        Some(title) => {
            let rect = Rect::new(frame.x, frame.y, frame.width, LINE_HEIGHT);
            let style = LabelSetting::new(LabelAlign::Start, LabelInk::Muted);
            arranger.place_line(&title, rect, style);
            frame.y + LINE_HEIGHT * 1.4
        }
        None => frame.y,
    };
    let top = top + arranger.upright_reference_room();
    let title = x_title(chart);
    let below = BOTTOM_GAP + LINE_HEIGHT * if title.is_some() { 2.0 } else { 1.0 };
    let height = frame.bottom() - top - LINE_HEIGHT / 2.0 - below;
    let counts = data.series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let axis = AxisOptions { is_log: false, min: None, ..chart.options.y_axis.clone() };
    let extent = Extent::of(counts.chain([0.0]));
    // There are no halves of counts.
    let count = f64::from((height / 3.4).clamp(2.0, 5.0)).min(extent.max().max(1.0));
    let scale = ValueScale::new(extent, &axis, ScaleEnds::Round, count);
    let written = NumberUse { pattern: axis.format.as_ref(), unit: None };
    let ticks = scale.write_ticks(arranger.language, &written);
    let left = arranger.canvas.widest(ticks.iter().map(String::as_str)) + AXIS_GAP;
    let plot = Rect::new(frame.x + left, top + LINE_HEIGHT / 2.0, frame.width - left - 0.8, height);
    let plot = arranger.canvas.fit_plot(plot);
    arranger.draw_value_axis((&scale, &ticks), plot, false);
    let bins = data.positions.len().max(1) as f32;
    let width = plot.width / bins;
    let gap = if width > 0.6 { HAIRLINE * 1.6 } else { 0.0 };
    for (row, value) in data.series.iter().flat_map(|s| s.values.iter().enumerate()) {
        let height = scale.share(value.unwrap_or(0.0)) * plot.height;
        let x = plot.x + row as f32 * width + gap / 2.0;
        let rect = Rect::new(x, plot.bottom() - height, width - gap, height);
        let colour = arranger.series_colour(0);
        arranger.canvas.fill(ChartOutline::Rect(rect), colour, ChartPart::value(0, row));
    }
    let (from, to) = (Point::new(plot.x, plot.bottom()), Point::new(plot.right(), plot.bottom()));
    arranger.canvas.line(from, to, ChartColour::Axis, AXIS_WIDTH);
    draw_edges(arranger, plot);
    if let (Some(first), Some(last)) = (data.positions.first(), data.positions.last()) {
        let length = last + data.bin_width - first;
        let x_of = |value: f64| plot.x + ((value - first) / length) as f32 * plot.width;
        arranger.draw_upright_references(plot, x_of);
    }
}

fn x_title(chart: &Chart) -> Option<String> {
    let options = &chart.options;
    let unit = options.unit.as_deref().filter(|unit| !super::format::is_short_unit(unit));
    let heading = Some(chart.data.category_name.as_str()).filter(|name| !name.is_empty());
    let title = options.x_axis.title.as_deref().or(heading);
    let parts: Vec<&str> = title.into_iter().chain(unit).collect();
    Some(parts.join(", ")).filter(|words| !words.is_empty())
}

fn draw_edges(arranger: &mut Arranger<'_, '_>, plot: Rect) {
    let chart = arranger.chart;
    let data = &chart.data;
    let (Some(first), Some(last)) = (data.positions.first(), data.positions.last()) else { return };
    let (min, max) = (*first, last + data.bin_width);
    let count = f64::from((plot.width / 4.0).clamp(2.0, 12.0));
    let (ticks, _) = linear_ticks((min, max), (true, true), count);
    let options = &chart.options;
    let written =
        NumberUse { pattern: options.x_axis.format.as_ref(), unit: options.unit.as_deref() };
    let largest = min.abs().max(max.abs());
    let style = NumberWriter::of_ticks(arranger.language, (ticks.step, largest), &written);
    let top = plot.bottom() + BOTTOM_GAP;
    let place = |tick: &f64| plot.x + ((tick - min) / (max - min)) as f32 * plot.width;
    let ticks = ticks.values.iter().map(|tick| (place(tick), style.write(*tick)));
    arranger.place_ticks_below(ticks.collect(), top, LabelInk::Text);
    if let Some(title) = x_title(chart) {
        arranger.place_axis_title(&title, (plot.right(), top + LINE_HEIGHT));
    }
}

#[cfg(test)]
mod tests {
    use super::bin_values;

    #[test]
    fn bins_are_round_and_hold_every_value() {
        let values: Vec<f64> = (0..200).map(|at| f64::from(at) * 0.37).collect();
        let (edges, counts, width) = bin_values(&values, None);
        assert_eq!(counts.iter().sum::<usize>(), 200);
        assert_eq!((edges[0], width), (0.0, 10.0));
        assert_eq!(bin_values(&[5.0, 5.0], None).1.iter().sum::<usize>(), 2);
        assert!(bin_values(&[], None).0.is_empty());
        assert_eq!(bin_values(&[-1e15, 1e15], None).1.iter().sum::<usize>(), 2);
    }
}
