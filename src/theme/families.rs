//! The font families of a theme.

use crate::assets::Fonts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, find_nearest};
use crate::source::Span;

/// Font families by role.
#[derive(Clone, Debug, PartialEq)]
pub struct FontFamilies {
    /// Running text.
    pub body: String,
    /// Titles and headings.
    pub heading: String,
    /// Code.
    pub mono: String,
    /// Quotes.
    pub quote: String,
    /// Lines above titles, headers, footers and page numbers.
    pub label: String,
    /// Positions of the names in the theme file, in this order.
    pub spans: [Span; 5],
}

impl FontFamilies {
    /// Returns the names of the families in the order body, heading, code, quote, label.
    pub fn family_names(&self) -> [&str; 5] {
        [&self.body, &self.heading, &self.mono, &self.quote, &self.label]
    }

    /// Reports every family that is not in `fonts`. Text would be drawn in another font.
    pub fn check_availability(&self, fonts: &Fonts, diagnostics: &mut Diagnostics) {
        let families = fonts.families();
        for (index, (name, span)) in self.family_names().into_iter().zip(self.spans).enumerate() {
            let is_available = families.iter().any(|family| family.eq_ignore_ascii_case(name));
            let is_reported = self.family_names()[..index].contains(&name);
            if name.is_empty() || is_available || is_reported {
                continue;
            }
            let near = find_nearest(name, families.iter().copied());
            let mut diagnostic =
                Diagnostic::error(Code::UnknownFont, format!("unknown font `{name}`"), span);
            if let Some(near) = near {
                diagnostic = diagnostic
                    .with_help(format!("did you mean `{near}`?"))
                    .with_suggested_edit(span, near);
            }
            diagnostics.push(diagnostic.with_help(
                "put its files (`.ttf` or `.otf`) into a folder `fonts` next to the outline; \
                 `plenary fonts slides.yaml` lists the available fonts",
            ));
        }
    }
}
