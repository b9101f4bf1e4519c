//! The keys of people, and those that portraits share with other pictures.

use super::choices::PORTRAIT_SHAPES;
use super::figure::PICTURE_VALUE;
use super::lists::STEPS;
use crate::vocabulary::ValueType::{AnyOf, Choice, Fraction, Keys, List, Pair, Prose, Text};
use crate::vocabulary::{KeyGroup, KeySpec, PairKey, ValueType, integer, key};

use super::choices::FOCUS_EDGES;

/// One person. `Ana Silva: Biologist` is short for name and role.
pub(super) static PERSON_VALUE: ValueType =
    AnyOf(&[Text, Keys(&PERSON), Pair(&Text, PairKey::NotKeyLike)]);

/// `photo` of a person, a contact or a quote.
pub(super) static PHOTO: KeySpec = key(
    "photo",
    PICTURE_VALUE,
    "The portrait: a path, or keys such as `src` and `focus`.",
    "ana.jpg",
);

/// `focus` of a picture.
pub(super) static FOCUS: KeySpec = key(
    "focus",
    AnyOf(&[Choice(&FOCUS_EDGES), List(&Fraction)]),
    "What stays visible if the picture is cropped: a side, or a point as shares of width and \
        height from the top left.",
    "[50%, 20%]",
)
.with_default("centre");

/// The long form of `people`.
pub static PEOPLE: KeyGroup = KeyGroup {
    name: "people",
    about: "A group of people with options.",
    included: &[],
    sample: "items: [{name: Ana Silva}, {name: Petros Nikolaou}]",
    keys: &[
        key(
            "items",
            List(&PERSON_VALUE),
            "The people, first to last.",
            "[{name: Ana Silva}, {name: Petros Nikolaou}]",
        )
        .required(),
        key("across", integer(1, 8), "The number of people in a row.", "3")
            .with_default_text("chosen to fit the page"),
        key("shape", Choice(&PORTRAIT_SHAPES), "The shape of the portraits.", "square")
            .with_default("circle"),
        STEPS,
    ],
};

/// One person of `people`.
pub static PERSON: KeyGroup = KeyGroup {
    name: "person",
    about: "A person with a portrait.",
    included: &[],
    sample: "name: Ana Silva",
    keys: &[
        key("name", Text, "The name.", "Ana Silva").required(),
        key("role", Text, "The role.", "Biologist"),
        key(
            "org",
            AnyOf(&[Text, List(&Text)]),
            "The organisation: a text, or a list with one entry for each line.",
            "City of Porto",
        ),
        PHOTO,
        key("text", Prose, "A few words about the person.", "Dives every morning."),
        key(
            "email",
            AnyOf(&[Text, List(&Text)]),
            "Email addresses. Each becomes a link.",
            "ana@example.org",
        ),
        key(
            "url",
            AnyOf(&[Text, List(&Text)]),
            "Web addresses. Each becomes a link.",
            "example.org/ana",
        ),
    ],
};
