//! Splits a `.bib` file into its entries, so that an error in one does not hide the others.

use std::ops::Range;

/// A part of a `.bib` file that starts with `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BibChunk {
    /// What it is.
    pub kind: ChunkKind,
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// The bytes of its key; empty if it has none.
    pub key: Range<usize>,
    /// Whether its closing brace is missing.
    pub is_unclosed: bool,
    /// The greatest depth of braces in it.
    pub depth: usize,
}

/// What a part of a `.bib` file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChunkKind {
    /// A work.
    Entry,
    /// `@string`: an abbreviation.
    Abbreviation,
    /// `@comment` or `@preamble`.
    Ignored,
}

/// Splits a file. Text between the entries is a comment.
pub(super) fn split_entries(text: &str) -> Vec<BibChunk> {
    let bytes = text.as_bytes();
    let mut chunks = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'%' => at = text[at..].find('\n').map_or(bytes.len(), |length| at + length),
            b'@' => match read_chunk(text, at) {
                Some(chunk) => {
                    at = chunk.range.end;
                    chunks.push(chunk);
                }
                None => at += 1,
            },
            _ => at += 1,
        }
    }
    chunks
}

/// Reads the part that starts with the `@` at `start`; `None` if none does.
fn read_chunk(text: &str, start: usize) -> Option<BibChunk> {
    let rest = &text[start + 1..];
    let name_length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let name = rest[..name_length].to_ascii_lowercase();
    let after_name = start + 1 + name_length;
    let open = after_name + text[after_name..].find(|c: char| !c.is_whitespace())?;
    let is_delimiter = matches!(text.as_bytes()[open], b'{' | b'(');
    if name.is_empty() || !is_delimiter {
        return None;
    }
    let kind = match name.as_str() {
        "string" => ChunkKind::Abbreviation,
        "comment" | "preamble" => ChunkKind::Ignored,
        _ => ChunkKind::Entry,
    };
    let (end, is_unclosed, depth) = find_end(text, open);
    let key = find_key(text, open + 1, end);
    Some(BibChunk { kind, range: start..end, key, is_unclosed, depth })
}

/// Returns the end of the part whose braces open at `open`, whether it is not closed, and the
/// greatest depth of braces in it. A part that is not closed ends before the next one that starts a
/// line.
fn find_end(text: &str, open: usize) -> (usize, bool, usize) {
    let bytes = text.as_bytes();
    let is_round = bytes[open] == b'(';
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let mut at = open;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !is_round {
                    return (at + 1, false, deepest);
                }
            }
            b')' if is_round && depth == 0 => return (at + 1, false, deepest),
            b'@' if bytes[at - 1] == b'\n' && starts_entry(&text[at..]) => {
                return (at, true, deepest);
            }
            _ => {}
        }
        at += 1;
    }
    (bytes.len(), true, deepest)
}

/// Whether a text starts like an entry: `@word{`.
fn starts_entry(text: &str) -> bool {
    let rest = text[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    rest.len() < text.len() - 1 && rest.trim_start().starts_with('{')
}

fn find_key(text: &str, start: usize, end: usize) -> Range<usize> {
    let inside = &text[start..end];
    let length = inside.find([',', '}', '\n', '=']).unwrap_or(inside.len());
    let key = &inside[..length];
    let from = start + key.len() - key.trim_start().len();
    from..from + key.trim().len()
}

#[cfg(test)]
mod tests {
    use super::{ChunkKind, split_entries};

    #[test]
    fn entries_are_found_between_comments() {
        let text = "% @book{no,}\nmail me@x.org\n@string{a = {b}}\n@book{one, title={A {B}}}\n\
                    @comment{x}\n@misc(two, note={)})";
        let found: Vec<_> = split_entries(text)
            .iter()
            .map(|chunk| (chunk.kind, &text[chunk.key.clone()]))
            .collect();
        let expected = [
            (ChunkKind::Abbreviation, "a"),
            (ChunkKind::Entry, "one"),
            (ChunkKind::Ignored, "x"),
            (ChunkKind::Entry, "two"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_unclosed_entry_ends_before_the_next() {
        let text = "@book{one, title={A\n@book{two, title={B}}\n";
        let chunks = split_entries(text);
        assert!(chunks[0].is_unclosed && !chunks[1].is_unclosed);
        assert_eq!(&text[chunks[1].range.clone()], "@book{two, title={B}}");
    }
}
