//! Chooses the plates of the pictures in a row of cards.

use super::plate::{is_icon, is_lost_on_ground, plate_on};
use crate::assets::{Image, ImageData};
use crate::deck::Card;
use crate::layout::context::LayoutContext;
use crate::scene::Colour;

/// The plates of the drawings and of the icons in a row of cards.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowPlates {
    drawings: Option<Colour>,
    icons: Option<Colour>,
}

impl RowPlates {
    /// Chooses the plates of a row.
    ///
    /// A transparent drawing may be a logo: on a dark card it needs a plate, and so that the row
    /// looks uniform, the drawings beside it have one, too. So do icons in a colour that is hard to
    /// see on a dark card.
    pub(super) fn for_cards(context: &LayoutContext<'_, '_>, cards: &[Card]) -> Self {
        let surface = context.palette.surface;
        let Some(plate) = plate_on(context, surface) else { return Self::default() };
        let images: Vec<_> =
            cards.iter().filter_map(|card| context.picture_of(card.figure.as_ref()?)).collect();
        let drawings = images.iter().any(|image| is_drawing(image) && !image.fills_rectangle());
        let icons =
            images.iter().any(|image| is_icon(image) && is_lost_on_ground(image, surface, plate));
        Self { drawings: drawings.then_some(plate), icons: icons.then_some(plate) }
    }

    /// Returns the plate of a picture.
    pub(super) fn plate_for(self, image: &Image) -> Option<Colour> {
        match () {
            () if is_icon(image) => self.icons,
            () if is_drawing(image) => self.drawings,
            () => None,
        }
    }
}

/// Whether a picture is a drawing, but not an icon.
fn is_drawing(image: &Image) -> bool {
    matches!(image.data, ImageData::Svg(_)) && !is_icon(image)
}
