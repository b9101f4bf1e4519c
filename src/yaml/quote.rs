//! Quoting of text for YAML, and help texts that show a corrected line.

use std::ops::Range;

use crate::source::Source;

/// Quotes `text` so that YAML reads it unchanged.
pub fn quote_text(text: &str) -> String {
    let troubled = text.contains(['"', '\\']) && !text.contains('\'');
    if troubled && !text.contains(|c: char| c.is_control()) {
        return format!("'{text}'");
    }
    let mut result = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\t' => result.push_str("\\t"),
            c if c.is_control() => result.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => result.push(c),
        }
    }
    result.push('"');
    result
}

/// The start of a help text that shows a corrected line.
pub(crate) const WRITE_PREFIX: &str = "write: ";

/// Returns the help text that shows the line of `range` with `replacement` instead of that range.
pub(crate) fn suggest_line(source: &Source, range: Range<usize>, replacement: &str) -> String {
    let first = source.position(range.start).line;
    let last = source.position(range.end).line;
    let before = &source.text[source.line_start(first)..range.start];
    let after_end = source.line_start(last) + source.line_text(last).len();
    let after = source.text.get(range.end..after_end).unwrap_or("");
    format!("{WRITE_PREFIX}{}", format!("{before}{replacement}{after}").trim())
}

/// Returns the text between typographic quotation marks, if it is a single pair.
pub(super) fn strip_curly_quotes(text: &str) -> Option<&str> {
    const OPENING: [char; 6] = ['“', '”', '„', '‘', '‚', '«'];
    const CLOSING: [char; 5] = ['”', '“', '’', '‘', '»'];
    let inner = text.trim().strip_prefix(OPENING)?.strip_suffix(CLOSING)?.trim();
    (!inner.is_empty() && !inner.contains(OPENING) && !inner.contains(CLOSING)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::{quote_text, suggest_line};
    use crate::source::Source;

    #[test]
    fn quotes_are_chosen_for_the_reader() {
        assert_eq!(quote_text("#tag"), "\"#tag\"");
        assert_eq!(quote_text("say \"no\""), "'say \"no\"'");
        assert_eq!(quote_text("don't say \"no\""), "\"don't say \\\"no\\\"\"");
    }

    #[test]
    fn the_line_is_shown_as_it_should_be() {
        let source = Source::new("a.yaml", "x: 1\n  - @name\n".to_owned());
        assert_eq!(suggest_line(&source, 9..14, "\"@name\""), "write: - \"@name\"");
    }
}
