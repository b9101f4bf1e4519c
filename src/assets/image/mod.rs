//! Pictures: recognised by their bytes, not their names, and embedded unchanged if PDF supports
//! their format.

mod animation;
mod content_weights;
mod crop;
mod format;
mod hide;
mod jpeg;
mod office;
mod orientation;
mod raster;
mod resample;
mod svg;
mod tones;
mod web;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use crate::geometry::{Rect, Size};

use super::{AssetError, Fonts};

pub use content_weights::KeptPart;
pub use crop::{CropShares, crop_picture};
use format::PictureFormat;
pub use office::{OfficePicture, rasterize_svg};
pub use orientation::Orientation;
pub use raster::RasterPixels;
pub(crate) use svg::SvgFonts;
pub use svg::{DrawingGlyph, DrawingText};
pub use tones::{CropAxis, PictureTones};
pub use web::WebPicture;

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
    /// What is not shown as the file says.
    pub warnings: Vec<AssetError>,
    /// Whether it moves where it is not shown as a still.
    pub is_animated: bool,
    ink_bounds: OnceLock<Rect>,
    tones: OnceLock<Option<PictureTones>>,
}

/// What the reader of a format finds out.
struct PictureParts {
    data: ImageData,
    /// The size as stored.
    size: Size,
    orientation: Orientation,
    warnings: Vec<AssetError>,
}

impl PictureParts {
    /// Creates the parts of an upright picture.
    fn new(data: ImageData, size: Size) -> Self {
        Self { data, size, orientation: Orientation::default(), warnings: Vec::new() }
    }
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
        let with_name = |error: AssetError| AssetError {
            message: format!("`{name}` {}", error.message),
            ..error
        };
        let PictureParts { data, size, orientation, warnings } = read.map_err(with_name)?;
        let warnings = warnings.into_iter().map(with_name).collect();
        let name = name.to_owned();
        Ok(Self {
            name,
            data,
            size: orientation.orient_size(size),
            orientation,
            digest,
            warnings,
            is_animated,
            ink_bounds: OnceLock::new(),
            tones: OnceLock::new(),
        })
    }

    /// Whether it is an animated picture that browsers play; drawings are shown as stills.
    pub fn is_moving_raster(&self) -> bool {
        self.is_animated && !matches!(self.data, ImageData::Svg(_))
    }

    /// Returns the main colour of a drawing as red, green and blue; `None` for raster pictures.
    pub fn main_colour(&self) -> Option<[u8; 3]> {
        match &self.data {
            ImageData::Svg(tree) => svg::main_colour(tree),
            _ => None,
        }
    }

    /// Returns the text of a drawing whose text must be written apart from it.
    pub fn text_layer(&self) -> Option<Vec<DrawingText>> {
        match &self.data {
            ImageData::Svg(tree) => svg::needs_text_layer(tree).then(|| svg::collect_text(tree)),
            _ => None,
        }
    }

    /// Returns the type size of the smallest label of a drawing, in units of the drawing, and its
    /// text; `None` for raster pictures and drawings without text.
    pub fn smallest_label(&self) -> Option<(f32, String)> {
        match &self.data {
            ImageData::Svg(tree) => svg::smallest_label(tree),
            _ => None,
        }
    }

    /// Returns the resolution in pixels per unit at which the filters of a drawing look sharp, or
    /// less if that would take too long. `width` is that of the picture on the page, in pt. `None`
    /// if there are no filters.
    pub fn filter_scale(&self, width: f32) -> Option<f32> {
        /// Pixels per pt: 216 ppi.
        const SHARP: f32 = 3.0;
        match &self.data {
            ImageData::Svg(tree) if !tree.filters().is_empty() => {
                Some(svg::filter_scale(tree, width / self.size.width * SHARP))
            }
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
