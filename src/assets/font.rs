//! Faces: bundled, beside the deck, of the system; and which of them draws what.

use std::sync::Arc;

use harfrust::font::Font;
use harfrust::font::attribute::{Style, Weight};
use harfrust::font::name::NameId;

use super::bundled;

/// Names one of the [`Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// The bytes of a font file, shared by all that read it.
pub type FontData = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Where a face comes from. The order is the order in which families are asked for a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The `fonts/` folder beside the outline.
    Deck,
    /// The program itself.
    Bundled,
    /// The machine; only when asked for.
    System,
}

/// One face of a family.
pub struct Face {
    /// The font file's bytes.
    pub data: FontData,
    /// Which face of a collection.
    pub index: u32,
    /// The parsed file, ready for shaping.
    pub font: Font,
    /// Typographic family name.
    pub family: String,
    /// 100 (thin) to 900 (black); 400 is regular.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// Lengths that text is placed by.
    pub metrics: FaceMetrics,
}

/// Lengths of a face, in em, upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceMetrics {
    /// Top of the tallest letters.
    pub ascent: f32,
    /// Bottom of the deepest letters; negative.
    pub descent: f32,
    /// Height of a capital.
    pub cap_height: f32,
    /// Height of an x.
    pub x_height: f32,
}

impl Face {
    /// Reads face `index` of a font file.
    ///
    /// # Errors
    ///
    /// Says in the author's words why the bytes are no face that can be drawn.
    pub fn read(data: FontData, index: u32, origin: Origin) -> Result<Self, String> {
        let font = Font::new(data.clone(), index).ok_or("it is not a font, or it is damaged")?;
        let names = font.names();
        let family = [NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::FAMILY_NAME]
            .into_iter()
            .find_map(|id| names.get(id)?.english_or_first())
            .map(|name| name.name().chars().collect())
            .ok_or("it has no family name")?;
        if font.charmap().unicodes().next().is_none() {
            return Err("it maps no characters to glyphs".into());
        }
        if font.num_glyphs() == 0 || font.units_per_em() == 0 {
            return Err("it has no glyphs".into());
        }
        let attributes = font.default_attributes();
        let metrics = metrics_of(&font);
        Ok(Self {
            data,
            index,
            family,
            weight: weight_of(attributes.weight),
            italic: attributes.style != Style::Normal,
            origin,
            metrics,
            font,
        })
    }

    /// Whether the face has a glyph for `character`.
    pub fn covers(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}{}", self.family, self.weight, if self.italic { " italic" } else { "" })
    }
}

fn weight_of(weight: Weight) -> u16 {
    weight.value().clamp(1.0, 1000.0) as u16
}

fn metrics_of(font: &Font) -> FaceMetrics {
    let metrics = font.metrics();
    let em = f32::from(font.units_per_em());
    let line = metrics.h_line();
    let cap_height = metrics.cap_height.map_or(0.7, |height| height.to_f32() / em);
    FaceMetrics {
        ascent: line.map_or(0.8, |line| line.ascender.to_f32() / em),
        descent: line.map_or(-0.2, |line| line.descender.to_f32() / em),
        cap_height: if cap_height > 0.0 { cap_height } else { 0.7 },
        x_height: metrics.x_height.map(|height| height.to_f32() / em).filter(|&height| height > 0.0).unwrap_or(0.5),
    }
}

/// Every face of a run, in the order in which they are asked for a character.
#[derive(Debug, Default)]
pub struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// The faces that come with the program.
    pub fn bundled() -> Self {
        let mut fonts = Self::default();
        for data in bundled::FACES {
            let face = Face::read(Arc::new(data), 0, Origin::Bundled).expect("a bundled face was read by the tests");
            fonts.add(face);
        }
        fonts
    }

    /// Adds a face behind those of its origin.
    pub fn add(&mut self, face: Face) {
        let at = self.faces.partition_point(|other| other.origin <= face.origin);
        self.faces.insert(at, face);
    }

    /// The face that `id` names.
    pub fn get(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// All faces with their names, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FaceId(index as u16), face))
    }

    /// Names of the families, each once, in order.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for face in &self.faces {
            if !families.contains(&face.family.as_str()) {
                families.push(&face.family);
            }
        }
        families
    }

    /// The faces to ask for a character in turn: the nearest of each family, `first` before the others.
    ///
    /// Within a family the slope decides before the weight (CSS Fonts Level 4, 5.2).
    pub fn fallback(&self, first: &str, weight: u16, italic: bool) -> Vec<FaceId> {
        let mut families = self.families();
        families.sort_by_key(|family| !family.eq_ignore_ascii_case(first));
        families
            .into_iter()
            .filter_map(|family| {
                self.iter()
                    .filter(|(_, face)| face.family == family)
                    .min_by_key(|(_, face)| (face.italic != italic, weight_distance(face.weight, weight)))
                    .map(|(id, _)| id)
            })
            .collect()
    }
}

/// How far a face's weight is from the wanted one. Bold wants bolder first, light wants lighter (CSS Fonts Level 4, 5.2).
fn weight_distance(have: u16, want: u16) -> u32 {
    let distance = u32::from(have.abs_diff(want));
    let wrong_side = if want > 500 { have < want } else { have > want };
    distance * 2 + u32::from(wrong_side)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wanted_family_weight_and_slope_come_first() {
        let fonts = Fonts::bundled();
        let first = |family, weight, italic| format!("{:?}", fonts.get(fonts.fallback(family, weight, italic)[0]));
        assert_eq!(first("Source Sans 3", 400, false), "Source Sans 3 400");
        assert_eq!(first("source sans 3", 600, false), "Source Sans 3 600");
        assert_eq!(first("Source Sans 3", 800, true), "Source Sans 3 700 italic");
        assert_eq!(first("Source Code Pro", 600, false), "Source Code Pro 700");
        assert_eq!(first("Unknown", 400, true), "Source Sans 3 400 italic");
    }

    #[test]
    fn bytes_that_are_no_font_are_refused() {
        for bytes in [&b""[..], b"OTTO", b"\0\x01\0\0\0\xff\0\0\0\0\0\0garbage"] {
            assert!(Face::read(Arc::new(bytes.to_vec()), 0, Origin::Deck).is_err());
        }
        let truncated = bundled::FACES[0][..4000].to_vec();
        assert!(Face::read(Arc::new(truncated), 0, Origin::Deck).is_err());
    }

    #[test]
    fn the_bundled_faces_cover_the_languages_of_the_european_union() {
        let fonts = Fonts::bundled();
        let letters = "ĄąČčĎďĐđĘęĚěĞğĦħĮįĶķĻļŁłŃńŅņŇňŐőŒœŘřŚśŞşŠšŢţȚțŤťŮůŰűŲųŹźŻżŽžÆØÅÄÖÜßàéîõñç\
            ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩάέήίόύώϊϋΐΰς АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгдежзийклмнопрстуфхцчшщъьюя\
            „“”‚‘’«»‹›–—…€№©™§†•·¿¡";
        for (_, face) in fonts.iter().filter(|(_, face)| face.family == "Source Sans 3") {
            let missing: String = letters.chars().filter(|&letter| !face.covers(letter)).collect();
            assert_eq!(missing, "", "{face:?}");
        }
    }
}
