//! Lays out one level of a cascade: a label and its text.

use super::figures::{PicturePlace, add_figure_element, picture_row};
use super::icon::{add_icon_before, icon_indent};
use super::plate::plate_for_figure;
use super::{flow_of_box, lay_out_blocks};
use crate::deck::{CascadeLevel, Figure};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Flow};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::scene::{Colour, ElementId, Role};

/// Where a level goes.
#[derive(Clone, Copy)]
pub(super) struct LevelPlace {
    /// Width of the level.
    pub width: f32,
    /// Width of its label.
    pub label_width: f32,
    /// Element of the list that holds the levels.
    pub list: ElementId,
    /// Least height of the words of its label, so that labels side by side have equal heights.
    pub label_height: f32,
    /// Background colour of the label.
    pub colour: Colour,
    /// Whether no level has anything but a label, so that there are no boxes for texts.
    pub is_bare: bool,
}

/// Returns whether no level has anything but a label.
pub(super) fn are_bare(levels: &[CascadeLevel]) -> bool {
    levels.iter().all(|level| level.blocks.is_empty() && level.figure.is_none())
}

/// The elements of a level: a list item with label and body.
struct LevelElements {
    label: ElementId,
    body: ElementId,
}

fn add_level_elements(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    list: ElementId,
) -> LevelElements {
    let item = context.add_element(list, Role::ListItem, level.span);
    let label = context.add_element(item, Role::Label, level.label.span);
    let body = context.add_element(item, Role::ListBody, level.span);
    LevelElements { label, body }
}

/// Returns the style of labels.
pub(super) fn label_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let mut style = context.paragraph_style(TextKind::Label);
    style.leading = 1.18;
    style.colours = context.text_colours(context.palette.on_primary);
    style
}

/// Returns the colour of the label of level `index` of `count`. The first level has the primary
/// colour; the others are lighter, but never so light that the label is hard to read.
pub(super) fn level_colour(context: &LayoutContext<'_, '_>, index: usize, count: usize) -> Colour {
    let share = if count > 1 { index as f32 / (count - 1) as f32 } else { 0.0 };
    let (primary, text) = (context.palette.primary, context.palette.on_primary);
    (0..=10)
        .map(|step| {
            let share = share * 0.22 * (10 - step) as f32 / 10.0;
            primary.mixed_with(context.palette.background, share)
        })
        .find(|colour| colour.contrast_ratio(text) >= 5.5)
        .unwrap_or(primary)
}

/// Lays out the label of a level in this width, with its icon.
fn lay_out_label(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    width: f32,
    element: Option<ElementId>,
) -> Flow {
    let style = label_style(context);
    let layout = ParagraphLayout::balanced(width - icon_indent(level.icon, &style));
    let mut label = lay_out_paragraph(context, &level.label, &style, layout, element);
    add_icon_before(context, &mut label, level.icon, &style);
    label
}

/// Lays out a level of stairs: the label on the left, its text on the right.
pub(super) fn lay_out_level(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    place: LevelPlace,
) -> Flow {
    let elements = add_level_elements(context, level, place.list);
    let label_width = place.label_width;
    let inset = context.em(context.theme.space.inset).min(label_width * 0.27);
    let label_room = label_width - 2.0 * inset;
    let label = lay_out_label(context, level, label_room, Some(elements.label));
    let label_box = BoxedFlow {
        width: label_width,
        inset: [inset, inset * 0.75, inset, inset * 0.75],
        fill: Some(place.colour),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.5,
        flow: label,
    };
    if place.is_bare {
        let column = Column {
            x: 0.0,
            flow: flow_of_box(label_box),
            align: 0.0,
            stretch: true,
            repeats: false,
        };
        return Flow::of_columns(vec![column]);
    }
    let text_width = place.width - label_width;
    let text_box = BoxedFlow {
        width: text_width,
        inset: [inset, inset * 0.6, inset, inset * 0.6],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.5,
        flow: lay_out_level_body(context, level, text_width - 2.0 * inset, elements.body),
    };
    let column = |x, boxed| Column {
        x,
        flow: flow_of_box(boxed),
        align: 0.0,
        stretch: true,
        repeats: false,
    };
    Flow::of_columns(vec![column(0.0, label_box), column(label_width, text_box)])
}

/// Lays out the text of a level, with its picture on the right.
fn lay_out_level_body(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    width: f32,
    element: ElementId,
) -> Flow {
    context.with_smaller(0.92, |context| {
        context.in_box(|context| {
            let ground = context.palette.surface;
            let content = IllustratedBlocks { figure: level.figure.as_ref(), ground };
            content.lay_out(context, width, element, |context, width| {
                lay_out_blocks(context, &level.blocks, width, element)
            })
        })
    })
}

/// Rows with a small picture at their end.
pub(super) struct IllustratedBlocks<'a> {
    pub figure: Option<&'a Figure>,
    /// The colour under the picture.
    pub ground: Colour,
}

impl IllustratedBlocks<'_> {
    /// Lays out the rows that `build` makes for a width, with the picture on the right.
    pub(super) fn lay_out(
        &self,
        context: &mut LayoutContext<'_, '_>,
        width: f32,
        element: ElementId,
        build: impl FnOnce(&mut LayoutContext<'_, '_>, f32) -> Flow,
    ) -> Flow {
        let Some(figure) = self.figure else { return build(context, width) };
        // The picture is only a few lines high, so that the levels stay compact.
        let max_height = context.em(3.6);
        let figure_element = add_figure_element(context, figure, element);
        let gap = context.em(0.7);
        let aspect = context.picture_of(figure).map_or(1.0, |image| image.size.aspect_ratio());
        let picture_width = (max_height * aspect).min((width - gap) * 0.4);
        let plate = plate_for_figure(context, figure, self.ground);
        let text_width = width - gap - picture_width;
        let text = build(context, text_width);
        let place =
            PicturePlace { width: picture_width, max_height, plate, element: figure_element };
        let picture =
            picture_row(context, figure, place).map_or_else(Flow::default, Flow::from_row);
        let column = |x, flow| Column { x, flow, align: 0.5, stretch: false, repeats: false };
        Flow::of_columns(vec![column(0.0, text), column(text_width + gap, picture)])
    }
}

/// Returns the height of the label of a level in a box of this width.
pub(super) fn measure_label(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    width: f32,
) -> f32 {
    let inset = context.box_inset(width);
    lay_out_label(context, level, width - 2.0 * inset, None).height()
}

/// Lays out a level of boxes side by side: the label above its text.
pub(super) fn lay_out_labelled_box(
    context: &mut LayoutContext<'_, '_>,
    level: &CascadeLevel,
    place: LevelPlace,
) -> Flow {
    let width = place.width;
    let elements = add_level_elements(context, level, place.list);
    let inset = context.box_inset(width);
    let label = lay_out_label(context, level, width - 2.0 * inset, Some(elements.label));
    let spare = (place.label_height - label.height()).max(0.0) / 2.0;
    let vertical = spare + inset * if place.is_bare { 0.9 } else { 0.6 };
    let label_box = BoxedFlow {
        width,
        inset: [inset, vertical, inset, vertical],
        fill: Some(place.colour),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.5,
        flow: label,
    };
    if place.is_bare {
        return flow_of_box(label_box);
    }
    let text_box = BoxedFlow {
        width,
        inset: [inset; 4],
        fill: Some(context.palette.surface),
        stroke: None,
        edge: None,
        radius: 0.0,
        align: 0.0,
        flow: lay_out_level_body(context, level, width - 2.0 * inset, elements.body),
    };
    let mut flow = flow_of_box(label_box);
    flow.append(flow_of_box(text_box), 0.0);
    flow.keep_together()
}
