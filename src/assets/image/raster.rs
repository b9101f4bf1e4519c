//! Raster pictures. Their headers are checked here; JPEG and PNG are decoded only if their ink
//! bounds are needed.

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, Limits};

use crate::assets::AssetError;
use crate::diagnostic::Code;
use crate::geometry::{Rect, Size};

use super::{ImageData, Orientation, PictureParts, jpeg};

/// Maximum side in pixels; ten times what a page that fills a wall needs.
const MAX_SIDE_PIXELS: u32 = 30_000;

/// Maximum number of pixels.
const MAX_PIXELS: u64 = 100_000_000;

/// Maximum size of decoded pixels, in bytes. Their conversion needs twice as much again.
const MAX_DECODED_BYTES: u64 = 160_000_000;

/// Maximum size of everything else in a PNG, such as its colour profile, in bytes. Profiles for
/// print have two million.
const MAX_METADATA_BYTES: u64 = 8_000_000;

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
    let parts = PictureParts::new(ImageData::Jpeg(bytes.into()), header.size);
    Ok(PictureParts { orientation: header.orientation, ..parts })
}

/// Reads the header of a PNG and checks that it is complete.
pub(crate) fn read_png(bytes: Vec<u8>) -> Result<PictureParts, AssetError> {
    let (width, height) =
        png_size(&bytes).ok_or_else(|| damaged_error("PNG", "it has no header"))?;
    check_size(width, height)?;
    check_decoded_size(width, height, png_pixel_bytes(&bytes))?;
    check_png_chunks(&bytes)?;
    let mut decoder =
        open_png(&bytes).map_err(|error| damaged_error("PNG", error_reason(&error)))?;
    let orientation = read_orientation(&mut decoder);
    let parts = PictureParts::new(ImageData::Png(bytes.into()), pixel_size(width, height));
    Ok(PictureParts { orientation, ..parts })
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
    let decoder = open_png(bytes).ok()?;
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
    check_decoded_size(width, height, 4)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(2 * MAX_DECODED_BYTES);
    decoder.set_limits(limits).map_err(|error| damaged_error(kind, error_reason(&error)))?;
    let picture = DynamicImage::from_decoder(decoder)
        .map_err(|error| damaged_error(kind, error_reason(&error)))?;
    let data = ImageData::Pixels(Arc::new(pixels_from_image(picture, profile)));
    Ok(PictureParts { orientation, ..PictureParts::new(data, pixel_size(width, height)) })
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

/// Rejects a picture whose pixels need too much memory.
fn check_decoded_size(width: u32, height: u32, pixel_bytes: u64) -> Result<(), AssetError> {
    let decoded = u64::from(width) * u64::from(height) * pixel_bytes;
    if decoded <= MAX_DECODED_BYTES {
        return Ok(());
    }
    let (needed, most) = (decoded / 1_000_000, MAX_DECODED_BYTES / 1_000_000);
    let message = format!(
        "is too large: its {width} × {height} pixels need {needed} MB of memory; the limit is \
         {most} MB"
    );
    Err(AssetError::new(Code::ImageTooLarge, message).hint(
        "scale it down, save it with 8 bits per colour, or save it as JPEG; 4000 pixels per side \
         are enough for any screen",
    ))
}

/// Opens a PNG without decoding its pixels.
pub(crate) fn open_png(bytes: &[u8]) -> image::ImageResult<PngDecoder<Cursor<&[u8]>>> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_METADATA_BYTES);
    PngDecoder::with_limits(Cursor::new(bytes), limits)
}

/// Returns the bytes of a decoded pixel, as the header chunk says.
fn png_pixel_bytes(bytes: &[u8]) -> u64 {
    let (depth, colour) = (bytes.get(24).copied(), bytes.get(25).copied());
    let channels = match colour {
        Some(0) => 1,
        Some(2) => 3,
        Some(4) => 2,
        // A palette may be transparent.
        _ => 4,
    };
    if depth == Some(16) { channels * 2 } else { channels }
}

/// Returns the size in the header chunk, which comes first.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24)?.strip_prefix(b"IHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((number(0)?, number(4)?))
}

/// Checks the chunks of a PNG up to the last one.
fn check_png_chunks(bytes: &[u8]) -> Result<(), AssetError> {
    let incomplete = || damaged_error("PNG", "it is incomplete");
    let mut rest = bytes.get(8..).unwrap_or_default();
    loop {
        let (head, tail) = rest.split_first_chunk::<8>().ok_or_else(incomplete)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        // Each chunk is followed by a checksum of four bytes.
        let next = length.checked_add(4).and_then(|length| tail.get(length..));
        rest = next.ok_or_else(incomplete)?;
        match &head[4..] {
            b"IEND" => return Ok(()),
            b"iCCP" | b"zTXt" | b"iTXt" => check_metadata(&tail[..length])?,
            _ => {}
        }
    }
}

/// Rejects a compressed chunk that would become too large. Names and flags are before the
/// compressed data, whose first byte is always the same.
fn check_metadata(chunk: &[u8]) -> Result<(), AssetError> {
    const ZLIB_START: u8 = 0x78;
    let Some(start) = chunk.iter().position(|&byte| byte == ZLIB_START) else { return Ok(()) };
    let starts =
        [Some(start), chunk.windows(2).position(|pair| pair == [0, ZLIB_START]).map(|at| at + 1)];
    for start in starts.into_iter().flatten() {
        let data = flate2::read::ZlibDecoder::new(&chunk[start..]).take(MAX_METADATA_BYTES + 1);
        let size = io::copy(&mut { data }, &mut io::sink()).unwrap_or_default();
        if size > MAX_METADATA_BYTES {
            let message = format!(
                "contains a colour profile or text of more than {} MB",
                MAX_METADATA_BYTES / 1_000_000
            );
            return Err(AssetError::new(Code::ImageTooLarge, message)
                .hint("save it again without a colour profile and without comments"));
        }
    }
    Ok(())
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
