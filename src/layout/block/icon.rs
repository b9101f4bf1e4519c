//! Draws icons: on their own, and beside or above words.

use super::Place;
use crate::deck::IconBlock;
use crate::geometry::{Point, Rect};
use crate::icon::{ICON_SIDE, ICON_STROKE, Icon, IconSegment};
use crate::layout::context::{LayoutContext, ParagraphStyle};
use crate::layout::flow::{Flow, PageBreak, Row, RowBody};
use crate::layout::mirror::mirror_path;
use crate::layout::palette::given_colour;
use crate::layout::text::rounded_rect;
use crate::scene::{Colour, Item, ItemKind, PathSegment, Role, Shape, Stroke};
use crate::theme::{Palette, TextAlign};

/// Width and height of an icon on its own, in em.
const BLOCK_SIDE_EM: f32 = 3.6;

/// Width and height of an icon above words, in em.
pub(super) const ABOVE_SIDE_EM: f32 = 1.9;

/// Width of an icon beside words, and the gap between them, relative to the size of the words.
const BESIDE_SIDE_EM: f32 = 1.25;
const BESIDE_GAP_EM: f32 = 0.45;

/// Lays out an icon on its own. Without an alternative text, it is decoration.
pub(super) fn lay_out_icon(
    context: &mut LayoutContext<'_, '_>,
    block: &IconBlock,
    place: Place,
) -> Flow {
    let usual = context.em(BLOCK_SIDE_EM);
    let side = block.size.map_or(usual, |size| context.pt(size)).min(place.width);
    let side = side.min(context.body_height);
    let palette = &context.palette;
    let colour =
        block.colour.as_ref().map_or(palette.primary, |colour| given_colour(palette, colour));
    let element = block.alt.as_ref().map(|alt| {
        let element = context.add_element(place.parent, Role::Figure, place.span);
        context.structure.get_mut(element).alt = Some(alt.clone());
        element
    });
    let area = Rect::new(0.0, 0.0, side, side);
    let mut item = draw_icon(context, block.icon, area, colour);
    // The lines of an icon start inside of its square; they are aligned with the words around it.
    if let ItemKind::Shape(shape) = &item.kind {
        let half = ICON_STROKE * side / ICON_SIDE / 2.0;
        let start = shape.bounds().x - half;
        item.translate(-start.clamp(0.0, side * 0.25), 0.0);
    }
    let span = block.colour.as_ref().map(|_| place.span);
    Flow::from_row(Row::fixed_height(side, vec![Item { element, span, ..item }]))
}

/// Draws an icon as decoration.
pub(super) fn draw_icon(
    context: &LayoutContext<'_, '_>,
    icon: Icon,
    area: Rect,
    colour: Colour,
) -> Item {
    let scale = area.width / ICON_SIDE;
    let at = |point: Point| Point::new(area.x + point.x * scale, area.y + point.y * scale);
    let segment = |segment: IconSegment| match segment {
        IconSegment::Move(end) => PathSegment::Move(at(end)),
        IconSegment::Line(end) => PathSegment::Line(at(end)),
        IconSegment::Curve(first, second, end) => {
            PathSegment::Cubic(at(first), at(second), at(end))
        }
        IconSegment::Close => PathSegment::Close,
    };
    let mut path: Vec<PathSegment> = icon.path().into_iter().map(segment).collect();
    // Only arrows are reversed with a page that is written from right to left.
    if context.is_rtl && !icon.has_direction() {
        path = mirror_path(&path, area.x + area.width / 2.0);
    }
    Item::new_artifact(ItemKind::Shape(Shape {
        path,
        fill: None,
        stroke: Some(Stroke { colour, width: ICON_STROKE * scale, round: true }),
        actual_text: None,
    }))
}

/// Returns an icon above words, which stays on their page.
pub(super) fn icon_above(context: &LayoutContext<'_, '_>, icon: Icon, colour: Colour) -> Flow {
    let side = context.em(ABOVE_SIDE_EM);
    let item = draw_icon(context, icon, Rect::new(0.0, 0.0, side, side), colour);
    let row = Row::fixed_height(side, vec![item]);
    Flow::from_row(Row { page_break: PageBreak::Forbidden, ..row })
}

/// Diameter of a disc above words, relative to an icon there, and the side of the icon on it.
const DISC_SHARE: f32 = 1.1;
const ICON_ON_DISC: f32 = 0.56;

/// The least contrast of a white icon with its disc; otherwise it is black (WCAG 2.2, 1.4.11).
const MIN_ICON_CONTRAST: f32 = 3.0;

/// The colours of a disc and of the icon on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct DiscPaint {
    disc: Colour,
    icon: Colour,
}

impl DiscPaint {
    /// Returns the colours `primary` and `on_primary`.
    pub(super) fn primary(palette: &Palette) -> Self {
        Self { disc: palette.primary, icon: palette.on_primary }
    }

    /// Returns the colours of a disc and of an icon that is seen on it.
    pub(super) fn of_disc(disc: Colour) -> Self {
        let is_white = Colour::WHITE.contrast_ratio(disc) >= MIN_ICON_CONTRAST;
        Self { disc, icon: if is_white { Colour::WHITE } else { Colour::BLACK } }
    }
}

/// Draws an icon on a disc, or on a square in themes without round corners,
/// with the top left corner of its square at `origin`.
pub(super) fn icon_on_disc(
    context: &LayoutContext<'_, '_>,
    (icon, paint): (Icon, DiscPaint),
    (origin, side): (Point, f32),
) -> Vec<Item> {
    let area = Rect::new(origin.x, origin.y, side, side);
    let is_round = context.theme.space.radius > 0.0;
    let disc = rounded_rect(area, if is_round { side / 2.0 } else { 0.0 }, paint.disc);
    let inset = side * (1.0 - ICON_ON_DISC) / 2.0;
    let icon = draw_icon(context, icon, area.inset_by(inset, inset), paint.icon);
    vec![Item::new_artifact(ItemKind::Shape(disc)), icon]
}

/// Returns an icon on a disc above words that are `width` wide, which stays on their page.
pub(super) fn icon_disc_above(
    context: &LayoutContext<'_, '_>,
    icon: (Icon, DiscPaint),
    (width, align): (f32, TextAlign),
) -> Flow {
    let side = (context.em(ABOVE_SIDE_EM) * DISC_SHARE).min(width);
    let x = if align == TextAlign::Centre { (width - side) / 2.0 } else { 0.0 };
    let row = Row::fixed_height(side, icon_on_disc(context, icon, (Point::new(x, 0.0), side)));
    Flow::from_row(Row { page_break: PageBreak::Forbidden, ..row })
}

/// Returns the width that an icon before words of this style takes up.
pub(super) fn icon_indent(icon: Option<Icon>, style: &ParagraphStyle) -> f32 {
    icon.map_or(0.0, |_| (BESIDE_SIDE_EM + BESIDE_GAP_EM) * style.size)
}

/// Moves the lines of a paragraph to the right, and draws an icon before the first.
pub(super) fn add_icon_before(
    context: &LayoutContext<'_, '_>,
    flow: &mut Flow,
    icon: Option<Icon>,
    style: &ParagraphStyle,
) {
    let Some(icon) = icon else { return };
    flow.shift_right(icon_indent(Some(icon), style));
    if let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.front_mut() {
        let side = BESIDE_SIDE_EM * style.size;
        let top = (style.leading * style.size - side) / 2.0;
        let area = Rect::new(0.0, top, side, side);
        items.insert(0, draw_icon(context, icon, area, style.colours.text));
    }
}

/// Draws an icon as the marker of an item, centred on its first line.
pub(super) fn draw_icon_marker(
    context: &LayoutContext<'_, '_>,
    icon: Icon,
    style: &ParagraphStyle,
) -> Item {
    let side = MARKER_SIDE_EM * style.size;
    let top = (style.leading * style.size - side) / 2.0;
    draw_icon(context, icon, Rect::new(0.0, top, side, side), context.palette.primary)
}

/// Width of the icon before an item, in em.
pub(super) const MARKER_SIDE_EM: f32 = 1.05;
