//! One sheet: slides in their frames, lines to write on, the deck's title above and the page's
//! number below.
//!
//! The sheets of a deck that is written from the right are laid out from the left and mirrored when
//! they are finished, all but the slides on them.

use super::super::context::{LayoutContext, ParagraphStyle};
use super::super::flow::Flow;
use super::super::mirror::mirror_items;
use super::super::page;
use super::super::text::rounded_rect_path;
use crate::deck::{Deck, Slide, Text};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Colour, Item, ItemKind, Page, PathSegment, Shape, Stroke};
use crate::source::Span;
use crate::theme::{Palette, Theme};

/// Size of text on paper: what is read at arm's length.
pub(super) const BODY_SIZE: f32 = 12.5;

/// Size of titles, numbers and names around it.
const RUNNING_SIZE: f32 = 8.5;

/// Left and right of everything: room for a punch.
const MARGIN_X: f32 = 51.0;

/// From the paper's edge to the middle of the title above and of the names below.
const MARGIN_Y: f32 = 36.0;

/// From the middle of the title or the names to what stands between them.
const RUNNING_GAP: f32 = 24.0;

/// Between places on a sheet.
pub(super) const GUTTER: f32 = 24.0;

/// Below each slide: its number.
pub(super) const CAPTION_HEIGHT: f32 = 17.0;

/// From line to line, 8 mm: what a ruled pad has.
pub(super) const LINE_PITCH: f32 = 22.68;

/// Frames and lines: seen, not looked at.
const LINE_COLOUR: Colour = Colour::rgb(0xb9, 0xbe, 0xc5);

/// The part of a sheet between its title and its names.
pub(super) fn body_area(paper: Size) -> Rect {
    Rect::new(0.0, 0.0, paper.width, paper.height).inset_by(MARGIN_X, MARGIN_Y + RUNNING_GAP)
}

/// The colours of a theme on white paper: those of its palettes that is darker, and of each colour
/// only what can be read.
pub(super) fn print_palette(theme: &Theme) -> Palette {
    let on_paper = |palette: &Palette| palette.text.contrast_ratio(Colour::WHITE);
    let is_dark = on_paper(&theme.palette) >= on_paper(&theme.inverse);
    let mut palette = if is_dark { theme.palette.clone() } else { theme.inverse.clone() };
    let ink = if on_paper(&palette) >= 7.0 { palette.text } else { Colour::rgb(0x1f, 0x23, 0x28) };
    let legible = |colour: Colour, ratio: f32| {
        if colour.contrast_ratio(Colour::WHITE) >= ratio { colour } else { ink }
    };
    palette.background = Colour::WHITE;
    palette.text = ink;
    for colour in [
        &mut palette.muted,
        &mut palette.title,
        &mut palette.bold,
        &mut palette.link,
        &mut palette.primary,
    ] {
        *colour = legible(*colour, 4.5);
    }
    for colour in [&mut palette.accent, &mut palette.tip, &mut palette.warning] {
        *colour = legible(*colour, 3.0);
    }
    if palette.surface.contrast_ratio(ink) < 7.0 {
        palette.surface = Colour::rgb(0xf2, 0xf3, 0xf5);
    }
    if palette.mark.contrast_ratio(ink) < 7.0 {
        palette.mark = Colour::rgb(0xff, 0xec, 0xb0);
    }
    palette.line = LINE_COLOUR;
    palette
}

/// A sheet in the making.
pub(super) struct Sheet {
    size: Size,
    items: Vec<Item>,
    slide: Option<usize>,
}

impl Sheet {
    /// A blank sheet.
    pub fn new(size: Size) -> Self {
        Self { size, items: Vec::new(), slide: None }
    }

    /// Copies a page of the deck to `place`, framed, its number below.
    pub fn add_slide(&mut self, context: &mut LayoutContext<'_, '_>, page: &Page, place: Rect) {
        let factor = place.width / page.size.width;
        self.slide = self.slide.or(Some(page.slide));
        self.items.push(Item::new_artifact(ItemKind::Clip(Some(place))));
        let first = self.items.len();
        self.items.extend(page.items.iter().cloned().map(|mut item| {
            item.scale(factor);
            item.translate(place.x, place.y);
            item
        }));
        if context.is_rtl {
            // The slide stands as it is shown: it is mirrored here and back with the sheet.
            mirror_items(&mut self.items[first..], place.x + place.width / 2.0);
        }
        self.items.push(Item::new_artifact(ItemKind::Clip(None)));
        self.items.push(line_item(rounded_rect_path(place, 0.0), 0.6));
        let middle = Point::new(place.x, place.bottom() + CAPTION_HEIGHT * 0.5);
        let setting = running_setting(context);
        page::draw_text_line(
            context,
            &plain_text(&page.label),
            &setting,
            middle,
            place.width,
            false,
            &mut self.items,
        );
    }

    /// Says on a further sheet which slide's notes go on there.
    pub fn add_heading(
        &mut self,
        context: &mut LayoutContext<'_, '_>,
        page: &Page,
        slide: &Slide,
        (part, of): (usize, usize),
        at: Point,
    ) {
        self.slide = Some(page.slide);
        let title = slide
            .title
            .as_ref()
            .map_or_else(String::new, |title| format!("{} ", single_line(title)));
        let heading = plain_text(&format!("{}  {title}({part}/{of})", page.label));
        let setting = running_setting(context);
        page::draw_text_line(
            context,
            &heading,
            &setting,
            at,
            body_area(self.size).width,
            false,
            &mut self.items,
        );
    }

    /// Draws lines to write on, the last at the foot of `area`.
    pub fn add_lines(&mut self, area: Rect) {
        let count = (area.height / LINE_PITCH).floor();
        let pitch = area.height / count;
        for index in 1..=count as u32 {
            let y = area.y + index as f32 * pitch;
            let path = vec![
                PathSegment::Move(Point::new(area.x, y)),
                PathSegment::Line(Point::new(area.right(), y)),
            ];
            self.items.push(line_item(path, 0.5));
        }
    }

    /// Places text that the sheet has of its own.
    pub fn add_text(&mut self, flow: Flow, origin: Point) {
        flow.place_at(origin, &mut self.items);
    }

    /// The finished sheet, the `number`th of `count`: title and date above, names and number below.
    pub fn into_page(
        mut self,
        context: &mut LayoutContext<'_, '_>,
        deck: &Deck,
        number: usize,
        count: usize,
    ) -> Page {
        let body = body_area(self.size);
        let items = &mut self.items;
        let above = Point::new(body.x, MARGIN_Y);
        let below = Point::new(body.x, self.size.height - MARGIN_Y);
        let (strong, light) = (title_setting(context), running_setting(context));
        let metadata = &deck.metadata;
        let width = body.width;

        let taken = match join_texts(&metadata.date, "") {
            Some(when) => {
                page::draw_text_line(context, &when, &light, above, width, true, items) + GUTTER
            }
            None => 0.0,
        };
        if let Some(title) = join_texts(&metadata.title, "") {
            page::draw_text_line(context, &title, &strong, above, width - taken, false, items);
        }
        let taken = page::draw_text_line(
            context,
            &plain_text(&format!("{number} / {count}")),
            &light,
            below,
            width,
            true,
            items,
        ) + GUTTER;
        let who = join_texts(&metadata.authors, ", ");
        if let Some(who) = join_texts(who.iter().chain(&metadata.event), " · ")
            .or_else(|| join_texts(&deck.footer, ""))
        {
            page::draw_text_line(context, &who, &light, below, width - taken, false, items);
        }
        if context.is_rtl {
            mirror_items(items, self.size.width / 2.0);
        }
        Page {
            size: self.size,
            items: self.items,
            label: number.to_string(),
            slide: self.slide.unwrap_or_default(),
            ..Page::default()
        }
    }
}

/// How a deck's title stands above a sheet.
fn title_setting(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let weight = context.theme.weights.heading;
    ParagraphStyle {
        style: context.text_style(&context.theme.fonts.body, weight),
        colours: context.text_colours(context.palette.text),
        ..running_setting(context)
    }
}

/// How everything else around a sheet's content is set.
fn running_setting(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let style = context.text_style(&context.theme.fonts.body, context.theme.weights.body);
    ParagraphStyle {
        style,
        size: RUNNING_SIZE,
        leading: 1.2,
        colours: context.text_colours(context.palette.muted),
    }
}

/// Texts as one line, with `between` them; `None` if there is nothing to see.
fn join_texts<'t>(texts: impl IntoIterator<Item = &'t Text>, between: &str) -> Option<Text> {
    let texts: Vec<&Text> = texts.into_iter().filter(|text| !text.is_blank()).collect();
    let span = texts.first()?.span;
    let words: Vec<String> = texts.into_iter().map(single_line).collect();
    Some(Text::plain(words.join(between), span))
}

fn single_line(text: &Text) -> String {
    text.content.replace('\n', " ")
}

fn plain_text(words: &str) -> Text {
    Text::plain(words, Span::default())
}

fn line_item(path: Vec<PathSegment>, width: f32) -> Item {
    let stroke = Some(Stroke { colour: LINE_COLOUR, width, round: false });
    Item::new_artifact(ItemKind::Shape(Shape { path, fill: None, stroke, actual_text: None }))
}
