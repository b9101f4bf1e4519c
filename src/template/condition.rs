//! Decides `when:` conditions.

use minijinja::Value;

use super::evaluate::{Evaluator, Failure, FailureKind};
use super::names::{NameKind, find_names};
use super::scope::{Scope, Variable};

/// Whether a condition holds, and the variables that it depends on.
pub(super) struct Decision {
    /// Whether it holds.
    pub holds: bool,
    /// The names of the variables.
    pub variables: Vec<String>,
}

/// Decides a condition. In a table, people write yes and no: a variable on its own counts
/// as false if it is empty, `no`, `false`, `off` or `0`.
pub(super) fn decide(
    condition: &str,
    evaluator: &Evaluator,
    scope: &Scope,
) -> Result<Decision, Failure> {
    check_comparisons(condition, scope)?;
    let truths = lone_names(condition).into_iter().filter_map(|name| {
        let variable = scope.get(name)?;
        let value = Value::from(is_true(&variable.value));
        Some((name.to_owned(), Variable { value, ..variable.clone() }))
    });
    let evaluated = evaluator.evaluate(condition, &scope.with(truths))?;
    Ok(Decision { holds: is_true(&evaluated.value), variables: evaluated.variables })
}

fn is_true(value: &Value) -> bool {
    let is_no = |text: &str| {
        let text = text.trim().to_lowercase();
        matches!(text.as_str(), "" | "no" | "n" | "false" | "off" | "0")
    };
    value.as_str().map_or_else(|| value.is_true(), |text| !is_no(text))
}

/// Returns the variables that are used only as conditions of their own, such as `vip` in
/// `not vip and partners > 10`.
fn lone_names(condition: &str) -> Vec<&str> {
    let (mut lone, mut compared) = (Vec::new(), Vec::new());
    for name in find_names(condition) {
        if !matches!(name.kind, NameKind::Variable { .. }) {
            continue;
        }
        let word = &condition[name.range.clone()];
        let (before, after) =
            (condition[..name.range.start].trim_end(), condition[name.range.end..].trim_start());
        let last = before.rsplit([' ', '(']).next().unwrap_or("");
        let is_first =
            before.is_empty() || before.ends_with('(') || matches!(last, "and" | "or" | "not");
        let next = after.split([' ', '(']).next().unwrap_or("");
        let is_last = after.is_empty() || after.starts_with(')') || matches!(next, "and" | "or");
        if is_first && is_last { lone.push(word) } else { compared.push(word) }
    }
    lone.retain(|name| !compared.contains(name));
    lone
}

/// Rejects the comparison of a text with a number, whose result would say nothing.
fn check_comparisons(condition: &str, scope: &Scope) -> Result<(), Failure> {
    for name in find_names(condition) {
        let word = &condition[name.range.clone()];
        let Some(text) = scope.get(word).and_then(|variable| variable.value.as_str()) else {
            continue;
        };
        let (before, after) =
            (condition[..name.range.start].trim_end(), condition[name.range.end..].trim_start());
        let signs = ['<', '>', '='];
        let number = |text: &str| text.trim().starts_with(|c: char| c.is_ascii_digit());
        let operand = before.trim_end_matches(signs);
        let is_before = before.ends_with(['<', '>'])
            || (operand.len() < before.len() && before[operand.len()..].len() > 1);
        let left = operand.trim_end().rsplit(' ').next().unwrap_or("");
        let is_compared = (after.starts_with(['<', '>'])
            && number(after.trim_start_matches(signs)))
            || (is_before && number(left));
        if is_compared && matches!(name.kind, NameKind::Variable { .. }) {
            return Err(Failure {
                kind: FailureKind::Incomparable,
                range: name.range,
                message: format!("`{word}` is the text `{text}`, not a number"),
                help: format!(
                    "write the value as a number, without spaces or a unit; or write \
                     `{word} | float` if it is a number such as `1.50`"
                ),
                nearest: None,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use minijinja::Value;

    use super::super::evaluate::Evaluator;
    use super::super::scope::{Scope, Variable, text_to_value};
    use super::decide;
    use crate::source::Span;

    fn holds(condition: &str) -> Option<bool> {
        let variables = [
            ("partners", "12"),
            ("vip", "no"),
            ("sponsor", "ACME"),
            ("empty", ""),
            ("size", "12 m"),
            ("flag", "TRUE"),
            ("off", "False"),
        ];
        let variable = |(name, text): (&str, &str)| {
            let value: Value = text_to_value(text);
            (name.to_owned(), Variable { value, origin: Span::default(), is_given: true })
        };
        let scope = Scope::default().with(variables.into_iter().map(variable));
        decide(condition, &Evaluator::new(), &scope).ok().map(|decision| decision.holds)
    }

    #[test]
    fn conditions_are_decided_as_people_mean_them() {
        for condition in [
            "partners > 10",
            "partners > 10 and sponsor",
            "not vip",
            "vip == 'no'",
            "flag",
            "sponsor == \"ACME\"",
            "not (vip or empty)",
            "other is not defined",
            "true",
            "sponsor in ['ACME', 'Foo']",
            "not off",
            "sponsor | length > 2",
        ] {
            assert_eq!(holds(condition), Some(true), "{condition}");
        }
        for condition in ["partners > 20", "vip", "empty", "off", "vip or partners == 3", "false"] {
            assert_eq!(holds(condition), Some(false), "{condition}");
        }
        for condition in ["size > 10", "10 < size", "other > 3", "partners >", "! vip"] {
            assert_eq!(holds(condition), None, "{condition}");
        }
    }
}
