//! A question with answers: the question on a panel, the answers beside it.

use super::block::blocks;
use super::context::Context;
use super::fit::{Fitted, fit};
use super::flow::Flow;
use super::page::ground;
use super::paragraph::{Measure, paragraph};
use super::slide::{Frame, LaidOut, content};
use super::text::rounded;
use super::title::{display, display_within, kicker};
use crate::deck::Hyphenation;
use crate::geometry::{Point, Rect};
use crate::scene::{Item, ItemKind, Role, Structure};

/// The most lines of a short question.
const SHORT: usize = 4;
/// The most lines of a long one, but in the smallest type.
const LONG: usize = 7;

/// Lays a question with answers out.
pub(super) fn question(context: &mut Context<'_, '_>, frame: &Frame<'_>) -> LaidOut {
    let slide = frame.slide;
    let margin = frame.inner.x;
    let panel = frame.size.width * frame.style.panel;
    let panel_inner = Rect::new(
        margin,
        frame.inner.y,
        panel - margin - context.pt(30.0),
        frame.size.height - 2.0 * frame.inner.y,
    );
    let (panel_palette, page_palette) =
        (context.theme.inverse.clone(), context.theme.palette.clone());
    let words = context.with_palette(panel_palette.clone(), |context| {
        question_flow(context, frame, panel_inner.width)
    });
    if words.height() > panel_inner.height || panel_inner.width < context.pt(120.0) {
        // Too long a question for a panel: set like any other slide.
        context.palette = page_palette;
        context.structure.elements.truncate(1);
        return content(context, frame);
    }
    context.palette = page_palette;
    let x = panel + context.pt(40.0);
    let room = Rect::new(x, frame.inner.y, frame.size.width - margin - x, frame.inner.height);
    let Fitted { pages, structure, fitting } =
        fit(context, frame.policy, room.height, room.height, |context| {
            blocks(context, &slide.blocks, room.width, Structure::ROOT)
        });
    let mut laid_out = LaidOut { pages: Vec::new(), structure, has_running: true, fitting };
    let count = pages.len();
    for (index, mut flow) in pages.into_iter().enumerate() {
        let mut style = frame.style.clone();
        let panel_ground = style.background.0;
        style.ornaments.clear();
        style.background = (context.palette.background, None);
        let mut items = ground(context, slide, &style, frame.size);
        let rect = Rect::new(0.0, 0.0, panel, frame.size.height);
        items.push(Item::artifact(ItemKind::Shape(rounded(rect, 0.0, panel_ground))));
        let words = if index == 0 { words.clone() } else { words.clone().into_artifact() };
        let spare = panel_inner.height - words.height();
        words.place(Point::new(panel_inner.x, panel_inner.y + spare * 0.42), &mut items);
        if count == 1 {
            let spare = room.height - flow.height();
            flow.spread(spare * 0.5, context.theme.space.loosest);
        }
        let spare = (room.height - flow.height()).max(0.0);
        flow.place(
            Point::new(room.x, room.y + if count == 1 { spare * 0.5 } else { 0.0 }),
            &mut items,
        );
        laid_out.pages.push(items);
    }
    laid_out
}

fn question_flow(context: &mut Context<'_, '_>, frame: &Frame<'_>, width: f32) -> Flow {
    let slide = frame.slide;
    let mut flow = Flow::default();
    if let Some(text) = slide.kicker.as_ref().filter(|text| !text.is_blank()) {
        let element = context.element(Structure::ROOT, Role::Paragraph, text.span);
        flow.append(kicker(context, text, width, Some(element)), 0.0);
    }
    if let Some(text) = slide.title.as_ref().filter(|text| !text.is_blank()) {
        // A short question may be large. Long ones are all set in the smaller half of the sizes, so
        // that they look alike.
        let sizes = context.theme.type_scale.title.clone();
        let (large, small) = sizes.split_at(sizes.len() / 2);
        let short = display_within(context, text, large, SHORT, width);
        let setting = short.unwrap_or_else(|| display(context, text, small, LONG, width));
        let element = context.element(Structure::ROOT, Role::Heading(2), text.span);
        let gap = context.pt(8.0);
        // A title is not divided, although its lines are filled here.
        let usual = std::mem::replace(&mut context.hyphenation, Hyphenation::Never);
        let rows = paragraph(context, text, &setting, Measure::start(width), Some(element));
        context.hyphenation = usual;
        flow.append(rows, gap);
    }
    if let Some(text) = slide.subtitle.as_ref().filter(|text| !text.is_blank()) {
        let element = context.element(Structure::ROOT, Role::Paragraph, text.span);
        let mut setting = context.setting(super::context::Voice::Body);
        setting.size = context.pt(context.theme.type_scale.normal) * 0.84;
        let gap = context.pt(12.0);
        let rows = paragraph(context, text, &setting, Measure::start(width), Some(element));
        flow.append(rows, gap);
    }
    flow
}
