#![doc = include_str!("../../diagnostic/explain/E0402.md")]

use crate::check::{Level, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    name: "missing_character",
    code: Code::MissingCharacter,
    level: Level::Error,
    limit: None,
    run: None,
};
