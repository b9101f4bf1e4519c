//! Signs that a tool writes for others: smart punctuation and the names of emoji.

use std::sync::LazyLock;

/// The names of GitHub, in order: a name, a space and the emoji in each line. From gemoji 8.1.0
/// (MIT).
const EMOJI: &str = include_str!("emoji.txt");

/// The longest name of an emoji between its colons, in bytes.
const MAX_EMOJI_NAME_BYTES: usize = 40;

/// Returns the typographic sign for the straight quote, the dashes or the dots at the start of
/// `rest`, and the length of what it replaces, as pandoc's extension `smart` does.
pub(super) fn find_smart_sign(before: Option<char>, rest: &str) -> Option<(char, usize)> {
    // The first character may have several bytes.
    let after = |length: usize| rest.get(length..)?.chars().next();
    let is_start = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '“' | '‘' | '/')
    });
    // Longer runs are drawn lines.
    if before.is_some_and(|c| matches!(c, '-' | '.') && rest.starts_with(c)) {
        return None;
    }
    let opens = is_start && after(1).is_some_and(|c| !c.is_whitespace());
    match rest.chars().next()? {
        '"' => Some((if opens { '“' } else { '”' }, 1)),
        // An apostrophe before a year: `in the ’90s`.
        '\'' if opens && !after(1).is_some_and(|c| c.is_ascii_digit()) => Some(('‘', 1)),
        '\'' => Some(('’', 1)),
        '-' if rest.starts_with("---") && after(3) != Some('-') => Some(('—', 3)),
        '-' if rest.starts_with("--") && after(2) != Some('-') => Some(('–', 2)),
        '.' if rest.starts_with("...") && after(3) != Some('.') => Some(('…', 3)),
        _ => None,
    }
}

/// Returns a text with typographic signs.
pub(super) fn smarten(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = find_smart_sign(result.chars().next_back(), rest);
        let (sign, length) = found.unwrap_or((first, first.len_utf8()));
        result.push(sign);
        rest = &rest[length..];
    }
    result
}

/// Returns the emoji whose name between colons starts `rest`, such as `:rocket:`, and its length.
pub(super) fn find_emoji(before: Option<char>, rest: &str) -> Option<(&'static str, usize)> {
    // `12:30:45` and `a:b:c` are no emoji.
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let inside = rest.strip_prefix(':')?;
    let end = inside.bytes().take(MAX_EMOJI_NAME_BYTES).position(|byte| byte == b':')?;
    static NAMES: LazyLock<Vec<(&str, &str)>> =
        LazyLock::new(|| EMOJI.lines().filter_map(|line| line.split_once(' ')).collect());
    let index = NAMES.binary_search_by_key(&&inside[..end], |(name, _)| name).ok()?;
    Some((NAMES[index].1, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_is_typeset_as_in_pandoc() {
        assert_eq!(
            smarten("\"Go,\" he said -- it's ('fine')..."),
            "“Go,” he said – it’s (‘fine’)…"
        );
        assert_eq!(smarten("the '90s --- pages 1--2, ----"), "the ’90s — pages 1–2, ----");
        assert_eq!(smarten("5\" and \" alone"), "5” and ” alone");
        assert_eq!(smarten("Über \"été\" · b"), "Über “été” · b");
    }

    #[test]
    fn times_are_no_names_of_emoji() {
        assert_eq!(find_emoji(None, ":rocket: go"), Some(("🚀", 8)));
        assert_eq!(find_emoji(Some('2'), ":30:45"), None);
        assert_eq!(find_emoji(None, ":no-such-name:"), None);
        let names: Vec<&str> = EMOJI.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(names.is_sorted(), "a search by halves needs the order of bytes");
    }
}
