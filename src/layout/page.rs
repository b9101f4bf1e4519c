//! Draws what every page has around its body: background, ornaments and running elements.

use super::block::{LogoStrip, StripSide, draw_logo_strip, plate_under};
use super::context::{LayoutContext, ParagraphStyle};
use super::flow::Flow;
use super::ornament::{dots_path, grid_path, stripes_path, triangle_path};
use super::palette::palette_on;
use super::paragraph::{LineAlignment, ParagraphLayout, lay_out_paragraph};
use super::settings::SlideSettings;
use super::text::{Wrap, rounded_rect, rounded_rect_path};
use crate::deck::{Background, Layout, Pagination, Slide, Text};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{
    ArtifactKind, Colour, Item, ItemKind, Paint, PathSegment, PlacedImage, Shape, Stroke,
};
use crate::source::Span;
use crate::theme::{Ornament, OrnamentShape, PageBackground, PageStyle, Palette};

/// Distance between running logos and the rule above them, in pt.
const LOGO_CLEARANCE_PT: f32 = 6.0;

/// Draws the background of a page and the ornaments of the theme.
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
            // The palette of the slide has other colours if those of the theme are not legible.
            let named = || context.theme.palette_for(style).get(name);
            let colour = Colour::parse(name).or_else(named);
            Paint::Solid(colour.unwrap_or(style.background.first_colour()))
        }
        _ => match style.background {
            PageBackground::Gradient { from, to } => Paint::Gradient {
                start: Point::default(),
                end: Point::new(size.width, size.height),
                start_colour: from,
                end_colour: to,
            },
            PageBackground::Solid(colour) => Paint::Solid(colour),
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
            if let Some(image) = context.picture_of(figure) {
                let rect = page.centred_rect(image.size.scaled_to_cover(size));
                items.push(Item::new_artifact(ItemKind::Image(PlacedImage {
                    image,
                    rect,
                    clip: Some((page, 0.0)),
                })));
            }
        }
    }
    items.into_iter().map(|item| item.with_artifact_kind(ArtifactKind::Background)).collect()
}

pub(super) fn shape_item(
    path: Vec<PathSegment>,
    fill: Option<Paint>,
    stroke: Option<Stroke>,
) -> Item {
    Item::new_artifact(ItemKind::Shape(Shape { path, fill, stroke, actual_text: None }))
}

/// Returns the rectangle of an ornament on a page of this size.
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
    // The lines of a grid and the dots are filled shapes.
    let is_pattern = matches!(ornament.shape, OrnamentShape::Grid | OrnamentShape::Dots);
    let line = width.unwrap_or(context.page_scale);
    let step = ornament.step * context.page_scale;
    let (fill, stroke) = match width.filter(|_| !is_pattern) {
        Some(width) => (None, Some(Stroke { colour: ornament.fill, width, round: false })),
        None => (Some(Paint::Solid(ornament.fill)), None),
    };
    let path = match ornament.shape {
        OrnamentShape::Rectangle => rounded_rect_path(rect, 0.0),
        OrnamentShape::Ellipse => rounded_rect_path(rect, rect.width.max(rect.height)),
        OrnamentShape::Ring => ring_path(rect),
        OrnamentShape::Grid => grid_path(rect, step, line),
        OrnamentShape::Dots => dots_path(rect, step, line),
        OrnamentShape::Stripes => stripes_path(rect, step),
        OrnamentShape::Triangle => triangle_path(rect),
    };
    let is_outside = rect.right() < 0.0
        || rect.bottom() < 0.0
        || rect.x > page.right()
        || rect.y > page.bottom();
    (!is_outside).then(|| shape_item(path, fill, stroke))
}

/// Returns the path of twelve dots on the circle in `rect`.
fn ring_path(rect: Rect) -> Vec<PathSegment> {
    let radius = rect.width.min(rect.height) / 2.0;
    let dot = radius * 0.07;
    (0..12)
        .flat_map(|index| {
            let angle = std::f32::consts::TAU * index as f32 / 12.0;
            let reach = radius - dot;
            let at = rect.centre().moved_by(angle.sin() * reach, -angle.cos() * reach);
            rounded_rect_path(Rect::new(at.x - dot, at.y - dot, 2.0 * dot, 2.0 * dot), dot)
        })
        .collect()
}

/// The number of a page and that of the last page.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageNumber {
    /// The number of the page, counted from 1.
    pub number: usize,
    /// The number of the last page that is not a backup page.
    pub last: usize,
}

impl PageNumber {
    /// Returns the number as it is printed. A backup page has no total.
    fn label(self, pagination: Pagination) -> Option<String> {
        let Self { number, last } = self;
        match pagination {
            Pagination::None => None,
            Pagination::NumberOfTotal if number <= last => Some(format!("{number} / {last}")),
            Pagination::Number | Pagination::NumberOfTotal => Some(number.to_string()),
        }
    }
}

/// Minimum distance between the header and what is below it, in pt.
const HEADER_CLEARANCE_PT: f32 = 10.0;

/// Distance between the elements of the footer line, in pt.
const FOOTER_GAP_PT: f32 = 20.0;

/// From where to where header, footer, page number and logos extend across a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RunningRoom {
    /// Left end.
    pub left: f32,
    /// Right end.
    pub right: f32,
}

impl RunningRoom {
    /// Returns the room between the margins of a page.
    pub(super) fn of_page(context: &LayoutContext<'_, '_>, page: Size) -> Self {
        let margin = context.pt(context.theme.space.margin_x);
        Self { left: margin, right: page.width - margin }
    }

    /// Returns the room above and below a part of the page.
    pub(super) fn of_part(part: Rect) -> Self {
        Self { left: part.x, right: part.right() }
    }
}

/// Where running elements are drawn: between which ends, on a page of which size.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunningPlace {
    pub room: RunningRoom,
    pub page: Size,
}

/// Returns where the footer line of a page starts.
pub(super) fn footer_top(context: &LayoutContext<'_, '_>, page: Size) -> f32 {
    page.height - context.pt(context.theme.space.margin_bottom) + context.pt(10.0)
}

/// Draws header, footer, page number and logos. All of them are artifacts.
pub(super) fn draw_running_elements(
    context: &mut LayoutContext<'_, '_>,
    slide: &Slide,
    settings: &SlideSettings<'_>,
    number: PageNumber,
    place: RunningPlace,
) -> Vec<Item> {
    let mut items = Vec::new();
    let RunningPlace { room: header_room, page: size } = place;
    let mut room = header_room;
    let middle = size.height - context.pt(context.theme.running.baseline);
    let rule = footer_top(context, size);
    // Logos that only light grounds suit have a band across the page, never a plate of their own.
    // The panel of a question divides the page already: the logos are beside it, on a light ground.
    let has_panel = slide.layout == Layout::Question && !slide.blocks.is_empty();
    let band =
        plate_under(context, settings.logos).filter(|_| !settings.logos.is_empty() && !has_panel);
    if let Some(colour) = band {
        let ground = palette_on(&context.theme.palette, colour);
        context.palette = Palette { plate: None, ..ground };
        room = RunningRoom::of_page(context, size);
        let rect = Rect::new(0.0, rule, size.width, size.height - rule);
        items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(rect, 0.0, colour))));
    }
    let style = running_style(context);
    let gap = context.pt(FOOTER_GAP_PT);
    let RunningRoom { mut left, mut right } = room;
    if let Some(number) = number.label(settings.pagination) {
        if context.theme.running.number_at_end {
            let width = draw_page_number(context, number, Point::new(0.0, middle), &mut items);
            let is_number = |item: &&mut Item| item.artifact_kind == ArtifactKind::PageNumber;
            let number = items.iter_mut().filter(is_number);
            number.for_each(|item| item.translate(right - width, 0.0));
            right -= width + gap;
        } else {
            let width = draw_page_number(context, number, Point::new(left, middle), &mut items);
            left += width + gap * 0.8;
        }
    }
    if !settings.logos.is_empty() {
        // The strip extends equally far above and below the middle of the line, and keeps clear of
        // the rule.
        let square_size = context.pt(context.theme.running.logo);
        let reach = (middle - rule - context.pt(LOGO_CLEARANCE_PT))
            .max(square_size * 0.5)
            .min(size.height - middle);
        let width = (right - left) * 0.62;
        let strip = LogoStrip {
            logos: settings.logos,
            square_size,
            area: Rect::new(right - width, middle - reach, width, 2.0 * reach),
            side: StripSide::Right,
            parent: None,
        };
        let ground = if has_panel { context.theme.palette } else { context.palette };
        let logos = context.with_palette(ground, |context| draw_logo_strip(context, &strip));
        right = left_edge(&logos).min(right) - gap;
        items.extend(logos);
    }
    if let Some(footer) = settings.footer {
        let line = RunningLine::start_aligned(Point::new(left, middle), right - left);
        draw_running_line(context, footer, &style, line, &mut items);
    }
    let middle = header_middle(context);
    items.extend(draw_header(context, settings, &style, header_room, middle));
    if context.theme.running.rule && !has_panel && band.is_none() && !items.is_empty() {
        let rule = Rect::new(room.left, rule, room.right - room.left, context.pt(0.75));
        let rule = rounded_rect(rule, 0.0, context.palette.line);
        items.push(Item::new_artifact(ItemKind::Shape(rule)));
    }
    items
        .iter_mut()
        .filter(|item| {
            let kind = item.artifact_kind;
            kind == ArtifactKind::Layout || kind.is_text_decoration()
        })
        .for_each(|item| item.artifact_kind = ArtifactKind::Footer);
    items
}

/// Draws the page number vertically centred at `start`. Returns its width.
fn draw_page_number(
    context: &mut LayoutContext<'_, '_>,
    number: String,
    start: Point,
    items: &mut Vec<Item>,
) -> f32 {
    let mut style = running_style(context);
    style.style.weight = context.theme.weights.heading;
    style.colours = context.text_colours(context.palette.title);
    let text = Text::plain(number, Span::default());
    let line = RunningLine::start_aligned(start, f32::INFINITY);
    let first = items.len();
    let width = draw_running_line(context, &text, &style, line, items);
    items[first..].iter_mut().for_each(|item| item.artifact_kind = ArtifactKind::PageNumber);
    width
}

/// Returns the left edge of the leftmost logo or plate.
fn left_edge(logos: &[Item]) -> f32 {
    let edges = logos.iter().filter_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.rect.x),
        ItemKind::Shape(plate) => Some(plate.bounds().x),
        _ => None,
    });
    edges.fold(f32::INFINITY, f32::min)
}

/// Draws the header, if there is one, vertically centred at `middle`.
pub(super) fn draw_header(
    context: &mut LayoutContext<'_, '_>,
    settings: &SlideSettings<'_>,
    style: &ParagraphStyle,
    room: RunningRoom,
    middle: f32,
) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(header) = settings.header {
        let start = Point::new(room.left, middle);
        let line = RunningLine::start_aligned(start, room.right - room.left);
        draw_running_line(context, header, style, line, &mut items);
    }
    items.iter_mut().for_each(|item| item.artifact_kind = ArtifactKind::Header);
    items
}

/// Returns the middle of the header: a little below the middle of the top margin.
fn header_middle(context: &LayoutContext<'_, '_>) -> f32 {
    context.pt(context.theme.space.margin_top) * 0.55
}

/// Returns where the page below the header starts; 0 without a header.
pub(super) fn header_bottom(
    context: &mut LayoutContext<'_, '_>,
    settings: &SlideSettings<'_>,
    room: RunningRoom,
) -> f32 {
    let Some(header) = settings.header else { return 0.0 };
    let style = running_style(context);
    let line = RunningLine::start_aligned(Point::default(), room.right - room.left);
    let (flow, _) = lay_out_running_line(context, header, &style, line);
    header_middle(context) + flow.height() / 2.0 + context.pt(HEADER_CLEARANCE_PT)
}

/// Returns the style of header and footer.
pub(super) fn running_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let scale = &context.theme.type_scale;
    ParagraphStyle {
        style: context.label_style(&context.theme.fonts.body, context.theme.weights.body),
        size: context.pt(scale.running),
        leading: 1.15,
        colours: context.text_colours(context.palette.muted),
    }
}

/// Where a line of running text is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunningLine {
    /// Left end of the line, at half its height.
    pub start: Point,
    /// Available width.
    pub width: f32,
    /// Alignment in the width: start or end.
    pub alignment: LineAlignment,
}

impl RunningLine {
    /// Aligns the text at the start of the line.
    pub(super) fn start_aligned(start: Point, width: f32) -> Self {
        Self { start, width, alignment: LineAlignment::Start }
    }

    /// Aligns the text at the end of the line.
    pub(super) fn end_aligned(start: Point, width: f32) -> Self {
        Self { start, width, alignment: LineAlignment::End }
    }
}

/// Draws running text vertically centred in its line. Returns its width.
pub(super) fn draw_running_line(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    style: &ParagraphStyle,
    line: RunningLine,
    items: &mut Vec<Item>,
) -> f32 {
    let RunningLine { start, width, alignment } = line;
    let (flow, text_width) = lay_out_running_line(context, text, style, line);
    let x = if alignment == LineAlignment::End { start.x + width - text_width } else { start.x };
    let y = start.y - flow.height() / 2.0;
    flow.place_at(Point::new(x, y), items);
    text_width
}

/// Lays out running text on one line, or on two if it is too wide. Text that is too wide for two
/// lines is set in smaller type. Returns its width, too.
fn lay_out_running_line(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    style: &ParagraphStyle,
    line: RunningLine,
) -> (Flow, f32) {
    let RunningLine { width, alignment, .. } = line;
    let natural_width = context.shaper.shape_paragraph(text, &style.style).width();
    let mut style = style.clone();
    // A margin is high enough for two lines. Less than twice the width is used, because lines break
    // between words.
    let max_width = width * 1.8;
    if natural_width * style.size > max_width {
        style.size = max_width / natural_width;
    }
    let text_width = (natural_width * style.size + 0.5).min(width);
    let layout = ParagraphLayout { width: text_width, alignment, wrap: Wrap::Balanced, hang: 0.0 };
    (lay_out_paragraph(context, text, &style, layout, None), text_width)
}
