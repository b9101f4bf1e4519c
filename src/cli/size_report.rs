//! The output of `render --size`: one line per part of the PDF, for people or as JSON.

use std::sync::Arc;

use plenary::assets::Image;
use plenary::export::{PartSize, PdfPart};
use serde_json::json;

use super::terminal::group_thousands;

/// Returns a table of pages, fonts, pictures, the rest, and the sum. `pictures` are those of the
/// deck in drawing order.
pub(crate) fn format_table(weights: &[PartSize], pictures: &[Arc<Image>]) -> String {
    let total: usize = weights.iter().map(|weight| weight.bytes).sum();
    let width = group_thousands(total).len();
    let mut text = String::new();
    for (name, bytes) in name_parts(weights, pictures) {
        text += &format!(
            "{:>width$}  {:>5.1} %  {name}\n",
            group_thousands(bytes),
            bytes as f64 * 100.0 / total.max(1) as f64
        );
    }
    text + &format!("{:>width$}  100.0 %  bytes in total\n", group_thousands(total))
}

/// Returns one JSON object per part, one per line.
pub(crate) fn format_json(weights: &[PartSize], pictures: &[Arc<Image>]) -> String {
    let lines = name_parts(weights, pictures)
        .into_iter()
        .map(|(part, bytes)| json!({ "part": part, "bytes": bytes }));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Returns the name of each part, and its size in bytes.
fn name_parts(weights: &[PartSize], pictures: &[Arc<Image>]) -> Vec<(String, usize)> {
    // The PDF numbers its pictures in drawing order, including those inside SVG drawings; the pixel
    // size tells them apart.
    let mut unnamed: Vec<&Image> = pictures.iter().map(AsRef::as_ref).collect();
    let mut name_of = |wide: u32, high: u32| {
        let upright =
            |image: &&Image| (image.size.width as u32, image.size.height as u32) == (wide, high);
        let turned =
            |image: &&Image| (image.size.height as u32, image.size.width as u32) == (wide, high);
        let at = unnamed.iter().position(upright).or_else(|| unnamed.iter().position(turned));
        at.map(|at| unnamed.remove(at).name.clone())
    };
    let name = |part: &PdfPart| match part {
        PdfPart::Page(number) => format!("page {number}"),
        PdfPart::Font(name) => format!("font {name}"),
        PdfPart::Picture(number, wide, high) => {
            let name =
                name_of(*wide, *high).unwrap_or_else(|| format!("{number} (inside a drawing)"));
            format!("picture {name}, {wide} × {high} pixels")
        }
        PdfPart::Drawing => "drawings".to_owned(),
        PdfPart::Structure => "tags, bookmarks, metadata and the cross-reference table".to_owned(),
    };
    let names: Vec<String> = weights.iter().map(|weight| &weight.part).map(name).collect();
    names.into_iter().zip(weights.iter().map(|weight| weight.bytes)).collect()
}
