//! Reads the number formats of spreadsheets (ECMA-376, part 1, clause 18.8.31).

use super::chart_number::clean_number;

/// The most characters before or after the digits of a number.
const MAX_WORDS: usize = 12;

/// How a chart writes its values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ValueFormat {
    /// What is before the digits.
    prefix: String,
    /// What is after them, without the sign for per cent.
    suffix: String,
    /// The number of decimals.
    decimals: usize,
    /// Whether the values are in per cent.
    pub is_percent: bool,
    /// What a value is multiplied by before it is written.
    pub factor: f64,
}

impl ValueFormat {
    /// Reads a format code; `None` for dates, fractions, powers of ten and `General`.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let (mut prefix, mut digits, mut suffix) = (String::new(), String::new(), String::new());
        let (mut is_percent, mut factor) = (false, 1.0);
        let mut letters = code.chars();
        while let Some(c) = letters.next() {
            let is_digit = suffix.is_empty() && !is_percent;
            let words = if digits.is_empty() { &mut prefix } else { &mut suffix };
            match c {
                ';' => break,
                '0' | '#' | '?' | '.' | ',' if is_digit => digits.push(c),
                // The quotation ends at the next mark, and brackets at the next bracket.
                '"' => words.extend(letters.by_ref().take_while(|c| *c != '"')),
                '[' => {
                    let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                    let sign = inside.strip_prefix('$').and_then(|rest| rest.split('-').next());
                    words.push_str(sign.unwrap_or_default());
                }
                '\\' => words.extend(letters.next()),
                // Room as wide as the next sign, or filled with it.
                '_' | '*' => drop(letters.next()),
                '%' if !digits.is_empty() => (is_percent, factor) = (true, factor * 100.0),
                'A'..='Z' | 'a'..='z' | '0'..='9' | '/' | '@' | '#' | '?' | '%' => return None,
                c => words.push(c),
            }
        }
        // Commas after the digits divide by a thousand each.
        let whole = digits.trim_end_matches(',');
        for _ in whole.len()..digits.len() {
            factor /= 1_000.0;
        }
        if is_percent || suffix.trim() == "%" {
            is_percent = true;
            suffix = suffix.replace('%', "").trim().to_owned();
        }
        let is_long = |words: &str| words.chars().count() > MAX_WORDS || words.contains('0');
        if !whole.contains(['0', '#', '?']) || is_long(&prefix) || is_long(&suffix) {
            return None;
        }
        let decimals = whole.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Some(Self { prefix, suffix, decimals, is_percent, factor })
    }

    /// Multiplies a value as the format does. Words stay as they are.
    pub(super) fn scale(&self, value: &mut String) {
        if self.factor != 1.0
            && let Some(scaled) =
                value.parse().ok().and_then(|n: f64| clean_number(n * self.factor))
        {
            *value = scaled;
        }
    }

    /// Returns the pattern of an outline: `$0.00`; `None` if it is that of bare numbers. `values`
    /// are those that it is for.
    pub(super) fn pattern<'v>(&self, values: impl Iterator<Item = &'v String>) -> Option<String> {
        let decimals_of = |value: &String| match value.split_once('.') {
            Some((_, decimals)) if value.parse::<f64>().is_ok() => decimals.len(),
            _ => 0,
        };
        let has_words = !self.prefix.is_empty() || !self.suffix.is_empty();
        let is_scaled = self.factor != 1.0;
        let shown = || values.map(decimals_of).max().unwrap_or(0);
        let is_needed = has_words || is_scaled && shown() != self.decimals;
        is_needed.then(|| self.write(""))
    }

    /// Returns the pattern of an axis, with the sign for per cent: `0%`.
    pub(super) fn axis_pattern(&self) -> Option<String> {
        let is_bare = self.prefix.is_empty() && self.suffix.is_empty() && !self.is_percent;
        (!is_bare).then(|| self.write(if self.is_percent { "%" } else { "" }))
    }

    fn write(&self, sign: &str) -> String {
        let zeros = "0".repeat(self.decimals);
        let point = if zeros.is_empty() { "" } else { "." };
        format!("{}0{point}{zeros}{sign}{}", self.prefix, self.suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_spreadsheets_become_patterns() {
        let values = ["0.125".to_owned(), "1500".to_owned()];
        for (code, pattern, first) in [
            ("\"$\"#,##0.00", Some("$0.00"), "0.125"),
            ("_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\)", Some("$0.00"), "0.125"),
            ("[$€-407] #,##0", Some("€ 0"), "0.125"),
            ("#,##0,\"k\"", Some("0k"), "0.000125"),
            ("0%", Some("0"), "12.5"),
            ("0.0%", None, "12.5"),
            ("0.0", None, "0.125"),
        ] {
            let format = ValueFormat::parse(code).unwrap();
            let mut scaled = values.clone();
            scaled.iter_mut().for_each(|value| format.scale(value));
            assert_eq!(scaled[0], first, "{code}");
            assert_eq!(format.pattern(scaled.iter()).as_deref(), pattern, "{code}");
        }
        for code in ["General", "yyyy-mm-dd", "# ?/?", "0.0E+00", "", "@"] {
            assert_eq!(ValueFormat::parse(code), None, "{code}");
        }
    }
}
