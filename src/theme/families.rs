//! The families that a theme names.

use crate::assets::Fonts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::source::Span;

/// Families by role.
#[derive(Clone, Debug, PartialEq)]
pub struct FontFamilies {
    /// Running text.
    pub body: String,
    /// Titles and headings.
    pub heading: String,
    /// Code.
    pub mono: String,
    /// Where each is named, in this order.
    pub spans: [Span; 3],
}

impl FontFamilies {
    /// All three, as they are named.
    pub fn family_names(&self) -> [&str; 3] {
        [&self.body, &self.heading, &self.mono]
    }

    /// Adds a finding for each family that is not among `fonts`: another would be drawn in its
    /// place.
    pub fn check_availability(&self, fonts: &Fonts, diagnostics: &mut Diagnostics) {
        let families = fonts.families();
        for (index, (name, place)) in self.family_names().into_iter().zip(self.spans).enumerate() {
            let is_there = families.iter().any(|family| family.eq_ignore_ascii_case(name));
            let is_said = self.family_names()[..index].contains(&name);
            if name.is_empty() || is_there || is_said {
                continue;
            }
            let near = find_nearest(name, families.iter().copied());
            let mut found =
                Diagnostic::error(Code::UnknownFont, format!("there is no font `{name}`"), place);
            if let Some(near) = near {
                found = found
                    .with_help(format!("did you mean `{near}`?"))
                    .with_suggested_edit(place, near);
            }
            diagnostics.push(found.with_help(
                "put its files (`.ttf` or `.otf`) into a folder `fonts` beside the outline; `plenary fonts slides.yaml` lists what is there",
            ));
        }
    }
}
