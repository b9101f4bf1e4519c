//! Icons on their own.

use crate::chart::ChartColourValue;
use crate::icon::Icon;

/// An icon as a block.
#[derive(Clone, Debug, PartialEq)]
pub struct IconBlock {
    /// The icon.
    pub icon: Icon,
    /// Its width and height in pt, if the author sets it.
    pub size: Option<f32>,
    /// Its colour, if the author sets it.
    pub colour: Option<ChartColourValue>,
    /// Alternative text; without it, the icon is decoration.
    pub alt: Option<String>,
}
