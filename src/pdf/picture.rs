//! Draws pictures. Each is stored once, however often it is placed.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use krilla::geom::{Point as PdfPoint, Size as PdfSize, Transform};
use krilla::graphic::Graphic;
use krilla::image::{BitsPerComponent, CustomImage, Image as PdfImage, ImageColorspace};
use krilla::paint::FillRule;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla_svg::{SurfaceExt, SvgSettings};

use crate::assets::{DrawingText, FontData, Image, ImageData, Orientation, RasterPixels};
use crate::geometry::Rect;
use crate::library_panic::catch_panic;
use crate::scene::{Colour, PlacedImage};

use super::paint;
use super::text::replace_byte_order_marks;

/// The pictures that have been converted to the library's types.
#[derive(Default)]
pub(crate) struct PictureCache {
    converted: BTreeMap<PictureKey, Result<PdfPicture, String>>,
}

/// What decides how a picture is converted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PictureKey {
    digest: u64,
    text: PictureText,
    /// The bits of the resolution of its filters.
    filter_scale: Option<u32>,
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
    let filter_scale = image.filter_scale(placed.rect.width);
    let key =
        PictureKey { digest: image.digest, text, filter_scale: filter_scale.map(f32::to_bits) };
    let picture = match pictures.converted.get(&key) {
        Some(picture) => picture.clone()?,
        None => {
            let picture = convert_image(surface, image, text, filter_scale);
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
    filter_scale: Option<f32>,
) -> Result<PdfPicture, String> {
    // Smoothing is left to the PDF reader: PDF/A forbids requesting it, and it blurs drawings.
    const SMOOTH: bool = false;
    let data = |bytes: &Arc<[u8]>| krilla::Data::from(Arc::new(bytes.clone()) as FontData);
    match &image.data {
        ImageData::Svg(tree) => {
            let size = PdfSize::from_wh(tree.size().width(), tree.size().height())
                .ok_or("the SVG has no size")?;
            let is_searchable = text == PictureText::Searchable;
            let text_layer = image.text_layer().filter(|_| is_searchable);
            let mut settings = SvgSettings {
                embed_text: is_searchable && text_layer.is_none(),
                ..SvgSettings::default()
            };
            settings.filter_scale = filter_scale.unwrap_or(settings.filter_scale);
            let mut builder = surface.stream_builder();
            let mut drawing = builder.surface();
            let drawn = catch_panic(|| {
                drawing.draw_svg(tree, size, settings);
                for run in text_layer.iter().flatten() {
                    draw_unseen_text(&mut drawing, run);
                }
            });
            if drawn.is_none() {
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

/// The usual width of a blank.
const BLANK_WIDTH_EM: f32 = 0.25;

/// Draws text that is found, copied and read out, but not seen.
fn draw_unseen_text(surface: &mut Surface, run: &DrawingText) {
    let Some(font) = Font::new(run.data.clone().into(), run.index) else { return };
    let [sx, ky, kx, sy, tx, ty] = run.transform;
    let next = run.glyphs.iter().skip(1).map(|glyph| glyph.x);
    // Readers find the blank at the end of a run only if it has a width.
    let ends = next.chain(run.glyphs.last().map(|glyph| glyph.x + BLANK_WIDTH_EM));
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .zip(ends)
        .map(|(glyph, end)| {
            let id = GlyphId::new(u32::from(glyph.id));
            let (advance, rise) = (end - glyph.x, -glyph.y);
            KrillaGlyph::new(id, advance, 0.0, rise, 0.0, glyph.range.clone(), None)
        })
        .collect();
    surface.push_transform(&Transform::from_row(sx, ky, kx, sy, tx, ty));
    surface.set_stroke(None);
    surface.set_fill(Some(paint::solid_fill(Colour { r: 0, g: 0, b: 0, a: 0 })));
    // One em is the unit of the transform.
    let replaced = replace_byte_order_marks(&run.text);
    let text = replaced.as_deref().unwrap_or(&run.text);
    surface.draw_glyphs(PdfPoint::default(), &glyphs, font, text, 1.0, false);
    surface.pop();
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
