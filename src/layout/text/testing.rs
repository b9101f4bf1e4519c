//! Helpers for tests of text layout.

use super::shape::{Shaper, TextPurpose, TextStyle};
use super::shaped::ShapedParagraph;
use crate::assets::Fonts;
use crate::deck::Text;
use crate::source::Span;

/// Returns the style of English text.
pub(super) fn test_style() -> TextStyle {
    TextStyle {
        family: "Source Sans 3".into(),
        mono: "Source Code Pro".into(),
        weight: 400,
        bold: 700,
        italic: false,
        lang: "en".into(),
        is_rtl: false,
        purpose: TextPurpose::Prose,
        tracking: 0,
    }
}

/// Shapes English text.
pub(super) fn shape_english(text: &str) -> ShapedParagraph {
    shape_in("en", text)
}

/// Shapes text in a language.
pub(super) fn shape_in(lang: &str, text: &str) -> ShapedParagraph {
    let fonts = Fonts::bundled();
    let style = TextStyle { lang: lang.into(), ..test_style() };
    let text = Text::plain(text, Span::default());
    Shaper::new(&fonts).shape_uncached(&text, &style)
}

/// Shapes a line of code.
pub(super) fn shape_code(text: &str) -> ShapedParagraph {
    let fonts = Fonts::bundled();
    let style = TextStyle { family: "Source Code Pro".into(), ..test_style() }.for_code();
    Shaper::new(&fonts).shape_uncached(&Text::plain(text, Span::default()), &style)
}
