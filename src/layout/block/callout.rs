//! Lays out callouts: notes, tips and warnings.

use super::cards::box_outline;
use super::icon::{add_icon_before, icon_above, icon_indent};
use super::{Place, flow_of_box, lay_out_blocks};
use crate::deck::{Block, CalloutKind, Text};
use crate::icon::Icon;
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{BoxedFlow, Flow};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::Role;

/// How much taller the only callout of a slide may become, relative to the body.
const MAX_LONE_GROWTH: f32 = 0.4;

/// What is above the text of a callout.
#[derive(Clone, Copy)]
pub(super) struct CalloutHeading<'a> {
    /// The title.
    pub title: Option<&'a Text>,
    /// The icon before it.
    pub icon: Option<Icon>,
}

/// Lays out a callout as a box with a bar in the colour of its kind.
pub(super) fn lay_out_callout(
    context: &mut LayoutContext<'_, '_>,
    kind: CalloutKind,
    heading: CalloutHeading<'_>,
    blocks: &[Block],
    place: Place,
) -> Flow {
    let is_lone = context.is_lone_block;
    let element = context.add_element(place.parent, Role::Division, place.span);
    let colour = match kind {
        CalloutKind::Note => context.palette.primary,
        CalloutKind::Tip => context.palette.tip,
        CalloutKind::Warning => context.palette.warning,
    };
    let inset = context.box_inset(place.width);
    let bar_width = context.em(0.22);
    let inner_width = place.width - 2.0 * inset - bar_width;
    let mut flow = Flow::default();
    let CalloutHeading { title, icon } = heading;
    if let Some(title) = title {
        let heading = context.add_element(element, Role::Heading(3), title.span);
        let mut style = context.paragraph_style(TextKind::Label);
        style.colours = context.text_colours(colour);
        let layout = ParagraphLayout::balanced(inner_width - icon_indent(icon, &style));
        flow = lay_out_paragraph(context, title, &style, layout, Some(heading)).keep_with_next();
        add_icon_before(context, &mut flow, icon, &style);
    } else if let Some(icon) = icon {
        flow = icon_above(context, icon, colour);
    }
    let rows = context.in_box(|context| lay_out_blocks(context, blocks, inner_width, element));
    let gap = context.em(0.2);
    flow.append(rows, gap);
    let mut flow = flow_of_box(BoxedFlow {
        width: place.width,
        inset: [inset + bar_width, inset * 0.7, inset, inset * 0.7],
        fill: Some(context.palette.surface),
        stroke: box_outline(context),
        edge: Some((bar_width, colour)),
        radius: 0.0,
        align: 0.0,
        flow,
    });
    if is_lone {
        // On a portrait page the box stays wider than tall.
        let growth = context.body_height.min(place.width * 0.5) * MAX_LONE_GROWTH;
        flow.rows.iter_mut().for_each(|row| row.max_growth = growth);
    }
    flow
}
