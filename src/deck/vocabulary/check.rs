//! The keys of `check`: the names of the rules.

use super::super::rule_level::RuleLevel as Level;
use crate::vocabulary::ValueType::{AnyOf, Choice as OneOf, Keys};
use crate::vocabulary::{Choice, KeyGroup, KeySpec, ValueType, key, number};

/// `off`, `warn`, `error`.
pub static RULE_LEVELS: &[Choice<Level>] = &[
    Choice::new("off", Level::Off, &["allow", "none", "false", "no"], "Turn the rule off."),
    Choice::new(
        "warn",
        Level::Warn,
        &["warning", "on", "true", "yes"],
        "Report a warning and write the PDF.",
    ),
    Choice::new("error", Level::Error, &["deny"], "Report an error and do not write the PDF."),
];

/// A level, or the long form.
const LEVEL_VALUE: ValueType = AnyOf(&[OneOf(&RULE_LEVELS), Keys(&RULE_KEYS)]);
/// A level, a limit, or the long form.
const LEVEL_WITH_MAX: ValueType =
    AnyOf(&[OneOf(&RULE_LEVELS), number(0.0, 1e6), Keys(&MAX_RULE_KEYS)]);
/// A level, a limit, or the long form.
const LEVEL_WITH_MIN: ValueType =
    AnyOf(&[OneOf(&RULE_LEVELS), number(0.0, 1e6), Keys(&MIN_RULE_KEYS)]);

const LEVEL: KeySpec =
    key("level", OneOf(&RULE_LEVELS), "The level at which the rule reports.", "error")
        .with_default("warn");

/// The long form of a rule without a limit.
pub(crate) static RULE_KEYS: KeyGroup = KeyGroup {
    name: "rule",
    about: "The level of a rule.",
    included: &[],
    sample: "",
    keys: &[LEVEL],
};

/// The long form of a rule with a limit.
pub(crate) static MAX_RULE_KEYS: KeyGroup = KeyGroup {
    name: "rule_with_most",
    about: "The level and the limit of a rule.",
    included: &[],
    sample: "",
    keys: &[
        LEVEL,
        key("most", number(0.0, 1e6), "The highest value that the rule accepts.", "60")
            .with_default_text("the rule's built-in limit"),
    ],
};

/// The long form of a rule with a limit.
pub(crate) static MIN_RULE_KEYS: KeyGroup = KeyGroup {
    name: "rule_with_least",
    about: "The level and the limit of a rule.",
    included: &[],
    sample: "",
    keys: &[
        LEVEL,
        key("least", number(0.0, 1e6), "The lowest value that the rule accepts.", "120")
            .with_default_text("the rule's built-in limit"),
    ],
};

/// The rules. A test in `check` compares the names with the implemented rules.
pub static CHECK: KeyGroup = KeyGroup {
    name: "check",
    about: "The levels and limits of the rules of `plenary check` in this deck.",
    included: &[],
    sample: "",
    keys: &[
        key("all_capitals", LEVEL_VALUE, "Text is written in capitals only.", "off")
            .with_default("warn"),
        key("animated_picture", LEVEL_VALUE, "An animated picture is shown as a still.", "off")
            .with_default("warn"),
        key("blurred_picture", LEVEL_WITH_MIN, "A picture has too few pixels for its size.", "120")
            .with_default("warn"),
        key("chart_colours", LEVEL_VALUE, "Only colours tell the series of a chart apart.", "off")
            .with_default("warn"),
        key("colour_alone", LEVEL_VALUE, "Information is conveyed by colour alone.", "off")
            .with_default("warn"),
        key("continued_page", LEVEL_VALUE, "A slide does not fit on one page.", "off")
            .with_default("warn"),
        key("contrast", LEVEL_VALUE, "Text has too little contrast with its background.", "off")
            .with_default("warn"),
        key("cropped_mark", LEVEL_VALUE, "A mark on a picture is cropped away.", "off")
            .with_default("warn"),
        key("crowded_chart", LEVEL_VALUE, "A chart has no room for all of its labels.", "off")
            .with_default("warn"),
        key(
            "crowded_diagram",
            LEVEL_VALUE,
            "A diagram is too large for its text to be legible.",
            "off",
        )
        .with_default("warn"),
        key("crowded_picture", LEVEL_WITH_MAX, "A picture has too many marks.", "12")
            .with_default("warn"),
        key("crowded_timeline", LEVEL_WITH_MAX, "A timeline has too many events.", "20")
            .with_default("warn"),
        key("cut_axis", LEVEL_VALUE, "The axis of bars would not start at zero.", "off")
            .with_default("warn"),
        key("dead_link", LEVEL_VALUE, "A link is broken.", "off").with_default("warn"),
        key("deep_list", LEVEL_WITH_MAX, "A list is nested too deeply.", "2").with_default("warn"),
        key("duplicate_title", LEVEL_VALUE, "Two slides have the same title.", "off")
            .with_default("warn"),
        key("empty_slide", LEVEL_VALUE, "A slide has no content.", "off").with_default("warn"),
        key(
            "footnote_after_number",
            LEVEL_VALUE,
            "The number of a footnote follows a number, a unit or a formula.",
            "off",
        )
        .with_default("warn"),
        key("formula_as_picture", LEVEL_VALUE, "A picture shows a formula.", "off")
            .with_default("warn"),
        key("large_file", LEVEL_WITH_MAX, "The PDF is large.", "25").with_default("warn"),
        key("large_media", LEVEL_WITH_MAX, "A video or recording is large.", "500")
            .with_default("warn"),
        key("link_text", LEVEL_VALUE, "A link text does not describe its target.", "off")
            .with_default("warn"),
        key("long_title", LEVEL_WITH_MAX, "A title is too long.", "1").with_default("warn"),
        key("many_series", LEVEL_WITH_MAX, "A chart has too many series.", "10")
            .with_default("warn"),
        key("many_slices", LEVEL_WITH_MAX, "A pie has too many slices.", "8").with_default("warn"),
        key("missing_alt", LEVEL_VALUE, "A picture has no alternative text.", "off")
            .with_default("warn"),
        key("missing_captions", LEVEL_VALUE, "A video has no captions.", "off")
            .with_default("warn"),
        key("missing_poster", LEVEL_VALUE, "A video has no poster.", "off").with_default("warn"),
        key("missing_references", LEVEL_VALUE, "The slides cite works that no slide lists.", "off")
            .with_default("warn"),
        key("missing_title", LEVEL_VALUE, "A slide has no title.", "off").with_default("warn"),
        key(
            "misspelt_key",
            LEVEL_VALUE,
            "One of your own keys is similar to a key of plenary.",
            "off",
        )
        .with_default("warn"),
        key(
            "overflow",
            LEVEL_VALUE,
            "Content is outside the page or overlaps other content.",
            "off",
        )
        .with_default("warn"),
        key(
            "pale_chart_colour",
            LEVEL_VALUE,
            "A colour in a chart is hard to see on its page.",
            "off",
        )
        .with_default("warn"),
        key("reading_order", LEVEL_VALUE, "Reading order differs from the layout.", "off")
            .with_default("warn"),
        key("section_times", LEVEL_VALUE, "Section times do not add up.", "off")
            .with_default("warn"),
        key("small_label", LEVEL_VALUE, "A label in a drawing is too small to read.", "off")
            .with_default("warn"),
        key("small_logo", LEVEL_VALUE, "A logo is too small to recognise.", "off")
            .with_default("warn"),
        key("small_type", LEVEL_VALUE, "Text is too small to read.", "off").with_default("warn"),
        key("too_many_words", LEVEL_WITH_MAX, "A slide has too many words.", "60")
            .with_default("warn"),
        key("too_much_code", LEVEL_WITH_MAX, "A slide has too much code.", "15")
            .with_default("warn"),
        key(
            "uneven_list",
            LEVEL_VALUE,
            "List items differ in punctuation or capitalisation.",
            "off",
        )
        .with_default("warn"),
        key("unused_allow", LEVEL_VALUE, "An `allow` comment has no effect.", "off")
            .with_default("warn"),
        key("unused_file", LEVEL_VALUE, "A picture or font of the project is not used.", "off")
            .with_default("warn"),
        key(
            "visible_private_part",
            LEVEL_VALUE,
            "A private part of a picture is visible elsewhere.",
            "off",
        )
        .with_default("warn"),
        key("wrong_language", LEVEL_VALUE, "Text is not in the language set by `lang`.", "off")
            .with_default("warn"),
    ],
};
