//! Encodes the pixels of a picture for screens: no larger than they show, and once, however often
//! its slide is drawn.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::ZlibDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage, imageops};

use super::photo_streams::{Channels, PdfPhoto, PixelPhoto};

/// Maximum size of all pictures that are kept, in bytes.
const MAX_CACHED_BYTES: usize = 24_000_000;

/// A picture that keeps more than this share of its bytes when it is compressed without loss is a
/// photograph; others are drawings or screenshots, which a PNG holds sharply.
const MIN_PHOTO_SHARE: f32 = 0.25;

/// Maximum pixels of the longer side of a photograph, of a drawing, and of a photograph with
/// transparency, which is large as PNG.
const MAX_PHOTO_SIDE: u32 = 2560;
const MAX_DRAWING_SIDE: u32 = 3840;
const MAX_CUT_OUT_SIDE: u32 = 1600;

const JPEG_QUALITY: u8 = 88;

/// An encoded picture.
#[derive(Clone, Debug)]
pub(super) struct EncodedPicture {
    /// `image/jpeg` or `image/png`.
    pub(super) media_type: &'static str,
    pub(super) bytes: Arc<[u8]>,
}

/// The pictures that were encoded last, the newest at the end.
static CACHE: Mutex<VecDeque<(u64, EncodedPicture)>> = Mutex::new(VecDeque::new());

/// Encodes a picture of a PDF; `None` if its data is damaged.
pub(super) fn encode_picture(
    pdf: &[u8],
    photo: &PdfPhoto,
    pixels: &PixelPhoto,
) -> Option<EncodedPicture> {
    let data = pdf.get(photo.data.clone())?;
    let mask = match &pixels.mask {
        Some(mask) => Some(pdf.get(mask.clone())?),
        None => None,
    };
    let mut hasher = DefaultHasher::new();
    (data, mask, pixels.width, pixels.height).hash(&mut hasher);
    let key = hasher.finish();
    let cache = || CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, found)) = cache().iter().find(|(cached, _)| *cached == key) {
        return Some(found.clone());
    }
    let encoded = encode(data, mask, photo.channels, pixels)?;
    let mut cache = cache();
    cache.push_back((key, encoded.clone()));
    while cache.iter().map(|(_, picture)| picture.bytes.len()).sum::<usize>() > MAX_CACHED_BYTES {
        cache.pop_front();
    }
    Some(encoded)
}

fn encode(
    data: &[u8],
    mask: Option<&[u8]>,
    channels: Channels,
    pixels: &PixelPhoto,
) -> Option<EncodedPicture> {
    let count = pixels.width * pixels.height;
    let colours = inflate(data, count * channels.count())?;
    let is_photo = data.len() as f32 > colours.len() as f32 * MIN_PHOTO_SHARE;
    let (width, height) = (u32::try_from(pixels.width).ok()?, u32::try_from(pixels.height).ok()?);
    let max_side = match (is_photo, mask) {
        (false, _) => MAX_DRAWING_SIDE,
        (true, None) => MAX_PHOTO_SIDE,
        (true, Some(_)) => MAX_CUT_OUT_SIDE,
    };
    let share = (f64::from(max_side) / f64::from(width.max(height))).min(1.0);
    let side = |length: u32| ((f64::from(length) * share).round() as u32).max(1);
    let (to_width, to_height) = (side(width), side(height));
    let is_smaller = share < 1.0;
    let mut picture = match channels {
        Channels::Grey => {
            let full = GrayImage::from_raw(width, height, colours)?;
            let fits = || imageops::thumbnail(&full, to_width, to_height);
            DynamicImage::ImageLuma8(if is_smaller { fits() } else { full })
        }
        Channels::Colour => {
            let full = RgbImage::from_raw(width, height, colours)?;
            let fits = || imageops::thumbnail(&full, to_width, to_height);
            DynamicImage::ImageRgb8(if is_smaller { fits() } else { full })
        }
    };
    if let Some(mask) = mask {
        let full = GrayImage::from_raw(width, height, inflate(mask, count)?)?;
        let mask = imageops::thumbnail(&full, to_width, to_height);
        let mut cut_out: RgbaImage = picture.into_rgba8();
        cut_out.pixels_mut().zip(mask.pixels()).for_each(|(pixel, mask)| pixel[3] = mask[0]);
        picture = DynamicImage::ImageRgba8(cut_out);
    }
    let mut bytes = Vec::new();
    let media_type = if is_photo && mask.is_none() {
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)).ok()?;
        "image/jpeg"
    } else {
        let encoder =
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
        picture.write_with_encoder(encoder).ok()?;
        "image/png"
    };
    Some(EncodedPicture { media_type, bytes: bytes.into() })
}

/// Decompresses exactly `length` bytes.
fn inflate(data: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length);
    ZlibDecoder::new(data).take(length as u64).read_to_end(&mut bytes).ok()?;
    (bytes.len() == length).then_some(bytes)
}
