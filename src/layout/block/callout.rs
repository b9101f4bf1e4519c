//! A remark set apart.

use super::lay_out_blocks;
use crate::deck::{Block, CalloutKind, Text};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{BoxedFlow, Flow, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{ElementId, Role};
use crate::source::Span;

/// Sets a callout: a box with a bar in the colour of its kind.
pub(super) fn lay_out_callout(
    context: &mut LayoutContext<'_, '_>,
    kind: CalloutKind,
    title: Option<&Text>,
    inside: &[Block],
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.add_element(parent, Role::Division, span);
    let colour = match kind {
        CalloutKind::Note => context.palette.primary,
        CalloutKind::Tip => context.palette.tip,
        CalloutKind::Warning => context.palette.warning,
    };
    let inset = context.box_inset(width);
    let edge = context.em(0.22);
    let inner = width - 2.0 * inset - edge;
    let mut flow = Flow::default();
    if let Some(title) = title {
        let heading = context.add_element(element, Role::Heading(3), title.span);
        let mut setting = context.paragraph_style(TextKind::Label);
        setting.colours = context.text_colours(colour);
        flow = lay_out_paragraph(
            context,
            title,
            &setting,
            ParagraphLayout::balanced(inner),
            Some(heading),
        )
        .keep_with_next();
    }
    let rows = lay_out_blocks(context, inside, inner, element);
    let gap = context.em(0.2);
    flow.append(rows, gap);
    let boxed = BoxedFlow {
        width,
        inset: [inset + edge, inset * 0.7, inset, inset * 0.7],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: Some((edge, colour)),
        radius: 0.0,
        align: 0.0,
        flow,
    };
    Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(boxed))))
}
