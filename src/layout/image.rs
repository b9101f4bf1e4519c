//! A picture that fills the page.

use super::context::Context;
use super::fit::Fitting;
use super::flow::{Boxed, Flow, Row, RowBody};
use super::page::ground;
use super::paragraph::{Measure, paragraph};
use super::slide::{Frame, LaidOut, content, lone_picture};
use super::title::title;
use crate::deck::{BlockKind, ObjectFit};
use crate::geometry::Point;
use crate::scene::{Role, Structure};
use crate::theme::PageKind;

/// Share of a picture that may be cut off so that it fills the page; what would lose more is shown
/// whole.
const CROP: f32 = 0.2;

/// Lays a picture over the whole page; title and caption stand on a panel at its foot.
pub(super) fn image(context: &mut Context<'_, '_>, frame: &Frame<'_>) -> LaidOut {
    let slide = frame.slide;
    let Some(BlockKind::Figures(figures)) = slide.blocks.first().map(|block| &block.kind) else {
        return content(context, frame);
    };
    let mut figure = figures[0].clone();
    let aspect = context.images.get(&figure.src).map_or(1.0, |image| image.size.aspect());
    let page_aspect = frame.size.aspect();
    let lost = 1.0 - (aspect / page_aspect).min(page_aspect / aspect);
    let width = frame.inner.width * 0.62;
    let mut words = title(context, slide, width, None).flow;
    for text in figure.caption.iter().chain(&figure.credit) {
        let element = context.element(Structure::ROOT, Role::Paragraph, text.span);
        let mut setting = context.setting(super::context::Voice::Small);
        setting.ink = context.ink(context.palette.text);
        let rows = paragraph(context, text, &setting, Measure::start(width), Some(element));
        let gap = context.pt(4.0);
        words.append(rows, gap);
    }
    if words.height() > frame.size.height * 0.45 {
        // Too many words for a panel on the picture.
        context.structure.elements.truncate(1);
        context.palette = context.theme.palette.clone();
        let style = context.theme.page(PageKind::Content).clone();
        return content(context, &Frame { style, ..frame.clone() });
    }
    figure.fit = if lost <= CROP { ObjectFit::Cover } else { ObjectFit::Contain };
    let mut items = ground(context, slide, &frame.style, frame.size);
    if let Some(mut row) = lone_picture(context, &figure, frame.size.width, frame.size.height) {
        if let RowBody::Picture(picture) = &mut row.body {
            (picture.radius, picture.natural, picture.height) =
                (0.0, frame.size.height, frame.size.height);
        }
        Flow::of(row).place(Point::default(), &mut items);
    }
    if !words.rows.is_empty() {
        let pad = context.pt(22.0);
        let panel = Boxed {
            width: frame.inner.x + width + pad,
            inset: [frame.inner.x, pad, pad, pad],
            fill: Some(context.palette.background),
            stroke: None,
            edge: None,
            radius: 0.0,
            align: 0.0,
            flow: words,
        };
        let flow = Flow::of(Row::of(RowBody::Boxed(Box::new(panel))));
        let y = frame.size.height - flow.height() - context.pt(36.0);
        flow.place(Point::new(0.0, y), &mut items);
    }
    let structure = std::mem::take(&mut context.structure);
    LaidOut { pages: vec![items], structure, has_running: false, fitting: Fitting::default() }
}
