//! The keys of the styles of pages.

use super::{LENGTH, inherited_key};
use crate::theme::{NumeralStyle, OrnamentShape, PointLayout, TextAlign, TextPlace, TitlePlace};
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
        key(
            "left",
            LENGTH,
            "On a cover, section, statement or end: the left edge of the text.",
            "33%",
        )
        .with_default_text("the margin"),
        key("width", LENGTH, "On these pages: the width of the text.", "60%")
            .with_default_text("86 % of the page without its margins"),
        key(
            "place",
            Choice(&TEXT_PLACES),
            "On these pages: the vertical position of the text.",
            "bottom",
        )
        .with_default("middle"),
        key("align", Choice(&TEXT_ALIGNS), "On these pages: the alignment of titles.", "centre")
            .with_default("start"),
        key("title", Choice(&TITLE_PLACES), "On a content page: where the title is.", "beside")
            .with_default("above"),
        key(
            "points",
            Choice(&POINT_LAYOUTS),
            "On a content page with nothing but three to six short points: how they are drawn.",
            "discs",
        )
        .with_default("plain"),
        key(
            "numeral",
            Keys(&NUMERAL),
            "On a section: its number, in large type.",
            "{ style: padded, size: 200, x: 60, y: 60%, fill: accent }",
        ),
    ],
};

pub(in crate::theme) static NUMERAL: KeyGroup = KeyGroup {
    name: "numeral",
    about: "The number of a section, in large type.",
    included: &[],
    sample: "style: padded\nsize: 200\nx: 60\ny: 60%\nfill: accent",
    keys: &[
        key("style", Choice(&NUMERAL_STYLES), "How it is written.", "roman").required(),
        key("size", number(10.0, 800.0), "Type size, in points.", "200").required(),
        key("x", LENGTH, "Left edge.", "60").required(),
        key("y", LENGTH, "Baseline.", "60%").required(),
        key("fill", Colour, "Colour, or the name of one.", "accent").required(),
    ],
};

/// `style` of a numeral.
pub(in crate::theme) static NUMERAL_STYLES: &[KeyChoice<NumeralStyle>] = &[
    KeyChoice::new("arabic", NumeralStyle::Arabic, &[], "1, 2, 3."),
    KeyChoice::new("padded", NumeralStyle::Padded, &[], "01, 02, 03."),
    KeyChoice::new("roman", NumeralStyle::Roman, &[], "I, II, III."),
];

/// `place`.
pub(in crate::theme) static TEXT_PLACES: &[KeyChoice<TextPlace>] = &[
    KeyChoice::new("top", TextPlace::Top, &[], "At the top margin."),
    KeyChoice::new("middle", TextPlace::Middle, &[], "A little above the middle."),
    KeyChoice::new("bottom", TextPlace::Bottom, &[], "At the bottom margin."),
];

/// `align`.
pub(in crate::theme) static TEXT_ALIGNS: &[KeyChoice<TextAlign>] = &[
    KeyChoice::new("start", TextAlign::Start, &[], "At the start of lines."),
    KeyChoice::new("centre", TextAlign::Centre, &["center"], "Centred."),
];

/// `title`.
pub(in crate::theme) static TITLE_PLACES: &[KeyChoice<TitlePlace>] = &[
    KeyChoice::new("above", TitlePlace::Above, &[], "Above the blocks."),
    KeyChoice::new("beside", TitlePlace::Beside(0.0), &[], "In a column at the start of the page."),
    KeyChoice::new(
        "panel",
        TitlePlace::Panel(0.0),
        &[],
        "On a panel in the colours of `inverse` if the page has nothing but a few short points or \
        contacts; otherwise above the blocks.",
    ),
];

/// `points`.
pub(in crate::theme) static POINT_LAYOUTS: &[KeyChoice<PointLayout>] = &[
    KeyChoice::new("plain", PointLayout::Plain, &[], "As any list."),
    KeyChoice::new("ruled", PointLayout::Ruled, &[], "In rows with rules between them."),
    KeyChoice::new(
        "discs",
        PointLayout::Discs,
        &[],
        "In rows with rules between them; bullets, numbers and icons are on discs.",
    ),
    KeyChoice::new("boxed", PointLayout::Boxed, &[], "Each in a box."),
];

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
        key(
            "step",
            number(4.0, 400.0),
            "Distance of the lines of a grid, of dots and of stripes, in points.",
            "24",
        )
        .with_default("24"),
    ],
};

/// `shape` of an ornament.
pub(in crate::theme) static ORNAMENT_SHAPES: &[KeyChoice<OrnamentShape>] = &[
    KeyChoice::new("rectangle", OrnamentShape::Rectangle, &[], "A rectangle."),
    KeyChoice::new("ellipse", OrnamentShape::Ellipse, &[], "An ellipse."),
    KeyChoice::new("ring", OrnamentShape::Ring, &[], "Twelve dots on a circle."),
    KeyChoice::new("grid", OrnamentShape::Grid, &[], "Horizontal and vertical lines."),
    KeyChoice::new("dots", OrnamentShape::Dots, &[], "Rows of dots."),
    KeyChoice::new("stripes", OrnamentShape::Stripes, &[], "Diagonal stripes."),
    KeyChoice::new(
        "triangle",
        OrnamentShape::Triangle,
        &[],
        "A triangle with the right angle at the bottom left.",
    ),
];
