//! Arranges scatter and bubble charts: points between two scales.

use super::arrange::Arranger;
use super::axis::{AXIS_GAP, BOTTOM_GAP};
use super::canvas::{HAIRLINE, LINE_HEIGHT, LabelSetting};
use super::drawing::{ChartColour, ChartOutline, ChartPart, LabelInk};
use super::format::{NumberUse, NumberWriter};
use super::header::HEADER_GAP;
use super::model::{AxisOptions, Chart, ChartKind};
use super::scale::{Extent, ScaleEnds, ValueScale};
use super::ticks::round_down;
use crate::diagram::LabelAlign;
use crate::geometry::{Point, Rect};

/// The radius of points, and of the largest bubble.
const RADIUS: f32 = 0.32;
const MIN_BUBBLE: f32 = 0.25;
const MAX_BUBBLE: f32 = 2.3;
/// The largest radius of the bubble that explains the sizes.
const KEY_RADIUS: f32 = 0.75;
/// The second of these bubbles is smaller by this factor.
const SMALL_KEY: f64 = 10.0;
/// The gaps before a bubble that explains sizes, and between it and its value.
const KEY_GAP: (f32, f32) = (0.8, 0.35);
/// With more points, they are smaller.
const MANY: usize = 120;
/// With more points, only those that are highlighted have names.
const MAX_NAMED: usize = 60;
/// The gap between a name and the edge of the bubble that it is in.
const INNER_MARGIN: f32 = 0.25;
/// The usual gap between two names on a line.
const NAME_DISTANCE: f32 = 0.5;
/// The gap between a point and its name.
const NAME_GAP: f32 = 0.25;

/// A point.
struct PlacedPoint {
    series: usize,
    row: usize,
    centre: Point,
    radius: f32,
}

/// Arranges the chart.
pub(super) fn arrange_points(arranger: &mut Arranger<'_, '_>) {
    let frame = arranger.canvas.frame;
    let mut top = arranger.draw_header();
    top = draw_size_key(arranger, top);
    if arranger.has_names() && arranger.chart.options.legend != super::model::LegendPlace::None {
        top = arranger.draw_legend(top);
    }
    let chart = arranger.chart;
    let title_height = x_title(chart).map_or(0.0, |_| LINE_HEIGHT);
    let below = BOTTOM_GAP + LINE_HEIGHT + title_height;
    let height = frame.bottom() - top - LINE_HEIGHT / 2.0 - below;
    let y_scale = point_scale(
        &chart.options.y_axis,
        chart
            .data
            .series
            .iter()
            .flat_map(|series| series.values.iter().flatten().copied())
            .chain(chart.options.references.iter().map(|line| line.value)),
        f64::from((height / 3.4).clamp(2.0, 5.0)),
    );
    let x_scale = point_scale(
        &chart.options.x_axis,
        chart.data.positions.iter().copied(),
        f64::from((frame.width / 6.0).clamp(2.0, 7.0)),
    );
    let y_ticks = y_scale.write_ticks(arranger.language, &arranger.number_use(false));
    let left = arranger.canvas.widest(y_ticks.iter().map(String::as_str)) + AXIS_GAP;
    let plot = Rect::new(frame.x + left, top + LINE_HEIGHT / 2.0, frame.width - left - 0.8, height);
    let plot = arranger.canvas.fit_plot(plot);
    let points = place_points(chart, (&x_scale, &y_scale), plot);
    // Bubbles at the edges stay clear of what is around the plot.
    let inner = arranger.canvas.fit_plot(inset_for_bubbles(plot, &points));
    let points = place_points(chart, (&x_scale, &y_scale), inner);
    let rows = Rect { y: inner.y, height: inner.height, ..plot };
    arranger.draw_value_axis((&y_scale, &y_ticks), rows, false);
    draw_x_axis(arranger, &x_scale, (plot, inner));
    arranger.canvas.end_grid();
    let height_of = |value: f64| inner.bottom() - y_scale.share(value) * inner.height;
    arranger.draw_reference_lines(plot, height_of);
    for point in &points {
        let colour = point_colour(arranger, point);
        let part = ChartPart::value(point.series, point.row);
        let outline = match chart.kind {
            ChartKind::Bubble => ChartOutline::Circle(point.centre, point.radius),
            _ => marker(point.series, point.centre, point.radius),
        };
        if chart.kind == ChartKind::Bubble {
            // An edge in the colour of the page tells bubbles apart that overlap.
            let edge = ChartOutline::Circle(point.centre, point.radius + HAIRLINE);
            arranger.canvas.fill(edge, ChartColour::Ground, part);
        }
        arranger.canvas.fill(outline, colour, part);
    }
    if chart.kind == ChartKind::Bubble {
        // Bubbles near zero hang below the axis, but do not hide it.
        draw_x_line(arranger, plot);
    }
    draw_names(arranger, &points, plot);
    arranger.draw_reference_labels(plot, height_of);
}

/// Returns the part of a plot in which values are placed so that no bubble covers a label around
/// the plot.
fn inset_for_bubbles(plot: Rect, points: &[PlacedPoint]) -> Rect {
    let widest = |reach: &dyn Fn(&PlacedPoint) -> f32| points.iter().map(reach).fold(0.0, f32::max);
    let left = widest(&|p| plot.x - OVERHANG.left - (p.centre.x - p.radius));
    let right = widest(&|p| p.centre.x + p.radius - plot.right() - OVERHANG.right);
    let top = widest(&|p| plot.y - OVERHANG.top - (p.centre.y - p.radius));
    let bottom = widest(&|p| p.centre.y + p.radius - plot.bottom() - OVERHANG.bottom);
    let (width, height) = (plot.width - left - right, plot.height - top - bottom);
    Rect::new(plot.x + left, plot.y + top, width, height)
}

/// How far bubbles may reach beyond each side of the plot.
struct Overhang {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

const OVERHANG: Overhang = Overhang { left: 0.35, right: 0.75, top: 0.5, bottom: 0.5 };

/// Says what the areas of bubbles show: draws two bubbles of round sizes with their values, at the
/// right of the words above the chart. Returns where the chart starts.
fn draw_size_key(arranger: &mut Arranger<'_, '_>, top: f32) -> f32 {
    let chart = arranger.chart;
    let largest = chart.data.sizes.iter().flatten().copied().fold(0.0, f64::max);
    if chart.kind != ChartKind::Bubble || largest <= 0.0 {
        return top;
    }
    // The largest round value whose bubble is not taller than a line.
    let limit = largest * f64::from(KEY_RADIUS / MAX_BUBBLE).powi(2);
    let values = [round_down(limit / SMALL_KEY), round_down(limit)];
    let written = NumberUse { pattern: None, unit: None };
    let writer = NumberWriter::of_values(arranger.language, values.into_iter(), &written);
    let keys = values.map(|value| {
        let text = writer.write(value);
        let width = arranger.canvas.measure_line(&text).width;
        SizeKey { radius: bubble_radius(value, largest), width, text }
    });
    let name = chart.data.size_name.as_str();
    let name_width = arranger.canvas.measure_line(name).width;
    let frame = arranger.canvas.frame;
    let width = name_width + keys.iter().map(SizeKey::room).sum::<f32>();
    let y = frame.y.max(top - LINE_HEIGHT - HEADER_GAP);
    let beside = Rect::new(frame.right() - width, y, width, LINE_HEIGHT);
    let (rect, bottom) = if top > frame.y && arranger.canvas.is_free(beside) {
        (beside, top)
    } else {
        // The words above the chart need the whole line.
        (Rect { y: top, ..beside }, top + LINE_HEIGHT + HEADER_GAP)
    };
    if !arranger.canvas.is_free(rect) {
        arranger.canvas.note_crowded();
        return top;
    }
    let style = LabelSetting::new(LabelAlign::Start, LabelInk::Text);
    arranger.canvas.place(name, Rect { width: name_width, ..rect }, style.clone());
    // The bubbles are those of the chart, unless it has several colours.
    let is_plain = chart.data.series.len() == 1 && chart.options.highlight.is_empty();
    let colour = if is_plain { arranger.series_colour(0) } else { ChartColour::Muted };
    let mut x = rect.x + name_width;
    for key in &keys {
        let centre = Point::new(x + KEY_GAP.0 + key.radius, rect.y + LINE_HEIGHT / 2.0);
        let outline = ChartOutline::Circle(centre, key.radius);
        arranger.canvas.fill(outline, colour.clone(), ChartPart::default());
        x += key.room();
        let number = Rect { x: x - key.width, width: key.width, ..rect };
        arranger.canvas.place(&key.text, number, style.clone());
    }
    bottom
}

/// A bubble that explains sizes, with its value.
struct SizeKey {
    radius: f32,
    text: String,
    width: f32,
}

impl SizeKey {
    /// Returns the width of the bubble and its value, with the gaps before both.
    fn room(&self) -> f32 {
        KEY_GAP.0 + 2.0 * self.radius + KEY_GAP.1 + self.width
    }
}

fn bubble_radius(size: f64, largest: f64) -> f32 {
    (MAX_BUBBLE * (size / largest).max(0.0).sqrt() as f32).max(MIN_BUBBLE)
}

fn point_scale(options: &AxisOptions, values: impl Iterator<Item = f64>, count: f64) -> ValueScale {
    let extent = match options.is_log {
        true => Extent::of(values.filter(|value| *value > 0.0)),
        false => Extent::of(values).near_zero(),
    };
    ValueScale::new(extent, options, ScaleEnds::Round, count)
}

/// Returns the title of the horizontal axis: the one that the author set, or the heading.
fn x_title(chart: &Chart) -> Option<&str> {
    let heading = Some(chart.data.category_name.as_str()).filter(|name| !name.is_empty());
    chart.options.x_axis.title.as_deref().or(heading)
}

/// Draws the horizontal axis below a plot, for values in its inner part.
fn draw_x_axis(arranger: &mut Arranger<'_, '_>, scale: &ValueScale, (plot, inner): (Rect, Rect)) {
    let written = NumberUse { pattern: arranger.chart.options.x_axis.format.as_ref(), unit: None };
    let texts = scale.write_ticks(arranger.language, &written);
    let top = plot.bottom() + BOTTOM_GAP;
    arranger.canvas.scales.across = Some(scale.to_drawn());
    let mut ticks = Vec::new();
    for (tick, text) in scale.ticks.iter().zip(texts) {
        let x = inner.x + scale.share(*tick) * inner.width;
        let (from, to) = (Point::new(x, plot.y), Point::new(x, plot.bottom()));
        arranger.canvas.line(from, to, ChartColour::Grid, HAIRLINE);
        ticks.push((x, text));
    }
    arranger.place_ticks_below(ticks, top, LabelInk::Muted);
    // Names are not above the axis.
    let line = Rect::new(plot.x, plot.bottom() - 0.1, plot.width, 0.2);
    arranger.obstacles.push(line);
    if arranger.chart.kind != ChartKind::Bubble {
        draw_x_line(arranger, plot);
    }
    if let Some(title) = x_title(arranger.chart).map(str::to_owned) {
        arranger.place_axis_title(&title, (plot.right(), top + LINE_HEIGHT));
    }
}

/// Draws the line of the horizontal axis.
fn draw_x_line(arranger: &mut Arranger<'_, '_>, plot: Rect) {
    let (from, to) = (Point::new(plot.x, plot.bottom()), Point::new(plot.right(), plot.bottom()));
    arranger.canvas.line(from, to, ChartColour::Axis, HAIRLINE * 1.4);
}

fn place_points(
    chart: &Chart,
    (x_scale, y_scale): (&ValueScale, &ValueScale),
    plot: Rect,
) -> Vec<PlacedPoint> {
    let data = &chart.data;
    let count = data.positions.len();
    let largest = data.sizes.iter().flatten().copied().fold(f64::MIN_POSITIVE, f64::max);
    let small = if count > MANY { 0.6 } else { 1.0 };
    let mut points = Vec::new();
    for (series, values) in data.series.iter().enumerate() {
        for (row, value) in values.values.iter().enumerate() {
            let (Some(value), Some(x)) = (value, data.positions.get(row)) else { continue };
            let radius = match (chart.kind, data.sizes.get(row)) {
                (ChartKind::Bubble, Some(Some(size))) => {
                    let share = (size.max(0.0) / largest).sqrt() as f32;
                    (MAX_BUBBLE * share).max(MIN_BUBBLE)
                }
                (ChartKind::Bubble, _) => MIN_BUBBLE,
                _ => RADIUS * small,
            };
            let centre = Point::new(
                plot.x + x_scale.share(*x) * plot.width,
                plot.bottom() - y_scale.share(*value) * plot.height,
            );
            points.push(PlacedPoint { series, row, centre, radius });
        }
    }
    // Large bubbles are below small ones.
    points.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    points
}

fn point_colour(arranger: &Arranger<'_, '_>, point: &PlacedPoint) -> ChartColour {
    let chart = arranger.chart;
    let colour = arranger.series_colour(point.series);
    let name = chart.data.point_names.get(point.row);
    let is_plain = chart.options.highlight.is_empty() || chart.highlights_series();
    if is_plain || name.is_some_and(|name| chart.highlights(name)) {
        return colour;
    }
    ChartColour::Muted
}

/// Writes names beside the points, as many as have room, inside the plot if they fit there.
/// Highlighted ones come first.
fn draw_names(arranger: &mut Arranger<'_, '_>, points: &[PlacedPoint], plot: Rect) {
    let chart = arranger.chart;
    if chart.data.point_names.is_empty() || chart.options.labels == Some(false) {
        return;
    }
    for point in points {
        let radius = point.radius * 0.8;
        let (x, y) = (point.centre.x - radius, point.centre.y - radius);
        let rect = Rect::new(x, y, 2.0 * radius, 2.0 * radius);
        arranger.obstacles.push(rect);
    }
    let mut order: Vec<&PlacedPoint> = points.iter().collect();
    if order.len() > MAX_NAMED && chart.options.labels != Some(true) {
        // A few names among many points would be chance.
        order.retain(|point| chart.highlights(&chart.data.point_names[point.row]));
    }
    order.sort_by_key(|point| !chart.highlights(&chart.data.point_names[point.row]));
    for point in order {
        let name = &chart.data.point_names[point.row];
        let is_bold = chart.highlights(name);
        let size = arranger.canvas.measure(name, f32::MAX / 4.0, is_bold);
        let (centre, reach) = (point.centre, point.radius + NAME_GAP);
        let middle = centre.y - LINE_HEIGHT / 2.0;
        let places = [
            (centre.x + reach, middle),
            (centre.x - size.width / 2.0, centre.y - point.radius - LINE_HEIGHT),
            (centre.x - reach - size.width, middle),
            (centre.x - size.width / 2.0, centre.y + point.radius),
            (centre.x + reach * 0.7, centre.y - point.radius * 0.7 - LINE_HEIGHT),
            (centre.x + reach * 0.7, centre.y + point.radius * 0.7),
            (centre.x - reach * 0.7 - size.width, centre.y - point.radius * 0.7 - LINE_HEIGHT),
            (centre.x - reach * 0.7 - size.width, centre.y + point.radius * 0.7),
            (centre.x - size.width / 2.0, middle),
        ];
        let fits_inside = size.width < width_inside(point.radius);
        let count = if fits_inside { places.len() } else { places.len() - 1 };
        let part = ChartPart::value(point.series, point.row);
        let mut rects: Vec<Rect> = places[..count]
            .iter()
            .map(|(x, y)| Rect::new(*x, *y, size.width, LINE_HEIGHT))
            .collect();
        let mut is_placed = false;
        if fits_inside {
            rects.rotate_right(1);
        }
        // If there is another place, no edge of the plot strikes a name through, and no two names
        // seem to be one.
        let canvas = &arranger.canvas;
        let is_in_plot = |rect: &Rect| rect.x >= plot.x && rect.right() <= plot.right();
        let clashes =
            |(_, rect): &(usize, Rect)| (!is_in_plot(rect), !canvas.is_apart(*rect, NAME_DISTANCE));
        let mut order: Vec<(usize, Rect)> = rects.into_iter().enumerate().collect();
        order.sort_by_key(clashes);
        for (index, rect) in &order {
            let is_inside = fits_inside && *index == 0;
            if !is_inside && !arranger.is_name_clear(*rect) {
                continue;
            }
            let ink = match is_inside {
                true => LabelInk::On(point_colour(arranger, point)),
                false => LabelInk::Text,
            };
            let style = LabelSetting::new(LabelAlign::Centre, ink).bold_if(is_bold);
            if arranger.canvas.place(name, *rect, style.of_part(part)) {
                is_placed = true;
                break;
            }
        }
        let is_wanted = chart.options.labels == Some(true) || is_bold;
        arranger.canvas.note_crowded_if(is_wanted && !is_placed);
    }
}

/// Returns the width of the widest line of text in a circle that is clear of its edge.
fn width_inside(radius: f32) -> f32 {
    let (reach, half) = (radius - INNER_MARGIN, LINE_HEIGHT * 0.35);
    if reach > half { 2.0 * (reach * reach - half * half).sqrt() } else { 0.0 }
}

impl Arranger<'_, '_> {
    /// Whether a name in a rectangle would be above no point.
    fn is_name_clear(&self, rect: Rect) -> bool {
        !self.obstacles.iter().any(|other| super::canvas::overlaps(*other, rect))
    }
}

/// Returns the marker of a series: a circle, a square, a triangle, a diamond.
pub(super) fn marker(series: usize, centre: Point, radius: f32) -> ChartOutline {
    let corners = |corners: &[(f32, f32)]| {
        let corner = |(x, y): &(f32, f32)| centre.moved_by(x * radius, y * radius);
        ChartOutline::Polygon(corners.iter().map(corner).collect())
    };
    match series % 4 {
        1 => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => corners(&[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)]),
        3 => corners(&[(0.0, -1.3), (1.1, 0.0), (0.0, 1.3), (-1.1, 0.0)]),
        _ => ChartOutline::Circle(centre, radius),
    }
}
