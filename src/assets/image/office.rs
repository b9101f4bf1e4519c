//! Pictures in the formats that office programs read.

use std::io::Cursor;

use image::ImageEncoder;
use image::codecs::png::PngEncoder;
use resvg::tiny_skia::{Pixmap, Transform};
use usvg::WriteOptions;

use super::{Image, ImageData, RasterPixels, raster};

/// The largest side of the picture that replaces a drawing, in pixels.
const MAX_SIDE: f32 = 2400.0;

/// A picture for office programs.
#[derive(Debug)]
pub struct OfficePicture {
    /// A JPEG or PNG.
    pub raster: Vec<u8>,
    /// The extension of the raster picture.
    pub extension: &'static str,
    /// The drawing that the raster picture replaces, as SVG.
    pub drawing: Option<String>,
}

impl Image {
    /// Returns the picture in a format that office programs read; `None` if it cannot be encoded.
    /// The raster picture of a drawing is `width` pixels wide.
    pub fn to_office_picture(&self, width: f32) -> Option<OfficePicture> {
        Some(match &self.data {
            ImageData::Jpeg(bytes) => {
                OfficePicture { raster: bytes.to_vec(), extension: "jpeg", drawing: None }
            }
            ImageData::Png(bytes) => {
                OfficePicture { raster: bytes.to_vec(), extension: "png", drawing: None }
            }
            ImageData::Pixels(pixels) => {
                OfficePicture { raster: encode_png(pixels)?, extension: "png", drawing: None }
            }
            ImageData::Svg(tree) => OfficePicture {
                raster: draw_svg(tree, width)?,
                extension: "png",
                drawing: Some(tree.to_string(&WriteOptions::default())),
            },
        })
    }
}

pub(super) fn encode_png(pixels: &RasterPixels) -> Option<Vec<u8>> {
    let picture = raster::image_from_pixels(pixels)?;
    let mut written = Cursor::new(Vec::new());
    picture.write_with_encoder(PngEncoder::new(&mut written)).ok()?;
    Some(written.into_inner())
}

/// Draws an SVG without text as a PNG that is `width` pixels wide; `None` if it cannot be drawn.
pub fn rasterize_svg(text: &str, width: f32) -> Option<Vec<u8>> {
    let tree = usvg::Tree::from_str(text, &usvg::Options::default()).ok()?;
    draw_svg(&tree, width)
}

/// Draws a drawing as a PNG that is `width` pixels wide.
fn draw_svg(tree: &usvg::Tree, width: f32) -> Option<Vec<u8>> {
    let size = tree.size();
    let largest = MAX_SIDE / size.width().max(size.height());
    let DrawnPixels { columns, rows, rgba } =
        draw_pixels(tree, (width / size.width()).min(largest))?;
    let mut written = Vec::new();
    let encoder = PngEncoder::new(&mut written);
    encoder.write_image(&rgba, columns, rows, image::ExtendedColorType::Rgba8).ok()?;
    Some(written)
}

/// The pixels of a drawing.
pub(super) struct DrawnPixels {
    pub(super) columns: u32,
    pub(super) rows: u32,
    /// Red, green, blue and opacity of each pixel.
    pub(super) rgba: Vec<u8>,
}

/// Draws a drawing with `scale` pixels per unit; `None` if it is too large.
pub(super) fn draw_pixels(tree: &usvg::Tree, scale: f32) -> Option<DrawnPixels> {
    let size = tree.size();
    let pixels = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let (columns, rows) = (pixels(size.width()), pixels(size.height()));
    let mut pixmap = Pixmap::new(columns, rows)?;
    let transform =
        Transform::from_scale(columns as f32 / size.width(), rows as f32 / size.height());
    resvg::render(tree, transform, &mut pixmap.as_mut());
    let mut rgba = Vec::with_capacity(pixmap.data().len());
    for pixel in pixmap.pixels() {
        let colour = pixel.demultiply();
        rgba.extend([colour.red(), colour.green(), colour.blue(), colour.alpha()]);
    }
    Some(DrawnPixels { columns, rows, rgba })
}
