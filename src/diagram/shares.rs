//! Shares of a whole in per cent, and how each language writes them.

use super::describe::is_english;

/// Languages with a space before the sign: `38 %` (CLDR, `percentFormats`).
const SPACED: [&str; 22] = [
    "be", "ca", "cs", "da", "de", "es", "fi", "fr", "gl", "hr", "lt", "lb", "mk", "nb", "nn", "no",
    "ro", "ru", "sk", "sl", "sv", "hsb",
];
/// Regions that write it without a space, although others of their language do not.
const UNSPACED: [&str; 5] = ["de-CH", "de-LI", "fr-CH", "es-MX", "es-US"];
/// The thin space that does not break.
const THIN_SPACE: &str = "\u{202f}";

/// The sign of per cent before and after a number; one of both is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PercentSign {
    /// What is before the digits.
    pub before: &'static str,
    /// What is after them.
    pub after: &'static str,
}

impl PercentSign {
    /// Returns the sign in a language, given by its BCP 47 code.
    pub(crate) fn in_language(lang: &str) -> Self {
        let code = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let is_unspaced = UNSPACED.iter().any(|region| region.eq_ignore_ascii_case(lang));
        match code.as_str() {
            "tr" => Self { before: "%", after: "" },
            "eu" => Self { before: "%\u{202f}", after: "" },
            code if SPACED.contains(&code) && !is_unspaced => {
                Self { before: "", after: "\u{202f}%" }
            }
            _ => Self { before: "", after: "%" },
        }
    }

    /// Adds the sign to digits.
    pub(crate) fn write(self, digits: &str) -> String {
        format!("{}{digits}{}", self.before, self.after)
    }
}

/// Returns what is between a number and a unit that is a sign, such as `°C`: nothing in English.
pub(crate) fn unit_space(lang: &str) -> &'static str {
    if is_english(lang) { "" } else { THIN_SPACE }
}

/// Returns the decimals of per cents at which shares, each rounded on its own, add up as they
/// should: none, or one if that helps. A share is never rounded to another number than its own.
pub(crate) fn share_decimals(shares: &[f64]) -> usize {
    let whole: f64 = shares.iter().sum();
    let adds_up = |factor: f64| {
        let sum: f64 = shares.iter().map(|share| (share * factor).round()).sum();
        (sum - whole * factor).abs() < 0.5
    };
    usize::from(!adds_up(100.0) && adds_up(1000.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_a_decimal_if_they_add_up_with_it() {
        assert_eq!(share_decimals(&[5.9 / 12.0, 3.4 / 12.0, 1.6 / 12.0, 1.1 / 12.0]), 1);
        assert_eq!(share_decimals(&[0.51, 0.24, 0.14, 0.08, 0.03]), 0);
        // Not even tenths of thirds add up.
        assert_eq!(share_decimals(&[1.0 / 3.0; 3]), 0);
        assert_eq!(share_decimals(&[]), 0);
    }

    #[test]
    fn languages_write_per_cent_in_their_own_way() {
        let cases = [
            ("en", "38%"),
            ("en-GB", "38%"),
            ("de", "38\u{202f}%"),
            ("de-CH", "38%"),
            ("fr", "38\u{202f}%"),
            ("it", "38%"),
            ("ja", "38%"),
            ("zh-Hant", "38%"),
            ("tr", "%38"),
            ("eu", "%\u{202f}38"),
        ];
        for (lang, expected) in cases {
            assert_eq!(PercentSign::in_language(lang).write("38"), expected, "{lang}");
        }
    }
}
