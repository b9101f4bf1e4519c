//! Reads a picture that is written in Markdown: `![text](path)`.

use super::super::figure::Figure;
use super::super::read::ReadContext;
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::from_inert;

/// A picture in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MarkdownPicture<'a> {
    /// The alternative text; empty if there is none.
    pub alt: &'a str,
    /// The path as written.
    pub path: &'a str,
}

impl<'a> MarkdownPicture<'a> {
    /// Parses a text that is one picture. The path may have spaces.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (alt, path) = text.trim().strip_prefix("![")?.strip_suffix(')')?.split_once("](")?;
        let path = path.trim();
        let path = path.strip_prefix('<').and_then(|path| path.strip_suffix('>')).unwrap_or(path);
        (!path.contains(['(', ')', '"', '\n'])).then_some(Self { alt: alt.trim(), path })
    }

    /// Reads the picture as a figure, and warns about backslashes in the path.
    pub(crate) fn read_figure(self, span: Span, context: &mut ReadContext) -> Figure {
        let alt = Some(from_inert(self.alt).into_owned()).filter(|alt| !alt.is_empty());
        let path = normalize_path(&from_inert(self.path), span, context);
        Figure { alt, ..Figure::new(context.reader.resolve_path(path), span) }
    }
}

/// Returns a path with `/` between folders, and warns about backslashes.
fn normalize_path(path: &str, span: Span, context: &mut ReadContext) -> String {
    let right = path.replace('\\', "/");
    if right != path {
        context.reader.report_warning(
            Code::BackslashInPath,
            "folders in a path are separated by `/`, not `\\`",
            span,
            format!("write `{right}`"),
        );
    }
    right
}

#[cfg(test)]
mod tests {
    use super::MarkdownPicture;

    fn parse_picture(text: &str) -> Option<(&str, &str)> {
        MarkdownPicture::parse(text).map(|picture| (picture.alt, picture.path))
    }

    #[test]
    fn a_path_can_have_spaces() {
        assert_eq!(parse_picture("![A boat](my boat.jpg)"), Some(("A boat", "my boat.jpg")));
        assert_eq!(parse_picture(" ![](<my boat.jpg>)"), Some(("", "my boat.jpg")));
        for text in ["![a](b.jpg) text", "![a](b.jpg \"c\")", "![a](b.jpg) ![c](d.jpg)", "[a](b)"] {
            assert_eq!(parse_picture(text), None, "{text}");
        }
    }
}
