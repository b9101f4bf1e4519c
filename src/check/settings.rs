//! Levels and limits of the rules: defaults, the deck's `check:`, the command line.

use std::collections::BTreeMap;

use super::allow::AllowComments;
use super::rules::{RULES, rule_by_code};
use super::{Level, Rule};
use crate::deck::vocabulary::{CHECK, RULE_LEVELS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Source, Sources};
use crate::yaml::{Node, NodeReader};

/// Levels from the command line, which override the deck's.
#[derive(Clone, Debug, Default)]
pub struct LintOverrides {
    /// Levels of rules; the last one for a rule counts.
    pub levels: Vec<(&'static Rule, Level)>,
    /// Whether every warning becomes an error.
    pub deny_warnings: bool,
}

/// Levels and limits of the rules in one run.
#[derive(Clone, Debug, Default)]
pub struct LintSettings {
    levels: BTreeMap<&'static str, Level>,
    limits: BTreeMap<&'static str, f32>,
    deny_warnings: bool,
}

impl LintSettings {
    /// Reads the deck's key `check`, a map from rules to levels or limits, and applies the
    /// overrides of the command line.
    pub fn from_deck(
        node: Option<&Node>,
        source: &Source,
        overrides: &LintOverrides,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut settings = Self { deny_warnings: overrides.deny_warnings, ..Self::default() };
        if let Some(node) = node {
            settings.read_deck(node, &mut NodeReader::new(source, diagnostics));
        }
        settings.levels.extend(overrides.levels.iter().map(|(rule, level)| (rule.name, *level)));
        settings
    }

    fn read_deck(&mut self, node: &Node, reader: &mut NodeReader<'_>) {
        let Some(mut fields) = reader.read_fields(node, "`check`", &CHECK) else { return };
        for rule in RULES.iter().filter(|rule| rule.level != Level::Error) {
            if let Some(value) = fields.take_value(rule.name) {
                self.read_rule(rule, value, reader);
            }
        }
        fields.report_unknown_keys(reader);
    }

    fn read_rule(&mut self, rule: &'static Rule, value: &Node, reader: &mut NodeReader<'_>) {
        let what = format!("`{}`", rule.name);
        let keys = CHECK.find_key(rule.name).map(|key| key.value.key_groups()).unwrap_or_default();
        if let (Some(_), [group]) = (value.as_mapping(), keys.as_slice()) {
            let Some(mut fields) = reader.read_fields(value, &what, group) else { return };
            if let Some(level) = fields
                .take_value("level")
                .and_then(|value| reader.read_choice(value, "`level`", RULE_LEVELS))
            {
                self.levels.insert(rule.name, level);
            }
            if let Some(limit) = rule.limit
                && let Some(number) =
                    fields.take_value(limit.key).and_then(|value| read_limit(value, &what, reader))
            {
                self.limits.insert(rule.name, number);
            }
            return fields.report_unknown_keys(reader);
        }
        let is_number = value.as_scalar().is_some_and(|scalar| {
            scalar.value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        });
        if rule.limit.is_some() && is_number {
            self.limits.extend(read_limit(value, &what, reader).map(|limit| (rule.name, limit)));
        } else if let Some(level) = reader.read_choice(value, &what, RULE_LEVELS) {
            self.levels.insert(rule.name, level);
        }
    }

    /// Returns the level of a rule.
    pub fn level(&self, rule: &Rule) -> Level {
        // An error that prevents the PDF cannot be turned off.
        if rule.level == Level::Error {
            Level::Error
        } else {
            self.levels.get(rule.name).copied().unwrap_or(rule.level)
        }
    }

    /// Returns the limit of a rule; 0 if it has none.
    pub fn limit(&self, rule: &Rule) -> f32 {
        let own = self.limits.get(rule.name).copied();
        own.or(rule.limit.map(|limit| limit.default)).unwrap_or_default()
    }

    /// Sets the severity of every diagnostic that belongs to a rule, and removes those that
    /// comments allow. Errors stay errors.
    pub fn apply_rule_levels(
        &self,
        allows: &mut AllowComments,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) {
        let unadjusted = std::mem::take(diagnostics);
        diagnostics.extend(
            unadjusted
                .into_iter()
                .filter_map(|diagnostic| self.adjust_severity(diagnostic, Some((allows, sources)))),
        );
    }

    /// Adds the diagnostics about the comments themselves, after all other diagnostics are known.
    pub fn report_allow_comments(&self, allows: AllowComments, diagnostics: &mut Diagnostics) {
        diagnostics.extend(
            allows
                .into_diagnostics()
                .into_iter()
                .filter_map(|diagnostic| self.adjust_severity(diagnostic, None)),
        );
    }

    fn adjust_severity(
        &self,
        mut diagnostic: Diagnostic,
        allows: Option<(&mut AllowComments, &Sources)>,
    ) -> Option<Diagnostic> {
        if diagnostic.severity == Severity::Error {
            return Some(diagnostic);
        }
        if let Some(rule) = rule_by_code(diagnostic.code).filter(|rule| rule.level != Level::Error)
        {
            let is_allowed = |(allows, sources): (&mut AllowComments, &Sources)| {
                diagnostic
                    .span
                    .is_some_and(|span| allows.try_suppress(rule, span, sources.get(span.source)))
            };
            if allows.is_some_and(is_allowed) {
                return None;
            }
            match self.level(rule) {
                Level::Off => return None,
                Level::Warn => {}
                Level::Error => diagnostic.severity = Severity::Error,
            }
        }
        if self.deny_warnings {
            diagnostic.severity = Severity::Error;
        }
        Some(diagnostic)
    }
}

/// Reads a limit: a number of 0 or more.
fn read_limit(value: &Node, what: &str, reader: &mut NodeReader<'_>) -> Option<f32> {
    let number = reader.read_number(value, what)?;
    if number < 0.0 {
        reader.report_error(
            Code::WrongValue,
            format!("{what} must be 0 or more"),
            value.span,
            "write a number such as `60`",
        );
        return None;
    }
    Some(number)
}
