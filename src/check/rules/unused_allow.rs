#![doc = include_str!("../../diagnostic/explain/E0620.md")]

use crate::check::{Level, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    name: "unused_allow",
    code: Code::UnusedAllow,
    level: Level::Warn,
    limit: None,
    run: None,
};
