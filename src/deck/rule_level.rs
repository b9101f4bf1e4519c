//! How much a rule of `check` weighs.

/// How much a rule's finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// It is not looked for.
    Off,
    /// It is reported.
    Warn,
    /// It is reported as a mistake.
    Error,
}
