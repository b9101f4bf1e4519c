//! Lays out a picture that fills the page.

use super::context::{LayoutContext, TextKind};
use super::fit::FitRecord;
use super::flow::{BoxedFlow, Flow, Row, RowBody};
use super::footnotes::SlideFoot;
use super::page::draw_background;
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::slide::{LaidOutSlide, SlideFrame, lay_out_content, lay_out_single_picture};
use super::title::lay_out_title;
use crate::deck::{BlockKind, Figure, ObjectFit};
use crate::geometry::Point;
use crate::scene::{Role, Structure};
use crate::theme::PageKind;

/// Share of a picture that may be cropped so that it fills the page. A picture that would lose more
/// is shown whole.
const MAX_CROP_SHARE: f32 = 0.2;

/// Maximum height of the text panel, as a share of the page.
const MAX_PANEL_SHARE: f32 = 0.45;

/// Lays out a picture over the whole page, with title and caption on a panel at the bottom.
pub(super) fn lay_out_image(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
) -> LaidOutSlide {
    let slide = frame.slide;
    let Some(BlockKind::Figures(figures)) = slide.blocks.first().map(|block| &block.kind) else {
        return lay_out_content(context, frame);
    };
    let mut figure = figures[0].clone();
    let width = frame.inner.width * 0.62;
    let text = lay_out_panel_text(context, frame, &figure, width);
    if figure.needs_room_around() || text.height() > frame.size.height * MAX_PANEL_SHARE {
        // There is too much text for a panel on the picture, or a device around it.
        context.structure.elements.truncate(1);
        context.palette = context.theme.palette;
        let style = context.theme.page_style(PageKind::Content).clone();
        return lay_out_content(context, &SlideFrame { style, ..frame.clone() });
    }
    let aspect = context.picture_of(&figure).map_or(1.0, |image| image.size.aspect_ratio());
    let page_aspect = frame.size.aspect_ratio();
    let cropped = 1.0 - (aspect / page_aspect).min(page_aspect / aspect);
    figure.fit =
        Some(if cropped <= MAX_CROP_SHARE { ObjectFit::Cover } else { ObjectFit::Contain });
    let mut items = draw_background(context, slide, &frame.style, frame.size);
    if let Some(mut row) = lay_out_single_picture(context, &figure, frame.size) {
        if let RowBody::Picture(picture) = &mut row.body {
            (picture.radius, picture.natural_height, picture.height) =
                (0.0, frame.size.height, frame.size.height);
        }
        Flow::from_row(row).place_at(Point::default(), &mut items);
    }
    if !text.rows.is_empty() {
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
        flow.place_at(Point::new(0.0, y), &mut items);
    }
    let structure = std::mem::take(&mut context.structure);
    LaidOutSlide {
        pages: vec![items],
        structure,
        has_running_elements: false,
        fitting: FitRecord::default(),
    }
}

/// Lays out the text of the panel: the title of the slide, caption and credit of the picture.
fn lay_out_panel_text(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    figure: &Figure,
    width: f32,
) -> Flow {
    let mut flow = lay_out_title(context, frame.slide, width, None).flow;
    for text in figure.caption.iter().chain(&figure.credit) {
        let element = context.add_element(Structure::ROOT, Role::Paragraph, text.span);
        let mut style = context.paragraph_style(TextKind::Small);
        style.colours = context.text_colours(context.palette.text);
        let layout = ParagraphLayout::start_aligned(width);
        let rows = lay_out_paragraph(context, text, &style, layout, Some(element));
        let gap = context.pt(4.0);
        flow.append(rows, gap);
    }
    let foot = SlideFoot::lay_out(context, frame.slide, width);
    if !foot.is_empty() {
        foot.append_to(&mut flow, &mut context.structure);
    }
    flow
}
