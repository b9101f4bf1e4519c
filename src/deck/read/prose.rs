//! Reads texts that may have more than one paragraph. A block string is Markdown, and any other
//! scalar is one paragraph.

use super::super::block::{Block, BlockKind};
use super::super::markdown;
use super::super::text::Text;
use super::source_map::BlockSourceMap;
use super::{ReadContext, math};
use crate::diagnostic::Code;
use crate::yaml::{Node, ScalarStyle};

/// Reads a text as blocks.
pub(crate) fn read_blocks(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Block> {
    match node.as_scalar().filter(|scalar| scalar.is_block()) {
        None if is_display_formula(node) => {
            let kind = math::read_math(node, context);
            kind.into_iter().map(|kind| Block { kind, span: node.span }).collect()
        }
        None => match context.read_text(node, what) {
            Some(text) => vec![Block { kind: BlockKind::Text(text), span: node.span }],
            None => Vec::new(),
        },
        Some(scalar) if scalar.value.trim().is_empty() => {
            context.reader.report_error(
                Code::MissingValue,
                format!("{what} is empty"),
                node.span,
                "indent the text below the key, or remove the key",
            );
            Vec::new()
        }
        Some(scalar) => {
            let source = context.reader.source;
            let places = BlockSourceMap::new(source, node, scalar);
            // Folding reduces the blank line between paragraphs to one line break.
            let folded = (scalar.style == ScalarStyle::Folded)
                .then(|| scalar.markup().replace('\n', "\n\n"));
            markdown::parse_blocks(folded.as_deref().unwrap_or(scalar.markup()), &places, context)
        }
    }
}

/// Whether a text is one formula between `$$` and `$$`.
fn is_display_formula(node: &Node) -> bool {
    node.as_scalar().is_some_and(|scalar| {
        let inside = scalar.markup().trim().strip_prefix("$$");
        inside.and_then(|rest| rest.strip_suffix("$$")).is_some_and(|tex| !tex.contains('$'))
    })
}

/// Reads a text that should contain only paragraphs. Other blocks are returned separately.
pub(crate) fn read_paragraphs(
    node: &Node,
    what: &str,
    context: &mut ReadContext,
) -> (Vec<Text>, Vec<Block>) {
    let (texts, rest): (Vec<_>, Vec<_>) = read_blocks(node, what, context)
        .into_iter()
        .partition(|block| matches!(block.kind, BlockKind::Text(_)));
    let texts = texts.into_iter().filter_map(|block| match block.kind {
        BlockKind::Text(text) => Some(text),
        _ => None,
    });
    (texts.collect(), rest)
}
