//! Pie charts: shares of a whole.

mod arrange;
mod describe;
mod parse;

pub(super) use arrange::arrange_pie;
pub(super) use describe::describe_pie;
pub(super) use parse::parse_pie;

use super::label::LabelText;
use super::shares::PercentSign;

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
    /// Returns the parts of the whole that the slices are, 0 to 1.
    fn shares(&self) -> Vec<f64> {
        let largest = self.slices.iter().map(|slice| slice.value).fold(0.0, f64::max);
        // Divided first, so that the sum of very large values is finite.
        let parts: Vec<f64> = self.slices.iter().map(|slice| slice.value / largest).collect();
        let total: f64 = parts.iter().sum();
        parts.iter().map(|part| part / total).collect()
    }
}

/// Returns the shares in whole per cents: `38%` in English, `38 %` in German.
fn write_shares(shares: &[f64], lang: &str) -> Vec<String> {
    let sign = PercentSign::in_language(lang);
    let write = |share: &f64| match (share * 100.0).round() {
        0.0 => format!("<{}", sign.write("1")),
        per_cent => sign.write(&per_cent.to_string()),
    };
    shares.iter().map(write).collect()
}
