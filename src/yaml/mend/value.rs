//! What stands behind a key or a dash, and whether YAML would read it as the author means it.

use super::line::{comment, is_hashtag, quoted_length};

/// How a value is to be read.
#[derive(Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, or only a comment: more may follow below.
    Empty,
    /// `|` or `>`: the lines below are its text.
    Block,
    /// In quotes that close on this line; its length.
    Quoted(usize),
    /// In quotes that do not close on this line.
    OpenQuote(char),
    /// In brackets.
    Flow,
    /// A definition for references, of this length; the value follows.
    Anchor(usize),
    /// A reference; there is nothing to mend.
    Alias,
    /// Words, of this length without a comment behind them.
    Words(usize),
    /// Words that YAML would misread, and why.
    Trouble(usize, Trouble),
}

/// Why YAML would misread words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// They start with a character that means something to YAML.
    Start(char),
    /// They hold a colon and a space.
    Colon,
    /// They go on behind the closing quote.
    AfterQuote,
    /// A list that starts on the line of its key.
    DashBehindKey,
}

/// Looks at `value`, which may be empty and has no blanks around it. `named` tells whether a name
/// is defined and referred to.
pub fn classify(value: &str, behind_key: bool, named: &dyn Fn(&str) -> bool) -> Value {
    let Some(first) = value.chars().next() else { return Value::Empty };
    let words = words_length(value);
    match first {
        '#' => Value::Empty,
        '|' | '>' if is_block_header(value) => Value::Block,
        '"' | '\'' => match quoted_length(value, first) {
            None if first == '\'' && is_apostrophe(value) => {
                Value::Trouble(words, Trouble::Start('\''))
            }
            None => Value::OpenQuote(first),
            Some(length) if closes(&value[length..]) => Value::Quoted(length),
            Some(_) => Value::Trouble(words, Trouble::AfterQuote),
        },
        '[' | '{' => Value::Flow,
        '*' if named(name_of(value)) && closes(&value[1 + name_of(value).len()..]) => Value::Alias,
        '&' if named(name_of(value)) => Value::Anchor(1 + name_of(value).len()),
        '!' if is_tag(value) => Value::Words(words),
        '*' | '&' | '!' | '@' | '`' | '%' | '|' | '>' | ',' | ']' | '}' => {
            Value::Trouble(words, Trouble::Start(first))
        }
        '-' if behind_key && (value == "-" || value.starts_with("- ")) => {
            Value::Trouble(words, Trouble::DashBehindKey)
        }
        '?' | ':' if value.len() == 1 || value[1..].starts_with(' ') => {
            Value::Trouble(words, Trouble::Start(first))
        }
        _ => {
            let body = &value[..comment(value).unwrap_or(value.len())];
            let body = body.trim_end();
            if behind_key && (body.contains(": ") || body.ends_with(':')) {
                Value::Trouble(words, Trouble::Colon)
            } else {
                Value::Words(body.len())
            }
        }
    }
}

/// Length of the words at the start of `value`: hashtags belong to them, comments do not.
fn words_length(value: &str) -> usize {
    match value.match_indices(" #").map(|(at, _)| at).find(|&at| !is_hashtag(&value[at + 1..])) {
        Some(at) => value[..at].trim_end().len(),
        None => value.len(),
    }
}

/// The name behind `*` or `&`.
pub fn name_of(value: &str) -> &str {
    let rest = &value[1..];
    &rest[..rest.find([' ', '\t', ',', ']', '}']).unwrap_or(rest.len())]
}

/// Whether nothing, or only a comment, follows.
fn closes(rest: &str) -> bool {
    let words = rest.trim_start();
    words.is_empty() || (words.starts_with('#') && words.len() < rest.len())
}

/// Whether `value` starts with one of YAML's own tags, such as `!!str`.
pub fn is_tag(value: &str) -> bool {
    let word = value.split([' ', '\t']).next().unwrap_or("");
    matches!(word, "!!str" | "!!int" | "!!float" | "!!bool" | "!!null" | "!!seq" | "!!map")
}

fn is_block_header(value: &str) -> bool {
    let header = value.split([' ', '\t']).next().unwrap_or("");
    let rest = &value[header.len()..];
    header.len() <= 3
        && header[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
        && closes(rest)
}

/// `'90s`, `'tis`: an apostrophe and not an opening quote.
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
    use super::{Trouble, Value, classify};

    #[test]
    fn values_are_told_apart() {
        let of = |value| classify(value, true, &|name| name == "base");
        assert_eq!(of("|-"), Value::Block);
        assert_eq!(of("> 50 %"), Value::Trouble(6, Trouble::Start('>')));
        assert_eq!(of("\"a\" # b"), Value::Quoted(3));
        assert_eq!(of("\"a\" b"), Value::Trouble(5, Trouble::AfterQuote));
        assert_eq!(of("*base"), Value::Alias);
        assert_eq!(of("**a** b"), Value::Trouble(7, Trouble::Start('*')));
        assert_eq!(of("a: b"), Value::Trouble(4, Trouble::Colon));
        assert_eq!(of("a #b"), Value::Words(1));
        assert_eq!(of("'90s"), Value::Trouble(4, Trouble::Start('\'')));
    }
}
