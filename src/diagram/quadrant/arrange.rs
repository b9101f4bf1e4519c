//! Arranges quadrant charts.

use super::super::drawing::{
    ArrangeOptions, ColourRole, DiagramLabel, DiagramLook, DiagramMark, Drawing, LabelAlign,
    LabelLook, MeasureLabel, ShapeKind, StrokeStyle,
};
use super::super::label::LabelText;
use super::super::marks::{draw_at_origin, label, line, shape};
use super::labels::{LabelPlace, LabelledPoint, nearest_point, place_labels};
use super::{QuadrantDiagram, QuadrantPoint};
use crate::geometry::{Point, Rect, Size};

/// The radius of a point, and its pixels in Mermaid.
const RADIUS: f32 = 0.36;
const RADIUS_PIXELS: f32 = 5.0;
/// The smallest and the largest radius.
const RADIUS_LIMITS: std::ops::RangeInclusive<f32> = 0.15..=1.5;
/// The smallest and the largest size of the chart.
const MIN_SIZE: Size = Size::new(12.0, 8.0);
const MAX_SIZE: Size = Size::new(64.0, 40.0);
/// A chart with more points does not grow: that would take long and make the type illegible.
const MAX_SPREAD_POINTS: usize = 50;
/// The factor by which a chart grows until no labels overlap.
const GROWTH: f32 = 1.2;
/// Space between the frame of the chart and texts.
const PADDING: f32 = 0.5;

/// The places of the name of a quadrant that are tried: the steps across and down it.
const NAME_STEPS: usize = 8;

const AXIS_STYLE: LabelLook = LabelLook { size: 0.9, is_bold: false, is_muted: false };
const QUADRANT_STYLE: LabelLook = LabelLook { size: 1.0, is_bold: true, is_muted: false };
const POINT_STYLE: LabelLook = LabelLook { size: 0.9, is_bold: false, is_muted: false };

/// Arranges a quadrant chart.
pub(in crate::diagram) fn arrange_quadrant(
    chart: &QuadrantDiagram,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let axis_width = options.max_label_width.min(7.0);
    let low = measure(&chart.y_axis.low, measurer, axis_width, AXIS_STYLE);
    let high = measure(&chart.y_axis.high, measurer, axis_width, AXIS_STYLE);
    let left = low.width.max(high.width);
    let left = if left > 0.0 { left + PADDING } else { 0.0 };
    let has_x_axis = !(chart.x_axis.low.is_empty() && chart.x_axis.high.is_empty());
    let below = if has_x_axis { 2.0 } else { 0.0 };
    let mut size = Size::new(
        (options.room.width - left - 0.4).clamp(MIN_SIZE.width, MAX_SIZE.width),
        (options.room.height - below - 0.4).clamp(MIN_SIZE.height, MAX_SIZE.height),
    );
    let (frame, names, points) = loop {
        let frame = Rect::new(0.0, 0.0, size.width, size.height);
        let (names, obstacles) = place_names(chart, measurer, frame);
        let points = place_points(chart, measurer, frame, obstacles);
        let is_free = points.places.iter().all(|place| place.is_free);
        let is_crowded = points.points.len() > MAX_SPREAD_POINTS;
        if is_free || is_crowded || size.width * GROWTH > MAX_SIZE.width {
            break (frame, names, points);
        }
        // A larger chart has more room for labels, but smaller type.
        size = Size::new(size.width * GROWTH, size.height * GROWTH);
    };
    let mut marks = draw_quadrants(frame);
    marks.extend(names);
    marks.extend(draw_axes(chart, measurer, frame, [low, high]));
    marks.extend(draw_points(chart, &points, frame));
    draw_at_origin(marks, 0.1)
}

fn measure(
    text: &LabelText,
    measurer: &mut dyn MeasureLabel,
    width: f32,
    style: LabelLook,
) -> Size {
    if text.is_empty() { Size::default() } else { measurer.measure_label(text, width, style) }
}

/// Returns the looks of the quadrants: the first, where both values are high, is the darkest.
fn quadrant_look(number: usize) -> DiagramLook {
    let depth = match number {
        0 => 2,
        1 | 3 => 1,
        _ => 0,
    };
    let stroke_style = StrokeStyle::None;
    DiagramLook { stroke_style, ..DiagramLook::of_role(ColourRole::Group(depth)) }
}

/// Returns the rectangles of the quadrants, in the order of their numbers.
fn quadrant_rects(frame: Rect) -> [Rect; 4] {
    let (width, height) = (frame.width / 2.0, frame.height / 2.0);
    [(1.0, 0.0), (0.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|(column, row)| {
        Rect::new(frame.x + column * width, frame.y + row * height, width, height)
    })
}

fn draw_quadrants(frame: Rect) -> Vec<DiagramMark> {
    let mut marks = Vec::new();
    for (number, rect) in quadrant_rects(frame).into_iter().enumerate() {
        let corners = [
            (rect.x, rect.y),
            (rect.right(), rect.y),
            (rect.right(), rect.bottom()),
            (rect.x, rect.bottom()),
        ];
        let corners = corners.map(|(x, y)| Point::new(x, y)).to_vec();
        marks.push(shape(ShapeKind::Polygon(corners), rect, quadrant_look(number)));
    }
    let middle = frame.centre();
    let guide = || DiagramLook::of_role(ColourRole::Line);
    marks.push(line(Point::new(frame.x, middle.y), Point::new(frame.right(), middle.y), guide()));
    marks.push(line(Point::new(middle.x, frame.y), Point::new(middle.x, frame.bottom()), guide()));
    marks
}

/// Returns where a point is in the frame.
fn point_in(frame: Rect, point: &QuadrantPoint) -> Point {
    Point::new(frame.x + point.x * frame.width, frame.y + (1.0 - point.y) * frame.height)
}

/// Whether the circle of a point reaches into a rectangle.
fn covers_point(rect: Rect, at: Point, point: &QuadrantPoint) -> bool {
    let nearest = nearest_point(rect, at);
    nearest.distance_to(at) < point_radius(point)
}

/// Places the names of the quadrants in their outer corners, or, if a point is there, in the next
/// row or place that is free. Returns their rectangles, too.
fn place_names(
    chart: &QuadrantDiagram,
    measurer: &mut dyn MeasureLabel,
    frame: Rect,
) -> (Vec<DiagramMark>, Vec<Rect>) {
    let mut marks = Vec::new();
    let mut rects = Vec::new();
    for (number, quadrant) in quadrant_rects(frame).into_iter().enumerate() {
        let text = &chart.quadrants[number];
        if text.is_empty() {
            continue;
        }
        let width = quadrant.width - 2.0 * PADDING;
        let size = measurer.measure_label(text, width, QUADRANT_STYLE);
        let is_right = quadrant.x > frame.x;
        let is_low = quadrant.y > frame.y;
        let (top, bottom) = (quadrant.y + 0.3, quadrant.bottom() - 0.3 - size.height);
        let (left, right) = (quadrant.x + PADDING, quadrant.right() - PADDING - size.width);
        let (near, far) = if is_right { (right, left) } else { (left, right) };
        let (outer, inner) = if is_low { (bottom, top) } else { (top, bottom) };
        let place = |row: usize, column: usize| {
            let share = |part: usize| part as f32 / NAME_STEPS as f32;
            let x = near + (far - near) * share(column);
            let y = outer + (inner - outer) * share(row);
            Rect::new(x, y, size.width, size.height)
        };
        // In the outer row, a name is at one of the ends or in the middle if it can be.
        let rows = [0, NAME_STEPS / 2, NAME_STEPS].map(|column| (0, column)).into_iter();
        let all = (0..=NAME_STEPS).flat_map(|row| (0..=NAME_STEPS).map(move |at| (row, at)));
        let mut places = rows.chain(all).map(|(row, column)| place(row, column));
        let is_free = |rect: &Rect| {
            let rect = rect.inset_by(-0.1, -0.1);
            !chart.points.iter().any(|point| covers_point(rect, point_in(frame, point), point))
        };
        let rect = places.find(is_free).unwrap_or(place(0, 0));
        let align = if is_right { LabelAlign::End } else { LabelAlign::Start };
        marks.push(DiagramMark::Label(DiagramLabel {
            ground: Some(quadrant_look(number)),
            ..label(text, rect, align, QUADRANT_STYLE)
        }));
        rects.push(rect);
    }
    (marks, rects)
}

/// Draws the words at the ends of the axes. `sizes` are those of the vertical axis.
fn draw_axes(
    chart: &QuadrantDiagram,
    measurer: &mut dyn MeasureLabel,
    frame: Rect,
    sizes: [Size; 2],
) -> Vec<DiagramMark> {
    let mut marks = Vec::new();
    let mut push = |text: &LabelText, rect: Rect, align: LabelAlign| {
        if !text.is_empty() {
            marks.push(DiagramMark::Label(label(text, rect, align, AXIS_STYLE)));
        }
    };
    let [low, high] = sizes;
    let left = frame.x - PADDING;
    let high_rect = Rect::new(left - high.width, frame.y, high.width, high.height);
    let low_rect = Rect::new(left - low.width, frame.bottom() - low.height, low.width, low.height);
    push(&chart.y_axis.high, high_rect, LabelAlign::End);
    push(&chart.y_axis.low, low_rect, LabelAlign::End);

    let width = frame.width / 2.0 - PADDING;
    let low = measure(&chart.x_axis.low, measurer, width, AXIS_STYLE);
    let high = measure(&chart.x_axis.high, measurer, width, AXIS_STYLE);
    let top = frame.bottom() + PADDING * 0.7;
    push(&chart.x_axis.low, Rect::new(frame.x, top, low.width, low.height), LabelAlign::Start);
    let high_rect = Rect::new(frame.right() - high.width, top, high.width, high.height);
    push(&chart.x_axis.high, high_rect, LabelAlign::End);
    marks
}

/// The points and the places of their labels.
struct PlacedPoints {
    points: Vec<LabelledPoint>,
    places: Vec<LabelPlace>,
}

fn place_points(
    chart: &QuadrantDiagram,
    measurer: &mut dyn MeasureLabel,
    frame: Rect,
    mut obstacles: Vec<Rect>,
) -> PlacedPoints {
    /// Labels wrap at this width.
    const MAX_WIDTH: f32 = 10.0;
    let points: Vec<LabelledPoint> = chart
        .points
        .iter()
        .map(|point| LabelledPoint {
            at: point_in(frame, point),
            radius: point_radius(point),
            size: measure(&point.label, measurer, MAX_WIDTH, POINT_STYLE),
        })
        .collect();
    // The lines between the quadrants.
    let Point { x, y } = frame.centre();
    obstacles.push(Rect::new(x - 0.1, frame.y, 0.2, frame.height));
    obstacles.push(Rect::new(frame.x, y - 0.1, frame.width, 0.2));
    let places = place_labels(&points, frame.inset_by(0.1, 0.1), obstacles);
    PlacedPoints { points, places }
}

/// Draws the points and their labels.
fn draw_points(chart: &QuadrantDiagram, placed: &PlacedPoints, frame: Rect) -> Vec<DiagramMark> {
    let mut shapes = Vec::new();
    let mut lines = Vec::new();
    let mut labels = Vec::new();
    for ((point, found), place) in chart.points.iter().zip(&placed.points).zip(&placed.places) {
        if place.is_far {
            lines.push(draw_leader(found.at, place));
        }
        let side = 2.0 * found.radius;
        let rect = Rect::new(found.at.x - found.radius, found.at.y - found.radius, side, side);
        shapes.push(shape(ShapeKind::Ellipse, rect, point_look(point)));
        let middle = Point::new(
            place.rect.x + place.rect.width / 2.0,
            place.rect.y + place.rect.height / 2.0,
        );
        labels.push(DiagramMark::Label(DiagramLabel {
            ground: Some(quadrant_look(quadrant_at(frame, middle))),
            ..label(&point.label, place.rect, LabelAlign::Centre, POINT_STYLE)
        }));
    }
    lines.into_iter().chain(shapes).chain(labels).collect()
}

fn point_radius(point: &QuadrantPoint) -> f32 {
    let scale = point.style.radius.map_or(1.0, |radius| radius / RADIUS_PIXELS);
    (RADIUS * scale).clamp(*RADIUS_LIMITS.start(), *RADIUS_LIMITS.end())
}

fn point_look(point: &QuadrantPoint) -> DiagramLook {
    let style = point.style;
    let role = if style.has_outline { ColourRole::Node } else { ColourRole::Primary };
    DiagramLook { fill: style.fill, stroke: style.stroke, ..DiagramLook::of_role(role) }
}

/// Draws a line from a point to the nearest place of its label.
fn draw_leader(at: Point, place: &LabelPlace) -> DiagramMark {
    line(at, nearest_point(place.rect, at), DiagramLook::of_role(ColourRole::Line))
}

fn quadrant_at(frame: Rect, point: Point) -> usize {
    let is_right = point.x >= frame.x + frame.width / 2.0;
    let is_low = point.y >= frame.y + frame.height / 2.0;
    match (is_right, is_low) {
        (true, false) => 0,
        (false, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    }
}
