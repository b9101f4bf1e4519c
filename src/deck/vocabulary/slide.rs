//! The keys of a slide other than blocks.

use super::blocks::BLOCKS;
use super::choices::{
    CITE_MODES, COMPOSITIONS, FIT_POLICIES, HYPHENATIONS, LAYOUTS, TEXT_DIRECTIONS,
};
use super::deck::PAGINATION_VALUE;
use super::figure::{PICTURE, PICTURE_LIST};
use super::show::{TIME_VALUE, TRANSITION_VALUE};
use super::values::INCLUDED;
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, Colour, File, Id, Keys, Language, List, Prose, Text, Word,
};
use crate::vocabulary::{FileKind, KeyGroup, ValueType, key};

/// Texts of footnotes by their names.
pub(crate) const FOOTNOTES: ValueType = ValueType::Names(&Text);

/// The keys of a slide.
pub static SLIDE: KeyGroup = KeyGroup {
    name: "slide",
    about: "A slide: its title, its settings, and its blocks in the order in which they appear.",
    included: &[&BLOCKS],
    sample: "title: Water",
    keys: &[
        key(
            "id",
            Id,
            "The name for links to this slide, without spaces: `[see the map](#map)`.",
            "map",
        ),
        key(
            "layout",
            Choice(&LAYOUTS),
            "The layout of the slide. You can usually leave it out, because plenary infers it \
            from the blocks.",
            "two_columns",
        )
        .with_default_text("inferred from the blocks"),
        key(
            "compose",
            Choice(&COMPOSITIONS),
            "How the content is composed. You can usually leave it out, because plenary chooses \
                by what there is: how much, and how the pictures are shaped.",
            "split",
        )
        .with_default_text("chosen from the content"),
        key("title", Text, "The title of the slide.", "What we measured"),
        key("subtitle", Text, "The subtitle, shown below the title.", "At the weir"),
        key("kicker", Text, "A short line above the title.", "Session 1"),
        key(
            "section",
            AnyOf(&[Text, Keys(&SECTION)]),
            "The section that starts with this slide. It becomes a bookmark in the PDF. \
                The long form also sets its duration.",
            "Measuring",
        ),
        key(
            "notes",
            AnyOf(&[Prose, List(&Prose)]),
            "Speaker notes. They never appear on the slide.",
            "|\n  Welcome everybody.\n  Two minutes.",
        ),
        key(
            "background",
            AnyOf(&[Colour, File(FileKind::Picture), Keys(&BACKGROUND), Keys(&PICTURE)]),
            "The background: a colour of CSS, `#rrggbb` in quotes, the name of a theme colour, or \
                a picture.",
            "\"#003399\"",
        )
        .with_default_text("the theme's background"),
        key(
            "logos",
            AnyOf(&[Word, PICTURE_LIST]),
            "The logos of this slide instead of the deck's. Write `none` for no logos. \
                To show a grid of logos on the slide, use `logos` inside `content`.",
            "[partner.svg]",
        )
        .with_default_text("the deck's setting"),
        key(
            "header",
            Text,
            "The running header of this slide instead of the deck's. Write `none` for no header.",
            "Draft",
        )
        .with_default_text("the deck's setting"),
        key(
            "footer",
            Text,
            "The footer of this slide instead of the deck's. Write `none` for no footer.",
            "\"#OurRiver\"",
        )
        .with_default_text("the deck's setting"),
        key(
            "paginate",
            PAGINATION_VALUE,
            "Whether to show the number of this slide, or also that of the last one.",
            "false",
        )
        .with_default_text("the deck's setting"),
        key(
            "steps",
            Boolean,
            "Whether to reveal the content one item at a time, each step on its own page.",
            "true",
        )
        .with_default_text("the deck's setting"),
        key(
            "transition",
            TRANSITION_VALUE,
            "The transition from the previous slide to this one.",
            "fade",
        )
        .with_default_text("the deck's setting"),
        key(
            "duration",
            TIME_VALUE,
            "How long to show the slide before moving to the next automatically.",
            "20s",
        )
        .with_default_text("the deck's `advance`"),
        key(
            "hide",
            Boolean,
            "Whether to leave the slide out of the PDF. You can still show it while you present.",
            "true",
        )
        .with_default("false"),
        key(
            "backup",
            Boolean,
            "Whether this is a backup slide for questions, placed after the last slide and \
            without a number.",
            "true",
        )
        .with_default("false"),
        key(
            "lang",
            Language,
            "The code of this slide's language, such as `en`, `pt` or `zh-Hans`.",
            "pt",
        )
        .with_default_text("the deck's setting"),
        key(
            "fit",
            Choice(&FIT_POLICIES),
            "How to fit the slide if it has too little or too much content for its page.",
            "split",
        )
        .with_default_text("the deck's setting"),
        key("direction", Choice(&TEXT_DIRECTIONS), "The writing direction of the slide.", "rtl")
            .with_default_text("the direction of its `lang`, or the deck's setting"),
        key(
            "hyphenate",
            Choice(&HYPHENATIONS),
            "When to hyphenate words at the end of a line.",
            "false",
        )
        .with_default_text("the deck's setting"),
        key(
            "justify",
            Boolean,
            "Whether to justify text, so that all lines are as wide as their column.",
            "true",
        )
        .with_default_text("the deck's setting"),
        key(
            "cite",
            Choice(&CITE_MODES),
            "Where the citations of this slide are shown.",
            "footnote",
        )
        .with_default_text("the deck's setting"),
        key(
            "source",
            Text,
            "Where the data or the ideas of the slide come from: a line at the foot of the slide.",
            "Eurostat, 2025",
        ),
        key(
            "footnotes",
            FOOTNOTES,
            "The footnotes of this slide. `[^name]` in a text shows the number of a footnote.",
            "{weir: Measured 50 m above the weir}",
        ),
        key(
            "include",
            INCLUDED,
            "The path of another outline, whose slides take the place of this one; or keys that \
                choose slides and set variables.",
            "intro.yaml",
        ),
    ],
};

/// The long form of `section`.
pub static SECTION: KeyGroup = KeyGroup {
    name: "section",
    about: "A section with its duration.",
    included: &[],
    sample: "title: Measuring",
    keys: &[
        key("title", Text, "The name of the section.", "Measuring").required(),
        key(
            "duration",
            TIME_VALUE,
            "The time allowed for the section. The timer in the presenter view counts it down.",
            "5min",
        ),
    ],
};

/// The long form of a background colour.
pub static BACKGROUND: KeyGroup = KeyGroup {
    name: "ground",
    about: "A background of one colour.",
    included: &[],
    sample: "color: accent",
    keys: &[key(
        "color",
        Colour,
        "A colour of CSS, `#rrggbb` in quotes, or the name of a theme colour.",
        "\"#003399\"",
    )
    .with_aliases(&["colour"])
    .required()],
};
