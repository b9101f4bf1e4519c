#![doc = include_str!("../../diagnostic/explain/E0401.md")]

use crate::check::{Level, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    name: "continued_page",
    code: Code::SlideOverflow,
    level: Level::Warn,
    limit: None,
    run: None,
};
