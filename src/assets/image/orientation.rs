//! The orientation of photographs.

use crate::geometry::{Rect, Size};

/// How stored rows and columns map to the upright picture (Exif 2.3, tag 0x0112).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    Upright,
    /// 2: mirrored left to right.
    FlippedHorizontally,
    /// 3: rotated by 180°.
    Rotated180,
    /// 4: mirrored top to bottom.
    FlippedVertically,
    /// 5: mirrored along the main diagonal.
    Transposed,
    /// 6: to be rotated clockwise by 90°.
    Rotated90,
    /// 7: mirrored along the other diagonal.
    Transversed,
    /// 8: to be rotated clockwise by 270°.
    Rotated270,
}

impl Orientation {
    /// Returns the upright size of a picture stored at `size`.
    pub fn orient_size(self, size: Size) -> Size {
        match self {
            Self::Upright
            | Self::FlippedHorizontally
            | Self::Rotated180
            | Self::FlippedVertically => size,
            Self::Transposed | Self::Rotated90 | Self::Transversed | Self::Rotated270 => {
                Size::new(size.height, size.width)
            }
        }
    }

    /// Returns the orientation that maps the upright picture to the stored one.
    pub fn inverse(self) -> Self {
        match self {
            Self::Rotated90 => Self::Rotated270,
            Self::Rotated270 => Self::Rotated90,
            Self::Upright
            | Self::FlippedHorizontally
            | Self::Rotated180
            | Self::FlippedVertically
            | Self::Transposed
            | Self::Transversed => self,
        }
    }

    /// Maps a part of the stored picture to the upright picture of size `size`.
    pub fn orient_rect(self, part: Rect, size: Size) -> Rect {
        let Rect { x, y, width: w, height: h } = part;
        let Size { width, height } = size;
        match self {
            Self::Upright => part,
            Self::FlippedHorizontally => Rect::new(width - x - w, y, w, h),
            Self::Rotated180 => Rect::new(width - x - w, height - y - h, w, h),
            Self::FlippedVertically => Rect::new(x, height - y - h, w, h),
            Self::Transposed => Rect::new(y, x, h, w),
            Self::Rotated90 => Rect::new(width - y - h, x, h, w),
            Self::Transversed => Rect::new(width - y - h, height - x - w, h, w),
            Self::Rotated270 => Rect::new(y, height - x - w, h, w),
        }
    }
}

impl From<image::metadata::Orientation> for Orientation {
    fn from(orientation: image::metadata::Orientation) -> Self {
        use image::metadata::Orientation as Stored;
        match orientation {
            Stored::NoTransforms => Self::Upright,
            Stored::FlipHorizontal => Self::FlippedHorizontally,
            Stored::Rotate180 => Self::Rotated180,
            Stored::FlipVertical => Self::FlippedVertically,
            Stored::Rotate90FlipH => Self::Transposed,
            Stored::Rotate90 => Self::Rotated90,
            Stored::Rotate270FlipH => Self::Transversed,
            Stored::Rotate270 => Self::Rotated270,
        }
    }
}

impl From<Orientation> for image::metadata::Orientation {
    fn from(orientation: Orientation) -> Self {
        match orientation {
            Orientation::Upright => Self::NoTransforms,
            Orientation::FlippedHorizontally => Self::FlipHorizontal,
            Orientation::Rotated180 => Self::Rotate180,
            Orientation::FlippedVertically => Self::FlipVertical,
            Orientation::Transposed => Self::Rotate90FlipH,
            Orientation::Rotated90 => Self::Rotate90,
            Orientation::Transversed => Self::Rotate270FlipH,
            Orientation::Rotated270 => Self::Rotate270,
        }
    }
}
