//! Draws a video or recording on a page: its poster, or else a panel with its name.

use std::sync::Arc;

use crate::assets::Image;
use crate::deck::{MediaBlock, MediaKind, Text};
use crate::geometry::{Point, Rect, Size};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::mirror::mirror_path;
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::text::{rounded_rect, rounded_rect_path};
use crate::scene::{
    Colour, ElementId, Item, ItemKind, Paint, PathSegment, PlacedImage, Shape, Stroke,
};

/// The shape of a panel for a video without a poster.
const PANEL_ASPECT: f32 = 16.0 / 9.0;

/// A poster keeps this share of its height before type is shrunk, and at most this height, in pt of
/// the design page.
const MIN_HEIGHT_SHARE: f32 = 0.5;
const MAX_MIN_HEIGHT_PT: f32 = 170.0;

/// Diameter of the play sign, as a share of the shorter side, and its limits in em.
const SIGN_SHARE: f32 = 0.26;
const SIGN_LIMITS_EM: (f32, f32) = (1.4, 4.4);

/// Height of the strip of a recording, its usual width and its largest one, in em.
const STRIP_HEIGHT_EM: f32 = 2.7;
const STRIP_WIDTH_EM: f32 = 22.0;
const MAX_STRIP_WIDTH_EM: f32 = 28.0;

/// The name takes this share of the width of a panel.
const NAME_WIDTH_SHARE: f32 = 0.84;

/// The ground of a play sign on a picture.
const SIGN_GROUND: Colour = Colour { r: 0, g: 0, b: 0, a: 150 };

/// A drawing at the origin.
pub(super) struct Poster {
    pub(super) items: Vec<Item>,
    /// Its size; a strip is at the start of it.
    pub(super) size: Size,
    /// The part of it that is drawn on.
    pub(super) area: Rect,
    pub(super) min_height: f32,
}

/// Draws the poster of a video or recording in the room.
pub(super) fn draw_poster(
    context: &mut LayoutContext<'_, '_>,
    block: &MediaBlock,
    room: Size,
    element: ElementId,
) -> Poster {
    let image = block.poster.as_ref().and_then(|poster| context.picture_of(poster));
    match (image, block.kind) {
        (Some(image), _) => draw_picture(context, block, image, room, element),
        (None, MediaKind::Video) => draw_panel(context, block, room, element),
        (None, MediaKind::Audio) => draw_strip(context, block, room, element),
    }
}

/// Returns the rectangle of this size at the origin.
fn rect_of(size: Size) -> Rect {
    Rect::new(0.0, 0.0, size.width, size.height)
}

fn min_height(context: &LayoutContext<'_, '_>, natural: f32) -> f32 {
    (natural * MIN_HEIGHT_SHARE).min(context.pt(MAX_MIN_HEIGHT_PT))
}

/// Draws the author's poster with a play sign over it.
fn draw_picture(
    context: &LayoutContext<'_, '_>,
    block: &MediaBlock,
    image: Arc<Image>,
    room: Size,
    element: ElementId,
) -> Poster {
    let size = image.size.scaled_to_fit(room);
    let rect = rect_of(size);
    let radius = context.pt(context.theme.space.radius);
    let clip = (radius > 0.0).then_some((rect, radius));
    let span = block.poster.as_ref().map(|poster| poster.src_span);
    let picture = ItemKind::Image(PlacedImage { image, rect, clip });
    let mut items = vec![Item::new(picture, Some(element), span)];
    let sign = Sign {
        middle: Point::new(size.width / 2.0, size.height / 2.0),
        diameter: sign_diameter(context, size),
        ground: SIGN_GROUND,
        ring: Some(Colour::WHITE),
        ink: Colour::WHITE,
    };
    items.extend(sign.draw(context, element));
    Poster { items, size, area: rect_of(size), min_height: min_height(context, size.height) }
}

fn sign_diameter(context: &LayoutContext<'_, '_>, size: Size) -> f32 {
    let (least, most) = SIGN_LIMITS_EM;
    let shorter = size.width.min(size.height);
    (shorter * SIGN_SHARE).clamp(context.em(least), context.em(most)).min(shorter * 0.6)
}

/// Draws a panel in the theme's colour with a play sign and the name of a video.
fn draw_panel(
    context: &mut LayoutContext<'_, '_>,
    block: &MediaBlock,
    room: Size,
    element: ElementId,
) -> Poster {
    let size = Size::new(PANEL_ASPECT, 1.0).scaled_to_fit(room);
    let (ground, ink) = (context.palette.primary, context.palette.on_primary);
    let radius = context.pt(context.theme.space.radius);
    let panel = ItemKind::Shape(rounded_rect(rect_of(size), radius, ground));
    let mut items = vec![Item::new(panel, Some(element), None)];
    let least = min_height(context, size.height);
    // The name is legible even if the panel is shrunk.
    let mut style = context.paragraph_style(TextKind::Small);
    style.size = (style.size * size.height / least).min(context.em(1.0).max(style.size));
    let least = least.max(size.height * context.paragraph_style(TextKind::Small).size / style.size);
    style.colours = context.text_colours(ink);
    let width = size.width * NAME_WIDTH_SHARE;
    let name = Text::plain(block.name(), block.src_span);
    let layout = ParagraphLayout::centred(width);
    let name = lay_out_paragraph(context, &name, &style, layout, Some(element));
    let diameter = sign_diameter(context, size);
    let gap = style.size * 0.8;
    let height = diameter + gap + name.height();
    // A name of many lines takes the place of the sign.
    let has_room = height <= size.height * 0.86;
    let top = if has_room { (size.height - height) / 2.0 } else { 0.0 };
    let middle = Point::new(
        size.width / 2.0,
        if has_room { top + diameter / 2.0 } else { size.height / 2.0 },
    );
    let sign = Sign { middle, diameter, ground, ring: Some(ink), ink };
    items.extend(sign.draw(context, element));
    if has_room {
        name.place_at(Point::new((size.width - width) / 2.0, top + diameter + gap), &mut items);
    }
    Poster { items, size, area: rect_of(size), min_height: least }
}

/// Draws a recording as the controls of a player: a play sign, its name and a line.
fn draw_strip(
    context: &mut LayoutContext<'_, '_>,
    block: &MediaBlock,
    room: Size,
    element: ElementId,
) -> Poster {
    // A strip is as wide as what is around it, or much shorter.
    let is_wide = room.width > context.em(MAX_STRIP_WIDTH_EM);
    let width = if is_wide { context.em(STRIP_WIDTH_EM) } else { room.width };
    let size = Size::new(width, context.em(STRIP_HEIGHT_EM).min(room.height));
    let palette = context.palette;
    let ground = if context.is_in_box { palette.background } else { palette.surface };
    let mut strip = rounded_rect(rect_of(size), size.height / 2.0, ground);
    strip.stroke = Some(Stroke { colour: palette.line, width: context.pt(0.75), round: false });
    let mut items = vec![Item::new(ItemKind::Shape(strip), Some(element), None)];
    let pad = size.height * 0.17;
    let diameter = size.height - 2.0 * pad;
    let sign = Sign {
        middle: Point::new(size.height / 2.0, size.height / 2.0),
        diameter,
        ground: palette.primary,
        ring: None,
        ink: palette.on_primary,
    };
    items.extend(sign.draw(context, element));
    let left = size.height + pad * 0.6;
    let width = (size.width - left - size.height / 2.0).max(1.0);
    let mut style = context.paragraph_style(TextKind::Small);
    style.colours = context.text_colours(palette.text.moved_until_legible(&[ground]));
    let name = shorten_name(&block.name(), width / style.size);
    let name = Text::plain(name, block.src_span);
    let layout = ParagraphLayout::start_aligned(width);
    let name = lay_out_paragraph(context, &name, &style, layout, Some(element));
    let gap = style.size * 0.28;
    let line_height = context.pt(2.5);
    let top = (size.height - name.height() - gap - line_height) / 2.0;
    let line_y = top + name.height() + gap;
    let line = rounded_rect(
        Rect::new(left, line_y, width, line_height),
        line_height / 2.0,
        palette.line.moved_until(&[ground], 1.6),
    );
    let knob = Rect::new(left, line_y - line_height, line_height * 3.0, line_height * 3.0);
    let knob = rounded_rect(knob, line_height * 1.5, palette.primary);
    items.extend([line, knob].map(|shape| Item::new(ItemKind::Shape(shape), Some(element), None)));
    name.place_at(Point::new(left, top), &mut items);
    let whole = Size::new(room.width, size.height);
    Poster { items, size: whole, area: rect_of(size), min_height: size.height }
}

/// Cuts a name that is much longer than a line of `width_em` em.
fn shorten_name(name: &str, width_em: f32) -> String {
    const MEAN_ADVANCE_EM: f32 = 0.56;
    let most = (width_em / MEAN_ADVANCE_EM).max(4.0) as usize;
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A circle with a triangle.
struct Sign {
    middle: Point,
    diameter: f32,
    ground: Colour,
    ring: Option<Colour>,
    ink: Colour,
}

impl Sign {
    fn draw(&self, context: &LayoutContext<'_, '_>, element: ElementId) -> Vec<Item> {
        let Self { middle, diameter, .. } = *self;
        let radius = diameter / 2.0;
        let circle = Rect::new(middle.x - radius, middle.y - radius, diameter, diameter);
        let width = diameter * 0.05;
        let ring = self.ring.map(|colour| Stroke { colour, width, round: false });
        let disc = Shape {
            path: rounded_rect_path(circle, radius),
            fill: Some(Paint::Solid(self.ground)),
            stroke: ring,
            actual_text: None,
        };
        // The triangle looks centred if the centre of its circumscribed circle is.
        let reach = diameter * 0.27;
        let corner = |angle: f32| {
            let (sin, cos) = angle.to_radians().sin_cos();
            Point::new(middle.x + reach * cos, middle.y + reach * sin)
        };
        let path = vec![
            PathSegment::Move(corner(0.0)),
            PathSegment::Line(corner(120.0)),
            PathSegment::Line(corner(240.0)),
            PathSegment::Close,
        ];
        // Players have the same sign in all scripts: mirrored here and again with the page, it is
        // as before.
        let path = if context.is_rtl { mirror_path(&path, middle.x) } else { path };
        let colour = self.ink;
        let triangle = Shape {
            path,
            fill: Some(Paint::Solid(colour)),
            stroke: Some(Stroke { colour, width: diameter * 0.04, round: true }),
            actual_text: None,
        };
        [disc, triangle].map(|shape| Item::new(ItemKind::Shape(shape), Some(element), None)).into()
    }
}
