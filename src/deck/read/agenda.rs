//! Reads `agenda`: `true` or `{depth, times, numbers}`.

use super::super::agenda::Agenda;
use super::super::block::{Block, BlockKind};
use super::super::slide::{Layout, Slide};
use super::super::vocabulary::AGENDA;
use super::{ReadContext, show};
use crate::yaml::Node;

/// Reads the value of `agenda`.
pub(crate) fn read_agenda(node: &Node, context: &mut ReadContext) -> Option<BlockKind> {
    let mut agenda = Agenda { numbers: true, ..Agenda::default() };
    if node.as_mapping().is_none() {
        let is_wanted =
            context.reader.read_boolean_or(node, "`agenda`", "`true`, or keys such as `depth`")?;
        return is_wanted.then_some(BlockKind::Agenda(agenda));
    }
    let mut fields = context.reader.read_fields(node, "`agenda`", &AGENDA)?;
    let depth = fields.take_value("depth");
    let depth = depth.and_then(|node| context.reader.read_integer(node, "`depth`", 1..=2));
    agenda.has_topics = depth == Some(2);
    agenda.times = show::read_flag(&mut fields, "times", context);
    agenda.numbers = show::read_flag(&mut fields, "numbers", context).unwrap_or(true);
    fields.report_unknown_keys(&mut context.reader);
    Some(BlockKind::Agenda(agenda))
}

/// Adds the agenda to a slide with `layout: agenda` that has none.
pub(crate) fn add_to_layout(slide: &mut Slide) {
    if slide.layout == Layout::Agenda && slide.blocks.is_empty() {
        let agenda = Agenda { numbers: true, ..Agenda::default() };
        slide.blocks.push(Block { kind: BlockKind::Agenda(agenda), span: slide.span });
    }
}
