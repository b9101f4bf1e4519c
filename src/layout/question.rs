//! Lays out a question with answers: the question on a panel, the answers beside it.

use super::block::lay_out_blocks;
use super::compose::Composition;
use super::context::{LayoutContext, TextKind};
use super::fit::{BodyHeight, BodyPlace, FittedBody, FittedPage, fit_body};
use super::flow::Flow;
use super::footnotes::SlideFoot;
use super::page::draw_background;
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::slide::{LaidOutSlide, SlideFrame, lay_out_in_margins};
use super::text::rounded_rect;
use super::title::{choose_display_style, find_display_style, lay_out_kicker};
use super::veil::veil_background;
use crate::deck::Hyphenation;
use crate::geometry::{Point, Rect};
use crate::scene::{Item, ItemKind, Role, Structure};
use crate::theme::PageBackground;

/// Maximum number of lines of a short question.
const MAX_LINES_SHORT: usize = 4;
/// Maximum number of lines of a long question, except in the smallest size.
const MAX_LINES_LONG: usize = 7;

/// Lays out a question with answers.
pub(super) fn lay_out_question(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let slide = frame.slide;
    let margin = frame.inner.x;
    let panel = frame.size.width * frame.style.panel_share;
    let panel_inner = Rect::new(
        margin,
        frame.inner.y,
        panel - margin - context.pt(30.0),
        frame.size.height - 2.0 * frame.inner.y,
    );
    let (panel_palette, page_palette) = (context.theme.inverse, context.theme.palette);
    let text = context.with_palette(panel_palette, |context| {
        lay_out_question_text(context, frame, panel_inner.width)
    });
    if text.height() > panel_inner.height || panel_inner.width < context.pt(120.0) {
        // The question is too long for a panel.
        context.palette = page_palette;
        context.structure.elements.truncate(1);
        return lay_out_in_margins(context, frame);
    }
    context.palette = page_palette;
    let x = panel + context.pt(40.0);
    let area = Rect::new(x, frame.inner.y, frame.size.width - margin - x, frame.inner.height);
    let foot = SlideFoot::lay_out(context, slide, area.width);
    let height = BodyHeight::same(area.height);
    let place = BodyPlace {
        height,
        foot: &foot,
        called: text.footnote_calls(),
        composition: Composition::PLAIN,
        air: 0.0,
    };
    let FittedBody { pages, structure, fitting } =
        fit_body(context, frame.settings.fit_policy, &place, |context| {
            lay_out_blocks(context, &slide.blocks, area.width, Structure::ROOT)
        });
    let running = Some(frame.running_room(context));
    let mut laid_out = LaidOutSlide { pages: Vec::new(), structure, running, fitting };
    let count = pages.len();
    for (index, FittedPage { body: mut flow, foot }) in pages.into_iter().enumerate() {
        let mut style = frame.style.clone();
        let panel_colour = style.background.first_colour();
        style.ornaments.clear();
        style.background = PageBackground::Solid(context.palette.background);
        let mut items = draw_background(context, slide, &style, frame.size);
        let rect = Rect::new(0.0, 0.0, panel, frame.size.height);
        items.push(Item::new_artifact(ItemKind::Shape(rounded_rect(rect, 0.0, panel_colour))));
        let text = if index == 0 { text.clone() } else { text.clone().into_artifact() };
        let spare = panel_inner.height - text.height();
        text.place_at(Point::new(panel_inner.x, panel_inner.y + spare * 0.42), &mut items);
        let body_height = area.height - foot.height();
        if count == 1 {
            let spare = body_height - flow.height();
            flow.widen_gaps(spare * 0.5, context.theme.space.max_gap_factor);
        }
        let spare = (body_height - flow.height()).max(0.0);
        flow.place_at(
            Point::new(area.x, area.y + if count == 1 { spare * 0.5 } else { 0.0 }),
            &mut items,
        );
        foot.place_at(Point::new(area.x, area.y + body_height), &mut items);
        veil_background(context, frame, running, &mut items);
        laid_out.pages.push(items);
    }
    laid_out
}

/// Lays out kicker, title and subtitle of a question.
fn lay_out_question_text(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    width: f32,
) -> Flow {
    let slide = frame.slide;
    let mut flow = Flow::default();
    if let Some(text) = slide.kicker.as_ref().filter(|text| !text.is_blank()) {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let layout = ParagraphLayout::start_aligned(width);
        flow.append(lay_out_kicker(context, text, layout, Some(element)), 0.0);
    }
    if let Some(text) = slide.title.as_ref().filter(|text| !text.is_blank()) {
        // Short questions may be large. All long ones use the smaller half of the sizes, so that
        // they look alike.
        let sizes = context.theme.type_scale.title.clone();
        let (large, small) = sizes.split_at(sizes.len() / 2);
        let short = find_display_style(context, text, large, MAX_LINES_SHORT, width);
        let setting = short
            .unwrap_or_else(|| choose_display_style(context, text, small, MAX_LINES_LONG, width));
        let element = context.add_element(Structure::ROOT, Role::Heading(2), text.span);
        let gap = context.pt(8.0);
        // Lines of a question are filled, but as in any title, words are not hyphenated.
        let hyphenation = std::mem::replace(&mut context.hyphenation, Hyphenation::Never);
        let rows = lay_out_paragraph(
            context,
            text,
            &setting,
            ParagraphLayout::start_aligned(width),
            Some(element),
        );
        context.hyphenation = hyphenation;
        flow.append(rows, gap);
    }
    if let Some(text) = slide.subtitle.as_ref().filter(|text| !text.is_blank()) {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let mut setting = context.paragraph_style(TextKind::Body);
        setting.size = context.pt(context.theme.type_scale.normal) * 0.84;
        let gap = context.pt(12.0);
        let rows = lay_out_paragraph(
            context,
            text,
            &setting,
            ParagraphLayout::start_aligned(width),
            Some(element),
        );
        flow.append(rows, gap);
    }
    flow
}
