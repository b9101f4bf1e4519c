//! Footnotes where an outline cannot have any: in the keys of the deck, sections and footers.

use super::brackets::parse_brackets;

/// The call of a footnote in a text.
enum TextCall<'t> {
    /// `^[text]`
    Inline(&'t str),
    /// `[^label]`
    Label(&'t str),
}

/// Returns whether a text calls footnotes.
pub(super) fn has_calls(text: &str) -> bool {
    remove_calls(text) != text
}

/// Returns a text without the calls of footnotes.
pub(super) fn remove_calls(text: &str) -> String {
    rewrite_calls(text, |_| Some(String::new()))
}

/// Returns a text with its footnotes in parentheses; `find` returns the one with a label.
pub(super) fn write_in_parentheses(text: &str, find: impl Fn(&str) -> Option<String>) -> String {
    rewrite_calls(text, |call| {
        let note = match call {
            TextCall::Inline(note) => Some(note.trim().to_owned()),
            TextCall::Label(label) => find(label),
        };
        note.map(|note| format!(" ({note})"))
    })
}

/// Replaces the calls for which there is a replacement.
fn rewrite_calls(text: &str, replace: impl Fn(TextCall) -> Option<String>) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let call = match first {
            '^' => parse_brackets(&rest[1..])
                .map(|(note, length)| (TextCall::Inline(note), length + 1)),
            '[' if rest.starts_with("[^") => {
                let label = parse_brackets(rest).filter(|(label, _)| label.len() > 1);
                label.map(|(label, length)| (TextCall::Label(&label[1..]), length))
            }
            _ => None,
        };
        if let Some((replacement, length)) =
            call.and_then(|(call, length)| Some((replace(call)?, length)))
        {
            written.truncate(written.trim_end().len());
            written += &replacement;
            rest = &rest[length..];
            continue;
        }
        let length = match first {
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            _ => first.len_utf8(),
        };
        written += &rest[..length];
        rest = &rest[length..];
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_and_replaced() {
        let find = |label: &str| (label == "a").then(|| "named".to_owned());
        let text = "One [^a], two ^[in [b] line], three [^x] \\[^a]";
        let expected = "One (named), two (in [b] line), three [^x] \\[^a]";
        assert_eq!(write_in_parentheses(text, find), expected);
        assert_eq!(remove_calls("Title[^1]"), "Title");
        assert!(has_calls("a^[b]") && !has_calls("x^2^ [a]"));
    }
}
