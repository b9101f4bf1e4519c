//! Draws pictures. Each is stored once, however often it is placed.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use krilla::geom::{Size as PdfSize, Transform};
use krilla::graphic::Graphic;
use krilla::image::{BitsPerComponent, CustomImage, Image as PdfImage, ImageColorspace};
use krilla::paint::FillRule;
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt, SvgSettings};

use crate::assets::{FontData, Image, ImageData, Orientation, RasterPixels};
use crate::geometry::Rect;
use crate::library_panic::catch_panic;
use crate::scene::PlacedImage;

use super::paint;

/// The pictures that have been converted to the library's types.
#[derive(Default)]
pub(crate) struct PictureCache {
    converted: BTreeMap<(u64, PictureText), Result<PdfPicture, String>>,
}

/// How the text in an SVG is drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PictureText {
    /// As text that can be searched and is read out.
    Searchable,
    /// As shapes without a meaning.
    Outlines,
}

#[derive(Clone)]
enum PdfPicture {
    Raster(PdfImage),
    Vector(Graphic),
}

/// Draws a picture at its position.
///
/// The text in an SVG stays searchable if the picture has a meaning. In a logo or an
/// ornament it becomes outlines, because it would otherwise be read out on every page.
///
/// # Errors
///
/// Returns why the library cannot read the picture.
pub(crate) fn draw_picture(
    surface: &mut Surface,
    placed: &PlacedImage,
    text: PictureText,
    pictures: &mut PictureCache,
) -> Result<(), String> {
    let image = &*placed.image;
    // Only SVGs contain text.
    let text = match image.data {
        ImageData::Svg(_) => text,
        _ => PictureText::Outlines,
    };
    let key = (image.digest, text);
    let picture = match pictures.converted.get(&key) {
        Some(picture) => picture.clone()?,
        None => {
            let picture = convert_image(surface, image, text);
            pictures.converted.insert(key, picture.clone());
            picture?
        }
    };
    let clip = placed.clip.and_then(|(rect, radius)| paint::rounded_rect_path(rect, radius));
    if let Some(clip) = &clip {
        surface.push_clip_path(clip, &FillRule::NonZero);
    }
    let drawn = match picture {
        PdfPicture::Raster(raster) => {
            surface.push_transform(&upright_transform(image.orientation, placed.rect));
            let size = PdfSize::from_wh(1.0, 1.0).expect("one is positive");
            catch_panic(|| surface.draw_image(raster, size))
        }
        PdfPicture::Vector(graphic) => {
            let Rect { x, y, width, height } = placed.rect;
            let (sx, sy) = (width / image.size.width, height / image.size.height);
            surface.push_transform(&Transform::from_row(sx, 0.0, 0.0, sy, x, y));
            catch_panic(|| surface.draw_graphic(graphic))
        }
    };
    surface.pop();
    if clip.is_some() {
        surface.pop();
    }
    drawn.ok_or_else(|| LIBRARY_FAILURE.to_owned())
}

/// The reason for a picture on which the PDF library panics.
const LIBRARY_FAILURE: &str = "the PDF library cannot draw it";

fn convert_image(
    surface: &mut Surface,
    image: &Image,
    text: PictureText,
) -> Result<PdfPicture, String> {
    // Smoothing is left to the PDF reader: PDF/A forbids requesting it, and it blurs drawings.
    const SMOOTH: bool = false;
    let data = |bytes: &Arc<[u8]>| krilla::Data::from(Arc::new(bytes.clone()) as FontData);
    match &image.data {
        ImageData::Svg(tree) => {
            let size = PdfSize::from_wh(tree.size().width(), tree.size().height())
                .ok_or("the SVG has no size")?;
            let settings = SvgSettings {
                embed_text: text == PictureText::Searchable,
                ..SvgSettings::default()
            };
            let mut builder = surface.stream_builder();
            let mut drawing = builder.surface();
            if catch_panic(|| drawing.draw_svg(tree, size, settings)).is_none() {
                // The destructor of an unfinished surface panics.
                std::mem::forget(drawing);
                return Err(LIBRARY_FAILURE.to_owned());
            }
            drawing.finish();
            Ok(PdfPicture::Vector(Graphic::new(builder.finish(), false)))
        }
        ImageData::Jpeg(bytes) => PdfImage::from_jpeg(data(bytes), SMOOTH).map(PdfPicture::Raster),
        ImageData::Png(bytes) => PdfImage::from_png(data(bytes), SMOOTH).map(PdfPicture::Raster),
        ImageData::Pixels(pixels) => PdfImage::from_custom(
            DecodedPixels { pixels: pixels.clone(), digest: image.digest },
            SMOOTH,
        )
        .map(PdfPicture::Raster),
    }
}

/// Pixels that were decoded when the picture was loaded.
#[derive(Clone)]
struct DecodedPixels {
    pixels: Arc<RasterPixels>,
    digest: u64,
}

impl Hash for DecodedPixels {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl CustomImage for DecodedPixels {
    fn color_channel(&self) -> &[u8] {
        &self.pixels.colour
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.pixels.alpha.as_deref()
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        (self.pixels.width, self.pixels.height)
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        self.pixels.profile.as_deref()
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

/// Maps the unit square of the stored picture to `rect`, rotated and mirrored so that the picture
/// is upright.
fn upright_transform(orientation: Orientation, rect: Rect) -> Transform {
    let Rect { x, y, width: w, height: h } = rect;
    let (sx, ky, kx, sy, tx, ty) = match orientation {
        Orientation::Upright => (w, 0.0, 0.0, h, 0.0, 0.0),
        Orientation::FlippedHorizontally => (-w, 0.0, 0.0, h, w, 0.0),
        Orientation::Rotated180 => (-w, 0.0, 0.0, -h, w, h),
        Orientation::FlippedVertically => (w, 0.0, 0.0, -h, 0.0, h),
        Orientation::Transposed => (0.0, h, w, 0.0, 0.0, 0.0),
        Orientation::Rotated90 => (0.0, h, -w, 0.0, w, 0.0),
        Orientation::Transversed => (0.0, -h, -w, 0.0, w, h),
        Orientation::Rotated270 => (0.0, -h, w, 0.0, 0.0, h),
    };
    Transform::from_row(sx, ky, kx, sy, x + tx, y + ty)
}
