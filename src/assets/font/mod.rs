//! Fonts: bundled, next to the deck, installed on the machine; and the choice between them.

mod bundled;
mod choose;
mod colour_outline;
mod coverage;
mod discover;
mod emoji;
mod face;
mod language;
mod outline;

pub use choose::{FallbackOrder, FontRequest, grapheme_clusters};
pub use colour_outline::{ColourLayer, LayerColour, LayerFill};
pub use discover::{add_deck_fonts, add_system_fonts, deck_font_families};
pub use emoji::is_invisible;
pub use face::{Face, FaceMetrics, FaceRole, FontData, FontOrigin, StyleName, Variation};
pub(crate) use face::{read_advances, read_units_per_em};
pub use language::HanForms;
pub use outline::OutlineSegment;

/// Identifies a face in [`Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// All faces of a run.
#[derive(Debug, Default)]
pub struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// Returns the bundled faces. Each is parsed on first use.
    pub fn bundled() -> Self {
        Self { faces: bundled::BUNDLED_FACES.iter().map(Face::from_bundled).collect() }
    }

    /// Adds a face after those of the same origin, up to the number of possible ids.
    pub fn add(&mut self, face: Face) {
        if self.faces.len() > usize::from(u16::MAX) {
            return;
        }
        let at = self.faces.partition_point(|other| other.origin <= face.origin);
        self.faces.insert(at, face);
    }

    /// Returns the face with this id.
    pub fn get(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// Returns all faces with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FaceId(index as u16), face))
    }

    /// Returns the faces of text with their ids, in order; those of formulas are left out.
    pub fn text_faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.iter().filter(|(_, face)| !matches!(face.role, FaceRole::Math(_)))
    }

    /// Returns the face of formulas with this name, such as `Main-Regular`.
    pub fn math_face(&self, name: &str) -> Option<FaceId> {
        let is_named = |face: &Face| matches!(face.role, FaceRole::Math(own) if own == name);
        self.iter().find(|(_, face)| is_named(face)).map(|(id, _)| id)
    }

    /// Returns whether a face of formulas has a glyph for a character.
    pub fn has_math_glyph(&self, character: char) -> bool {
        self.iter()
            .any(|(_, face)| matches!(face.role, FaceRole::Math(_)) && face.has_glyph(character))
    }

    /// Returns the names of the families, each once, in order.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for (_, face) in self.text_faces() {
            if !families.contains(&face.family.as_ref()) {
                families.push(&face.family);
            }
        }
        families
    }

    /// Whether there is a family of this name, in any case.
    pub fn has_family(&self, name: &str) -> bool {
        self.text_faces().any(|(_, face)| face.family.eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn font_request(family: &str, weight: u16, italic: bool) -> FontRequest<'_> {
        FontRequest { family, weight, italic, han: HanForms::Simplified, is_han: false }
    }

    #[test]
    fn requested_family_weight_and_slope_come_first() {
        let fonts = Fonts::bundled();
        let first = |family, weight, italic| {
            format!(
                "{:?}",
                fonts.get(fonts.fallback_order(&font_request(family, weight, italic)).first_face())
            )
        };
        assert_eq!(first("Source Sans 3", 400, false), "Source Sans 3 400");
        assert_eq!(first("source sans 3", 600, false), "Source Sans 3 600");
        assert_eq!(first("Source Sans 3", 800, true), "Source Sans 3 700 italic");
        assert_eq!(first("Source Code Pro", 600, false), "Source Code Pro 700");
        assert_eq!(first("Unknown", 400, true), "Source Sans 3 400 italic");
    }

    /// Returns the face that draws the cluster at index `at` of `text` in a language.
    fn drawing_face(text: &str, at: usize, lang: &str, weight: u16) -> String {
        let fonts = Fonts::bundled();
        let han = HanForms::from_language(lang);
        let wish = FontRequest {
            han: han.unwrap_or(HanForms::guess_from_text(text)),
            is_han: han.is_some(),
            ..font_request("Source Sans 3", weight, false)
        };
        let order = fonts.fallback_order(&wish);
        let (start, cluster) =
            unicode_segmentation::UnicodeSegmentation::grapheme_indices(text, true)
                .nth(at)
                .unwrap();
        match fonts.choose_face(&order, text, start..start + cluster.len(), None) {
            Ok(id) => format!("{:?}", fonts.get(id)),
            Err(character) => format!("none for {character}"),
        }
    }

    #[test]
    fn the_language_decides_the_face_of_han_characters() {
        for (lang, face) in
            [("zh", "SC"), ("zh-TW", "TC"), ("ja", "JP"), ("ko-KR", "KR"), ("en", "SC")]
        {
            assert_eq!(
                drawing_face("直", 0, lang, 400),
                format!("Plenary Sans {face} 400"),
                "{lang}"
            );
            assert_eq!(
                drawing_face("直", 0, lang, 600),
                format!("Plenary Sans {face} 700"),
                "{lang}"
            );
        }
        assert_eq!(drawing_face("直の", 0, "en", 400), "Plenary Sans JP 400");
        // Characters that the face of one language lacks come from another.
        assert_eq!(drawing_face("한", 0, "zh", 400), "Plenary Sans KR 400");
        assert_eq!(drawing_face("这", 0, "ja", 400), "Plenary Sans SC 400");
    }

    #[test]
    fn shared_marks_are_wide_in_han_languages_only() {
        for mark in ["“", "”", "‘", "…", "—", "·"] {
            assert_eq!(drawing_face(mark, 0, "zh", 400), "Plenary Sans SC 400", "{mark}");
            assert_eq!(drawing_face(mark, 0, "ja", 700), "Plenary Sans JP 700", "{mark}");
            assert_eq!(drawing_face(mark, 0, "en", 400), "Source Sans 3 400", "{mark}");
        }
        assert_eq!(drawing_face("中don’t", 4, "zh", 400), "Source Sans 3 400");
        assert_eq!(drawing_face("中’中", 1, "zh", 400), "Plenary Sans SC 400");
        assert_eq!(drawing_face("中 “Smart City”", 2, "zh", 400), "Plenary Sans SC 400");
        assert_eq!(drawing_face("A “Smart City”", 2, "zh", 400), "Source Sans 3 400");
        assert_eq!(drawing_face("a", 0, "zh", 400), "Source Sans 3 400");
        assert_eq!(drawing_face("1", 0, "ja", 400), "Source Sans 3 400");
    }

    #[test]
    fn every_script_has_a_face() {
        let cases = [
            ("हिन्दी", "Noto Sans Devanagari"),
            ("العربية", "Plenary Sans Arabic"),
            ("עברית", "Noto Sans Hebrew"),
            ("ไทย", "Noto Sans Thai"),
            ("ខ្មែរ", "Noto Sans Khmer"),
            ("ქართული", "Noto Sans Georgian"),
            ("Հայերեն", "Noto Sans Armenian"),
            ("বাংলা", "Noto Sans Bengali"),
            ("தமிழ்", "Noto Sans Tamil"),
            ("ລາວ", "Noto Sans Lao"),
            ("₿", "Noto Sans"),
            ("☒", "Plenary Signs"),
            ("⇉", "Plenary Maths"),
            ("①", "Noto Sans Symbols"),
            ("✓", "Source Sans 3"),
            ("→", "Source Sans 3"),
        ];
        for (text, family) in cases {
            let face = drawing_face(text, 0, "en", 400);
            assert_eq!(face, format!("{family} 400"), "{text}");
        }
    }

    #[test]
    fn emoji_are_drawn_in_colour_and_signs_as_text() {
        for emoji in ["😀", "👩🏽‍🔬", "❤️", "🇪🇺", "1️⃣", "✓️"] {
            let expected =
                if emoji == "✓️" { "Source Sans 3 700" } else { "Plenary Emoji 400" };
            assert_eq!(drawing_face(emoji, 0, "en", 700), expected, "{emoji}");
        }
        for text in ["©", "™", "✓", "↔", "☎"] {
            assert!(!drawing_face(text, 0, "en", 400).contains("Emoji"), "{text}");
        }
    }

    #[test]
    fn names_the_missing_character() {
        assert_eq!(drawing_face("a\u{10fffd}", 1, "en", 400), "none for \u{10fffd}");
        for ignorable in ["\u{ad}", "\u{200d}", "\u{fe0f}", "\u{2066}", "\u{e0061}"] {
            assert_eq!(drawing_face(ignorable, 0, "en", 400), "Source Sans 3 400", "{ignorable:?}");
        }
    }

    #[test]
    fn rejects_bytes_that_are_not_a_font() {
        for bytes in [&b""[..], b"OTTO", b"\0\x01\0\0\0\xff\0\0\0\0\0\0garbage"] {
            assert!(Face::read(Arc::new(bytes.to_vec()), 0, FontOrigin::Deck).is_err());
        }
        let truncated = bundled::BUNDLED_FACES[0].file[..4000].to_vec();
        assert!(Face::read(Arc::new(truncated), 0, FontOrigin::Deck).is_err());
    }

    #[test]
    fn bundled_faces_match_their_entries() {
        for (_, face) in Fonts::bundled().iter() {
            let read = Face::read(face.data().clone(), 0, FontOrigin::Bundled).unwrap();
            assert_eq!(format!("{read:?}"), format!("{face:?}"));
            assert!(read.covered_ranges().eq(face.covered_ranges()), "{face:?}: run fonts/cut.py");
        }
    }

    #[test]
    fn the_bundled_faces_cover_the_languages_of_the_european_union() {
        let fonts = Fonts::bundled();
        let letters = "ĄąČčĎďĐđĘęĚěĞğĦħĮįĶķĻļŁłŃńŅņŇňŐőŒœŘřŚśŞşŠšŢţȚțŤťŮůŰűŲųŹźŻżŽžÆØÅÄÖÜßàéîõñç\
            ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩάέήίόύώϊϋΐΰς\
            АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгдежзийклмнопрстуфхцчшщъьюя\
            „“”‚‘’«»‹›–—…€©™§†•·¿¡";
        for (_, face) in fonts.iter().filter(|(_, face)| face.family == "Source Sans 3") {
            let missing: String =
                letters.chars().filter(|&letter| !face.has_glyph(letter)).collect();
            assert_eq!(missing, "", "{face:?}");
        }
    }
}
