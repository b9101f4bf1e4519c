//! The level of a `check` rule.

/// The level at which a rule reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// The rule is off.
    Off,
    /// The rule reports warnings.
    Warn,
    /// The rule reports errors.
    Error,
}
