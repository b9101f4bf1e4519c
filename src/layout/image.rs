//! Lays out a picture that fills the page.

use super::bleed::{Croppable, share_cropped};
use super::caption_strip::{MIN_CAPTION_PT, draw_caption_strip};
use super::context::{LayoutContext, TextKind};
use super::fit::FitRecord;
use super::flow::{BoxedFlow, Flow, Row, RowBody, rect_covering};
use super::footnotes::SlideFoot;
use super::page::{draw_background, shape_item};
use super::palette::palette_on;
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::slide::{LaidOutSlide, SlideFrame, lay_out_content, lay_out_single_picture};
use super::text::{rounded_rect, rounded_rect_path};
use super::title::lay_out_title;
use super::veil::{PictureGround, Veil, VeilSide, texts_of};
use crate::assets::PictureTones;
use crate::deck::{BlockKind, Figure, ObjectFit};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Colour, ElementId, FitAdjustment, Item, ItemKind, Paint, Role, Structure};
use crate::theme::{PageKind, Palette};

/// Share of a drawing that may be cropped so that it fills the page.
const MAX_DRAWING_CROP: f32 = 0.05;

/// Maximum height of the text on a panel, as a share of the page.
const MAX_PANEL_SHARE: f32 = 0.45;
/// Maximum height of the text on a strip across the page, as a share of the page.
const MAX_STRIP_SHARE: f32 = 0.26;

/// Part of the picture along an edge that must be calm so that text can be on it, as a share.
const EDGE_SHARE: f32 = 0.22;
/// How much less calm the lower edge may be than the upper one: titles are below by custom.
const LOWER_EDGE_BONUS: f32 = 0.55;
/// The strongest veil under a title. Beyond it, a strip looks better.
const MAX_VEIL: f32 = 0.95;

/// Space above and below the text on a strip, in pt.
const STRIP_PAD_PT: f32 = 12.0;
/// The height of the edge of the picture that gives a strip its colour, as a share.
const STRIP_EDGE_SHARE: f32 = 0.08;
/// From this luminance on, a strip is light.
const LIGHT_LUMINANCE: f32 = 0.4;
/// How much darker or lighter than the edge of the picture a strip is, so that its text is legible.
const DARK_STRIP_SHADE: f32 = 0.45;
const LIGHT_STRIP_TINT: f32 = 0.3;

/// Width of the bar before text on a veil, and the gap between them, in pt.
const BAR_PT: f32 = 5.0;
const BAR_GAP_PT: f32 = 16.0;

/// Distance of text from the upper and the lower edge of the page, in pt.
const EDGE_PT: f32 = 36.0;

/// Lays out a picture over the whole page, with title and caption along a calm edge.
pub(super) fn lay_out_image(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let laid_out = lay_out_picture_page(context, frame);
    laid_out.unwrap_or_else(|| {
        context.structure.elements.truncate(1);
        context.palette = context.theme.palette;
        let style = context.theme.page_style(PageKind::Content).clone();
        lay_out_content(context, &SlideFrame { style, ..frame.clone() })
    })
}

/// Lays out a picture over the whole page; `None` if there is too much text for it, or a device
/// around the picture.
pub(super) fn lay_out_picture_page(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> Option<LaidOutSlide> {
    let slide = frame.slide;
    let BlockKind::Figures(figures) = &slide.blocks.first()?.kind else { return None };
    let figure = figures.first()?;
    if figure.needs_room_around() {
        return None;
    }
    let mut page = PicturePage { frame, figure, items: Vec::new() };
    let has_words = slide.title.is_some()
        || slide.kicker.is_some()
        || slide.subtitle.is_some()
        || slide.source.is_some()
        || !slide.footnotes.is_empty();
    if !has_words {
        page.draw_picture(context, page.whole());
        // A decorative picture without a caption has no element.
        let elements = context.structure.elements.len() as u32;
        let place = (page.visible(context), frame.inner.x);
        draw_caption_strip(context, figure, place, ElementId(elements - 1), &mut page.items);
        return Some(page.finish(context));
    }
    let is_portrait = frame.size.width < frame.size.height;
    if is_portrait && page.fit_in(context, frame.size) == ObjectFit::Contain {
        // Far from the picture, the title would look lost.
        return None;
    }
    let text = page.lay_out_text(context, frame.inner.width);
    if text.height() <= frame.size.height * MAX_STRIP_SHARE {
        page.draw_with_edge_text(context, text);
    } else {
        context.structure.elements.truncate(1);
        let width = frame.inner.width * 0.62;
        let text = page.lay_out_text(context, width);
        if text.height() > frame.size.height * MAX_PANEL_SHARE {
            return None;
        }
        page.draw_picture(context, page.whole());
        page.draw_panel(context, text, width);
    }
    Some(page.finish(context))
}

/// Returns the colour of a strip along an edge of a picture: its mean colour there, a little
/// darker or lighter.
fn edge_colour(tones: &PictureTones, side: VeilSide) -> Colour {
    let part = match side {
        VeilSide::Top => [0.0, 0.0, 1.0, STRIP_EDGE_SHARE],
        _ => [0.0, 1.0 - STRIP_EDGE_SHARE, 1.0, 1.0],
    };
    let cells = tones.part(part);
    let mean = |channel: usize| {
        let sum: u32 = cells.iter().map(|cell| u32::from(cell[channel])).sum();
        (sum / cells.len().max(1) as u32) as u8
    };
    let colour = Colour::rgb(mean(0), mean(1), mean(2));
    match colour.luminance() >= LIGHT_LUMINANCE {
        true => colour.mixed_with(Colour::WHITE, LIGHT_STRIP_TINT),
        false => colour.mixed_with(Colour::BLACK, DARK_STRIP_SHADE),
    }
}

/// A page that is filled by a picture.
struct PicturePage<'p> {
    frame: &'p SlideFrame<'p>,
    figure: &'p Figure,
    items: Vec<Item>,
}

impl PicturePage<'_> {
    fn whole(&self) -> Rect {
        Rect::new(0.0, 0.0, self.frame.size.width, self.frame.size.height)
    }

    /// Returns the part of the page that the picture covers.
    fn visible(&self, context: &LayoutContext<'_, '_>) -> Rect {
        let page = self.whole();
        match (self.fit_in(context, page.size()), context.picture_of(self.figure)) {
            (ObjectFit::Contain, Some(image)) => {
                page.centred_rect(image.size.scaled_to_fit(page.size()))
            }
            _ => page,
        }
    }

    /// Returns how the picture fills `area`.
    fn fit_in(&self, context: &LayoutContext<'_, '_>, area: Size) -> ObjectFit {
        let aspect = area.aspect_ratio();
        let scene = Croppable::new(context, self.figure);
        let lost_of_drawing = context
            .picture_of(self.figure)
            .map_or(0.0, |image| share_cropped(image.size.aspect_ratio(), aspect));
        match (self.figure.fit, scene) {
            (Some(fit), _) => fit,
            (None, Some(scene)) if scene.can_fill(aspect) => ObjectFit::Cover,
            (None, _) if lost_of_drawing <= MAX_DRAWING_CROP => ObjectFit::Cover,
            (None, _) => ObjectFit::Contain,
        }
    }

    /// Draws background and picture. What the picture does not cover has the colour of its own
    /// ground, if it has one.
    fn draw_picture(&mut self, context: &mut LayoutContext<'_, '_>, area: Rect) {
        let fit = self.fit_in(context, area.size());
        self.items.extend(draw_background(
            context,
            self.frame.slide,
            &self.frame.style,
            self.frame.size,
        ));
        let image = context.picture_of(self.figure);
        let ground = image.as_ref().and_then(|image| image.tones()?.ground());
        if let (ObjectFit::Contain, Some([red, green, blue])) = (fit, ground) {
            let fill = Paint::Solid(Colour::rgb(red, green, blue));
            self.items.push(shape_item(rounded_rect_path(area, 0.0), Some(fill), None));
        }
        let figure = Figure { fit: Some(fit), ..self.figure.clone() };
        if let Some(mut row) = lay_out_single_picture(context, &figure, area.size()) {
            if let RowBody::Picture(picture) = &mut row.body {
                (picture.radius, picture.natural_height, picture.height) =
                    (0.0, area.height, area.height);
            }
            Flow::from_row(row).place_at(area.origin(), &mut self.items);
        }
    }

    /// Draws the picture with the text along an edge: on a veil where the picture is calm,
    /// otherwise on a strip beside the picture.
    fn draw_with_edge_text(&mut self, context: &mut LayoutContext<'_, '_>, text: Flow) {
        let page = self.frame.size;
        let covers = self.fit_in(context, page) == ObjectFit::Cover;
        let image = context.picture_of(self.figure).filter(|_| covers);
        let tones = image.as_ref().and_then(|image| image.tones());
        let edges = tones.map(|tones| self.free_edges(tones)).unwrap_or_default();
        for &side in &edges {
            let Some(image) = image.clone() else { continue };
            let rect = rect_covering(&image, self.whole(), self.figure.focus, context.is_rtl);
            let ground = PictureGround { image, rect };
            let structure = context.structure.clone();
            if self.draw_veiled(context, (side, ground)) {
                return;
            }
            context.structure = structure;
        }
        let side = edges.first().copied().unwrap_or(VeilSide::Bottom);
        let edge = tones.map(|tones| edge_colour(tones, side));
        self.draw_strip(context, side, (text, edge));
    }

    /// Returns the edges of the page without the motif, the calmer one first.
    fn free_edges(&self, tones: &PictureTones) -> Vec<VeilSide> {
        let lower = tones.unrest([0.0, 1.0 - EDGE_SHARE, 1.0, 1.0]);
        let upper = tones.unrest([0.0, 0.0, 1.0, EDGE_SHARE]);
        let focus = self.figure.focus.map_or(0.5, |(_, y)| y);
        let mut edges = Vec::new();
        if focus > EDGE_SHARE {
            edges.push(VeilSide::Top);
        }
        if focus < 1.0 - EDGE_SHARE {
            let is_first = lower * LOWER_EDGE_BONUS <= upper;
            edges.insert(if is_first { 0 } else { edges.len() }, VeilSide::Bottom);
        }
        edges
    }

    /// Returns where text at an edge starts.
    fn text_origin(&self, context: &LayoutContext<'_, '_>, side: VeilSide, height: f32) -> Point {
        let y = match side {
            VeilSide::Top => context.pt(EDGE_PT),
            _ => self.frame.size.height - context.pt(EDGE_PT) - height,
        };
        Point::new(self.frame.inner.x + context.pt(BAR_PT + BAR_GAP_PT), y)
    }

    /// Draws the picture over the page and the text on a veil, in the colours of the theme that
    /// need the lighter one. Returns whether it is light enough.
    fn draw_veiled(
        &mut self,
        context: &mut LayoutContext<'_, '_>,
        (side, ground): (VeilSide, PictureGround),
    ) -> bool {
        let frame = self.frame;
        let usual = context.palette;
        let others = [context.theme.palette, context.theme.inverse];
        let others = others.into_iter().filter(|palette| *palette != usual);
        let palettes = std::iter::once(usual).chain(others);
        let clearance = context.pt(18.0);
        let width = frame.inner.width - context.pt(BAR_PT + BAR_GAP_PT);
        let veiled = |context: &mut LayoutContext<'_, '_>, palette: Palette| {
            context.structure.elements.truncate(1);
            context.palette = palette;
            let text = self.lay_out_text(context, width);
            let origin = self.text_origin(context, side, text.height());
            let mut items = Vec::new();
            text.place_at(origin, &mut items);
            let texts = texts_of(context, &items);
            let sides = (&[side][..], frame.size);
            let veil = Veil::lightest(&ground, &texts, palette.background, sides, clearance)?;
            Some((veil, palette))
        };
        let found: Vec<(Veil, Palette)> =
            palettes.filter_map(|palette| veiled(context, palette)).collect();
        // The colours of the page, unless others need a clearly lighter veil.
        let Some(best) = found.iter().copied().reduce(|best, other| {
            if other.0.opacity < best.0.opacity - 0.25 { other } else { best }
        }) else {
            context.palette = usual;
            return false;
        };
        let (veil, palette) = best;
        context.structure.elements.truncate(1);
        context.palette = usual;
        if veil.opacity > MAX_VEIL {
            return false;
        }
        context.palette = palette;
        let text = self.lay_out_text(context, width);
        let origin = self.text_origin(context, side, text.height());
        self.draw_picture(context, self.whole());
        self.items.extend(veil.draw(frame.size));
        // The bar is on the margin, where the titles of other pages start.
        let bar = Rect::new(frame.inner.x, origin.y, context.pt(BAR_PT), text.height());
        let bar = rounded_rect(bar, 0.0, context.palette.accent);
        self.items.push(Item::new_artifact(ItemKind::Shape(bar)));
        text.place_at(origin, &mut self.items);
        true
    }

    /// Draws the text on a strip across the page, and the picture in the rest of the page. The
    /// strip has the colour of the edge of the picture, if it is known.
    fn draw_strip(
        &mut self,
        context: &mut LayoutContext<'_, '_>,
        side: VeilSide,
        (text, edge): (Flow, Option<Colour>),
    ) {
        let (frame, page) = (self.frame, self.frame.size);
        let pad = context.pt(STRIP_PAD_PT);
        let mut text = text;
        let ground = edge.unwrap_or(context.palette.background);
        let usual = context.palette;
        if edge.is_some() {
            let title = |palette: &Palette| palette.title.contrast_ratio(ground);
            let (light, dark) = (context.theme.palette, context.theme.inverse);
            let palette = if title(&light) > title(&dark) { light } else { dark };
            context.palette = palette_on(&palette, ground);
            context.structure.elements.truncate(1);
            text = self.lay_out_text(context, frame.inner.width);
            context.palette = usual;
        }
        let height = text.height() + 2.0 * pad;
        let strip = match side {
            VeilSide::Top => Rect::new(0.0, 0.0, page.width, height),
            _ => Rect::new(0.0, page.height - height, page.width, height),
        };
        let y = if side == VeilSide::Top { height } else { 0.0 };
        let rest = Rect::new(0.0, y, page.width, page.height - height);
        let area = match self.fit_in(context, rest.size()) == self.fit_in(context, page) {
            true => rest,
            // The rest of the page is too flat for the picture, which is under the strip.
            false => self.whole(),
        };
        self.draw_picture(context, area);
        let ground = rounded_rect(strip, 0.0, ground);
        self.items.push(Item::new_artifact(ItemKind::Shape(ground)));
        text.place_at(Point::new(frame.inner.x, strip.y + pad), &mut self.items);
    }

    /// Draws the text on a panel at the bottom left.
    fn draw_panel(&mut self, context: &mut LayoutContext<'_, '_>, text: Flow, width: f32) {
        let frame = self.frame;
        let pad = context.pt(22.0);
        let panel = BoxedFlow {
            width: frame.inner.x + width + pad,
            inset: [frame.inner.x, pad, pad, pad],
            fill: Some(context.palette.background),
            stroke: None,
            edge: None,
            radius: 0.0,
            align: 0.0,
            flow: text,
        };
        let flow = Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(panel))));
        let y = frame.size.height - flow.height() - context.pt(36.0);
        flow.place_at(Point::new(0.0, y), &mut self.items);
    }

    /// Lays out the title of the slide, caption and credit of the picture.
    fn lay_out_text(&self, context: &mut LayoutContext<'_, '_>, width: f32) -> Flow {
        let mut flow = lay_out_title(context, self.frame.slide, width, None).flow;
        for text in self.figure.caption.iter().chain(&self.figure.credit) {
            let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
            let mut style = context.paragraph_style(TextKind::Small);
            style.size = style.size.max(context.pt(MIN_CAPTION_PT));
            style.colours = context.text_colours(context.palette.text);
            let layout = ParagraphLayout::start_aligned(width);
            let rows = lay_out_paragraph(context, text, &style, layout, Some(element));
            let gap = context.pt(4.0);
            flow.append(rows, gap);
        }
        let foot = SlideFoot::lay_out(context, self.frame.slide, width);
        if !foot.is_empty() {
            foot.append_to(&mut flow, &mut context.structure);
        }
        flow
    }

    fn finish(self, context: &mut LayoutContext<'_, '_>) -> LaidOutSlide {
        LaidOutSlide {
            pages: vec![self.items],
            structure: std::mem::take(&mut context.structure),
            running: None,
            fitting: FitRecord {
                adjustments: vec![FitAdjustment::PicturePage],
                ..FitRecord::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_has_the_colour_of_the_edge_of_the_picture() {
        let cell = |row: usize| if row < 8 { [40, 90, 200, 255] } else { [250, 240, 220, 255] };
        let cells = (0..16).flat_map(|row| [cell(row); 16]).collect();
        let tones = PictureTones::new(16, cells);
        let (sky, sand) =
            (edge_colour(&tones, VeilSide::Top), edge_colour(&tones, VeilSide::Bottom));
        assert!(sky.b > sky.r && Colour::WHITE.contrast_ratio(sky) > 7.0, "{sky:?}");
        assert!(sand.r > sand.b && Colour::BLACK.contrast_ratio(sand) > 7.0, "{sand:?}");
    }
}
