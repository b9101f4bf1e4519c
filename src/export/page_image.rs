//! Renders the pages of a PDF as images. The only module that knows the rendering libraries.

use std::sync::{Arc, OnceLock};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use rayon::prelude::*;

use super::photo_streams::Channels;
use super::photos::{PhotoChoice, PhotoStandIn, Photos};
use crate::library_panic::catch_panic;

use super::page_cost::is_page_affordable;
use super::stream_sizes::check_stream_sizes;

/// Maximum pixels of a side of a page.
const MAX_SIDE_PIXELS: f32 = 16_000.0;

/// Maximum pixels of a page, a little more than those of an 8K screen.
const MAX_PAGE_PIXELS: f32 = 36e6;

/// Maximum pixels of the pages that are rendered at the same time.
const MAX_PIXELS_AT_ONCE: f32 = 40e6;

/// The reason why a PDF cannot be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureError(pub String);

/// Renders every page as an opaque PNG. `pixels` maps the width and height of a page in pt to its
/// size in pixels.
///
/// # Errors
///
/// If the bytes are not a PDF, or an image would be too large.
pub fn render_png(
    pdf: &[u8],
    pixels: impl Fn(f32, f32) -> (f32, f32) + Sync,
) -> Result<Vec<Vec<u8>>, PictureError> {
    let pdf = parse_pdf(pdf)?;
    let pages: Vec<&Page<'_>> = pdf.pages().iter().collect();
    let page_pixels = |page: &&Page<'_>| {
        let (width, height) = page.render_dimensions();
        let (width, height) = pixels(width, height);
        width * height
    };
    let most = pages.iter().map(page_pixels).fold(1.0, f32::max);
    let pages_at_once = ((MAX_PIXELS_AT_ONCE / most) as usize).clamp(1, 64);
    let mut images = Vec::with_capacity(pages.len());
    for pages in pages.chunks(pages_at_once) {
        let render = |page: &&Page<'_>| {
            let (width, height) = page.render_dimensions();
            check_work(page, f64::from(pixels(width, height).0 / width))?;
            render_page_png(page, &pixels)
        };
        let rendered: Result<Vec<_>, _> = pages.par_iter().map(render).collect();
        images.extend(rendered?);
    }
    Ok(images)
}

/// Renders a page as a PNG. `pixels` maps its width and height in pt to its size in pixels.
fn render_page_png(
    page: &Page<'_>,
    pixels: impl Fn(f32, f32) -> (f32, f32),
) -> Result<Vec<u8>, PictureError> {
    let (width, height) = page.render_dimensions();
    let (target_width, target_height) = pixels(width, height);
    // A comparison with NaN is false.
    let is_allowed = target_width >= 1.0
        && target_height >= 1.0
        && target_width.max(target_height) <= MAX_SIDE_PIXELS
        && target_width * target_height <= MAX_PAGE_PIXELS;
    if !is_allowed {
        return Err(PictureError(format!(
            "cannot render a picture of {target_width:.0} × {target_height:.0} pixels; the limit \
             is {MAX_SIDE_PIXELS} per side and {} million in total",
            MAX_PAGE_PIXELS / 1e6
        )));
    }
    let size = PixmapSettings {
        x_scale: target_width / width,
        y_scale: target_height / height,
        bg_color: WHITE,
    };
    let pixmap = render_page(page, &size)?;
    encode_png(pixmap.data_as_u8_slice(), u32::from(pixmap.width()), u32::from(pixmap.height()))
}

fn render_page(page: &Page<'_>, settings: &PixmapSettings) -> Result<Pixmap, PictureError> {
    let (cache, interpreter) = (RenderCache::new(), InterpreterSettings::default());
    // hayro 0.9 draws some hinted glyphs of its cache inverted, and at positions of the cache. Text
    // looks as at a higher resolution without either.
    let text = RenderSettings { hinting: false, glyph_caching: false, ..RenderSettings::default() };
    catch_panic(|| hayro::render(page, &cache, &interpreter, &text, settings))
        .ok_or_else(library_error)
}

/// Rejects a page that would take too long or too much memory at `scale` pixels per pt.
fn check_work(page: &Page<'_>, scale: f64) -> Result<(), PictureError> {
    match is_page_affordable(page, scale) {
        true => Ok(()),
        false => Err(PictureError("the page is too complex to render".to_owned())),
    }
}

/// Returns the error for a page or file on which the library panics.
fn library_error() -> PictureError {
    PictureError("the rendering library cannot draw it".to_owned())
}

/// A page as pixels.
#[derive(Clone, Debug)]
pub struct PagePixels {
    /// The number of columns.
    pub width: usize,
    /// The number of rows.
    pub height: usize,
    /// Four bytes per pixel (red, green, blue, alpha), in rows from the top.
    pub bytes: Vec<u8>,
}

/// Renders every page on white at `scale` pixels per pt, and returns what `measure` returns for its
/// index and pixels. The pixels are not kept, so that a long deck needs little memory.
///
/// # Errors
///
/// If the bytes are not a PDF, or the library cannot draw a page.
pub fn map_page_pixels<T: Send>(
    pdf: &[u8],
    scale: f32,
    measure: impl Fn(usize, &PagePixels) -> T + Sync,
) -> Result<Vec<T>, PictureError> {
    let pdf = parse_pdf(pdf)?;
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let draw = |(index, page): (usize, &Page<'_>)| {
        check_work(page, f64::from(scale))?;
        let pixmap = render_page(page, &size)?;
        let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
        let bytes = pixmap.data_as_u8_slice().to_vec();
        Ok(measure(index, &PagePixels { width, height, bytes }))
    };
    pdf.pages().par_iter().enumerate().map(draw).collect()
}

/// Renders every page as an SVG with text as outlines.
///
/// # Errors
///
/// If the bytes are not a PDF.
pub fn render_svg(pdf: &[u8]) -> Result<Vec<String>, PictureError> {
    let mut drawer = PdfRenderer::new(Arc::new(pdf.to_vec()))?;
    drawer.photo_choice = PhotoChoice::Lossless;
    (0..drawer.page_count()).map(|page| drawer.render_svg(page)).collect()
}

/// Renders single pages of a PDF, which is parsed once.
pub struct PdfRenderer {
    pdf: Pdf,
    bytes: Arc<Vec<u8>>,
    photo_choice: PhotoChoice,
    /// The photographs, and the PDF with their stand-ins; created on first use.
    photos: OnceLock<Option<(Photos, Pdf)>>,
    /// Whether each page can be rendered in its size; found out on first use.
    checked_pages: Vec<OnceLock<Result<(), PictureError>>>,
}

impl std::fmt::Debug for PdfRenderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drawer of {} pages", self.page_count())
    }
}

impl PdfRenderer {
    /// Parses a PDF.
    ///
    /// # Errors
    ///
    /// If the bytes are not a PDF.
    pub fn new(pdf: Arc<Vec<u8>>) -> Result<Self, PictureError> {
        let bytes = pdf.clone();
        catch_panic(|| Pdf::new(pdf))
            .ok_or_else(library_error)?
            .map(|pdf| {
                let checked_pages = vec![OnceLock::new(); pdf.pages().len()];
                let photo_choice = PhotoChoice::ForScreens;
                Self { pdf, bytes, photo_choice, photos: OnceLock::new(), checked_pages }
            })
            .map_err(|error| PictureError(explain_load_error(&error).to_owned()))
    }

    /// Parses a PDF of another program, which may hold more than can be rendered.
    ///
    /// # Errors
    ///
    /// If the bytes are not a PDF, or its parts are too large.
    pub fn new_foreign(pdf: Arc<Vec<u8>>) -> Result<Self, PictureError> {
        check_stream_sizes(&pdf)?;
        Self::new(pdf)
    }

    /// Returns the number of pages.
    pub fn page_count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Returns the width and height of the page at an index, in pt.
    pub fn page_size(&self, page: usize) -> Option<(f32, f32)> {
        self.pdf.pages().get(page).map(Page::render_dimensions)
    }

    /// Renders the page at an index as an SVG with text as outlines. Photographs are JPEGs, or have
    /// no more pixels than a screen shows.
    ///
    /// # Errors
    ///
    /// If there is no such page.
    pub fn render_svg(&self, page: usize) -> Result<String, PictureError> {
        let settings = hayro_svg::SvgRenderSettings { bg_color: [255, 255, 255, 255] };
        let cache = hayro_svg::RenderCache::new();
        self.check_page(page)?;
        let interpreter = InterpreterSettings::default();
        let convert = |page| {
            catch_panic(|| hayro_svg::convert(page, &cache, &interpreter, &settings))
                .ok_or_else(library_error)
        };
        let replace = || replace_photos(&self.bytes, self.photo_choice);
        if let Some((photos, copy)) = self.photos.get_or_init(replace)
            && let Some(stand_in) = copy.pages().get(page)
            && let Some(svg) = photos.restore(&convert(stand_in)?, &self.bytes)
        {
            return Ok(svg);
        }
        convert(self.get_page(page)?)
    }

    /// Renders the page at an index as an opaque PNG, `width` pixels wide.
    ///
    /// # Errors
    ///
    /// If there is no such page, or the image would be too large.
    pub fn render_png(&self, page: usize, width: u16) -> Result<Vec<u8>, PictureError> {
        self.check_page(page)?;
        let page = self.get_page(page)?;
        let scale = f64::from(width) / f64::from(page.render_dimensions().0);
        if scale > 1.0 {
            check_work(page, scale)?;
        }
        render_page_png(page, |page_width, page_height| {
            (f32::from(width), (f32::from(width) * page_height / page_width).round())
        })
    }

    /// Rejects a page that would take too long or too much memory in its size, each time after
    /// looking at it once.
    fn check_page(&self, page: usize) -> Result<(), PictureError> {
        let checked = self.checked_pages.get(page);
        let check = || check_work(self.get_page(page)?, 1.0);
        checked.map_or_else(check, |checked| checked.get_or_init(check).clone())
    }

    fn get_page(&self, page: usize) -> Result<&Page<'_>, PictureError> {
        self.pdf
            .pages()
            .get(page)
            .ok_or_else(|| PictureError(format!("page {} does not exist", page + 1)))
    }
}

/// Explains why a PDF cannot be parsed.
fn explain_load_error(error: &LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "the PDF is protected by a password; save a copy without one in a PDF reader or in the \
             program that made it"
        }
        LoadPdfError::Decryption(_) => "the PDF uses an unsupported kind of encryption",
        LoadPdfError::Invalid => "the file is not a valid PDF",
    }
}

fn parse_pdf(pdf: &[u8]) -> Result<Pdf, PictureError> {
    catch_panic(|| Pdf::new(Arc::new(pdf.to_vec())))
        .ok_or_else(library_error)?
        .map_err(|_| PictureError("the PDF cannot be parsed".to_owned()))
}

/// Replaces the photographs of a PDF by stand-ins, if there are any.
fn replace_photos(bytes: &[u8], choice: PhotoChoice) -> Option<(Photos, Pdf)> {
    let (photos, copy) = Photos::replace(bytes, choice, |PhotoStandIn { width, channels }| {
        let kind = match channels {
            Channels::Grey => ExtendedColorType::L8,
            Channels::Colour => ExtendedColorType::Rgb8,
        };
        let mut jpeg = Vec::new();
        let pixels = vec![128; width as usize * channels.count()];
        JpegEncoder::new(&mut jpeg).write_image(&pixels, width, 1, kind).ok()?;
        Some(jpeg)
    })?;
    let pdf = catch_panic(|| Pdf::new(Arc::new(copy)))?.ok()?;
    Some((photos, pdf))
}

/// Encodes opaque pixels as a PNG. Pages are opaque, so the alpha bytes are dropped.
fn encode_png(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let colours: Vec<u8> =
        pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&colours, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| PictureError(format!("the image cannot be encoded: {error}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, Options};

    /// Returns the brightness of each pixel of the first page at `scale`, averaged to a scale of 1.
    fn draw_grey(pdf: &[u8], scale: usize) -> Vec<f32> {
        let average = |page: &PagePixels| {
            let (width, height) = (page.width / scale, page.height / scale);
            let mut grey = vec![0.0; width * height];
            for (index, pixel) in page.bytes.chunks(4).enumerate() {
                let (x, y) = (index % page.width / scale, index / page.width / scale);
                grey[y * width + x] += f32::from(pixel[1]) / (scale * scale) as f32;
            }
            grey
        };
        map_page_pixels(pdf, scale as f32, |_, page| average(page)).unwrap().remove(0)
    }

    #[test]
    fn letters_look_the_same_at_any_position_and_resolution() {
        let text = "title: A\ntheme: science\nslides:\n  - title: The model\n    text: \
                    hhhhhhhhhhhhhhhhhhhhhhhh thththhh h h h h h h h h h h h h abcdefghijklmn\n";
        let input = Input::Text { path: "a.yaml".into(), text: text.to_owned() };
        let pdf = crate::render(input, &Options::default()).pdf.unwrap();
        let (small, large) = (draw_grey(&pdf, 1), draw_grey(&pdf, 4));
        let most = small.iter().zip(&large).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(most < 80.0, "{most}");
    }
}
