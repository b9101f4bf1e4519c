//! The words above a chart: what its values are, their unit, and the legend.

use super::arrange::Arranger;
use super::canvas::{LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartOutline, ChartPart, LabelInk};
use super::format::is_short_unit;
use super::model::{ChartKind, LegendPlace, SeriesMark, Stacking};
use super::points;
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The gap below the header.
pub(super) const HEADER_GAP: f32 = 0.5;
/// The width of the sign before a name of a legend, with the gap after it.
const SWATCH: f32 = 1.1;
/// The gap between two names of a legend.
const LEGEND_GAP: f32 = 1.2;

impl Arranger<'_, '_> {
    /// Returns the words above the chart: what its values are, and their unit.
    fn header_words(&self) -> (String, String) {
        let options = &self.chart.options;
        let unit = options.unit.as_deref().filter(|unit| !is_short_unit(unit));
        let title = options.y_axis.title.as_deref();
        let parts: Vec<&str> = title.into_iter().chain(unit).collect();
        let right = options.right_axis.title.clone().unwrap_or_default();
        match self.named_in_header() {
            Some([left, other]) => (add_name(self.series_name(left), &parts.join(", ")), {
                add_name(self.series_name(other), &right)
            }),
            None => (parts.join(", "), right),
        }
    }

    fn series_name(&self, series: usize) -> &str {
        &self.chart.data.series[series].name
    }

    /// Returns the series at the left and at the right, if there is one of each: the words above
    /// their axes are their names, so there is no legend.
    fn named_in_header(&self) -> Option<[usize; 2]> {
        match self.chart.data.series.as_slice() {
            _ if self.chart.options.legend != LegendPlace::Auto || !self.has_names() => None,
            [first, second] if first.is_on_right != second.is_on_right => {
                Some(if first.is_on_right { [1, 0] } else { [0, 1] })
            }
            _ => None,
        }
    }

    /// Whether the names of the series are above their axes.
    pub(super) fn has_names_in_header(&self) -> bool {
        self.named_in_header().is_some()
    }

    /// Returns the height of the words above the chart and the legend.
    pub(super) fn header_height(&mut self) -> f32 {
        let (left, right) = self.header_words();
        let has_words = !left.is_empty() || !right.is_empty();
        let words = if has_words { LINE_HEIGHT + HEADER_GAP } else { 0.0 };
        let is_named = self.has_direct_names() || self.has_names_in_header();
        if is_named || self.chart.has_multiples() { words } else { words + self.legend_height() }
    }

    /// Draws the words above the chart; returns where the chart starts.
    pub(super) fn draw_header(&mut self) -> f32 {
        let (left, right) = self.header_words();
        let frame = self.canvas.frame;
        let mut bottom = frame.y;
        let room = if right.is_empty() { frame.width } else { frame.width / 2.0 - 0.5 };
        let signs = self.named_in_header();
        let sides = [(left, LabelAlign::Start), (right, LabelAlign::End)];
        for (side, (words, align)) in sides.into_iter().enumerate() {
            if words.is_empty() {
                continue;
            }
            let sign = signs.map(|series| series[side]);
            let room = if sign.is_some() { room - SWATCH } else { room };
            let size = self.canvas.measure(&words, room, false);
            let (words, size) = if size.width > room + 0.01 {
                // A word is wider than the room.
                self.canvas.note_crowded();
                let words = self.shorten(&words, room);
                let size = self.canvas.measure_line(&words);
                (words, size)
            } else {
                (words, size)
            };
            let width = size.width.min(room);
            let x = if align == LabelAlign::End { frame.right() - width } else { frame.x };
            let x = if align == LabelAlign::Start && sign.is_some() { x + SWATCH } else { x };
            let rect = Rect::new(x, frame.y, width, size.height);
            let part = ChartPart { series: sign, row: None };
            let ink = if sign.is_some() { LabelInk::Text } else { LabelInk::Muted };
            self.canvas.require(&words, rect, LabelSetting::new(align, ink).of_part(part));
            if let Some(series) = sign {
                self.draw_swatch(series, Point::new(x - SWATCH, frame.y + LINE_HEIGHT / 2.0));
            }
            bottom = bottom.max(frame.y + size.height + HEADER_GAP);
        }
        bottom
    }

    /// Whether names of series may be beside the marks instead of in a legend.
    pub(super) fn has_direct_names(&self) -> bool {
        let chart = self.chart;
        let lines = !chart.data.has_bar_marks();
        let is_stacked = chart.stacking() != Stacking::None && chart.kind == ChartKind::Bar;
        match chart.options.legend {
            LegendPlace::None => true,
            LegendPlace::Top => !self.has_names(),
            LegendPlace::Auto | LegendPlace::Right => !self.has_names() || lines || is_stacked,
        }
    }

    /// Whether there are several series with names.
    pub(super) fn has_names(&self) -> bool {
        let series = &self.chart.data.series;
        series.len() > 1 && series.iter().any(|series| !series.name.is_empty())
    }

    fn legend_height(&mut self) -> f32 {
        let rows = self.legend_rows();
        rows.len() as f32 * (LINE_HEIGHT + 0.15) + HEADER_GAP
    }

    /// Returns the series in each row of the legend, with the widths of their names.
    fn legend_rows(&mut self) -> Vec<Vec<(usize, f32)>> {
        let width = self.canvas.frame.width;
        let mut rows: Vec<Vec<(usize, f32)>> = vec![Vec::new()];
        let mut x = 0.0;
        for (index, series) in self.chart.data.series.iter().enumerate() {
            let needed = self.canvas.measure_line(&series.name).width.min(width - SWATCH);
            if x > 0.0 && x + SWATCH + needed > width {
                rows.push(Vec::new());
                x = 0.0;
            }
            rows.last_mut().into_iter().for_each(|row| row.push((index, needed)));
            x += SWATCH + needed + LEGEND_GAP;
        }
        rows
    }

    /// Draws a legend below `top`; returns where the chart starts.
    pub(super) fn draw_legend(&mut self, top: f32) -> f32 {
        let left = self.canvas.frame.x;
        let mut y = top;
        for row in self.legend_rows() {
            let mut x = left;
            let mut tallest = LINE_HEIGHT;
            for (series, width) in row {
                let name = &self.chart.data.series[series].name;
                let height = self.canvas.measure(name, width, false).height;
                tallest = tallest.max(height);
                let part = ChartPart::series(series);
                self.draw_swatch(series, Point::new(x, y + LINE_HEIGHT / 2.0));
                let rect = Rect::new(x + SWATCH, y, width, height);
                let style = LabelSetting::new(LabelAlign::Start, LabelInk::Text).of_part(part);
                if !self.canvas.place(name, rect, style) {
                    self.canvas.note_crowded();
                }
                x += SWATCH + width + LEGEND_GAP;
            }
            y += tallest + 0.15;
        }
        y + HEADER_GAP
    }

    /// Draws the sign of a series in a legend, centred at the height of `at`.
    fn draw_swatch(&mut self, series: usize, at: Point) {
        let colour = self.series_colour(series);
        let part = ChartPart::series(series);
        if self.chart.kind.is_points() {
            let centre = at.moved_by(0.35, 0.0);
            self.canvas.fill(points::marker(series, centre, 0.32), colour, part);
        } else if self.chart.data.series[series].mark == SeriesMark::Line {
            let points = vec![at, at.moved_by(0.8, 0.0)];
            self.canvas.stroke(super::lines::series_stroke(self, series, points), part);
        } else {
            let square = Rect::new(at.x, at.y - 0.34, 0.68, 0.68);
            self.canvas.fill(ChartOutline::Rect(square), colour, part);
        }
    }
}

/// Adds the name of a series to the title of its axis, unless the title says it.
fn add_name(name: &str, title: &str) -> String {
    let is_said = title.to_lowercase().contains(&name.to_lowercase());
    match (name, title) {
        (name, "") => name.to_owned(),
        (_, title) if is_said => title.to_owned(),
        (name, title) => format!("{name}: {title}"),
    }
}
