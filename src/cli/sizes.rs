//! Where a PDF's bytes go, as a table.

use plenary::export::{Part, Weight};

use super::terminal::grouped;

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
