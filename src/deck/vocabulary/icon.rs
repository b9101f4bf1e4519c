//! The keys of icons.

use super::values::WHEN;
use crate::vocabulary::ValueType::{AnyOf, Colour, Icon, Keys, Length, Text};
use crate::vocabulary::{KeyGroup, KeySpec, ValueType, key};

/// An icon: its name or its long form.
pub(crate) static ICON_VALUE: ValueType = AnyOf(&[Icon, Keys(&ICON)]);

/// `icon` beside or above the text of a card, a level, an item and others.
pub(crate) static ICON_KEY: KeySpec =
    key("icon", Icon, "An icon, which `plenary icons` finds.", "rocket");

/// The long form of `icon`.
pub static ICON: KeyGroup = KeyGroup {
    name: "icon",
    about: "An icon with its size, colour and alternative text.",
    included: &[],
    sample: "name: rocket",
    keys: &[
        key("name", Icon, "The name of the icon, which `plenary icons` finds.", "rocket")
            .required(),
        key("size", Length, "The width and height.", "48pt")
            .with_default_text("about three lines of text"),
        key("colour", Colour, "The colour of the lines.", "accent")
            .with_aliases(&["color"])
            .with_default("primary"),
        key(
            "alt",
            Text,
            "The alternative text, if the icon says something that the text does not.",
            "Open on Sundays",
        )
        .with_default_text("none: the icon is decoration"),
        WHEN,
    ],
};
