//! Chooses the side of each point of a chart at which its name covers no other name or point.

use super::chart_layout::CHARACTER_EM;
use super::chart_part::ChartWriter;
use crate::geometry::{Point, Rect};
use crate::scene::{CategoryPositions, EditableAxis};

/// The sides in the order in which they are preferred, as the format calls them.
const SIDES: [&str; 4] = ["r", "l", "t", "b"];

/// The height of a name and the distance from its point, in em.
const HEIGHT_EM: f32 = 1.2;
const GAP_EM: f32 = 0.5;

/// About how many steps programs divide an axis into.
const USUAL_STEPS: f64 = 8.0;

/// Programs begin an axis at zero if the least value is below this share of the largest.
const FROM_ZERO: f64 = 5.0 / 6.0;

impl ChartWriter<'_> {
    /// Returns the side of the name of each point of the only series.
    pub(super) fn name_sides(&self) -> Vec<&'static str> {
        let chart = self.sheet.chart;
        let (CategoryPositions::Numbers(across), [series]) =
            (&chart.positions, chart.series.as_slice())
        else {
            return Vec::new();
        };
        let up: Vec<f64> = series.values.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
        let (across, up) = (shares(across, &chart.x_axis), shares(&up, &chart.y_axis));
        let Some(place) = self.plot_place() else { return Vec::new() };
        let (width, height) = (self.size.width * place.width, self.size.height * place.height);
        let points: Vec<Point> = across
            .iter()
            .zip(&up)
            .map(|(x, y)| Point::new(*x * width, (1.0 - *y) * height))
            .collect();
        let em = chart.look.size;
        // Names may be above the plot and right of it, but not beyond the chart.
        let plot = Rect::new(0.0, -em, self.size.width * (1.0 - place.x), height + em);
        let discs: Vec<Rect> = points
            .iter()
            .map(|at| Rect::new(at.x - em / 3.0, at.y - em / 3.0, em / 1.5, em / 1.5))
            .collect();
        let mut taken: Vec<Rect> = Vec::new();
        let mut sides = Vec::with_capacity(points.len());
        for (row, at) in points.iter().enumerate() {
            let name = chart.categories.get(row).map_or("", |name| name);
            let size = (name.chars().count() as f32 * CHARACTER_EM * em, HEIGHT_EM * em);
            let cost = |side: &str| {
                let rect = name_rect(*at, side, size, GAP_EM * em);
                let others = discs.iter().enumerate().filter(|(other, _)| *other != row);
                let others = others.map(|(_, disc)| disc).chain(&taken);
                let covered = others.filter(|other| other.overlaps(rect)).count();
                covered + 2 * usize::from(!plot.contains(rect, 0.0))
            };
            let Some(side) = SIDES.into_iter().min_by_key(|side| cost(side)) else { continue };
            taken.push(name_rect(*at, side, size, GAP_EM * em));
            sides.push(side);
        }
        sides
    }
}

fn name_rect(at: Point, side: &str, (width, height): (f32, f32), gap: f32) -> Rect {
    let (x, y) = match side {
        "l" => (at.x - gap - width, at.y - height / 2.0),
        "t" => (at.x - width / 2.0, at.y - gap - height),
        "b" => (at.x - width / 2.0, at.y + gap),
        _ => (at.x + gap, at.y - height / 2.0),
    };
    Rect::new(x, y, width, height)
}

/// Returns where values are on an axis, from 0 at its start to 1 at its end.
fn shares(values: &[f64], axis: &EditableAxis) -> Vec<f32> {
    let scale = |value: f64| if axis.is_log { value.max(f64::MIN_POSITIVE).log10() } else { value };
    let known = || values.iter().copied().filter(|value| value.is_finite()).map(scale);
    let (least, most) =
        (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let start = match axis.min {
        Some(min) => scale(min),
        None if axis.is_log => least.floor(),
        None if least >= 0.0 && least < most * FROM_ZERO => 0.0,
        None => least,
    };
    let end = match axis.max {
        Some(max) => scale(max),
        None if axis.is_log => most.ceil(),
        None => {
            let most = most + (most - start) * 0.05;
            let step = round_step((most - start) / USUAL_STEPS);
            start + ((most - start) / step).ceil() * step
        }
    };
    let range = (end - start).max(f64::MIN_POSITIVE);
    values.iter().map(|value| ((scale(*value) - start) / range) as f32).collect()
}

/// Returns the nearest step from this on that is 1, 2 or 5 times a power of ten.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.max(f64::MIN_POSITIVE).log10().floor());
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= least)
        .unwrap_or(10.0 * power)
}
