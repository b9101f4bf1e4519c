//! Line breaks within a paragraph: a space, or nothing in scripts that are written without spaces.

use super::node::ScalarStyle;

/// Returns whether a line break between two characters of a paragraph is a space. It is none
/// between characters of scripts without spaces between words, nor beside their punctuation, which
/// has its own space.
pub fn needs_space_between(before: char, after: char) -> bool {
    let is_wide = |c: char| is_unspaced(c) || is_wide_punctuation(c);
    // The quotation marks and dashes that Chinese and Japanese share with Latin script.
    let is_shared = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '—' | '―' | '…' | '·' | '‥');
    let is_east_asian = |c: char| is_wide(c) && !is_southeast_asian(c);
    !(is_wide(before) && is_wide(after)
        || is_wide_punctuation(before)
        || is_wide_punctuation(after)
        || is_shared(before) && is_east_asian(after)
        || is_east_asian(before) && is_shared(after))
}

/// Returns whether a character is of a script that is written without spaces between words: Han,
/// kana, Bopomofo, Yi, Thai, Lao, Khmer and Burmese, but not Hangul. The blocks are those of
/// Unicode 17.
pub fn is_unspaced(c: char) -> bool {
    is_southeast_asian(c)
        || matches!(u32::from(c),
            0x2E80..=0x2FDF        // Han radicals
            | 0x3005..=0x3007      // 々〆〇
            | 0x3021..=0x302D | 0x3031..=0x3035 | 0x3038..=0x303C
            | 0x3041..=0x30FA | 0x30FC..=0x312F  // kana, Bopomofo
            | 0x3190..=0x31FF      // annotation, strokes, small kana
            | 0x3220..=0x325F | 0x3280..=0x33FF  // enclosed and squared Han and kana
            | 0x3400..=0x4DBF | 0x4E00..=0xA4CF  // Han, Yi
            | 0xF900..=0xFAFF      // compatibility Han
            | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF // variation selectors
            | 0xFF66..=0xFF9F      // halfwidth kana
            | 0x1AFF0..=0x1B16F    // further kana
            | 0x20000..=0x3FFFF    // further Han
        )
}

fn is_southeast_asian(c: char) -> bool {
    matches!(u32::from(c),
        0x0E01..=0x0E3A | 0x0E40..=0x0EFF    // Thai, Lao
        | 0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F // Burmese
        | 0x1780..=0x17FF | 0x19E0..=0x19FF  // Khmer
    )
}

/// Returns whether a character is punctuation that takes the width of a Han character.
fn is_wide_punctuation(c: char) -> bool {
    matches!(u32::from(c),
        0x3001..=0x3003 | 0x3008..=0x3020 | 0x3030 | 0x303D | 0x30FB
        | 0xFE10..=0xFE19 | 0xFE30..=0xFE6B // vertical and small forms
        | 0xFF01..=0xFF65                   // fullwidth forms
        | 0xFFE0..=0xFFE6
    )
}

/// Removes the spaces from `value`, a scalar written as `source`, that stand for line breaks
/// between characters of scripts without spaces.
pub(super) fn fold_unspaced_lines(value: String, source: &str, style: ScalarStyle) -> String {
    let has_breaks = style != ScalarStyle::Literal && source.contains('\n') && value.contains(' ');
    if !has_breaks || !value.chars().any(|c| is_unspaced(c) || is_wide_punctuation(c)) {
        return value;
    }
    match find_folded_breaks(&value, source, style) {
        Some(spaces) => {
            let mut spaces = spaces.into_iter().peekable();
            let kept = value.char_indices().filter(|(at, _)| spaces.next_if_eq(at).is_none());
            kept.map(|(_, c)| c).collect()
        }
        None => value,
    }
}

/// Returns the offsets of the spaces in `value` that a line break in `source` became and that are
/// not needed. Returns `None` if the two texts do not match.
fn find_folded_breaks(value: &str, source: &str, style: ScalarStyle) -> Option<Vec<usize>> {
    let (quote, source) = match style {
        ScalarStyle::Folded => (None, skip_header(source).trim_start()),
        ScalarStyle::Quoted => (source.chars().next(), source.get(1..source.len() - 1)?),
        _ => (None, source),
    };
    let mut spaces = Vec::new();
    let mut rest = source;
    let start =
        if style == ScalarStyle::Folded { value.len() - value.trim_start().len() } else { 0 };
    let mut letters = value[start..].char_indices().map(|(at, c)| (start + at, c)).peekable();
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if rest[..blank].contains('\n') {
            let breaks = rest[..blank].matches('\n').count();
            rest = &rest[blank..];
            let at = letters.peek().map_or(value.len(), |(at, _)| *at);
            let mut count = 0;
            while letters.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\n')).is_some() {
                count += 1;
            }
            let after = letters.peek().map(|(_, c)| *c);
            if let (Some(before), Some(after)) = (before, after)
                && breaks == 1
                && count == 1
                && value[at..].starts_with(' ')
                && !needs_space_between(before, after)
            {
                spaces.push(at);
            }
            continue;
        }
        if c == '\\' && quote == Some('"') {
            let escape = rest[1..].chars().next()?;
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            rest = rest.get(1 + escape.len_utf8() + digits..)?;
            if matches!(escape, '\n' | '\r') {
                rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
                continue;
            }
            before = Some(letters.next()?.1);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == '\'' && quote == Some('\'') {
            rest = rest.strip_prefix('\'')?;
        }
        before = Some(c);
        if letters.next()?.1 != c {
            return None;
        }
    }
    Some(spaces)
}

/// Returns a block string without its first line, if that is `>` with indicators such as `-`.
fn skip_header(source: &str) -> &str {
    let header = source.strip_prefix('>').and_then(|rest| rest.split_once('\n'));
    let is_header =
        |line: &str| line.trim().chars().all(|c| matches!(c, '+' | '-') || c.is_ascii_digit());
    match header {
        Some((line, rest)) if is_header(line) => rest,
        _ => source,
    }
}

#[cfg(test)]
mod tests {
    use super::{needs_space_between, *};

    #[test]
    fn only_scripts_without_spaces_are_joined() {
        for (before, after) in [
            ('中', '文'),
            ('，', '文'),
            ('、', 'E'),
            ('」', 'の'),
            ('ไ', 'ท'),
            ('”', '中'),
            ('ー', 'カ'),
            ('ຂ', 'ຄ'),
        ] {
            assert!(!needs_space_between(before, after), "{before}{after}");
        }
        for (before, after) in [
            ('a', '中'),
            ('中', 'a'),
            ('한', '국'),
            ('中', '1'),
            ('”', 'a'),
            ('—', 'ไ'),
            ('🙂', '中'),
            ('x', 'y'),
        ] {
            assert!(needs_space_between(before, after), "{before}{after}");
        }
    }

    #[test]
    fn spaces_of_line_breaks_are_removed_and_others_kept() {
        for (value, source, style, expected) in [
            ("中 文", "中\n  文", ScalarStyle::Plain, "中文"),
            ("甲 乙 丙", "甲 乙\n  丙", ScalarStyle::Plain, "甲 乙丙"),
            ("甲\n乙", "甲\n\n  乙", ScalarStyle::Plain, "甲\n乙"),
            ("它's 甲 乙", "'它''s 甲\r\n  乙'", ScalarStyle::Quoted, "它's 甲乙"),
            ("\t甲 乙", "\"\\t\\u7532\n  乙\"", ScalarStyle::Quoted, "\t甲乙"),
            ("甲乙 丙", "\"甲\\\n  乙 丙\"", ScalarStyle::Quoted, "甲乙 丙"),
            ("甲 乙\n丙\n", ">\n  甲\n  乙\n\n  丙\n", ScalarStyle::Folded, "甲乙\n丙\n"),
            ("甲 乙\n", "甲\n  乙\n", ScalarStyle::Folded, "甲乙\n"),
            ("甲 x 乙", "甲\n x\n 乙", ScalarStyle::Plain, "甲 x 乙"),
        ] {
            assert_eq!(fold_unspaced_lines(value.to_owned(), source, style), expected, "{source}");
        }
    }
}
