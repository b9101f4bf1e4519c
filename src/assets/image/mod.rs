//! Pictures: known by their bytes, not by their names, and kept as they came wherever a PDF can
//! hold them.

mod format;
mod jpeg;
mod orientation;
mod raster;
mod resample;
mod svg;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use crate::geometry::{Rect, Size};

use super::{AssetError, Fonts};

use format::PictureFormat;
pub use orientation::Orientation;
pub use raster::RasterPixels;
pub use svg::SvgFonts;

/// One picture, read and found sound.
#[derive(Debug)]
pub struct Image {
    /// What the author calls it; the first name of one that has several.
    pub name: String,
    /// Its content.
    pub data: ImageData,
    /// Its size as seen, orientation applied: pixels for rasters, user units for SVG.
    pub size: Size,
    /// How a raster has to be turned to be seen upright.
    pub orientation: Orientation,
    /// Number unique to the content, equal for equal bytes; for snapshots and de-duplication.
    pub digest: u64,
    ink_bounds: OnceLock<Rect>,
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
    /// The pixels of a format that no PDF can hold: of GIF and WebP, the first frame.
    Pixels(Arc<RasterPixels>),
}

impl Image {
    /// Reads the picture that the author calls `name`; its bytes alone say of what kind it is.
    ///
    /// # Errors
    ///
    /// Why it cannot be shown and what to do about it.
    pub fn read(name: &str, bytes: Vec<u8>, fonts: &Fonts) -> Result<Self, AssetError> {
        Self::read_with(name, bytes, &SvgFonts::new(fonts))
    }

    /// [`Image::read`] for many pictures, which share what is made of the fonts.
    pub(super) fn read_with(
        name: &str,
        bytes: Vec<u8>,
        fonts: &SvgFonts,
    ) -> Result<Self, AssetError> {
        let digest = hash_bytes(&bytes);
        let read = match PictureFormat::detect(&bytes) {
            Ok(PictureFormat::Svg) => svg::read_svg(bytes, fonts),
            Ok(PictureFormat::Jpeg) => raster::read_jpeg(bytes),
            Ok(PictureFormat::Png) => raster::read_png(bytes),
            Ok(PictureFormat::Gif) => raster::read_gif(&bytes),
            Ok(PictureFormat::WebP) => raster::read_webp(&bytes),
            Err(error) => Err(error),
        };
        let (data, size, orientation) = read.map_err(|error| AssetError {
            message: format!("`{name}` {}", error.message),
            ..error
        })?;
        let name = name.to_owned();
        Ok(Self {
            name,
            data,
            size: orientation.orient_size(size),
            orientation,
            digest,
            ink_bounds: OnceLock::new(),
        })
    }

    /// The colour that most of a drawing has, as red, green and blue; `None` for pictures of
    /// pixels.
    pub fn main_colour(&self) -> Option<[u8; 3]> {
        match &self.data {
            ImageData::Svg(tree) => svg::main_colour(tree),
            _ => None,
        }
    }

    /// The part of `size` that has ink: transparent margins left out. Logos are balanced by it.
    ///
    /// Finding it may mean decoding the picture, so it is done when it is first asked for.
    pub fn ink_bounds(&self) -> Rect {
        *self.ink_bounds.get_or_init(|| {
            let whole = Rect::new(0.0, 0.0, self.size.width, self.size.height);
            let found = match &self.data {
                ImageData::Svg(tree) => svg::ink_bounds(tree),
                ImageData::Jpeg(_) => None,
                ImageData::Png(bytes) => raster::png_ink_bounds(bytes)
                    .map(|ink| self.orientation.orient_rect(ink, self.size)),
                ImageData::Pixels(pixels) => {
                    pixels.ink_bounds().map(|ink| self.orientation.orient_rect(ink, self.size))
                }
            };
            found.filter(|ink| ink.width > 0.0 && ink.height > 0.0).unwrap_or(whole)
        })
    }
}

/// A number that tells contents apart. The hasher's keys are fixed, so it is the same in every run.
fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
