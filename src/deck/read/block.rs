//! Blocks by name, and lists of blocks.

use super::super::block::{Block, BlockKind};
use super::super::vocabulary::BLOCKS;
use super::{Context, boxes, contact, figure, list, prose, table};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::vocabulary::Status;
use crate::yaml::{Field, Node, NodeKind};

/// Whether a key of this name (snake_case) is a block.
pub fn is_name(name: &str) -> bool {
    BLOCKS.has(name)
}

/// The blocks that one key stands for.
pub fn read(field: &Field, context: &mut Context) -> Vec<Block> {
    let (node, name) = (field.value, field.name.as_str());
    let what = format!("`{name}`");
    let span = Span { start: field.key.span.start.min(node.span.start), ..node.span };
    let kind = match name {
        "text" | "body" => return prose::blocks(node, &what, context),
        "bullets" | "numbered" | "checklist" => return list::read(node, name, span, context),
        "content" => return read_list(node, &what, context),
        "heading" => context.text(node, &what).map(BlockKind::Heading),
        "figure" | "figures" | "image" | "images" => {
            figures(node, &what, context).map(BlockKind::Figures)
        }
        "logos" => Some(figure::list(node, &what, context))
            .filter(|logos| !logos.is_empty())
            .map(BlockKind::Logos),
        "columns" => boxes::columns(node, context),
        "cards" => boxes::cards(node, context),
        "cascade" => boxes::cascade(node, context),
        "stats" => boxes::stats(node, context),
        "quote" => boxes::quote(node, context),
        "callout" => boxes::callout(node, context),
        "table" => return table::read(node, span, context),
        "contact" => contact::read(node, context),
        "group" => Some(read_list(node, &what, context))
            .filter(|blocks| !blocks.is_empty())
            .map(BlockKind::Group),
        _ => {
            if let Some(Status::Refused(advice)) = BLOCKS.find(name).map(|key| key.status) {
                context.reader.error(
                    Code::NotYet,
                    format!("`{name}` is not there yet"),
                    field.key.span,
                    advice,
                );
            }
            None
        }
    };
    kind.into_iter().map(|kind| Block { kind, span }).collect()
}

/// The blocks of a list such as `content`; a text in it is a paragraph, and one entry may hold
/// several blocks.
pub fn read_list(node: &Node, what: &str, context: &mut Context) -> Vec<Block> {
    match &node.kind {
        NodeKind::Sequence(items) => {
            items.iter().flat_map(|item| read_entry(item, what, context)).collect()
        }
        NodeKind::Null => {
            context.reader.list(node, what);
            Vec::new()
        }
        _ => read_entry(node, what, context),
    }
}

/// The blocks of a mapping whose keys are all blocks; of a text; or of a list of either.
pub fn read_entry(node: &Node, what: &str, context: &mut Context) -> Vec<Block> {
    match &node.kind {
        NodeKind::Mapping(_) => {
            let Some(mut fields) = context.reader.fields(node, "a list of blocks", &BLOCKS) else {
                return Vec::new();
            };
            let blocks = fields.take_all(is_name);
            fields.finish(&mut context.reader);
            blocks.iter().flat_map(|field| read(field, context)).collect()
        }
        NodeKind::Sequence(_) => {
            let blocks = read_list(node, what, context);
            vec![Block { kind: BlockKind::Group(blocks), span: node.span }]
        }
        _ => prose::blocks(node, &format!("an entry of {what}"), context),
    }
}

fn figures(
    node: &Node,
    what: &str,
    context: &mut Context,
) -> Option<Vec<super::super::block::Figure>> {
    Some(figure::list(node, what, context)).filter(|figures| !figures.is_empty())
}
