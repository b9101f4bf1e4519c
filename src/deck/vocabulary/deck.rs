//! The keys of a deck.

use super::blocks::FIGURE_LIST;
use super::check::CHECK;
use super::choices::{FIT_POLICIES, HYPHENATIONS, TEXT_DIRECTIONS};
use super::show::{OPEN_MODES, TIME_VALUE, TRANSITION_VALUE};
use super::slide::SLIDE;
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, File, Keys, Language, Length, List, Text, Word,
};
use crate::vocabulary::{FileKind, KeyGroup, ValueType, key};

/// One text or several.
static TEXTS_VALUE: ValueType = AnyOf(&[Text, List(&Text)]);

/// One or several lines about a person or house.
const PEOPLE_VALUE: ValueType = AnyOf(&[Text, List(&Text)]);

/// A page's size in one of its ways.
const PAGE_VALUE: ValueType = AnyOf(&[Word, Keys(&PAGE_SIZE)]);

/// The keys of a deck.
pub static DECK: KeyGroup = KeyGroup {
    name: "deck",
    about: "The deck: what it is, what stands on every slide, and the slides.",
    included: &[],
    sample: "slides: [{title: Water}]",
    keys: &[
        key("title", Text, "The deck's title: on the cover, and what the PDF says of itself.", "Our river"),
        key("subtitle", Text, "A second line under the title on the cover.", "Five years of measuring"),
        key("event", Text, "Where the deck is shown; on the cover.", "European Week of Regions and Cities"),
        key("date", Text, "When it is shown, as it should be read; on the cover.", "13 October 2020"),
        key(
            "author",
            PEOPLE_VALUE,
            "Who shows it: one, or a list. On the cover, and what the PDF says of itself.",
            "[Ana Silva, Petros Nikolaou]",
        )
        .with_aliases(&["authors"]),
        key("institute", PEOPLE_VALUE, "Whom the authors belong to: one, or a list. On the cover.", "City of Porto")
            .with_aliases(&["institutes"]),
        key("subject", Text, "What it is about, for those who search for the PDF.", "Water quality"),
        key("keywords", TEXTS_VALUE, "Words to find the PDF by: a list, or one text with commas.", "[river, oxygen, temperature]"),
        key("rights", Text, "Who may do what with it; what the PDF says of itself.", "CC BY 4.0"),
        key(
            "lang",
            Language,
            "The language of the deck as a code: `en`, `pt`, `el`, `pt-BR`, `zh-Hans`. Screen readers need it.",
            "en",
        )
        .with_default("en"),
        key(
            "theme",
            File(FileKind::Theme),
            "How the deck looks: `regions`, `plain`, `night`, or the path of a theme file.",
            "regions",
        )
        .with_default("plain"),
        key(
            "aspect_ratio",
            PAGE_VALUE,
            "The shape of the page: `\"16:9\"`, `\"4:3\"`, `\"16:10\"`, a paper such as `A4`, or a size such as `25cm x 14cm`.",
            "\"16:9\"",
        )
        .with_default("\"16:9\""),
        key("page_size", PAGE_VALUE, "The size of the page; it decides where `aspect_ratio` stands beside it.", "25cm x 14cm")
            .with_default_text("as `aspect_ratio` says"),
        key("logos", FIGURE_LIST, "The strip of logos on every slide: a list of pictures.", "[logo.svg, eu.svg]"),
        key("header", Text, "Words at the top of every slide.", "Draft"),
        key("footer", Text, "Words at the foot of every slide; a hashtag needs quotes.", "\"#OurRiver\""),
        key("paginate", Boolean, "Whether slides carry their number.", "true").with_default("false"),
        key("fit", Choice(&FIT_POLICIES), "What is done with slides that do not fill their page, or do not fit it.", "shrink")
            .with_default("grow"),
        key("section", Text, "The section that the deck starts with.", "Measuring").without_effect(),
        key("steps", Boolean, "Whether items come one by one, on further pages.", "true").with_default("false"),
        key("transition", TRANSITION_VALUE, "How one slide gives way to the next.", "fade").with_default_text("as the reader likes"),
        key("advance", TIME_VALUE, "How long each slide stays before the next one comes by itself.", "20s")
            .with_default_text("until a key is pressed"),
        key("open", Choice(&OPEN_MODES), "How the PDF opens.", "fullscreen").with_default("window"),
        key("duration", TIME_VALUE, "How long the talk may take: what a presenter's clock counts down.", "20min"),
        key("direction", Choice(&TEXT_DIRECTIONS), "Which way the pages are written.", "rtl").with_default_text("as `lang` says"),
        key("hyphenate", Choice(&HYPHENATIONS), "When a word is divided at a line's end.", "false")
            .with_default_text("as the theme says"),
        key("justify", Boolean, "Whether lines of text are as wide as their column.", "true").with_default_text("as the theme says"),
        key(
            "room",
            Keys(&ROOM),
            "How large the screen is, and how far away the audience: `plenary check` says what is too small to read there.",
            "{distance: 12m, screen: 3m}",
        )
        .with_default_text("the last row is four times as far away as the picture is high"),
        key(
            "check",
            Keys(&CHECK),
            "How much the rules of `plenary check` weigh: `off`, `warn` or `error` by the rule's name, or its limit.",
            "{too_many_words: 60, long_title: off}",
        )
        .with_default_text("every rule warns"),
        key(
            "slides",
            List(&AnyOf(&[Text, Keys(&SLIDE)])),
            "The slides, each behind a dash. A slide that is but a text is a title.",
            "- title: What we measured\n  bullets: [Oxygen, Temperature]",
        )
        .required(),
    ],
};

/// The room that a deck is shown in.
pub static ROOM: KeyGroup = KeyGroup {
    name: "room",
    about: "The room that a deck is shown in. A number alone is metres.",
    included: &[],
    sample: "distance: 12m\nscreen: 3m",
    keys: &[
        key("distance", Length, "From the screen to the last row.", "12m").required(),
        key("screen", Length, "Width of the picture on the screen.", "3m").required(),
    ],
};

/// The size of a page.
pub static PAGE_SIZE: KeyGroup = KeyGroup {
    name: "page_size",
    about: "The size of a page.",
    included: &[],
    sample: "width: 25cm\nheight: 14cm",
    keys: &[
        key("width", Length, "Width: points, or a number with `mm`, `cm`, `in`.", "25cm")
            .required(),
        key("height", Length, "Height: points, or a number with `mm`, `cm`, `in`.", "14cm")
            .required(),
    ],
};
