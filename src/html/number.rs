//! Numbers as short text.

use std::fmt::Write;

/// Appends a number with at most two decimals, without zeros at its end.
pub(super) fn push_number(out: &mut String, value: f32) {
    push_hundredths(out, (f64::from(value) * 100.0).round() as i64);
}

/// Appends a number of hundredths.
fn push_hundredths(out: &mut String, hundredths: i64) {
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let _ = match rest {
        0 => write!(out, "{whole}"),
        _ if rest % 10 == 0 => write!(out, "{whole}.{}", rest / 10),
        _ => write!(out, "{whole}.{rest:02}"),
    };
}

/// Returns a number as [`push_number`] writes it.
pub(super) fn number(value: f32) -> String {
    let mut out = String::new();
    push_number(&mut out, value);
    out
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (1.0, "1"),
            (-0.5, "-0.5"),
            (0.004, "0"),
            (-0.004, "0"),
            (12.345, "12.35"),
            (2.06, "2.06"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
