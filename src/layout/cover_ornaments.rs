//! The ornaments of covers: which are drawn, and where text keeps clear of them.

use super::context::LayoutContext;
use super::page::ornament_rect;
use super::slide::SlideFrame;
use crate::geometry::Size;
use crate::theme::{Ornament, OrnamentShape, PageStyle};

/// Minimum distance between text on a cover and a ring, in pt.
const RING_CLEARANCE_PT: f32 = 14.0;

/// The widest disc that text keeps clear of, as a share of the page. Larger ones are a ground.
const MAX_DISC_SHARE: f32 = 0.2;
/// A disc in this part of the page is above its text.
const MIN_DISC_TOP: f32 = 0.15;

/// Removes ornaments that end at the top edge of the band, such as a rule. They are drawn only with
/// the band.
pub(super) fn remove_ornaments_at_band(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    style: &mut PageStyle,
    band_height: f32,
) {
    let edge = frame.size.height - band_height;
    style.ornaments.retain(|ornament| {
        (ornament_rect(context, ornament, frame.size).bottom() - edge).abs() > 1.0
    });
}

/// Returns the width of lines that start at `x` and end before the rings and discs in the right
/// half of the page: text on their bright dots is hard to read, and text that touches one looks
/// like an accident.
pub(super) fn width_beside_rings(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    x: f32,
    max_width: f32,
) -> f32 {
    let page = frame.size;
    let starts = frame
        .style
        .ornaments
        .iter()
        .filter(|ornament| frame.slide.background.is_none() && is_obstacle(context, ornament, page))
        .map(|ornament| ornament_rect(context, ornament, page).x)
        .filter(|start| *start > page.width / 2.0);
    starts.map(|start| start - x - context.pt(RING_CLEARANCE_PT)).fold(max_width, f32::min)
}

/// Whether an ornament would collide with text: a ring, or a small opaque disc that is
/// neither at the top nor at the bottom of the page.
fn is_obstacle(context: &LayoutContext<'_, '_>, ornament: &Ornament, page: Size) -> bool {
    let rect = ornament_rect(context, ornament, page);
    match ornament.shape {
        OrnamentShape::Ring => true,
        OrnamentShape::Ellipse => {
            let is_small = rect.width < page.width * MAX_DISC_SHARE;
            let is_inside = rect.y > page.height * MIN_DISC_TOP && rect.bottom() < page.height;
            is_small && is_inside && ornament.fill.a == u8::MAX && ornament.line_width.is_none()
        }
        _ => false,
    }
}
