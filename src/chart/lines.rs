//! Lines and areas.

use super::arrange::Arranger;
use super::canvas::{HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartColour, ChartOutline, ChartPart, ChartStroke, Dashes, LabelInk};
use super::model::{SeriesMark, Stacking};
use super::upright::UprightPlot;
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The width of lines.
const LINE_WIDTH: f32 = 0.15;
const MUTED_WIDTH: f32 = 0.1;
/// The radius of the dot at the end of a line.
pub(super) const DOT: f32 = 0.22;
/// The edge in the colour of the page around lines and dots that are above bars.
const HALO: f32 = 0.11;
/// With more values, only the last one of a line above bars has a dot.
const MAX_DOTS: usize = 16;

/// Returns the line of a series through points.
pub(super) fn series_stroke(
    arranger: &Arranger<'_, '_>,
    series: usize,
    points: Vec<Point>,
) -> ChartStroke {
    let colour = arranger.series_colour(series);
    let width = if colour == ChartColour::Muted { MUTED_WIDTH } else { LINE_WIDTH };
    // Dashes tell lines apart whose names are not beside them.
    let lines = arranger.chart.data.series.iter().filter(|s| s.mark == SeriesMark::Line).count();
    let has_dashes = arranger.has_names() && !arranger.has_direct_names() && lines > 1;
    let dashes = match series % 4 {
        _ if !has_dashes || colour == ChartColour::Muted => Dashes::Solid,
        1 => Dashes::Long,
        2 => Dashes::Dots,
        3 => Dashes::Short,
        _ => Dashes::Solid,
    };
    ChartStroke { points, colour, width, dashes }
}

impl Arranger<'_, '_> {
    /// Returns the lower and upper value of each area at each row.
    pub(super) fn area_bands(&self) -> Vec<Vec<(f64, f64)>> {
        let data = &self.chart.data;
        let stacking = self.chart.stacking();
        let rows = data.categories.len();
        let sums: Vec<f64> = (0..rows)
            .map(|row| data.series.iter().filter_map(|series| series.values[row]).sum())
            .collect();
        let mut tops = vec![0.0; rows];
        let band = |series: &super::model::Series| {
            let at = |row: usize| {
                let value = series.values[row].unwrap_or(0.0);
                let shown = match stacking {
                    Stacking::Percent if sums[row] > 0.0 => value / sums[row] * 100.0,
                    _ => value,
                };
                match stacking {
                    Stacking::None => (0.0, value),
                    _ => {
                        let low = tops[row];
                        tops[row] += shown;
                        (low, tops[row])
                    }
                }
            };
            (0..rows).map(at).collect()
        };
        data.series.iter().map(band).collect()
    }

    /// Draws the areas.
    pub(super) fn draw_areas(&mut self, chart: &UprightPlot<'_>) {
        if self.chart.data.series.iter().all(|series| series.mark != SeriesMark::Area) {
            return;
        }
        let bands = self.area_bands();
        let is_stacked = self.chart.stacking() != Stacking::None;
        let base = chart.scales.left.base();
        for (index, band) in bands.iter().enumerate() {
            let series = &self.chart.data.series[index];
            if series.mark != SeriesMark::Area {
                continue;
            }
            let part = ChartPart::series(index);
            let colour = self.series_colour(index);
            let point = |row: usize, value: f64| chart.point(row, value, series.is_on_right);
            // A stacked area has no gaps; any other one ends at a missing value.
            let runs = match is_stacked {
                true => std::iter::once(0..band.len()).collect(),
                false => value_runs(&series.values),
            };
            for run in runs {
                let mut outline: Vec<Point> =
                    run.clone().map(|row| point(row, band[row].1)).collect();
                let tops = outline.clone();
                outline.extend(run.rev().map(|row| point(row, band[row].0.max(base))));
                let fill = match is_stacked {
                    true => colour.clone(),
                    false => ChartColour::Tint(Box::new(colour.clone())),
                };
                self.canvas.fill(ChartOutline::Polygon(outline), fill, part);
                let stroke = match is_stacked {
                    true => ChartStroke {
                        points: tops,
                        colour: ChartColour::Ground,
                        width: HAIRLINE,
                        dashes: Dashes::Solid,
                    },
                    false => ChartStroke {
                        points: self.reserve_line(tops),
                        colour: colour.clone(),
                        width: LINE_WIDTH,
                        dashes: Dashes::Solid,
                    },
                };
                self.canvas.stroke(stroke, part);
            }
            if !is_stacked {
                self.draw_end_dot(index, chart);
            }
        }
    }

    /// Draws the lines: those that are not highlighted below the others.
    pub(super) fn draw_lines(&mut self, chart: &UprightPlot<'_>) {
        let data = &self.chart.data;
        let mut order: Vec<usize> = (0..data.series.len())
            .filter(|index| data.series[*index].mark == SeriesMark::Line)
            .collect();
        // The first series is drawn last, above the others.
        order.reverse();
        order.sort_by_key(|index| self.series_colour(*index) != ChartColour::Muted);
        let is_above_bars = order.len() < data.series.len() && self.chart.has_bars();
        for index in order {
            let series = &data.series[index];
            let part = ChartPart::series(index);
            for run in value_runs(&series.values) {
                let points: Vec<Point> = run
                    .filter_map(|row| Some((row, series.values[row]?)))
                    .map(|(row, value)| chart.point(row, value, series.is_on_right))
                    .collect();
                let points = self.reserve_line(points);
                if is_above_bars {
                    self.draw_halo(&points, part);
                }
                if let [point] = points.as_slice() {
                    let dot = ChartOutline::Circle(*point, DOT);
                    self.canvas.fill(dot, self.series_colour(index), part);
                }
                self.canvas.stroke(series_stroke(self, index, points), part);
            }
            if is_above_bars && series.values.len() <= MAX_DOTS {
                self.draw_dots(index, chart);
            } else {
                self.draw_end_dot(index, chart);
            }
        }
        if self.chart.options.labels == Some(true) {
            self.draw_point_labels(chart);
        }
    }

    /// Draws an edge in the colour of the page around a line, so that it is seen on bars.
    fn draw_halo(&mut self, points: &[Point], part: ChartPart) {
        let (colour, dashes) = (ChartColour::Ground, Dashes::Solid);
        let width = LINE_WIDTH + 2.0 * HALO;
        self.canvas.stroke(ChartStroke { points: points.to_vec(), colour, width, dashes }, part);
    }

    /// Marks every value of a line that is above bars.
    fn draw_dots(&mut self, index: usize, chart: &UprightPlot<'_>) {
        let series = &self.chart.data.series[index];
        let (colour, part) = (self.series_colour(index), ChartPart::series(index));
        for (row, value) in series.values.iter().enumerate() {
            let Some(value) = value else { continue };
            let point = chart.point(row, *value, series.is_on_right);
            let edge = ChartOutline::Circle(point, DOT + HALO);
            self.canvas.fill(edge, ChartColour::Ground, part);
            self.canvas.fill(ChartOutline::Circle(point, DOT), colour.clone(), part);
        }
    }

    /// Marks the last value of a series.
    fn draw_end_dot(&mut self, index: usize, chart: &UprightPlot<'_>) {
        let series = &self.chart.data.series[index];
        let Some(row) = series.values.iter().rposition(Option::is_some) else { return };
        let Some(value) = series.values[row] else { return };
        let point = chart.point(row, value, series.is_on_right);
        let colour = self.series_colour(index);
        if colour != ChartColour::Muted {
            let part = ChartPart::series(index);
            self.canvas.fill(ChartOutline::Circle(point, DOT), colour, part);
        }
    }

    /// Writes the values at the points of lines, where they have room.
    fn draw_point_labels(&mut self, chart: &UprightPlot<'_>) {
        let data = &self.chart.data;
        for (index, series) in data.series.iter().enumerate() {
            if series.mark == SeriesMark::Bar {
                continue;
            }
            let texts: Vec<Option<String>> = {
                let style = self.value_style(series.is_on_right);
                series.values.iter().map(|value| value.map(|value| style.write(value))).collect()
            };
            let last = series.values.iter().rposition(Option::is_some);
            for (row, text) in texts.into_iter().enumerate() {
                let (Some(text), Some(value)) = (text, series.values[row]) else { continue };
                if Some(row) == last && !self.has_names() {
                    // It is beside the line.
                    continue;
                }
                let point = chart.point(row, value, series.is_on_right);
                let width = self.canvas.measure_line(&text).width;
                // The first value is beside the scale, not above it.
                let left = (point.x - width / 2.0).max(chart.plot.x + 0.15);
                let ink = LabelInk::Coloured(self.series_colour(index));
                let style = LabelSetting::new(LabelAlign::Centre, ink)
                    .of_part(ChartPart::value(index, row));
                let above = Rect::new(left, point.y - LINE_HEIGHT - 0.2, width, LINE_HEIGHT);
                let below = Rect::new(left, point.y + 0.25, width, LINE_HEIGHT);
                if !self.canvas.place(&text, above, style.clone()) {
                    self.canvas.require(&text, below, style);
                }
            }
        }
    }

    /// Keeps notes away from a line; returns its points.
    fn reserve_line(&mut self, points: Vec<Point>) -> Vec<Point> {
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let count = (from.distance_to(to) / 0.4).ceil().clamp(1.0, 200.0);
            for step in 0..=count as usize {
                let share = step as f32 / count;
                let x = from.x + (to.x - from.x) * share;
                let y = from.y + (to.y - from.y) * share;
                self.obstacles.push(Rect::new(x - 0.15, y - 0.15, 0.3, 0.3));
            }
        }
        points
    }
}

/// Returns the rows between missing values.
fn value_runs(values: &[Option<f64>]) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for (row, value) in values.iter().enumerate() {
        match (value, start) {
            (Some(_), None) => start = Some(row),
            (None, Some(first)) => {
                runs.push(first..row);
                start = None;
            }
            _ => {}
        }
    }
    runs.extend(start.map(|first| first..values.len()));
    runs
}
