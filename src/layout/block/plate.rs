//! Plates: the theme's light ground behind drawings that a dark one would swallow.

use super::figures::is_transparent_drawing;
use crate::assets::{Image, ImageData};
use crate::deck::Figure;
use crate::layout::context::LayoutContext;
use crate::scene::Colour;

/// Contrast below which a ground swallows what stands on it.
const MIN_CONTRAST: f32 = 3.0;

/// The theme's plate, where it stands out from `ground`.
pub(super) fn plate_on(context: &LayoutContext<'_, '_>, ground: Colour) -> Option<Colour> {
    context.palette.plate.filter(|plate| plate.contrast_ratio(ground) > MIN_CONTRAST)
}

/// The plate of a picture on `ground`: of a drawing that lets the ground through and is lost on it.
pub(super) fn plate_for_figure(
    context: &LayoutContext<'_, '_>,
    figure: &Figure,
    ground: Colour,
) -> Option<Colour> {
    let plate = plate_on(context, ground)?;
    let image = context.images.get(&figure.src)?;
    ((is_icon(&image) || is_transparent_drawing(&image))
        && is_lost_on_ground(&image, ground, plate))
    .then_some(plate)
}

/// Whether most of a drawing is in a colour that `ground` swallows, and `plate` does not.
pub(super) fn is_lost_on_ground(image: &Image, ground: Colour, plate: Colour) -> bool {
    let ink = image.main_colour().map(|[red, green, blue]| Colour::rgb(red, green, blue));
    ink.is_some_and(|ink| {
        ink.contrast_ratio(ground) < MIN_CONTRAST && ink.contrast_ratio(plate) > MIN_CONTRAST
    })
}

/// A small square drawing.
pub(super) fn is_icon(image: &Image) -> bool {
    matches!(image.data, ImageData::Svg(_)) && image.size.width.max(image.size.height) <= 128.0
}

/// How far a plate reaches beyond a drawing in a place of this height.
pub(super) fn plate_padding(context: &LayoutContext<'_, '_>, height: f32) -> f32 {
    context.em(0.3).min(height / 6.0)
}
