//! Values in words: with their shares, their signs, and what lines at values say.

use super::arrange::Arranger;
use super::format::{NumberLanguage, NumberUse, NumberWriter};
use super::model::{Chart, ChartKind, ReferenceLine, Stacking};
use crate::diagram::share_decimals;

/// Texts by series and row; `None` where nothing is to be written.
type TextGrid = Vec<Vec<Option<String>>>;

/// Whether units are written with values if they are not beside every number anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitUse {
    /// They are.
    With,
    /// They are not.
    Without,
}

/// How the values of a chart are written where they are not drawn.
pub(super) struct ValueTexts<'a> {
    /// The styles of the values at the left and at the right.
    styles: [NumberWriter<'a>; 2],
    /// The shares, if values are shown as shares of a whole.
    shares: Option<TextGrid>,
    /// What the bars of a waterfall say.
    changes: Option<Vec<Option<String>>>,
    /// The unit that is written after every value.
    unit: Option<&'a str>,
    units: UnitUse,
}

impl ValueTexts<'_> {
    /// Returns the text of a value; `None` if it is missing.
    pub(super) fn text(
        &self,
        value: Option<f64>,
        at: (usize, usize),
        right: bool,
    ) -> Option<String> {
        let (series, row) = at;
        let with_unit = |text: String| match self.unit.filter(|_| !right) {
            Some(unit) => format!("{text} {unit}"),
            None => text,
        };
        if let Some(changes) = &self.changes {
            return changes.get(row).cloned().flatten().map(with_unit);
        }
        let text = with_unit(self.styles[usize::from(right)].write(value?));
        let share = self.shares.as_ref().and_then(|shares| shares.get(series)?.get(row)?.clone());
        Some(match (share, self.units) {
            (None, _) => text,
            // The unit in the heading of a table is that of the values.
            (Some(share), UnitUse::Without) => format!("{text} ({share})"),
            (Some(share), UnitUse::With) => format!("{share} ({text})"),
        })
    }
}

impl Arranger<'_, '_> {
    /// Returns how values are written where they are not drawn.
    pub(super) fn value_texts(&self, units: UnitUse) -> ValueTexts<'_> {
        let unit = self.chart.options.unit.as_deref();
        let changes = (self.chart.kind == ChartKind::Waterfall).then(|| {
            let segments = self.bar_segments();
            let mut texts = vec![None; self.chart.data.categories.len()];
            for (segment, text) in segments.iter().zip(self.write_values(&segments)) {
                texts[segment.row] = Some(text);
            }
            texts
        });
        ValueTexts {
            styles: [self.value_style(false), self.value_style(true)],
            shares: self.share_texts(),
            changes,
            units,
            unit: unit.filter(|unit| units == UnitUse::With && !super::format::is_short_unit(unit)),
        }
    }

    /// Whether the values are per cents already.
    pub(super) fn has_percent_values(&self) -> bool {
        self.chart.options.unit.as_deref() == Some("%")
    }

    /// Returns the shares that values are of their whole in per cent, in a circle with a decimal if
    /// they add up to 100 only with it; `None` if the chart shows no shares, or its values are
    /// shares.
    pub(super) fn share_texts(&self) -> Option<TextGrid> {
        let data = &self.chart.data;
        if self.has_percent_values() {
            return None;
        }
        if self.chart.kind.is_round() {
            let values = &data.series.first()?.values;
            let values = values.iter().map(|value| value.filter(|value| *value > 0.0));
            return Some(vec![self.write_shares(&values.collect::<Vec<_>>(), share_decimals)]);
        }
        if self.chart.stacking() != Stacking::Percent {
            return None;
        }
        let mut texts = vec![Vec::with_capacity(data.categories.len()); data.series.len()];
        for row in 0..data.categories.len() {
            let values: Vec<Option<f64>> =
                data.series.iter().map(|series| series.values[row]).collect();
            for (series, text) in self.write_shares(&values, |_| 0).into_iter().enumerate() {
                texts[series].push(text);
            }
        }
        Some(texts)
    }

    /// Writes values as shares of the sum of their sizes.
    fn write_shares(
        &self,
        values: &[Option<f64>],
        choose_decimals: fn(&[f64]) -> usize,
    ) -> Vec<Option<String>> {
        // Divided first, so that the sum of very large values is finite.
        let largest = values.iter().flatten().fold(f64::MIN_POSITIVE, |max, v| max.max(v.abs()));
        let parts: Vec<f64> = values.iter().map(|value| value.unwrap_or(0.0) / largest).collect();
        let total: f64 = parts.iter().map(|part| part.abs()).sum();
        let shares: Vec<f64> =
            parts.iter().map(|part| if total > 0.0 { part.abs() / total } else { 0.0 }).collect();
        let decimals = choose_decimals(&shares);
        let write = |index: usize| {
            let text = self.language.write_share(shares[index], decimals);
            if parts[index] < 0.0 { format!("−{text}") } else { text }
        };
        (0..values.len()).map(|index| values[index].map(|_| write(index))).collect()
    }

    /// Returns the words at a line at a value; empty if there are none.
    pub(super) fn reference_text(&self, reference: &ReferenceLine) -> String {
        self.chart.write_reference(self.language, reference)
    }
}

impl Chart {
    /// Returns the words at a line at a value in a language given by its BCP 47 code.
    pub fn reference_words(&self, reference: &ReferenceLine, lang: &str) -> String {
        self.write_reference(&NumberLanguage::new(lang), reference)
    }

    /// Returns the words of the author, with the value unless they say it.
    fn write_reference(&self, language: &NumberLanguage, reference: &ReferenceLine) -> String {
        let value = std::iter::once(reference.value);
        let plain = NumberWriter::of_values(
            language,
            value.clone(),
            &NumberUse { unit: None, ..self.number_use(false) },
        );
        let number = plain.write(reference.value);
        let full = NumberWriter::of_values(language, value, &self.number_use(false));
        match &reference.label {
            Some(label) if label.is_empty() || says_number(label, &number) => label.clone(),
            Some(label) => format!("{label} ({})", full.write(reference.value)),
            None => full.write(reference.value),
        }
    }
}

/// Whether words contain a number that is not a part of a longer one.
fn says_number(words: &str, number: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    words.match_indices(number).any(|(at, _)| {
        let (before, after) = (&words[..at], &words[at + number.len()..]);
        let mut next = after.chars();
        let goes_on = match next.next() {
            Some('.' | ',') => is_digit(next.next()),
            first => is_digit(first),
        };
        !is_digit(before.chars().next_back()) && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::says_number;

    #[test]
    fn a_number_in_a_longer_one_is_not_said() {
        assert!(says_number("Target of 95%", "95"));
        assert!(says_number("At least 95.", "95"));
        assert!(!says_number("Level of 2015", "20"));
        assert!(!says_number("Limit 9.5", "9"));
        assert!(!says_number("Target", "95"));
    }
}
