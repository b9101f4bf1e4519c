//! Marks on pictures, and the devices around pictures.

use super::text::Text;
use crate::geometry::{Point, Rect};
use crate::source::Span;

/// A mark on a picture. Positions are shares of the width and height of the whole picture, from its
/// top left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureMark {
    /// What is drawn.
    pub kind: MarkKind,
    /// What is said about it. A mark with a text has a number.
    pub text: Option<Text>,
    /// The span in the outline.
    pub span: Span,
}

/// The kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MarkKind {
    /// A number at a point.
    Number(Point),
    /// A box around a part.
    Box(Rect),
    /// An arrow.
    Arrow {
        /// Where it points to.
        tip: Point,
        /// Where it starts, if the author sets it.
        tail: Option<Point>,
    },
    /// A part that stays bright while the rest becomes darker.
    Spotlight(Rect),
    /// A private part that nobody can see, in any file.
    Blur(Rect),
    /// A part that is shown larger.
    Zoom {
        /// The part.
        area: Rect,
        /// The centre of the enlarged part, if the author sets it.
        centre: Option<Point>,
        /// How large it is.
        size: ZoomSize,
    },
}

/// The size of an enlarged part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ZoomSize {
    /// How many times larger.
    Scale(f32),
    /// Its width as a share of that of the picture.
    Width(f32),
}

impl MarkKind {
    /// Returns the point or area that the mark is about.
    pub fn target(self) -> Rect {
        match self {
            Self::Number(point) | Self::Arrow { tip: point, .. } => {
                Rect::new(point.x, point.y, 0.0, 0.0)
            }
            Self::Box(area)
            | Self::Spotlight(area)
            | Self::Blur(area)
            | Self::Zoom { area, .. } => area,
        }
    }
}

/// The device around a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureFrame {
    /// None.
    #[default]
    None,
    /// The window of a browser.
    Browser,
    /// A phone.
    Phone,
}
