//! Arranges pies and donuts: a circle, with the name and share of every slice beside it.

use super::arrange::Arranger;
use super::canvas::{HAIRLINE, LabelSetting};
use super::drawing::{ChartColour, ChartOutline, ChartPart, ChartStroke, Dashes, LabelInk};
use super::model::ChartKind;
use crate::diagram::{LabelAlign, spread_labels_within};
use crate::geometry::{Point, Rect, Size, sin_cos_of_turns};

/// The gap between the circle and the labels.
const LABEL_DISTANCE: f32 = 0.8;
/// The gap between the circle and a label to which a line leads.
const LEADER_DISTANCE: f32 = 1.5;
/// Less is too small.
const MIN_RADIUS: f32 = 1.2;
/// The room above and below the circle, for labels of slices there.
const MARGIN: f32 = 0.8;
/// The gap between labels.
const LABEL_GAP: f32 = 0.3;
/// The largest radius.
const MAX_RADIUS: f32 = 9.5;
/// The inner radius of a ring, as a share of the outer one.
const HOLE: f32 = 0.58;
/// A label that is moved further than this has a line to its slice.
const MAX_MOVE: f32 = 0.5;
/// The largest share of the width that labels at one side may take.
const MAX_LABELS: f32 = 0.34;

/// A label beside the circle.
struct ShareLabel {
    row: usize,
    text: String,
    size: Size,
    /// Where the slice starts and ends, in turns clockwise from the top.
    turns: (f32, f32),
    /// Its middle.
    angle: f32,
}

impl ShareLabel {
    /// Whether the slice is the one that is nearest to a point, relative to the centre.
    fn is_beside(&self, point: Point) -> bool {
        let turns = point.x.atan2(-point.y) / std::f32::consts::TAU;
        let turns = if turns < 0.0 { turns + 1.0 } else { turns };
        (self.turns.0..=self.turns.1).contains(&turns)
    }
}

/// Arranges the chart.
pub(super) fn arrange_round(arranger: &mut Arranger<'_, '_>) {
    let top = match arranger.chart.kind {
        // The unit is in the middle of a ring.
        ChartKind::Donut => arranger.canvas.frame.y,
        _ => arranger.draw_header(),
    };
    let frame = arranger.canvas.frame;
    let shares = shares(arranger);
    let height = frame.bottom() - top;
    let centre = Point::new(frame.x + frame.width / 2.0, top + height / 2.0);
    let circle = |labels: &[ShareLabel]| {
        let widest = labels.iter().map(|label| label.size.width).fold(0.0, f32::max);
        let room = frame.width - 2.0 * (widest + LABEL_DISTANCE);
        let radius = (height / 2.0 - MARGIN).min(room / 2.0).clamp(0.5, MAX_RADIUS);
        Circle { centre, radius }
    };
    // Numbers are below the names unless that moves labels away from their slices.
    let mut labels = measure_labels(arranger, &shares, "\n");
    let mut sides = place_labels(&labels, circle(&labels), (top, frame.bottom()));
    let moves = |sides: &[Vec<PlacedShare>; 2], circle: Circle, labels: &[ShareLabel]| {
        let all = sides.iter().flatten();
        all.map(|placed| placed.distance(labels, circle)).fold(0.0, f32::max)
    };
    if moves(&sides, circle(&labels), &labels) > MAX_MOVE {
        labels = measure_labels(arranger, &shares, "\u{a0} ");
        sides = place_labels(&labels, circle(&labels), (top, frame.bottom()));
    }
    let circle = circle(&labels);
    let radius = circle.radius;
    arranger.canvas.lacks_room |= radius < MIN_RADIUS;
    let inner = if arranger.chart.kind == ChartKind::Donut { radius * HOLE } else { 0.0 };
    let mut start = 0.0;
    for (row, share) in &shares {
        let colour = slice_colour(arranger, *row, shares.len());
        let outline = ChartOutline::Ring(centre, (inner, radius), (start, start + share));
        arranger.canvas.fill(outline, colour, ChartPart { series: Some(0), row: Some(*row) });
        start += share;
    }
    if shares.len() > 1 {
        draw_separators(arranger, centre, (inner, radius), &shares);
    }
    arranger.canvas.reserve(Rect::new(
        centre.x - radius * 0.7,
        centre.y - radius * 0.7,
        radius * 1.4,
        radius * 1.4,
    ));
    if inner > 2.0 {
        draw_total(arranger, centre, inner);
    }
    for (side, sign) in sides.iter().zip([1.0, -1.0]) {
        for placed in side {
            draw_label(arranger, (&labels[placed.label], placed.top), (circle, sign));
        }
    }
}

/// The circle.
#[derive(Clone, Copy)]
struct Circle {
    centre: Point,
    radius: f32,
}

impl Circle {
    /// Returns the point at an angle in turns, this far outside of the circle.
    fn at(self, angle: f32, outside: f32) -> Point {
        let (sin, cos) = sin_cos_of_turns(angle);
        let distance = self.radius + outside;
        self.centre.moved_by(sin * distance, -cos * distance)
    }
}

/// The upper edge of a label.
struct PlacedShare {
    label: usize,
    top: f32,
}

impl PlacedShare {
    /// Returns how far the middle of the label is above or below that of its slice.
    fn distance(&self, labels: &[ShareLabel], circle: Circle) -> f32 {
        let label = &labels[self.label];
        let middle = self.top + label.size.height / 2.0 - circle.centre.y;
        (middle - height_of(label, circle.radius)).abs()
    }
}

/// Places the labels at the right and at the left of the circle, without overlaps.
fn place_labels(
    labels: &[ShareLabel],
    circle: Circle,
    bounds: (f32, f32),
) -> [Vec<PlacedShare>; 2] {
    [true, false].map(|is_right| {
        let mut side: Vec<usize> =
            (0..labels.len()).filter(|index| (labels[*index].angle < 0.5) == is_right).collect();
        let height = |index: &usize| height_of(&labels[*index], circle.radius);
        side.sort_by(|a, b| height(a).total_cmp(&height(b)));
        let boxes: Vec<(f32, f32)> = side
            .iter()
            .map(|index| {
                let room = labels[*index].size.height + LABEL_GAP;
                (circle.centre.y + height(index) - room / 2.0, room)
            })
            .collect();
        let tops = spread_labels_within(&boxes, bounds);
        let placed = side.into_iter().zip(tops);
        placed.map(|(label, top)| PlacedShare { label, top: top + LABEL_GAP / 2.0 }).collect()
    })
}

/// Returns where the middle of a label wants to be, relative to the centre.
fn height_of(label: &ShareLabel, radius: f32) -> f32 {
    -(label.angle * std::f32::consts::TAU).cos() * (radius + LABEL_DISTANCE / 2.0)
}

/// Returns the rows with their shares of the whole.
fn shares(arranger: &Arranger<'_, '_>) -> Vec<(usize, f32)> {
    let chart = arranger.chart;
    let Some(series) = chart.data.series.first() else { return Vec::new() };
    let values = series.values.iter().enumerate();
    let positive = values.filter_map(|(row, value)| Some((row, (*value)?)));
    let positive: Vec<_> = positive.filter(|(_, value)| *value > 0.0).collect();
    // Divided first, so that the sum of very large values is finite.
    let largest = positive.iter().map(|(_, value)| *value).fold(f64::MIN_POSITIVE, f64::max);
    let total: f64 = positive.iter().map(|(_, value)| value / largest).sum();
    positive.into_iter().map(|(row, value)| (row, (value / largest / total) as f32)).collect()
}

/// Slices differ in colour; if some are highlighted, only these do.
fn slice_colour(arranger: &Arranger<'_, '_>, row: usize, count: usize) -> ChartColour {
    let chart = arranger.chart;
    if let Some(colour) = chart.options.colours.get(row) {
        return ChartColour::Given(colour.clone());
    }
    if chart.options.highlight.is_empty() {
        return ChartColour::Series(if count == 1 { 0 } else { row });
    }
    let is_before = |other: &usize| arranger.is_highlighted_row(*other);
    let highlighted = (0..row).filter(is_before).count();
    match arranger.is_highlighted_row(row) {
        true => ChartColour::Series(highlighted),
        false => {
            let all = 0..chart.data.categories.len();
            let count = all.filter(|row| !arranger.is_highlighted_row(*row)).count();
            ChartColour::Grey { index: row - highlighted, count }
        }
    }
}

/// Draws lines in the colour of the page between slices.
fn draw_separators(
    arranger: &mut Arranger<'_, '_>,
    centre: Point,
    (inner, outer): (f32, f32),
    shares: &[(usize, f32)],
) {
    let mut start = 0.0f32;
    for (row, share) in shares {
        let (sin, cos) = sin_cos_of_turns(start);
        let at = |radius: f32| centre.moved_by(sin * radius, -cos * radius);
        let stroke = ChartStroke {
            points: vec![at(inner), at(outer + 0.02)],
            colour: ChartColour::Ground,
            width: HAIRLINE * 1.6,
            dashes: Dashes::Solid,
        };
        arranger.canvas.stroke(stroke, ChartPart { series: Some(0), row: Some(*row) });
        start += share;
    }
}

/// Writes the total and the unit in the hole of a ring.
fn draw_total(arranger: &mut Arranger<'_, '_>, centre: Point, inner: f32) {
    let chart = arranger.chart;
    let total = chart.total();
    let text = arranger.value_style(false).write(total);
    let unit = chart.options.unit.clone().filter(|unit| !super::format::is_short_unit(unit));
    let is_percent = arranger.has_percent_values();
    let is_whole = chart.options.labels != Some(false) && !is_percent;
    let texts: Vec<String> = is_whole.then_some(text).into_iter().chain(unit).collect();
    let room = inner * 1.5;
    let sizes: Vec<Size> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| arranger.canvas.measure(text, room, index == 0))
        .collect();
    let height: f32 = sizes.iter().map(|size| size.height).sum();
    if sizes.iter().any(|size| size.width > inner * 1.8) || height > inner * 1.4 {
        return;
    }
    let mut top = centre.y - height / 2.0;
    for (index, (text, size)) in texts.iter().zip(&sizes).enumerate() {
        let rect = Rect::new(centre.x - size.width / 2.0, top, size.width, size.height);
        let ink = if index == 0 { LabelInk::Text } else { LabelInk::Muted };
        // The hole is inside the reserved square.
        let style = LabelSetting::new(LabelAlign::Centre, ink).bold_if(index == 0);
        arranger.canvas.place_inside(text, rect, style);
        top += size.height;
    }
}

/// Measures the labels, whose numbers are separated from their names like this.
fn measure_labels(
    arranger: &mut Arranger<'_, '_>,
    shares: &[(usize, f32)],
    separator: &str,
) -> Vec<ShareLabel> {
    let names = arranger.row_names();
    let chart = arranger.chart;
    let written = arranger.share_texts();
    let width = arranger.canvas.frame.width * MAX_LABELS;
    let mut start = 0.0;
    let mut labels = Vec::new();
    for (row, share) in shares {
        let share_text = written.as_ref().and_then(|shares| shares[0][*row].clone());
        let value = chart.data.series[0].values[*row].unwrap_or(0.0);
        let value_text = arranger.value_style(false).write(value);
        let number = match (chart.options.labels, share_text) {
            (Some(false), _) => String::new(),
            // The values are shares already.
            (_, None) => value_text,
            (Some(true), Some(share)) => format!("{share} ({value_text})"),
            (None, Some(share)) => share,
        };
        let text = if number.is_empty() {
            names[*row].clone()
        } else {
            format!("{}{separator}{number}", names[*row])
        };
        let is_bold = arranger.is_highlighted_row(*row);
        let size = arranger.canvas.measure(&text, width, is_bold);
        let turns = (start, start + share);
        labels.push(ShareLabel { row: *row, text, size, turns, angle: start + share / 2.0 });
        start += share;
    }
    labels
}

/// Draws a label beside the circle, and a line from it to its slice if it is far from it.
fn draw_label(
    arranger: &mut Arranger<'_, '_>,
    (label, top): (&ShareLabel, f32),
    (circle, sign): (Circle, f32),
) {
    let Circle { centre, radius } = circle;
    let (above, below) = (top - centre.y, top + label.size.height - centre.y);
    // The place of the label at which the circle is widest.
    let nearest = 0.0f32.clamp(above.min(below), below.max(above));
    let middle = (above + below) / 2.0;
    let distance_at = |reach: f32| (reach * reach - nearest * nearest).max(0.0).sqrt().max(0.4);
    let beside = Point::new(sign * distance_at(radius + LABEL_DISTANCE), nearest);
    let is_far = (middle - height_of(label, radius)).abs() > MAX_MOVE;
    let is_moved = is_far || !label.is_beside(beside);
    // A line to a label that is moved needs room outside of the circle.
    let x = distance_at(radius + if is_moved { LEADER_DISTANCE } else { LABEL_DISTANCE });
    let slice = circle.at(label.angle, 0.12);
    // Labels above and below the circle are not on the other side of their slices.
    let x = if is_moved { x.max((slice.x - centre.x) * sign + 0.9) } else { x };
    let part = ChartPart { series: Some(0), row: Some(label.row) };
    let left = if sign > 0.0 { centre.x + x } else { centre.x - x - label.size.width };
    let rect = Rect::new(left, top, label.size.width, label.size.height);
    let align = if sign > 0.0 { LabelAlign::Start } else { LabelAlign::End };
    let is_bold = arranger.is_highlighted_row(label.row);
    let style = LabelSetting::new(align, LabelInk::Text).bold_if(is_bold).of_part(part);
    if !arranger.canvas.place(&label.text, rect, style) {
        arranger.canvas.note_crowded();
        return;
    }
    if is_moved {
        let end = centre.moved_by(sign * (x - 0.2), middle);
        let points = leader_points(circle, label.angle, end);
        let (colour, dashes) = (ChartColour::Axis, Dashes::Solid);
        arranger.canvas.stroke(ChartStroke { points, colour, width: HAIRLINE, dashes }, part);
    }
}

/// Returns a line from a slice to its label: straight unless the circle is in its way.
fn leader_points(circle: Circle, angle: f32, end: Point) -> Vec<Point> {
    let start = circle.at(angle, 0.12);
    let outwards = Point::new(start.x - circle.centre.x, start.y - circle.centre.y);
    let away = (end.x - start.x) * outwards.x + (end.y - start.y) * outwards.y;
    if away >= 0.0 {
        return vec![start, end];
    }
    // It turns above the slice, in the height of the label or where the circle ends.
    let corner = circle.at(angle, LEADER_DISTANCE * 0.6);
    vec![start, corner, end]
}
