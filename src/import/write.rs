//! Writes keys and values as YAML in the style of a person.

use crate::yaml::quote_text;

/// A value in an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OutlineValue {
    /// A word of the format: a layout, `true` or a number.
    Word(String),
    /// Text of the author. Text with several lines is Markdown.
    Text(String),
    /// Program code, written as it is.
    Code(String),
    /// A list with one entry per line.
    List(Vec<OutlineValue>),
    /// A list on one line, such as a table row.
    Row(Vec<OutlineValue>),
    /// Keys with values. A key may be text of the author.
    Map(Vec<(String, OutlineValue)>),
}

/// Keys with their values, in order.
pub(super) type Entries = Vec<(String, OutlineValue)>;

impl OutlineValue {
    /// Creates a word.
    pub(crate) fn word(word: impl Into<String>) -> Self {
        OutlineValue::Word(word.into())
    }

    /// Creates a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        OutlineValue::Text(text.into())
    }

    /// Returns the value of a key of a map.
    pub(super) fn get(&self, name: &str) -> Option<&OutlineValue> {
        match self {
            OutlineValue::Map(entries) => {
                entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Whether a slide is a cover.
    pub(super) fn is_cover(&self) -> bool {
        self.get("layout") == Some(&OutlineValue::word("cover"))
    }
}

/// The key of a comment in the entries of the deck or at the start of those of a slide.
pub(super) const COMMENT_KEY: &str = "#";

/// Writes the outline, with a blank line before `slides` and between slides.
pub(super) fn write_outline(keys: Vec<(String, OutlineValue)>) -> String {
    let mut result = String::new();
    for (key, value) in &keys {
        if let ("slides", OutlineValue::List(slides)) = (key.as_str(), value) {
            result += "\nslides:\n";
            for (index, slide) in slides.iter().enumerate() {
                if index > 0 {
                    result.push('\n');
                }
                write_slide(slide, &mut result);
            }
        } else if key == COMMENT_KEY {
            write_comment(value, 0, &mut result);
        } else {
            write_entry(key, value, 0, &mut result);
        }
    }
    result
}

/// Writes a slide after its comments.
fn write_slide(slide: &OutlineValue, result: &mut String) {
    let OutlineValue::Map(entries) = slide else { return write_item(slide, 2, result) };
    let is_comment = |(key, _): &&(String, OutlineValue)| key == COMMENT_KEY;
    let count = entries.iter().take_while(is_comment).count();
    let (comments, keys) = entries.split_at(count);
    comments.iter().for_each(|(_, text)| write_comment(text, 2, result));
    if count == 0 {
        return write_item(slide, 2, result);
    }
    write_item(&OutlineValue::Map(keys.to_vec()), 2, result);
}

/// Writes a comment on one line.
fn write_comment(value: &OutlineValue, indent: usize, result: &mut String) {
    let OutlineValue::Text(text) = value else { return };
    let is_break = |c: char| c.is_control() || c.is_whitespace() || c == '\u{feff}';
    let words: Vec<&str> = text.split(is_break).filter(|word| !word.is_empty()).collect();
    // Such a comment would suppress diagnostics.
    let text = words.join(" ").replace("# plenary:", "#plenary:");
    *result += &format!("{:indent$}# {text}\n", "");
}

fn write_entry(key: &str, value: &OutlineValue, indent: usize, result: &mut String) {
    *result += &format!("{:indent$}{key}:", "");
    match value {
        OutlineValue::List(items) if !items.is_empty() => {
            result.push('\n');
            items.iter().for_each(|value| write_item(value, indent + 2, result));
        }
        OutlineValue::Map(entries) if !entries.is_empty() => {
            result.push('\n');
            entries.iter().for_each(|(key, value)| write_entry(key, value, indent + 2, result));
        }
        value => {
            result.push(' ');
            write_inline(value, indent, result);
        }
    }
}

fn write_item(value: &OutlineValue, indent: usize, result: &mut String) {
    *result += &format!("{:indent$}- ", "");
    match value {
        OutlineValue::Map(entries) if !entries.is_empty() => {
            let start = result.len();
            entries.iter().for_each(|(key, value)| write_entry(key, value, indent + 2, result));
            // The first key follows the dash on the same line.
            result.replace_range(start..start + indent + 2, "");
        }
        OutlineValue::List(items) if !items.is_empty() => {
            let start = result.len();
            items.iter().for_each(|value| write_item(value, indent + 2, result));
            result.replace_range(start..start + indent + 2, "");
        }
        value => write_inline(value, indent, result),
    }
}

/// Writes a value that starts on the line of its key or dash.
fn write_inline(value: &OutlineValue, indent: usize, result: &mut String) {
    match value {
        OutlineValue::Word(word) => *result += word,
        OutlineValue::Text(text) if text.trim().contains('\n') => {
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
        OutlineValue::Text(text) => *result += &format_scalar(text.trim()),
        OutlineValue::Code(code) => {
            *result += &format_block(code, indent + 2);
            return;
        }
        OutlineValue::Row(cells) => {
            *result +=
                &format!("[{}]", cells.iter().map(format_flow).collect::<Vec<_>>().join(", "))
        }
        OutlineValue::List(_) => *result += "[]",
        OutlineValue::Map(_) => *result += "{}",
    }
    result.push('\n');
}

/// Formats code as a block scalar after `|`, indented by `indent`.
fn format_block(code: &str, indent: usize) -> String {
    // Spaces at the start of the first line would be read as indentation.
    let first = code.lines().find(|line| !line.is_empty()).unwrap_or("");
    let indicator = if first.starts_with(' ') { "2" } else { "" };
    let mut block = format!("|{indicator}\n");
    for line in code.lines() {
        if line.is_empty() {
            block.push('\n');
        } else {
            block += &format!("{:indent$}{line}\n", "");
        }
    }
    block
}

fn format_flow(value: &OutlineValue) -> String {
    match value {
        OutlineValue::Word(word) => word.clone(),
        OutlineValue::Text(text)
            if is_plain_scalar(text.trim()) && !text.contains([',', '[', ']', '{', '}']) =>
        {
            text.trim().to_owned()
        }
        OutlineValue::Text(text) => quote_text(text.trim()),
        OutlineValue::Row(cells) => {
            format!("[{}]", cells.iter().map(format_flow).collect::<Vec<_>>().join(", "))
        }
        OutlineValue::Map(entries) => {
            let entry =
                |(key, value): &(String, OutlineValue)| format!("{key}: {}", format_flow(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        OutlineValue::List(_) | OutlineValue::Code(_) => "\"\"".to_owned(),
    }
}

/// Formats a text with quotes if YAML needs them.
pub(super) fn format_scalar(text: &str) -> String {
    if is_plain_scalar(text) { text.to_owned() } else { quote_text(text) }
}

/// Returns whether YAML reads a text unchanged without quotes.
pub(super) fn is_plain_scalar(text: &str) -> bool {
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
    fn written_outlines_read_back_unchanged() {
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
            let outline = write_outline(vec![
                ("title".into(), OutlineValue::text(text)),
                ("list".into(), OutlineValue::List(vec![OutlineValue::text(text)])),
            ]);
            let source = Source::new("x.yaml", outline.clone());
            let mut diagnostics = Diagnostics::default();
            let root = crate::yaml::parse(&source, SourceId(0), &mut diagnostics).expect("a tree");
            let entries = root.as_mapping().expect("a mapping");
            assert_eq!(
                entries[0].1.as_scalar().map(|scalar| scalar.value.as_str()),
                Some(text),
                "{outline}"
            );
            let item = &entries[1].1.as_sequence().expect("a list")[0];
            assert_eq!(
                item.as_scalar().map(|scalar| scalar.value.as_str()),
                Some(text),
                "{outline}"
            );
            assert!(diagnostics.is_empty(), "{outline}");
        }
    }
}
