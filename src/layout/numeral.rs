//! Draws the large number of a section.

use super::context::{LayoutContext, ParagraphStyle};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::slide::SlideFrame;
use super::title::title_text_style;
use crate::deck::Text;
use crate::geometry::Point;
use crate::scene::{ArtifactKind, Item, ItemKind};
use crate::source::Span;

/// Draws the number of a section among the sections of the deck, if the theme has one and the
/// author has not set a background. It decorates the page: an artifact.
pub(super) fn draw_numeral(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    items: &mut Vec<Item>,
) {
    let Some(numeral) = frame.style.numeral.filter(|_| frame.slide.background.is_none()) else {
        return;
    };
    let Some((number, _)) = frame.deck.section_number(frame.slide) else { return };
    let text = Text::plain(numeral.style.write(number), Span::default());
    let mut style = title_text_style(context);
    style.is_rtl = false;
    let style = ParagraphStyle {
        style,
        size: context.pt(numeral.size),
        leading: 1.0,
        colours: context.text_colours(numeral.fill),
    };
    let flow = lay_out_paragraph(
        context,
        &text,
        &style,
        ParagraphLayout::start_aligned(frame.size.width),
        None,
    );
    let mut drawn = Vec::new();
    flow.place_at(Point::default(), &mut drawn);
    let baseline = drawn.iter().find_map(|item| match &item.kind {
        ItemKind::Text(run) => Some(run.origin.y),
        _ => None,
    });
    let x = numeral.x.to_points(frame.size.width, context.page_scale);
    let y = numeral.y.to_points(frame.size.height, context.page_scale);
    for mut item in drawn {
        item.translate(x, y - baseline.unwrap_or(0.0));
        items.push(item.with_artifact_kind(ArtifactKind::Background));
    }
}
