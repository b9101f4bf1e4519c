//! Pages of a PDF as pictures. The only file that knows the libraries that draw PDFs.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use rayon::prelude::*;

/// Why a PDF's pages cannot be drawn, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureError(pub String);

/// Every page as a PNG without transparency; `pixels` gives the width and height of a page of a
/// size in pt.
///
/// # Errors
///
/// That the bytes are no PDF, or that a page would have more pixels than a picture can.
pub fn render_png(
    pdf: &[u8],
    pixels: impl Fn(f32, f32) -> (f32, f32) + Sync,
) -> Result<Vec<Vec<u8>>, PictureError> {
    let pdf = parse_pdf(pdf)?;
    pdf.pages().par_iter().map(|page| render_page_png(page, &pixels)).collect()
}

/// A page as a PNG; `pixels` gives its width and height in pixels from those in pt.
fn render_page_png(
    page: &Page<'_>,
    pixels: impl Fn(f32, f32) -> (f32, f32),
) -> Result<Vec<u8>, PictureError> {
    let (width, height) = page.render_dimensions();
    let (wide, high) = pixels(width, height);
    // What the drawing library counts pixels with.
    let most = f32::from(u16::MAX);
    if !(wide <= most && high <= most && wide >= 1.0 && high >= 1.0) {
        return Err(PictureError(format!(
            "a picture of {wide:.0} × {high:.0} pixels cannot be made"
        )));
    }
    let size = PixmapSettings { x_scale: wide / width, y_scale: high / height, bg_color: WHITE };
    let drawn = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &size,
    );
    encode_png(drawn.data_as_u8_slice(), u32::from(drawn.width()), u32::from(drawn.height()))
}

/// A page as pixels.
#[derive(Clone, Debug)]
pub struct PagePixels {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Red, green and blue of each pixel and a fourth byte, rows from the top.
    pub bytes: Vec<u8>,
}

/// Every page as pixels on white, `scale` of them to a pt.
///
/// # Errors
///
/// That the bytes are no PDF.
pub fn render_pixels(pdf: &[u8], scale: f32) -> Result<Vec<PagePixels>, PictureError> {
    let pdf = parse_pdf(pdf)?;
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let draw = |page: &Page<'_>| {
        let drawn = hayro::render(
            page,
            &RenderCache::new(),
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &size,
        );
        let (width, height) = (usize::from(drawn.width()), usize::from(drawn.height()));
        PagePixels { width, height, bytes: drawn.data_as_u8_slice().to_vec() }
    };
    Ok(pdf.pages().par_iter().map(draw).collect())
}

/// Every page as an SVG drawing, words as outlines.
///
/// # Errors
///
/// That the bytes are no PDF.
pub fn render_svg(pdf: &[u8]) -> Result<Vec<String>, PictureError> {
    let drawer = PdfRenderer(parse_pdf(pdf)?);
    (0..drawer.page_count()).map(|page| drawer.render_svg(page)).collect()
}

/// A PDF that is drawn a page at a time; it is read once.
pub struct PdfRenderer(Pdf);

impl std::fmt::Debug for PdfRenderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drawer of {} pages", self.page_count())
    }
}

impl PdfRenderer {
    /// Reads a PDF.
    ///
    /// # Errors
    ///
    /// That the bytes are no PDF.
    pub fn new(pdf: Arc<Vec<u8>>) -> Result<Self, PictureError> {
        Pdf::new(pdf).map(Self).map_err(|error| PictureError(explain_load_error(&error).to_owned()))
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.0.pages().len()
    }

    /// Width and height of a page, counted from 0, in pt.
    pub fn page_size(&self, page: usize) -> Option<(f32, f32)> {
        self.0.pages().get(page).map(Page::render_dimensions)
    }

    /// A page, counted from 0, as an SVG drawing, words as outlines.
    ///
    /// # Errors
    ///
    /// That there is no such page.
    pub fn render_svg(&self, page: usize) -> Result<String, PictureError> {
        let settings = hayro_svg::SvgRenderSettings { bg_color: [255, 255, 255, 255] };
        let cache = hayro_svg::RenderCache::new();
        Ok(hayro_svg::convert(
            self.get_page(page)?,
            &cache,
            &InterpreterSettings::default(),
            &settings,
        ))
    }

    /// A page, counted from 0, as a PNG of this width in pixels, without transparency.
    ///
    /// # Errors
    ///
    /// That there is no such page, or that it would have more pixels than a picture can.
    pub fn render_png(&self, page: usize, width: u16) -> Result<Vec<u8>, PictureError> {
        render_page_png(self.get_page(page)?, |wide, high| {
            (f32::from(width), (f32::from(width) * high / wide).round())
        })
    }

    fn get_page(&self, page: usize) -> Result<&Page<'_>, PictureError> {
        self.0
            .pages()
            .get(page)
            .ok_or_else(|| PictureError(format!("there is no page {}", page + 1)))
    }
}

/// Why a PDF cannot be read, in words.
fn explain_load_error(error: &LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "the PDF is protected by a password; save it without one first, with the program that made it or a PDF reader"
        }
        LoadPdfError::Decryption(_) => "the PDF is encrypted in a way that is not known here",
        LoadPdfError::Invalid => "this is not a PDF that can be read",
    }
}

fn parse_pdf(pdf: &[u8]) -> Result<Pdf, PictureError> {
    Pdf::new(Arc::new(pdf.to_vec()))
        .map_err(|_| PictureError("the PDF cannot be read back".to_owned()))
}

/// Opaque pixels as a PNG; pages are opaque, so the fourth byte of each says nothing.
fn encode_png(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let colours: Vec<u8> =
        pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&colours, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| PictureError(format!("the picture cannot be written: {error}")))?;
    Ok(bytes)
}
