//! Where a PDF's bytes go, as a table.

use plenary::export::{Part, Weight};

/// A line a part: pages, fonts, pictures, the rest, and the sum.
pub fn table(weights: &[Weight]) -> String {
    let total: usize = weights.iter().map(|weight| weight.bytes).sum();
    let width = grouped(total).len();
    let mut text = String::new();
    for Weight { part, bytes } in weights {
        let name = match part {
            Part::Page(number) => format!("page {number}"),
            Part::Font(name) => format!("font {name}"),
            Part::Picture(number, wide, high) => format!("picture {number}, {wide} × {high} pixels"),
            Part::Drawing => "drawings".to_owned(),
            Part::Structure => "tags, bookmarks, metadata and the table of contents of the file".to_owned(),
        };
        text += &format!("{:>width$}  {:>5.1} %  {name}\n", grouped(*bytes), *bytes as f64 * 100.0 / total.max(1) as f64);
    }
    text + &format!("{:>width$}  100.0 %  bytes in all\n", grouped(total))
}

/// A number with a space between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_stand_apart() {
        assert_eq!(super::grouped(1_234_567), "1 234 567");
        assert_eq!(super::grouped(12), "12");
    }
}
