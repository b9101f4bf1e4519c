//! Round ticks for numbers and dates.

use super::date::DatePrecision;
use crate::calendar::CivilDate;

/// The ticks of an axis and the distance between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    pub values: Vec<f64>,
    pub step: f64,
}

/// The most ticks of an axis.
const MAX_TICKS: usize = 60;

/// Returns the distance of about `count` ticks: 1, 2 or 5 times a power of ten, as in the
/// `tickIncrement` of d3 (<https://github.com/d3/d3-array>), whose thresholds are geometric means.
pub(super) fn tick_step(span: f64, count: f64) -> f64 {
    let rough = (span / count.max(1.0)).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(rough.log10().floor());
    let factor = match rough / power {
        error if error >= 50f64.sqrt() => 10.0,
        error if error >= 10f64.sqrt() => 5.0,
        error if error >= 2f64.sqrt() => 2.0,
        _ => 1.0,
    };
    power * factor
}

/// Returns the largest of 1, 2 and 5 times a power of ten that is at most `value`, a positive
/// number.
pub(super) fn round_down(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    let larger = [5.0, 2.0].map(|factor| factor * power);
    larger.into_iter().find(|rounded| *rounded <= value).unwrap_or(power)
}

/// Returns round ticks from `min` to `max`, which are at ticks afterwards unless they are fixed.
pub(super) fn linear_ticks(
    (min, max): (f64, f64),
    (is_min_fixed, is_max_fixed): (bool, bool),
    count: f64,
) -> (Ticks, (f64, f64)) {
    let step = tick_step(max - min, count);
    let index = |value: f64| value / step;
    let first = if is_min_fixed { ceil(index(min)) } else { floor(index(min)) };
    let last = if is_max_fixed { floor(index(max)) } else { ceil(index(max)) };
    let number = ((last - first).max(0.0) as usize).min(MAX_TICKS);
    let values: Vec<f64> = (0..=number).map(|at| (first + at as f64) * step).collect();
    let low = if is_min_fixed { min } else { first * step };
    let high = if is_max_fixed { max } else { last * step };
    (Ticks { values, step }, (low, high))
}

/// The tolerance for values that are ticks but for rounding.
const TOLERANCE: f64 = 1e-9;

fn floor(value: f64) -> f64 {
    (value + TOLERANCE * value.abs().max(1.0)).floor()
}

fn ceil(value: f64) -> f64 {
    (value - TOLERANCE * value.abs().max(1.0)).ceil()
}

/// Returns powers of ten between two positive values, or 1, 2 and 5 times these if there are few.
pub(super) fn log_ticks(min: f64, max: f64) -> Vec<f64> {
    let (low, high) = (min.log10().floor() as i32, max.log10().ceil() as i32);
    let decades = (high - low).max(1);
    let every = (decades / 6 + 1) as usize;
    let factors: &[f64] = if decades <= 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let powers = (low..=high).step_by(every);
    let ticks = powers.flat_map(|power| factors.iter().map(move |f| f * 10f64.powi(power)));
    ticks.filter(|tick| (min * 0.999..=max * 1.001).contains(tick)).collect()
}

/// The distances of dates that are tried, in months, and the precision of their labels.
const MONTH_STEPS: [(i64, DatePrecision); 14] = [
    (1, DatePrecision::Month),
    (2, DatePrecision::Month),
    (3, DatePrecision::Month),
    (6, DatePrecision::Month),
    (12, DatePrecision::Year),
    (24, DatePrecision::Year),
    (60, DatePrecision::Year),
    (120, DatePrecision::Year),
    (240, DatePrecision::Year),
    (300, DatePrecision::Year),
    (600, DatePrecision::Year),
    (1200, DatePrecision::Year),
    (2400, DatePrecision::Year),
    (6000, DatePrecision::Year),
];

/// The first Monday since 1970, as a day.
const FIRST_MONDAY: f64 = 4.0;

/// Returns at most `count` of the dates of the data if they are at even distances that are longer
/// than their precision: ticks between them would be at dates without values.
pub(super) fn data_ticks(days: &[f64], precision: DatePrecision, count: f64) -> Option<Vec<f64>> {
    let index = |day: &f64| match precision {
        DatePrecision::Day => *day as i64,
        _ => {
            let date = CivilDate::from_days(*day as i64);
            date.year * 12 + i64::from(date.month) - 1
        }
    };
    let finest = match precision {
        DatePrecision::Year => 12,
        DatePrecision::Quarter => 3,
        DatePrecision::Month | DatePrecision::Day => 1,
    };
    let indices: Vec<i64> = days.iter().map(index).collect();
    let distance = indices.get(1)? - indices[0];
    let is_even = indices.windows(2).all(|pair| pair[1] - pair[0] == distance);
    let most = count.max(1.0) as usize;
    if distance <= finest || !is_even {
        return None;
    }
    if precision == DatePrecision::Day {
        return (days.len() <= most).then(|| days.to_vec());
    }
    // Every second, fifth or tenth year, if the distance of the data allows it.
    let least = days.len().div_ceil(most) as i64;
    let is_round = |step: &i64| {
        let every = step / distance;
        step % distance == 0 && (least..=least * 3 / 2).contains(&every)
    };
    let step = MONTH_STEPS.iter().map(|(step, _)| *step).find(is_round);
    let every = (step.unwrap_or(least * distance) / distance) as usize;
    let is_start = |index: &i64| index % (every as i64 * distance) == 0;
    let start = indices.iter().take(every).position(is_start).unwrap_or(0);
    Some(days.iter().skip(start).step_by(every).copied().collect())
}

/// Returns at most `count` ticks at round dates between two days, not closer than the precision of
/// the data, and the precision of their labels.
pub(super) fn date_ticks(
    (min, max): (f64, f64),
    precision: DatePrecision,
    count: f64,
) -> (Vec<f64>, DatePrecision) {
    let count = count.max(1.0);
    if precision == DatePrecision::Day {
        // Weeks start on Mondays. Longer times are divided into months.
        for (step, start) in [(1.0, 0.0), (2.0, 0.0), (7.0, FIRST_MONDAY)] {
            if (max - min) / step <= count {
                let first = ((min - start) / step).ceil() * step + start;
                let number = ((max - first) / step).floor().max(0.0) as usize;
                let days = (0..=number).map(|at| first + at as f64 * step);
                return (days.collect(), DatePrecision::Day);
            }
        }
    }
    let finest = match precision {
        DatePrecision::Year => 12,
        DatePrecision::Quarter => 3,
        DatePrecision::Month | DatePrecision::Day => 1,
    };
    let months = (max - min) / 30.44;
    let fits = |step: i64| step >= finest && months / step as f64 <= count;
    let found = MONTH_STEPS.iter().find(|(step, _)| fits(*step)).or(MONTH_STEPS.last());
    let &(step, label) = found.unwrap_or(&(12, DatePrecision::Year));
    let start = CivilDate::from_days(min.ceil() as i64);
    let index = start.year * 12 + i64::from(start.month) - 1;
    // Every second month from the first one on; other steps divide years.
    let mut at = if step == 2 { index } else { index.div_euclid(step) * step };
    let mut days = Vec::new();
    while days.len() <= MAX_TICKS {
        let month = at.rem_euclid(12) as u8 + 1;
        let Some(date) = CivilDate::new(at.div_euclid(12), month, 1) else { break };
        let day = date.to_days() as f64;
        if day > max {
            break;
        }
        if day >= min {
            days.push(day);
        }
        at += step;
    }
    let is_quarterly = precision == DatePrecision::Quarter && step == 3;
    (days, if is_quarterly { DatePrecision::Quarter } else { label })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(min: f64, max: f64) -> Vec<f64> {
        linear_ticks((min, max), (false, false), 4.0).0.values
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 11.2), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]);
        assert_eq!(ticks(0.0, 100.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(-3.0, 6.0), [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0]);
        assert_eq!(ticks(0.0, 1e15).last(), Some(&1e15));
        assert_eq!(ticks(0.0, 1e-12).len(), 6);
    }

    #[test]
    fn numbers_are_rounded_down() {
        assert_eq!([0.7, 1.0, 4.9, 60.0].map(round_down), [0.5, 1.0, 2.0, 50.0]);
    }

    #[test]
    fn fixed_ends_stay() {
        let (ticks, ends) = linear_ticks((0.5, 9.5), (true, true), 4.0);
        assert_eq!(ends, (0.5, 9.5));
        assert_eq!(ticks.values, [2.0, 4.0, 6.0, 8.0]);
    }

    #[test]
    fn logarithmic_ticks_are_powers_of_ten() {
        assert_eq!(log_ticks(1.0, 1000.0), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(log_ticks(1.0, 50.0), [1.0, 2.0, 5.0, 10.0, 20.0, 50.0]);
        assert!(log_ticks(1e-12, 1e15).len() < 8);
    }

    #[test]
    fn ticks_are_at_dates_with_values() {
        let years = |years: &[i64]| -> Vec<f64> {
            years.iter().map(|year| CivilDate::new(*year, 1, 1).unwrap().to_days() as f64).collect()
        };
        let ticks = |days: &[f64], count| data_ticks(days, DatePrecision::Year, count);
        assert_eq!(ticks(&years(&[2012, 2014, 2016]), 8.0), Some(years(&[2012, 2014, 2016])));
        assert_eq!(ticks(&years(&[2013, 2015, 2017]), 2.0), Some(years(&[2013, 2017])));
        let long: Vec<i64> = (1950..=2024).step_by(2).collect();
        assert_eq!(ticks(&years(&long), 8.0).map(|ticks| ticks.len()), Some(8));
        assert_eq!(ticks(&years(&[2012, 2013, 2014]), 8.0), None);
        assert_eq!(ticks(&years(&[2012, 2014, 2017]), 8.0), None);
        assert_eq!(ticks(&[], 8.0), None);
    }

    #[test]
    fn weeks_start_on_mondays_and_longer_times_have_months() {
        let day = |month, day| CivilDate::new(2025, month, day).unwrap().to_days() as f64;
        let (weeks, _) = date_ticks((day(9, 1), day(10, 20)), DatePrecision::Day, 8.0);
        assert_eq!(weeks[..2], [day(9, 1), day(9, 8)]);
        let (months, precision) = date_ticks((day(9, 1), day(12, 20)), DatePrecision::Day, 8.0);
        assert_eq!((months.len(), precision), (4, DatePrecision::Month));
    }

    #[test]
    fn dates_have_round_ticks() {
        let day = |year, month| CivilDate::new(year, month, 1).unwrap().to_days() as f64;
        let (years, precision) =
            date_ticks((day(2010, 3), day(2024, 6)), DatePrecision::Month, 8.0);
        assert_eq!(precision, DatePrecision::Year);
        assert_eq!(years[0], day(2012, 1));
        let (months, precision) =
            date_ticks((day(2024, 1), day(2024, 6)), DatePrecision::Month, 8.0);
        assert_eq!((months.len(), precision), (6, DatePrecision::Month));
    }
}
