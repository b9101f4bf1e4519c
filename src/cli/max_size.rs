//! `--max-size`: pictures that are made smaller until a file fits.

use std::fmt;

use plenary::diagnostic::{Code, Diagnostic};

/// The pixels per inch that are tried in turn, after those that the author chose.
const RESOLUTIONS: [f32; 5] = [220.0, 150.0, 110.0, 96.0, 72.0];

/// The largest size of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MaxSize {
    bytes: usize,
}

impl MaxSize {
    /// Parses a size such as `10MB`, `500 kB` or `2000000`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let factor = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1.0,
            "k" | "kb" => 1e3,
            "m" | "mb" => 1e6,
            "g" | "gb" => 1e9,
            _ => return Err("write a size such as 10MB or 500kB".to_owned()),
        };
        match number.parse::<f64>() {
            Ok(number) if number > 0.0 => Ok(Self { bytes: (number * factor) as usize }),
            _ => Err("write a size such as 10MB or 500kB".to_owned()),
        }
    }

    /// Returns whether a file of `bytes` bytes fits.
    pub(crate) fn fits(self, bytes: usize) -> bool {
        bytes <= self.bytes
    }

    /// Returns the resolutions to try in turn: that of the author first, then smaller ones.
    pub(crate) fn resolutions(chosen: Option<f32>) -> impl Iterator<Item = Option<f32>> {
        let is_smaller = move |dpi: &f32| chosen.is_none_or(|chosen| *dpi < chosen);
        std::iter::once(chosen).chain(RESOLUTIONS.into_iter().filter(is_smaller).map(Some))
    }

    /// Returns the error of a file that is too large with the smallest pictures.
    pub(crate) fn error(self, name: &str, bytes: usize) -> Diagnostic {
        let size = Self { bytes };
        let message = format!("`{name}` has {size}, also with pictures of 72 pixels per inch");
        Diagnostic::error_without_span(Code::LargePdf, message)
            .with_help("use fewer pictures, divide the deck, or allow more with `--max-size`")
    }
}

impl fmt::Display for MaxSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bytes {
            bytes @ 1_000_000.. => write!(formatter, "{:.1} MB", bytes as f64 / 1e6),
            bytes => write!(formatter, "{} kB", bytes.div_ceil(1000)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MaxSize;

    #[test]
    fn sizes_are_read_with_their_units() {
        let bytes = |text: &str| MaxSize::parse(text).map(|size| size.bytes);
        assert_eq!(bytes("10MB"), Ok(10_000_000));
        assert_eq!(bytes(" 1.5 mb"), Ok(1_500_000));
        assert_eq!(bytes("500k"), Ok(500_000));
        assert_eq!(bytes("2000"), Ok(2000));
        assert!(bytes("ten").is_err() && bytes("-1MB").is_err() && bytes("3 miles").is_err());
    }

    #[test]
    fn smaller_resolutions_are_tried_in_turn() {
        let tried: Vec<_> = MaxSize::resolutions(Some(120.0)).flatten().collect();
        assert_eq!(tried, [120.0, 110.0, 96.0, 72.0]);
        assert_eq!(MaxSize::resolutions(None).count(), 6);
    }
}
