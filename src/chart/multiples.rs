//! Small multiples: every series in a small chart of its own, all with the same scale and the same
//! axes, which are written only once per row and column.

use super::arrange::Arranger;
use super::axis::AXIS_GAP;
use super::canvas::{Canvas, LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartColour, ChartPanel, ChartStroke, Dashes, LabelInk};
use super::model::{Chart, LegendPlace, Series, SeriesMark};
use super::scale::{ScaleEnds, ValueScale};
use super::upright::{Scales, UprightPlot};
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect, Size};

/// The least width of a small chart, and the gaps between two.
const MIN_WIDTH: f32 = 5.6;
const GAP: (f32, f32) = (1.3, 0.7);
/// The height of the name above a small chart.
const NAME_HEIGHT: f32 = LINE_HEIGHT * 1.2;
/// The least and the usual height of a small chart below its name.
const HEIGHT: (f32, f32) = (2.6, 7.0);
/// The width of a small chart relative to its height that is read best, with the room beside it.
const BEST_RATIO: f32 = 2.2;
/// What an empty place in the grid counts, compared with the ratio.
const EMPTY_PENALTY: f32 = 0.22;
/// The most charts side by side.
const MAX_COLUMNS: usize = 6;
/// The usual height of the labels below the grid.
const BELOW: f32 = LINE_HEIGHT * 2.4;
/// With at most this many lines and points, each chart shows the other lines in grey.
const MAX_OTHERS: usize = 16;
const MAX_OTHER_POINTS: usize = 4_000;

/// Returns the largest number of charts in a row.
fn most_columns(count: usize, width: f32) -> usize {
    let most = ((width + GAP.0) / (MIN_WIDTH + GAP.0)).floor().max(1.0) as usize;
    most.min(MAX_COLUMNS).min(count.max(1))
}

/// Returns the number of charts in a row of a room of this size: with few empty places, and charts
/// that are neither flat nor narrow.
fn column_count(count: usize, room: Size) -> usize {
    let score = |columns: &usize| {
        let rows = count.div_ceil(*columns);
        let empty = rows * columns - count;
        let width = (room.width + GAP.0) / *columns as f32 - GAP.0;
        let height = (room.height - BELOW + GAP.1) / rows as f32 - NAME_HEIGHT - GAP.1;
        let ratio = width.max(0.1) / height.max(0.1);
        EMPTY_PENALTY * empty as f32 + (ratio / BEST_RATIO).ln().abs()
    };
    let columns = 1..=most_columns(count, room.width);
    columns.min_by(|a, b| score(a).total_cmp(&score(b))).unwrap_or(1)
}

/// Returns the least and the usual height of the grid.
pub(super) fn heights(count: usize, width: f32) -> (f32, f32) {
    let height = |columns: usize, chart: f32| {
        let rows = count.div_ceil(columns) as f32;
        rows * (NAME_HEIGHT + chart) + (rows - 1.0) * GAP.1 + BELOW
    };
    let usual = (count as f32).sqrt().round().clamp(1.0, most_columns(count, width) as f32);
    (height(most_columns(count, width), HEIGHT.0), height(usual as usize, HEIGHT.1))
}

/// What all small charts have in common.
struct SmallGrid {
    columns: usize,
    count: usize,
    scales: Scales,
    ticks: Vec<String>,
    /// The room for ticks at the left, and for the last values at the right of each chart.
    left: f32,
    right: f32,
    /// The room for the labels below the lowest chart of each column.
    below: f32,
    /// The plot of the first chart.
    first: Rect,
}

impl SmallGrid {
    fn plot(&self, index: usize) -> Rect {
        let (column, row) = (index % self.columns, index / self.columns);
        let across = self.first.width + self.right + GAP.0;
        let down = self.first.height + NAME_HEIGHT + GAP.1;
        self.first.moved_by(column as f32 * across, row as f32 * down)
    }

    /// Returns the room of the name of a chart.
    fn name_rect(&self, index: usize) -> Rect {
        let plot = self.plot(index);
        let top = plot.y - NAME_HEIGHT;
        Rect::new(plot.x, top, plot.width + self.right, LINE_HEIGHT)
    }

    /// Returns the place of a chart whose labels are in `frame`.
    fn panel(&self, index: usize, frame: Rect) -> ChartPanel {
        ChartPanel {
            frame: frame.union(self.name_rect(index)),
            plot: self.plot(index),
            range: (self.scales.left.min, self.scales.left.max),
            names_values: index.is_multiple_of(self.columns),
            names_categories: self.is_lowest(index),
            step: self.scales.left.even_step(),
        }
    }

    /// Whether a chart is in the last row. Above an empty place, labels would be beside the names
    /// of the charts of the last row.
    fn is_lowest(&self, index: usize) -> bool {
        index / self.columns == (self.count - 1) / self.columns
    }
}

/// Arranges the charts.
pub(super) fn arrange_multiples<'m>(mut arranger: Arranger<'_, 'm>) -> Canvas<'m> {
    let top = arranger.draw_header();
    let grid = plan_grid(&mut arranger, top);
    let Arranger { chart, language, mut canvas, .. } = arranger;
    let frame = canvas.frame;
    let with_others = has_others(chart);
    for index in 0..grid.count {
        let single = chart.panel_chart(index);
        let name = &chart.data.series[index].name;
        let is_muted = chart.highlights_series() && !chart.highlights(name);
        let mut small = Arranger { chart: &single, language, canvas, obstacles: Vec::new() };
        let from = small.canvas.mark_count();
        let others = if with_others { Some(chart) } else { None };
        let is_bold = !is_muted;
        small.draw_small_name(name, grid.name_rect(index), is_bold);
        small.draw_small_chart(&grid, index, others);
        canvas = small.canvas;
        if is_muted {
            canvas.mute(from);
        }
        canvas.assign_series(from, index);
        canvas.panels.push(grid.panel(index, canvas.frame));
        canvas.frame = frame;
    }
    canvas
}

fn plan_grid(arranger: &mut Arranger<'_, '_>, top: f32) -> SmallGrid {
    let frame = arranger.canvas.frame;
    let chart = arranger.chart;
    let count = chart.data.series.len();
    let columns = column_count(count, Size::new(frame.width, frame.bottom() - top));
    let rows = count.div_ceil(columns) as f32;
    let below = arranger.bottom_height((frame.width / columns as f32 - GAP.0).max(1.0));
    let room = frame.bottom() - top - below - (rows - 1.0) * GAP.1 - rows * NAME_HEIGHT;
    let height = room / rows;
    // The values end at the largest one: a round end would leave much of a low chart empty.
    let extent = chart.extent(false);
    let mut axis = chart.options.y_axis.clone();
    if !axis.is_log {
        axis.max = axis.max.or(Some(extent.max()).filter(|max| max.is_finite() && *max > 0.0));
    }
    let ticks = f64::from((height / 1.8).clamp(1.0, 4.0));
    let scale = ValueScale::new(extent, &axis, ScaleEnds::Round, ticks);
    let ticks = scale.write_ticks(arranger.language, &arranger.number_use(false));
    let left = arranger.canvas.widest(ticks.iter().map(String::as_str)) + AXIS_GAP;
    let right = match has_end_values(chart) {
        true => widest_end(arranger) + 0.5,
        false => 0.0,
    };
    let width = |right: f32| {
        let gaps = GAP.0 * (columns - 1) as f32;
        (frame.width - left - gaps) / columns as f32 - right
    };
    let right = if width(right) < MIN_WIDTH * 0.7 { 0.0 } else { right };
    let first = Rect::new(frame.x + left, top + NAME_HEIGHT, width(right), height);
    let first = arranger.canvas.fit_plot(first);
    let scales = Scales { left: scale, right: None };
    SmallGrid { columns, count, scales, ticks, left, right, below, first }
}

/// Whether the last value is beside each line.
fn has_end_values(chart: &Chart) -> bool {
    chart.options.labels != Some(false) && !chart.data.has_bar_marks()
}

fn widest_end(arranger: &mut Arranger<'_, '_>) -> f32 {
    let style = arranger.value_style(false);
    let last = arranger.chart.data.series.iter().filter_map(Series::last_value);
    let texts: Vec<String> = last.map(|value| style.write(value)).collect();
    texts.iter().map(|text| arranger.canvas.measure_either(text)).fold(0.0, f32::max)
}

/// Whether each chart shows the lines of the others in grey.
fn has_others(chart: &Chart) -> bool {
    let count = chart.data.series.len();
    let are_lines = chart.data.series.iter().all(|series| series.mark == SeriesMark::Line);
    let points = count * count * chart.data.categories.len();
    are_lines && count <= MAX_OTHERS && points <= MAX_OTHER_POINTS
}

impl Arranger<'_, '_> {
    /// Draws the small chart with this index.
    fn draw_small_chart(&mut self, grid: &SmallGrid, index: usize, others: Option<&Chart>) {
        let plot = grid.plot(index);
        let left = if index.is_multiple_of(grid.columns) { grid.left } else { GAP.0 / 2.0 };
        let below = if grid.is_lowest(index) { grid.below } else { LINE_HEIGHT / 2.0 };
        // The highest tick is half a line above the plot.
        let above = LINE_HEIGHT / 2.0;
        let width = left + plot.width + grid.right.max(GAP.0 / 2.0);
        let height = above + plot.height + below;
        self.canvas.frame = Rect::new(plot.x - left, plot.y - above, width, height);
        // Ticks are written beside the first chart of each row.
        let is_first = index.is_multiple_of(grid.columns);
        let ticks =
            if is_first { grid.ticks.clone() } else { vec![String::new(); grid.ticks.len()] };
        self.draw_value_axis((&grid.scales.left, &ticks), plot, false);
        self.canvas.end_grid();
        let axis = self.category_axis(plot.x, plot.width);
        if grid.is_lowest(index) {
            self.draw_bottom_axis(&axis, plot);
        }
        let chart = UprightPlot { plot, axis: &axis, scales: &grid.scales };
        if let Some(others) = others {
            self.draw_other_lines(others, index, &chart);
        }
        let segments = self.bar_segments();
        self.draw_upright_marks(&segments, None, &chart);
        self.draw_reference_labels(plot, |value| chart.height_of(value, false));
        self.draw_notes(&chart, &segments);
        if grid.right > 0.0
            && let Some(names) = self.measure_direct_names(plot.height)
        {
            self.draw_direct_names(&names, &segments, &chart);
        }
    }

    fn draw_small_name(&mut self, name: &str, place: Rect, is_bold: bool) {
        let mut name = name.to_owned();
        if self.canvas.measure_width(&name, is_bold) > place.width {
            name = self.shorten(&name, place.width * 0.94);
            self.canvas.note_crowded();
        }
        let style = LabelSetting::new(LabelAlign::Start, LabelInk::Text).bold_if(is_bold);
        let width = self.canvas.measure_width(&name, is_bold).min(place.width);
        self.canvas.require(&name, Rect { width, ..place }, style);
    }

    /// Draws the lines of the other charts below that of this one.
    fn draw_other_lines(&mut self, all: &Chart, index: usize, chart: &UprightPlot<'_>) {
        let others = all.data.series.iter().enumerate().filter(|(other, _)| *other != index);
        for (_, series) in others {
            let values = series.values.iter().enumerate();
            let points: Vec<Point> =
                values.filter_map(|(row, v)| Some(chart.point(row, (*v)?, false))).collect();
            let colour = ChartColour::Tint(Box::new(ChartColour::Muted));
            let (width, dashes) = (super::canvas::HAIRLINE, Dashes::Solid);
            let stroke = ChartStroke { points, colour, width, dashes };
            self.canvas.stroke(stroke, super::drawing::ChartPart::default());
        }
    }
}

impl Chart {
    /// Returns the chart of one series, which is a panel among others.
    pub fn panel_chart(&self, index: usize) -> Chart {
        let mut single = self.clone();
        let series = self.data.series[index].clone();
        let options = &mut single.options;
        options.horizontal = Some(false);
        options.legend = LegendPlace::None;
        options.labels = None;
        options.multiples = Some(false);
        options.colours = options.colours.get(index).cloned().into_iter().collect();
        if index + 1 < self.data.series.len() {
            // One title of the axis is enough.
            options.x_axis.title = None;
        }
        // Words that are about all charts are in the first one.
        options.notes.retain(|note| note.series.unwrap_or_default() == index);
        options.notes.iter_mut().for_each(|note| note.series = None);
        if index > 0 {
            options.references.iter_mut().for_each(|line| line.label = Some(String::new()));
        }
        options.highlight.retain(|name| self.data.categories.contains(name));
        single.data.series = vec![series];
        single
    }
}
