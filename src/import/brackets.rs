//! Finds the brackets of links and pictures.

use super::MarkdownLine;

/// The longest link text and alternative text that is looked for. It keeps the time for a line of
/// unclosed brackets linear.
pub(super) const MAX_LINK_TEXT_BYTES: usize = 2_000;
/// The longest address of a link that is looked for.
const MAX_ADDRESS_BYTES: usize = 4_000;

/// Joins lines between the brackets of a link that spans several lines.
pub(super) fn join_open_links(lines: &[MarkdownLine]) -> Vec<(String, usize)> {
    let mut joined: Vec<(String, usize)> = Vec::new();
    let mut open = false;
    for line in lines {
        match joined.last_mut().filter(|(text, _)| open && text.len() < MAX_LINK_TEXT_BYTES) {
            Some((text, _)) => *text = format!("{} {}", text.trim_end(), line.text.trim_start()),
            None => joined.push((line.text.to_owned(), line.number)),
        }
        open = joined.last().is_some_and(|(text, _)| {
            let bytes = text.bytes();
            let depth = bytes.fold(0_usize, |depth, byte| match byte {
                b'[' => depth + 1,
                b']' => depth.saturating_sub(1),
                _ => depth,
            });
            depth > 0 && !text.contains(['`', '\\'])
        });
    }
    joined
}

/// Parses `[text]` at the start of `text`. Returns the text inside, and the length with the
/// brackets.
pub(super) fn parse_brackets(text: &str) -> Option<(&str, usize)> {
    // Search for the bytes first, which is fast: a line can hold many unclosed brackets.
    let bytes = &text.as_bytes()[..text.len().min(MAX_LINK_TEXT_BYTES)];
    if !bytes.starts_with(b"[") || !bytes.contains(&b']') {
        return None;
    }
    let mut depth = 0;
    let mut escaped = false;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < MAX_LINK_TEXT_BYTES) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some((&text[1..at], at + 1));
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns where the brace is that closes the one before `inside`.
pub(super) fn find_closing_brace(inside: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Parses the name of a link definition after the text of a link: `[name]`, or `[]` or nothing if
/// the text is the name. Returns the name and the length.
pub(super) fn parse_reference<'t>(after: &'t str, text: &'t str) -> (&'t str, usize) {
    match parse_brackets(after) {
        Some(("", length)) => (text, length),
        Some(named) => named,
        None => (text, 0),
    }
}

/// Splits an address and what is after it. An address in angle brackets may have spaces.
pub(super) fn split_address(text: &str) -> (&str, &str) {
    let in_brackets = text.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    in_brackets.or_else(|| text.split_once([' ', '\t'])).unwrap_or((text, ""))
}

/// Parses `(url "title")` at the start of `text`. Returns URL, title and length.
pub(super) fn parse_target(text: &str) -> Option<(String, Option<String>, usize)> {
    let rest = text.strip_prefix('(')?;
    let mut depth = 0;
    let mut letters = rest.char_indices().take_while(|(at, _)| *at < MAX_ADDRESS_BYTES);
    let end = letters.find_map(|(at, c)| match c {
        '(' => {
            depth += 1;
            None
        }
        ')' if depth == 0 => Some(at),
        ')' => {
            depth -= 1;
            None
        }
        _ => None,
    })?;
    let inside = rest[..end].trim();
    let (address, title) = match inside.ends_with(['"', '\'']) || inside.starts_with('<') {
        true => split_address(inside),
        false => (inside, ""),
    };
    let title = title.trim().trim_matches(['"', '\'']);
    let title = Some(title.to_owned()).filter(|title| !title.is_empty());
    Some((address.trim_matches(['<', '>']).to_owned(), title, end + 2))
}
