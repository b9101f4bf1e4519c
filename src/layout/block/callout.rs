//! A remark set apart.

use super::blocks;
use crate::deck::{Block, CalloutKind, Text};
use crate::layout::context::{Context, Voice};
use crate::layout::flow::{Boxed, Flow, Row, RowBody};
use crate::layout::paragraph::{Measure, paragraph};
use crate::scene::{ElementId, Role};
use crate::source::Span;

/// Sets a callout: a box with a bar in the colour of its kind.
pub(super) fn callout(
    context: &mut Context<'_, '_>,
    kind: CalloutKind,
    title: Option<&Text>,
    inside: &[Block],
    width: f32,
    parent: ElementId,
    span: Span,
) -> Flow {
    let element = context.element(parent, Role::Division, span);
    let colour = match kind {
        CalloutKind::Note => context.palette.primary,
        CalloutKind::Tip => context.palette.tip,
        CalloutKind::Warning => context.palette.warning,
    };
    let inset = context.inset(width);
    let edge = context.em(0.22);
    let inner = width - 2.0 * inset - edge;
    let mut flow = Flow::default();
    if let Some(title) = title {
        let heading = context.element(element, Role::Heading(3), title.span);
        let mut setting = context.setting(Voice::Label);
        setting.ink = context.ink(colour);
        flow = paragraph(context, title, &setting, Measure::balanced(inner, false), Some(heading))
            .kept_with_next();
    }
    let rows = blocks(context, inside, inner, element);
    let gap = context.em(0.2);
    flow.append(rows, gap);
    let boxed = Boxed {
        width,
        inset: [inset + edge, inset * 0.7, inset, inset * 0.7],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: Some((edge, colour)),
        radius: 0.0,
        align: 0.0,
        flow,
    };
    Flow::of(Row::of(RowBody::Boxed(Box::new(boxed))))
}
