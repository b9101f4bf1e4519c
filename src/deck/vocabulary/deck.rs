//! The keys of a deck.

use super::blocks::FIGURE_LIST;
use super::check::CHECK;
use super::choices::{FITS, HYPHENATIONS, WRITINGS};
use super::show::{OPENINGS, TIME, TRANSITION_VALUE};
use super::slide::SLIDE;
use crate::vocabulary::Value::{
    AnyOf, Choice, File, Flag, Keys, Language, Length, List, Text, Word,
};
use crate::vocabulary::{FileKind, Group, Value, key};

/// One text or several.
static TEXTS: Value = AnyOf(&[Text, List(&Text)]);

/// One or several lines about a person or house.
const PEOPLE: Value = AnyOf(&[Text, List(&Text)]);

/// A page's size in one of its ways.
const PAGE: Value = AnyOf(&[Word, Keys(&PAGE_SIZE)]);

/// The keys of a deck.
pub static DECK: Group = Group {
    name: "deck",
    about: "The deck: what it is, what stands on every slide, and the slides.",
    with: &[],
    sample: "slides: [{title: Water}]",
    keys: &[
        key("title", Text, "The deck's title: on the cover, and what the PDF says of itself.", "Our river"),
        key("subtitle", Text, "A second line under the title on the cover.", "Five years of measuring"),
        key("event", Text, "Where the deck is shown; on the cover.", "European Week of Regions and Cities"),
        key("date", Text, "When it is shown, as it should be read; on the cover.", "13 October 2020"),
        key(
            "author",
            PEOPLE,
            "Who shows it: one, or a list. On the cover, and what the PDF says of itself.",
            "[Ana Silva, Petros Nikolaou]",
        )
        .aliases(&["authors"]),
        key("institute", PEOPLE, "Whom the authors belong to: one, or a list. On the cover.", "City of Porto")
            .aliases(&["institutes"]),
        key("subject", Text, "What it is about, for those who search for the PDF.", "Water quality"),
        key("keywords", TEXTS, "Words to find the PDF by: a list, or one text with commas.", "[river, oxygen, temperature]"),
        key("rights", Text, "Who may do what with it; what the PDF says of itself.", "CC BY 4.0"),
        key(
            "lang",
            Language,
            "The language of the deck as a code: `en`, `pt`, `el`, `pt-BR`, `zh-Hans`. Screen readers need it.",
            "en",
        )
        .default("en"),
        key(
            "theme",
            File(FileKind::Theme),
            "How the deck looks: `regions`, `plain`, `night`, or the path of a theme file.",
            "regions",
        )
        .default("plain"),
        key(
            "aspect_ratio",
            PAGE,
            "The shape of the page: `\"16:9\"`, `\"4:3\"`, `\"16:10\"`, a paper such as `A4`, or a size such as `25cm x 14cm`.",
            "\"16:9\"",
        )
        .default("\"16:9\""),
        key("page_size", PAGE, "The size of the page; it decides where `aspect_ratio` stands beside it.", "25cm x 14cm")
            .otherwise("as `aspect_ratio` says"),
        key("logos", FIGURE_LIST, "The strip of logos on every slide: a list of pictures.", "[logo.svg, eu.svg]"),
        key("header", Text, "Words at the top of every slide.", "Draft"),
        key("footer", Text, "Words at the foot of every slide; a hashtag needs quotes.", "\"#OurRiver\""),
        key("paginate", Flag, "Whether slides carry their number.", "true").default("false"),
        key("fit", Choice(&FITS), "What is done with slides that do not fill their page, or do not fit it.", "shrink")
            .default("grow"),
        key("section", Text, "The section that the deck starts with.", "Measuring").without_effect(),
        key("steps", Flag, "Whether items come one by one, on further pages.", "true").default("false"),
        key("transition", TRANSITION_VALUE, "How one slide gives way to the next.", "fade").otherwise("as the reader likes"),
        key("advance", TIME, "How long each slide stays before the next one comes by itself.", "20s")
            .otherwise("until a key is pressed"),
        key("open", Choice(&OPENINGS), "How the PDF opens.", "fullscreen").default("window"),
        key("duration", TIME, "How long the talk may take: what a presenter's clock counts down.", "20min"),
        key("direction", Choice(&WRITINGS), "Which way the pages are written.", "rtl").otherwise("as `lang` says"),
        key("hyphenate", Choice(&HYPHENATIONS), "When a word is divided at a line's end.", "false")
            .otherwise("as the theme says"),
        key("justify", Flag, "Whether lines of text are as wide as their column.", "true").otherwise("as the theme says"),
        key(
            "room",
            Keys(&ROOM),
            "How large the screen is, and how far away the audience: `plenary check` says what is too small to read there.",
            "{distance: 12m, screen: 3m}",
        )
        .otherwise("the last row is four times as far away as the picture is high"),
        key(
            "check",
            Keys(&CHECK),
            "How much the rules of `plenary check` weigh: `off`, `warn` or `error` by the rule's name, or its limit.",
            "{too_many_words: 60, long_title: off}",
        )
        .otherwise("every rule warns"),
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
pub static ROOM: Group = Group {
    name: "room",
    about: "The room that a deck is shown in. A number alone is metres.",
    with: &[],
    sample: "distance: 12m\nscreen: 3m",
    keys: &[
        key("distance", Length, "From the screen to the last row.", "12m").required(),
        key("screen", Length, "Width of the picture on the screen.", "3m").required(),
    ],
};

/// The size of a page.
pub static PAGE_SIZE: Group = Group {
    name: "page_size",
    about: "The size of a page.",
    with: &[],
    sample: "width: 25cm\nheight: 14cm",
    keys: &[
        key("width", Length, "Width: points, or a number with `mm`, `cm`, `in`.", "25cm")
            .required(),
        key("height", Length, "Height: points, or a number with `mm`, `cm`, `in`.", "14cm")
            .required(),
    ],
};
