//! Units of the format.

use crate::geometry::Rect;

/// English metric units in a pt.
const EMU_PER_POINT: f32 = 12_700.0;

/// Converts pt to English metric units.
pub(super) fn emu(points: f32) -> i64 {
    (f64::from(points) * f64::from(EMU_PER_POINT)).round() as i64
}

/// The decimals of a number whose first digit is not counted: what is beyond them is an error of
/// calculation.
const DIGITS: usize = 11;

/// Returns a number without the errors of calculation at its end.
pub(super) fn exact_number(value: f64) -> f64 {
    format!("{value:.DIGITS$e}").parse().unwrap_or(value)
}

/// Converts pt to hundredths of a pt.
pub(super) fn hundredths(points: f32) -> i64 {
    (points * 100.0).round() as i64
}

/// Converts a share to thousandths of a percent.
pub(super) fn thousandths_of_percent(share: f32) -> i64 {
    (share * 100_000.0).round() as i64
}

/// Position and size of a rectangle in English metric units.
pub(super) struct EmuRect {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl From<Rect> for EmuRect {
    fn from(rect: Rect) -> Self {
        Self {
            x: emu(rect.x),
            y: emu(rect.y),
            width: emu(rect.width).max(0),
            height: emu(rect.height).max(0),
        }
    }
}
