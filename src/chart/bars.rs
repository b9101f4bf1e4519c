//! The bars of a chart: where each starts and ends along the axis of values.

use super::arrange::Arranger;
use super::drawing::ChartColour;
use super::model::{ChartKind, SeriesMark, Stacking, WaterfallBar};

/// A bar, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct BarSegment {
    pub series: usize,
    pub row: usize,
    /// Where it starts and ends, as values of the axis.
    pub from: f64,
    pub to: f64,
    /// The value that it shows.
    pub value: f64,
    /// Its place among the bars of its row.
    pub slot: usize,
    pub colour: ChartColour,
}

/// How bars share the room of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct BarRoom {
    /// The thickness of a bar.
    pub thickness: f32,
    /// The distance from one bar of a row to the next.
    pub pitch: f32,
    /// How many bars a row has.
    pub slots: usize,
}

/// The share of a row that its bars fill.
const FILL: f32 = 0.7;
const GROUP_FILL: f32 = 0.8;
/// The largest thickness of a bar.
const MAX_THICKNESS: f32 = 6.2;

impl BarRoom {
    /// Divides the room of a row among its bars.
    pub(super) fn new(room: f32, slots: usize) -> Self {
        let slots = slots.max(1);
        // Very thin bars touch, so that no pattern of gaps distracts.
        let fill = match slots {
            _ if room < 0.5 => 0.9,
            1 => FILL,
            _ => GROUP_FILL,
        };
        let pitch = (room * fill / slots as f32).min(MAX_THICKNESS);
        let gap = if slots > 1 && pitch > 0.5 { pitch * 0.06 } else { 0.0 };
        Self { thickness: pitch - gap, pitch, slots }
    }

    /// Returns where a bar starts, relative to the middle of its row.
    pub(super) fn offset(&self, slot: usize) -> f32 {
        (slot as f32 - self.slots as f32 / 2.0) * self.pitch + (self.pitch - self.thickness) / 2.0
    }
}

impl Arranger<'_, '_> {
    /// Returns the number of bars side by side in a row.
    pub(super) fn slot_count(&self) -> usize {
        let bars = self.chart.data.series.iter().filter(|series| series.mark == SeriesMark::Bar);
        if self.chart.stacking() == Stacking::None { bars.count().max(1) } else { 1 }
    }

    /// Returns the bars of the chart.
    pub(super) fn bar_segments(&self) -> Vec<BarSegment> {
        if self.chart.kind == ChartKind::Waterfall {
            return self.waterfall_segments();
        }
        let data = &self.chart.data;
        let bars: Vec<usize> = (0..data.series.len())
            .filter(|index| data.series[*index].mark == SeriesMark::Bar)
            .collect();
        let stacking = self.chart.stacking();
        let has_both_signs = self.has_both_signs();
        let mut segments = Vec::new();
        for row in 0..data.categories.len() {
            let value_of = |series: usize| data.series[series].values[row];
            let sum: f64 = bars.iter().filter_map(|s| value_of(*s)).map(f64::abs).sum();
            let (mut up, mut down) = (0.0, 0.0);
            for (slot, &series) in bars.iter().enumerate() {
                let Some(value) = value_of(series) else { continue };
                let colour = match self.value_colour(series, row) {
                    ChartColour::Series(0) if value < 0.0 && has_both_signs => ChartColour::FALL,
                    colour => colour,
                };
                let shown = match stacking {
                    Stacking::Percent if sum > 0.0 => value / sum * 100.0,
                    _ => value,
                };
                let (from, slot) = match stacking {
                    Stacking::None => (0.0, slot),
                    _ if shown >= 0.0 => (up, 0),
                    _ => (down, 0),
                };
                let to = from + shown;
                if stacking != Stacking::None && shown >= 0.0 {
                    up = to;
                } else if stacking != Stacking::None {
                    down = to;
                }
                segments.push(BarSegment { series, row, from, to, value, slot, colour });
            }
        }
        segments
    }

    /// Whether the values of the only series are on both sides of zero, so that losses have their
    /// own colour.
    fn has_both_signs(&self) -> bool {
        let [series] = self.chart.data.series.as_slice() else { return false };
        let has =
            |is_wanted: fn(f64) -> bool| series.values.iter().flatten().any(|v| is_wanted(*v));
        has(|value| value > 0.0) && has(|value| value < 0.0)
    }

    /// Returns the value of a total of a waterfall that the author does not give.
    pub(super) fn running_total(&self, row: usize) -> Option<f64> {
        let is_total = self.chart.data.totals.contains(&row);
        let bars = is_total.then(|| self.chart.waterfall_bars())?;
        bars.iter().find(|bar| bar.row == row).map(|bar| bar.value)
    }

    fn waterfall_segments(&self) -> Vec<BarSegment> {
        let bars = self.chart.waterfall_bars();
        let segment = |WaterfallBar { row, value, from, to, is_total }| {
            let colour = match () {
                () if is_total => ChartColour::Total,
                () if value >= 0.0 => ChartColour::Series(0),
                () => ChartColour::FALL,
            };
            BarSegment { series: 0, row, from, to, value, slot: 0, colour }
        };
        bars.into_iter().map(segment).collect()
    }
}
