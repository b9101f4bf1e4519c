//! Footnotes as the author writes them: calls in a text, and texts with a name.

use super::text::{Position, Run, Text};
use crate::source::Span;

/// A footnote with a name: an entry of `footnotes`, or `[^name]: text` in a `body`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedFootnote {
    /// The name, without `^`.
    pub name: String,
    /// The text of the footnote.
    pub text: Text,
    /// The span of the name.
    pub span: Span,
}

/// A call of a footnote in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FootnoteCall {
    /// `^[text]`
    Inline(Text, Span),
    /// `[^name]`
    Named(String, Span),
    /// A citation that is shown at the foot.
    Citation {
        /// The citation, which is not formatted yet.
        note: Text,
        /// What the author wrote: the same citation has the same number.
        written: String,
        /// The span of what the author wrote.
        span: Span,
    },
}

impl FootnoteCall {
    /// Returns the span of the call.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Inline(_, span) | Self::Named(_, span) | Self::Citation { span, .. } => *span,
        }
    }
}

/// The footnotes of a slide, or of the keys of a deck, before they are numbered.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnresolvedFootnotes {
    /// The calls. A run with a call has its index as the link.
    pub calls: Vec<FootnoteCall>,
    /// The footnotes with a name.
    pub named: Vec<NamedFootnote>,
    /// Whether the text that is being read is a footnote itself.
    pub is_in_footnote: bool,
}

/// Returns whether the text in brackets looks like the name of a footnote: `1`, `law`, `note_2`.
/// `[^a-z]` is a regular expression.
pub(crate) fn is_footnote_name(name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && (name.chars().all(char::is_alphabetic)
            || name.chars().all(|c| c.is_ascii_digit())
            || name.starts_with(char::is_alphabetic) && name.chars().all(is_word))
}

/// Returns whether the number of a footnote after these words reads as an exponent: after a digit,
/// a unit or a formula.
pub(crate) fn reads_as_exponent(before: &str, last: Option<&Run>) -> bool {
    if last.is_some_and(Run::is_footnote_call) {
        return false;
    }
    if last.is_some_and(|run| run.formula.is_some() || run.style.position != Position::Baseline) {
        return true;
    }
    let is_space = |c: char| c.is_whitespace();
    let word = before.rsplit(is_space).next().unwrap_or_default();
    if word.ends_with(|c: char| c.is_numeric()) {
        return true;
    }
    let start = word.find(|c: char| c.is_alphabetic() || c == '°').unwrap_or(word.len());
    let (digits, unit) = word.split_at(start);
    let number = if digits.is_empty() {
        before[..before.len() - word.len()].trim_end_matches(is_space)
    } else {
        digits
    };
    let is_unit = |part: &str| UNITS.contains(&part);
    number.ends_with(|c: char| c.is_numeric()) && unit.split(['/', '·']).all(is_unit)
}

#[rustfmt::skip]
const UNITS: &[&str] = &[
    "m", "mm", "cm", "dm", "km", "µm", "μm", "nm", "g", "kg", "mg", "µg", "μg", "t", "l", "L", "ml",
    "mL", "hl", "s", "ms", "min", "h", "d", "a", "K", "C", "°C", "°F", "Pa", "hPa", "kPa", "MPa",
    "bar", "mbar", "N", "kN", "J", "kJ", "MJ", "W", "kW", "MW", "GW", "Wh", "kWh", "MWh", "GWh",
    "TWh", "V", "kV", "A", "mA", "Hz", "kHz", "MHz", "GHz", "B", "kB", "MB", "GB", "TB", "mol",
    "mmol", "ha", "dB", "ppm", "ppb", "in", "ft", "mi", "lb", "oz", "eV", "keV", "MeV", "GeV",
];

#[cfg(test)]
mod tests {
    use super::{is_footnote_name, reads_as_exponent};

    #[test]
    fn numbers_and_units_read_as_powers() {
        for text in ["station 5", "4 mg/l", "up to 3 °C", "12 km", "5m"] {
            assert!(reads_as_exponent(text, None), "{text}");
        }
        for text in ["oxygen", "40,000 €", "in 2020 rivers", "station 5.", "a m", "70 %", ""] {
            assert!(!reads_as_exponent(text, None), "{text}");
        }
    }

    #[test]
    fn names_are_words_or_numbers() {
        assert!(["1", "law", "note2", "a_b"].iter().all(|name| is_footnote_name(name)));
        assert!(!["a-z", "0-9", "", "a b"].iter().any(|name| is_footnote_name(name)));
    }
}
