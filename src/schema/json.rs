//! YAML values as JSON.

use serde_json::{Map, Value as Json};

use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};
use crate::vocabulary::format_entry;
use crate::yaml::{self, Node, NodeKind, ScalarStyle};

/// Converts a value as the core schema of YAML 1.2 does: `12` is a number, `true` a boolean, `No`
/// and `12:30` are strings.
pub fn node_to_json(node: &Node) -> Json {
    match &node.kind {
        NodeKind::Null | NodeKind::Unreadable => Json::Null,
        NodeKind::Scalar(scalar) if scalar.style == ScalarStyle::Plain => {
            plain_scalar_to_json(&scalar.value)
        }
        NodeKind::Scalar(scalar) => scalar.value.clone().into(),
        NodeKind::Sequence(items) => items.iter().map(node_to_json).collect(),
        NodeKind::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| (key.name.clone(), node_to_json(value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

/// Converts a value that is given in YAML, such as an example of the vocabulary.
pub(super) fn yaml_to_json(text: &str) -> Json {
    let source = Source::new("example.yaml", format_entry("value", text));
    let root = yaml::parse(&source, SourceId(0), &mut Diagnostics::default());
    root.as_ref()
        .and_then(Node::as_mapping)
        .and_then(<[_]>::first)
        .map_or(Json::Null, |(_, value)| node_to_json(value))
}

fn plain_scalar_to_json(value: &str) -> Json {
    match value {
        "" | "~" | "null" | "Null" | "NULL" => return Json::Null,
        "true" | "True" | "TRUE" => return true.into(),
        "false" | "False" | "FALSE" => return false.into(),
        _ => {}
    }
    let whole = value.strip_prefix(['-', '+']).unwrap_or(value);
    if !whole.is_empty()
        && whole.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(number) = value.trim_start_matches('+').parse::<i64>()
    {
        return number.into();
    }
    let is_number = whole.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let number =
        value.parse::<f64>().ok().filter(|_| is_number).and_then(serde_json::Number::from_f64);
    number.map_or_else(|| value.into(), Json::Number)
}

#[cfg(test)]
mod tests {
    use super::yaml_to_json;
    use serde_json::json;

    #[test]
    fn values_are_those_of_the_core_schema() {
        let text = "[12, 1.5, -3, true, No, 12:30, 2020-10-13, ~, '12', .5, 1.2.3]";
        assert_eq!(
            yaml_to_json(text),
            json!([12, 1.5, -3, true, "No", "12:30", "2020-10-13", null, "12", 0.5, "1.2.3"])
        );
    }
}
