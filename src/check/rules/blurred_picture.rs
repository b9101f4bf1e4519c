#![doc = include_str!("../../diagnostic/explain/E0616.md")]

use std::collections::BTreeMap;

use crate::assets::ImageData;
use crate::check::{Level, Limit, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::ItemKind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "blurred_picture",
    code: Code::LowResolutionImage,
    level: Level::Warn,
    limit: Some(Limit { key: "least", default: 96.0, unit: "pixels per inch" }),
    run: Some(check_blurred_picture),
};

/// Width in inches of the screen that the page is shown on: 960 pt.
const SCREEN_WIDTH_INCHES: f32 = 960.0 / 72.0;
/// Width of that screen in pixels.
const SCREEN_WIDTH_PIXELS: f32 = 1920.0;

fn check_blurred_picture(context: &LintContext<'_>, limit: f32) -> Vec<Diagnostic> {
    // A picture may appear on many pages; the largest size counts.
    let mut coarsest: BTreeMap<Span, (f32, f32, f32)> = BTreeMap::new();
    for page in &context.scene.pages {
        for item in &page.items {
            let (ItemKind::Image(placed), Some(span)) = (&item.kind, item.span) else { continue };
            if matches!(placed.image.data, ImageData::Svg(_)) || placed.rect.width <= 0.0 {
                continue;
            }
            let inches = placed.rect.width / page.size.width * SCREEN_WIDTH_INCHES;
            let pixels = placed.image.size.width;
            let entry = coarsest.entry(span).or_insert((f32::INFINITY, 0.0, 0.0));
            if pixels / inches < entry.0 {
                *entry =
                    (pixels / inches, pixels, inches / SCREEN_WIDTH_INCHES * SCREEN_WIDTH_PIXELS);
            }
        }
    }
    let coarse = coarsest.into_iter().filter(|(_, (resolution, ..))| *resolution < limit);
    coarse
        .map(|(span, (resolution, pixels, wanted))| {
            let unit = if pixels.round() == 1.0 { "pixel" } else { "pixels" };
            let message = format!(
                "this picture looks blurred at this size: it is {pixels:.0} {unit} wide \
                         ({resolution:.0} per inch), but is shown {wanted:.0} pixels wide"
            );
            Diagnostic::warning(Code::LowResolutionImage, message, span).with_help(format!(
                "use a picture that is {wanted:.0} pixels wide, or show it \
                                    smaller with `width:`"
            ))
        })
        .collect()
}
