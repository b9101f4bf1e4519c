//! The names of series beside their last marks.

use super::arrange::Arranger;
use super::bars::BarSegment;
use super::canvas::{HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartColour, ChartPart, ChartStroke, Dashes, LabelInk};
use super::lines::DOT;
use super::model::{Series, SeriesMark, Stacking};
use super::upright::UprightPlot;
use crate::diagram::{LabelAlign, spread_labels_within};
use crate::geometry::{Point, Rect, Size};

/// The gap between a line and the name beside it.
const NAME_GAP: f32 = 0.5;
/// The largest share of the width that the names may take.
const MAX_NAMES: f32 = 0.32;
/// The room for lines that lead to names which are not at the height of their marks.
const LEADER_ROOM: f32 = 1.1;
/// A name that would be further from its bar is beside the bar instead.
const MAX_BAR_DISTANCE: f32 = 2.2;
/// A name that is moved further than this has such a line.
const MAX_MOVE: f32 = 0.4;

/// The names beside the right edge of a chart.
pub(super) struct DirectNames {
    /// The width of the widest.
    widest: f32,
    /// Whether lines lead to them.
    pub has_leaders: bool,
    /// The width in which they are broken.
    line_width: f32,
    /// The words for each series.
    texts: Vec<String>,
    /// Their heights.
    heights: Vec<f32>,
}

impl DirectNames {
    /// Returns the room that they need.
    pub(super) fn width(&self) -> f32 {
        self.widest + NAME_GAP + if self.has_leaders { LEADER_ROOM } else { 0.0 }
    }
}

/// A name beside the last mark of its series.
struct PlacedName {
    series: usize,
    /// The end of its last mark.
    end: Point,
    /// Whether its last value is before those of other series.
    is_early: bool,
    /// Its upper edge.
    top: f32,
    height: f32,
}

impl PlacedName {
    /// Returns its middle.
    fn middle(&self) -> f32 {
        self.top + self.height / 2.0
    }

    /// Whether it is further from its mark than readers see at once.
    fn is_moved(&self) -> bool {
        self.is_early || (self.middle() - self.end.y).abs() > MAX_MOVE
    }
}

impl Arranger<'_, '_> {
    /// Measures the names beside the right edge; `None` if they do not fit in this height.
    pub(super) fn measure_direct_names(&mut self, height: f32) -> Option<DirectNames> {
        let chart = self.chart;
        let is_single = !self.has_names();
        let texts: Vec<String> = match is_single {
            // The last value is what readers look for.
            true if !chart.data.has_bar_marks() && chart.options.labels != Some(false) => {
                let style = self.value_style(false);
                let last = chart.data.series.iter().map(Series::last_value);
                last.map(|value| value.map_or_else(String::new, |v| style.write(v))).collect()
            }
            true => return None,
            false => (0..chart.data.series.len()).map(|index| self.direct_name(index)).collect(),
        };
        let line_width = self.canvas.frame.width * MAX_NAMES - NAME_GAP;
        let mut measure = |text: &String| {
            // Bold letters of a font may be narrower.
            let [bold, plain] =
                [true, false].map(|is_bold| self.canvas.measure(text, line_width, is_bold));
            Size::new(bold.width.max(plain.width), bold.height.max(plain.height))
        };
        let sizes: Vec<Size> = texts.iter().map(&mut measure).collect();
        let widest = sizes.iter().map(|size| size.width).fold(0.0, f32::max);
        let total: f32 = sizes.iter().map(|size| size.height).sum();
        let fits = total <= height && widest <= line_width + 0.1;
        fits.then(|| DirectNames {
            widest,
            has_leaders: false,
            line_width,
            heights: sizes.iter().map(|size| size.height).collect(),
            texts,
        })
    }

    /// Returns the name of a series. Heights of stacked areas do not start at zero and are hard to
    /// read, so the name of an area is written with its last value.
    fn direct_name(&self, index: usize) -> String {
        let (chart, series) = (self.chart, &self.chart.data.series[index]);
        let name = series.name.clone();
        let is_area = series.mark == SeriesMark::Area && chart.stacking() != Stacking::None;
        let row = series.values.len().checked_sub(1).filter(|_| is_area && !name.is_empty());
        let value = row.and_then(|row| Some((row, series.values[row]?)));
        let Some((row, value)) = value.filter(|_| chart.options.labels != Some(false)) else {
            return name;
        };
        let share = self.share_texts().and_then(|shares| shares[index][row].clone());
        let value = share.unwrap_or_else(|| self.value_style(series.is_on_right).write(value));
        format!("{name}\u{a0} {value}")
    }

    /// Whether names are too far from their marks to be understood without lines.
    pub(super) fn needs_leaders(
        &self,
        names: &DirectNames,
        segments: &[BarSegment],
        chart: &UprightPlot<'_>,
    ) -> bool {
        self.has_names()
            && self.place_names(names, segments, chart).iter().any(PlacedName::is_moved)
    }

    /// Chooses the places of the names, each as near to its mark as the others allow.
    fn place_names(
        &self,
        names: &DirectNames,
        segments: &[BarSegment],
        chart: &UprightPlot<'_>,
    ) -> Vec<PlacedName> {
        let is_stacked = self.chart.stacking() != Stacking::None;
        let bands = is_stacked.then(|| self.area_bands());
        let with_name = (0..names.texts.len()).filter(|index| !names.texts[*index].is_empty());
        let mut placed: Vec<PlacedName> = with_name
            .filter_map(|series| {
                let end = self.last_end(series, segments, bands.as_deref(), chart)?;
                let values = &self.chart.data.series[series].values;
                let last = values.iter().rposition(Option::is_some)?;
                let is_early = last + 1 < values.len();
                let height = names.heights[series];
                Some(PlacedName { series, end, is_early, top: 0.0, height })
            })
            .collect();
        placed.sort_by(|a, b| a.end.y.total_cmp(&b.end.y));
        let boxes: Vec<(f32, f32)> =
            placed.iter().map(|name| (name.end.y - name.height / 2.0, name.height)).collect();
        let bounds = (self.canvas.frame.y, chart.plot.bottom() + LINE_HEIGHT / 2.0);
        let tops = spread_labels_within(&boxes, bounds);
        placed.iter_mut().zip(tops).for_each(|(name, top)| name.top = top);
        placed
    }

    /// Draws the names beside the last marks of the series.
    pub(super) fn draw_direct_names(
        &mut self,
        names: &DirectNames,
        segments: &[BarSegment],
        chart: &UprightPlot<'_>,
    ) {
        let data = &self.chart.data;
        let has_highlight = self.chart.highlights_series();
        let is_single = !self.has_names();
        let x = chart.plot.right() + names.width() - names.widest;
        for name in self.place_names(names, segments, chart) {
            let index = name.series;
            let text = &names.texts[index];
            let is_highlighted = has_highlight && self.chart.highlights(&data.series[index].name);
            let is_bold = is_single || is_highlighted;
            let width = self.canvas.measure(text, names.line_width, is_bold).width;
            // The only value is beside its point, wherever that is.
            let is_far = !names.has_leaders && x - name.end.x > MAX_BAR_DISTANCE;
            let x = if is_single || is_far { x.min(name.end.x + NAME_GAP) } else { x };
            let rect = Rect::new(x, name.top, width, name.height);
            let colour = self.series_colour(index);
            let part = ChartPart::series(index);
            let ink = match colour.clone() {
                ChartColour::Muted => LabelInk::Muted,
                colour => LabelInk::Coloured(colour),
            };
            let style = LabelSetting::new(LabelAlign::Start, ink).bold_if(is_bold);
            if is_far {
                self.canvas.clear_grid(rect);
            }
            if !self.canvas.place(text, rect, style.of_part(part)) {
                self.canvas.note_crowded();
            } else if names.has_leaders {
                let from = name.end.moved_by(DOT * 1.6, 0.0);
                let bend = Point::new(chart.plot.right().max(from.x) + NAME_GAP / 2.0, from.y);
                let to = Point::new(x - NAME_GAP / 2.0, name.middle());
                let is_early = bend.x - from.x > 0.6;
                let points = if is_early { vec![from, bend, to] } else { vec![from, to] };
                let (width, dashes) = (HAIRLINE * 1.2, Dashes::Solid);
                self.canvas.stroke(ChartStroke { points, colour, width, dashes }, part);
            }
        }
    }

    /// Returns the end of the last mark of a series. `bands` are those of stacked areas.
    fn last_end(
        &self,
        index: usize,
        segments: &[BarSegment],
        bands: Option<&[Vec<(f64, f64)>]>,
        chart: &UprightPlot<'_>,
    ) -> Option<Point> {
        let series = &self.chart.data.series[index];
        if series.mark == SeriesMark::Bar {
            let last = segments.iter().rev().find(|segment| segment.series == index)?;
            let y = chart.height_of((last.from + last.to) / 2.0, series.is_on_right);
            // The name is beside the last row, even if the bar is thinner than its slot.
            return Some(Point::new(chart.bar_end(last.row, self.slot_count()), y));
        }
        let row = series.values.iter().rposition(Option::is_some)?;
        if let Some(bands) = bands.filter(|_| series.mark == SeriesMark::Area) {
            let (low, high) = bands[index][row];
            let y = chart.height_of((low + high) / 2.0, series.is_on_right);
            return Some(Point::new(chart.plot.right(), y));
        }
        Some(chart.point(row, series.values[row]?, series.is_on_right))
    }
}
