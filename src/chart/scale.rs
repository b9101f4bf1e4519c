//! Scales: from values to shares of the length of an axis.

use super::drawing::DrawnScale;
use super::format::{NumberLanguage, NumberUse, NumberWriter};
use super::model::{AxisOptions, Chart, SeriesMark, Stacking};
use super::ticks::{linear_ticks, log_ticks};

/// A scale of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ValueScale {
    pub min: f64,
    pub max: f64,
    pub ticks: Vec<f64>,
    step: f64,
    is_log: bool,
}

/// The values that a scale has to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    min: f64,
    max: f64,
}

/// If the smallest value is below this share of the largest, a line chart starts at zero.
const MAX_SHARE_FROM_ZERO: f64 = 0.6;

impl Extent {
    const NONE: Self = Self { min: f64::INFINITY, max: f64::NEG_INFINITY };

    pub(super) fn of(values: impl Iterator<Item = f64>) -> Self {
        values.fold(Self::NONE, |extent, value| Self {
            min: extent.min.min(value),
            max: extent.max.max(value),
        })
    }

    /// Returns the largest value.
    pub(super) fn max(self) -> f64 {
        self.max
    }

    fn with(self, value: f64) -> Self {
        Self { min: self.min.min(value), max: self.max.max(value) }
    }

    /// Includes zero where the values are not far from it, relative to their span.
    pub(super) fn near_zero(self) -> Self {
        let (low, high) = (self.min.abs().min(self.max.abs()), self.min.abs().max(self.max.abs()));
        if low < MAX_SHARE_FROM_ZERO * high || self.min == self.max { self.with(0.0) } else { self }
    }
}

/// The distances of ticks that share a grid with others, as factors of powers of ten.
const ALIGNED_STEPS: [f64; 6] = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0];
/// The least share of such a scale that its values have to fill.
const MIN_FILLED: f64 = 0.5;

/// The numbers of distances that two scales on one grid may have.
const PAIR_INTERVALS: std::ops::RangeInclusive<usize> = 3..=6;
/// How much more of both scales has to be filled to change the usual scale at the left.
const PAIR_GAIN: f64 = 0.05;

/// Whether the ends of a scale are at ticks or at the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScaleEnds {
    /// At ticks.
    Round,
    /// At the values: no ticks are shown.
    Exact,
}

impl ValueScale {
    /// Returns a scale with about `count` ticks.
    pub(super) fn new(extent: Extent, options: &AxisOptions, ends: ScaleEnds, count: f64) -> Self {
        let Extent { mut min, mut max } = extent;
        if !min.is_finite() || !max.is_finite() {
            (min, max) = (0.0, 1.0);
        }
        if options.is_log && max > 0.0 {
            return Self::logarithmic((min, max), options);
        }
        min = options.min.unwrap_or(min);
        max = options.max.unwrap_or(max);
        if max <= min {
            // Equal values, or limits the wrong way round.
            let room = if min == 0.0 { 1.0 } else { min.abs() * 0.5 };
            (min, max) = if options.min.is_some() { (min, min + room) } else { (max - room, max) };
            if extent.min == 0.0 && extent.max == 0.0 {
                (min, max) = (0.0, 1.0);
            }
        }
        let is_exact = ends == ScaleEnds::Exact;
        let fixed = (options.min.is_some() || is_exact, options.max.is_some() || is_exact);
        let (ticks, (min, max)) = linear_ticks((min, max), fixed, count);
        Self { min, max, ticks: ticks.values, step: ticks.step, is_log: false }
    }

    /// Returns a scale with as many distances between its ticks as another one has, so that both
    /// share the lines of the grid; `None` if that would leave much of it empty.
    pub(super) fn aligned(extent: Extent, options: &AxisOptions, intervals: usize) -> Option<Self> {
        let (min, max) = (options.min.unwrap_or(extent.min), extent.max);
        let is_usual = options.max.is_none() && !options.is_log;
        if !is_usual || !min.is_finite() || !max.is_finite() || max <= min || intervals == 0 {
            return None;
        }
        let rough = (max - min) / intervals as f64;
        let power = 10f64.powf(rough.log10().floor());
        ALIGNED_STEPS.iter().map(|factor| factor * power).find_map(|step| {
            let low = match options.min {
                Some(min) => min,
                None => (min / step + 1e-9).floor() * step,
            };
            let high = low + step * intervals as f64;
            let fills = (max - min) / (high - low) >= MIN_FILLED;
            let values = (0..=intervals).map(|index| low + step * index as f64).collect();
            (high >= max - step * 1e-9 && fills).then_some(Self {
                min: low,
                max: high,
                ticks: values,
                step,
                is_log: false,
            })
        })
    }

    fn logarithmic((min, max): (f64, f64), options: &AxisOptions) -> Self {
        let high = options.max.filter(|max| *max > 0.0).unwrap_or(max);
        let low = options.min.filter(|min| *min > 0.0 && *min < high);
        let low = low.unwrap_or(if min > 0.0 { min } else { high / 1000.0 });
        let down = 10f64.powf((low.log10() + 1e-9).floor());
        let up = 10f64.powf((high.log10() - 1e-9).ceil());
        let low = if options.min.is_some() { low } else { down };
        let high = if options.max.is_some() { high } else { up.max(low * 10.0) };
        Self { min: low, max: high, ticks: log_ticks(low, high), step: low, is_log: true }
    }

    /// Returns the distance of the ticks; `None` if they are not even.
    pub(super) fn even_step(&self) -> Option<f64> {
        (!self.is_log).then_some(self.step)
    }

    /// Returns the scale for programs that draw it themselves.
    pub(super) fn to_drawn(&self) -> DrawnScale {
        DrawnScale { min: self.min, max: self.max, step: self.even_step() }
    }

    /// Returns where a value is: 0 at the minimum, 1 at the maximum.
    pub(super) fn share(&self, value: f64) -> f32 {
        let share = if self.is_log {
            let value = value.max(self.min * 1e-3);
            (value / self.min).log10() / (self.max / self.min).log10()
        } else {
            // Halved first, so that the difference of very large values is finite.
            (value / 2.0 - self.min / 2.0) / (self.max / 2.0 - self.min / 2.0)
        };
        share.clamp(-0.02, 1.02) as f32
    }

    /// Whether zero is below the scale, so that heights do not compare with values.
    pub(super) fn is_cut(&self) -> bool {
        !self.is_log && self.min > 0.0
    }

    /// Returns the share of the scale that the largest value reaches.
    fn reach_of(&self, extent: Extent) -> f64 {
        (extent.max - self.min) / (self.max - self.min)
    }

    /// Returns two scales that share the lines of the grid, such that the values fill most of both.
    /// `left` is the scale that the values at the left would have alone. `None` if the lines
    /// cannot be shared.
    pub(super) fn pair(
        left: &Self,
        (left_extent, left_axis): (Extent, &AxisOptions),
        (right_extent, right_axis): (Extent, &AxisOptions),
    ) -> Option<(Self, Self)> {
        let usual = left.ticks.len().saturating_sub(1);
        let aligned = |extent, axis, intervals| Self::aligned(extent, axis, intervals);
        let alone = aligned(right_extent, right_axis, usual).map(|right| (left.clone(), right));
        let others = PAIR_INTERVALS.filter_map(|intervals| {
            let left = aligned(left_extent, left_axis, intervals)?;
            Some((left, aligned(right_extent, right_axis, intervals)?))
        });
        let score = |(left, right): &(Self, Self)| {
            left.reach_of(left_extent) * right.reach_of(right_extent)
        };
        let best = others.max_by(|a, b| score(a).total_cmp(&score(b)));
        match (alone, best) {
            (Some(alone), Some(best)) if score(&best) > score(&alone) + PAIR_GAIN => Some(best),
            (Some(alone), _) => Some(alone),
            (None, best) => best,
        }
    }

    /// Returns where bars start.
    pub(super) fn base(&self) -> f64 {
        0f64.clamp(self.min, self.max)
    }

    /// Writes the ticks.
    pub(super) fn write_ticks(
        &self,
        language: &NumberLanguage,
        written: &NumberUse<'_>,
    ) -> Vec<String> {
        let largest = self.ticks.iter().map(|tick| tick.abs()).fold(0.0, f64::max);
        if self.is_log {
            let write = |tick: &f64| {
                let one = NumberWriter::of_values(language, std::iter::once(*tick), written);
                one.write(*tick)
            };
            return self.ticks.iter().map(write).collect();
        }
        let style = NumberWriter::of_ticks(language, (self.step, largest), written);
        self.ticks.iter().map(|tick| style.write(*tick)).collect()
    }
}

impl Chart {
    /// Returns what the scale at the left or right has to show.
    pub(super) fn extent(&self, is_on_right: bool) -> Extent {
        let series = || self.data.series.iter().filter(|series| series.is_on_right == is_on_right);
        let stacking = self.stacking();
        let values = || series().flat_map(|s| s.values.iter().flatten().copied());
        let options = &self.options;
        let axis = if is_on_right { &options.right_axis } else { &options.y_axis };
        if axis.is_log && !self.has_bars() {
            // Zero has no place on a logarithmic scale.
            return Extent::of(values().filter(|value| *value > 0.0));
        }
        let mut extent = Extent::of(values());
        let has_bars = series().any(|series| series.mark != SeriesMark::Line);
        if has_bars && stacking != Stacking::None {
            for row in 0..self.data.categories.len() {
                let stacked = || series().filter(|series| series.mark != SeriesMark::Line);
                let values = || stacked().filter_map(|series| series.values[row]);
                let up: f64 = values().filter(|value| *value > 0.0).sum();
                let down: f64 = values().filter(|value| *value < 0.0).sum();
                extent = extent.with(up).with(down);
            }
        }
        if stacking == Stacking::Percent {
            extent = Extent { min: if extent.min < 0.0 { -100.0 } else { 0.0 }, max: 100.0 };
        }
        for reference in self.options.references.iter().filter(|_| !is_on_right) {
            extent = extent.with(reference.value);
        }
        if has_bars { extent.with(0.0) } else { extent.near_zero() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: &[f64]) -> ValueScale {
        let extent = Extent::of(values.iter().copied()).near_zero();
        ValueScale::new(extent, &AxisOptions::default(), ScaleEnds::Round, 4.0)
    }

    #[test]
    fn scales_start_at_zero_unless_that_hides_the_differences() {
        assert_eq!((scale(&[3.0, 8.0]).min, scale(&[3.0, 8.0]).max), (0.0, 8.0));
        assert_eq!((scale(&[95.0, 103.0]).min, scale(&[95.0, 103.0]).max), (94.0, 104.0));
        assert_eq!(scale(&[5.0, 5.0]).min, 0.0);
        assert_eq!((scale(&[0.0]).min, scale(&[0.0]).max), (0.0, 1.0));
        assert_eq!((scale(&[]).min, scale(&[]).max), (0.0, 1.0));
        assert_eq!(scale(&[-3.0]).max, 0.0);
    }

    #[test]
    fn two_scales_share_their_grid() {
        let extent = Extent::of([0.0, 63.0].into_iter());
        let aligned = |intervals| ValueScale::aligned(extent, &AxisOptions::default(), intervals);
        assert_eq!(aligned(3).map(|scale| scale.ticks), Some(vec![0.0, 25.0, 50.0, 75.0]));
        assert_eq!(aligned(4).map(|scale| scale.max), Some(80.0));
        let fixed = AxisOptions { max: Some(70.0), ..AxisOptions::default() };
        assert_eq!(ValueScale::aligned(extent, &fixed, 3), None);
    }

    #[test]
    fn two_scales_are_chosen_together() {
        let usual = AxisOptions::default();
        let (pumps, days) =
            (Extent::of([0.0, 585.0].into_iter()), Extent::of([0.0, 63.0].into_iter()));
        let left = ValueScale::new(pumps, &usual, ScaleEnds::Round, 5.0);
        let (left, right) = ValueScale::pair(&left, (pumps, &usual), (days, &usual)).unwrap();
        assert_eq!(left.ticks, [0.0, 200.0, 400.0, 600.0]);
        assert_eq!(right.ticks, [0.0, 25.0, 50.0, 75.0]);
        assert!(!right.is_cut());
    }

    #[test]
    fn extreme_values_have_places() {
        for values in [[1e-12, 1e15], [-1e100, 1e100], [1e15, 1e15 + 1.0]] {
            let scale = scale(&values);
            for value in values {
                assert!((0.0..=1.0).contains(&scale.share(value)), "{values:?} {scale:?}");
            }
        }
    }

    #[test]
    fn logarithmic_scales_have_equal_factors() {
        let log = AxisOptions { is_log: true, ..AxisOptions::default() };
        let extent = Extent::of([1.0, 1000.0].into_iter());
        let scale = ValueScale::new(extent, &log, ScaleEnds::Round, 4.0);
        assert!((scale.share(10.0) - 1.0 / 3.0).abs() < 1e-6);
        assert!(scale.share(0.0) < 0.0);
    }
}
