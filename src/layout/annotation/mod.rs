//! Draws marks on pictures, and the devices around pictures.
//!
//! A picture gets its size when its row is placed, so its marks are drawn then. What needs fonts,
//! the numbers, is prepared before.

mod badge;
mod device;
mod draw;
mod zoom;

pub(super) use badge::draw_badge;
pub(super) use device::Device;
pub(super) use draw::PictureArea;

use crate::deck::MarkKind;
use crate::scene::{Colour, Item};
use crate::source::Span;

/// Radius of the circle around a number, in em of the marks.
pub(super) const BADGE_RADIUS_EM: f32 = 0.72;

/// The marks of a picture.
#[derive(Clone, Debug)]
pub(super) struct PictureMarks {
    /// The marks in reading order.
    pub marks: Vec<PictureMark>,
    /// How they are drawn.
    pub style: MarkStyle,
}

/// One mark of a picture.
#[derive(Clone, Debug)]
pub(super) struct PictureMark {
    /// What is drawn; positions are shares of the picture.
    pub kind: MarkKind,
    /// The number, centred on the origin; empty if the mark has none.
    pub number: Vec<Item>,
    /// The step of the slide at which the mark appears.
    pub step: u16,
    /// Where the outline names the mark.
    pub span: Span,
}

/// How the marks of a picture are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarkStyle {
    /// What widths are measured in, in pt.
    pub em: f32,
    /// The colour of lines and circles.
    pub colour: Colour,
    /// Whether the page is mirrored when it is finished. Positions on a picture are not.
    pub is_mirrored: bool,
}
