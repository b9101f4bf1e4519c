//! Chooses plates: light backgrounds under drawings that are hard to see on a dark background.

use crate::assets::{Image, ImageData};
use crate::deck::Figure;
use crate::layout::context::LayoutContext;
use crate::scene::Colour;

/// Minimum contrast ratio of a drawing against its background.
const MIN_CONTRAST: f32 = 3.0;

/// Returns the plate of the theme if it contrasts with the background `ground`.
pub(super) fn plate_on(context: &LayoutContext<'_, '_>, ground: Colour) -> Option<Colour> {
    context.palette.plate.filter(|plate| plate.contrast_ratio(ground) > MIN_CONTRAST)
}

/// Returns the plate of a picture on the background `ground`. Transparent drawings that are hard to
/// see have one.
pub(super) fn plate_for_figure(
    context: &LayoutContext<'_, '_>,
    figure: &Figure,
    ground: Colour,
) -> Option<Colour> {
    let plate = plate_on(context, ground)?;
    let image = context.picture_of(figure)?;
    ((is_icon(&image) || !image.fills_rectangle()) && is_lost_on_ground(&image, ground, plate))
        .then_some(plate)
}

/// Whether the main colour of a drawing is hard to see on the background `ground`, but not on
/// `plate`.
pub(super) fn is_lost_on_ground(image: &Image, ground: Colour, plate: Colour) -> bool {
    let ink = image.main_colour().map(|[red, green, blue]| Colour::rgb(red, green, blue));
    ink.is_some_and(|ink| {
        ink.contrast_ratio(ground) < MIN_CONTRAST && ink.contrast_ratio(plate) > MIN_CONTRAST
    })
}

/// Whether a picture is a small drawing.
pub(super) fn is_icon(image: &Image) -> bool {
    matches!(image.data, ImageData::Svg(_)) && image.size.width.max(image.size.height) <= 128.0
}

/// Returns the distance between a drawing of this height and the edges of its plate.
pub(super) fn plate_padding(context: &LayoutContext<'_, '_>, height: f32) -> f32 {
    context.em(0.3).min(height / 6.0)
}
