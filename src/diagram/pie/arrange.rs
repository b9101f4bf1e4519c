//! Arranges pie charts: a circle, with the name and share of every slice beside it.

use super::super::drawing::{
    ArrangeOptions, ColourRole, DiagramLook, DiagramMark, Drawing, LabelAlign, LabelLook,
    MeasureLabel, ShapeKind,
};
use super::super::label::{LabelEmphasis, LabelText};
use super::super::marks::{draw_at_origin, label, polyline, shape};
use super::super::spread::spread_labels;
use super::{PieDiagram, write_shares};
use crate::geometry::{Point, Rect, Size};

/// Space between the circle and labels.
const LABEL_DISTANCE: f32 = 0.9;
/// Space between labels.
const LABEL_GAP: f32 = 0.35;
/// The smallest and the largest radius.
const RADIUS: std::ops::RangeInclusive<f32> = 4.5..=14.0;
/// A label that is moved further than this from its slice has a line to it.
const MAX_MOVE: f32 = 0.5;
/// Slices below this share have a line to their label.
const SMALL_SHARE: f64 = 0.04;
/// With more slices than this, a label is on one line.
const MANY_SLICES: usize = 8;
/// The number of colours.
const COLOURS: usize = 8;

/// The label of a slice, beside the circle.
struct SliceLabel {
    slice: usize,
    text: LabelText,
    size: Size,
    /// The middle of the slice, in turns clockwise from the top.
    angle: f32,
    /// The top of the label; the centre of the circle is the origin.
    top: f32,
}

/// Arranges a pie chart.
pub(in crate::diagram) fn arrange_pie(
    pie: &PieDiagram,
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Drawing {
    let shares = pie.shares();
    let labels = measure_labels(pie, &shares, measurer, options);
    let widest = labels.iter().map(|label| label.size.width).fold(0.0, f32::max);
    let (right, left): (Vec<_>, Vec<_>) = labels.into_iter().partition(|label| label.angle < 0.5);
    let room_height = options.room.height - 1.0;
    let room_width = options.room.width - 2.0 * (widest + LABEL_DISTANCE);
    let radius = (room_height / 2.0).min(room_width / 2.0).clamp(*RADIUS.start(), *RADIUS.end());

    let mut marks = draw_slices(&shares, radius);
    let mut labels = Vec::new();
    for (mut side, sign) in [(right, 1.0), (left, -1.0)] {
        side.sort_by(|a, b| a.top.total_cmp(&b.top));
        place_labels(&mut side, radius);
        labels.extend(side.into_iter().map(|label| (label, sign)));
    }
    // They are read in the order of the slices.
    labels.sort_by_key(|(label, _)| label.slice);
    for (label, sign) in labels {
        marks.extend(draw_label(&label, &shares, radius, sign));
    }
    draw_at_origin(marks, 0.1)
}

fn measure_labels(
    pie: &PieDiagram,
    shares: &[f64],
    measurer: &mut dyn MeasureLabel,
    options: ArrangeOptions,
) -> Vec<SliceLabel> {
    let separator = if pie.slices.len() > MANY_SLICES { "\u{a0} " } else { "\n" };
    let mut start = 0.0f32;
    let mut labels = Vec::new();
    let written = write_shares(shares, options.lang);
    for (slice, (found, share)) in pie.slices.iter().zip(shares).enumerate() {
        let share = *share as f32;
        let mut text = found.label.clone();
        text.content.push_str(separator);
        let from = text.content.len();
        text.content.push_str(&written[slice]);
        let range = from..text.content.len();
        text.emphasis.push(LabelEmphasis { range, is_bold: true, ..LabelEmphasis::default() });
        if pie.shows_values {
            text.content.push_str(&format!(" ({})", found.written));
        }
        let size = measurer.measure_label(&text, options.max_label_width, LabelLook::default());
        let angle = start + share / 2.0;
        // The side of the circle is known, the radius is not: labels are sorted by the height of a
        // circle of radius 1.
        let top = -(angle * std::f32::consts::TAU).cos();
        labels.push(SliceLabel { slice, text, size, angle, top });
        start += share;
    }
    labels
}

/// Places labels beside their slices, and moves them up or down where they would overlap.
fn place_labels(labels: &mut [SliceLabel], radius: f32) {
    let wanted: Vec<(f32, f32)> = labels
        .iter()
        .map(|label| {
            let height = label.size.height + LABEL_GAP;
            (label.top * (radius + LABEL_DISTANCE / 2.0) - height / 2.0, height)
        })
        .collect();
    for (label, top) in labels.iter_mut().zip(spread_labels(&wanted)) {
        label.top = top + LABEL_GAP / 2.0;
    }
}

fn draw_slices(shares: &[f64], radius: f32) -> Vec<DiagramMark> {
    let circle = Rect::new(-radius, -radius, 2.0 * radius, 2.0 * radius);
    let mut start = 0.0f32;
    let count = shares.len();
    let slices = shares.iter().enumerate().map(|(index, share)| {
        let end = if index + 1 == count { 1.0 } else { start + *share as f32 };
        // The last slice is beside the first, and must not have its colour.
        let is_same = index > 0 && index + 1 == count && index % COLOURS == 0;
        let colour = if is_same { COLOURS / 2 } else { index % COLOURS };
        let look = DiagramLook::of_role(ColourRole::Category(colour as u8));
        let slice = shape(ShapeKind::Sector(start, end), circle, look);
        start = end;
        slice
    });
    slices.collect()
}

/// Returns a label, and the line from it to its slice if it is not beside it. `sign` is 1 at the
/// right and −1 at the left.
fn draw_label(found: &SliceLabel, shares: &[f64], radius: f32, sign: f32) -> Vec<DiagramMark> {
    let (sin, cos) = (found.angle * std::f32::consts::TAU).sin_cos();
    let (top, size) = (found.top, found.size);
    let bottom = top + size.height;
    // The place of the label at which the circle is widest.
    let nearest = 0.0_f32.clamp(top, bottom);
    let reach = radius + LABEL_DISTANCE;
    let x = (reach * reach - nearest * nearest).max(0.0).sqrt();
    let x = x.max(0.3);
    let middle = (top + bottom) / 2.0;
    let wanted = -cos * (radius + LABEL_DISTANCE / 2.0);
    let mut marks = Vec::new();
    if (middle - wanted).abs() > MAX_MOVE || shares[found.slice] < SMALL_SHARE {
        // The line leaves the circle straight, so that it does not cut through other slices.
        let around = radius + LABEL_DISTANCE / 2.0;
        let points = vec![
            Point::new(sin * radius, -cos * radius),
            Point::new(sin * around, -cos * around),
            Point::new(sign * (x - 0.15), middle),
        ];
        marks.push(polyline(points, DiagramLook::of_role(ColourRole::Line)));
    }
    let (left, align) = match sign > 0.0 {
        true => (x, LabelAlign::Start),
        false => (-x - size.width, LabelAlign::End),
    };
    let rect = Rect::new(left, top, size.width, size.height);
    marks.push(DiagramMark::Label(label(&found.text, rect, align, LabelLook::default())));
    marks
}
