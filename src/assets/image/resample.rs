//! Downsamples pictures for smaller files.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, Rgba, imageops};

use super::{Image, ImageData, hash_bytes, raster};
use crate::geometry::Size;

/// Quality of re-encoded JPEGs: new artefacts stay below those of the first encoding.
const JPEG_QUALITY: u8 = 88;

impl Image {
    /// Returns the picture with `share` (below 1) of its columns and rows; `None` for drawings, or
    /// if the result would not be smaller.
    ///
    /// A JPEG stays a JPEG; transparency and colour profiles are kept.
    pub fn with_fewer_pixels(&self, share: f32) -> Option<Image> {
        if share >= 1.0 {
            return None;
        }
        let (data, stored) = match &self.data {
            ImageData::Svg(_) => return None,
            ImageData::Jpeg(bytes) => {
                let (bytes, size) = shrink_jpeg(bytes, share)?;
                (ImageData::Jpeg(bytes), size)
            }
            ImageData::Png(bytes) => {
                let (bytes, size) = shrink_png(bytes, share)?;
                (ImageData::Png(bytes), size)
            }
            ImageData::Pixels(pixels) => {
                let picture = resize_picture(&raster::image_from_pixels(pixels)?, share);
                let fewer = raster::pixels_from_image(picture, pixels.profile.clone());
                let size = raster::pixel_size(fewer.width, fewer.height);
                (ImageData::Pixels(Arc::new(fewer)), size)
            }
        };
        let digest = match &data {
            ImageData::Jpeg(bytes) | ImageData::Png(bytes) => hash_bytes(bytes),
            ImageData::Pixels(pixels) => hash_bytes(&pixels.colour),
            ImageData::Svg(_) => self.digest,
        };
        let size = self.orientation.orient_size(stored);
        let (name, orientation) = (self.name.clone(), self.orientation);
        Some(Image {
            name,
            data,
            size,
            orientation,
            digest,
            warnings: self.warnings.clone(),
            is_animated: self.is_animated,
            ink_bounds: std::sync::OnceLock::new(),
            tones: std::sync::OnceLock::new(),
        })
    }
}

/// Re-encodes a JPEG with fewer pixels; `None` if it would not be smaller.
fn shrink_jpeg(bytes: &[u8], share: f32) -> Option<(Arc<[u8]>, Size)> {
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    // Decoding would convert CMYK to screen colours; pictures for print stay as they are.
    if !matches!(
        decoder.original_color_type(),
        image::ExtendedColorType::L8 | image::ExtendedColorType::Rgb8
    ) {
        return None;
    }
    let picture = resize_picture(&DynamicImage::from_decoder(decoder).ok()?, share);
    let mut written = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut written, JPEG_QUALITY);
    write_picture(&picture, encoder, profile)?;
    keep_if_smaller(written, bytes, &picture)
}

/// Re-encodes a PNG with fewer pixels; `None` if it would not be smaller.
fn shrink_png(bytes: &[u8], share: f32) -> Option<(Arc<[u8]>, Size)> {
    let mut decoder = raster::open_png(bytes).ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let picture = resize_picture(&DynamicImage::from_decoder(decoder).ok()?, share);
    let mut written = Vec::new();
    write_picture(&picture, PngEncoder::new(&mut written), profile)?;
    keep_if_smaller(written, bytes, &picture)
}

fn write_picture(
    picture: &DynamicImage,
    mut encoder: impl ImageEncoder,
    profile: Option<Vec<u8>>,
) -> Option<()> {
    profile.map(|profile| encoder.set_icc_profile(profile)).transpose().ok()?;
    picture.write_with_encoder(encoder).ok()
}

fn keep_if_smaller(
    written: Vec<u8>,
    original: &[u8],
    picture: &DynamicImage,
) -> Option<(Arc<[u8]>, Size)> {
    (written.len() < original.len())
        .then(|| (written.into(), raster::pixel_size(picture.width(), picture.height())))
}

/// Resizes with the Lanczos filter, which keeps edges sharp.
fn resize_picture(picture: &DynamicImage, share: f32) -> DynamicImage {
    let part = |pixels: u32| ((pixels as f32 * share).ceil() as u32).max(1);
    let (width, height) = (part(picture.width()), part(picture.height()));
    if !picture.color().has_alpha() {
        return picture.resize_exact(width, height, FilterType::Lanczos3);
    }
    // Colours are weighted by opacity, so that the colour of transparent pixels does not show at
    // the edges of a logo.
    const FULL: u32 = u16::MAX as u32;
    let mut pixels = picture.to_rgba16();
    for Rgba([colours @ .., alpha]) in pixels.pixels_mut() {
        colours
            .iter_mut()
            .for_each(|colour| *colour = (u32::from(*colour) * u32::from(*alpha) / FULL) as u16);
    }
    let mut fewer = imageops::resize(&pixels, width, height, FilterType::Lanczos3);
    for Rgba([colours @ .., alpha]) in fewer.pixels_mut() {
        let alpha = u32::from(*alpha).max(1);
        colours
            .iter_mut()
            .for_each(|colour| *colour = (u32::from(*colour) * FULL / alpha).min(FULL) as u16);
    }
    let fewer = DynamicImage::ImageRgba16(fewer);
    if picture.color().has_color() {
        fewer.to_rgba8().into()
    } else {
        fewer.to_luma_alpha8().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_pixels_do_not_tint_the_edges() {
        // Red where it is seen, green where it is not.
        let picture = image::RgbaImage::from_fn(64, 64, |x, _| {
            if x < 31 { Rgba([200, 0, 0, 255]) } else { Rgba([0, 255, 0, 0]) }
        });
        let fewer = resize_picture(&picture.into(), 0.25).to_rgba8();
        assert_eq!(fewer.dimensions(), (16, 16));
        assert!(fewer.pixels().any(|pixel| (20..236).contains(&pixel.0[3])), "the edge is soft");
        for pixel in fewer.pixels().filter(|pixel| pixel.0[3] > 8) {
            // A sharp edge rings a little.
            assert!(pixel.0[0].abs_diff(200) < 16 && pixel.0[1] == 0, "{pixel:?}");
        }
    }
}
