//! Pie charts: shares of a whole.

mod parse;

pub(super) use parse::parse_pie;

use super::label::LabelText;

/// A pie chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PieDiagram {
    /// Its slices, clockwise from the top.
    slices: Vec<PieSlice>,
    /// Whether the values are shown beside the shares.
    shows_values: bool,
}

/// A slice.
#[derive(Clone, Debug, PartialEq)]
struct PieSlice {
    label: LabelText,
    /// Its size; above 0.
    value: f64,
    /// The value as it was written.
    written: String,
}

impl PieDiagram {
    /// Returns the part of the whole that a slice is, 0 to 1.
    fn share_of(&self, slice: &PieSlice) -> f32 {
        let largest = self.slices.iter().map(|slice| slice.value).fold(0.0, f64::max);
        // Divided first, so that the sum of very large values is finite.
        let total: f64 = self.slices.iter().map(|slice| slice.value / largest).sum();
        (slice.value / largest / total) as f32
    }
}
