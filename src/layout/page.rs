//! What stands on a page beside its body: ground, ornaments, running line.

use super::block::draw_logo_strip;
use super::context::{LayoutContext, ParagraphStyle};
use super::paragraph::{LineAlignment, ParagraphLayout, lay_out_paragraph};
use super::text::{Wrap, rounded_rect, rounded_rect_path};
use crate::deck::{Background, Deck, Figure, Layout, Slide, Text};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{
    ArtifactKind, Colour, Item, ItemKind, Paint, PathSegment, PlacedImage, Shape, Stroke,
};
use crate::source::Span;
use crate::theme::{Ornament, OrnamentShape, PageStyle, Palette, Theme};

/// Opacity of the veil over a picture behind text: 86 %.
const VEIL_OPACITY: u8 = 219;

/// Distance of running logos from the rule above them, in pt.
const LOGO_CLEARANCE_PT: f32 = 6.0;

/// The palette of a slide: the style's, or the other one where text is easier to read in it on the
/// author's own colour.
pub(super) fn slide_palette(theme: &Theme, style: &PageStyle, slide: &Slide) -> Palette {
    let usual = theme.palette_for(style);
    let Some(Background::Colour(name, _)) = &slide.background else { return usual.clone() };
    let Some(ground) = Colour::parse(name).or_else(|| usual.get(name)) else {
        return usual.clone();
    };
    let other = if style.inverse { &theme.palette } else { &theme.inverse };
    let is_easier = other.text.contrast_ratio(ground) > usual.text.contrast_ratio(ground)
        && usual.text.contrast_ratio(ground) < 7.0;
    if is_easier { other.clone() } else { usual.clone() }
}

/// Draws the ground and the theme's ornaments.
pub(super) fn draw_background(
    context: &LayoutContext<'_, '_>,
    slide: &Slide,
    style: &PageStyle,
    size: Size,
) -> Vec<Item> {
    let page = Rect::new(0.0, 0.0, size.width, size.height);
    let mut items = Vec::new();
    let own = slide.background.as_ref();
    let fill = match own {
        Some(Background::Colour(name, _)) => {
            Paint::Solid(resolve_colour(context, name).unwrap_or(style.background.0))
        }
        _ => match style.background {
            (top, Some(bottom)) => Paint::Gradient(
                Point::new(0.0, 0.0),
                Point::new(size.width, size.height),
                top,
                bottom,
            ),
            (colour, None) => Paint::Solid(colour),
        },
    };
    if fill != Paint::Solid(Colour::WHITE) {
        items.push(shape_item(rounded_rect_path(page, 0.0), Some(fill), None));
    }
    match own {
        None => items.extend(
            style.ornaments.iter().flat_map(|ornament| draw_ornament(context, ornament, size)),
        ),
        Some(Background::Colour(..)) => {}
        Some(Background::Image(figure)) => {
            if let Some(image) = context.images.get(&figure.src) {
                let rect = page.centred_rect(image.size.scaled_to_cover(size));
                items.push(Item::new_artifact(ItemKind::Image(PlacedImage {
                    image,
                    rect,
                    clip: Some((page, 0.0)),
                })));
                // Text has to be legible on any picture: a veil in the page's own colour lies
                // between.
                let veil = Colour { a: VEIL_OPACITY, ..context.palette.background };
                items.push(shape_item(
                    rounded_rect_path(page, 0.0),
                    Some(Paint::Solid(veil)),
                    None,
                ));
            }
        }
    }
    items.into_iter().map(|item| item.with_artifact_kind(ArtifactKind::Background)).collect()
}

/// A colour of the palette by its name, or `#rrggbb`.
pub(super) fn resolve_colour(context: &LayoutContext<'_, '_>, name: &str) -> Option<Colour> {
    Colour::parse(name).or_else(|| context.palette.get(name))
}

fn shape_item(path: Vec<PathSegment>, fill: Option<Paint>, stroke: Option<Stroke>) -> Item {
    Item::new_artifact(ItemKind::Shape(Shape { path, fill, stroke, actual_text: None }))
}

/// Where an ornament stands on a page of `size`.
pub(super) fn ornament_rect(
    context: &LayoutContext<'_, '_>,
    ornament: &Ornament,
    size: Size,
) -> Rect {
    Rect::new(
        ornament.x.to_points(size.width, context.page_scale),
        ornament.y.to_points(size.height, context.page_scale),
        ornament.width.to_points(size.width, context.page_scale),
        ornament.height.to_points(size.height, context.page_scale),
    )
}

fn draw_ornament(context: &LayoutContext<'_, '_>, ornament: &Ornament, size: Size) -> Option<Item> {
    let rect = ornament_rect(context, ornament, size);
    let page = Rect::new(0.0, 0.0, size.width, size.height);
    let width = ornament.line_width.map(|line| line * context.page_scale);
    let (fill, stroke) = match width {
        Some(width) => (None, Some(Stroke { colour: ornament.fill, width, round: false })),
        None => (Some(Paint::Solid(ornament.fill)), None),
    };
    let path = match ornament.shape {
        OrnamentShape::Rectangle => rounded_rect_path(rect, 0.0),
        OrnamentShape::Ellipse => rounded_rect_path(rect, rect.width.max(rect.height)),
        OrnamentShape::Ring => ring_path(rect),
    };
    // What is wholly outside the page is not drawn.
    let outside = rect.right() < 0.0
        || rect.bottom() < 0.0
        || rect.x > page.right()
        || rect.y > page.bottom();
    (!outside).then(|| shape_item(path, fill, stroke))
}

/// Twelve dots on the circle in `rect`.
fn ring_path(rect: Rect) -> Vec<PathSegment> {
    let centre = Point::new(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
    let radius = rect.width.min(rect.height) / 2.0;
    let dot = radius * 0.07;
    (0..12)
        .flat_map(|index| {
            let angle = std::f32::consts::TAU * index as f32 / 12.0;
            let at = centre.moved_by(angle.sin() * (radius - dot), -angle.cos() * (radius - dot));
            rounded_rect_path(Rect::new(at.x - dot, at.y - dot, 2.0 * dot, 2.0 * dot), dot)
        })
        .collect()
}

/// The slide's header or footer: its own, else the deck's; an empty one is none.
fn own_or<'t>(own: Option<&'t Text>, deck: Option<&'t Text>) -> Option<&'t Text> {
    own.or(deck).filter(|text| !text.is_blank())
}

/// The logos of a slide: its own, else the deck's.
pub(super) fn slide_logos<'d>(deck: &'d Deck, slide: &'d Slide) -> &'d [Figure] {
    slide.logos.as_deref().unwrap_or(&deck.logos)
}

/// Draws header, footer, page number and running logos; artifacts all of them.
pub(super) fn draw_running_elements(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    slide: &Slide,
    number: usize,
    size: Size,
) -> Vec<Item> {
    let mut items = Vec::new();
    let margin = context.pt(context.theme.space.margin_x);
    let middle = size.height - context.pt(context.theme.running.baseline);
    let rule = size.height - context.pt(context.theme.space.margin_bottom) + context.pt(10.0);
    let setting = running_setting(context);
    let gap = context.pt(20.0);
    let mut right = size.width - margin;
    let mut left = margin;
    if slide.paginate.unwrap_or(deck.paginate) {
        let mut strong = setting.clone();
        strong.style.weight = context.theme.weights.heading;
        strong.colours = context.text_colours(context.palette.title);
        let text = Text::plain(number.to_string(), Span::default());
        let width = draw_text_line(
            context,
            &text,
            &strong,
            Point::new(left, middle),
            f32::INFINITY,
            false,
            &mut items,
        );
        left += width + gap * 0.8;
        items.iter_mut().for_each(|item| item.artifact_kind = ArtifactKind::PageNumber);
    }
    let strip = slide_logos(deck, slide);
    if !strip.is_empty() {
        let square = context.pt(context.theme.running.logo);
        let widest = (right - left) * 0.62;
        // As far above the middle line as below it, and clear of the rule.
        let reach = (middle - rule - context.pt(LOGO_CLEARANCE_PT))
            .max(square * 0.5)
            .min(size.height - middle);
        let place = Rect::new(right - widest, middle - reach, widest, 2.0 * reach);
        let drawn = draw_logo_strip(context, strip, square, place, true, None);
        right = drawn
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Image(image) => Some(image.rect.x),
                ItemKind::Shape(plate) => Some(plate.bounds().x),
                _ => None,
            })
            .fold(right, f32::min)
            - gap;
        items.extend(drawn);
    }
    if let Some(footer) = own_or(slide.footer.as_ref(), deck.footer.as_ref()) {
        draw_text_line(
            context,
            footer,
            &setting,
            Point::new(left, middle),
            right - left,
            false,
            &mut items,
        );
    }
    // In the middle of the top margin, a little nearer to the body.
    let above = context.pt(context.theme.space.margin_top) * 0.55;
    draw_header(context, deck, slide, &setting, (size.width, above), &mut items);
    // A panel beside the answers divides the page already.
    let has_panel = slide.layout == Layout::Question && !slide.blocks.is_empty();
    if context.theme.running.rule && !has_panel && !items.is_empty() {
        let rule = Rect::new(margin, rule, size.width - 2.0 * margin, context.pt(0.75));
        items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(
            rule,
            0.0,
            context.palette.line,
        ))));
    }
    items
        .iter_mut()
        .filter(|item| item.artifact_kind == ArtifactKind::Layout)
        .for_each(|item| item.artifact_kind = ArtifactKind::Footer);
    items
}

/// Draws the header around the middle line at `y`.
pub(super) fn draw_header(
    context: &mut LayoutContext<'_, '_>,
    deck: &Deck,
    slide: &Slide,
    setting: &ParagraphStyle,
    (width, y): (f32, f32),
    items: &mut Vec<Item>,
) {
    let Some(header) = own_or(slide.header.as_ref(), deck.header.as_ref()) else { return };
    let margin = context.pt(context.theme.space.margin_x);
    let before = items.len();
    draw_text_line(
        context,
        header,
        setting,
        Point::new(margin, y),
        width - 2.0 * margin,
        false,
        items,
    );
    items[before..].iter_mut().for_each(|item| item.artifact_kind = ArtifactKind::Header);
}

/// How running text is set.
pub(super) fn running_setting(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let scale = &context.theme.type_scale;
    ParagraphStyle {
        style: context.text_style(&context.theme.fonts.body, context.theme.weights.body),
        size: context.pt(scale.running),
        leading: 1.15,
        colours: context.text_colours(context.palette.muted),
    }
}

/// Draws running text around the middle line at `start`: on one line, on two where it is too wide,
/// then smaller. Gives back its width.
pub(super) fn draw_text_line(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    setting: &ParagraphStyle,
    start: Point,
    width: f32,
    at_end: bool,
    items: &mut Vec<Item>,
) -> f32 {
    let natural = context.shaper.shape_paragraph(text, &setting.style).width();
    let mut setting = setting.clone();
    // Two lines are what a margin has room for. However much was written, it stays on the page.
    let two_lines = width * 1.8;
    if natural * setting.size > two_lines {
        setting.size = two_lines / natural;
    }
    let own = (natural * setting.size + 0.5).min(width);
    let alignment = if at_end { LineAlignment::End } else { LineAlignment::Start };
    let flow = lay_out_paragraph(
        context,
        text,
        &setting,
        ParagraphLayout { width: own, alignment, wrap: Wrap::Balanced },
        None,
    );
    let x = if at_end { start.x + width - own } else { start.x };
    let y = start.y - flow.height() / 2.0;
    flow.place_at(Point::new(x, y), items);
    own
}
