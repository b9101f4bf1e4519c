//! The keys of `check`: the rules by their names.

use super::super::rule_level::RuleLevel as Level;
use crate::vocabulary::ValueType::{AnyOf, Choice as OneOf, Keys};
use crate::vocabulary::{Choice, KeyGroup, KeySpec, ValueType, key, number};

/// `off`, `warn`, `error`.
pub static RULE_LEVELS: &[Choice<Level>] = &[
    Choice::new("off", Level::Off, &["allow", "none", "false", "no"], "It is not looked for."),
    Choice::new(
        "warn",
        Level::Warn,
        &["warning", "on", "true", "yes"],
        "It is reported; the PDF is made.",
    ),
    Choice::new("error", Level::Error, &["deny"], "It is reported as a mistake."),
];

/// A level, or keys.
const LEVEL_VALUE: ValueType = AnyOf(&[OneOf(&RULE_LEVELS), Keys(&RULE_KEYS)]);
/// A level, a limit, or keys.
const LEVEL_WITH_MAX: ValueType =
    AnyOf(&[OneOf(&RULE_LEVELS), number(0.0, 1e6), Keys(&MAX_RULE_KEYS)]);
/// A level, a limit, or keys.
const LEVEL_WITH_MIN: ValueType =
    AnyOf(&[OneOf(&RULE_LEVELS), number(0.0, 1e6), Keys(&MIN_RULE_KEYS)]);

const LEVEL: KeySpec =
    key("level", OneOf(&RULE_LEVELS), "How much its findings weigh.", "error").with_default("warn");

/// The keys of a rule.
pub static RULE_KEYS: KeyGroup = KeyGroup {
    name: "rule",
    about: "How much a rule weighs.",
    included: &[],
    sample: "",
    keys: &[LEVEL],
};

/// The keys of a rule that goes by a number.
pub static MAX_RULE_KEYS: KeyGroup = KeyGroup {
    name: "rule_with_most",
    about: "How much a rule weighs, and its limit.",
    included: &[],
    sample: "",
    keys: &[
        LEVEL,
        key("most", number(0.0, 1e6), "The most that is good.", "60")
            .with_default_text("the rule's own limit"),
    ],
};

/// The keys of a rule that goes by a number.
pub static MIN_RULE_KEYS: KeyGroup = KeyGroup {
    name: "rule_with_least",
    about: "How much a rule weighs, and its limit.",
    included: &[],
    sample: "",
    keys: &[
        LEVEL,
        key("least", number(0.0, 1e6), "The least that is good.", "120")
            .with_default_text("the rule's own limit"),
    ],
};

/// The rules. That each is a rule of `check`, and none is missing, is tested there.
pub static CHECK: KeyGroup = KeyGroup {
    name: "check",
    about: "How much the rules of `plenary check` weigh in this deck.",
    included: &[],
    sample: "",
    keys: &[
        key("all_capitals", LEVEL_VALUE, "A text is in capitals throughout.", "off")
            .with_default("warn"),
        key("blurred_picture", LEVEL_WITH_MIN, "A picture has too few pixels for its size.", "120")
            .with_default("warn"),
        key("colour_alone", LEVEL_VALUE, "Colour alone tells things apart.", "off")
            .with_default("warn"),
        key("continued_page", LEVEL_VALUE, "A slide does not fit on one page.", "off")
            .with_default("warn"),
        key(
            "contrast",
            LEVEL_VALUE,
            "Text has too little contrast against what is behind it.",
            "off",
        )
        .with_default("warn"),
        key("dead_link", LEVEL_VALUE, "A link leads nowhere.", "off").with_default("warn"),
        key("deep_list", LEVEL_WITH_MAX, "A list is nested too deep to follow.", "2")
            .with_default("warn"),
        key("duplicate_title", LEVEL_VALUE, "Two slides have the same title.", "off")
            .with_default("warn"),
        key("empty_slide", LEVEL_VALUE, "A slide shows nothing.", "off").with_default("warn"),
        key("link_text", LEVEL_VALUE, "The words of a link do not say where it leads.", "off")
            .with_default("warn"),
        key("long_title", LEVEL_WITH_MAX, "A title is long.", "1").with_default("warn"),
        key("missing_alt", LEVEL_VALUE, "A picture has no description.", "off")
            .with_default("warn"),
        key("missing_title", LEVEL_VALUE, "A slide has no title.", "off").with_default("warn"),
        key(
            "misspelt_key",
            LEVEL_VALUE,
            "A key of the author's own is near to one that plenary knows.",
            "off",
        )
        .with_default("warn"),
        key(
            "overflow",
            LEVEL_VALUE,
            "Something lies outside the page or on top of something else.",
            "off",
        )
        .with_default("warn"),
        key(
            "reading_order",
            LEVEL_VALUE,
            "Words are read in another order than they stand.",
            "off",
        )
        .with_default("warn"),
        key(
            "section_times",
            LEVEL_VALUE,
            "The times of the sections do not fit each other or the talk.",
            "off",
        )
        .with_default("warn"),
        key("small_type", LEVEL_VALUE, "Type is too small for the room.", "off")
            .with_default("warn"),
        key(
            "too_many_words",
            LEVEL_WITH_MAX,
            "A slide has more words than an audience reads.",
            "60",
        )
        .with_default("warn"),
        key("uneven_list", LEVEL_VALUE, "The items of a list do not end or start alike.", "off")
            .with_default("warn"),
        key("unused_allow", LEVEL_VALUE, "A comment allows nothing.", "off").with_default("warn"),
        key("unused_file", LEVEL_VALUE, "A picture or font of the project is not used.", "off")
            .with_default("warn"),
        key(
            "wrong_language",
            LEVEL_VALUE,
            "The text is not in the language that the outline names.",
            "off",
        )
        .with_default("warn"),
    ],
};
