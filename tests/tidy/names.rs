//! How types are named.

use std::collections::BTreeMap;

use crate::sources::{assert_none, read_rust_sources};

/// Type names that are declared more than once in the crate: once per operating system.
const SHARED_TYPE_NAMES: &[&str] = &["FileIdentity"];

#[test]
fn type_names_are_unique() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in read_rust_sources() {
        for (number, line) in file.numbered_lines() {
            if let Some(name) = find_type_name(line) {
                places.entry(name.to_owned()).or_default().push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(
        places
            .into_iter()
            .filter(|(name, places)| {
                places.len() > 1 && !SHARED_TYPE_NAMES.contains(&name.as_str())
            })
            .map(|(name, places)| format!("`{name}` names several types: {}", places.join(", ")))
            .collect(),
    );
}

/// Returns the name of the type that a line declares. Associated types do not count.
fn find_type_name(line: &str) -> Option<&str> {
    let declaration = line.trim_start();
    let is_indented = declaration.len() < line.len();
    let declaration = match declaration.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1,
        Some(rest) => rest,
        None => declaration,
    };
    let (keyword, rest) = declaration.trim_start().split_once(' ')?;
    let is_type = matches!(keyword, "struct" | "enum" | "trait" | "type")
        && !(keyword == "type" && is_indented);
    let length = rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len());
    (is_type && rest.starts_with(|first: char| first.is_uppercase())).then(|| &rest[..length])
}
