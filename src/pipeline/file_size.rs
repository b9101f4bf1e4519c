//! Warns about a PDF that is too large to send.

use std::cmp::Reverse;

use crate::assets::{Image, ImageData};
use crate::check::{Level, LintSettings, rule_by_code};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::scene::Scene;

/// The number of pictures that the warning names.
const MAX_NAMED_PICTURES: usize = 3;
/// The resolution that the warning advises, in pixels per inch: that of a projector.
const ADVISED_DPI: u32 = 150;

/// Returns a warning if a PDF is larger than its deck allows. It names the largest pictures.
pub(super) fn report_large_pdf(
    pdf: &[u8],
    scene: &Scene,
    settings: &LintSettings,
) -> Option<Diagnostic> {
    let rule = rule_by_code(Code::LargePdf)?;
    let megabytes = pdf.len() as f32 / 1e6;
    let (level, limit) = (settings.level(rule), settings.limit(rule));
    if level == Level::Off || megabytes <= limit {
        return None;
    }
    let mut pictures = scene.raster_images();
    pictures.sort_by_key(|image| Reverse(estimate_bytes(image)));
    let names: Vec<String> =
        pictures.iter().take(MAX_NAMED_PICTURES).map(|image| describe_picture(image)).collect();
    let message = format!("the PDF has {megabytes:.1} MB, more than {limit} MB");
    let warning = Diagnostic::warning_without_span(Code::LargePdf, message);
    let mut warning = match names.as_slice() {
        [] => warning.with_help("`plenary render --size` shows what takes the space"),
        names => warning.with_help(format!(
            "limit the resolution of pictures with `max_dpi: {ADVISED_DPI}` at the top of the \
             outline, or with `--max-dpi {ADVISED_DPI}`; the largest: {}",
            names.join(", ")
        )),
    };
    if level == Level::Error {
        warning.severity = Severity::Error;
    }
    Some(warning)
}

fn describe_picture(image: &Image) -> String {
    let (width, height) = (image.size.width, image.size.height);
    let size = match &image.data {
        ImageData::Jpeg(bytes) | ImageData::Png(bytes) => {
            format!(", {:.1} MB", bytes.len() as f32 / 1e6)
        }
        ImageData::Pixels(_) | ImageData::Svg(_) => String::new(),
    };
    format!("`{}` ({width} × {height} pixels{size})", image.name)
}

/// Returns about how many bytes a picture takes in the PDF.
fn estimate_bytes(image: &Image) -> usize {
    match &image.data {
        ImageData::Jpeg(bytes) | ImageData::Png(bytes) => bytes.len(),
        // Compressed, a pixel takes about a byte.
        ImageData::Pixels(pixels) => pixels.width as usize * pixels.height as usize,
        ImageData::Svg(_) => 0,
    }
}
