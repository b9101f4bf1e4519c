//! How much each rule weighs: by itself, in the deck (`check:`), on the command line.

use std::collections::BTreeMap;

use super::allow::Allows;
use super::rules::{RULES, of_code};
use super::{Level, Rule};
use crate::deck::vocabulary::{CHECK, LEVELS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Source, Sources};
use crate::yaml::{Node, Reader};

/// What the command line says; it outweighs the deck.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Levels of rules; of several for one rule the last holds.
    pub levels: Vec<(&'static Rule, Level)>,
    /// Whether every warning is a mistake.
    pub deny_warnings: bool,
}

/// How much each rule weighs in one run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    levels: BTreeMap<&'static str, Level>,
    limits: BTreeMap<&'static str, f32>,
    deny_warnings: bool,
}

impl Settings {
    /// Reads the deck's key `check`, a map from rules to levels or limits, and lays the command
    /// line over it.
    pub fn read(
        node: Option<&Node>,
        source: &Source,
        overrides: &Overrides,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut settings = Self { deny_warnings: overrides.deny_warnings, ..Self::default() };
        if let Some(node) = node {
            settings.read_deck(node, &mut Reader::new(source, diagnostics));
        }
        settings.levels.extend(overrides.levels.iter().map(|(rule, level)| (rule.name, *level)));
        settings
    }

    fn read_deck(&mut self, node: &Node, reader: &mut Reader<'_>) {
        let Some(mut fields) = reader.fields(node, "`check`", &CHECK) else { return };
        for rule in RULES.iter().filter(|rule| rule.level != Level::Error) {
            if let Some(value) = fields.value(rule.name) {
                self.read_rule(rule, value, reader);
            }
        }
        fields.finish(reader);
    }

    fn read_rule(&mut self, rule: &'static Rule, value: &Node, reader: &mut Reader<'_>) {
        let what = format!("`{}`", rule.name);
        let keys = CHECK.find(rule.name).map(|key| key.value.groups()).unwrap_or_default();
        if let (Some(_), [group]) = (value.mapping(), keys.as_slice()) {
            let Some(mut fields) = reader.fields(value, &what, group) else { return };
            if let Some(level) =
                fields.value("level").and_then(|value| reader.one_of(value, "`level`", LEVELS))
            {
                self.levels.insert(rule.name, level);
            }
            if let Some(limit) = rule.limit
                && let Some(number) =
                    fields.value(limit.key).and_then(|value| limit_of(value, &what, reader))
            {
                self.limits.insert(rule.name, number);
            }
            return fields.finish(reader);
        }
        let is_number = value.scalar().is_some_and(|scalar| {
            scalar.value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        });
        if rule.limit.is_some() && is_number {
            self.limits.extend(limit_of(value, &what, reader).map(|limit| (rule.name, limit)));
        } else if let Some(level) = reader.one_of(value, &what, LEVELS) {
            self.levels.insert(rule.name, level);
        }
    }

    /// How much a rule weighs.
    pub fn level(&self, rule: &Rule) -> Level {
        // What forbids the PDF stays a mistake whatever is said.
        if rule.level == Level::Error {
            Level::Error
        } else {
            self.levels.get(rule.name).copied().unwrap_or(rule.level)
        }
    }

    /// The number that a rule goes by; 0 for one that has none.
    pub fn limit(&self, rule: &Rule) -> f32 {
        let own = self.limits.get(rule.name).copied();
        own.or(rule.limit.map(|limit| limit.default)).unwrap_or_default()
    }

    /// Gives every finding of a rule its weight and takes back what comments allow. What was found
    /// as a mistake stays one.
    pub fn settle(&self, allows: &mut Allows, sources: &Sources, diagnostics: &mut Diagnostics) {
        let found = std::mem::take(diagnostics).into_sorted();
        diagnostics.extend(
            found.into_iter().filter_map(|finding| self.weighed(finding, Some((allows, sources)))),
        );
    }

    /// Adds what is wrong with the comments themselves, when all that they could allow is known.
    pub fn settle_allows(&self, allows: Allows, diagnostics: &mut Diagnostics) {
        diagnostics.extend(
            allows.findings().into_iter().filter_map(|finding| self.weighed(finding, None)),
        );
    }

    fn weighed(
        &self,
        mut finding: Diagnostic,
        allows: Option<(&mut Allows, &Sources)>,
    ) -> Option<Diagnostic> {
        if finding.severity == Severity::Error {
            return Some(finding);
        }
        if let Some(rule) = of_code(finding.code).filter(|rule| rule.level != Level::Error) {
            let is_allowed = |(allows, sources): (&mut Allows, &Sources)| {
                finding
                    .span
                    .is_some_and(|span| allows.take_back(rule, span, sources.get(span.source)))
            };
            if allows.is_some_and(is_allowed) {
                return None;
            }
            match self.level(rule) {
                Level::Off => return None,
                Level::Warn => {}
                Level::Error => finding.severity = Severity::Error,
            }
        }
        if self.deny_warnings {
            finding.severity = Severity::Error;
        }
        Some(finding)
    }
}

/// A limit: a number that is not negative.
fn limit_of(value: &Node, what: &str, reader: &mut Reader<'_>) -> Option<f32> {
    let number = reader.number(value, what)?;
    if number < 0.0 {
        reader.error(
            Code::WrongValue,
            format!("{what} cannot be less than nothing"),
            value.span,
            "write a number such as `60`",
        );
        return None;
    }
    Some(number)
}
