//! The keys of a slide; all others are blocks.

use super::blocks::{BLOCKS, FIGURE_LIST};
use super::choices::{FIT_POLICIES, HYPHENATIONS, LAYOUTS, TEXT_DIRECTIONS};
use super::long_forms::FIGURE;
use super::show::{TIME_VALUE, TRANSITION_VALUE};
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, Colour, File, Id, Keys, Language, List, Prose, Text, Word,
};
use crate::vocabulary::{FileKind, KeyGroup, key};

/// The keys of a slide.
pub static SLIDE: KeyGroup = KeyGroup {
    name: "slide",
    about: "A slide: its title, and its blocks in the order in which they should stand.",
    included: &[&BLOCKS],
    sample: "title: Water",
    keys: &[
        key("id", Id, "The name that links lead to: `[see the map](#map)`. Without spaces.", "map"),
        key("layout", Choice(&LAYOUTS), "How the slide is set. Leave it out: the blocks say it, too.", "two_columns")
            .with_default_text("what the blocks ask for"),
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
            AnyOf(&[Colour, File(FileKind::Picture), Keys(&BACKGROUND), Keys(&FIGURE)]),
            "What is behind the slide: a colour in quotes, the name of a colour of the theme, or a picture.",
            "\"#003399\"",
        )
        .with_default_text("the theme's"),
        key(
            "logos",
            AnyOf(&[Word, FIGURE_LIST]),
            "The logos of this slide in place of the deck's; `none` takes them away. A wall of logos goes into `content`.",
            "[partner.svg]",
        )
        .with_default_text("the deck's"),
        key("header", Text, "Words at the top of this slide in place of the deck's.", "Draft").with_default_text("the deck's"),
        key("footer", Text, "Words at the foot of this slide in place of the deck's.", "\"#OurRiver\"").with_default_text("the deck's"),
        key("paginate", Boolean, "Whether this slide carries its number.", "false").with_default_text("as the deck says"),
        key("steps", Boolean, "Whether what is on the slide comes one by one, on further pages.", "true")
            .with_default_text("as the deck says"),
        key("transition", TRANSITION_VALUE, "How the slide before gives way to this one.", "fade").with_default_text("as the deck says"),
        key("duration", TIME_VALUE, "How long the slide stays before the next one comes by itself.", "20s")
            .with_default_text("as `advance` of the deck says"),
        key("hide", Boolean, "Leaves the slide out of the PDF. The presenter can still call it up.", "true").with_default("false"),
        key("backup", Boolean, "Keeps the slide for questions: behind the last one, and not counted.", "true").with_default("false"),
        key("lang", Language, "The language of this slide as a code: `en`, `pt`, `zh-Hans`.", "pt").with_default_text("the deck's"),
        key("fit", Choice(&FIT_POLICIES), "What is done if the slide does not fill its page, or does not fit it.", "split")
            .with_default_text("as the deck says"),
        key("direction", Choice(&TEXT_DIRECTIONS), "Which way the slide is written.", "rtl")
            .with_default_text("as its `lang`, or the deck, says"),
        key("hyphenate", Choice(&HYPHENATIONS), "When a word is divided at a line's end.", "false").with_default_text("as the deck says"),
        key("justify", Boolean, "Whether lines of text are as wide as their column.", "true").with_default_text("as the deck says"),
    ],
};

/// The long form of `section`.
pub static SECTION: KeyGroup = KeyGroup {
    name: "section",
    about: "A section, with how long it may take.",
    included: &[],
    sample: "title: Measuring",
    keys: &[
        key("title", Text, "Its name.", "Measuring").required(),
        key(
            "duration",
            TIME_VALUE,
            "How long it may take: what a presenter's clock counts down beside the time of the talk.",
            "5min",
        ),
    ],
};

/// A ground of one colour.
pub static BACKGROUND: KeyGroup = KeyGroup {
    name: "ground",
    about: "A ground of one colour.",
    included: &[],
    sample: "color: accent",
    keys: &[key(
        "color",
        Colour,
        "A colour in quotes, or the name of a colour of the theme.",
        "\"#003399\"",
    )
    .with_aliases(&["colour"])
    .required()],
};
