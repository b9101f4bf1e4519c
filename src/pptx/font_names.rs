//! The names by which the format knows fonts: families with at most four styles.

use std::collections::{BTreeMap, BTreeSet};

use crate::assets::{Face, FaceId, FaceRole, Fonts, StyleName};
use crate::scene::{DesignTheme, ItemKind, Role, Scene};

/// The names of the faces of a deck.
pub(super) struct FontNames<'a> {
    fonts: &'a Fonts,
    by_face: BTreeMap<FaceId, StyleName>,
    /// The family of titles.
    pub(super) heading: String,
    /// The family of running text.
    pub(super) body: String,
    /// The families of titles and running text in Arabic or Hebrew, if the deck has text in
    /// these scripts.
    pub(super) complex: [Option<String>; 2],
    /// Whether titles are in the bold style of their family.
    pub(super) is_heading_bold: bool,
    naming: FontNaming,
}

/// How fonts are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FontNaming {
    /// As others can install them.
    Installable,
    /// As in their files, which are embedded.
    Own,
}

impl<'a> FontNames<'a> {
    /// Creates the names for a design.
    pub(super) fn new(fonts: &'a Fonts, design: &DesignTheme, naming: FontNaming) -> Self {
        let find = |family: &str, weight: u16| {
            let is_text = |face: &&Face| face.family.eq_ignore_ascii_case(family) && !face.italic;
            let faces = fonts.text_faces().map(|(_, face)| face);
            let nearest = faces.filter(is_text).min_by_key(|face| face.weight.abs_diff(weight));
            let plain =
                || StyleName { family: family.to_owned(), is_bold: false, is_italic: false };
            nearest.map_or_else(plain, |face| file_style(face, naming))
        };
        let heading = find(&design.heading_font, design.heading_weight);
        Self {
            is_heading_bold: heading.is_bold,
            heading: heading.family,
            body: find(&design.body_font, design.body_weight).family,
            fonts,
            naming,
            complex: [None, None],
            by_face: BTreeMap::new(),
        }
    }

    /// Notes the faces of titles and running text in Arabic or Hebrew, which the theme names apart
    /// from those of other scripts.
    pub(super) fn find_complex(&mut self, scene: &Scene) {
        let is_complex = |character: char| {
            use unicode_script::{Script, UnicodeScript as _};
            matches!(character.script(), Script::Arabic | Script::Hebrew)
        };
        for item in scene.pages.iter().flat_map(|page| &page.items) {
            let ItemKind::Text(run) = &item.kind else { continue };
            let Some(element) = item.element else { continue };
            let role = scene.structure.get(scene.structure.find_text_of(element)).role;
            let slot = match role {
                Role::Heading(1 | 2) => 0,
                Role::Paragraph | Role::ListBody => 1,
                _ => continue,
            };
            if self.complex[slot].is_none() && run.shown_text().chars().any(is_complex) {
                self.complex[slot] = Some(file_style(self.fonts.get(run.face), self.naming).family);
            }
            if self.complex.iter().all(Option::is_some) {
                return;
            }
        }
    }

    /// Returns the name of a face.
    pub(super) fn get(&mut self, face: FaceId) -> StyleName {
        let (fonts, naming) = (self.fonts, self.naming);
        let name = || file_style(fonts.get(face), naming);
        self.by_face.entry(face).or_insert_with(name).clone()
    }

    /// Returns the name of a face for text. Instead of a font for formulas, it is that of titles or
    /// of running text.
    pub(super) fn text_style(&mut self, face: FaceId, is_heading: bool) -> StyleName {
        let is_math = matches!(self.fonts.get(face).role, FaceRole::Math(_));
        let style = (!is_math).then(|| self.get(face));
        let [of_titles, of_text] = &self.complex;
        let (theme, complex) =
            if is_heading { (&self.heading, of_titles) } else { (&self.body, of_text) };
        match style {
            None => StyleName {
                family: theme.clone(),
                is_bold: is_heading && self.is_heading_bold,
                is_italic: false,
            },
            // The theme names this face for its script.
            Some(style) if complex.as_ref() == Some(&style.family) => {
                StyleName { family: theme.clone(), ..style }
            }
            Some(style) => style,
        }
    }

    /// Returns the name that is written for a family: that of a font of the theme, or its own.
    pub(super) fn typeface(&self, family: &str) -> (String, bool) {
        if family == self.body {
            ("+mn-lt".into(), true)
        } else if family == self.heading {
            ("+mj-lt".into(), true)
        } else {
            (family.to_owned(), false)
        }
    }

    /// Returns the families that text is set in, for those who need to install them.
    pub(super) fn used_families(&self) -> Vec<String> {
        let is_text = |id: &FaceId| !matches!(self.fonts.get(*id).role, FaceRole::Math(_));
        let names: BTreeSet<&str> = self
            .by_face
            .iter()
            .filter(|(id, _)| is_text(id))
            .map(|(_, name)| name.family.as_str())
            .collect();
        names.into_iter().map(str::to_owned).collect()
    }

    /// Whether the file contains its fonts.
    pub(super) fn are_embedded(&self) -> bool {
        self.naming == FontNaming::Own
    }

    /// Returns the faces of the families that are used, those of the theme included: the family,
    /// the index of the style (regular, bold, italic, both), and the face.
    pub(super) fn faces_to_embed(&self) -> Vec<(String, usize, &'a Face)> {
        let mut families: BTreeSet<String> = self.used_families().into_iter().collect();
        families.extend([self.heading.clone(), self.body.clone()]);
        let is_text = |face: &Face| !matches!(face.role, FaceRole::Math(_) | FaceRole::Emoji);
        let mut faces = Vec::new();
        for (_, face) in self.fonts.iter().filter(|(_, face)| is_text(face)) {
            // Unpacking a face takes time: its family is in the name of each of its styles.
            if !families.iter().any(|family| family.starts_with(&*face.family)) {
                continue;
            }
            let StyleName { family, is_bold, is_italic } = file_style(face, self.naming);
            if families.contains(&family) {
                let style = usize::from(is_bold) + 2 * usize::from(is_italic);
                faces.push((family, style, face));
            }
        }
        faces
    }
}

/// Returns the family that a bundled font with a name of its own was cut from (`fonts/README.md`),
/// which others can install; other families as they are.
fn installable_family(family: String) -> String {
    const ORIGINALS: [(&str, &str); 10] = [
        ("Plenary Sans SC", "Noto Sans SC"),
        ("Plenary Sans TC", "Noto Sans TC"),
        ("Plenary Sans JP", "Noto Sans JP"),
        ("Plenary Sans KR", "Noto Sans KR"),
        ("Plenary Sans Arabic", "IBM Plex Sans Arabic"),
        ("Plenary Display", "Playfair Display"),
        ("Plenary Serif", "Noto Serif"),
        ("Plenary Maths", "Noto Sans Math"),
        ("Plenary Signs", "Noto Sans Symbols 2"),
        ("Plenary Emoji", "Noto Color Emoji"),
    ];
    let original = ORIGINALS.iter().find_map(|(own, original)| {
        // A weight may follow.
        family.strip_prefix(own).map(|weight| format!("{original}{weight}"))
    });
    original.unwrap_or(family)
}

/// Returns the name of a face that is written to a file.
fn file_style(face: &Face, naming: FontNaming) -> StyleName {
    let style = face.style_name();
    match naming {
        FontNaming::Own => style,
        FontNaming::Installable => StyleName { family: installable_family(style.family), ..style },
    }
}

#[cfg(test)]
mod tests {
    use super::{FontNaming, file_style};
    use crate::assets::Fonts;

    #[test]
    fn every_renamed_font_has_a_name_that_others_can_install() {
        for (_, face) in Fonts::bundled().iter() {
            let family = file_style(face, FontNaming::Installable).family;
            assert!(!family.starts_with("Plenary "), "{family}");
        }
    }
}
