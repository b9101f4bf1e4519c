//! Pictures of pixels. Their headers are read here; what a PDF can hold is decoded only if somebody
//! asks for its ink.

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

/// What is read of a picture: content, stored size, orientation.
type PictureParts = (ImageData, Size, Orientation);

/// The longest side in pixels. A page that fills a wall has a tenth of it.
const MAX_SIDE_PIXELS: u32 = 30_000;

/// The most pixels; 400 MB of memory where they have to be decoded.
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
    /// The colour profile that came with them.
    pub profile: Option<Vec<u8>>,
}

impl RasterPixels {
    /// The smallest rectangle around the pixels that can be seen; `None` if all can.
    pub fn ink_bounds(&self) -> Option<Rect> {
        visible_bounds(self.width, self.alpha.as_deref()?.iter().copied())
    }
}

impl std::fmt::Debug for RasterPixels {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} × {} pixels", self.width, self.height)
    }
}

/// Reads a JPEG's header and finds its end.
pub fn read_jpeg(bytes: Vec<u8>) -> Result<PictureParts, AssetError> {
    let header = jpeg::read_header(&bytes).map_err(|reason| damaged_error("JPEG", reason))?;
    check_size(header.size.width as u32, header.size.height as u32)?;
    Ok((ImageData::Jpeg(bytes.into()), header.size, header.orientation))
}

/// Reads a PNG's header and finds its end.
pub fn read_png(bytes: Vec<u8>) -> Result<PictureParts, AssetError> {
    let (width, height) =
        png_size(&bytes).ok_or_else(|| damaged_error("PNG", "it has no header"))?;
    check_size(width, height)?;
    let mut decoder = PngDecoder::new(Cursor::new(&bytes))
        .map_err(|error| damaged_error("PNG", error_reason(&error)))?;
    let orientation = read_orientation(&mut decoder);
    if !has_png_end(&bytes) {
        return Err(damaged_error("PNG", "it ends too early"));
    }
    Ok((ImageData::Png(bytes.into()), pixel_size(width, height), orientation))
}

/// Decodes a GIF's first frame on its canvas.
pub fn read_gif(bytes: &[u8]) -> Result<PictureParts, AssetError> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes))
        .map_err(|error| damaged_error("GIF", error_reason(&error)))?;
    let profile = None;
    let orientation = read_orientation(&mut decoder);
    decode_picture("GIF", decoder, profile, orientation)
}

/// Decodes a WebP picture, or the first frame of a moving one.
pub fn read_webp(bytes: &[u8]) -> Result<PictureParts, AssetError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes))
        .map_err(|error| damaged_error("WebP", error_reason(&error)))?;
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = read_orientation(&mut decoder);
    decode_picture("WebP", decoder, profile, orientation)
}

/// The seen part of a PNG with transparency; `None` if it has none.
pub fn png_ink_bounds(bytes: &[u8]) -> Option<Rect> {
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

/// A decoded picture's pixels as a PDF wants them.
pub fn pixels_from_image(picture: DynamicImage, profile: Option<Vec<u8>>) -> RasterPixels {
    let (width, height) = (picture.width(), picture.height());
    let (colour, alpha) = match picture {
        DynamicImage::ImageRgb8(pixels) => (pixels.into_raw(), None),
        other => split_alpha(&other.into_rgba8()),
    };
    RasterPixels { width, height, colour, alpha, profile }
}

/// The picture that [`pixels`] took apart.
pub fn image_from_pixels(pixels: &RasterPixels) -> Option<DynamicImage> {
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

/// Colours apart from opacity, as a PDF wants them.
fn split_alpha(pixels: &image::RgbaImage) -> (Vec<u8>, Option<Vec<u8>>) {
    let colour = pixels.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]]).collect();
    let alpha: Vec<u8> = pixels.pixels().map(|pixel| pixel.0[3]).collect();
    let opaque = alpha.iter().all(|&alpha| alpha == 255);
    (colour, (!opaque).then_some(alpha))
}

/// The smallest rectangle around the pixels that can be seen, given the opacity of each, row by
/// row; `None` for no pixels.
fn visible_bounds(width: u32, alpha: impl Iterator<Item = u8>) -> Option<Rect> {
    // What is fainter than this is the breath of a soft edge.
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

/// A size that is too large to decode is known from the header alone.
fn check_size(width: u32, height: u32) -> Result<(), AssetError> {
    if width == 0 || height == 0 {
        return Err(AssetError::new(Code::DamagedPicture, "is damaged: it has no pixels"));
    }
    if width > MAX_SIDE_PIXELS
        || height > MAX_SIDE_PIXELS
        || u64::from(width) * u64::from(height) > MAX_PIXELS
    {
        let most = MAX_PIXELS / 1_000_000;
        return Err(AssetError::new(
            Code::PictureTooLarge,
            format!("is too large: {width} × {height} pixels (at most {MAX_SIDE_PIXELS} a side and {most} million)"),
        )
        .hint("scale it down; a page seen on a wall has no more than 4000 pixels a side"));
    }
    Ok(())
}

/// Columns and rows as the header chunk, which comes first, says.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24)?.strip_prefix(b"IHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((number(0)?, number(4)?))
}

/// Whether a PNG's chunks follow each other up to the last.
fn has_png_end(bytes: &[u8]) -> bool {
    let mut rest = &bytes[8..];
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        // Behind each chunk are four bytes to check it by.
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

fn pixel_size(width: u32, height: u32) -> Size {
    Size::new(width as f32, height as f32)
}

fn damaged_error(kind: &str, reason: impl std::fmt::Display) -> AssetError {
    AssetError::new(
        Code::DamagedPicture,
        format!("is a {kind} picture that cannot be read: {reason}"),
    )
    .hint("open it in a picture editor and save it again as JPEG or PNG")
}

/// The library's words without its own headline.
fn error_reason(error: &image::ImageError) -> String {
    use std::error::Error;
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
