//! Text positions that may hold more than one line: a block string is Markdown (rule 5), everything
//! else one paragraph.

use super::super::block::{Block, BlockKind};
use super::super::markdown;
use super::super::text::Text;
use super::ReadContext;
use super::source_map::BlockSourceMap;
use crate::diagnostic::Code;
use crate::yaml::{Node, ScalarStyle};

/// The blocks that a text stands for.
pub fn read_blocks(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Block> {
    match node.as_scalar().filter(|scalar| scalar.is_block()) {
        None => match context.read_text(node, what) {
            Some(text) => vec![Block { kind: BlockKind::Text(text), span: node.span }],
            None => Vec::new(),
        },
        Some(scalar) if scalar.value.trim().is_empty() => {
            context.reader.report_error(
                Code::Empty,
                format!("{what} is empty"),
                node.span,
                "indent its text below it, or take it out",
            );
            Vec::new()
        }
        Some(scalar) => {
            let source = context.reader.source;
            let places = BlockSourceMap::new(source, node, scalar);
            // Folding leaves one line break where the author wrote a paragraph's end.
            let folded =
                (scalar.style == ScalarStyle::Folded).then(|| scalar.value.replace('\n', "\n\n"));
            markdown::parse_blocks(folded.as_deref().unwrap_or(&scalar.value), &places, context)
        }
    }
}

/// The paragraphs of a text that holds nothing else; what is not a paragraph is returned beside
/// them.
pub fn read_paragraphs(
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
