#![doc = include_str!("../../diagnostic/explain/E0615.md")]

use std::collections::BTreeMap;

use crate::check::background::{blend_over, find_flat_colour, measure_backgrounds};
use crate::check::icon_contrast::report_pale_icons;
use crate::check::{Level, LintContext, Rule, page, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::export::PagePixels;
use crate::geometry::Rect;
use crate::scene::{
    ArtifactKind, Colour, FitAdjustment, GlyphRun, Item, ItemKind, Page, Paint, Role, SlideFit,
};
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

/// Reports diagrams in which a colour that the author set would have too little contrast.
fn report_recoloured_diagrams(context: &LintContext<'_>) -> Vec<Diagnostic> {
    let is_recoloured =
        |fit: &&SlideFit| fit.adjustments.contains(&FitAdjustment::DiagramRecoloured);
    let report = |fit: &SlideFit| {
        Diagnostic::warning(
            Code::LowContrast,
            "a colour in this diagram has too little contrast, and is replaced",
            context.find_diagram(fit),
        )
        .with_help(
            "text needs a contrast of 4.5:1 with what is below it, lines and outlines 3:1; choose \
             a darker or lighter colour, or leave the colours to the theme",
        )
    };
    context.scene.fits.iter().filter(is_recoloured).map(report).collect()
}

fn check_contrast(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut worst: BTreeMap<(usize, Span), LowContrastText> = BTreeMap::new();
    let mut undecided = Vec::new();
    for (index, page) in context.scene.pages.iter().enumerate() {
        let texts = measure_flat_grounds(context, page, &mut worst);
        if !texts.is_empty() {
            undecided.push((index, texts));
        }
    }
    let pages: Vec<usize> = undecided.iter().map(|&(page, _)| page).collect();
    let measured = measure_backgrounds(context.scene, context.fonts, &pages, |index, ground| {
        let (page, texts) = &undecided[index];
        let page = &context.scene.pages[*page];
        let measure = |text: &TextOnPicture| measure_contrast(text, page, ground);
        texts.iter().map(measure).collect::<Vec<f32>>()
    });
    for ((page, texts), contrasts) in undecided.iter().zip(measured) {
        let page = &context.scene.pages[*page];
        for (text, contrast) in texts.iter().zip(contrasts) {
            record_contrast(context, page, text.item, contrast, &mut worst);
        }
    }
    let mut reported: Vec<Span> = Vec::new();
    let mut diagnostics = report_recoloured_diagrams(context);
    diagnostics.extend(report_pale_icons(context));
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
                "choose a darker or lighter `background`, a picture with fewer details, or another \
                 text colour in the theme (`colours:`)",
            ));
        }
    }
    diagnostics
}

/// A text whose ground is known only when the page is drawn.
struct TextOnPicture<'p> {
    item: &'p Item,
    colour: Colour,
    letters: Rect,
}

/// Records the contrast of the texts of a page that are on one colour. Returns the others.
fn measure_flat_grounds<'p>(
    context: &LintContext<'_>,
    page: &'p Page,
    worst: &mut BTreeMap<(usize, Span), LowContrastText>,
) -> Vec<TextOnPicture<'p>> {
    let mut undecided = Vec::new();
    let page_bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
    for item in &page.items {
        let ItemKind::Text(run) = &item.kind else { continue };
        let Some(letters) = page::letter_bounds(run, context.fonts) else { continue };
        if is_ornament(item) || is_bracket_piece(run) {
            continue;
        }
        // What is outside the page has no ground; another rule reports it.
        if !page_bounds.contains(letters, 1.0) {
            continue;
        }
        let is_ground = |other: &&Item| !is_sign_of_formula(context, other, item, run.colour);
        match find_flat_colour(page.items.iter().filter(is_ground), letters) {
            Some(ground) => {
                let contrast = blend_over(run.colour, ground).contrast_ratio(ground);
                record_contrast(context, page, item, contrast, worst);
            }
            None => undecided.push(TextOnPicture { item, colour: run.colour, letters }),
        }
    }
    undecided
}

/// Whether a text is a part of the design, such as the large number of a section.
fn is_ornament(item: &Item) -> bool {
    item.element.is_none() && item.artifact_kind == ArtifactKind::Background
}

/// Whether a text is a piece of a tall bracket (Unicode block “Miscellaneous Technical”), which the
/// other pieces overlap.
fn is_bracket_piece(run: &GlyphRun) -> bool {
    run.shown_text().chars().all(|c| matches!(c, '\u{239b}'..='\u{23b3}'))
}

/// Whether `shape` is a part of the formula of `text` that is drawn in the colour of its letters: a
/// stroke through them, a frame, a rule.
fn is_sign_of_formula(
    context: &LintContext<'_>,
    shape: &Item,
    text: &Item,
    colour: Colour,
) -> bool {
    let ItemKind::Shape(drawn) = &shape.kind else { return false };
    let is_formula = |role: Role| matches!(role, Role::Formula | Role::InlineFormula);
    let fill = drawn.fill.as_ref().map(|fill| matches!(fill, Paint::Solid(own) if *own == colour));
    let stroke = drawn.stroke.map(|stroke| stroke.colour == colour);
    shape.element.is_some()
        && shape.element == text.element
        && fill.or(stroke) == Some(true)
        && page::is_inside(&context.scene.structure, shape.element, is_formula)
}

/// Records the contrast of a text if it is too low, and lower than that of other parts of it.
fn record_contrast(
    context: &LintContext<'_>,
    page: &Page,
    item: &Item,
    contrast: f32,
    worst: &mut BTreeMap<(usize, Span), LowContrastText>,
) {
    let ItemKind::Text(run) = &item.kind else { return };
    let required = required_contrast(context, page, run);
    if contrast >= required {
        return;
    }
    let slide = context.slide_span(&context.deck.slides[page.slide]);
    let span = item.span.filter(|span| span.start < span.end).unwrap_or(slide);
    let pale = LowContrastText { words: words::shorten_text(run.shown_text()), contrast, required };
    let entry = worst.entry((page.slide, span)).or_insert_with(|| pale.clone());
    if contrast < entry.contrast {
        *entry = pale;
    }
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

/// Measures the contrast of a text against the pixels below its letters, without the palest
/// twentieth.
fn measure_contrast(text: &TextOnPicture<'_>, page: &Page, ground: &PagePixels) -> f32 {
    let TextOnPicture { colour, letters, .. } = *text;
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
