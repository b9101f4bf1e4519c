//! Reads bibliographies in CSL JSON.

use std::collections::BTreeMap;
use std::ops::Range;

use hayagriva::citationberg::json::{DateValue, Item, Value};
use serde_json::Value as Json;

use super::issue::Issue;
use super::library::PlacedWorks;

/// Reads a file: a list of items, or an object with the list `items` or `references`.
pub(super) fn read_json(file: usize, text: &str) -> (PlacedWorks<Item>, Vec<Issue>) {
    let mut entries = BTreeMap::new();
    let mut issues = Vec::new();
    let root: Json = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            issues.push(syntax_error(file, text, &error));
            return (entries, issues);
        }
    };
    let list = root
        .as_array()
        .or_else(|| root.get("items").and_then(Json::as_array))
        .or_else(|| root.get("references").and_then(Json::as_array));
    let Some(list) = list else {
        let message = "this is not CSL JSON: expected a list of items";
        let help = "export the bibliography as “CSL JSON” or “BibLaTeX”";
        issues.push(Issue::error(file, 0..first_line(text), message, help));
        return (entries, issues);
    };
    let mut from = 0;
    for (index, value) in list.iter().enumerate() {
        let id = value.get("id");
        let key = id.and_then(|id| {
            id.as_str().map(str::to_owned).or_else(|| id.as_i64().map(|id| id.to_string()))
        });
        let Some((key, object)) = key.zip(value.as_object()) else {
            let message = format!("item {} has no `id`, so it cannot be cited", index + 1);
            let help = "write `\"id\": \"…\"` in every item";
            issues.push(Issue::error(file, from..from, message, help).into_warning());
            continue;
        };
        let place = find_id(text, &key, from);
        from = place.end;
        if let Some((_, first)) = entries.get(&key) {
            let first: &Range<usize> = first;
            let help = "give each entry its own key, or remove one of the two";
            let message = format!("two entries have the key `{key}`");
            let issue = Issue::error(file, place, message, help);
            let related = Some((first.clone(), "this one is used"));
            issues.push(Issue { is_duplicate: true, related, ..issue }.into_warning());
            continue;
        }
        let mut fields = BTreeMap::new();
        for (name, field) in object {
            if !is_field(field) {
                continue;
            }
            match serde_json::from_value::<Value>(field.clone()) {
                Ok(value) => {
                    fields.insert(name.clone(), limit_date(value));
                }
                Err(_) => {
                    let message =
                        format!("`{name}` of the entry `{key}` cannot be read, so it is left out");
                    let help = "write a date as `{\"date-parts\": [[2020, 5, 17]]}`, a name \
                                as `{\"family\": \"Silva\", \"given\": \"Ana\"}`";
                    let issue = Issue::error(file, place.clone(), message, help);
                    issues.push(issue.into_warning());
                }
            }
        }
        entries.insert(key, (Item(fields), place));
    }
    (entries, issues)
}

/// Whether a field may be one of CSL: not a flag, and not a list of words, which programs add.
fn is_field(field: &Json) -> bool {
    match field {
        Json::Null | Json::Bool(_) => false,
        Json::Array(values) => !values.is_empty() && values.iter().all(Json::is_object),
        Json::Object(object) => {
            ["date-parts", "raw", "literal"].iter().any(|name| object.contains_key(*name))
        }
        Json::Number(_) | Json::String(_) => true,
    }
}

/// Keeps the start of a range of dates: the library has no ranges.
fn limit_date(value: Value) -> Value {
    match value {
        Value::Date(DateValue::DateParts { mut date_parts, literal, season, circa }) => {
            date_parts.0.truncate(1);
            Value::Date(DateValue::DateParts { date_parts, literal, season, circa })
        }
        Value::Date(DateValue::Raw { mut raw, literal, season }) => {
            raw.end = None;
            Value::Date(DateValue::Raw { raw, literal, season })
        }
        value => value,
    }
}

fn syntax_error(file: usize, text: &str, error: &serde_json::Error) -> Issue {
    let line_start = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let start = text.floor_char_boundary(at);
    let end = text.ceil_char_boundary((start + 1).min(text.len()));
    let message = error.to_string();
    let message = message[..message.rfind(" at line ").unwrap_or(message.len())].to_owned();
    let help = "export the bibliography again, or correct this line";
    Issue::error(file, start..end, format!("this is not valid JSON: {message}"), help)
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len()).min(80)
}

/// Returns where the item with this id is, if it is written as usual, searching from a byte.
fn find_id(text: &str, key: &str, from: usize) -> Range<usize> {
    let written = serde_json::to_string(key).unwrap_or_default();
    let mut at = from;
    while let Some(found) = text[at..].find("\"id\"") {
        let after = at + found + 4;
        let value = text[after..].trim_start().trim_start_matches(':').trim_start();
        let start = text.len() - value.len();
        if value.starts_with(&written) {
            return start + 1..start + written.len() - 1;
        }
        if value.starts_with(key) {
            return start..start + key.len();
        }
        at = after;
    }
    from..from
}
