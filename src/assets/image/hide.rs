//! Hides private parts of pictures: their pixels are replaced, so that no file holds them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Cursor;
use std::sync::{Arc, OnceLock};

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ImageDecoder, ImageEncoder, Rgba, RgbaImage};

use super::office::draw_pixels;
use super::{Image, ImageData, Orientation, hash_bytes, raster};
use crate::assets::AssetError;
use crate::diagnostic::Code;
use crate::geometry::{Rect, Size};

/// Quality of the JPEG that replaces one.
const JPEG_QUALITY: u8 = 92;

/// The larger side of the picture that replaces a drawing, in pixels.
const DRAWING_SIDE: f32 = 2800.0;

/// A JPEG is compressed in squares with this side in pixels, at most. What is beside a private part
/// in the same square has traces of it.
const JPEG_SQUARE: u32 = 16;

/// Width in pixels of what is hidden around a part, because its edges are smoothed.
const MARGIN: u32 = 2;

impl Image {
    /// Returns the picture without what is in `parts`, which are shares of its upright size.
    ///
    /// The parts show a mosaic that is made up from the colours around them: nothing in it depends
    /// on what was there, so nobody can find it out, not even from the colours. A drawing becomes a
    /// raster picture. Thumbnails and other metadata are left out.
    ///
    /// # Errors
    ///
    /// If the picture cannot be decoded.
    pub fn with_hidden_parts(&self, parts: &[Rect]) -> Result<Self, AssetError> {
        let fail = || {
            AssetError::new(
                Code::CannotHide,
                format!("`{}` cannot be decoded, so its private parts cannot be hidden", self.name),
            )
            .hint("save it again as PNG, or hide the parts in a picture editor")
        };
        let (data, size) = match &self.data {
            ImageData::Jpeg(bytes) => hide_in_jpeg(bytes, parts, self.orientation),
            ImageData::Png(bytes) => {
                let decode = || {
                    let mut decoder = raster::open_png(bytes).ok()?;
                    let profile = decoder.icc_profile().ok().flatten();
                    Some((DynamicImage::from_decoder(decoder).ok()?, profile))
                };
                decode().map(|(picture, profile)| {
                    hide_in_pixels(picture, profile, parts, self.orientation)
                })
            }
            ImageData::Pixels(pixels) => raster::image_from_pixels(pixels).map(|picture| {
                hide_in_pixels(picture, pixels.profile.clone(), parts, self.orientation)
            }),
            ImageData::Svg(tree) => {
                let longest = tree.size().width().max(tree.size().height());
                draw_pixels(tree, DRAWING_SIDE / longest).and_then(|drawn| {
                    let picture = RgbaImage::from_raw(drawn.columns, drawn.rows, drawn.rgba)?;
                    Some(hide_in_pixels(picture.into(), None, parts, self.orientation))
                })
            }
        }
        .ok_or_else(fail)?;
        let digest = match &data {
            ImageData::Jpeg(bytes) | ImageData::Png(bytes) => hash_bytes(bytes),
            ImageData::Pixels(pixels) => {
                let mut hasher = DefaultHasher::new();
                (pixels.width, &pixels.colour, &pixels.alpha).hash(&mut hasher);
                hasher.finish()
            }
            ImageData::Svg(_) => self.digest,
        };
        Ok(Self {
            name: self.name.clone(),
            data,
            size: self.orientation.orient_size(size),
            orientation: self.orientation,
            digest,
            warnings: Vec::new(),
            is_animated: false,
            ink_bounds: OnceLock::new(),
            tones: OnceLock::new(),
        })
    }
}

fn hide_in_jpeg(
    bytes: &[u8],
    parts: &[Rect],
    orientation: Orientation,
) -> Option<(ImageData, Size)> {
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).ok()?;
    // Other pictures are converted to the colours of a screen.
    let is_for_screens = matches!(
        decoder.original_color_type(),
        image::ExtendedColorType::L8 | image::ExtendedColorType::Rgb8
    );
    let profile = decoder.icc_profile().ok().flatten().filter(|_| is_for_screens);
    let mut pixels = DynamicImage::from_decoder(decoder).ok()?.into_rgba8();
    hide_parts(&mut pixels, parts, orientation, JPEG_SQUARE);
    let picture = DynamicImage::ImageRgba8(pixels).into_rgb8();
    let mut written = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut written, JPEG_QUALITY);
    profile.map(|profile| encoder.set_icc_profile(profile)).transpose().ok()?;
    picture.write_with_encoder(encoder).ok()?;
    Some((ImageData::Jpeg(written.into()), raster::pixel_size(picture.width(), picture.height())))
}

fn hide_in_pixels(
    picture: DynamicImage,
    profile: Option<Vec<u8>>,
    parts: &[Rect],
    orientation: Orientation,
) -> (ImageData, Size) {
    let mut pixels = picture.into_rgba8();
    hide_parts(&mut pixels, parts, orientation, 1);
    let size = raster::pixel_size(pixels.width(), pixels.height());
    (ImageData::Pixels(Arc::new(raster::pixels_from_image(pixels.into(), profile))), size)
}

/// A part in pixels: columns and rows from the first to before the last.
#[derive(Clone, Copy)]
struct PixelArea {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl PixelArea {
    /// Returns the pixels of a part, and of the squares that it touches.
    fn new(part: Rect, (width, height): (u32, u32), square: u32) -> Self {
        let start = |share: f32, length: u32| {
            let pixel = (share * length as f32).floor().max(0.0) as u32;
            (pixel / square * square).saturating_sub(MARGIN)
        };
        let end = |share: f32, length: u32| {
            let pixel = (share * length as f32).ceil().max(0.0) as u32;
            (pixel.div_ceil(square) * square).saturating_add(MARGIN).min(length)
        };
        Self {
            left: start(part.x, width).min(width),
            top: start(part.y, height).min(height),
            right: end(part.right(), width),
            bottom: end(part.bottom(), height),
        }
    }

    fn contains(self, x: u32, y: u32) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

fn hide_parts(pixels: &mut RgbaImage, parts: &[Rect], orientation: Orientation, square: u32) {
    let size = pixels.dimensions();
    let stored = orientation.inverse();
    let area =
        |part: &Rect| PixelArea::new(stored.orient_rect(*part, Size::new(1.0, 1.0)), size, square);
    let areas: Vec<PixelArea> = parts.iter().map(area).collect();
    // All edges are read before any part is painted, and none inside of another part.
    let edges: Vec<EdgeColours> =
        areas.iter().map(|&area| edge_colours(pixels, area, &areas)).collect();
    for (area, edges) in areas.iter().zip(&edges) {
        paint_mosaic(pixels, *area, edges);
    }
}

/// The mean colours outside of the left, top, right and bottom edge of a part.
struct EdgeColours([[f32; 3]; 4]);

/// Width in pixels of what the colours around a part are taken from.
const EDGE_WIDTH: u32 = 4;

fn edge_colours(pixels: &RgbaImage, area: PixelArea, hidden: &[PixelArea]) -> EdgeColours {
    let (width, height) = pixels.dimensions();
    let PixelArea { left, top, right, bottom } = area;
    let strips = [
        PixelArea { left: left.saturating_sub(EDGE_WIDTH), right: left, ..area },
        PixelArea { top: top.saturating_sub(EDGE_WIDTH), bottom: top, ..area },
        PixelArea { left: right, right: (right + EDGE_WIDTH).min(width), ..area },
        PixelArea { top: bottom, bottom: (bottom + EDGE_WIDTH).min(height), ..area },
    ];
    let means = strips.map(|strip| mean_colour(pixels, strip, hidden));
    let found: Vec<[f32; 3]> = means.iter().flatten().copied().collect();
    let count = found.len().max(1) as f32;
    let mean = match found.is_empty() {
        true => [128.0; 3],
        false => [0, 1, 2].map(|at| found.iter().map(|colour| colour[at]).sum::<f32>() / count),
    };
    EdgeColours(means.map(|edge| edge.unwrap_or(mean)))
}

fn mean_colour(pixels: &RgbaImage, strip: PixelArea, hidden: &[PixelArea]) -> Option<[f32; 3]> {
    let mut sum = [0_u64; 3];
    let mut count = 0_u64;
    for y in strip.top..strip.bottom {
        for x in strip.left..strip.right {
            if hidden.iter().any(|area| area.contains(x, y)) {
                continue;
            }
            let Rgba([red, green, blue, alpha]) = *pixels.get_pixel(x, y);
            // A transparent picture is on an unknown ground.
            let channels = if alpha < 128 { [255, 255, 255] } else { [red, green, blue] };
            for (sum, channel) in sum.iter_mut().zip(channels) {
                *sum += u64::from(channel);
            }
            count += 1;
        }
    }
    (count > 0).then(|| sum.map(|sum| sum as f32 / count as f32))
}

/// Tiles on the shorter side of a part.
const TILES: u32 = 4;

/// Paints tiles whose colours follow from the edges and from their place alone.
fn paint_mosaic(pixels: &mut RgbaImage, area: PixelArea, edges: &EdgeColours) {
    let PixelArea { left, top, right, bottom } = area;
    let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
    if width == 0 || height == 0 {
        return;
    }
    let shorter = width.min(height);
    let tile = (shorter.div_ceil(TILES)).clamp(3.min(shorter), 64.max(width.max(height) / 24));
    for row in 0..height.div_ceil(tile) {
        for column in 0..width.div_ceil(tile) {
            let across = (column as f32 + 0.5) * tile as f32 / width as f32;
            let down = (row as f32 + 0.5) * tile as f32 / height as f32;
            let [red, green, blue] =
                tile_colour(edges, (across.min(1.0), down.min(1.0)), (column, row));
            let (x, y) = (left + column * tile, top + row * tile);
            for y in y..(y + tile).min(bottom) {
                for x in x..(x + tile).min(right) {
                    pixels.put_pixel(x, y, Rgba([red, green, blue, 255]));
                }
            }
        }
    }
}

/// Returns the colour of a tile: that of the edges, each the stronger the nearer it is, lighter or
/// darker by chance.
fn tile_colour(edges: &EdgeColours, (x, y): (f32, f32), tile: (u32, u32)) -> [u8; 3] {
    let weights = [1.0 - x, 1.0 - y, x, y].map(|nearness: f32| nearness * nearness + 0.02);
    let total: f32 = weights.iter().sum();
    let mixed = [0, 1, 2].map(|channel| {
        let parts = edges.0.iter().zip(weights).map(|(colour, weight)| colour[channel] * weight);
        parts.sum::<f32>() / total
    });
    let luminance = 0.3 * mixed[0] + 0.59 * mixed[1] + 0.11 * mixed[2];
    let ink = if luminance > 110.0 { 40.0 } else { 225.0 };
    let share = 0.1 + 0.34 * chance(tile);
    mixed.map(|channel| (channel + (ink - channel) * share).round().clamp(0.0, 255.0) as u8)
}

/// Returns a number from 0 to 1 that looks random and is the same in every run.
fn chance((column, row): (u32, u32)) -> f32 {
    let mut hash = column.wrapping_mul(0x9e37_79b1) ^ row.wrapping_mul(0x85eb_ca77);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash = (hash ^ (hash >> 12)).wrapping_mul(0x297a_2d39);
    (hash >> 8 & 0xffff) as f32 / 65_535.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: Rect = Rect::new(0.25, 0.25, 0.5, 0.5);

    fn picture(secret: u8) -> RgbaImage {
        RgbaImage::from_fn(80, 40, |x, y| {
            let is_secret = (20..60).contains(&x) && (10..30).contains(&y);
            Rgba([if is_secret { secret } else { 200 }, (x + y) as u8, 0, 255])
        })
    }

    #[test]
    fn what_replaces_a_part_does_not_depend_on_it() {
        let hidden = |secret| {
            let mut pixels = picture(secret);
            hide_parts(&mut pixels, &[PART], Orientation::Upright, 1);
            pixels
        };
        assert_eq!(hidden(0), hidden(255));
        assert_ne!(hidden(0), picture(0));
        assert_eq!(hidden(0).get_pixel(5, 5), picture(0).get_pixel(5, 5), "the rest is as it was");
    }

    #[test]
    fn a_picture_that_cannot_be_decoded_is_an_error() {
        let mut written = Cursor::new(Vec::new());
        picture(9).write_to(&mut written, image::ImageFormat::Png).unwrap();
        let mut bytes = written.into_inner();
        let data = crate::bytes::find_bytes(&bytes, b"IDAT").unwrap() + 6;
        bytes[data..data + 8].fill(0xff);
        let read = Image::read("a.png", bytes, &crate::assets::Fonts::bundled()).unwrap();
        assert_eq!(read.with_hidden_parts(&[PART]).unwrap_err().code, Code::CannotHide);
    }

    #[test]
    fn a_part_that_touches_another_does_not_take_its_colours() {
        let hidden = |secret| {
            let mut pixels = picture(secret);
            let halves = [Rect::new(0.25, 0.25, 0.25, 0.5), Rect::new(0.5, 0.25, 0.25, 0.5)];
            hide_parts(&mut pixels, &halves, Orientation::Upright, 1);
            pixels
        };
        assert_eq!(hidden(0), hidden(255));
    }

    #[test]
    fn parts_of_rotated_photographs_are_found() {
        let part = Rect::new(0.1, 0.2, 0.3, 0.4);
        for orientation in [
            Orientation::Upright,
            Orientation::FlippedHorizontally,
            Orientation::Rotated180,
            Orientation::FlippedVertically,
            Orientation::Transposed,
            Orientation::Rotated90,
            Orientation::Transversed,
            Orientation::Rotated270,
        ] {
            let whole = Size::new(1.0, 1.0);
            let stored = orientation.inverse().orient_rect(part, whole);
            let found = orientation.orient_rect(stored, whole);
            for (one, other) in [(found.x, part.x), (found.y, part.y), (found.width, part.width)] {
                assert!((one - other).abs() < 1e-5, "{orientation:?}: {found:?}");
            }
        }
    }
}
