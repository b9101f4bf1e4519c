//! The colours and fonts of the deck as a theme of the outline.

use std::collections::BTreeMap;

use super::Importer;
use super::archive::PptxArchive;
use super::background::{OfficeBackground, format_colour, luminance, parse_hex};
use super::layout_part::LayoutPart;
use super::xml::{XmlElement, attribute, child, find, name, parse_xml};
use crate::import::write::{COMMENT_KEY, OutlineValue, write_outline};

/// The first colours of the themes that Office has given to new decks. They are no brand.
const OFFICE_COLOURS: [&str; 4] = ["#4F81BD", "#4472C4", "#5B9BD5", "#156082"];

/// The themes that come with LibreOffice have its colour.
const LIBRE_OFFICE_COLOUR: &str = "#18A303";

/// The fonts that Office has given to new decks.
const OFFICE_FONTS: [&str; 6] =
    ["Calibri", "Calibri Light", "Aptos", "Aptos Display", "Arial", "Times New Roman"];

/// The theme of a deck.
#[derive(Clone, Debug)]
pub(super) struct OfficeTheme {
    /// Red, green and blue by the names of the format, such as `accent1`.
    pub colours: BTreeMap<String, [u8; 3]>,
    /// The font families of titles and of text.
    fonts: [Option<String>; 2],
    /// The background of most pages.
    pub background: [u8; 3],
}

impl Default for OfficeTheme {
    fn default() -> Self {
        Self { colours: BTreeMap::new(), fonts: [None, None], background: [255; 3] }
    }
}

impl OfficeTheme {
    /// Reads the theme of a master.
    pub(super) fn read(archive: &mut PptxArchive, master: &LayoutPart) -> Self {
        let mut theme = Self::default();
        let path = master.relations.first_part("theme").unwrap_or("ppt/theme/theme1.xml");
        if let Ok(text) = archive.read_xml(path)
            && let Ok(document) = parse_xml(&text)
        {
            let root = document.root_element();
            if let Some(scheme) = find(root, &["themeElements", "clrScheme"]) {
                theme.colours = scheme
                    .children()
                    .filter(|colour| colour.is_element())
                    .filter_map(|colour| Some((name(colour).to_owned(), read_value(colour)?)))
                    .collect();
            }
            theme.fonts = ["majorFont", "minorFont"].map(|part| {
                let font = find(root, &["themeElements", "fontScheme", part, "latin"])?;
                let family = attribute(font, "typeface")?.trim();
                (!family.is_empty() && !family.starts_with('+')).then(|| family.to_owned())
            });
        }
        let own = match &master.background {
            Some(OfficeBackground::Colour(colour) | OfficeBackground::Gradient(colour)) => {
                colour.resolve(&master.colour_names, &theme.colours)
            }
            _ => None,
        };
        theme.background = own.unwrap_or([255; 3]);
        theme
    }
}

fn read_value(node: XmlElement) -> Option<[u8; 3]> {
    let colour = node.children().find(|colour| colour.is_element())?;
    let value = match child(node, "sysClr") {
        Some(system) => attribute(system, "lastClr")?,
        None => attribute(colour, "val")?,
    };
    parse_hex(value)
}

/// Weights at the end of the names of fonts.
const WEIGHTS: [&str; 8] =
    ["Thin", "Light", "Book", "Medium", "SemiBold", "Semibold", "Bold", "Black"];

impl Importer<'_> {
    /// Returns the family of a font whose name ends with a weight, if there is such a family.
    fn find_family(&self, font: String) -> String {
        let base = font.rsplit_once(' ').filter(|(_, weight)| WEIGHTS.contains(weight));
        match base {
            Some((family, _)) if self.host.has_font(family) => family.to_owned(),
            _ => font,
        }
    }

    /// Builds the keys of the theme: a name, or the brand of the deck. `base` is the theme that the
    /// user has chosen.
    pub(super) fn build_theme(
        &mut self,
        base: Option<&str>,
        logo: Option<String>,
    ) -> Vec<(String, OutlineValue)> {
        let mut keys = Vec::new();
        let mut brand: Vec<(String, OutlineValue)> = Vec::new();
        let text = |text: String| OutlineValue::Text(text);
        if base.is_none() {
            let accent = |name: &str| self.theme.colours.get(name).copied().filter(is_colourful);
            let primary = accent("accent1").map(format_colour);
            let is_brand = primary.as_ref().is_some_and(|primary| {
                !OFFICE_COLOURS.contains(&primary.as_str()) && primary != LIBRE_OFFICE_COLOUR
            });
            if let Some(primary) = primary.filter(|_| is_brand) {
                brand.push(("primary".to_owned(), text(primary.clone())));
                let second = accent("accent2").map(format_colour);
                if let Some(second) = second.filter(|second| *second != primary) {
                    brand.push(("accent".to_owned(), text(second)));
                }
            }
            let fonts = self.theme.fonts.clone();
            let [heading, body] = fonts.map(|family| family.map(|family| self.find_family(family)));
            let is_known = |family: &String| self.host.has_font(family);
            let mut fonts = Vec::new();
            for (key, family) in [("heading", &heading), ("body", &body)] {
                if let Some(family) = family.as_ref().filter(|family| is_known(family)) {
                    fonts.push((key.to_owned(), text(family.clone())));
                }
            }
            match fonts.as_slice() {
                [] => {}
                [(_, heading), (_, body)] if heading == body => {
                    brand.push(("font".to_owned(), body.clone()));
                }
                _ => brand.push(("fonts".to_owned(), OutlineValue::Map(fonts))),
            }
            let mut missing: Vec<String> = [heading, body]
                .into_iter()
                .flatten()
                .filter(|family| !self.host.has_font(family))
                .filter(|family| !OFFICE_FONTS.contains(&family.as_str()))
                .collect();
            missing.dedup();
            for family in missing {
                keys.push((
                    COMMENT_KEY.to_owned(),
                    text(format!(
                        "The deck is set in {family}. To keep it, put its files into `fonts` and \
                         add `font: {family}` to the theme."
                    )),
                ));
            }
        }
        if let Some(logo) = logo {
            brand.push(("logo".to_owned(), text(logo)));
        }
        let base = base.unwrap_or("plain");
        if brand.is_empty() {
            keys.push(("theme".to_owned(), OutlineValue::word(base)));
        } else {
            brand.insert(0, ("extends".to_owned(), OutlineValue::word(base)));
            let name = self.host.theme_file_name();
            keys.push(("theme".to_owned(), OutlineValue::text(name.as_str())));
            self.theme_file = Some((name, write_outline(brand)));
        }
        if luminance(self.theme.background) < 0.18 && base == "plain" {
            keys.push(("tone".to_owned(), OutlineValue::word("dark")));
        }
        keys
    }
}

/// Whether a colour is neither grey nor nearly white.
fn is_colourful(colour: &[u8; 3]) -> bool {
    let (least, most) = (colour.iter().min(), colour.iter().max());
    let range = most.zip(least).map_or(0, |(most, least)| most - least);
    range > 24 && luminance(*colour) < 0.8
}
