//! Fits the ornaments of a page to what it has: frames are closed above a footer, and reach down
//! where there is none.

use super::context::LayoutContext;
use super::page::ornament_rect;
use super::slide::SlideFrame;
use crate::geometry::{Rect, Size};
use crate::theme::{Length, Ornament, OrnamentShape, PageStyle};

/// A shape is a frame or panel if it is taller than this share of the page and starts in this share
/// of it.
const MIN_FRAME_HEIGHT: f32 = 0.5;
const MAX_FRAME_TOP: f32 = 0.2;
/// The most room that is left below a frame for a footer, as a share of the page.
const MAX_FOOT_HEIGHT: f32 = 0.2;

/// The height of a rule, in pt, and the share of the width that one above a footer has at least.
const MAX_RULE_HEIGHT_PT: f32 = 2.0;
const MIN_RULE_WIDTH: f32 = 0.8;

/// Extends frames that end above the band of a cover, which is not drawn.
pub(super) fn extend_frames(
    context: &LayoutContext<'_, '_>,
    page: Size,
    style: &mut PageStyle,
    band_height: f32,
) {
    for ornament in &mut style.ornaments {
        if is_frame(ornament_rect(context, ornament, page), page) && is_box(ornament) {
            lengthen(context, ornament, band_height);
        }
    }
}

/// Removes the line between the number and the title of a section from a portrait page, where they
/// are below each other.
pub(super) fn remove_column_rule(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    style: &mut PageStyle,
) {
    let page = frame.size;
    if page.width >= page.height || style.numeral.is_none() || style.text.left.is_none() {
        return;
    }
    style.ornaments.retain(|ornament| {
        let rect = ornament_rect(context, ornament, page);
        let is_rule =
            rect.width <= context.pt(MAX_RULE_HEIGHT_PT) && rect.height > page.width / 2.0;
        !(is_rule && rect.x > frame.inner.x)
    });
}

/// Extends frames and removes rules that leave room for a footer on a page that has none.
pub(super) fn adapt_to_foot(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    style: &mut PageStyle,
) {
    if frame.has_footer_line() || style.ornaments.is_empty() {
        return;
    }
    let page = frame.size;
    style.ornaments.retain(|ornament| {
        let rect = ornament_rect(context, ornament, page);
        let is_rule = rect.height <= context.pt(MAX_RULE_HEIGHT_PT)
            && rect.width >= page.width * MIN_RULE_WIDTH;
        !(is_rule && rect.y > page.height * (1.0 - MAX_FOOT_HEIGHT))
    });
    for ornament in &mut style.ornaments {
        let rect = ornament_rect(context, ornament, page);
        let below = page.height - rect.bottom() - rect.y;
        let is_open = below > 0.0 && below < page.height * MAX_FOOT_HEIGHT;
        if is_open && is_frame(rect, page) && is_box(ornament) {
            lengthen(context, ornament, below);
        }
    }
}

fn is_frame(rect: Rect, page: Size) -> bool {
    rect.height >= page.height * MIN_FRAME_HEIGHT
        && rect.y <= page.height * MAX_FRAME_TOP
        && rect.y > 0.0
}

/// Whether an ornament is a shape that may have any height.
fn is_box(ornament: &Ornament) -> bool {
    matches!(ornament.shape, OrnamentShape::Rectangle | OrnamentShape::Stripes)
}

/// Makes an ornament taller by `extra` pt.
fn lengthen(context: &LayoutContext<'_, '_>, ornament: &mut Ornament, extra: f32) {
    let Length { share, points } = ornament.height;
    ornament.height = Length { share, points: points + extra / context.page_scale };
}
