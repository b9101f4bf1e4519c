//! Cuts off the sides of raster pictures.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::format::PictureFormat;

/// Quality of a cropped JPEG, from 1 to 100.
const JPEG_QUALITY: u8 = 92;

/// The most memory for a decoded picture, in bytes.
const MAX_DECODED_BYTES: u64 = 400_000_000;

/// How much is cut off, as shares of the width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CropShares {
    /// Share of the width at the left.
    pub left: f32,
    /// Share of the height at the top.
    pub top: f32,
    /// Share of the width at the right.
    pub right: f32,
    /// Share of the height at the bottom.
    pub bottom: f32,
}

/// Returns a picture without its sides and the extension of its format: that of the original for
/// JPEG, otherwise PNG. `None` for a drawing, and for a picture that cannot be decoded.
pub fn crop_picture(bytes: &[u8], shares: CropShares) -> Option<(Vec<u8>, &'static str)> {
    let format = PictureFormat::detect(bytes).ok()?;
    if format == PictureFormat::Svg {
        return None;
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    let pixels = |share: f32, side: u32| (share.clamp(0.0, 1.0) * side as f32).round() as u32;
    let (left, top) = (pixels(shares.left, width), pixels(shares.top, height));
    let right = width.checked_sub(pixels(shares.right, width)).filter(|right| *right > left)?;
    let bottom = height.checked_sub(pixels(shares.bottom, height)).filter(|end| *end > top)?;
    let cropped = picture.crop_imm(left, top, right - left, bottom - top);
    let mut written = Cursor::new(Vec::new());
    if format == PictureFormat::Jpeg {
        let encoder = JpegEncoder::new_with_quality(&mut written, JPEG_QUALITY);
        cropped.into_rgb8().write_with_encoder(encoder).ok()?;
        return Some((written.into_inner(), "jpg"));
    }
    cropped.write_with_encoder(PngEncoder::new(&mut written)).ok()?;
    Some((written.into_inner(), "png"))
}
