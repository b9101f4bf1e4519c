//! Blocks by name, and lists of blocks.

use super::super::block::{Block, BlockKind};
use super::{Context, boxes, contact, figure, list, prose, table};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::yaml::{Field, Node, NodeKind};

/// The keys that are blocks, those included that are yet to come.
pub const NAMES: &[&str] = &[
    "text",
    "heading",
    "bullets",
    "numbered",
    "checklist",
    "figure",
    "figures",
    "image",
    "images",
    "logos",
    "columns",
    "cards",
    "cascade",
    "stats",
    "quote",
    "callout",
    "table",
    "contact",
    "group",
    "content",
    "body",
    "timeline",
    "chart",
    "code",
    "math",
    "qr",
    "agenda",
];

/// Blocks that the format names and that cannot be drawn yet, with what serves instead.
const LATER: &[(&str, &str)] = &[
    ("timeline", "use `cascade` or a `table` for now"),
    ("chart", "use a `figure` of the chart, or a `table`, for now"),
    ("code", "use a `figure`, or `code` between backticks inside a text, for now"),
    ("math", "use a `figure`, or x^2^ and H~2~O inside a text, for now"),
    ("qr", "use a `figure` of the code for now"),
    ("agenda", "list the sections with `bullets` for now"),
];

/// Whether a key of this name (snake_case) is a block.
pub fn is_name(name: &str) -> bool {
    NAMES.contains(&name)
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
        "figure" | "figures" | "image" | "images" => figures(node, &what, context).map(BlockKind::Figures),
        "logos" => Some(figure::list(node, &what, context)).filter(|logos| !logos.is_empty()).map(BlockKind::Logos),
        "columns" => boxes::columns(node, context),
        "cards" => boxes::cards(node, context),
        "cascade" => boxes::cascade(node, context),
        "stats" => boxes::stats(node, context),
        "quote" => boxes::quote(node, context),
        "callout" => boxes::callout(node, context),
        "table" => return table::read(node, span, context),
        "contact" => contact::read(node, context),
        "group" => Some(read_list(node, &what, context)).filter(|blocks| !blocks.is_empty()).map(BlockKind::Group),
        _ => {
            if let Some((_, hint)) = LATER.iter().find(|(later, _)| *later == name) {
                context.reader.error(Code::NotYet, format!("`{name}` is not there yet"), field.key.span, *hint);
            }
            None
        }
    };
    kind.into_iter().map(|kind| Block { kind, span }).collect()
}

/// The blocks of a list such as `content`; a text in it is a paragraph, and one entry may hold several blocks.
pub fn read_list(node: &Node, what: &str, context: &mut Context) -> Vec<Block> {
    match &node.kind {
        NodeKind::Sequence(items) => items.iter().flat_map(|item| read_entry(item, what, context)).collect(),
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
            let Some(mut fields) = context.reader.fields(node, "a list of blocks") else { return Vec::new() };
            let blocks = fields.take_all(is_name);
            fields.finish(&mut context.reader, NAMES);
            blocks.iter().flat_map(|field| read(field, context)).collect()
        }
        NodeKind::Sequence(_) => {
            let blocks = read_list(node, what, context);
            vec![Block { kind: BlockKind::Group(blocks), span: node.span }]
        }
        _ => prose::blocks(node, &format!("an entry of {what}"), context),
    }
}

fn figures(node: &Node, what: &str, context: &mut Context) -> Option<Vec<super::super::block::Figure>> {
    Some(figure::list(node, what, context)).filter(|figures| !figures.is_empty())
}
