#![doc = include_str!("../../diagnostic/explain/E0252.md")]

use crate::check::{Level, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    name: "missing_poster",
    code: Code::MissingPoster,
    level: Level::Warn,
    limit: None,
    run: None,
};
