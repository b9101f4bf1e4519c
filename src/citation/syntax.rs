//! The syntax of citations, as in pandoc: `[see @doe99, pp. 33-35; -@smith04]` and `@doe99`.

/// A work that a citation names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CitedWork {
    /// The key of the work.
    pub key: String,
    /// The first byte of the key in what is written.
    pub key_start: usize,
    /// The text before it, such as `see `.
    pub prefix: String,
    /// The text after it: a comma and a page, for example.
    pub suffix: String,
    /// How its author is shown.
    pub author: AuthorForm,
}

/// How the author of a cited work is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthorForm {
    /// As the style has it.
    Usual,
    /// Not at all: `-@doe99`.
    Suppressed,
}

/// Parses what is between the brackets of a citation; `None` if it is none. `is_known` tells
/// whether a key exists: `[write to @team today]` is no citation unless `team` is a key.
pub(crate) fn parse_citation(
    inside: &str,
    is_known: impl Fn(&str) -> bool,
) -> Option<Vec<CitedWork>> {
    let mut works = Vec::new();
    let mut start = 0;
    for part in inside.split(';') {
        works.push(parse_work(part, start, &is_known)?);
        start += part.len() + 1;
    }
    Some(works)
}

fn parse_work(part: &str, offset: usize, is_known: impl Fn(&str) -> bool) -> Option<CitedWork> {
    let at = part.match_indices('@').map(|(at, _)| at).find(|&at| {
        let before = part[..at].strip_suffix('-').unwrap_or(&part[..at]);
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "(“„‘\"'".contains(c))
    })?;
    let (key, key_start, length) = parse_key(&part[at..])?;
    let suffix = &part[at + length..];
    let before = part[..at].strip_suffix('-');
    let is_certain = suffix.trim().is_empty()
        || suffix.starts_with(',')
        || key.contains(|c: char| c.is_ascii_digit())
        || is_known(key);
    is_certain.then(|| CitedWork {
        key: key.to_owned(),
        key_start: offset + at + key_start,
        prefix: before.unwrap_or(&part[..at]).trim_start().to_owned(),
        suffix: suffix.trim_end().to_owned(),
        author: if before.is_some() { AuthorForm::Suppressed } else { AuthorForm::Usual },
    })
}

/// Parses `@key` or `@{key}` at the start of a text. Returns the key, where it starts, and the
/// length of the whole. Punctuation at the end of a key does not belong to it.
pub(crate) fn parse_key(text: &str) -> Option<(&str, usize, usize)> {
    let rest = text.strip_prefix('@')?;
    if let Some(inside) = rest.strip_prefix('{') {
        let key = &inside[..inside.find(['}', '\n', '{'])?];
        let is_key = inside[key.len()..].starts_with('}') && !key.trim().is_empty();
        return is_key.then_some((key, 2, key.len() + 3));
    }
    let end = rest.find(|c: char| !is_key_char(c));
    let key = rest[..end.unwrap_or(rest.len())].trim_end_matches(|c: char| !is_word(c));
    // Two signs in a row end a key.
    let signs = key.char_indices().zip(key.chars().skip(1));
    let end = signs.into_iter().find(|((_, first), next)| !is_word(*first) && !is_word(*next));
    let key = end.map_or(key, |((at, _), _)| &key[..at]);
    key.starts_with(is_word).then_some((key, 1, key.len() + 1))
}

/// Returns whether a key without braces may contain a character.
pub(crate) fn is_key_char(c: char) -> bool {
    is_word(c) || ":.#$%&-+?<>~/".contains(c)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::{AuthorForm, parse_citation, parse_key};

    #[test]
    fn citations_are_those_of_pandoc() {
        let parse = |text| parse_citation(text, |key| key == "known");
        let works = parse("see @doe99, pp. 33-35; also -@smith04, ch. 1").unwrap();
        assert_eq!(works.len(), 2);
        assert_eq!((works[0].key.as_str(), works[0].key_start), ("doe99", 5));
        assert_eq!((works[0].prefix.as_str(), works[0].suffix.as_str()), ("see ", ", pp. 33-35"));
        assert_eq!((works[1].key.as_str(), works[1].key_start), ("smith04", 30));
        assert_eq!((works[1].prefix.as_str(), works[1].author), ("also ", AuthorForm::Suppressed));
        for text in ["@key", "@key, p. 3; @other", "-@doe", "@{a b}", "ask @known today"] {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in ["ana@example.org", "write to @team today", "me@home", "@", "a; b", "@ home"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn punctuation_after_a_key_is_text() {
        for (text, key) in [
            ("@doe99.", "doe99"),
            ("@doe:1999a, and", "doe:1999a"),
            ("@a--b", "a"),
            ("@{https://x.org/?a=b}.", "https://x.org/?a=b"),
            ("@Müller_2020's", "Müller_2020"),
        ] {
            assert_eq!(parse_key(text).map(|(key, _, _)| key), Some(key), "{text}");
        }
        assert_eq!(parse_key("@ x"), None);
        assert_eq!(parse_key("@-x"), None);
    }
}
