//! Open documents, and positions as the protocol counts them: lines from 0, columns in UTF-16
//! units.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::source::Source;

/// A document that is open in the editor.
pub(crate) struct Document {
    /// The editor's URI for it.
    pub uri: String,
    /// Its path in the file system.
    pub path: PathBuf,
    /// Its current text.
    pub source: Source,
}

impl Document {
    /// Creates a document that has just been opened.
    pub(crate) fn new(uri: &str, text: String) -> Self {
        let path = uri_to_path(uri);
        Self { uri: uri.to_owned(), source: Source::new(&path, text), path }
    }

    /// Applies the editor's changes: each replaces a range or the whole text.
    pub(crate) fn apply_changes(&mut self, changes: &Json) {
        for change in changes.as_array().into_iter().flatten() {
            let Some(new) = change["text"].as_str() else { continue };
            let mut text = self.source.text.clone();
            match change.get("range") {
                Some(range) => {
                    let (start, end) = (
                        byte_offset(&self.source, &range["start"]),
                        byte_offset(&self.source, &range["end"]),
                    );
                    text.replace_range(start..end.max(start), new);
                }
                None => text = new.to_owned(),
            }
            self.source = Source::new(&self.path, text);
        }
    }
}

/// Converts a position to a byte offset. A position past the end of a line is its end.
pub(crate) fn byte_offset(source: &Source, position: &Json) -> usize {
    let line = position["line"].as_u64().unwrap_or(0).min(u64::from(u32::MAX)) as usize + 1;
    if line > source.line_count() {
        return source.text.len();
    }
    let mut units = position["character"].as_u64().unwrap_or(0) as usize;
    let mut at = source.line_start(line);
    for c in source.line_text(line).chars() {
        if units < c.len_utf16() {
            break;
        }
        units -= c.len_utf16();
        at += c.len_utf8();
    }
    at
}

/// Converts a byte offset to a position.
pub(crate) fn lsp_position(source: &Source, offset: usize) -> Json {
    let line = source.position(offset).line;
    let start = source.line_start(line);
    let before = source.text.get(start..offset).unwrap_or("");
    json!({ "line": line - 1, "character": before.encode_utf16().count() })
}

/// Converts a byte range to a range of positions.
pub(crate) fn lsp_range(source: &Source, bytes: std::ops::Range<usize>) -> Json {
    json!({ "start": lsp_position(source, bytes.start), "end": lsp_position(source, bytes.end) })
}

/// Converts a `file:` URI to a path.
pub(crate) fn uri_to_path(uri: &str) -> PathBuf {
    let path = uri.strip_prefix("file://").unwrap_or(uri);
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    let path = String::from_utf8_lossy(&bytes).into_owned();
    // `file:///C:/talk` on Windows.
    let drive = path.as_bytes().get(2) == Some(&b':') && path.starts_with('/');
    PathBuf::from(if drive { &path[1..] } else { &path })
}

/// Converts a path to a `file:` URI.
pub(crate) fn path_to_uri(path: &std::path::Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{Document, byte_offset, lsp_position, path_to_uri, uri_to_path};
    use serde_json::json;
    use std::path::Path;

    #[test]
    fn places_count_utf16_units() {
        let document = Document::new("file:///a.yaml", "a\n𝄞b: é\n".to_owned());
        let source = &document.source;
        for (at, line, character) in [(0, 0, 0), (2, 1, 0), (6, 1, 2), (7, 1, 3), (9, 1, 5)] {
            assert_eq!(lsp_position(source, at), json!({ "line": line, "character": character }));
            assert_eq!(byte_offset(source, &json!({ "line": line, "character": character })), at);
        }
        assert_eq!(byte_offset(source, &json!({ "line": 1, "character": 99 })), 11);
        assert_eq!(byte_offset(source, &json!({ "line": 99, "character": 0 })), 12);
    }

    #[test]
    fn addresses_lead_to_paths_and_back() {
        assert_eq!(
            uri_to_path("file:///tmp/my%20talk/%C3%A9.yaml"),
            Path::new("/tmp/my talk/é.yaml")
        );
        assert_eq!(
            path_to_uri(Path::new("/tmp/my talk/é.yaml")),
            "file:///tmp/my%20talk/%C3%A9.yaml"
        );
        assert_eq!(uri_to_path("file:///C:/talk.yaml"), Path::new("C:/talk.yaml"));
    }
}
