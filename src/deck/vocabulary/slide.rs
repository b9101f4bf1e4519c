//! The keys of a slide; all others are blocks.

use super::blocks::{BLOCKS, FIGURE_LIST};
use super::choices::{FITS, HYPHENATIONS, LAYOUTS, WRITINGS};
use super::parts::FIGURE;
use super::show::{TIME, TRANSITION_VALUE};
use crate::vocabulary::Value::{
    AnyOf, Choice, Colour, File, Flag, Id, Keys, Language, List, Prose, Text, Word,
};
use crate::vocabulary::{FileKind, Group, key};

/// The keys of a slide.
pub static SLIDE: Group = Group {
    name: "slide",
    about: "A slide: its title, and its blocks in the order in which they should stand.",
    with: &[&BLOCKS],
    sample: "title: Water",
    keys: &[
        key("id", Id, "The name that links lead to: `[see the map](#map)`. Without spaces.", "map"),
        key("layout", Choice(&LAYOUTS), "How the slide is set. Leave it out: the blocks say it, too.", "two_columns")
            .otherwise("what the blocks ask for"),
        key("title", Text, "The slide's title.", "What we measured"),
        key("subtitle", Text, "A second line under the title.", "At the weir"),
        key("kicker", Text, "A short line above the title.", "Session 1"),
        key(
            "section",
            AnyOf(&[Text, Keys(&SECTION)]),
            "The section that starts with this slide; a bookmark in the PDF. The long form says how long it may take.",
            "Measuring",
        ),
        key(
            "notes",
            AnyOf(&[Prose, List(&Prose)]),
            "What the speaker says; never on the page.",
            "|\n  Welcome everybody.\n  Two minutes.",
        ),
        key(
            "background",
            AnyOf(&[Colour, File(FileKind::Picture), Keys(&GROUND), Keys(&FIGURE)]),
            "What is behind the slide: a colour in quotes, the name of a colour of the theme, or a picture.",
            "\"#003399\"",
        )
        .otherwise("the theme's"),
        key(
            "logos",
            AnyOf(&[Word, FIGURE_LIST]),
            "The logos of this slide in place of the deck's; `none` takes them away. A wall of logos goes into `content`.",
            "[partner.svg]",
        )
        .otherwise("the deck's"),
        key("header", Text, "Words at the top of this slide in place of the deck's.", "Draft").otherwise("the deck's"),
        key("footer", Text, "Words at the foot of this slide in place of the deck's.", "\"#OurRiver\"").otherwise("the deck's"),
        key("paginate", Flag, "Whether this slide carries its number.", "false").otherwise("as the deck says"),
        key("steps", Flag, "Whether what is on the slide comes one by one, on further pages.", "true")
            .otherwise("as the deck says"),
        key("transition", TRANSITION_VALUE, "How the slide before gives way to this one.", "fade").otherwise("as the deck says"),
        key("duration", TIME, "How long the slide stays before the next one comes by itself.", "20s")
            .otherwise("as `advance` of the deck says"),
        key("hide", Flag, "Leaves the slide out of the PDF. The presenter can still call it up.", "true").default("false"),
        key("backup", Flag, "Keeps the slide for questions: behind the last one, and not counted.", "true").default("false"),
        key("lang", Language, "The language of this slide as a code: `en`, `pt`, `zh-Hans`.", "pt").otherwise("the deck's"),
        key("fit", Choice(&FITS), "What is done if the slide does not fill its page, or does not fit it.", "split")
            .otherwise("as the deck says"),
        key("direction", Choice(&WRITINGS), "Which way the slide is written.", "rtl")
            .otherwise("as its `lang`, or the deck, says"),
        key("hyphenate", Choice(&HYPHENATIONS), "When a word is divided at a line's end.", "false").otherwise("as the deck says"),
        key("justify", Flag, "Whether lines of text are as wide as their column.", "true").otherwise("as the deck says"),
    ],
};

/// The long form of `section`.
pub static SECTION: Group = Group {
    name: "section",
    about: "A section, with how long it may take.",
    with: &[],
    sample: "title: Measuring",
    keys: &[
        key("title", Text, "Its name.", "Measuring").required(),
        key(
            "duration",
            TIME,
            "How long it may take: what a presenter's clock counts down beside the time of the talk.",
            "5min",
        ),
    ],
};

/// A ground of one colour.
pub static GROUND: Group = Group {
    name: "ground",
    about: "A ground of one colour.",
    with: &[],
    sample: "color: accent",
    keys: &[key(
        "color",
        Colour,
        "A colour in quotes, or the name of a colour of the theme.",
        "\"#003399\"",
    )
    .aliases(&["colour"])
    .required()],
};
