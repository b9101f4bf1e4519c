//! The long forms of blocks and of what they contain. Lists are in `lists`.

use super::blocks::{BLOCK_LIST, BLOCKS};
use super::choices::{CALLOUT_KINDS, CASCADE_DIRECTIONS, STAT_BETTER};
use super::figure::PICTURE_VALUE;
use super::values::WHEN;
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, Code, File, Id, Keys, Length, List, Pair, Prose, Text,
};
use crate::vocabulary::{FileKind, KeyGroup, KeySpec, PairKey, ValueType, integer, key, number};

use super::icon::ICON_KEY;
use super::lists::{AFTER_COLON, STEPS};
use super::people::PHOTO;
use super::qr::CONTACT_QR;
/// One card of `cards`.
pub(crate) static CARD_VALUE: ValueType =
    AnyOf(&[Text, Keys(&CARD), Pair(&AFTER_COLON, PairKey::NotKeyLike)]);
/// One level of `cascade`.
pub(crate) static LEVEL_VALUE: ValueType =
    AnyOf(&[Text, Keys(&LEVEL), Pair(&AFTER_COLON, PairKey::NotKeyLike)]);
/// One entry of `stats`. `44: billion` is short for `{value: 44, label: billion}`.
pub(crate) static STAT_VALUE: ValueType = AnyOf(&[Text, Keys(&STAT), Pair(&Text, PairKey::Any)]);

/// The long form of `math`.
pub static MATH: KeyGroup = KeyGroup {
    name: "math",
    about: "A formula with its alternative text, number and id.",
    included: &[],
    sample: "tex: E = m c^2",
    keys: &[
        key("tex", Code, "The formula in LaTeX.", "E = m c^2").required(),
        key(
            "alt",
            Text,
            "Alternative text: the formula in spoken words.",
            "Energy equals mass times the speed of light squared",
        )
        .with_default_text("in English, words made from the formula; elsewhere its signs"),
        key(
            "number",
            AnyOf(&[Boolean, Text]),
            "Whether the formula has a number at the margin, or the number itself.",
            "true",
        )
        .with_default_text("a number if the formula has an `id`"),
        key(
            "id",
            Id,
            "A name for links: `[the law](#energy)` leads to the page of this formula.",
            "energy",
        ),
        WHEN,
    ],
};

/// The long form of `references`.
pub static REFERENCES: KeyGroup = KeyGroup {
    name: "references",
    about: "The list of the works in the bibliography.",
    included: &[],
    sample: "all: true",
    keys: &[
        key("all", Boolean, "Whether to list works that no slide cites.", "true")
            .with_default("false"),
        WHEN,
    ],
};

/// The long form of `diagram`.
pub static DIAGRAM: KeyGroup = KeyGroup {
    name: "diagram",
    about: "A diagram with its alternative text and caption, or from a file.",
    included: &[],
    sample: "mermaid: flowchart LR; Sample --> Test",
    keys: &[
        key(
            "mermaid",
            Code,
            "The text of the diagram, after `|`.",
            "|\n  flowchart LR\n    Sample --> Test",
        ),
        key("file", File(FileKind::Diagram), "The path of a file to read it from.", "way.mmd"),
        key(
            "alt",
            Text,
            "Alternative text: a description for people who cannot see the diagram.",
            "Samples are tested",
        )
        .with_default_text("`accDescr` in the text, or else words made from the diagram"),
        key("caption", Text, "The caption below the diagram.", "The way of a sample")
            .with_default_text("the `title` above the text"),
        WHEN,
    ],
};

/// The long form of `columns`.
pub static COLUMNS: KeyGroup = KeyGroup {
    name: "columns",
    about: "Columns side by side, with options.",
    included: &[],
    sample: "items: [[{text: left}], [{text: right}]]",
    keys: &[
        key(
            "items",
            List(&BLOCK_LIST),
            "The columns, each a list of blocks.",
            "[[{text: left}], [{text: right}]]",
        )
        .required(),
        key(
            "widths",
            List(&number(0.0, 1e6)),
            "The relative widths, one for each column.",
            "[2, 1]",
        )
        .with_default_text("equal widths; of two text columns, the fuller one is wider"),
        key(
            "gap",
            Length,
            "The gutter between columns in points, or a number with the unit `mm`, `cm` or `in`.",
            "1cm",
        )
        .with_default_text("the theme's setting"),
        WHEN,
    ],
};

/// The long form of `cards`.
pub static CARDS: KeyGroup = KeyGroup {
    name: "cards",
    about: "Cards with options.",
    included: &[],
    sample: "items: [{title: Track}, {title: Depot}]",
    keys: &[
        key(
            "items",
            List(&CARD_VALUE),
            "The cards, first to last.",
            "[{title: Track}, {title: Depot}]",
        )
        .required(),
        key("across", integer(1, 8), "The number of cards in a row.", "3")
            .with_default_text("chosen to fit the page"),
        STEPS,
        WHEN,
    ],
};

/// One card of `cards`.
pub static CARD: KeyGroup = KeyGroup {
    name: "card",
    about: "A card: a title, a picture and any blocks.",
    included: &[&BLOCKS],
    sample: "title: Track",
    keys: &[key("title", Text, "The heading of the card.", "Track"), TOP_FIGURE, ICON_KEY],
};

/// The long form of `cascade`.
pub static CASCADE: KeyGroup = KeyGroup {
    name: "cascade",
    about: "A cascade with options.",
    included: &[],
    sample: "items: [{label: Province}, {label: City}]",
    keys: &[
        key(
            "items",
            List(&LEVEL_VALUE),
            "The levels, first to last.",
            "[{label: Province}, {label: City}]",
        )
        .required(),
        key(
            "direction",
            Choice(&CASCADE_DIRECTIONS),
            "The direction in which the levels follow each other.",
            "right",
        )
        .with_default_text("whichever fits better"),
        STEPS,
        WHEN,
    ],
};

/// The long form of `group`.
pub static GROUP: KeyGroup = KeyGroup {
    name: "group",
    about: "A group with options.",
    included: &[],
    sample: "items: [{text: These two}, {text: stay together}]",
    keys: &[
        key("items", BLOCK_LIST, "The blocks of the group.", "[{text: These two}, {text: stay}]")
            .required(),
        key(
            "steps",
            Boolean,
            "Whether to reveal the blocks one by one. With `false`, they appear together.",
            "false",
        )
        .with_default_text("the slide's setting"),
        WHEN,
    ],
};

/// One level of `cascade`.
pub static LEVEL: KeyGroup = KeyGroup {
    name: "level",
    about: "A level: a label, a picture and any blocks.",
    included: &[&BLOCKS],
    sample: "label: Province",
    keys: &[
        key("label", Text, "The name of the level.", "Province").required(),
        TOP_FIGURE,
        ICON_KEY,
    ],
};

pub(super) static TOP_FIGURE: KeySpec =
    key("figure", PICTURE_VALUE, "A picture above the text.", "track.svg").with_aliases(&["image"]);

/// One entry of `stats`.
pub static STAT: KeyGroup = KeyGroup {
    name: "stat",
    about: "A number and its label.",
    included: &[],
    sample: "value: \"192\"",
    keys: &[
        key("value", Text, "The number.", "\"192\"").required(),
        key("label", Text, "The label: what the number counts.", "companies"),
        key(
            "delta",
            Text,
            "How the number changed. A sign in front, `+` or `-`, draws an arrow up or down.",
            "+12% in a year",
        ),
        key(
            "better",
            Choice(&STAT_BETTER),
            "Which change is good. A change for the worse has the colour of warnings.",
            "lower",
        )
        .with_default("higher"),
        key(
            "trend",
            List(&number(-1e12, 1e12)),
            "Earlier numbers and this one, drawn as a small line.",
            "[150, 163, 171, 192]",
        ),
        ICON_KEY,
        WHEN,
    ],
};

/// The long form of `quote`.
pub static QUOTE: KeyGroup = KeyGroup {
    name: "quote",
    about: "A quotation and its source.",
    included: &[],
    sample: "text: Now I just go.",
    keys: &[
        key("text", Prose, "The quoted text.", "Now I just go.").required(),
        key(
            "by",
            Text,
            "The source of the quotation: a person or a publication.",
            "\"A passenger, age 81\"",
        ),
        PHOTO,
        WHEN,
    ],
};

/// The long form of `callout`.
pub static CALLOUT: KeyGroup = KeyGroup {
    name: "callout",
    about: "A callout: its kind, a title and any blocks.",
    included: &[&BLOCKS],
    sample: "text: It is high.",
    keys: &[
        key("kind", Choice(&CALLOUT_KINDS), "The kind of callout.", "warning").with_default("note"),
        key("title", Text, "The heading of the callout.", "Mind the step"),
        ICON_KEY,
    ],
};

/// Contact details of one person or office.
pub static CONTACT: KeyGroup = KeyGroup {
    name: "contact",
    about: "Contact details of one person or office.",
    included: &[],
    sample: "name: Ana Silva",
    keys: &[
        key("name", Text, "The name of the person or office.", "Ana Silva"),
        key("role", Text, "The person's role.", "Biologist"),
        key(
            "org",
            AnyOf(&[Prose, List(&Text)]),
            "The organisation: a text, or a list with one entry for each line.",
            "City of Porto",
        ),
        key(
            "email",
            AnyOf(&[Text, List(&Text)]),
            "Email addresses. Each becomes a link.",
            "ana@example.org",
        ),
        key(
            "phone",
            AnyOf(&[Text, List(&Text)]),
            "Phone numbers. Each becomes a link.",
            "+351 22 000 00 00",
        ),
        key(
            "url",
            AnyOf(&[Text, List(&Text)]),
            "Web addresses. Each becomes a link.",
            "example.org/river",
        ),
        PHOTO,
        CONTACT_QR,
        WHEN,
    ],
};

/// The long form of `contact`.
pub static CONTACTS: KeyGroup = KeyGroup {
    name: "contacts",
    about: "A list of contacts.",
    included: &[],
    sample: "items: [{name: Ana Silva}]",
    keys: &[
        key(
            "items",
            List(&AnyOf(&[Text, Keys(&CONTACT)])),
            "The contacts, first to last.",
            "[{name: Ana Silva}, {name: Petros Nikolaou}]",
        )
        .required(),
        CONTACT_QR,
        WHEN,
    ],
};
