//! Where a PDF's bytes go: a line a part, for people or for other programs.

use std::sync::Arc;

use plenary::assets::Image;
use plenary::export::{Part, Weight};
use serde_json::json;

use super::terminal::grouped;

/// Pages, fonts, pictures, the rest, and the sum. `pictures` are those of the deck, in the order in
/// which they are drawn.
pub fn table(weights: &[Weight], pictures: &[Arc<Image>]) -> String {
    let total: usize = weights.iter().map(|weight| weight.bytes).sum();
    let width = grouped(total).len();
    let mut text = String::new();
    for (name, bytes) in named(weights, pictures) {
        text += &format!(
            "{:>width$}  {:>5.1} %  {name}\n",
            grouped(bytes),
            bytes as f64 * 100.0 / total.max(1) as f64
        );
    }
    text + &format!("{:>width$}  100.0 %  bytes in all\n", grouped(total))
}

/// A JSON object a part, one a line.
pub fn json(weights: &[Weight], pictures: &[Arc<Image>]) -> String {
    let lines = named(weights, pictures)
        .into_iter()
        .map(|(part, bytes)| json!({ "part": part, "bytes": bytes }));
    lines.map(|line| format!("{line}\n")).collect()
}

/// What each part is called, and its bytes.
fn named(weights: &[Weight], pictures: &[Arc<Image>]) -> Vec<(String, usize)> {
    // The file numbers its pictures as they are drawn, those within drawings among them: the size
    // tells them apart.
    let mut unnamed: Vec<&Image> = pictures.iter().map(AsRef::as_ref).collect();
    let mut name_of = |wide: u32, high: u32| {
        let upright =
            |image: &&Image| (image.size.width as u32, image.size.height as u32) == (wide, high);
        let turned =
            |image: &&Image| (image.size.height as u32, image.size.width as u32) == (wide, high);
        let at = unnamed.iter().position(upright).or_else(|| unnamed.iter().position(turned));
        at.map(|at| unnamed.remove(at).name.clone())
    };
    let name = |part: &Part| match part {
        Part::Page(number) => format!("page {number}"),
        Part::Font(name) => format!("font {name}"),
        Part::Picture(number, wide, high) => {
            let name =
                name_of(*wide, *high).unwrap_or_else(|| format!("{number} (inside a drawing)"));
            format!("picture {name}, {wide} × {high} pixels")
        }
        Part::Drawing => "drawings".to_owned(),
        Part::Structure => {
            "tags, bookmarks, metadata and the table of contents of the file".to_owned()
        }
    };
    let names: Vec<String> = weights.iter().map(|weight| &weight.part).map(name).collect();
    names.into_iter().zip(weights.iter().map(|weight| weight.bytes)).collect()
}
