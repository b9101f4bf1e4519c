//! The lines of an SVG file.

use usvg::roxmltree::{Document, Node};

/// Where the lines of a file start. The XML library counts the lines from the start of the file
/// each time that it is asked.
pub(crate) struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Finds the lines of a document.
    pub(crate) fn new(document: &Document) -> Self {
        let text = document.input_text();
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        Self(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// Returns the line in which a node starts, from 1.
    pub(crate) fn row(&self, node: Node) -> u32 {
        let start = node.range().start;
        self.0.partition_point(|&line| line <= start) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, LineStarts};

    #[test]
    fn lines_are_those_of_the_xml_library() {
        let document = Document::parse("<?xml version='1.0'?>\r\n\n<a\n>x\n<b/><c>\n</c></a>\n");
        let document = document.unwrap();
        let lines = LineStarts::new(&document);
        for node in document.descendants() {
            let row = document.text_pos_at(node.range().start).row;
            assert_eq!(lines.row(node), row, "{node:?}");
        }
    }
}
