//! Lays out quotes.

use super::Place;
use super::portrait::{PortraitPlace, photo_row};
use crate::deck::{Figure, PortraitShape, Run, Text};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Column, Flow, PageBreak, Row, RowBody};
use crate::layout::palette::MIN_MARK_CONTRAST;
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::title::mark_artifact_from;
use crate::scene::{ElementId, Item, ItemKind, Role};
use crate::source::Span;

/// Lays out a quote: a large quotation mark, the paragraphs and the source.
pub(super) fn lay_out_quote(
    context: &mut LayoutContext<'_, '_>,
    paragraphs: &[Text],
    source: QuoteSource<'_>,
    place: Place,
) -> Flow {
    let element = context.add_element(place.parent, Role::BlockQuote, place.span);
    let style = context.paragraph_style(TextKind::Quote);
    let has_mark = context.theme.quotes.has_mark;
    let indent = if has_mark { context.em(2.0).min(place.width * 0.15) } else { 0.0 };
    let width = place.width - indent;
    let marks = (!has_mark).then(|| QuotationMarks::of_language(&context.lang));
    let mut flow = Flow::default();
    let last = paragraphs.len().saturating_sub(1);
    for (index, text) in paragraphs.iter().enumerate() {
        let paragraph = context.add_element(element, Role::Paragraph, text.span);
        let gap = context.gap(context.theme.space.paragraph);
        let layout = ParagraphLayout::balanced(width).aligned_by_direction();
        let closing = marks.filter(|_| index == last && !ends_with_mark(text));
        let rows = match closing {
            Some(marks) => {
                let closed = append_mark(text, marks.closing);
                let mut rows = lay_out_paragraph(context, &closed, &style, layout, Some(paragraph));
                mark_artifact_from(&mut rows, text.content.len());
                rows
            }
            None => lay_out_paragraph(context, text, &style, layout, Some(paragraph)),
        };
        flow.append(rows, gap);
    }
    if let Some(marks) =
        marks.filter(|_| paragraphs.first().is_some_and(|text| !starts_with_mark(text)))
    {
        hang_mark(context, &mut flow, marks.opening, &style);
    }
    if source.by.is_some() || source.photo.is_some() {
        flow.limit_page_break(PageBreak::Forbidden);
        let gap = context.gap(context.theme.space.block * 0.8);
        flow.append(lay_out_source(context, source, width, element), gap);
    }
    if !has_mark {
        return flow;
    }
    flow.shift_right(indent);
    let mark = draw_quote_mark(context, &style, indent);
    if let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.front_mut() {
        items.extend(mark);
    }
    flow
}

/// The author of a quote.
#[derive(Clone, Copy)]
pub(super) struct QuoteSource<'a> {
    pub by: Option<&'a Text>,
    pub photo: Option<&'a Figure>,
}

/// The marks around a quote.
#[derive(Clone, Copy)]
struct QuotationMarks {
    opening: &'static str,
    closing: &'static str,
}

impl QuotationMarks {
    /// Returns the marks of a language, as the Unicode CLDR has them.
    fn of_language(lang: &str) -> Self {
        let primary = lang.split('-').next().unwrap_or_default();
        let (opening, closing) = match primary {
            "de" | "cs" | "sk" | "sl" | "is" | "lt" | "et" | "bg" | "mk" => ("„", "“"),
            "pl" | "hu" | "ro" | "hr" => ("„", "”"),
            "fr" => ("«\u{a0}", "\u{a0}»"),
            "es" | "it" | "pt" | "ru" | "uk" | "be" | "el" | "no" | "nb" | "nn" | "fa" => {
                ("«", "»")
            }
            "sv" | "fi" => ("”", "”"),
            "ja" => ("「", "」"),
            _ => ("“", "”"),
        };
        Self { opening, closing }
    }
}

/// The characters that authors put around quotes.
const MARKS: [char; 11] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', '「', '」'];

fn starts_with_mark(text: &Text) -> bool {
    text.content.trim_start().starts_with(MARKS)
}

fn ends_with_mark(text: &Text) -> bool {
    text.content.trim_end().ends_with(MARKS)
}

/// Returns a text with a closing mark.
fn append_mark(text: &Text, mark: &str) -> Text {
    let mut text = text.clone();
    let start = text.content.len();
    text.content.push_str(mark);
    let end = text.content.len();
    text.runs.push(Run::plain(start..end));
    text
}

/// Hangs the opening mark into the margin before the first line.
fn hang_mark(
    context: &mut LayoutContext<'_, '_>,
    flow: &mut Flow,
    mark: &str,
    style: &ParagraphStyle,
) {
    let Some(Row { body: RowBody::Fixed { items, .. }, .. }) = flow.rows.front_mut() else {
        return;
    };
    let start = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.origin.x),
        _ => None,
    });
    let start = start.fold(f32::INFINITY, f32::min);
    let text = Text::plain(mark, Span::default());
    let advance = context.shaper.shape_paragraph(&text, &style.style).width() * style.size;
    let layout = ParagraphLayout::start_aligned(advance * 2.0);
    let rows = lay_out_paragraph(context, &text, style, layout, None);
    for mut item in rows.rows.into_iter().flat_map(Row::into_items) {
        item.translate(start - advance, 0.0);
        items.push(item);
    }
}

/// Size of the source of a quote, relative to the quote.
const SOURCE_SHARE: f32 = 0.62;

/// Size of the portrait of the author, in em.
const PHOTO_EM: f32 = 2.6;

/// Lays out the author of a quote, with the portrait before the name.
fn lay_out_source(
    context: &mut LayoutContext<'_, '_>,
    source: QuoteSource<'_>,
    width: f32,
    element: ElementId,
) -> Flow {
    let side = context.em(PHOTO_EM);
    let photo = source.photo.and_then(|photo| {
        let place = PortraitPlace {
            width: side,
            side,
            align: 0.0,
            shape: PortraitShape::Circle,
            can_shrink: false,
        };
        photo_row(context, photo, place, element)
    });
    let indent = photo.as_ref().map_or(0.0, |_| side + context.em(0.6));
    let words = source.by.map(|by| {
        let paragraph = context.add_element(element, Role::Paragraph, by.span);
        let mut style = context.paragraph_style(TextKind::Body);
        let quote = context.paragraph_style(TextKind::Quote).size;
        let least = context.pt(context.theme.type_scale.min_size);
        style.size = (style.size * 0.9).min((quote * SOURCE_SHARE).max(least));
        style.colours = context.text_colours(context.palette.muted);
        let layout = ParagraphLayout::start_aligned(width - indent);
        lay_out_paragraph(context, by, &style, layout, Some(paragraph))
    });
    let words = words.unwrap_or_default();
    let Some(photo) = photo else { return words };
    let column = |x, flow| Column { x, flow, align: 0.5, stretch: false, repeats: false };
    Flow::of_columns(vec![column(0.0, Flow::from_row(photo)), column(indent, words)])
}

/// Draws a large decorative quotation mark in the indent to the left of the quote.
fn draw_quote_mark(
    context: &mut LayoutContext<'_, '_>,
    quote: &ParagraphStyle,
    indent: f32,
) -> Vec<Item> {
    let mut style = quote.clone();
    style.size *= 2.6;
    style.style.italic = false;
    style.style.weight = context.theme.weights.bold;
    let palette = &context.palette;
    let is_visible = palette.accent.contrast_ratio(palette.background) >= MIN_MARK_CONTRAST;
    let colour = if is_visible { palette.accent } else { palette.primary };
    style.colours = context.text_colours(colour);
    // On pages that are mirrored later, the mark has to open to the other side.
    let text = Text::plain(if context.is_rtl { "\u{201d}" } else { "\u{201c}" }, Span::default());
    // In a narrow column the mark shrinks to the width of the indent.
    let advance: f32 = context
        .shaper
        .shape_paragraph(&text, &style.style)
        .clusters
        .iter()
        .map(|cluster| cluster.advance)
        .sum();
    style.size = style.size.min(indent / advance.max(0.1));
    style.leading = quote.leading * quote.size / style.size;
    let layout = ParagraphLayout::start_aligned(indent * 4.0);
    let rows = lay_out_paragraph(context, &text, &style, layout, None);
    let Some(Row { body: RowBody::Fixed { mut items, .. }, .. }) = rows.rows.into_iter().next()
    else {
        return Vec::new();
    };
    // Quotation marks are as high as capitals: the top of the mark is aligned with the top of the
    // capitals in the first line.
    let face = context.shaper.primary_face(&style.style);
    let cap_height = context.shaper.fonts().get(face).metrics().cap_height;
    let drop = cap_height * (style.size - quote.size) / 2.0;
    items.iter_mut().for_each(|item| {
        item.translate(-0.04 * style.size, drop);
        // The author did not write the mark, so it is an artifact.
        item.element = None;
    });
    items
}
