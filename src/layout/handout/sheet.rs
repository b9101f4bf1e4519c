//! Draws one sheet: framed slides, lines for writing, the title of the deck at the top and the page
//! number at the bottom.
//!
//! Sheets of decks that are written from right to left are laid out from left to right and mirrored
//! at the end. Only the slides on them are not mirrored again.

use super::super::context::{LayoutContext, ParagraphStyle};
use super::super::flow::Flow;
use super::super::mirror::mirror_items;
use super::super::page::{RunningLine, draw_running_line};
use super::super::text::rounded_rect_path;
use crate::deck::{Deck, Text};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Colour, Item, ItemKind, Page, PathSegment, Shape, Stroke};
use crate::source::Span;
use crate::theme::{Palette, Theme};

/// Size of body text in pt, readable at arm's length.
pub(super) const BODY_SIZE: f32 = 12.5;

/// Size of the titles, page numbers and names around the body, in pt.
const RUNNING_SIZE: f32 = 8.5;

/// Left and right margin in pt, wide enough for punched holes.
const MARGIN_X: f32 = 51.0;

/// Distance in pt from the edge of the paper to the middle of the title line at the top and of the
/// name line at the bottom.
const MARGIN_Y: f32 = 36.0;

/// Distance in pt from the middle of the title line or name line to the body.
const RUNNING_GAP: f32 = 24.0;

/// Distance between slides, in pt.
pub(super) const GUTTER: f32 = 24.0;

/// Height of the slide number below each slide, in pt.
pub(super) const CAPTION_HEIGHT: f32 = 17.0;

/// Distance between lines for writing in pt: 8 mm, as on ruled paper.
pub(super) const LINE_PITCH: f32 = 22.68;

/// Colour of frames and lines, light enough not to distract.
const LINE_COLOUR: Colour = Colour::rgb(0xb9, 0xbe, 0xc5);

/// Returns the part of a sheet between the title line and the name line.
pub(super) fn body_area(paper: Size) -> Rect {
    Rect::new(0.0, 0.0, paper.width, paper.height).inset_by(MARGIN_X, MARGIN_Y + RUNNING_GAP)
}

/// Returns the colours of a theme for white paper: the palette with the darker text, with every
/// colour that would be illegible replaced by the colour of text.
pub(super) fn print_palette(theme: &Theme) -> Palette {
    let on_paper = |palette: &Palette| palette.text.contrast_ratio(Colour::WHITE);
    let is_dark = on_paper(&theme.palette) >= on_paper(&theme.inverse);
    let mut palette = if is_dark { theme.palette } else { theme.inverse };
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

/// A sheet that is being drawn.
pub(super) struct Sheet {
    size: Size,
    items: Vec<Item>,
    slide: Option<usize>,
}

impl Sheet {
    /// Returns an empty sheet.
    pub(super) fn new(size: Size) -> Self {
        Self { size, items: Vec::new(), slide: None }
    }

    /// Copies a page of the deck into `rect`, draws a frame around it and its number below.
    pub(super) fn add_slide(
        &mut self,
        context: &mut LayoutContext<'_, '_>,
        page: &Page,
        rect: Rect,
    ) {
        let factor = rect.width / page.size.width;
        self.slide = self.slide.or(Some(page.slide));
        self.items.push(Item::new_artifact(ItemKind::Clip(Some(rect))));
        let first = self.items.len();
        self.items.extend(page.items.iter().cloned().map(|mut item| {
            item.scale(factor);
            item.translate(rect.x, rect.y);
            item
        }));
        if context.is_rtl {
            // Mirrored here and again with the sheet, the slide looks as it is shown.
            mirror_items(&mut self.items[first..], rect.x + rect.width / 2.0);
        }
        self.items.push(Item::new_artifact(ItemKind::Clip(None)));
        self.items.push(line_item(rounded_rect_path(rect, 0.0), 0.6));
        let start = Point::new(rect.x, rect.bottom() + CAPTION_HEIGHT * 0.5);
        let style = running_style(context);
        let line = RunningLine::start_aligned(start, rect.width);
        draw_running_line(context, &plain_text(&page.label), &style, line, &mut self.items);
    }

    /// Draws the heading of a sheet on which the notes of a slide continue.
    pub(super) fn add_heading(
        &mut self,
        context: &mut LayoutContext<'_, '_>,
        page: &Page,
        heading: &str,
        start: Point,
    ) {
        self.slide = Some(page.slide);
        let style = running_style(context);
        let line = RunningLine::start_aligned(start, body_area(self.size).width);
        draw_running_line(context, &plain_text(heading), &style, line, &mut self.items);
    }

    /// Draws lines for writing, the last one at the bottom of `area`.
    pub(super) fn add_lines(&mut self, area: Rect) {
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

    /// Adds laid-out text at `origin`.
    pub(super) fn add_text(&mut self, flow: Flow, origin: Point) {
        flow.place_at(origin, &mut self.items);
    }

    /// Finishes page `number` of `count`: adds title and date at the top, names and page number at
    /// the bottom.
    pub(super) fn into_page(
        mut self,
        context: &mut LayoutContext<'_, '_>,
        deck: &Deck,
        number: usize,
        count: usize,
    ) -> Page {
        let metadata = &deck.metadata;
        let title = join_texts(&metadata.title, "");
        let date = join_texts(&metadata.date, "");
        self.draw_line_pair(context, MARGIN_Y, (title, title_style(context)), date);
        let authors = join_texts(&metadata.authors, ", ");
        let names = join_texts(authors.iter().chain(&metadata.event), " · ")
            .or_else(|| join_texts(&deck.footer, ""));
        let page_number = plain_text(&format!("{number} / {count}"));
        let below = self.size.height - MARGIN_Y;
        self.draw_line_pair(context, below, (names, running_style(context)), Some(page_number));
        if context.is_rtl {
            mirror_items(&mut self.items, self.size.width / 2.0);
        }
        Page {
            size: self.size,
            items: self.items,
            label: number.to_string(),
            slide: self.slide.unwrap_or_default(),
            ..Page::default()
        }
    }

    /// Draws a text at the start of a line, with its style, and another at the end. The text at the
    /// end gets the width that it needs.
    fn draw_line_pair(
        &mut self,
        context: &mut LayoutContext<'_, '_>,
        middle: f32,
        (start_text, start_style): (Option<Text>, ParagraphStyle),
        end_text: Option<Text>,
    ) {
        let body = body_area(self.size);
        let start = Point::new(body.x, middle);
        let mut width = body.width;
        if let Some(text) = end_text {
            let style = running_style(context);
            let line = RunningLine::end_aligned(start, width);
            let used = draw_running_line(context, &text, &style, line, &mut self.items);
            width -= used + GUTTER;
        }
        if let Some(text) = start_text {
            let line = RunningLine::start_aligned(start, width);
            draw_running_line(context, &text, &start_style, line, &mut self.items);
        }
    }
}

/// Returns the style of the title of the deck at the top of a sheet.
fn title_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let weight = context.theme.weights.heading;
    ParagraphStyle {
        style: context.text_style(&context.theme.fonts.body, weight),
        colours: context.text_colours(context.palette.text),
        ..running_style(context)
    }
}

/// Returns the style of the other text around the body.
fn running_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let style = context.text_style(&context.theme.fonts.body, context.theme.weights.body);
    ParagraphStyle {
        style,
        size: RUNNING_SIZE,
        leading: 1.2,
        colours: context.text_colours(context.palette.muted),
    }
}

/// Joins texts to one line; `None` if all of them are blank.
fn join_texts<'t>(texts: impl IntoIterator<Item = &'t Text>, separator: &str) -> Option<Text> {
    let texts: Vec<&Text> = texts.into_iter().filter(|text| !text.is_blank()).collect();
    let span = texts.first()?.span;
    let lines: Vec<String> = texts.into_iter().map(Text::to_single_line).collect();
    Some(Text::plain(lines.join(separator), span))
}

fn plain_text(content: &str) -> Text {
    Text::plain(content, Span::default())
}

fn line_item(path: Vec<PathSegment>, width: f32) -> Item {
    let stroke = Some(Stroke { colour: LINE_COLOUR, width, round: false });
    Item::new_artifact(ItemKind::Shape(Shape { path, fill: None, stroke, actual_text: None }))
}
