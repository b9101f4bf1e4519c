//! Lays out a few short points that are alone on a page: in rows that use its height, with rules
//! between them or each in a box.

use super::Place;
use super::flow_of_box;
use super::icon::draw_icon;
use super::list::{ItemLabel, ItemPlace, ListPlace, item_labels, lay_out_item, text_indent};
use super::marks::{circle_path, draw_marker};
use crate::deck::{List, ListItem, Marker, Slide, Text};
use crate::geometry::{Point, Rect};
use crate::layout::compose::{are_short_points, short_points};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Column, Flow, PageBreak, Row};
use crate::layout::page::shape_item;
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, Item, ItemKind, Paint, Role};
use crate::theme::{PageKind, PointLayout};

/// Size of running text below which points are set as any list, relative to the normal size.
pub(in crate::layout) const MIN_POINT_SIZE: f32 = 0.82;

/// Space above and below a point, in em, and how tall it may be on a sparse page.
const PAD_EM: f32 = 0.34;
const BOX_PAD_EM: f32 = 0.5;
const MAX_HEIGHT_EM: f32 = 4.4;
/// Gap between boxes, in em.
const BOX_GAP_EM: f32 = 0.5;

/// Diameter of a disc in em, usually and in a narrow column.
const DISC_EM: f32 = 1.75;
const NARROW_DISC_EM: f32 = 1.5;
/// Columns that are narrower are narrow, in em.
const NARROW_EM: f32 = 19.0;
/// The gap between a disc and the words, and the side of an icon on it, relative to the disc.
const DISC_GAP: f32 = 0.4;
const ICON_SHARE: f32 = 0.57;
/// How much larger than in a list a bullet on a disc is.
const BULLET_GROWTH: f32 = 1.3;
/// How much of the ground is in the colour of a disc.
const DISC_TINT: f32 = 0.86;

/// Returns how the theme draws a list if it has a few short points and is alone on its page.
pub(super) fn point_style(context: &LayoutContext<'_, '_>, list: &List) -> Option<PointLayout> {
    let style = context.theme.page_style(PageKind::Content).points;
    let normal = context.pt(context.theme.type_scale.normal);
    let applies = style != PointLayout::Plain
        && context.is_lone_block
        && context.scale.body >= normal * MIN_POINT_SIZE
        && are_short_points(list);
    applies.then_some(style)
}

/// Whether the theme draws the words of a slide as points in rows.
pub(in crate::layout) fn draws_points(context: &LayoutContext<'_, '_>, slide: &Slide) -> bool {
    let style = context.theme.page_style(PageKind::Content).points;
    style != PointLayout::Plain && short_points(&slide.blocks).is_some()
}

/// Lays out the points of a list.
pub(super) fn lay_out_points(
    context: &mut LayoutContext<'_, '_>,
    list: &List,
    (place, points): (ListPlace, PointLayout),
) -> Flow {
    let style = context.paragraph_style(TextKind::Body);
    let labels = item_labels(context, list, 0);
    let has_discs = points == PointLayout::Discs && labels.iter().all(fits_on_disc);
    let inset =
        if points == PointLayout::Boxed { context.em(context.theme.space.inset) } else { 0.0 };
    let is_narrow = place.width < context.em(NARROW_EM);
    let disc = context.em(if is_narrow { NARROW_DISC_EM } else { DISC_EM });
    let indent = match has_discs {
        true => disc * (1.0 + DISC_GAP),
        false => text_indent(context, &labels, &style),
    };
    let width = place.width - 2.0 * inset;
    let item_place =
        ItemPlace { width, indent, style: &style, list: place.element, has_siblings: true };
    let one_by_one = list.steps.unwrap_or(context.reveal.each_block);
    let line = context.pt(1.0);
    let mut flow = Flow::default();
    for (index, (item, label)) in list.items.iter().zip(&labels).enumerate() {
        let mut rows = reveal_at_once(context, one_by_one, |context| {
            let item = match has_discs {
                true => lay_out_disc_item(context, (item, label), disc, &item_place),
                false => lay_out_item(context, item, label, &item_place),
            };
            let mut rows = Flow::default();
            if index > 0 && points != PointLayout::Boxed {
                let rule =
                    rounded_rect(Rect::new(0.0, 0.0, place.width, line), 0.0, context.palette.line);
                let rule = vec![Item::new_artifact(ItemKind::Shape(rule))];
                let row = Row::fixed_height(line, rule);
                rows = Flow::from_row(Row { page_break: PageBreak::Forbidden, ..row });
            }
            rows.append(box_point(context, item, (place.width, points)), 0.0);
            rows
        });
        // As in any list, no point is alone on a page.
        if index == 0 || index + 2 == list.items.len() {
            rows.limit_page_break(PageBreak::Forbidden);
        }
        let gap = if points == PointLayout::Boxed { context.gap(BOX_GAP_EM) } else { 0.0 };
        flow.append(rows, gap);
    }
    flow
}

/// Puts a point into a row of its own, with space above and below it.
fn box_point(
    context: &LayoutContext<'_, '_>,
    item: Flow,
    (width, points): (f32, PointLayout),
) -> Flow {
    let is_boxed = points == PointLayout::Boxed;
    let inset = if is_boxed { context.em(context.theme.space.inset) } else { 0.0 };
    let pad = context.gap(if is_boxed { BOX_PAD_EM } else { PAD_EM });
    let mut flow = flow_of_box(BoxedFlow {
        width,
        inset: [inset, pad, inset, pad],
        fill: is_boxed.then_some(context.palette.surface),
        stroke: None,
        edge: is_boxed.then(|| (context.pt(5.0), context.palette.accent)),
        radius: 0.0,
        align: 0.5,
        flow: item,
    });
    let height = flow.height();
    if let Some(row) = flow.rows.front_mut() {
        row.max_growth = (context.em(MAX_HEIGHT_EM) - height).max(0.0);
    }
    flow
}

/// Whether a label is drawn on a disc. Checkboxes are not.
fn fits_on_disc(label: &ItemLabel) -> bool {
    match label {
        ItemLabel::Marker(Marker::Text(_)) | ItemLabel::Checkbox(..) | ItemLabel::None => false,
        ItemLabel::Marker(_) => true,
        ItemLabel::Number(number) => number.content.chars().count() <= 3,
    }
}

/// Lays out a point with its label on a disc, in the middle of its lines.
fn lay_out_disc_item(
    context: &mut LayoutContext<'_, '_>,
    (item, label): (&ListItem, &ItemLabel),
    side: f32,
    place: &ItemPlace<'_>,
) -> Flow {
    let element = context.add_element(place.list, Role::ListItem, item.span);
    let disc = draw_disc(
        context,
        (label, place.style),
        Place { width: side, parent: element, span: item.span },
    );
    let body = context.add_element(element, Role::ListBody, item.span);
    let layout = ParagraphLayout::start_aligned(place.width - place.indent);
    let text = lay_out_paragraph(context, &item.text, place.style, layout, Some(body));
    context.has_broken_labels |= text.rows.len() > 1;
    // A number is beside the first line of several, where other programs place it.
    let is_beside_first = matches!(label, ItemLabel::Number(_)) && text.rows.len() > 1;
    let (align, text) = match is_beside_first {
        true => {
            let line = place.style.leading * place.style.size;
            let pad = ((side - line) / 2.0).max(0.0);
            let width = place.width - place.indent;
            (0.0, flow_of_box(BoxedFlow::around(text, (width, [0.0, pad, 0.0, pad]))))
        }
        false => (0.5, text),
    };
    let column = |x, flow| Column { x, flow, align, stretch: false, repeats: false };
    Flow::of_columns(vec![column(0.0, disc), column(place.indent, text)])
}

/// Draws a label on a disc: numbers in the colour of `on_primary`, bullets and icons on a tint.
fn draw_disc(
    context: &mut LayoutContext<'_, '_>,
    (label, style): (&ItemLabel, &ParagraphStyle),
    place: Place,
) -> Flow {
    let side = place.width;
    let centre = Point::new(side / 2.0, side / 2.0);
    let palette = context.palette;
    let tint = palette.primary.mixed_with(palette.background, DISC_TINT);
    let disc = |colour: Colour| {
        shape_item(circle_path(centre, side / 2.0), Some(Paint::Solid(colour)), None)
    };
    let mut items = Vec::new();
    match label {
        ItemLabel::Number(number) => {
            items.push(disc(palette.primary));
            let element = context.add_element(place.parent, Role::Label, place.span);
            let text = Text::plain(number.content.trim_end_matches('.'), place.span);
            let mut style = style.clone();
            style.style.weight = context.theme.weights.heading;
            style.colours = context.text_colours(palette.on_primary);
            let layout = ParagraphLayout::centred(side);
            let rows = lay_out_paragraph(context, &text, &style, layout, Some(element));
            let top = (side - rows.height()) / 2.0;
            rows.place_at(Point::new(0.0, top), &mut items);
        }
        ItemLabel::Marker(Marker::Icon(icon)) => {
            items.push(disc(tint));
            let half = side * ICON_SHARE / 2.0;
            let area = Rect::new(centre.x - half, centre.y - half, 2.0 * half, 2.0 * half);
            items.push(draw_icon(context, *icon, area, palette.primary));
        }
        ItemLabel::Marker(marker) => {
            items.push(disc(tint));
            let large = ParagraphStyle { size: style.size * BULLET_GROWTH, ..style.clone() };
            // As part of the disc, the bullet is decoration: other programs would place a label
            // beside the first line.
            let bullet = draw_marker(context, marker, &large, place.parent);
            if let ItemKind::Shape(mut shape) = bullet.kind {
                let at = shape.bounds().centre();
                shape.actual_text = None;
                let mut bullet = Item::new_artifact(ItemKind::Shape(shape));
                bullet.translate(centre.x - at.x, centre.y - at.y);
                items.push(bullet);
            }
        }
        ItemLabel::Checkbox(..) | ItemLabel::None => {}
    }
    Flow::from_row(Row::fixed_height(side, items))
}
