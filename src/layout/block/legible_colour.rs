//! Colours that are derived from others so that they can be told apart and read.

use crate::scene::{Colour, MIN_TEXT_CONTRAST};

/// Mixes a ground with a share of a colour, or less of it where no text would be legible on both.
pub(super) fn tint_ground(ground: Colour, tint: Colour, share: f32) -> Colour {
    let text = Colour::ink_on(&[ground]);
    (0..8)
        .map(|step| ground.mixed_with(tint, share * (1.0 - step as f32 / 8.0)))
        .find(|tinted| tinted.contrast_ratio(text) >= MIN_TEXT_CONTRAST)
        .unwrap_or(ground)
}
