#![doc = include_str!("../../diagnostic/explain/E0612.md")]

use crate::check::{Level, Rule};
use crate::diagnostic::Code;

pub(super) const RULE: Rule = Rule {
    name: "misspelt_key",
    code: Code::MisspeltPrivateKey,
    level: Level::Warn,
    limit: None,
    run: None,
};
