//! Pictures: recognised by their bytes, not their names, and embedded unchanged if PDF supports
//! their format.

mod animation;
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
pub(crate) use svg::SvgFonts;

/// A picture that was read and is valid.
#[derive(Debug)]
pub struct Image {
    /// Its name in the outline; the first one if it has several.
    pub name: String,
    /// Its content.
    pub data: ImageData,
    /// Its size with the orientation applied: pixels for raster pictures, user units for SVG.
    pub size: Size,
    /// The rotation or reflection that makes a raster picture upright.
    pub orientation: Orientation,
    /// Hash of the content, for snapshots and deduplication.
    pub digest: u64,
    /// Whether it moves where it is not shown as a still.
    pub is_animated: bool,
    ink_bounds: OnceLock<Rect>,
}

/// The content of a picture.
#[derive(Debug)]
pub enum ImageData {
    /// A vector drawing.
    Svg(Box<usvg::Tree>),
    /// The unchanged bytes of a JPEG.
    Jpeg(Arc<[u8]>),
    /// The unchanged bytes of a PNG.
    Png(Arc<[u8]>),
    /// Pixels of a format that PDF does not support: the first frame of a GIF or WebP.
    Pixels(Arc<RasterPixels>),
}

impl Image {
    /// Reads the picture that the outline calls `name`; only its bytes decide its format.
    ///
    /// # Errors
    ///
    /// If the picture cannot be shown.
    pub fn read(name: &str, bytes: Vec<u8>, fonts: &Fonts) -> Result<Self, AssetError> {
        Self::read_with(name, bytes, &SvgFonts::new(fonts))
    }

    /// Reads a picture as [`Image::read`] does, sharing the font database between pictures.
    pub(super) fn read_with(
        name: &str,
        bytes: Vec<u8>,
        fonts: &SvgFonts,
    ) -> Result<Self, AssetError> {
        let digest = hash_bytes(&bytes);
        let format = PictureFormat::detect(&bytes);
        let is_animated =
            format.as_ref().is_ok_and(|format| animation::is_animated(&bytes, *format));
        let read = match format {
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
            is_animated,
            ink_bounds: OnceLock::new(),
        })
    }

    /// Returns the main colour of a drawing as red, green and blue; `None` for raster pictures.
    pub fn main_colour(&self) -> Option<[u8; 3]> {
        match &self.data {
            ImageData::Svg(tree) => svg::main_colour(tree),
            _ => None,
        }
    }

    /// Returns the part of `size` that is not transparent. Logos are balanced by it.
    ///
    /// This may require decoding the picture, so it is computed on first use.
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

/// Hashes the content of a picture. The keys of the hasher are fixed, so the hash is the same in
/// every run.
fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
