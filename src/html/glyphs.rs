//! The outlines of glyphs, each written once in a file and used by all pages.

use std::collections::BTreeMap;

use super::colour_glyph::write_layers;
use super::path::glyph_data;
use crate::assets::{FaceId, Fonts};

/// The glyphs that have been used, by face and index.
pub(super) struct GlyphStore<'a> {
    fonts: &'a Fonts,
    /// The number in the id of each; `None` if it has no outline.
    numbers: BTreeMap<(FaceId, u16), Option<usize>>,
    count: usize,
    /// The elements that define them.
    definitions: String,
    prefix: &'a str,
}

impl<'a> GlyphStore<'a> {
    /// Creates an empty store. Ids start with `prefix`.
    pub(super) fn new(fonts: &'a Fonts, prefix: &'a str) -> Self {
        Self { fonts, numbers: BTreeMap::new(), count: 0, definitions: String::new(), prefix }
    }

    /// Returns the id of a glyph; `None` if there is nothing to draw.
    pub(super) fn id_of(&mut self, face: FaceId, glyph: u16) -> Option<String> {
        let number = match self.numbers.get(&(face, glyph)) {
            Some(number) => *number,
            None => {
                let number = self.define(face, glyph);
                self.numbers.insert((face, glyph), number);
                number
            }
        };
        number.map(|number| format!("{}{}", self.prefix, in_base_36(number)))
    }

    fn define(&mut self, face: FaceId, glyph: u16) -> Option<usize> {
        let face = self.fonts.get(face);
        let id = format!("{}{}", self.prefix, in_base_36(self.count));
        let layers = face.colour_layers(glyph);
        let definition = if layers.is_empty() {
            let data = glyph_data(&face.glyph_outline(glyph));
            (!data.is_empty()).then(|| format!("<path id={id} d=\"{data}\"/>"))
        } else {
            Some(format!("<g id={id}>{}</g>", write_layers(&layers, &id)))
        };
        self.definitions.push_str(&definition?);
        self.count += 1;
        Some(self.count - 1)
    }

    /// Returns the elements that define all glyphs.
    pub(super) fn into_definitions(self) -> String {
        self.definitions
    }
}

/// Returns a number with the digits 0 to 9 and a to z.
pub(super) fn in_base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}
