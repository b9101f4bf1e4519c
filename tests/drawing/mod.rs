//! Draws pages as pictures. They are drawn from the finished PDF, with a library that did not write
//! it.

use std::path::Path;
use std::sync::Arc;

use image::RgbImage;
use plenary::export::PdfRenderer;
use plenary::show::StepSelection;
use plenary::{Input, Options, PdfOptions};

/// Size of the pictures in pixels, relative to the page in pt.
const PICTURE_SCALE: f32 = 0.5;

/// Maximum difference of a colour channel. Smaller differences are due to rounding.
const MAX_CHANNEL_DIFFERENCE: u8 = 24;

/// Draws pages (numbered from 1) of the outline at `path`, relative to the project, in its theme or
/// in another one. Every slide is one page.
pub fn draw_pages(path: &str, theme: Option<&str>, pages: &[usize]) -> Vec<RgbImage> {
    let outline = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let options = Options {
        theme: theme.map(str::to_owned),
        pdf: PdfOptions { steps: StepSelection::Last, ..PdfOptions::default() },
        ..Options::default()
    };
    let pdf = plenary::render(Input::File(outline), &options)
        .pdf
        .unwrap_or_else(|| panic!("{path} has no errors"));
    let pages_of_pdf = PdfRenderer::new(Arc::new(pdf)).expect("the PDF can be read");
    let draw = |page: &usize| {
        let (width, _) = pages_of_pdf.page_size(page - 1).expect("the page exists");
        let png = pages_of_pdf.render_png(page - 1, (width * PICTURE_SCALE) as u16);
        image::load_from_memory(&png.expect("the page can be drawn")).expect("a picture").to_rgb8()
    };
    pages.iter().map(draw).collect()
}

/// Compares a picture with the reference at `path`, which is replaced first if `update`. Returns a
/// description of the difference.
pub fn compare_picture(now: &RgbImage, path: &Path, update: bool) -> Option<String> {
    if update {
        now.save(path).expect("the reference can be written");
    }
    let Ok(reference) = image::open(path) else {
        return Some(format!("{} is missing", path.display()));
    };
    let reference = reference.to_rgb8();
    if reference.dimensions() != now.dimensions() {
        return Some(format!("{} has another size", path.display()));
    }
    let differs = |(a, b): &(&image::Rgb<u8>, &image::Rgb<u8>)| {
        a.0.iter().zip(&b.0).any(|(a, b)| a.abs_diff(*b) > MAX_CHANNEL_DIFFERENCE)
    };
    let different = reference.pixels().zip(now.pixels()).filter(differs).count();
    let share = different as f64 / f64::from(reference.width() * reference.height());
    (share >= 0.002)
        .then(|| format!("{}: {:.2} % of the pixels differ", path.display(), share * 100.0))
}
