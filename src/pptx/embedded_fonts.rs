//! Embeds the fonts of a deck: all styles of each family that is used, so that the text can be
//! edited.

use std::collections::BTreeMap;

use super::deck_state::DeckState;
use super::eot::to_eot;
use super::font_renaming::rename_font;
use super::package::{PptxPackage, Relationships};
use super::xml::Xml;

/// The elements of the four styles of a family, in the order of the schema.
const STYLES: [&str; 4] = ["p:regular", "p:bold", "p:italic", "p:boldItalic"];

/// The families that are embedded, with the relationship of each style.
pub(super) struct EmbeddedFonts(BTreeMap<String, [Option<String>; 4]>);

impl EmbeddedFonts {
    /// Adds the fonts of the deck to the file. Those that must not or cannot be embedded are noted.
    pub(super) fn add(
        package: &mut PptxPackage,
        state: &mut DeckState<'_>,
        relationships: &mut Relationships,
    ) -> Self {
        let mut families: BTreeMap<String, [Option<String>; 4]> = BTreeMap::new();
        let mut count = 0;
        for (family, style, face) in state.fonts.faces_to_embed() {
            let written = match face.variations.is_empty() {
                true => rename_font(face.data().as_ref().as_ref(), &family, style)
                    .and_then(|font| to_eot(&font)),
                false => Err("PowerPoint does not embed variable fonts"),
            };
            match written {
                Ok(bytes) => {
                    count += 1;
                    package.add_media(format!("ppt/fonts/font{count}.fntdata"), bytes);
                    let id = relationships.add("font", format!("fonts/font{count}.fntdata"));
                    families.entry(family).or_default()[style].get_or_insert(id);
                }
                Err(reason) => state.issues.add_font(family, reason),
            }
        }
        Self(families)
    }

    /// Whether a family is in the file.
    pub(super) fn contains(&self, family: &str) -> bool {
        self.0.contains_key(family)
    }

    /// Writes the list of fonts.
    pub(super) fn write(&self, xml: &mut Xml) {
        if self.0.is_empty() {
            return;
        }
        xml.open("p:embeddedFontLst", &[]);
        for (family, styles) in &self.0 {
            xml.open("p:embeddedFont", &[]);
            xml.empty("p:font", &[("typeface", family)]);
            for (name, id) in STYLES.into_iter().zip(styles) {
                if let Some(id) = id {
                    xml.empty(name, &[("r:id", id)]);
                }
            }
            xml.close();
        }
        xml.close();
    }
}
