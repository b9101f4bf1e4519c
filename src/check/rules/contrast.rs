#![doc = include_str!("../../diagnostic/explain/E0615.md")]

use std::collections::BTreeMap;

use crate::check::background::draw_backgrounds;
use crate::check::{Level, LintContext, Rule, page, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::export::PagePixels;
use crate::geometry::Rect;
use crate::scene::{Colour, GlyphRun, ItemKind, Page};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "contrast",
    code: Code::LowContrast,
    level: Level::Warn,
    limit: None,
    run: Some(check_contrast),
};

/// Minimum contrast of text, and of large text (WCAG 2.2, 1.4.3).
const MIN_CONTRAST: f32 = 4.5;
const MIN_CONTRAST_LARGE: f32 = 3.0;
/// Sizes in pt at which text counts as large, regular and bold (WCAG 2.2, definition "large
/// scale").
const LARGE_SIZE_PT: f32 = 18.0;
const LARGE_BOLD_SIZE_PT: f32 = 14.0;
const BOLD_WEIGHT: u16 = 700;
/// Page width in pt that these sizes refer to.
const REFERENCE_PAGE_WIDTH_PT: f32 = 960.0;
/// Share of the background pixels that may have less contrast: specks in a picture.
const MAX_IGNORED_SHARE: f32 = 0.05;

fn check_contrast(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let grounds = draw_backgrounds(context.scene, context.fonts);
    let mut worst: BTreeMap<(usize, Span), LowContrastText> = BTreeMap::new();
    for (page, ground) in context.scene.pages.iter().zip(&grounds) {
        for item in &page.items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let Some(letters) = page::letter_bounds(run, context.fonts) else { continue };
            let wanted = required_contrast(context, page, run);
            let contrast = measure_contrast(run.colour, letters, page, ground);
            if contrast < wanted {
                let slide = context.slide_span(&context.deck.slides[page.slide]);
                let span = item.span.filter(|span| span.start < span.end).unwrap_or(slide);
                let pale = LowContrastText {
                    words: words::shorten_text(page::run_text(run)),
                    contrast,
                    required: wanted,
                };
                let entry = worst.entry((page.slide, span)).or_insert_with(|| pale.clone());
                if contrast < entry.contrast {
                    *entry = pale;
                }
            }
        }
    }
    let mut reported: Vec<Span> = Vec::new();
    let mut diagnostics = Vec::new();
    for ((_, span), pale) in worst {
        // Text that repeats on every slide is reported once.
        if !reported.contains(&span) {
            reported.push(span);
            // Rounded down, because 4.49 is not 4.5.
            let contrast = (pale.contrast * 10.0).floor() / 10.0;
            let message = format!(
                "“{}” has a contrast of {contrast:.1}:1 against its background; at least {}:1 is \
                 needed",
                pale.words, pale.required
            );
            let diagnostic = Diagnostic::warning(Code::LowContrast, message, span);
            diagnostics.push(diagnostic.with_help(
                "choose a darker or lighter background, a picture with fewer details, or \
                                another text colour in the theme",
            ));
        }
    }
    diagnostics
}

/// Text with too little contrast.
#[derive(Clone)]
struct LowContrastText {
    words: String,
    contrast: f32,
    required: f32,
}

fn required_contrast(context: &LintContext<'_>, page: &Page, run: &GlyphRun) -> f32 {
    let size = run.size * REFERENCE_PAGE_WIDTH_PT / page.size.width;
    let is_bold = context.fonts.get(run.face).weight >= BOLD_WEIGHT;
    if size >= LARGE_SIZE_PT || (is_bold && size >= LARGE_BOLD_SIZE_PT) {
        MIN_CONTRAST_LARGE
    } else {
        MIN_CONTRAST
    }
}

/// Measures the contrast of `colour` against the pixels below `letters`, without the palest
/// twentieth.
fn measure_contrast(colour: Colour, letters: Rect, page: &Page, ground: &PagePixels) -> f32 {
    let scale = (ground.width as f32 / page.size.width, ground.height as f32 / page.size.height);
    let range = |from: f32, to: f32, scale: f32, end: usize| {
        let last = end.saturating_sub(1);
        let first = ((from * scale).round().max(0.0) as usize).min(last);
        first..((to * scale).round().max(0.0) as usize).clamp(first + 1, end.max(first + 1))
    };
    let rows = range(letters.y, letters.bottom(), scale.1, ground.height);
    let columns = range(letters.x, letters.right(), scale.0, ground.width);
    let mut ratios: Vec<f32> = Vec::with_capacity(rows.len() * columns.len());
    let mut last: Option<([u8; 4], f32)> = None;
    for row in rows {
        for column in columns.clone() {
            let at = (row * ground.width + column) * 4;
            let Some(&[r, g, b, a]) = ground.bytes.get(at..at + 4) else { continue };
            // Neighbouring pixels are mostly alike, and computing the ratio takes longer than
            // comparing.
            let ratio = match last {
                Some((pixel, ratio)) if pixel == [r, g, b, a] => ratio,
                _ => {
                    let background = blend_over(Colour { r, g, b, a }, Colour::WHITE);
                    blend_over(colour, background).contrast_ratio(background)
                }
            };
            last = Some(([r, g, b, a], ratio));
            ratios.push(ratio);
        }
    }
    ratios.sort_by(f32::total_cmp);
    ratios.get((ratios.len() as f32 * MAX_IGNORED_SHARE) as usize).copied().unwrap_or(21.0)
}

/// Blends a colour over an opaque one.
fn blend_over(colour: Colour, background: Colour) -> Colour {
    let opacity = f32::from(colour.a) / 255.0;
    let mix = |top: u8, under: u8| {
        (f32::from(top) * opacity + f32::from(under) * (1.0 - opacity)).round() as u8
    };
    Colour::rgb(
        mix(colour.r, background.r),
        mix(colour.g, background.g),
        mix(colour.b, background.b),
    )
}
