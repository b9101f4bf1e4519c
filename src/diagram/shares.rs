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

/// Rounds shares, of which each is from 0 to 1, to whole per cents that add up as the shares do:
/// 100 for a whole. The shares that lose most by being rounded down are rounded up (the method of
/// the largest remainder).
pub(crate) fn round_shares(shares: &[f64]) -> Vec<u32> {
    let per_cent: Vec<f64> = shares.iter().map(|share| share.clamp(0.0, 1.0) * 100.0).collect();
    let mut rounded: Vec<u32> =
        per_cent.iter().map(|share| (share + 1e-9).floor() as u32).collect();
    let whole = per_cent.iter().sum::<f64>().round() as u32;
    let missing = whole.saturating_sub(rounded.iter().sum());
    let mut order: Vec<usize> = (0..shares.len()).collect();
    // The order is stable: of equal remainders, the first is rounded up.
    let lost = |index: &usize| ((per_cent[*index] - f64::from(rounded[*index])) * 1e6).round();
    order.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
    for index in order.into_iter().take(missing as usize) {
        rounded[index] += 1;
    }
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_whole_add_up() {
        assert_eq!(
            round_shares(&[5.9 / 12.0, 3.4 / 12.0, 1.6 / 12.0, 1.1 / 12.0]),
            [49, 29, 13, 9]
        );
        assert_eq!(round_shares(&[1.0 / 3.0; 3]), [34, 33, 33]);
        assert_eq!(round_shares(&[0.996, 0.004]), [100, 0]);
        assert_eq!(round_shares(&[0.51, 0.24, 0.14, 0.08, 0.03]), [51, 24, 14, 8, 3]);
        assert_eq!(round_shares(&[1.0 / 7.0; 7]).iter().sum::<u32>(), 100);
        assert_eq!(round_shares(&[]), [] as [u32; 0]);
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
