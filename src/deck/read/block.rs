//! Reads blocks by their keys, and lists of blocks.

use super::super::block::{Block, BlockKind};
use super::super::media_block::MediaKind;
use super::super::vocabulary::BLOCKS;
use super::{
    ReadContext, agenda, chart, citations, code, contact, containers, diagram, figure, icon, list,
    math, media, people, prose, qr, table, timeline,
};
use crate::source::Span;
use crate::yaml::{Field, Node, NodeKind};

/// Returns whether the key `name` (snake_case) is a block.
pub(crate) fn is_block_name(name: &str) -> bool {
    name != "when" && BLOCKS.has_key(name)
}

/// Reads the blocks of one key.
pub(crate) fn read_block(field: &Field, context: &mut ReadContext) -> Vec<Block> {
    let (node, name) = (field.value, field.name.as_str());
    let what = format!("`{name}`");
    let span = Span { start: field.key.span.start.min(node.span.start), ..node.span };
    let kind = match name {
        "text" | "body" => return prose::read_blocks(node, &what, context),
        "bullets" | "numbered" | "checklist" => return list::read_list(node, name, span, context),
        "content" => return read_block_list(node, &what, context),
        "heading" => context.read_text(node, &what).map(BlockKind::Heading),
        "figure" | "figures" | "image" | "images" => {
            read_nonempty_figures(node, &what, context).map(BlockKind::Figures)
        }
        "logos" => Some(figure::read_plain_figures(node, &what, context))
            .filter(|logos| !logos.is_empty())
            .map(BlockKind::Logos),
        "columns" => containers::read_columns(node, context),
        "cards" => containers::read_cards(node, context),
        "cascade" => containers::read_cascade(node, context),
        "stats" => containers::read_stats(node, context),
        "quote" => containers::read_quote(node, context),
        "callout" => containers::read_callout(node, context),
        "table" => return table::read_table(node, span, context),
        "code" => code::read_code(node, span, context),
        "references" => citations::read_references(node, field.key.span, context),
        "math" => math::read_math(node, context),
        "diagram" => diagram::read_diagram(node, context),
        "timeline" => timeline::read_timeline(node, context),
        "agenda" => agenda::read_agenda(node, context),
        "people" => people::read_people(node, context),
        "qr" => qr::read_qr(node, context),
        "video" => media::read_media(node, MediaKind::Video, context),
        "audio" => media::read_media(node, MediaKind::Audio, context),
        "icon" => icon::read_icon_block(node, context),
        "chart" => chart::read_chart(node, context),
        "contact" => contact::read_contacts(node, context),
        "group" => containers::read_group(node, &what, context),
        _ => None,
    };
    kind.into_iter().map(|kind| Block { kind, span }).collect()
}

/// Reads a list of blocks such as `content`. A text in it is a paragraph, and one entry may hold
/// several blocks.
pub(crate) fn read_block_list(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Block> {
    match &node.kind {
        NodeKind::Sequence(items) => {
            items.iter().flat_map(|item| read_block_entry(item, what, context)).collect()
        }
        NodeKind::Null => {
            context.reader.read_list(node, what);
            Vec::new()
        }
        _ => read_block_entry(node, what, context),
    }
}

/// Reads an entry of a list of blocks: a mapping with block keys, a text, or a list of blocks that
/// stay together.
pub(crate) fn read_block_entry(node: &Node, what: &str, context: &mut ReadContext) -> Vec<Block> {
    match &node.kind {
        NodeKind::Mapping(_) => {
            let Some(mut fields) = context.reader.read_fields(node, "a list of blocks", &BLOCKS)
            else {
                return Vec::new();
            };
            let blocks = fields.take_matching(is_block_name);
            fields.report_unknown_keys(&mut context.reader);
            blocks.iter().flat_map(|field| read_block(field, context)).collect()
        }
        NodeKind::Sequence(_) => {
            let blocks = read_block_list(node, what, context);
            vec![Block { kind: BlockKind::Group { steps: None, blocks }, span: node.span }]
        }
        _ => prose::read_blocks(node, &format!("an entry of {what}"), context),
    }
}

fn read_nonempty_figures(
    node: &Node,
    what: &str,
    context: &mut ReadContext,
) -> Option<Vec<super::super::figure::Figure>> {
    Some(figure::read_figures(node, what, context)).filter(|figures| !figures.is_empty())
}
