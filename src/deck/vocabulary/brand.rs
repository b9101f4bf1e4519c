//! The keys of a brand: a theme in a few lines, in an outline or in a theme file.

use super::figure::DARK;
use crate::vocabulary::ValueType::{AnyOf, Colour, File, Keys, Text, Word};
use crate::vocabulary::{FileKind, KeyGroup, key};

/// The logo of a brand, with its version for dark grounds.
pub static BRAND_LOGO: KeyGroup = KeyGroup {
    name: "brand_logo",
    about: "The logo of a brand for light and for dark grounds.",
    included: &[],
    sample: "src: logo.svg",
    keys: &[
        key("src", File(FileKind::Picture), "The logo on light grounds.", "logo.svg").required(),
        key("alt", Text, "Alternative text: the name of the organisation.", "Global Star")
            .with_default_text("the first `institute` of the deck, else “Logo”"),
        DARK,
    ],
};

/// A theme in a few lines.
pub static BRAND: KeyGroup = KeyGroup {
    name: "brand",
    about: "A brand: the theme that it is based on, and its colour, logo and font.",
    included: &[],
    sample: "",
    keys: &[
        key(
            "extends",
            File(FileKind::Theme),
            "The theme that this one is based on: a built-in theme or a file.",
            "regions",
        )
        .with_default("plain"),
        key(
            "primary",
            Colour,
            "The colour of the brand: the theme takes its hue, and all tints and texts follow, so \
            that everything stays legible.",
            "\"#C8102E\"",
        )
        .with_default_text("the colour of the theme"),
        key("accent", Colour, "Bullets, bars and other accents.", "\"#E0A100\"")
            .with_default_text("the accent of the theme"),
        key(
            "logo",
            AnyOf(&[File(FileKind::Picture), Keys(&BRAND_LOGO)]),
            "The logo on every slide of a deck that sets no `logos`.",
            "logo.svg",
        ),
        key("font", Word, "The font family of text and titles.", "Inter")
            .with_default_text("the fonts of the theme"),
    ],
};
