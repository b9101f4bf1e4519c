//! The keys for values: variables, conditions and the slides of other outlines.

use crate::vocabulary::ValueType::{AnyOf, Code, Condition, Keys, List, Names, Word};
use crate::vocabulary::{KeyGroup, KeySpec, ValueType, key};

/// Whether a part of the outline is shown.
pub(super) const WHEN: KeySpec = key(
    "when",
    Condition,
    "A condition: this part is shown only if the expression is true. Variables come from `vars`, \
        `--set`, `--vars` or `--data`.",
    "partners > 10",
)
.with_default_text("always shown");

/// Variables with their values.
pub(super) static VARS: ValueType = Names(&VARIABLE);
// Values are data, not Markdown, and the same in every language.
static VARIABLE: ValueType = AnyOf(&[Code, List(&VARIABLE), Names(&VARIABLE)]);

/// The slides of another outline.
pub(super) const INCLUDED: ValueType = AnyOf(&[Word, Keys(&INCLUDE)]);

/// The long form of `include`.
pub static INCLUDE: KeyGroup = KeyGroup {
    name: "include",
    about: "The slides of another outline.",
    included: &[],
    sample: "file: intro.yaml",
    keys: &[
        key("file", Word, "The path of the outline.", "intro.yaml").required(),
        key(
            "slides",
            AnyOf(&[Word, List(&Word)]),
            "The ids of the slides to include, in this order.",
            "[welcome, map]",
        )
        .with_default_text("all slides"),
        key(
            "vars",
            VARS,
            "The values of variables in these slides. They replace all others of the same name.",
            "{ city: Jena }",
        ),
    ],
};
