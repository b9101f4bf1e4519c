//! The keys of the styles of pages.

use super::{LENGTH, inherited_key};
use crate::theme::OrnamentShape;
use crate::vocabulary::ValueType::{AnyOf, Boolean, Choice, Colour, Keys, List};
use crate::vocabulary::{Choice as KeyChoice, KeyGroup, key, number};

pub(super) static PAGES: KeyGroup = KeyGroup {
    name: "pages",
    about: "Style of each kind of page.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("content", Keys(&PAGE), "Title and blocks.", "{ background: background }"),
        inherited_key(
            "cover",
            Keys(&PAGE),
            "The cover.",
            "{ background: surface, band: { height: 96, fill: background } }",
        ),
        inherited_key("section", Keys(&PAGE), "The start of a section.", "{ inverse: true }"),
        inherited_key(
            "statement",
            Keys(&PAGE),
            "A sentence, fact or quote.",
            "{ background: surface }",
        ),
        inherited_key("question", Keys(&PAGE), "A question.", "{ inverse: true, panel: 38% }"),
        inherited_key("end", Keys(&PAGE), "The last page.", "{ inverse: true }"),
        inherited_key("image", Keys(&PAGE), "A picture that fills the page.", "{ inverse: true }"),
    ],
};

/// The style of one kind of page. It is one design, so that a theme replaces it as a whole.
pub(in crate::theme) static PAGE: KeyGroup = KeyGroup {
    name: "page",
    about: "Style of one kind of page.",
    included: &[],
    sample: "",
    keys: &[
        key("inverse", Boolean, "Whether to use the colours of `inverse`.", "true")
            .with_default("false"),
        key(
            "background",
            AnyOf(&[Colour, List(&Colour)]),
            "Background: a colour or the name of one; two make a gradient from the top left to \
            the bottom right.",
            "[primary, background]",
        )
        .with_default("background"),
        key(
            "ornaments",
            List(&Keys(&ORNAMENT)),
            "Shapes on the background, in drawing order.",
            "- { shape: rectangle, x: 0, y: 0, width: 100%, height: 10, fill: primary }",
        ),
        key("centred", Boolean, "Accepted, but has no effect.", "true").with_default("false"),
        key(
            "band",
            Keys(&BAND),
            "On a cover: the band at the bottom for logos and footer.",
            "{ height: 96, fill: surface }",
        ),
        key(
            "panel",
            LENGTH,
            "On a question with answers: the width of the question, 20% to 60% of the page.",
            "38%",
        )
        .with_default("38%"),
    ],
};

pub(in crate::theme) static BAND: KeyGroup = KeyGroup {
    name: "band",
    about: "The band at the bottom of a cover.",
    included: &[],
    sample: "height: 96\nfill: surface",
    keys: &[
        key("height", number(0.0, 300.0), "Height in points.", "96").required(),
        key("fill", Colour, "Colour, or the name of one.", "surface").required(),
    ],
};

pub(in crate::theme) static ORNAMENT: KeyGroup = KeyGroup {
    name: "ornament",
    about: "A shape that decorates a page. Positions and sizes are points, shares of the page, \
        or both: `40`, `50%`, `100% - 330`.",
    included: &[],
    sample: "shape: ellipse\nx: 50%\ny: 0\nwidth: 200\nheight: 200\nfill: primary",
    keys: &[
        key("shape", Choice(&ORNAMENT_SHAPES), "Kind of shape.", "ring").required(),
        key("x", LENGTH, "Left edge.", "100% - 330").required(),
        key("y", LENGTH, "Top edge.", "-20").required(),
        key("width", LENGTH, "Width.", "50%").required(),
        key("height", LENGTH, "Height.", "10").required(),
        key(
            "fill",
            Colour,
            "Colour, or the name of one; `\"#00339980\"` is half transparent.",
            "\"#00339980\"",
        )
        .required(),
        key("line", number(0.1, 100.0), "Line width, in points.", "2").with_default_text("filled"),
    ],
};

/// `shape` of an ornament.
pub(in crate::theme) static ORNAMENT_SHAPES: &[KeyChoice<OrnamentShape>] = &[
    KeyChoice::new("rectangle", OrnamentShape::Rectangle, &[], "A rectangle."),
    KeyChoice::new("ellipse", OrnamentShape::Ellipse, &[], "An ellipse."),
    KeyChoice::new("ring", OrnamentShape::Ring, &[], "Twelve dots on a circle."),
];
