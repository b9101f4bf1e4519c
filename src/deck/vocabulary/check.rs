//! The keys of `check`: the rules by their names.

use super::super::level::RuleLevel as Level;
use crate::vocabulary::Value::{AnyOf, Choice as OneOf, Keys};
use crate::vocabulary::{Choice, Group, Key, Value, key, number};

/// `off`, `warn`, `error`.
pub static LEVELS: &[Choice<Level>] = &[
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
const PLAIN: Value = AnyOf(&[OneOf(&LEVELS), Keys(&PLAIN_KEYS)]);
/// A level, a limit, or keys.
const WITH_MOST: Value = AnyOf(&[OneOf(&LEVELS), number(0.0, 1e6), Keys(&MOST_KEYS)]);
/// A level, a limit, or keys.
const WITH_LEAST: Value = AnyOf(&[OneOf(&LEVELS), number(0.0, 1e6), Keys(&LEAST_KEYS)]);

const LEVEL: Key =
    key("level", OneOf(&LEVELS), "How much its findings weigh.", "error").default("warn");

/// The keys of a rule.
pub static PLAIN_KEYS: Group =
    Group { name: "rule", about: "How much a rule weighs.", with: &[], sample: "", keys: &[LEVEL] };

/// The keys of a rule that goes by a number.
pub static MOST_KEYS: Group = Group {
    name: "rule_with_most",
    about: "How much a rule weighs, and its limit.",
    with: &[],
    sample: "",
    keys: &[
        LEVEL,
        key("most", number(0.0, 1e6), "The most that is good.", "60")
            .otherwise("the rule's own limit"),
    ],
};

/// The keys of a rule that goes by a number.
pub static LEAST_KEYS: Group = Group {
    name: "rule_with_least",
    about: "How much a rule weighs, and its limit.",
    with: &[],
    sample: "",
    keys: &[
        LEVEL,
        key("least", number(0.0, 1e6), "The least that is good.", "120")
            .otherwise("the rule's own limit"),
    ],
};

/// The rules. That each is a rule of `check`, and none is missing, is tested there.
pub static CHECK: Group = Group {
    name: "check",
    about: "How much the rules of `plenary check` weigh in this deck.",
    with: &[],
    sample: "",
    keys: &[
        key("all_capitals", PLAIN, "A text is in capitals throughout.", "off").default("warn"),
        key("blurred_picture", WITH_LEAST, "A picture has too few pixels for its size.", "120")
            .default("warn"),
        key("colour_alone", PLAIN, "Colour alone tells things apart.", "off").default("warn"),
        key("continued_page", PLAIN, "A slide does not fit on one page.", "off").default("warn"),
        key("contrast", PLAIN, "Text has too little contrast against what is behind it.", "off")
            .default("warn"),
        key("dead_link", PLAIN, "A link leads nowhere.", "off").default("warn"),
        key("deep_list", WITH_MOST, "A list is nested too deep to follow.", "2").default("warn"),
        key("duplicate_title", PLAIN, "Two slides have the same title.", "off").default("warn"),
        key("empty_slide", PLAIN, "A slide shows nothing.", "off").default("warn"),
        key("link_text", PLAIN, "The words of a link do not say where it leads.", "off")
            .default("warn"),
        key("long_title", WITH_MOST, "A title is long.", "1").default("warn"),
        key("missing_alt", PLAIN, "A picture has no description.", "off").default("warn"),
        key("missing_title", PLAIN, "A slide has no title.", "off").default("warn"),
        key(
            "misspelt_key",
            PLAIN,
            "A key of the author's own is near to one that plenary knows.",
            "off",
        )
        .default("warn"),
        key(
            "overflow",
            PLAIN,
            "Something lies outside the page or on top of something else.",
            "off",
        )
        .default("warn"),
        key("reading_order", PLAIN, "Words are read in another order than they stand.", "off")
            .default("warn"),
        key(
            "section_times",
            PLAIN,
            "The times of the sections do not fit each other or the talk.",
            "off",
        )
        .default("warn"),
        key("small_type", PLAIN, "Type is too small for the room.", "off").default("warn"),
        key("too_many_words", WITH_MOST, "A slide has more words than an audience reads.", "60")
            .default("warn"),
        key("uneven_list", PLAIN, "The items of a list do not end or start alike.", "off")
            .default("warn"),
        key("unused_allow", PLAIN, "A comment allows nothing.", "off").default("warn"),
        key("unused_file", PLAIN, "A picture or font of the project is not used.", "off")
            .default("warn"),
        key(
            "wrong_language",
            PLAIN,
            "The text is not in the language that the outline names.",
            "off",
        )
        .default("warn"),
    ],
};
