//! Reads `include`: the slides of another outline.

use super::super::vocabulary::INCLUDE;
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::{Node, NodeReader, find_key};

/// The slides of another outline.
#[derive(Debug)]
pub struct Include<'n> {
    /// The path of the outline, relative to the one that includes it.
    pub file: String,
    /// The span of the path.
    pub span: Span,
    /// The ids of the slides with their spans; `None` for all slides.
    pub slides: Option<Vec<(String, Span)>>,
    /// The variables for these slides.
    pub vars: Option<&'n Node>,
}

/// Returns the slides of the tree of an outline, which is their list or has it at `slides`.
pub fn find_slides(root: &Node) -> Option<&[Node]> {
    root.as_sequence().or_else(|| find_key(root, "slides")?.as_sequence())
}

/// Reads the value of `include`: a path, or `{file, slides, vars}`.
pub fn read_include<'n>(node: &'n Node, reader: &mut NodeReader) -> Option<Include<'n>> {
    if node.as_mapping().is_none() {
        let file = reader.read_path(node, "`include`")?;
        return Some(Include { file, span: node.span, slides: None, vars: None });
    }
    let mut fields = reader.read_fields(node, "`include`", &INCLUDE)?;
    let file = fields.take_value("file");
    let slides = fields.take_value("slides");
    let vars = fields.take_value("vars");
    fields.report_unknown_keys(reader);
    let slides = slides.map(|slides| {
        let ids = reader.read_one_or_many(slides, "`slides`");
        ids.iter().filter_map(|id| Some((reader.read_word(id, "an id")?, id.span))).collect()
    });
    let Some(file) = file else {
        reader.report_error(
            Code::MissingKey,
            "`include` has no `file`",
            node.span.start_point(),
            "write `file:` and the path of an outline",
        );
        return None;
    };
    let path = reader.read_path(file, "`file`")?;
    Some(Include { file: path, span: file.span, slides, vars })
}
