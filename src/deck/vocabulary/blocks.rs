//! The blocks: each in its short form and, where it has one, its long form.

use super::long_forms::{
    BULLETS_VALUE, CALLOUT, CARD_VALUE, CARDS, CASCADE, CHECKLIST_VALUE, COLUMNS, CONTACT,
    CONTACTS, FIGURE, FIGURE_VALUE, FIGURES, LEVEL_VALUE, NUMBERED_VALUE, QUOTE, ROW_VALUE,
    STAT_VALUE, TABLE,
};
use crate::vocabulary::ValueType::{AnyOf, Boolean, File, Keys, List, Prose, Text, Word};
use crate::vocabulary::{FileKind, KeyGroup, ValueType, key};

/// One picture or a list of them.
pub static FIGURE_LIST: ValueType =
    AnyOf(&[File(FileKind::Picture), Keys(&FIGURE), Keys(&FIGURES), List(&FIGURE_VALUE)]);

/// An entry of a list of blocks: a text, one or several blocks, or a list of blocks that stay
/// together.
static BLOCK_ENTRY: ValueType = AnyOf(&[Prose, Keys(&BLOCKS), List(&BLOCK_ENTRY)]);

/// A list of blocks, or one that needs no list.
pub static BLOCK_LIST: ValueType = AnyOf(&[Prose, Keys(&BLOCKS), List(&BLOCK_ENTRY)]);

/// The keys that are blocks, those included that are yet to come.
pub static BLOCKS: KeyGroup = KeyGroup {
    name: "blocks",
    about: "Blocks, in the order in which they should stand.",
    included: &[],
    sample: "text: Water",
    keys: &[
        key(
            "text",
            Prose,
            "A paragraph. Behind `|` it is Markdown.",
            "The river is **clean** again.",
        ),
        key("heading", Text, "A heading inside the slide.", "What we found"),
        key(
            "bullets",
            BULLETS_VALUE,
            "A list with marks, nested to any depth.",
            "- Oxygen, **twice a day**\n- Temperature:\n    - at the surface\n    - at the ground",
        ),
        key(
            "numbered",
            NUMBERED_VALUE,
            "A list with numbers.",
            "- Take the sample\n- Write the time down",
        ),
        key(
            "checklist",
            CHECKLIST_VALUE,
            "A list of boxes, ticked where it says `done`.",
            "- done: Noise study\n- todo: Names of the stops",
        ),
        key(
            "figure",
            FIGURE_LIST,
            "A picture: its path, or its path with what belongs to it.",
            "{ src: boat.jpg, alt: Two people lower a probe, caption: At the weir }",
        )
        .with_aliases(&["image"]),
        key(
            "figures",
            FIGURE_LIST,
            "Pictures side by side.",
            "- before.jpg\n- { src: after.jpg, caption: A year later }",
        )
        .with_aliases(&["images"]),
        key(
            "logos",
            FIGURE_LIST,
            "A wall of logos. On a slide itself it goes into `content`.",
            "[one.svg, two.svg]",
        ),
        key(
            "columns",
            AnyOf(&[List(&BLOCK_LIST), Keys(&COLUMNS)]),
            "Lists of blocks side by side.",
            "- - text: left\n- - text: right",
        ),
        key(
            "cards",
            AnyOf(&[List(&CARD_VALUE), Keys(&CARDS)]),
            "Boxes of equal rank side by side.",
            "- { title: Track, text: 118 million € }\n- { title: Depot, text: 22 million € }",
        ),
        key(
            "cascade",
            AnyOf(&[List(&LEVEL_VALUE), Keys(&CASCADE)]),
            "Levels that follow from each other: province, city, district.",
            "- { label: Province, text: Action plan }\n- { label: City, text: Measures }",
        ),
        key(
            "stats",
            AnyOf(&[Text, STAT_VALUE, List(&STAT_VALUE)]),
            "Figures, large, with what they count.",
            "- { value: \"192\", label: companies }\n- { value: 44 %, label: less waste }",
        ),
        key(
            "quote",
            AnyOf(&[Prose, Keys(&QUOTE)]),
            "Somebody's words.",
            "{ text: Now I just go., by: \"A passenger, age 81\" }",
        ),
        key(
            "callout",
            AnyOf(&[Prose, Keys(&CALLOUT)]),
            "A remark set apart.",
            "{ kind: warning, title: Mind the step, text: It is high. }",
        ),
        key(
            "table",
            AnyOf(&[Prose, List(&ROW_VALUE), Keys(&TABLE)]),
            "A table: a list of rows, the first of which is the header; or a file.",
            "- [Step, Before, After]\n- [Write, 890 µs, 610 µs]",
        ),
        key(
            "contact",
            AnyOf(&[Text, List(&AnyOf(&[Text, Keys(&CONTACT)])), Keys(&CONTACT), Keys(&CONTACTS)]),
            "How to reach people: one, or a list.",
            "- { name: Ana Silva, role: Biologist, email: ana@example.org }",
        ),
        key(
            "group",
            BLOCK_LIST,
            "Blocks that stay on one page.",
            "- text: These two\n- text: stay together",
        ),
        key(
            "content",
            BLOCK_LIST,
            "Blocks in a list: for two of one kind on one slide.",
            "- text: Before\n- bullets: [one, two]\n- text: After",
        ),
        key(
            "body",
            Prose,
            "A whole slide in Markdown, behind `|`.",
            "|\n  Words, and a list:\n\n  - one\n  - two",
        ),
        key("timeline", Word, "What happened when.", "[]")
            .with_refusal("use `cascade` or a `table` for now"),
        key("chart", Word, "Numbers as a picture.", "{}")
            .with_refusal("use a `figure` of the chart, or a `table`, for now"),
        key("code", Word, "A program's text.", "x = 1")
            .with_refusal("use a `figure`, or `code` between backticks inside a text, for now"),
        key("math", Word, "A formula.", "x")
            .with_refusal("use a `figure`, or x^2^ and H~2~O inside a text, for now"),
        key("qr", Word, "A code for the audience's telephones.", "x")
            .with_refusal("use a `figure` of the code for now"),
        key("agenda", Boolean, "The sections, the present one marked.", "true")
            .with_refusal("list the sections with `bullets` for now"),
    ],
};
