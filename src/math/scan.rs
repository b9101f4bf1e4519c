//! Reads the source of a formula sign by sign, without its comments.

use std::ops::Range;

/// Returns the places of the signs of a formula: commands with their backslashes, and single
/// characters. Comments, from `%` to the end of the line, are left out.
pub(super) fn scan_signs(source: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while source[at..].starts_with('%') {
            at = source[at..].find('\n').map_or(source.len(), |length| at + length);
        }
        let sign = source[at..].chars().next()?;
        let start = at;
        at += sign.len_utf8();
        if sign == '\\' {
            let name = &source[at..];
            let letters = name.find(|sign: char| !sign.is_ascii_alphabetic());
            at += match letters.unwrap_or(name.len()) {
                0 => name.chars().next().map_or(0, char::len_utf8),
                length => length,
            };
        }
        Some(start..at)
    })
}

/// Returns the places of the commands of a formula, each with its backslash.
pub(super) fn scan_commands(source: &str) -> impl Iterator<Item = Range<usize>> {
    scan_signs(source).filter(|range| source[range.start..].starts_with('\\'))
}

/// Returns the places of the percent signs that are probably no comments: in a formula on one line,
/// after a number, or before a letter that follows at once.
pub(super) fn find_lost_percents(source: &str) -> Vec<Range<usize>> {
    if !source.contains('%') {
        return Vec::new();
    }
    let mut lost = Vec::new();
    let mut end_before = 0;
    // Comments are between two signs.
    for sign in scan_signs(source).chain(std::iter::once(source.len()..source.len())) {
        let hidden = end_before..sign.start;
        end_before = sign.end;
        let Some(at) = source[hidden.clone()].find('%').map(|at| hidden.start + at) else {
            continue;
        };
        let line_start = source[..at].rfind('\n').map_or(0, |at| at + 1);
        let before = source[line_start..at].trim_end();
        let is_comment = source.contains('\n')
            && (before.is_empty()
                || (before.len() < at - line_start
                    && !before.ends_with(|last: char| last.is_ascii_digit())));
        if !is_comment {
            lost.push(at..at + 1);
        }
    }
    lost
}

/// Returns the place of the text between the braces that follow `at`, which contains no braces.
pub(super) fn find_plain_argument(source: &str, at: usize) -> Option<Range<usize>> {
    let white = source[at..].len() - source[at..].trim_start().len();
    let start = at + white + 1;
    let inside = source[at + white..].strip_prefix('{')?;
    let end = inside.find(['{', '}']).filter(|&end| inside[end..].starts_with('}'))?;
    Some(start..start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_have_no_commands() {
        let source = "\\frac a % \\href\n\\% \\b\\\\% \\c";
        let commands: Vec<&str> = scan_commands(source).map(|range| &source[range]).collect();
        assert_eq!(commands, ["\\frac", "\\%", "\\b", "\\\\"]);
        assert_eq!(scan_signs("a\\").collect::<Vec<_>>(), [0..1, 1..2]);
    }

    #[test]
    fn percent_signs_are_comments_only_where_an_author_writes_them() {
        let lost = |source: &str| {
            find_lost_percents(source).into_iter().map(|range| range.start).collect::<Vec<_>>()
        };
        assert_eq!(lost("5%"), [1]);
        assert_eq!(lost("100% sure"), [3]);
        assert!(lost("r = 3\\% + x").is_empty());
        assert!(lost("a \n% b\n+ c % d\n+ e").is_empty());
        assert_eq!(lost("a = 5 % b\n+ 7% of\n c"), [6, 13]);
    }

    #[test]
    fn arguments_may_follow_white_space() {
        assert_eq!(find_plain_argument("\\color {red} x", 6), Some(8..11));
        assert_eq!(find_plain_argument("\\color{r{e}d}", 6), None);
        assert_eq!(find_plain_argument("\\color red", 6), None);
    }
}
