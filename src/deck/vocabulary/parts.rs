//! The keys of blocks' long forms and of what stands in their lists.

use super::blocks::{BLOCK_LIST, BLOCKS};
use super::choices::{ALIGNS, CALLOUTS, CHECKS, DIRECTIONS, MARKERS, OBJECT_FITS, STYLES};
use crate::vocabulary::Value::{
    AnyOf, Choice, File, Flag, Keys, Length, List, Pair, Prose, Share, Text, Word,
};
use crate::vocabulary::{FileKind, Group, Key, PairKey, Value, integer, key, number};

/// An item of `bullets` or `numbered`: a text, keys, words with a list under them, or a list that
/// hangs under the item before.
pub static ITEM_VALUE: Value =
    AnyOf(&[Prose, Keys(&ITEM), Pair(&UNDER, PairKey::Any), List(&ITEM_VALUE)]);
/// An item of `checklist`.
pub static CHECK_ITEM_VALUE: Value =
    AnyOf(&[Prose, Keys(&CHECK_ITEM), Pair(&CHECK_UNDER, PairKey::Any), List(&CHECK_ITEM_VALUE)]);
/// What stands behind words and a colon: the rest of the text, or a list.
static UNDER: Value = AnyOf(&[Prose, List(&ITEM_VALUE)]);
static CHECK_UNDER: Value = AnyOf(&[Prose, List(&CHECK_ITEM_VALUE)]);
/// One of `cards`.
pub static CARD_VALUE: Value = AnyOf(&[Text, Keys(&CARD), Pair(&UNDER, PairKey::NoKey)]);
/// One level of `cascade`.
pub static LEVEL_VALUE: Value = AnyOf(&[Text, Keys(&LEVEL), Pair(&UNDER, PairKey::NoKey)]);
/// One of `stats`; `44: billion` is short for both keys.
pub static STAT_VALUE: Value = AnyOf(&[Text, Keys(&STAT), Pair(&Text, PairKey::Any)]);
/// A row of a table: cells, or a text with `|` between them.
pub static ROW: Value = AnyOf(&[Text, List(&Text)]);

/// Any form of `bullets`.
pub static BULLETS_VALUE: Value = AnyOf(&[Prose, List(&ITEM_VALUE), Keys(&BULLETS)]);
/// Any form of `numbered`.
pub static NUMBERED_VALUE: Value = AnyOf(&[Prose, List(&ITEM_VALUE), Keys(&NUMBERED)]);
/// Any form of `checklist`.
pub static CHECKLIST_VALUE: Value = AnyOf(&[Prose, List(&CHECK_ITEM_VALUE), Keys(&CHECKLIST)]);
/// One picture: its path, or its path with what belongs to it.
pub static FIGURE_VALUE: Value = AnyOf(&[File(FileKind::Picture), Keys(&FIGURE)]);

/// A bullet's mark.
const MARKER: Value = AnyOf(&[Choice(&MARKERS), Word]);

static NESTED_BULLETS: Key =
    key("bullets", BULLETS_VALUE, "Bullets under the item.", "[at the surface, at the ground]");
static NESTED_NUMBERED: Key =
    key("numbered", NUMBERED_VALUE, "A numbered list under the item.", "[first, second]");
static NESTED_CHECKLIST: Key =
    key("checklist", CHECKLIST_VALUE, "Boxes under the item.", "[{done: one}, {todo: two}]");
static ITEM_MARKER: Key =
    key("marker", MARKER, "A mark for this item alone.", "arrow").otherwise("the list's");

static STEPS: Key = key("steps", Flag, "Whether they come one by one, on further pages.", "true")
    .otherwise("as the slide says");

/// The long form of `bullets`.
pub static BULLETS: Group = Group {
    name: "bullets",
    about: "A list with marks of the author's choice.",
    with: &[],
    sample: "items: [one, two]",
    keys: &[
        key("items", List(&ITEM_VALUE), "The items.", "[one, two]").required(),
        key(
            "marker",
            MARKER,
            "What stands before each item: `disc`, `circle`, `square`, `diamond`, `dash`, `arrow`, `check`, or a character of your own.",
            "square",
        )
        .otherwise("the theme's for the level"),
        STEPS,
    ],
};

/// The long form of `numbered`.
pub static NUMBERED: Group = Group {
    name: "numbered",
    about: "A list with numbers of the author's choice.",
    with: &[],
    sample: "items: [one, two]",
    keys: &[
        key("items", List(&ITEM_VALUE), "The items.", "[one, two]").required(),
        key("start", integer(0, 9999), "The first item's number.", "4").default("1"),
        key("style", Choice(&STYLES), "How numbers are written.", "lower_alpha").default("decimal"),
        STEPS,
    ],
};

/// The long form of `checklist`.
pub static CHECKLIST: Group = Group {
    name: "checklist",
    about: "A list of boxes with marks of the author's choice.",
    with: &[],
    sample: "items: [{done: one}, {todo: two}]",
    keys: &[
        key("items", List(&CHECK_ITEM_VALUE), "The items.", "[{done: one}, {todo: two}]")
            .required(),
        key("mark", Choice(&CHECKS), "What a ticked box holds.", "cross").otherwise("the theme's"),
        STEPS,
    ],
};

/// An item of `bullets` or `numbered`.
pub static ITEM: Group = Group {
    name: "item",
    about: "An item with something under it, or a mark of its own.",
    with: &[],
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
pub static CHECK_ITEM: Group = Group {
    name: "check_item",
    about: "An item with a box.",
    with: &[],
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
pub static FIGURE: Group = Group {
    name: "figure",
    about: "A picture with what belongs to it.",
    with: &[],
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
        key("width", Share, "Width as a share of the available width.", "80%").otherwise("as much as there is room for"),
        key("fit", Choice(&OBJECT_FITS), "How the picture fills its place.", "cover").default("contain"),
        key("href", Word, "Where a click on it leads: an address, or `#id` of a slide.", "https://example.org"),
    ],
};

/// A list of pictures behind `items`.
pub static FIGURES: Group = Group {
    name: "figures",
    about: "A list of pictures.",
    with: &[],
    sample: "items: [before.jpg]",
    keys: &[
        key("items", List(&FIGURE_VALUE), "The pictures.", "[before.jpg, after.jpg]").required()
    ],
};

/// The long form of `columns`.
pub static COLUMNS: Group = Group {
    name: "columns",
    about: "Lists of blocks side by side, with widths.",
    with: &[],
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
            .otherwise("equal; of two columns of words, the fuller one is wider"),
        key(
            "gap",
            Length,
            "The distance between columns: points, or a number with `mm`, `cm`, `in`.",
            "1cm",
        )
        .otherwise("the theme's"),
    ],
};

/// The long form of `cards`.
pub static CARDS: Group = Group {
    name: "cards",
    about: "Boxes of equal rank, with how many stand side by side.",
    with: &[],
    sample: "items: [{title: Track}, {title: Depot}]",
    keys: &[
        key("items", List(&CARD_VALUE), "The cards.", "[{title: Track}, {title: Depot}]")
            .required(),
        key("across", integer(1, 8), "How many cards stand side by side.", "3")
            .otherwise("as many as look well"),
        STEPS,
    ],
};

/// One of `cards`.
pub static CARD: Group = Group {
    name: "card",
    about: "A card: a title, a picture, and any blocks.",
    with: &[&BLOCKS],
    sample: "title: Track",
    keys: &[key("title", Text, "The card's heading.", "Track"), PICTURE_ON_TOP],
};

/// The long form of `cascade`.
pub static CASCADE: Group = Group {
    name: "cascade",
    about: "Levels that follow from each other, with the way they lead.",
    with: &[],
    sample: "items: [{label: Province}, {label: City}]",
    keys: &[
        key(
            "items",
            List(&LEVEL_VALUE),
            "The levels, first to last.",
            "[{label: Province}, {label: City}]",
        )
        .required(),
        key("direction", Choice(&DIRECTIONS), "Which way the levels lead.", "right")
            .otherwise("what fits better"),
        STEPS,
    ],
};

/// One level of `cascade`.
pub static LEVEL: Group = Group {
    name: "level",
    about: "A level: who or what it is, and any blocks.",
    with: &[&BLOCKS],
    sample: "label: Province",
    keys: &[key("label", Text, "Who or what the level is.", "Province").required(), PICTURE_ON_TOP],
};

static PICTURE_ON_TOP: Key =
    key("figure", FIGURE_VALUE, "A picture or icon for it.", "track.svg").aliases(&["image"]);

/// One of `stats`.
pub static STAT: Group = Group {
    name: "stat",
    about: "A figure with what it counts.",
    with: &[],
    sample: "value: \"192\"",
    keys: &[
        key("value", Text, "The figure.", "\"192\"").required(),
        key("label", Text, "What it counts.", "companies"),
    ],
};

/// The long form of `quote`.
pub static QUOTE: Group = Group {
    name: "quote",
    about: "Somebody's words, and whose they are.",
    with: &[],
    sample: "text: Now I just go.",
    keys: &[
        key("text", Prose, "The words.", "Now I just go.").required(),
        key("by", Text, "Whose they are.", "\"A passenger, age 81\""),
    ],
};

/// The long form of `callout`.
pub static CALLOUT: Group = Group {
    name: "callout",
    about: "A remark set apart: its sort, its title, and any blocks.",
    with: &[&BLOCKS],
    sample: "text: It is high.",
    keys: &[
        key("kind", Choice(&CALLOUTS), "What sort of remark it is.", "warning").default("note"),
        key("title", Text, "Its heading.", "Mind the step"),
    ],
};

/// The long form of `table`.
pub static TABLE: Group = Group {
    name: "table",
    about: "A table with its caption, or from a file.",
    with: &[],
    sample: "rows: [[Write, 890 µs], [Read, 420 µs]]",
    keys: &[
        key("header", AnyOf(&[Text, List(&Text)]), "The header's cells.", "[Step, Time]")
            .otherwise("of a file, its first row; otherwise none"),
        key(
            "rows",
            List(&ROW),
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
            AnyOf(&[Choice(&ALIGNS), List(&Choice(&ALIGNS))]),
            "How columns are aligned, one name for each.",
            "[start, end]",
        )
        .default("start"),
        key("caption", Text, "The table's caption.", "Times of one run"),
        key(
            "row_headers",
            Flag,
            "Whether the first cell of each row names the row, to the eye and to a screen reader.",
            "true",
        )
        .otherwise("where the first cell of the header is empty"),
    ],
};

static CODE_FOR_TELEPHONES: Key = key("qr", Flag, "A code for the audience's telephones.", "true")
    .refused("the addresses can be clicked; for a code, use a `figure` of it for now");

/// How to reach one person or office.
pub static CONTACT: Group = Group {
    name: "contact",
    about: "How to reach one person or office.",
    with: &[],
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
        CODE_FOR_TELEPHONES,
    ],
};

/// The long form of `contact`.
pub static CONTACTS: Group = Group {
    name: "contacts",
    about: "People and offices.",
    with: &[],
    sample: "items: [{name: Ana Silva}]",
    keys: &[
        key(
            "items",
            List(&AnyOf(&[Text, Keys(&CONTACT)])),
            "The contacts.",
            "[{name: Ana Silva}, {name: Petros Nikolaou}]",
        )
        .required(),
        CODE_FOR_TELEPHONES,
    ],
};
