//! Plates: the theme's light ground behind drawings that a dark one would swallow.

use super::figures::is_vector_on_nothing;
use crate::assets::{Image, ImageData};
use crate::deck::Figure;
use crate::layout::context::Context;
use crate::scene::Colour;

/// Contrast below which a ground swallows what stands on it.
const SEEN: f32 = 3.0;

/// The theme's plate, where it stands out from `ground`.
pub(super) fn plate_on(context: &Context<'_, '_>, ground: Colour) -> Option<Colour> {
    context.palette.plate.filter(|plate| plate.contrast(ground) > SEEN)
}

/// The plate of a picture on `ground`: of a drawing that lets the ground through and is lost on it.
pub(super) fn plate_of(
    context: &Context<'_, '_>,
    figure: &Figure,
    ground: Colour,
) -> Option<Colour> {
    let plate = plate_on(context, ground)?;
    let image = context.images.get(&figure.src)?;
    ((is_icon(&image) || is_vector_on_nothing(&image)) && is_swallowed(&image, ground, plate))
        .then_some(plate)
}

/// Whether most of a drawing is in a colour that `ground` swallows, and `plate` does not.
pub(super) fn is_swallowed(image: &Image, ground: Colour, plate: Colour) -> bool {
    let ink = image.main_colour().map(|[red, green, blue]| Colour::rgb(red, green, blue));
    ink.is_some_and(|ink| ink.contrast(ground) < SEEN && ink.contrast(plate) > SEEN)
}

/// A small square drawing.
pub(super) fn is_icon(image: &Image) -> bool {
    matches!(image.data, ImageData::Svg(_)) && image.size.width.max(image.size.height) <= 128.0
}

/// How far a plate reaches beyond a drawing in a place of this height.
pub(super) fn plate_pad(context: &Context<'_, '_>, height: f32) -> f32 {
    context.em(0.3).min(height / 6.0)
}
