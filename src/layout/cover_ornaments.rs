//! The ornaments of covers: which are drawn, and where text keeps clear of them.

use super::context::LayoutContext;
use super::page::ornament_rect;
use super::slide::SlideFrame;
use crate::theme::{OrnamentShape, PageStyle};

/// Minimum distance between text on a cover and a ring, in pt.
const RING_CLEARANCE_PT: f32 = 14.0;

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

/// Returns the width of lines that start at `x` and end before the rings in the right half of the
/// page: text on their bright dots is hard to read.
pub(super) fn width_beside_rings(
    context: &LayoutContext<'_, '_>,
    frame: &SlideFrame<'_>,
    x: f32,
    max_width: f32,
) -> f32 {
    let rings =
        frame.style.ornaments.iter().filter(|ornament| ornament.shape == OrnamentShape::Ring);
    let starts = rings
        .map(|ring| ornament_rect(context, ring, frame.size).x)
        .filter(|start| *start > frame.size.width / 2.0);
    starts.map(|start| start - x - context.pt(RING_CLEARANCE_PT)).fold(max_width, f32::min)
}
