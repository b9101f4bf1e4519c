//! Backgrounds of slides, and colours.

use std::collections::BTreeMap;

use super::xml::{XmlElement, attribute, child, find, number, relation_id};

/// The background of a slide, layout or master.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum OfficeBackground {
    Colour(OfficeColour),
    /// The id of the picture.
    Picture(String),
    /// A gradient, by the colour in its middle.
    Gradient(OfficeColour),
    /// A pattern, or what cannot be read.
    Other,
}

/// A colour, as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OfficeColour {
    /// Six hexadecimal digits, or the name of a theme colour.
    base: String,
    /// Factor and summand of the luminance.
    luminance: (f64, f64),
}

/// Reads the background of a slide, layout or master.
pub(super) fn read_background(root: XmlElement) -> Option<OfficeBackground> {
    let background = find(root, &["cSld", "bg"])?;
    if let Some(reference) = child(background, "bgRef") {
        // From 1001, the number is that of a fill of the theme, which may be a gradient.
        let colour = read_colour(reference)?;
        let index = number(reference, "idx").unwrap_or(0.0);
        return Some(if index > 1001.0 {
            OfficeBackground::Gradient(colour)
        } else {
            OfficeBackground::Colour(colour)
        });
    }
    let properties = child(background, "bgPr")?;
    if let Some(fill) = child(properties, "solidFill") {
        return read_colour(fill).map(OfficeBackground::Colour);
    }
    if let Some(fill) = child(properties, "blipFill") {
        let id = child(fill, "blip").and_then(|blip| relation_id(blip, "embed"));
        return id.map(|id| OfficeBackground::Picture(id.to_owned()));
    }
    if let Some(fill) = child(properties, "gradFill") {
        let stops: Vec<_> = child(fill, "gsLst")
            .into_iter()
            .flat_map(|stops| stops.children())
            .filter_map(read_colour)
            .collect();
        let middle = stops.len() / 2;
        return stops.into_iter().nth(middle).map(OfficeBackground::Gradient);
    }
    child(properties, "pattFill").map(|_| OfficeBackground::Other)
}

/// Reads the colour in a fill.
pub(super) fn read_colour(fill: XmlElement) -> Option<OfficeColour> {
    let node = fill.children().find(|node| node.is_element())?;
    let base = match node.tag_name().name() {
        "sysClr" => attribute(node, "lastClr").unwrap_or("FFFFFF"),
        "prstClr" => match attribute(node, "val")? {
            "white" => "FFFFFF",
            "black" => "000000",
            _ => return None,
        },
        _ => attribute(node, "val")?,
    };
    let percent = |name: &str, missing: f64| {
        let value = child(node, name).and_then(|found| number(found, "val"));
        value.map_or(missing, |value| value / 100_000.0)
    };
    // A tint moves to white, a shade to black.
    let (tint, shade) = (percent("tint", 1.0), percent("shade", 1.0));
    let factor = percent("lumMod", 1.0) * shade * tint;
    Some(OfficeColour {
        base: base.to_owned(),
        luminance: (factor, percent("lumOff", 0.0) + 1.0 - tint),
    })
}

impl OfficeColour {
    /// Returns red, green and blue. `names` are those of a master, `theme` has the colours of its
    /// theme.
    pub(super) fn resolve(
        &self,
        names: &BTreeMap<String, String>,
        theme: &BTreeMap<String, [u8; 3]>,
    ) -> Option<[u8; 3]> {
        let name = names.get(&self.base).unwrap_or(&self.base);
        let colour = theme.get(name).copied().or_else(|| parse_hex(name))?;
        let (factor, summand) = self.luminance;
        if (factor, summand) == (1.0, 0.0) {
            return Some(colour);
        }
        let change = |part: u8| {
            let part = f64::from(part) / 255.0 * factor + summand;
            (part.clamp(0.0, 1.0) * 255.0).round() as u8
        };
        Some(colour.map(change))
    }
}

/// Parses six hexadecimal digits.
pub(super) fn parse_hex(text: &str) -> Option<[u8; 3]> {
    if text.len() != 6 || !text.is_ascii() {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// Formats a colour for an outline.
pub(super) fn format_colour([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Returns the relative luminance of a colour, from 0 to 1 (WCAG 2.2).
pub(super) fn luminance(colour: [u8; 3]) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(part);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
