//! Writes numbers in the language of the slide.

use icu_decimal::input::Decimal;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::Locale;

use super::short_forms::{NumberNames, number_names};
use crate::diagram::{PercentSign, is_english, unit_space};

/// How the author wants numbers to be written: `0.0`, `+0`, `0.0 %`, `$0`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberPattern {
    /// What is before the digits.
    prefix: String,
    /// What is after them.
    suffix: String,
    /// The number of decimals.
    decimals: usize,
    /// Whether positive numbers have a sign.
    has_sign: bool,
}

impl NumberPattern {
    /// Returns the pattern as a format code of spreadsheets for numbers that are divided by a
    /// thousand this many times and have this name.
    fn to_format_code(&self, (thousands, name): (usize, &str)) -> String {
        let quote = |text: &str| match text {
            "" => String::new(),
            text => format!("\"{}\"", text.replace('"', "")),
        };
        let decimals = match self.decimals {
            0 => String::new(),
            decimals => format!(".{}", "0".repeat(decimals)),
        };
        let (prefix, suffix) = (quote(&self.prefix), quote(&format!("{name}{}", self.suffix)));
        let number = format!("{prefix}#,##0{decimals}{}{suffix}", ",".repeat(thousands));
        if self.has_sign { format!("+{number};\u{2212}{number};{number}") } else { number }
    }

    /// Parses a pattern; `None` if it has no `0`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace("#,##0", "0").replace("0,000", "0").replace("0,0", "0");
        let start = text.find('0')?;
        let rest = &text[start..];
        let length = rest.find(|c| c != '0' && c != '.').unwrap_or(rest.len());
        let digits = rest[..length].trim_end_matches('.');
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let prefix = &text[..start];
        Some(Self {
            prefix: prefix.replace('+', ""),
            suffix: rest[digits.len()..].to_owned(),
            decimals: decimals.min(MAX_DECIMALS),
            has_sign: prefix.contains('+'),
        })
    }
}

/// The most decimals of a number that is not in scientific notation.
const MAX_DECIMALS: usize = 9;

/// Numbers from here are written as powers of ten, and those below the other limit.
const LARGE: f64 = 1e12;
const LARGE_WITH_NAMES: f64 = 1e15;
const SMALL: f64 = 1e-5;
/// Numbers that are never written as powers of ten.
const PLAIN: std::ops::Range<f64> = 0.1..10_000.0;

/// Smaller numbers are written in full, even if the language has a name for them.
const SMALLEST_NAMED: f64 = 1e6;

/// The longest unit that is written beside every number.
const MAX_SHORT_UNIT: usize = 3;

/// The signs of a language.
pub(super) struct NumberLanguage {
    formatter: Option<DecimalFormatter>,
    is_english: bool,
    percent: PercentSign,
    /// What is between a number and a unit that is a sign.
    unit_space: &'static str,
    names: NumberNames,
}

/// Writes the numbers of one axis or series in the same way.
pub(super) struct NumberWriter<'n> {
    language: &'n NumberLanguage,
    pattern: NumberPattern,
    /// What the numbers are divided by, and its name.
    scale: (f64, &'static str),
    is_scientific: bool,
    /// Whether the author set the decimals.
    is_given: bool,
}

impl NumberLanguage {
    /// Returns the signs of a language, given by its BCP 47 code.
    pub(super) fn new(lang: &str) -> Self {
        let locale = Locale::try_from_str(lang).unwrap_or(Locale::UNKNOWN);
        let preferences = DecimalFormatterPreferences::from(&locale);
        let formatter = DecimalFormatter::try_new(preferences, Default::default()).ok();
        Self {
            formatter,
            is_english: is_english(lang),
            percent: PercentSign::in_language(lang),
            unit_space: unit_space(lang),
            names: number_names(lang),
        }
    }

    /// Writes the digits of a number, with a true minus.
    fn write_digits(&self, value: f64, decimals: usize) -> String {
        let plain = format!("{:.decimals$}", value.abs());
        let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let digits = match (&self.formatter, Decimal::try_from_str(&plain)) {
            (Some(formatter), Ok(decimal)) => formatter.format(&decimal).to_string(),
            _ => plain,
        };
        if value < 0.0 && !is_zero { format!("−{digits}") } else { digits }
    }

    /// Writes a share of a whole in per cent.
    pub(super) fn write_share(&self, share: f64, decimals: usize) -> String {
        let least = 10f64.powi(-(decimals as i32));
        let is_small = share > 0.0 && share * 100.0 < least / 2.0;
        let digits = self.write_digits(if is_small { least } else { share * 100.0 }, decimals);
        let written = self.percent.write(&digits);
        if is_small { format!("<{written}") } else { written }
    }

    /// Returns what is before and after a number with a unit that is a sign.
    fn place_unit(&self, unit: &str) -> (String, String) {
        let is_currency = unit.starts_with(['$', '€', '£', '¥', '₹']);
        if unit == "%" {
            (self.percent.before.to_owned(), self.percent.after.to_owned())
        } else if self.is_english && is_currency {
            (unit.to_owned(), String::new())
        } else {
            let space = if unit.starts_with('°') { "" } else { self.unit_space };
            (String::new(), format!("{space}{unit}"))
        }
    }
}

/// What is known about the numbers that are written in one style.
pub(super) struct NumberUse<'o> {
    /// What the author set.
    pub pattern: Option<&'o NumberPattern>,
    /// The unit of the values.
    pub unit: Option<&'o str>,
}

impl<'n> NumberWriter<'n> {
    /// Returns the style of ticks at this distance.
    pub(super) fn of_ticks(
        language: &'n NumberLanguage,
        (step, largest): (f64, f64),
        written: &NumberUse<'_>,
    ) -> Self {
        let is_small = largest < SMALL && largest > 0.0;
        let scale = language.scale_of(largest);
        let step = if is_small { 1.0 } else { step / scale.0 };
        let decimals = (-(step.log10() + 1e-9).floor()).clamp(0.0, MAX_DECIMALS as f64) as usize;
        // A distance of 2.5 has more decimals than its size says.
        let decimals = decimals.max(count_decimals(step));
        Self::new(language, (scale, decimals, largest), written)
    }

    /// Returns the style of values.
    pub(super) fn of_values(
        language: &'n NumberLanguage,
        values: impl Iterator<Item = f64> + Clone,
        written: &NumberUse<'_>,
    ) -> Self {
        let largest = values.clone().map(f64::abs).fold(0.0, f64::max);
        let scale = language.scale_of(largest);
        let needed = values.map(|value| count_decimals(value / scale.0)).max().unwrap_or(0);
        let decimals = if needed <= 2 && scale.0 == 1.0 {
            needed
        } else {
            // Three digits are enough to compare values.
            let whole = (largest / scale.0).max(f64::MIN_POSITIVE).log10().floor();
            needed.min((2.0 - whole).clamp(0.0, MAX_DECIMALS as f64) as usize)
        };
        Self::new(language, (scale, decimals, largest), written)
    }

    fn new(
        language: &'n NumberLanguage,
        (scale, decimals, largest): ((f64, &'static str), usize, f64),
        written: &NumberUse<'_>,
    ) -> Self {
        let limit = if language.names.is_empty() { LARGE } else { LARGE_WITH_NAMES };
        let is_scientific = largest >= limit || (largest > 0.0 && largest < SMALL);
        if let Some(pattern) = written.pattern {
            let scale = (1.0, "");
            let (pattern, is_scientific) = (pattern.clone(), false);
            return Self { language, pattern, scale, is_scientific, is_given: true };
        }
        let mut pattern = NumberPattern { decimals, ..NumberPattern::default() };
        if let Some(unit) = written.unit.map(str::trim).filter(|unit| is_short_unit(unit)) {
            (pattern.prefix, pattern.suffix) = language.place_unit(unit);
        }
        let scale = if is_scientific { (1.0, "") } else { scale };
        Self { language, pattern, scale, is_scientific, is_given: false }
    }

    /// Returns the style with a sign before positive numbers.
    pub(super) fn with_sign(mut self) -> Self {
        self.pattern.has_sign = true;
        self
    }

    /// Returns the style as a format code of spreadsheets (ISO/IEC 29500-1, 18.8.31), which has no
    /// other scales than powers of a thousand.
    pub(super) fn to_format_code(&self) -> String {
        if self.is_scientific {
            return "0.##E+0".to_owned();
        }
        let thousands = (self.scale.0.log10() / 3.0).round() as usize;
        if 1000f64.powi(thousands as i32) == self.scale.0 {
            return self.pattern.to_format_code((thousands, self.scale.1));
        }
        NumberPattern { decimals: 0, ..self.pattern.clone() }.to_format_code((0, ""))
    }

    /// Writes a number.
    pub(super) fn write(&self, value: f64) -> String {
        let pattern = &self.pattern;
        let digits = if value == 0.0 && self.scale.0 > 1.0 {
            // A shortened zero has no decimals: 0, 2.5m, 5m.
            self.language.write_digits(0.0, 0)
        } else if self.is_scientific && PLAIN.contains(&value.abs()) {
            // Beside powers of ten, a usual number is written as always.
            self.language.write_digits(value, count_decimals(value).min(2))
        } else if self.is_scientific && value != 0.0 {
            self.write_scientific(value)
        } else if self.vanishes(value) {
            self.write_small(value)
        } else {
            let digits = self.language.write_digits(value / self.scale.0, pattern.decimals);
            if value == 0.0 { digits } else { digits + self.scale.1 }
        };
        let (sign, digits) = match digits.strip_prefix('−') {
            Some(digits) => ("−", digits),
            None if pattern.has_sign && value > 0.0 => ("+", digits.as_str()),
            None => ("", digits.as_str()),
        };
        format!("{sign}{}{digits}{}", pattern.prefix, pattern.suffix)
    }

    /// Whether a number that is not zero would be written as zero.
    fn vanishes(&self, value: f64) -> bool {
        let half = 0.5 * 10f64.powi(-(self.pattern.decimals as i32)) * self.scale.0;
        value != 0.0 && value.abs() < half && !self.is_given
    }

    /// Writes a number that is small beside others of its axis or series: with two digits.
    fn write_small(&self, value: f64) -> String {
        let size = value.abs();
        if size < SMALL {
            return self.write_scientific(value);
        }
        let scale = self.language.scale_of(size);
        let whole = (size / scale.0).log10().floor();
        let needed = count_decimals(value / scale.0);
        let decimals = needed.min((1.0 - whole).clamp(0.0, MAX_DECIMALS as f64) as usize);
        self.language.write_digits(value / scale.0, decimals) + scale.1
    }

    /// Writes a number as `2.5 × 10¹⁵`.
    fn write_scientific(&self, value: f64) -> String {
        let mut power = value.abs().log10().floor();
        let mut mantissa = value / 10f64.powf(power);
        if format!("{:.2}", mantissa.abs()).starts_with("10") {
            (power, mantissa) = (power + 1.0, mantissa / 10.0);
        }
        let decimals = count_decimals(mantissa).min(2);
        let digits = self.language.write_digits(mantissa, decimals);
        let raised: String = format!("{power:.0}").chars().map(raise).collect();
        format!("{digits}\u{a0}×\u{a0}10{raised}")
    }
}

impl NumberLanguage {
    /// Returns what numbers up to the largest are divided by.
    fn scale_of(&self, largest: f64) -> (f64, &'static str) {
        let mut names = self.names.iter();
        let named = names.find(|(scale, _)| largest >= scale.max(SMALLEST_NAMED));
        named.copied().unwrap_or((1.0, ""))
    }
}

/// Writes numbers in the same way, in a language given by its BCP 47 code.
pub fn write_numbers(numbers: &[f32], lang: &str) -> Vec<String> {
    // Read as decimals: as binary fractions, 0.7 has more digits.
    let numbers: Vec<f64> =
        numbers.iter().map(|number| number.to_string().parse().unwrap_or_default()).collect();
    let language = NumberLanguage::new(lang);
    let written = NumberUse { pattern: None, unit: None };
    let writer = NumberWriter::of_values(&language, numbers.iter().copied(), &written);
    numbers.iter().map(|number| writer.write(*number)).collect()
}

fn raise(character: char) -> char {
    match character {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => digit.to_digit(10).and_then(|d| char::from_u32(0x2070 + d)).unwrap_or(digit),
    }
}

/// Counts the decimals that are needed to write a number, with seven digits in all.
fn count_decimals(value: f64) -> usize {
    if value == 0.0 {
        return 0;
    }
    let digits = (6.0 - value.abs().log10().floor()).clamp(0.0, MAX_DECIMALS as f64) as usize;
    let written = format!("{value:.digits$}");
    let decimals = written.split_once('.').map_or("", |(_, decimals)| decimals);
    decimals.trim_end_matches('0').len()
}

/// Whether a unit is written beside the numbers instead of above the chart.
pub(super) fn is_short_unit(unit: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let count = unit.chars().count();
    (1..=MAX_SHORT_UNIT).contains(&count) && (unit.starts_with('°') || unit.chars().all(is_sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(lang: &str, values: &[f64], unit: Option<&str>) -> Vec<String> {
        let language = NumberLanguage::new(lang);
        let written = NumberUse { pattern: None, unit };
        let style = NumberWriter::of_values(&language, values.iter().copied(), &written);
        values.iter().map(|value| style.write(*value)).collect()
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(values("en", &[12345.5, -3.0], None), ["12,345.5", "−3.0"]);
        assert_eq!(values("de", &[12345.5, -3.0], None), ["12.345,5", "−3,0"]);
        assert_eq!(values("fr", &[12345.5], None), ["12\u{202f}345,5"]);
        assert_eq!(values("hi", &[1_234_567.0], None), ["12,34,567"]);
        assert_eq!(values("de-CH", &[12345.0], None), ["12'345"]);
        assert_eq!(values("not a language", &[1.5], None), ["1.5"]);
        // No value but zero is written as zero.
        assert_eq!(values("en", &[-5.0, 2e9, 0.0, 0.25], None), ["−5", "2.00B", "0", "0.25"]);
    }

    #[test]
    fn short_units_are_beside_numbers() {
        assert_eq!(values("en", &[38.0], Some("%")), ["38%"]);
        assert_eq!(values("de", &[38.0], Some("%")), ["38\u{202f}%"]);
        assert_eq!(values("it", &[38.0], Some("%")), ["38%"]);
        assert_eq!(values("tr", &[-38.0], Some("%")), ["−%38"]);
        assert_eq!(values("en", &[-5.0], Some("$")), ["−$5"]);
        assert_eq!(values("en", &[21.5], Some("°C")), ["21.5°C"]);
        assert_eq!(values("en", &[8.0], Some("million €")), ["8"]);
    }

    #[test]
    fn extreme_numbers_stay_short() {
        assert_eq!(values("en", &[2_500_000.0, 0.0], None), ["2.5M", "0"]);
        assert_eq!(values("en-GB", &[3.2e9], None), ["3.2bn"]);
        assert_eq!(
            values("de", &[2.5e6, 0.0], Some("€")),
            ["2,5\u{a0}Mio.\u{202f}€", "0\u{202f}€"]
        );
        assert_eq!(values("ja", &[1.5e6], None), ["150万"]);
        assert_eq!(values("zh", &[950_000.0], None), ["950,000"]);
        assert_eq!(values("en", &[1e15], None), ["1\u{a0}×\u{a0}10¹⁵"]);
        assert_eq!(values("de", &[2.5e12], None), ["2,5\u{a0}Bio."]);
        assert_eq!(values("th", &[2.5e12], None), ["2.5\u{a0}×\u{a0}10¹²"]);
        assert_eq!(values("en", &[1e-12], None), ["1\u{a0}×\u{a0}10⁻¹²"]);
        assert_eq!(values("en", &[5.0, 1e15], None), ["5", "1\u{a0}×\u{a0}10¹⁵"]);
        assert_eq!(values("en", &[1e-9, 9e13], None), ["1\u{a0}×\u{a0}10⁻⁹", "90T"]);
        assert_eq!(values("en", &[12_345.0, 9e13, 0.0], None), ["12,345", "90.0T", "0"]);
        assert_eq!(values("en", &[0.004, 1234.5], None), ["0.004", "1,234"]);
        assert_eq!(values("en", &[0.001_23], None), ["0.00123"]);
        assert_eq!(values("en", &[1.0 / 3.0, 2.0], None), ["0.33", "2.00"]);
    }

    #[test]
    fn format_codes_write_the_same_numbers() {
        let code = |lang: &str, values: &[f64], unit| {
            let language = NumberLanguage::new(lang);
            let written = NumberUse { pattern: None, unit };
            NumberWriter::of_values(&language, values.iter().copied(), &written).to_format_code()
        };
        assert_eq!(code("en", &[8.5, 11.0], Some("€")), "\"€\"#,##0.0");
        assert_eq!(code("de", &[8.5], Some("%")), "#,##0.0\"\u{202f}%\"");
        assert_eq!(code("en", &[2_500_000.0], None), "#,##0.0,,\"M\"");
        assert_eq!(code("ja", &[1.5e6], None), "#,##0");
        assert_eq!(code("en", &[1e-9], None), "0.##E+0");
        assert_eq!(code("en", &[0.1 + 0.2], None), "#,##0.0");
    }

    #[test]
    fn patterns_set_decimals_and_signs() {
        let language = NumberLanguage::new("de");
        for (pattern, expected) in
            [("0", "1.235"), ("0.0", "1.234,6"), ("+0", "+1.235"), ("#,##0.00 kg", "1.234,57 kg")]
        {
            let pattern = NumberPattern::parse(pattern).unwrap();
            let written = NumberUse { pattern: Some(&pattern), unit: None };
            let style = NumberWriter::of_values(&language, [1234.567].into_iter(), &written);
            assert_eq!(style.write(1234.567), expected);
        }
        assert_eq!(NumberPattern::parse("%"), None);
    }

    #[test]
    fn ticks_have_the_decimals_of_their_distance() {
        let language = NumberLanguage::new("en");
        let written = NumberUse { pattern: None, unit: None };
        let write = |step, largest, value| {
            NumberWriter::of_ticks(&language, (step, largest), &written).write(value)
        };
        assert_eq!(write(0.5, 2.0, 1.0), "1.0");
        assert_eq!(write(2.5, 12.5, 7.5), "7.5");
        assert_eq!(write(25.0, 75.0, 25.0), "25");
        assert_eq!(write(20.0, 100.0, 20.0), "20");
        assert_eq!(write(500_000.0, 2e6, 1.5e6), "1.5M");
        assert_eq!(write(2e-13, 1e-12, 4e-13), "4\u{a0}×\u{a0}10⁻¹³");
    }
}
