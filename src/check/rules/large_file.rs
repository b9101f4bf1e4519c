#![doc = include_str!("../../diagnostic/explain/E0660.md")]

use crate::check::{Level, Limit, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    name: "large_file",
    code: Code::LargePdf,
    level: Level::Warn,
    limit: Some(Limit { key: "most", default: 15.0, unit: "megabytes" }),
    run: None,
};
