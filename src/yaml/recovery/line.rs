//! One line of YAML, analysed without the lines around it.

/// A line with text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutlineLine<'a> {
    /// Number, from 1.
    pub number: usize,
    /// First byte of the line.
    pub start: usize,
    /// First byte of its text.
    pub content_start: usize,
    /// Column of its text, from 0.
    pub column: usize,
    /// Its text, without spaces at the end.
    pub content: &'a str,
}

impl<'a> OutlineLine<'a> {
    /// Analyses the line `text`, which starts at byte `start`; `None` if it is blank. A tab
    /// advances to the next multiple of `tab` columns.
    pub(crate) fn new(number: usize, start: usize, text: &'a str, tab: usize) -> Option<Self> {
        let content = text.trim_start_matches(is_space_like);
        if content.is_empty() {
            return None;
        }
        let indent = &text[..text.len() - content.len()];
        let column = indent.chars().fold(0, |column, c| match c {
            '\t' => (column / tab + 1) * tab,
            '\u{feff}' | '\u{200b}' => column,
            _ => column + 1,
        });
        let content = content.trim_end_matches(is_space_like);
        Some(Self { number, start, content_start: start + indent.len(), column, content })
    }

    /// Returns the byte after the last character.
    pub(crate) fn end(&self) -> usize {
        self.content_start + self.content.len()
    }
}

/// Returns whether a character looks like a space; the `\r` of a line break counts, too.
pub(crate) fn is_space_like(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'
            | '\r'
            | '\u{a0}'
            | '\u{202f}'
            | '\u{2007}'
            | '\u{3000}'
            | '\u{200b}'
            | '\u{feff}'
    )
}

/// Returns the length of the key at the start of `content`, without and with its colon: (`key`,
/// `key  :`).
pub(crate) fn find_key(content: &str) -> Option<(usize, usize)> {
    let length = match content.chars().next()? {
        quote @ ('"' | '\'') => quoted_length(content, quote)?,
        '[' | '{' | '#' => return None,
        _ => {
            let end = find_comment(content).unwrap_or(content.len());
            let at = content[..end]
                .match_indices(':')
                .map(|(at, _)| at)
                .find(|&at| is_key_end(&content[at + 1..]))?;
            content[..at].trim_end_matches(is_space_like).len()
        }
    };
    // Whatever is left out of the length belongs to the gap before the colon.
    let rest = content[length..].trim_start_matches(is_space_like);
    let colon = content.len() - rest.len();
    (length > 0 && rest.starts_with(':') && is_key_end(&rest[1..])).then_some((length, colon + 1))
}

/// Returns where a comment starts: the `#` of ` #`.
pub(crate) fn find_comment(content: &str) -> Option<usize> {
    content
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|&at| at == 0 || content[..at].ends_with([' ', '\t']))
}

/// Returns whether a comment looks like a hashtag that was meant to be visible.
pub(crate) fn is_hashtag(comment: &str) -> bool {
    comment.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Returns the length of the quoted text at the start of `content`, quotation marks included, if it
/// ends on this line.
pub(crate) fn quoted_length(content: &str, quote: char) -> Option<usize> {
    let mut characters = content.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if quote == '"' => {
                characters.next();
            }
            '\'' if quote == '\'' && characters.peek().is_some_and(|&(_, next)| next == '\'') => {
                characters.next();
            }
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Returns whether `word` looks like a key of the format rather than like a word of a sentence.
pub(crate) fn is_identifier(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// Returns whether a colon followed by `rest` ends a key.
fn is_key_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::find_key;

    #[test]
    fn keys_end_at_a_colon_before_a_blank() {
        assert_eq!(find_key("title: a: b"), Some((5, 6)));
        assert_eq!(find_key("title : a"), Some((5, 7)));
        assert_eq!(find_key("title\u{feff}: a"), Some((5, 9)));
        assert_eq!(find_key("\"a: b\": c"), Some((6, 7)));
        assert_eq!(find_key("http://example.org"), None);
        assert_eq!(find_key("12:30"), None);
        assert_eq!(find_key("words # comment: x"), None);
    }
}
