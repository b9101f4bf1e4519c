//! A few pages as pictures: what a text snapshot does not see. `UPDATE_PAGES=1 cargo test --test pages` draws them anew.
//!
//! The pages are drawn by hayro, a PDF renderer that is not ours, so a fault of the PDF shows too.
#![allow(clippy::disallowed_methods, reason = "tests read and write their references")]

use std::path::Path;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::RgbaImage;
use plenary::{Input, Options};

/// Page, from 1, and the name of its picture.
const KEPT: [(usize, &str); 4] = [(1, "cover"), (4, "cascade"), (12, "question"), (14, "checklist")];

/// Size of the pictures relative to the page.
const SCALE: f32 = 0.5;

/// How much a channel may differ before a pixel counts as different: faint differences come of rounding.
const FAINT: u8 = 24;

fn drawn() -> Vec<RgbaImage> {
    let outline = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides.yaml");
    let pdf = plenary::render(Input::File(outline), &Options::default()).pdf.expect("the session deck is sound");
    let pdf = Pdf::new(pdf).expect("the PDF can be read");
    let cache = RenderCache::new();
    let size = PixmapSettings { x_scale: SCALE, y_scale: SCALE, ..PixmapSettings::default() };
    KEPT.iter()
        .map(|(page, _)| {
            let page = &pdf.pages()[page - 1];
            let page = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &size);
            let (width, height) = (u32::from(page.width()), u32::from(page.height()));
            RgbaImage::from_raw(width, height, page.data_as_u8_slice().to_vec()).expect("four bytes a pixel")
        })
        .collect()
}

#[test]
fn pages_look_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    for ((_, name), now) in KEPT.iter().zip(&drawn()) {
        let path = folder.join(format!("{name}.png"));
        if std::env::var_os("UPDATE_PAGES").is_some() {
            now.save(&path).expect("the reference can be written");
        }
        let reference = image::open(&path).expect("the reference is there").to_rgba8();
        assert_eq!(reference.dimensions(), now.dimensions(), "{name}");
        let differs = |(a, b): &(&image::Rgba<u8>, &image::Rgba<u8>)| a.0.iter().zip(&b.0).any(|(a, b)| a.abs_diff(*b) > FAINT);
        let different = reference.pixels().zip(now.pixels()).filter(differs).count();
        let share = different as f64 / (reference.width() * reference.height()) as f64;
        assert!(share < 0.002, "{name}: {:.2} % of the pixels differ", share * 100.0);
    }
}
