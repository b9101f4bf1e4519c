//! Reads a picture that is written in Markdown: `![text](path)`.

use super::super::read::ReadContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Returns the alternative text and the path of a text that is one picture. The path may have
/// spaces.
pub(crate) fn parse_picture(text: &str) -> Option<(&str, &str)> {
    let (alt, path) = text.trim().strip_prefix("![")?.strip_suffix(')')?.split_once("](")?;
    let path = path.trim();
    let path = path.strip_prefix('<').and_then(|path| path.strip_suffix('>')).unwrap_or(path);
    (!path.contains(['(', ')', '"', '\n'])).then_some((alt.trim(), path))
}

/// Returns a path with `/` between folders, and warns about backslashes.
pub(crate) fn normalize_picture_path(
    path: String,
    span: Span,
    context: &mut ReadContext,
) -> String {
    if !path.contains('\\') {
        return path;
    }
    let right = path.replace('\\', "/");
    context.reader.diagnostics.push(
        Diagnostic::warning(
            Code::BackslashInPath,
            "folders in a path are separated by `/`, not `\\`",
            span,
        )
        .with_help(format!("write `{right}`")),
    );
    right
}

#[cfg(test)]
mod tests {
    use super::parse_picture;

    #[test]
    fn a_path_can_have_spaces() {
        assert_eq!(parse_picture("![A boat](my boat.jpg)"), Some(("A boat", "my boat.jpg")));
        assert_eq!(parse_picture(" ![](<my boat.jpg>)"), Some(("", "my boat.jpg")));
        for text in ["![a](b.jpg) text", "![a](b.jpg \"c\")", "![a](b.jpg) ![c](d.jpg)", "[a](b)"] {
            assert_eq!(parse_picture(text), None, "{text}");
        }
    }
}
