//! Escapes braces of other tools, which would be expressions in an outline.

use super::write::OutlineValue;

/// Escapes `{{` in all texts. In code, braces have no meaning.
pub(super) fn escape_braces(keys: &mut [(String, OutlineValue)]) {
    for (key, value) in keys {
        let is_path = matches!(key.as_str(), "src" | "background" | "poster" | "id" | "file");
        if !is_path {
            escape_value(value);
        }
        if key.contains("{{") {
            *key = escape_text(key);
        }
    }
}

fn escape_value(value: &mut OutlineValue) {
    match value {
        OutlineValue::Text(text) if text.contains("{{") => *text = escape_text(text),
        OutlineValue::Text(_) | OutlineValue::Word(_) | OutlineValue::Code(_) => {}
        OutlineValue::List(values) | OutlineValue::Row(values) => {
            values.iter_mut().for_each(escape_value);
        }
        OutlineValue::Map(entries) => escape_braces(entries),
    }
}

/// Escapes `{{` outside of code spans, unless it is escaped.
fn escape_text(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '`' => {
                let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
                let end = rest[ticks..].find(&rest[..ticks]);
                end.map_or(ticks, |end| end + 2 * ticks)
            }
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            '{' if rest.starts_with("{{") => {
                written.push('\\');
                2
            }
            _ => first.len_utf8(),
        };
        written.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    written
}

#[cfg(test)]
mod tests {
    use super::escape_text;

    #[test]
    fn braces_are_escaped_once_and_not_in_code() {
        assert_eq!(escape_text("a {{ b }} \\{{ c `{{ d }}`"), "a \\{{ b }} \\{{ c `{{ d }}`");
    }
}
