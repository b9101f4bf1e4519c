//! The contrast of icons whose colour the author set.

use super::LintContext;
use super::background::{blend_over, find_flat_colour};
use crate::deck::{BlockKind, Slide};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{Colour, ItemKind, Page};
use crate::source::Span;

/// Minimum contrast of graphics (WCAG 2.2, 1.4.11).
const MIN_CONTRAST: f32 = 3.0;

/// Reports icons that are hard to see on what is below them.
pub(crate) fn report_pale_icons(context: &LintContext<'_>) -> Vec<Diagnostic> {
    let blocks = context.deck.slides.iter().flat_map(Slide::all_blocks);
    let coloured = blocks.filter(|block| match &block.kind {
        BlockKind::Icon(icon) => icon.colour.is_some(),
        _ => false,
    });
    let report = |span: Span| {
        let pages = context.scene.pages.iter();
        let contrast = pages.filter_map(|page| icon_contrast(page, span)).reduce(f32::min)?;
        // Rounded down, because 2.99 is not 3.
        let shown = (contrast * 10.0).floor() / 10.0;
        let message = format!(
            "this icon has a contrast of {shown:.1}:1 against its background; at least \
             {MIN_CONTRAST}:1 is needed"
        );
        let diagnostic = Diagnostic::warning(Code::LowContrast, message, span.start_point());
        let help = "choose a darker or lighter `colour`, or leave it to the theme";
        (contrast < MIN_CONTRAST).then(|| diagnostic.with_help(help))
    };
    coloured.filter_map(|block| report(block.span)).collect()
}

/// Returns the contrast of the icon at a place of the outline, if its ground has one colour.
fn icon_contrast(page: &Page, span: Span) -> Option<f32> {
    let is_icon = |kind: &ItemKind| match kind {
        ItemKind::Shape(shape) => shape.fill.is_none() && shape.stroke.is_some(),
        _ => false,
    };
    let at = page.items.iter().position(|item| item.span == Some(span) && is_icon(&item.kind))?;
    let ItemKind::Shape(shape) = &page.items[at].kind else { return None };
    let colour: Colour = shape.stroke.as_ref()?.colour;
    let ground = find_flat_colour(page.items[..at].iter(), shape.bounds())?;
    Some(blend_over(colour, ground).contrast_ratio(ground))
}
