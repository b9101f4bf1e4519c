//! Pictures: known by their bytes, not by their names, and kept as they came wherever a PDF can hold them.

use std::sync::Arc;

use crate::geometry::{Rect, Size};

/// One picture, read and found sound.
#[derive(Debug)]
pub struct Image {
    /// Its content.
    pub data: ImageData,
    /// Its size as seen, orientation applied: pixels for rasters, user units for SVG.
    pub size: Size,
    /// How a raster has to be turned to be seen upright.
    pub orientation: Orientation,
    /// The part of `size` that has ink: transparent margins left out. Logos are balanced by it.
    pub ink: Rect,
    /// Number unique to the content, equal for equal bytes; for snapshots and de-duplication.
    pub digest: u64,
}

/// A picture's content.
#[derive(Debug)]
pub enum ImageData {
    /// A vector drawing.
    Svg(Box<usvg::Tree>),
    /// JPEG bytes as they came.
    Jpeg(Arc<[u8]>),
    /// PNG bytes as they came.
    Png(Arc<[u8]>),
    /// GIF bytes as they came; the first frame is shown.
    Gif(Arc<[u8]>),
    /// WebP bytes as they came.
    WebP(Arc<[u8]>),
}

/// How stored rows and columns map to what is seen (Exif 2.3, tag 0x0112).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    Upright,
    /// 2: mirrored left to right.
    FlippedHorizontally,
    /// 3: turned by 180°.
    Rotated180,
    /// 4: mirrored top to bottom.
    FlippedVertically,
    /// 5: mirrored along the main diagonal.
    Transposed,
    /// 6: to be turned clockwise by 90°.
    Rotated90,
    /// 7: mirrored along the other diagonal.
    Transversed,
    /// 8: to be turned clockwise by 270°.
    Rotated270,
}

impl Image {
    /// ink
    pub fn ink(&self) -> Rect { self.ink }
}

/// Pictures
#[derive(Default)]
pub struct Images(std::collections::BTreeMap<String, Arc<Image>>);
impl Images {
    /// get
    pub fn get(&self, src: &str) -> Option<Arc<Image>> { self.0.get(src).cloned() }
}
