//! The keys of colours, titles, quotes, boxes and running elements.

use super::inherited_key;
use crate::deck::vocabulary::TRANSITION_KINDS;
use crate::show::UnrevealedStyle;
use crate::theme::{BoxStyle, DiscColours};
use crate::vocabulary::ValueType::{Boolean, Choice as ChoiceOf, Colour, Keys, List};
use crate::vocabulary::{self, Choice, KeyGroup, number};

pub(super) static COLOURS: KeyGroup = KeyGroup {
    name: "colours",
    about: "Colours by purpose. Write each in quotes: `\"#003399\"`.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("background", Colour, "Background of pages.", "\"#FFFFFF\""),
        inherited_key("surface", Colour, "Cards, callouts, table headers.", "\"#F3F4F2\""),
        inherited_key("text", Colour, "Text.", "\"#22262B\""),
        inherited_key(
            "muted",
            Colour,
            "Captions, footers and other secondary text.",
            "\"#5D646D\"",
        ),
        inherited_key("title", Colour, "Slide titles.", "\"#14171A\""),
        inherited_key("bold", Colour, "`**bold**` text.", "\"#14171A\""),
        inherited_key("link", Colour, "Links.", "\"#0B6A62\""),
        inherited_key("primary", Colour, "Labels, numbers, strong backgrounds.", "\"#0F5F58\""),
        inherited_key("on_primary", Colour, "Text on `primary`.", "\"#FFFFFF\""),
        inherited_key("accent", Colour, "Bullets, bars and other accents.", "\"#D9622B\""),
        inherited_key("line", Colour, "Rules and borders.", "\"#D9DCDD\""),
        inherited_key("mark", Colour, "Background of `==marked==` text.", "\"#FFE9A8\""),
        inherited_key("tip", Colour, "Tip callouts.", "\"#1F7A4D\""),
        inherited_key("warning", Colour, "Warning callouts.", "\"#B3401E\""),
        inherited_key(
            "plate",
            Colour,
            "Background of logos that would be hard to see on the page.",
            "\"#FFFFFF\"",
        ),
        vocabulary::key(
            "series",
            List(&Colour),
            "Colours of the series of charts and of the categories of diagrams, at most 8.",
            "[\"#0F5F58\", \"#D9622B\", \"#3B6EA5\"]",
        )
        .with_default_text("colours that go with `primary`"),
        vocabulary::key("code", Keys(&CODE), "Colours of code.", "{ keyword: \"#0F5F58\" }")
            .with_default_text("colours that go with `primary` and `accent`"),
    ],
};

static CODE: KeyGroup = KeyGroup {
    name: "code_colours",
    about: "Colours of code. A colour that is hard to read on its ground is made darker or \
        lighter.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("keyword", Colour, "Keywords.", "\"#0F5F58\""),
        inherited_key("string", Colour, "Strings.", "\"#A34A12\""),
        inherited_key("constant", Colour, "Numbers and constants.", "\"#7A3E9D\""),
        inherited_key("function", Colour, "Names of functions.", "\"#22557A\""),
        inherited_key("type", Colour, "Names of types.", "\"#5D6B1E\""),
    ],
};

pub(in crate::theme) static TITLES: KeyGroup = KeyGroup {
    name: "titles",
    about: "Details of titles and of the lines above them.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "tracking",
            number(-0.1, 0.5),
            "Space between the letters of titles, in em; less than 0 sets them closer.",
            "-0.02",
        ),
        inherited_key(
            "kicker",
            ChoiceOf(&KICKERS),
            "How the line above a title is written.",
            "capitals",
        ),
        inherited_key(
            "kicker_tracking",
            number(-0.1, 0.5),
            "Space between the letters of the line above a title, in em.",
            "0.08",
        ),
    ],
};

pub(super) static QUOTES: KeyGroup = KeyGroup {
    name: "quotes",
    about: "Details of quotes.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key("italic", Boolean, "Whether quotes are italic.", "true"),
        inherited_key("mark", Boolean, "Whether a large quotation mark is before a quote.", "true"),
    ],
};

/// `kicker` of `titles`: whether it is in capitals.
pub(in crate::theme) static KICKERS: &[Choice<bool>] = &[
    Choice::new("plain", false, &[], "As in the outline."),
    Choice::new("capitals", true, &["caps"], "In capitals."),
];

/// `boxes`.
pub(in crate::theme) static BOX_STYLES: &[Choice<BoxStyle>] = &[
    Choice::new("filled", BoxStyle::Filled, &[], "With the colour `surface`."),
    Choice::new("outlined", BoxStyle::Outlined, &[], "With the colour `surface` and a border."),
    Choice::new("ruled", BoxStyle::Ruled, &[], "With a rule at the top, without a ground."),
];

/// `discs`.
pub(in crate::theme) static DISC_COLOURS: &[Choice<DiscColours>] = &[
    Choice::new("primary", DiscColours::Primary, &[], "All in the colour `primary`."),
    Choice::new(
        "series",
        DiscColours::Series,
        &[],
        "In the colours of `series` in turn; the titles of these cards have the colour `title`.",
    ),
];

/// `number` of `running`: whether it is at the end.
pub(in crate::theme) static NUMBER_PLACES: &[Choice<bool>] = &[
    Choice::new("start", false, &[], "At the start."),
    Choice::new("end", true, &[], "At the end."),
];

pub(in crate::theme) static MOTION: KeyGroup = KeyGroup {
    name: "motion",
    about: "How pages move in `present` and in an HTML file. A `transition` of the deck or of a \
        slide comes first; where the computer is set to reduce motion, nothing moves.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "transition",
            ChoiceOf(&TRANSITION_KINDS),
            "The transition between slides.",
            "push",
        ),
        inherited_key("duration", number(0.0, 5.0), "Its duration, in seconds.", "0.4"),
        inherited_key(
            "reveal",
            number(0.0, 5.0),
            "Seconds in which the items of a step fade in; 0 if they appear at once.",
            "0.2",
        ),
    ],
};

pub(in crate::theme) static RUNNING: KeyGroup = KeyGroup {
    name: "running",
    about: "Elements repeated on every page.",
    included: &[],
    sample: "",
    keys: &[
        inherited_key(
            "logo",
            number(4.0, 200.0),
            "Height of a square logo in the logo strip, in points; other logos have the same \
            optical size.",
            "28",
        ),
        inherited_key(
            "cover_logo",
            number(4.0, 300.0),
            "Height of a square logo on a cover, in points.",
            "46",
        ),
        inherited_key(
            "baseline",
            number(0.0, 200.0),
            "Distance between the middle of the footer line and the bottom edge of the page, in \
            points.",
            "32",
        ),
        inherited_key("rule", Boolean, "Whether there is a rule above the footer line.", "false"),
        inherited_key(
            "number",
            ChoiceOf(&NUMBER_PLACES),
            "Where the page number is in the footer line.",
            "end",
        ),
    ],
};

/// `steps`.
pub(in crate::theme) static UNREVEALED_STYLES: &[Choice<UnrevealedStyle>] = &[
    Choice::new("hide", UnrevealedStyle::Hidden, &[], "Not shown."),
    Choice::new("dim", UnrevealedStyle::Dimmed, &[], "Dimmed."),
];
