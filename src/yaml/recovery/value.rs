//! Classifies the text after a key or a dash, and whether YAML would misread it.

use super::line::{find_comment, is_hashtag, quoted_length};

/// The form of a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ValueForm {
    /// Nothing, or only a comment: the value may follow below.
    Empty,
    /// `|` or `>`: the lines below are its text.
    Block,
    /// Quoted on a single line; its length.
    Quoted(usize),
    /// Quoted, but not closed on this line.
    OpenQuote(char),
    /// In brackets.
    Flow,
    /// An anchor of this length; the value follows.
    Anchor(usize),
    /// A reference to an anchor.
    Alias,
    /// Text of this length, without the comment after it.
    Text(usize),
    /// Text that YAML would misread, and why.
    Misread(usize, Misreading),
}

/// Why YAML would misread a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misreading {
    /// It starts with a special character.
    Start(char),
    /// It contains a colon and a space.
    Colon,
    /// It continues after the closing quotation mark.
    AfterQuote,
    /// A list that starts on the same line as its key.
    DashAfterKey,
}

/// What precedes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueRole {
    /// Its key.
    AfterKey,
    /// A dash.
    ListItem,
    /// Nothing on its line.
    OwnLine,
}

/// Characters with a special meaning in YAML at the start of a value. Those that start a quoted
/// text, a list or a mapping are not among them.
pub(crate) const SPECIAL_STARTS: [char; 8] = ['*', '&', '!', '@', '`', '%', '|', '>'];

/// Classifies `value`, which may be empty and has no spaces around it. `is_anchor` tells whether a
/// name is both defined and used.
pub(crate) fn classify_value(
    value: &str,
    role: ValueRole,
    is_anchor: &dyn Fn(&str) -> bool,
) -> ValueForm {
    let is_after_key = role == ValueRole::AfterKey;
    let Some(first) = value.chars().next() else { return ValueForm::Empty };
    let length = text_length(value);
    match first {
        '#' => ValueForm::Empty,
        '|' | '>' if is_block_header(value) => ValueForm::Block,
        '"' | '\'' => match quoted_length(value, first) {
            None if first == '\'' && is_apostrophe(value) => {
                ValueForm::Misread(length, Misreading::Start('\''))
            }
            None => ValueForm::OpenQuote(first),
            Some(length) if is_only_comment(&value[length..]) => ValueForm::Quoted(length),
            Some(_) => ValueForm::Misread(length, Misreading::AfterQuote),
        },
        '{' if value.starts_with("{{") && value.contains("}}") => {
            ValueForm::Misread(length, Misreading::Start('{'))
        }
        '[' | '{' => ValueForm::Flow,
        '*' if is_anchor(anchor_name(value))
            && is_only_comment(&value[1 + anchor_name(value).len()..]) =>
        {
            ValueForm::Alias
        }
        '&' if is_anchor(anchor_name(value)) => ValueForm::Anchor(1 + anchor_name(value).len()),
        '!' if is_tag(value) => ValueForm::Text(length),
        '*' | '&' | '!' | '@' | '`' | '%' | '|' | '>' | ',' | ']' | '}' => {
            ValueForm::Misread(length, Misreading::Start(first))
        }
        '-' if is_after_key && (value == "-" || value.starts_with("- ")) => {
            ValueForm::Misread(length, Misreading::DashAfterKey)
        }
        '?' | ':' if value.len() == 1 || value[1..].starts_with(' ') => {
            ValueForm::Misread(length, Misreading::Start(first))
        }
        _ => {
            let body = &value[..find_comment(value).unwrap_or(value.len())];
            let body = body.trim_end();
            if is_after_key && (body.contains(": ") || body.ends_with(':')) {
                ValueForm::Misread(length, Misreading::Colon)
            } else {
                ValueForm::Text(body.len())
            }
        }
    }
}

/// Returns the length of the text at the start of `value`, including hashtags but not comments.
fn text_length(value: &str) -> usize {
    match value.match_indices(" #").map(|(at, _)| at).find(|&at| !is_hashtag(&value[at + 1..])) {
        Some(at) => value[..at].trim_end().len(),
        None => value.len(),
    }
}

/// Returns the name after `*` or `&`.
pub(crate) fn anchor_name(value: &str) -> &str {
    let rest = &value[1..];
    &rest[..rest.find([' ', '\t', ',', ']', '}']).unwrap_or(rest.len())]
}

/// Returns whether nothing, or only a comment, follows.
fn is_only_comment(rest: &str) -> bool {
    let words = rest.trim_start();
    words.is_empty() || (words.starts_with('#') && words.len() < rest.len())
}

/// Returns whether `value` starts with a tag of YAML, such as `!!str`.
pub(crate) fn is_tag(value: &str) -> bool {
    let word = value.split([' ', '\t']).next().unwrap_or("");
    matches!(word, "!!str" | "!!int" | "!!float" | "!!bool" | "!!null" | "!!seq" | "!!map")
}

pub(super) fn is_block_header(value: &str) -> bool {
    let header = value.split([' ', '\t']).next().unwrap_or("");
    let rest = &value[header.len()..];
    header.len() <= 3
        && header[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
        && is_only_comment(rest)
}

/// Returns whether `value` starts with an apostrophe instead of a quotation mark: `'90s`, `'tis`.
fn is_apostrophe(value: &str) -> bool {
    let word: String = value[1..]
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let clipped = matches!(word.as_str(), "tis" | "twas" | "til" | "em" | "cause");
    word.starts_with(|c: char| c.is_ascii_digit()) || clipped
}

#[cfg(test)]
mod tests {
    use super::{Misreading, ValueForm, ValueRole, classify_value};

    #[test]
    fn classifies_values() {
        let of = |value| classify_value(value, ValueRole::AfterKey, &|name| name == "base");
        assert_eq!(of("|-"), ValueForm::Block);
        assert_eq!(of("> 50 %"), ValueForm::Misread(6, Misreading::Start('>')));
        assert_eq!(of("\"a\" # b"), ValueForm::Quoted(3));
        assert_eq!(of("\"a\" b"), ValueForm::Misread(5, Misreading::AfterQuote));
        assert_eq!(of("*base"), ValueForm::Alias);
        assert_eq!(of("**a** b"), ValueForm::Misread(7, Misreading::Start('*')));
        assert_eq!(of("a: b"), ValueForm::Misread(4, Misreading::Colon));
        assert_eq!(of("a #b"), ValueForm::Text(1));
        assert_eq!(of("'90s"), ValueForm::Misread(4, Misreading::Start('\'')));
    }
}
