//! The three kinds of list, their long forms and their items.

use super::choices::{CHECK_MARKS, MARKERS, NUMBER_STYLES};
use super::icon::ICON_KEY;
use super::values::WHEN;
use crate::vocabulary::ValueType::{AnyOf, Boolean, Choice, Keys, List, Pair, Prose, Word};
use crate::vocabulary::{KeyGroup, KeySpec, PairKey, ValueType, integer, key};

/// An item of `bullets` or `numbered`: a text, the long form, `Text:` with a list below it, or a
/// list that belongs to the previous item.
pub(crate) static ITEM_VALUE: ValueType =
    AnyOf(&[Prose, Keys(&ITEM), Pair(&AFTER_COLON, PairKey::Any), List(&ITEM_VALUE)]);
/// An item of `checklist`.
pub(crate) static CHECK_ITEM_VALUE: ValueType = AnyOf(&[
    Prose,
    Keys(&CHECK_ITEM),
    Pair(&CHECK_AFTER_COLON, PairKey::Any),
    List(&CHECK_ITEM_VALUE),
]);
/// The value of `Text: …` in a list: the rest of the text, or a nested list.
pub(crate) static AFTER_COLON: ValueType = AnyOf(&[Prose, List(&ITEM_VALUE)]);
static CHECK_AFTER_COLON: ValueType = AnyOf(&[Prose, List(&CHECK_ITEM_VALUE)]);

/// All forms of `bullets`.
pub(crate) static BULLETS_VALUE: ValueType = AnyOf(&[Prose, List(&ITEM_VALUE), Keys(&BULLETS)]);
/// All forms of `numbered`.
pub(crate) static NUMBERED_VALUE: ValueType = AnyOf(&[Prose, List(&ITEM_VALUE), Keys(&NUMBERED)]);
/// All forms of `checklist`.
pub(crate) static CHECKLIST_VALUE: ValueType =
    AnyOf(&[Prose, List(&CHECK_ITEM_VALUE), Keys(&CHECKLIST)]);

/// The marker before a bulleted item.
const MARKER_VALUE: ValueType = AnyOf(&[Choice(&MARKERS), Word]);

static NESTED_BULLETS: KeySpec = key(
    "bullets",
    BULLETS_VALUE,
    "A bulleted list below the item.",
    "[at the surface, at the ground]",
);
static NESTED_NUMBERED: KeySpec =
    key("numbered", NUMBERED_VALUE, "A numbered list below the item.", "[first, second]");
static NESTED_CHECKLIST: KeySpec =
    key("checklist", CHECKLIST_VALUE, "A checklist below the item.", "[{done: one}, {todo: two}]");
static ITEM_MARKER: KeySpec = key("marker", MARKER_VALUE, "The marker of this item only.", "arrow")
    .with_default_text("the list's marker");

/// `steps` of a list, of cards or of a cascade.
pub(crate) static STEPS: KeySpec = key(
    "steps",
    Boolean,
    "Whether to reveal the items one by one, each step on its own page.",
    "true",
)
.with_default_text("the slide's setting");

/// The long form of `bullets`.
pub static BULLETS: KeyGroup = KeyGroup {
    name: "bullets",
    about: "A bulleted list with options.",
    included: &[],
    sample: "items: [one, two]",
    keys: &[
        key("items", List(&ITEM_VALUE), "The items of the list.", "[one, two]").required(),
        key(
            "marker",
            MARKER_VALUE,
            "The marker before each item: `disc`, `circle`, `square`, `diamond`, `dash`, \
                `arrow`, `check`, an icon such as `icon:rocket`, or up to four characters of your \
                own.",
            "square",
        )
        .with_default_text("the theme's marker for the level"),
        STEPS,
        WHEN,
    ],
};

/// The long form of `numbered`.
pub static NUMBERED: KeyGroup = KeyGroup {
    name: "numbered",
    about: "A numbered list with options.",
    included: &[],
    sample: "items: [one, two]",
    keys: &[
        key("items", List(&ITEM_VALUE), "The items of the list.", "[one, two]").required(),
        key("start", integer(0, 9999), "The number of the first item.", "4").with_default("1"),
        key("style", Choice(&NUMBER_STYLES), "The numbering style.", "lower_alpha")
            .with_default("decimal"),
        STEPS,
        WHEN,
    ],
};

/// The long form of `checklist`.
pub static CHECKLIST: KeyGroup = KeyGroup {
    name: "checklist",
    about: "A checklist with options.",
    included: &[],
    sample: "items: [{done: one}, {todo: two}]",
    keys: &[
        key(
            "items",
            List(&CHECK_ITEM_VALUE),
            "The items of the list.",
            "[{done: one}, {todo: two}]",
        )
        .required(),
        key("mark", Choice(&CHECK_MARKS), "The mark in a ticked box.", "cross")
            .with_default_text("the theme's setting"),
        STEPS,
        WHEN,
    ],
};

/// An item of `bullets` or `numbered`.
pub static ITEM: KeyGroup = KeyGroup {
    name: "item",
    about: "A list item with a nested list or its own marker.",
    included: &[],
    sample: "text: Temperature",
    keys: &[
        key("text", Prose, "The text of the item.", "Temperature").required(),
        NESTED_BULLETS,
        NESTED_NUMBERED,
        NESTED_CHECKLIST,
        ITEM_MARKER,
        ICON_KEY,
        WHEN,
    ],
};

/// An item of `checklist`.
pub static CHECK_ITEM: KeyGroup = KeyGroup {
    name: "check_item",
    about: "A checklist item.",
    included: &[],
    sample: "done: Noise study",
    keys: &[
        key(
            "done",
            Prose,
            "The text of a ticked item. Next to `text`: whether the item is ticked.",
            "Noise study",
        ),
        key(
            "todo",
            Prose,
            "The text of an item that is not ticked. Next to `text`: whether the item is \
                still to do.",
            "Names of the stops",
        ),
        key(
            "text",
            Prose,
            "The text of the item, if `done` or `todo` is `true` or `false`.",
            "Noise study",
        ),
        NESTED_BULLETS,
        NESTED_NUMBERED,
        NESTED_CHECKLIST,
        ITEM_MARKER,
        ICON_KEY,
        WHEN,
    ],
};
