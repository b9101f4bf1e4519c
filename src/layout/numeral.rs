//! Draws the large number of a section.

use super::context::{LayoutContext, ParagraphStyle};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::slide::SlideFrame;
use super::title::title_text_style;
use crate::deck::Text;
use crate::geometry::{Point, Rect};
use crate::scene::{ArtifactKind, Item, ItemKind};
use crate::source::Span;

/// Minimum distance between a numeral and the words beside or below it, in pt.
const CLEARANCE_PT: f32 = 44.0;
const CLEARANCE_ABOVE_PT: f32 = 28.0;

/// Depth of a numeral in em, for old-style digits that reach below the line.
const DEPTH_EM: f32 = 0.24;
/// Height of a numeral in em: that of capitals and digits.
const HEIGHT_EM: f32 = 0.76;

/// Draws the number of a section among the sections of the deck, if the theme has one and the
/// author has not set a background. It decorates the page: an artifact. A long number is set
/// smaller, so that it keeps clear of the `words` of the page.
pub(super) fn draw_numeral(
    context: &mut LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    words: Rect,
    items: &mut Vec<Item>,
) {
    let Some(numeral) = frame.style.numeral.filter(|_| frame.slide.background.is_none()) else {
        return;
    };
    let Some((number, _)) = frame.deck.section_number(frame.slide) else { return };
    let text = Text::plain(numeral.style.write(number), Span::default());
    let mut style = title_text_style(context);
    style.is_rtl = false;
    let x = numeral.x.to_points(frame.size.width, context.page_scale);
    let mut y = numeral.y.to_points(frame.size.height, context.page_scale);
    let mut size = context.pt(numeral.size);
    let advance = context.shaper.shape_paragraph(&text, &style).width().max(f32::EPSILON);
    // A numeral that words are set over is a pattern.
    let is_pattern = numeral.fill.a < u8::MAX;
    let is_beside = x + size <= words.x;
    let room = if is_beside { words.x - context.pt(CLEARANCE_PT) } else { frame.size.width };
    size = size.min((room - x).max(0.0) / advance);
    let bottom = words.y - context.pt(CLEARANCE_ABOVE_PT).max(size * DEPTH_EM);
    let is_above = x < words.right() && !is_beside && !is_pattern;
    if is_above && y > bottom {
        y = bottom;
        size = size.min(((bottom - frame.inner.y) / HEIGHT_EM).max(0.0));
    }
    if size < context.pt(context.theme.type_scale.min_size) {
        return;
    }
    let style =
        ParagraphStyle { style, size, leading: 1.0, colours: context.text_colours(numeral.fill) };
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
    for mut item in drawn {
        item.translate(x, y - baseline.unwrap_or(0.0));
        items.push(item.with_artifact_kind(ArtifactKind::Background));
    }
}
