//! The variables that an expression can use.

use std::collections::BTreeMap;

use minijinja::Value;

use super::values::is_variable_name;
use crate::source::Span;
use crate::yaml::{Node, NodeKind, Scalar, ScalarStyle};

/// The variables that an expression can use.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    variables: BTreeMap<String, Variable>,
    /// All values, as the library looks them up.
    context: Value,
}

/// A variable.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    /// Its value.
    pub value: Value,
    /// Where the value is written.
    pub origin: Span,
    /// Whether the value comes from the command line.
    pub is_given: bool,
}

impl Scope {
    /// Returns the scope with other variables, which replace those of the same name.
    pub(super) fn with(&self, added: impl IntoIterator<Item = (String, Variable)>) -> Self {
        let mut variables = self.variables.clone();
        variables.extend(added);
        let values = variables.iter().map(|(name, it)| (name.clone(), it.value.clone()));
        let context = Value::from(values.collect::<BTreeMap<String, Value>>());
        Self { variables, context }
    }

    /// Returns the variable called `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Variable> {
        self.variables.get(name)
    }

    /// Returns the names of all variables.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// Returns all values for the library.
    pub(super) fn context(&self) -> Value {
        self.context.clone()
    }
}

/// Returns the value that a node of YAML has in expressions.
pub(super) fn node_to_value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null | NodeKind::Unreadable => Value::from(""),
        NodeKind::Scalar(scalar) => scalar_to_value(scalar),
        NodeKind::Sequence(items) => items.iter().map(node_to_value).collect(),
        NodeKind::Mapping(entries) => {
            let entries =
                entries.iter().map(|(key, value)| (key.name.clone(), node_to_value(value)));
            Value::from(entries.collect::<BTreeMap<String, Value>>())
        }
    }
}

fn scalar_to_value(scalar: &Scalar) -> Value {
    if scalar.style == ScalarStyle::Plain {
        text_to_value(&scalar.value)
    } else {
        Value::from(scalar.value.trim_end_matches('\n'))
    }
}

/// Returns the value of a text without quotes. It is a number only if the number is printed as the
/// text: `007`, `1.10` and `+5` stay as they are.
pub(super) fn text_to_value(text: &str) -> Value {
    match text {
        "true" => return Value::from(true),
        "false" => return Value::from(false),
        _ => {}
    }
    if let Ok(number) = text.parse::<i64>()
        && number.to_string() == text
    {
        return Value::from(number);
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && let Ok(number) = text.parse::<f64>()
        && number.to_string() == text
    {
        return Value::from(number);
    }
    Value::from(text)
}

/// Returns the name that a heading of a table has in expressions: `First name` is `first_name`.
pub fn to_identifier(heading: &str) -> String {
    let mut name = String::new();
    for c in heading.trim().chars() {
        if c.is_alphanumeric() {
            name.extend(c.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if is_variable_name(name) { name.to_owned() } else { format!("column_{name}") }
}

#[cfg(test)]
mod tests {
    use super::{text_to_value, to_identifier};

    #[test]
    fn only_texts_that_print_as_their_number_are_numbers() {
        for text in ["12", "-3", "2.5", "0"] {
            assert!(text_to_value(text).is_number(), "{text}");
            assert_eq!(text_to_value(text).to_string(), text);
        }
        for text in ["007", "1.10", "+5", "1e3", "12:30", "0x10", "NaN", "-", "1,000"] {
            assert!(!text_to_value(text).is_number(), "{text}");
            assert_eq!(text_to_value(text).to_string(), text);
        }
    }

    #[test]
    fn headings_become_names() {
        assert_eq!(to_identifier(" First name "), "first_name");
        assert_eq!(to_identifier("E-Mail (work)"), "e_mail_work");
        assert_eq!(to_identifier("Straße"), "straße");
        assert_eq!(to_identifier("2020"), "column_2020");
        assert_eq!(to_identifier("in"), "column_in");
    }
}
