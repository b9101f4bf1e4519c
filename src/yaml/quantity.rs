//! Parses numbers, lengths, times and fractions: `0.5`, `12pt`, `2min`, `50%`.

/// Parses a number of the YAML 1.2 core schema; never infinite.
pub fn parse_number(text: &str) -> Option<f32> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let value = if let Some(digits) = text.strip_prefix("0x") {
        i64::from_str_radix(digits, 16).ok()? as f32
    } else if let Some(digits) = text.strip_prefix("0o") {
        i64::from_str_radix(digits, 8).ok()? as f32
    } else if unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        text.parse().ok()?
    } else {
        return None;
    };
    value.is_finite().then_some(value)
}

/// Parses a length in pt: a number of points, or a number with a unit.
pub fn parse_length(text: &str) -> Option<f32> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &text[digits.len()..] {
        "" | "pt" => 1.0,
        "px" => 0.75,
        "mm" => 72.0 / 25.4,
        "cm" => 72.0 / 2.54,
        "m" => 72.0 / 0.0254,
        "in" => 72.0,
        "ft" => 864.0,
        _ => return None,
    };
    Some(parse_number(digits.trim_end())? * factor)
}

/// Parses a time in seconds: a number of seconds, a number with a unit, or `minutes:seconds`; at
/// most one day.
pub fn parse_seconds(text: &str) -> Option<f32> {
    let text = text.trim();
    let value = if let Some((minutes, seconds)) = text.split_once(':') {
        let [minutes, seconds]: [u32; 2] =
            [minutes.parse().ok()?, seconds.parse().ok().filter(|&seconds| seconds < 60)?];
        minutes as f32 * 60.0 + seconds as f32
    } else {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let factor = match &text[digits.len()..] {
            "" | "s" | "sec" | "seconds" => 1.0,
            "ms" => 0.001,
            "m" | "min" | "minutes" => 60.0,
            "h" | "hours" => 3600.0,
            _ => return None,
        };
        parse_number(digits.trim_end())? * factor
    };
    (0.0..=86_400.0).contains(&value).then_some(value)
}

/// Parses a fraction from 0 to 1: `50%` or `0.5`.
pub fn parse_fraction(text: &str) -> Option<f32> {
    let text = text.trim();
    let value = match text.strip_suffix('%') {
        Some(percent) => parse_number(percent.trim_end())? / 100.0,
        None => parse_number(text)?,
    };
    (0.0..=1.0).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{parse_fraction, parse_length, parse_number, parse_seconds};

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        assert_eq!(parse_number("012"), Some(12.0));
        assert_eq!(parse_number("0x10"), Some(16.0));
        assert_eq!(parse_number("-1.5e1"), Some(-15.0));
        assert_eq!(parse_number("inf"), None);
        assert_eq!(parse_number("1e99"), None);
        assert_eq!(parse_number("12:30"), None);
    }

    #[test]
    fn lengths_carry_their_unit() {
        assert_eq!(parse_length("12"), Some(12.0));
        assert_eq!(parse_length("1in"), Some(72.0));
        assert_eq!(parse_length("2.54 cm").map(f32::round), Some(72.0));
        assert_eq!(parse_length("12 parsec"), None);
    }

    #[test]
    fn times_carry_their_unit() {
        assert_eq!(parse_seconds("30"), Some(30.0));
        assert_eq!(parse_seconds("2 min"), Some(120.0));
        assert_eq!(parse_seconds("1:30"), Some(90.0));
        assert_eq!(parse_seconds("500ms"), Some(0.5));
        for wrong in ["", "soon", "-1", "1:75", "25h", "1:2:3"] {
            assert_eq!(parse_seconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shares_lie_between_nothing_and_all() {
        assert_eq!(parse_fraction("50%"), Some(0.5));
        assert_eq!(parse_fraction("0.25"), Some(0.25));
        assert_eq!(parse_fraction("50"), None);
    }
}
