//! The keys of blocks' long forms and of what stands in their lists.

use super::blocks::{BLOCK_LIST, BLOCKS};
use super::choices::{
    CALLOUT_KINDS, CASCADE_DIRECTIONS, CHECK_MARKS, COLUMN_ALIGNMENTS, MARKERS, NUMBER_STYLES,
    OBJECT_FITS,
};
use crate::vocabulary::ValueType::{
    AnyOf, Boolean, Choice, File, Fraction, Keys, Length, List, Pair, Prose, Text, Word,
};
use crate::vocabulary::{FileKind, KeyGroup, KeySpec, PairKey, ValueType, integer, key, number};

/// An item of `bullets` or `numbered`: a text, keys, words with a list under them, or a list that
/// hangs under the item before.
pub static ITEM_VALUE: ValueType =
    AnyOf(&[Prose, Keys(&ITEM), Pair(&AFTER_COLON, PairKey::Any), List(&ITEM_VALUE)]);
/// An item of `checklist`.
pub static CHECK_ITEM_VALUE: ValueType = AnyOf(&[
    Prose,
    Keys(&CHECK_ITEM),
    Pair(&CHECK_AFTER_COLON, PairKey::Any),
    List(&CHECK_ITEM_VALUE),
]);
/// What stands behind words and a colon: the rest of the text, or a list.
static AFTER_COLON: ValueType = AnyOf(&[Prose, List(&ITEM_VALUE)]);
static CHECK_AFTER_COLON: ValueType = AnyOf(&[Prose, List(&CHECK_ITEM_VALUE)]);
/// One of `cards`.
pub static CARD_VALUE: ValueType =
    AnyOf(&[Text, Keys(&CARD), Pair(&AFTER_COLON, PairKey::NotKeyLike)]);
/// One level of `cascade`.
pub static LEVEL_VALUE: ValueType =
    AnyOf(&[Text, Keys(&LEVEL), Pair(&AFTER_COLON, PairKey::NotKeyLike)]);
/// One of `stats`; `44: billion` is short for both keys.
pub static STAT_VALUE: ValueType = AnyOf(&[Text, Keys(&STAT), Pair(&Text, PairKey::Any)]);
/// A row of a table: cells, or a text with `|` between them.
pub static ROW_VALUE: ValueType = AnyOf(&[Text, List(&Text)]);

/// Any form of `bullets`.
pub static BULLETS_VALUE: ValueType = AnyOf(&[Prose, List(&ITEM_VALUE), Keys(&BULLETS)]);
/// Any form of `numbered`.
pub static NUMBERED_VALUE: ValueType = AnyOf(&[Prose, List(&ITEM_VALUE), Keys(&NUMBERED)]);
/// Any form of `checklist`.
pub static CHECKLIST_VALUE: ValueType = AnyOf(&[Prose, List(&CHECK_ITEM_VALUE), Keys(&CHECKLIST)]);
/// One picture: its path, or its path with what belongs to it.
pub static FIGURE_VALUE: ValueType = AnyOf(&[File(FileKind::Picture), Keys(&FIGURE)]);

/// A bullet's mark.
const MARKER_VALUE: ValueType = AnyOf(&[Choice(&MARKERS), Word]);

static NESTED_BULLETS: KeySpec =
    key("bullets", BULLETS_VALUE, "Bullets under the item.", "[at the surface, at the ground]");
static NESTED_NUMBERED: KeySpec =
    key("numbered", NUMBERED_VALUE, "A numbered list under the item.", "[first, second]");
static NESTED_CHECKLIST: KeySpec =
    key("checklist", CHECKLIST_VALUE, "Boxes under the item.", "[{done: one}, {todo: two}]");
static ITEM_MARKER: KeySpec = key("marker", MARKER_VALUE, "A mark for this item alone.", "arrow")
    .with_default_text("the list's");

static STEPS: KeySpec =
    key("steps", Boolean, "Whether they come one by one, on further pages.", "true")
        .with_default_text("as the slide says");

/// The long form of `bullets`.
pub static BULLETS: KeyGroup = KeyGroup {
    name: "bullets",
    about: "A list with marks of the author's choice.",
    included: &[],
    sample: "items: [one, two]",
    keys: &[
        key("items", List(&ITEM_VALUE), "The items.", "[one, two]").required(),
        key(
            "marker",
            MARKER_VALUE,
            "What stands before each item: `disc`, `circle`, `square`, `diamond`, `dash`, `arrow`, `check`, or a character of your own.",
            "square",
        )
        .with_default_text("the theme's for the level"),
        STEPS,
    ],
};

/// The long form of `numbered`.
pub static NUMBERED: KeyGroup = KeyGroup {
    name: "numbered",
    about: "A list with numbers of the author's choice.",
    included: &[],
    sample: "items: [one, two]",
    keys: &[
        key("items", List(&ITEM_VALUE), "The items.", "[one, two]").required(),
        key("start", integer(0, 9999), "The first item's number.", "4").with_default("1"),
        key("style", Choice(&NUMBER_STYLES), "How numbers are written.", "lower_alpha")
            .with_default("decimal"),
        STEPS,
    ],
};

/// The long form of `checklist`.
pub static CHECKLIST: KeyGroup = KeyGroup {
    name: "checklist",
    about: "A list of boxes with marks of the author's choice.",
    included: &[],
    sample: "items: [{done: one}, {todo: two}]",
    keys: &[
        key("items", List(&CHECK_ITEM_VALUE), "The items.", "[{done: one}, {todo: two}]")
            .required(),
        key("mark", Choice(&CHECK_MARKS), "What a ticked box holds.", "cross")
            .with_default_text("the theme's"),
        STEPS,
    ],
};

/// An item of `bullets` or `numbered`.
pub static ITEM: KeyGroup = KeyGroup {
    name: "item",
    about: "An item with something under it, or a mark of its own.",
    included: &[],
    sample: "text: Temperature",
    keys: &[
        key("text", Prose, "The item's own words.", "Temperature").required(),
        NESTED_BULLETS,
        NESTED_NUMBERED,
        NESTED_CHECKLIST,
        ITEM_MARKER,
    ],
};

/// An item of `checklist`.
pub static CHECK_ITEM: KeyGroup = KeyGroup {
    name: "check_item",
    about: "An item with a box.",
    included: &[],
    sample: "done: Noise study",
    keys: &[
        key(
            "done",
            Prose,
            "Words behind a ticked box; beside `text`, whether the box is ticked.",
            "Noise study",
        ),
        key(
            "todo",
            Prose,
            "Words behind an empty box; beside `text`, whether the box is empty.",
            "Names of the stops",
        ),
        key(
            "text",
            Prose,
            "The item's words, where `done` or `todo` beside it is `true` or `false`.",
            "Noise study",
        ),
        NESTED_BULLETS,
        NESTED_NUMBERED,
        NESTED_CHECKLIST,
        ITEM_MARKER,
    ],
};

/// A picture with what belongs to it.
pub static FIGURE: KeyGroup = KeyGroup {
    name: "figure",
    about: "A picture with what belongs to it.",
    included: &[],
    sample: "src: boat.jpg",
    keys: &[
        key(
            "src",
            File(FileKind::Picture),
            "The path of the picture, relative to the outline; what is not there is looked for in `images/`.",
            "boat.jpg",
        )
        .required(),
        key(
            "alt",
            Text,
            "What the picture shows, for those who do not see it. `alt: \"\"` says that it only decorates.",
            "Two people lower a probe",
        ),
        key("caption", Text, "Words under the picture.", "At the weir"),
        key("credit", Text, "Whose picture it is.", "City archive"),
        key("width", Fraction, "Width as a share of the available width.", "80%").with_default_text("as much as there is room for"),
        key("fit", Choice(&OBJECT_FITS), "How the picture fills its place.", "cover").with_default("contain"),
        key("href", Word, "Where a click on it leads: an address, or `#id` of a slide.", "https://example.org"),
    ],
};

/// A list of pictures behind `items`.
pub static FIGURES: KeyGroup = KeyGroup {
    name: "figures",
    about: "A list of pictures.",
    included: &[],
    sample: "items: [before.jpg]",
    keys: &[
        key("items", List(&FIGURE_VALUE), "The pictures.", "[before.jpg, after.jpg]").required()
    ],
};

/// The long form of `columns`.
pub static COLUMNS: KeyGroup = KeyGroup {
    name: "columns",
    about: "Lists of blocks side by side, with widths.",
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
        key("widths", List(&number(0.0, 1e6)), "Relative widths, one for each column.", "[2, 1]")
            .with_default_text("equal; of two columns of words, the fuller one is wider"),
        key(
            "gap",
            Length,
            "The distance between columns: points, or a number with `mm`, `cm`, `in`.",
            "1cm",
        )
        .with_default_text("the theme's"),
    ],
};

/// The long form of `cards`.
pub static CARDS: KeyGroup = KeyGroup {
    name: "cards",
    about: "Boxes of equal rank, with how many stand side by side.",
    included: &[],
    sample: "items: [{title: Track}, {title: Depot}]",
    keys: &[
        key("items", List(&CARD_VALUE), "The cards.", "[{title: Track}, {title: Depot}]")
            .required(),
        key("across", integer(1, 8), "How many cards stand side by side.", "3")
            .with_default_text("as many as look well"),
        STEPS,
    ],
};

/// One of `cards`.
pub static CARD: KeyGroup = KeyGroup {
    name: "card",
    about: "A card: a title, a picture, and any blocks.",
    included: &[&BLOCKS],
    sample: "title: Track",
    keys: &[key("title", Text, "The card's heading.", "Track"), TOP_FIGURE],
};

/// The long form of `cascade`.
pub static CASCADE: KeyGroup = KeyGroup {
    name: "cascade",
    about: "Levels that follow from each other, with the way they lead.",
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
        key("direction", Choice(&CASCADE_DIRECTIONS), "Which way the levels lead.", "right")
            .with_default_text("what fits better"),
        STEPS,
    ],
};

/// One level of `cascade`.
pub static LEVEL: KeyGroup = KeyGroup {
    name: "level",
    about: "A level: who or what it is, and any blocks.",
    included: &[&BLOCKS],
    sample: "label: Province",
    keys: &[key("label", Text, "Who or what the level is.", "Province").required(), TOP_FIGURE],
};

static TOP_FIGURE: KeySpec =
    key("figure", FIGURE_VALUE, "A picture or icon for it.", "track.svg").with_aliases(&["image"]);

/// One of `stats`.
pub static STAT: KeyGroup = KeyGroup {
    name: "stat",
    about: "A figure with what it counts.",
    included: &[],
    sample: "value: \"192\"",
    keys: &[
        key("value", Text, "The figure.", "\"192\"").required(),
        key("label", Text, "What it counts.", "companies"),
    ],
};

/// The long form of `quote`.
pub static QUOTE: KeyGroup = KeyGroup {
    name: "quote",
    about: "Somebody's words, and whose they are.",
    included: &[],
    sample: "text: Now I just go.",
    keys: &[
        key("text", Prose, "The words.", "Now I just go.").required(),
        key("by", Text, "Whose they are.", "\"A passenger, age 81\""),
    ],
};

/// The long form of `callout`.
pub static CALLOUT: KeyGroup = KeyGroup {
    name: "callout",
    about: "A remark set apart: its sort, its title, and any blocks.",
    included: &[&BLOCKS],
    sample: "text: It is high.",
    keys: &[
        key("kind", Choice(&CALLOUT_KINDS), "What sort of remark it is.", "warning")
            .with_default("note"),
        key("title", Text, "Its heading.", "Mind the step"),
    ],
};

/// The long form of `table`.
pub static TABLE: KeyGroup = KeyGroup {
    name: "table",
    about: "A table with its caption, or from a file.",
    included: &[],
    sample: "rows: [[Write, 890 µs], [Read, 420 µs]]",
    keys: &[
        key("header", AnyOf(&[Text, List(&Text)]), "The header's cells.", "[Step, Time]")
            .with_default_text("of a file, its first row; otherwise none"),
        key(
            "rows",
            List(&ROW_VALUE),
            "The rows, each a list of cells.",
            "- [Write, 890 µs]\n- [Read, 420 µs]",
        ),
        key(
            "csv",
            File(FileKind::Csv),
            "The path of a file of comma- or semicolon-separated values, in place of `rows`.",
            "data.csv",
        ),
        key(
            "align",
            AnyOf(&[Choice(&COLUMN_ALIGNMENTS), List(&Choice(&COLUMN_ALIGNMENTS))]),
            "How columns are aligned, one name for each.",
            "[start, end]",
        )
        .with_default("start"),
        key("caption", Text, "The table's caption.", "Times of one run"),
        key(
            "row_headers",
            Boolean,
            "Whether the first cell of each row names the row, to the eye and to a screen reader.",
            "true",
        )
        .with_default_text("where the first cell of the header is empty"),
    ],
};

static QR_CODE: KeySpec = key("qr", Boolean, "A code for the audience's telephones.", "true")
    .with_refusal("the addresses can be clicked; for a code, use a `figure` of it for now");

/// How to reach one person or office.
pub static CONTACT: KeyGroup = KeyGroup {
    name: "contact",
    about: "How to reach one person or office.",
    included: &[],
    sample: "name: Ana Silva",
    keys: &[
        key("name", Text, "The person or office.", "Ana Silva"),
        key("role", Text, "What they do.", "Biologist"),
        key(
            "org",
            AnyOf(&[Prose, List(&Text)]),
            "Whom they do it for, a line each.",
            "City of Porto",
        ),
        key(
            "email",
            AnyOf(&[Text, List(&Text)]),
            "Mail addresses; a click opens them.",
            "ana@example.org",
        ),
        key(
            "phone",
            AnyOf(&[Text, List(&Text)]),
            "Telephone numbers; a click calls them.",
            "+351 22 000 00 00",
        ),
        key(
            "url",
            AnyOf(&[Text, List(&Text)]),
            "Web addresses; a click opens them.",
            "example.org/river",
        ),
        QR_CODE,
    ],
};

/// The long form of `contact`.
pub static CONTACTS: KeyGroup = KeyGroup {
    name: "contacts",
    about: "People and offices.",
    included: &[],
    sample: "items: [{name: Ana Silva}]",
    keys: &[
        key(
            "items",
            List(&AnyOf(&[Text, Keys(&CONTACT)])),
            "The contacts.",
            "[{name: Ana Silva}, {name: Petros Nikolaou}]",
        )
        .required(),
        QR_CODE,
    ],
};
