//! Texts are painted over their grounds.

use super::package::Pptx;

/// A shape, picture or text of a slide, in English Metric Units.
struct Leaf<'x> {
    xml: &'x str,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// Checks that no opaque shape or picture covers most of a text that is written before it.
pub fn assert_texts_are_uncovered(file: &Pptx, name: &str) {
    for slide in file.slides() {
        let leaves: Vec<Leaf<'_>> = slide
            .split("<p:sp>")
            .flat_map(|part| part.split("<p:pic>"))
            .skip(1)
            .filter_map(read_leaf)
            .collect();
        for (index, text) in leaves.iter().enumerate().filter(|(_, leaf)| has_text(leaf.xml)) {
            for above in leaves[index + 1..].iter().filter(|leaf| is_opaque(leaf.xml)) {
                let covered = shared(text, above) / (text.width * text.height);
                assert!(covered < 0.5, "{name}: {} is covered by {}", text.xml, above.xml);
            }
        }
    }
}

fn read_leaf(xml: &str) -> Option<Leaf<'_>> {
    let xml = xml.split("</p:sp>").next().and_then(|xml| xml.split("</p:pic>").next())?;
    let number =
        |start: &str| -> Option<f64> { xml.split_once(start)?.1.split_once('"')?.0.parse().ok() };
    let (left, top) = (number("<a:off x=\"")?, number("\" y=\"")?);
    let (width, height) = (number("<a:ext cx=\"")?, number("\" cy=\"")?);
    Some(Leaf { xml, left, top, width, height })
}

fn has_text(xml: &str) -> bool {
    xml.split("<a:t>").skip(1).any(|text| !text.split('<').next().unwrap_or_default().is_empty())
}

fn is_opaque(xml: &str) -> bool {
    let properties = xml.split("</p:spPr>").next().unwrap_or_default();
    let fill = properties.split("<a:ln").next().unwrap_or_default();
    let is_picture = fill.contains("<p:blipFill>");
    let is_veil = fill.split_once("<a:alpha val=\"").is_some_and(|(_, alpha)| {
        alpha.split('"').next().and_then(|alpha| alpha.parse().ok()).unwrap_or(0) < 60_000
    });
    is_picture || fill.contains("<a:solidFill>") && !is_veil
}

fn shared(one: &Leaf<'_>, other: &Leaf<'_>) -> f64 {
    let shared = |start: f64, length: f64, other_start: f64, other_length: f64| {
        ((start + length).min(other_start + other_length) - start.max(other_start)).max(0.0)
    };
    shared(one.left, one.width, other.left, other.width)
        * shared(one.top, one.height, other.top, other.height)
}
