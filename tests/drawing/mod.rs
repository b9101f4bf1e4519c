//! Pages as pictures, drawn by hayro, a PDF renderer that is not ours, so that a fault of the PDF shows, too.

use std::path::Path;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::RgbImage;
use plenary::show::Steps;
use plenary::{Input, Options};

/// Size of the pictures relative to the page.
const SCALE: f32 = 0.5;

/// How much a channel may differ before a pixel counts as different: faint differences come of rounding.
const FAINT: u8 = 24;

/// Draws pages (from 1) of the outline at `path`, which is relative to the project; every slide is one page.
pub fn drawn(path: &str, pages: &[usize]) -> Vec<RgbImage> {
    let outline = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let options = Options { steps: Steps::Last, ..Options::default() };
    let pdf = plenary::render(Input::File(outline), &options).pdf.unwrap_or_else(|| panic!("{path} is sound"));
    let pdf = Pdf::new(pdf).expect("the PDF can be read");
    let cache = RenderCache::new();
    let size = PixmapSettings { x_scale: SCALE, y_scale: SCALE, ..PixmapSettings::default() };
    let draw = |page: &usize| {
        let page = &pdf.pages()[page - 1];
        let page = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &size);
        let (width, height) = (u32::from(page.width()), u32::from(page.height()));
        // Pages are opaque: the fourth byte says nothing.
        let bytes = page.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        RgbImage::from_raw(width, height, bytes).expect("three bytes a pixel")
    };
    pages.iter().map(draw).collect()
}

/// Compares a picture with the one kept at `path`, or keeps it if `update`; says what is wrong.
pub fn compare(now: &RgbImage, path: &Path, update: bool) -> Option<String> {
    if update {
        now.save(path).expect("the reference can be written");
    }
    let Ok(reference) = image::open(path) else { return Some(format!("{} is missing", path.display())) };
    let reference = reference.to_rgb8();
    if reference.dimensions() != now.dimensions() {
        return Some(format!("{} has another size", path.display()));
    }
    let differs = |(a, b): &(&image::Rgb<u8>, &image::Rgb<u8>)| a.0.iter().zip(&b.0).any(|(a, b)| a.abs_diff(*b) > FAINT);
    let different = reference.pixels().zip(now.pixels()).filter(differs).count();
    let share = different as f64 / f64::from(reference.width() * reference.height());
    (share >= 0.002).then(|| format!("{}: {:.2} % of the pixels differ", path.display(), share * 100.0))
}
