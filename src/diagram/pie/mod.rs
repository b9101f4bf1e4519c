//! Pie charts: shares of a whole.

mod arrange;
mod describe;
mod parse;

pub(super) use arrange::arrange_pie;
pub(super) use describe::describe_pie;
pub(super) use parse::parse_pie;

use super::describe::is_english;
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
    /// Returns the parts of the whole that the slices are, 0 to 1.
    fn shares(&self) -> Vec<f32> {
        let largest = self.slices.iter().map(|slice| slice.value).fold(0.0, f64::max);
        // Divided first, so that the sum of very large values is finite.
        let parts: Vec<f64> = self.slices.iter().map(|slice| slice.value / largest).collect();
        let total: f64 = parts.iter().sum();
        parts.iter().map(|part| (part / total) as f32).collect()
    }
}

/// Returns a share in per cent: `38%` in English, `38 %` elsewhere.
fn format_share(share: f32, lang: &str) -> String {
    let sign = if is_english(lang) { "%" } else { "\u{202f}%" };
    let per_cent = share * 100.0;
    match per_cent {
        0.0..0.5 => format!("<1{sign}"),
        _ => format!("{}{sign}", per_cent.round()),
    }
}
