//! Keys and values → YAML as a person would write it.

use crate::yaml::quoted;

/// A value of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A word of the format: a layout, `true`, a number.
    Word(String),
    /// The author's words; those of several lines are Markdown.
    Text(String),
    /// A list, an entry a line.
    List(Vec<Value>),
    /// A list on one line: a table's row.
    Row(Vec<Value>),
    /// Keys with values. A key may be the author's words.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A word.
    pub fn word(word: impl Into<String>) -> Self {
        Value::Word(word.into())
    }

    /// Words of the author.
    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }
}

/// The whole outline; a blank line stands before `slides` and each slide.
pub(super) fn outline(keys: Vec<(String, Value)>) -> String {
    let mut result = String::new();
    for (key, value) in &keys {
        if let ("slides", Value::List(slides)) = (key.as_str(), value) {
            result += "\nslides:\n";
            for (index, slide) in slides.iter().enumerate() {
                if index > 0 {
                    result.push('\n');
                }
                item(slide, 2, &mut result);
            }
        } else {
            entry(key, value, 0, &mut result);
        }
    }
    result
}

fn entry(key: &str, value: &Value, indent: usize, result: &mut String) {
    *result += &format!("{:indent$}{key}:", "");
    match value {
        Value::List(items) if !items.is_empty() => {
            result.push('\n');
            items.iter().for_each(|value| item(value, indent + 2, result));
        }
        Value::Map(entries) if !entries.is_empty() => {
            result.push('\n');
            entries.iter().for_each(|(key, value)| entry(key, value, indent + 2, result));
        }
        value => {
            result.push(' ');
            inline(value, indent, result);
        }
    }
}

fn item(value: &Value, indent: usize, result: &mut String) {
    *result += &format!("{:indent$}- ", "");
    match value {
        Value::Map(entries) if !entries.is_empty() => {
            let start = result.len();
            entries.iter().for_each(|(key, value)| entry(key, value, indent + 2, result));
            // The first key stands behind the dash.
            result.replace_range(start..start + indent + 2, "");
        }
        Value::List(items) if !items.is_empty() => {
            let start = result.len();
            items.iter().for_each(|value| item(value, indent + 2, result));
            result.replace_range(start..start + indent + 2, "");
        }
        value => inline(value, indent, result),
    }
}

/// A value that starts on the line of its key or dash.
fn inline(value: &Value, indent: usize, result: &mut String) {
    match value {
        Value::Word(word) => *result += word,
        Value::Text(text) if text.trim().contains('\n') => {
            *result += "|\n";
            for line in text.trim().lines() {
                let line = line.trim_end();
                *result += &if line.is_empty() {
                    "\n".to_owned()
                } else {
                    format!("{:1$}{line}\n", "", indent + 2)
                };
            }
            return;
        }
        Value::Text(text) => *result += &scalar(text.trim()),
        Value::Row(cells) => {
            *result += &format!("[{}]", cells.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::List(_) => *result += "[]",
        Value::Map(_) => *result += "{}",
    }
    result.push('\n');
}

fn flow(value: &Value) -> String {
    match value {
        Value::Word(word) => word.clone(),
        Value::Text(text) if is_plain(text.trim()) && !text.contains([',', '[', ']', '{', '}']) => {
            text.trim().to_owned()
        }
        Value::Text(text) => quoted(text.trim()),
        Value::List(_) | Value::Row(_) | Value::Map(_) => "\"\"".to_owned(),
    }
}

/// A text, in quotes where YAML needs them.
pub(super) fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether YAML reads a text as it is without quotes.
pub(super) fn is_plain(text: &str) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
    starts_well
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.ends_with(char::is_whitespace)
        && !text
            .chars()
            .any(|c| c.is_control() || matches!(c, '\u{a0}' | '\u{feff}' | '\u{2028}' | '\u{2029}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Source, SourceId};

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "No",
            "a: b",
            "#tag",
            "x #y",
            "**b** c",
            "@a",
            "'q'",
            "say \"a\" 'b'",
            "end:",
            "1. one",
            "- a",
            "C:\\x",
            "[a](b)",
            "ü: é",
        ] {
            let outline = outline(vec![
                ("title".into(), Value::text(text)),
                ("list".into(), Value::List(vec![Value::text(text)])),
            ]);
            let source = Source::new("x.yaml", outline.clone());
            let mut found = Diagnostics::default();
            let root = crate::yaml::parse(&source, SourceId(0), &mut found).expect("a tree");
            let entries = root.mapping().expect("a mapping");
            assert_eq!(
                entries[0].1.scalar().map(|scalar| scalar.value.as_str()),
                Some(text),
                "{outline}"
            );
            let item = &entries[1].1.sequence().expect("a list")[0];
            assert_eq!(item.scalar().map(|scalar| scalar.value.as_str()), Some(text), "{outline}");
            assert!(found.into_sorted().is_empty(), "{outline}");
        }
    }
}
