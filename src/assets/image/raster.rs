//! Raster pictures. Their headers are checked here; JPEG and PNG are decoded only if their ink
//! bounds are needed.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, Limits};

use crate::assets::AssetError;
use crate::diagnostic::Code;
use crate::geometry::{Rect, Size};

use super::{ImageData, Orientation, jpeg};

/// Content, stored size and orientation of a picture.
type PictureParts = (ImageData, Size, Orientation);

/// Maximum side in pixels; ten times what a page that fills a wall needs.
const MAX_SIDE_PIXELS: u32 = 30_000;

/// Maximum number of pixels; 400 MB of memory when decoded.
const MAX_PIXELS: u64 = 100_000_000;

/// Decoded pixels, rows from the top.
pub struct RasterPixels {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green and blue of each pixel.
    pub colour: Vec<u8>,
    /// Opacity of each pixel; `None` if all are opaque.
    pub alpha: Option<Vec<u8>>,
    /// The embedded colour profile.
    pub profile: Option<Vec<u8>>,
}

impl RasterPixels {
    /// Returns the bounds of the visible pixels; `None` if all are visible.
    pub fn ink_bounds(&self) -> Option<Rect> {
        visible_bounds(self.width, self.alpha.as_deref()?.iter().copied())
    }
}

impl std::fmt::Debug for RasterPixels {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} × {} pixels", self.width, self.height)
    }
}

/// Reads the header of a JPEG and checks that it is complete.
pub(crate) fn read_jpeg(bytes: Vec<u8>) -> Result<PictureParts, AssetError> {
    let header = jpeg::read_header(&bytes).map_err(|reason| damaged_error("JPEG", reason))?;
    check_size(header.size.width as u32, header.size.height as u32)?;
    Ok((ImageData::Jpeg(bytes.into()), header.size, header.orientation))
}

/// Reads the header of a PNG and checks that it is complete.
pub(crate) fn read_png(bytes: Vec<u8>) -> Result<PictureParts, AssetError> {
    let (width, height) =
        png_size(&bytes).ok_or_else(|| damaged_error("PNG", "it has no header"))?;
    check_size(width, height)?;
    let mut decoder = PngDecoder::new(Cursor::new(&bytes))
        .map_err(|error| damaged_error("PNG", error_reason(&error)))?;
    let orientation = read_orientation(&mut decoder);
    if !has_png_end(&bytes) {
        return Err(damaged_error("PNG", "it is incomplete"));
    }
    Ok((ImageData::Png(bytes.into()), pixel_size(width, height), orientation))
}

/// Decodes the first frame of a GIF.
pub(crate) fn read_gif(bytes: &[u8]) -> Result<PictureParts, AssetError> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes))
        .map_err(|error| damaged_error("GIF", error_reason(&error)))?;
    let profile = None;
    let orientation = read_orientation(&mut decoder);
    decode_picture("GIF", decoder, profile, orientation)
}

/// Decodes a WebP picture, or the first frame of an animation.
pub(crate) fn read_webp(bytes: &[u8]) -> Result<PictureParts, AssetError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes))
        .map_err(|error| damaged_error("WebP", error_reason(&error)))?;
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = read_orientation(&mut decoder);
    decode_picture("WebP", decoder, profile, orientation)
}

/// Returns the bounds of the visible part of a PNG; `None` if it has no transparency.
pub(crate) fn png_ink_bounds(bytes: &[u8]) -> Option<Rect> {
    let decoder = PngDecoder::new(Cursor::new(bytes)).ok()?;
    if !decoder.color_type().has_alpha() {
        return None;
    }
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    match &picture {
        DynamicImage::ImageLumaA8(pixels) => {
            visible_bounds(picture.width(), pixels.pixels().map(|pixel| pixel.0[1]))
        }
        DynamicImage::ImageRgba8(pixels) => {
            visible_bounds(picture.width(), pixels.pixels().map(|pixel| pixel.0[3]))
        }
        other => visible_bounds(picture.width(), other.to_rgba8().pixels().map(|pixel| pixel.0[3])),
    }
}

fn decode_picture(
    kind: &str,
    mut decoder: impl ImageDecoder,
    profile: Option<Vec<u8>>,
    orientation: Orientation,
) -> Result<PictureParts, AssetError> {
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_PIXELS * 16);
    decoder.set_limits(limits).map_err(|error| damaged_error(kind, error_reason(&error)))?;
    let picture = DynamicImage::from_decoder(decoder)
        .map_err(|error| damaged_error(kind, error_reason(&error)))?;
    Ok((
        ImageData::Pixels(Arc::new(pixels_from_image(picture, profile))),
        pixel_size(width, height),
        orientation,
    ))
}

/// Converts a decoded picture to the channels that a PDF needs.
pub(crate) fn pixels_from_image(picture: DynamicImage, profile: Option<Vec<u8>>) -> RasterPixels {
    let (width, height) = (picture.width(), picture.height());
    let (colour, alpha) = match picture {
        DynamicImage::ImageRgb8(pixels) => (pixels.into_raw(), None),
        other => split_alpha(&other.into_rgba8()),
    };
    RasterPixels { width, height, colour, alpha, profile }
}

/// Reverses [`pixels_from_image`].
pub(crate) fn image_from_pixels(pixels: &RasterPixels) -> Option<DynamicImage> {
    let RasterPixels { width, height, colour, alpha, .. } = pixels;
    Some(match alpha {
        None => {
            DynamicImage::ImageRgb8(image::RgbImage::from_raw(*width, *height, colour.clone())?)
        }
        Some(alpha) => {
            let joined = colour
                .chunks_exact(3)
                .zip(alpha)
                .flat_map(|(colour, &alpha)| [colour[0], colour[1], colour[2], alpha]);
            DynamicImage::ImageRgba8(image::RgbaImage::from_raw(*width, *height, joined.collect())?)
        }
    })
}

/// Separates the colours from the opacity.
fn split_alpha(pixels: &image::RgbaImage) -> (Vec<u8>, Option<Vec<u8>>) {
    let colour = pixels.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]]).collect();
    let alpha: Vec<u8> = pixels.pixels().map(|pixel| pixel.0[3]).collect();
    let opaque = alpha.iter().all(|&alpha| alpha == 255);
    (colour, (!opaque).then_some(alpha))
}

/// Returns the bounds of the visible pixels, given the opacity of each, row by row; `None` if there
/// are none.
fn visible_bounds(width: u32, alpha: impl Iterator<Item = u8>) -> Option<Rect> {
    // Anything fainter is the edge of a soft shadow.
    const FAINT: u8 = 12;
    let (mut left, mut right, mut top, mut bottom) = (u32::MAX, 0, None, 0);
    for (index, _) in alpha.enumerate().filter(|&(_, alpha)| alpha > FAINT) {
        let (x, y) =
            ((index as u64 % u64::from(width)) as u32, (index as u64 / u64::from(width)) as u32);
        (left, right) = (left.min(x), right.max(x + 1));
        top = top.or(Some(y));
        bottom = y + 1;
    }
    let top = top?;
    Some(Rect::new(left as f32, top as f32, (right - left) as f32, (bottom - top) as f32))
}

/// Rejects a picture that is too large to decode, by its header alone.
fn check_size(width: u32, height: u32) -> Result<(), AssetError> {
    if width == 0 || height == 0 {
        return Err(AssetError::new(Code::DamagedImage, "is damaged: it has no pixels"));
    }
    if width > MAX_SIDE_PIXELS
        || height > MAX_SIDE_PIXELS
        || u64::from(width) * u64::from(height) > MAX_PIXELS
    {
        let most = MAX_PIXELS / 1_000_000;
        return Err(AssetError::new(
            Code::ImageTooLarge,
            format!(
                "is too large: {width} × {height} pixels; the limit is {MAX_SIDE_PIXELS} per \
                     side and {most} million in total"
            ),
        )
        .hint("scale it down; 4000 pixels per side are enough for any screen"));
    }
    Ok(())
}

/// Returns the size in the header chunk, which comes first.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24)?.strip_prefix(b"IHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((number(0)?, number(4)?))
}

/// Whether the chunks of a PNG are complete up to the last one.
fn has_png_end(bytes: &[u8]) -> bool {
    let mut rest = &bytes[8..];
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        // Each chunk is followed by a checksum of four bytes.
        let Some(next) = length.checked_add(4).and_then(|length| tail.get(length..)) else {
            return false;
        };
        if head.ends_with(b"IEND") {
            return true;
        }
        rest = next;
    }
    false
}

fn read_orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().map_or(Orientation::default(), Orientation::from)
}

/// Returns the size of a picture in pixels.
pub(crate) fn pixel_size(width: u32, height: u32) -> Size {
    Size::new(width as f32, height as f32)
}

fn damaged_error(kind: &str, reason: impl std::fmt::Display) -> AssetError {
    AssetError::new(
        Code::DamagedImage,
        format!("is a {kind} picture that cannot be read: {reason}"),
    )
    .hint("open it in a picture editor and save it again as JPEG or PNG")
}

/// Returns the message of the library without its headline.
fn error_reason(error: &image::ImageError) -> String {
    use std::error::Error;
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
