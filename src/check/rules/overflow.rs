#![doc = include_str!("../../diagnostic/explain/E0613.md")]

use crate::check::{Level, LintContext, Rule, page, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::scene::{Item, ItemKind, Page, Role};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "overflow",
    code: Code::Overflow,
    level: Level::Warn,
    limit: None,
    run: Some(check_overflow),
};

/// Tolerance for rounding, in pt.
const TOLERANCE_PT: f32 = 1.0;

fn check_overflow(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for page in &context.scene.pages {
        let slide = context.slide_span(&context.deck.slides[page.slide]);
        for (span, message) in check_page(context, page) {
            let place = span.filter(|span| span.start < span.end).unwrap_or(slide);
            let diagnostic = Diagnostic::warning(Code::Overflow, message, place);
            diagnostics.push(
                diagnostic.with_help("put less on the slide, or set smaller margins in the theme"),
            );
        }
    }
    diagnostics
}

/// Returns what is outside the page, and text that overlaps other text.
fn check_page(context: &LintContext<'_>, page: &Page) -> Vec<(Option<Span>, String)> {
    let bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
    let mut problems = Vec::new();
    let mut texts: Vec<(&Item, Rect, &str)> = Vec::new();
    for item in &page.items {
        let (rect, what) = match &item.kind {
            ItemKind::Text(run) => {
                let Some(rect) = page::letter_bounds(run, context.fonts) else { continue };
                let shown = run.shown_text();
                texts.push((item, rect, shown));
                let is_formula = |role: Role| matches!(role, Role::Formula | Role::InlineFormula);
                // A formula has many runs and is reported once.
                match page::is_inside(&context.scene.structure, item.element, is_formula) {
                    true => (rect, "a formula".to_owned()),
                    false => (rect, format!("“{}”", words::shorten_text(shown))),
                }
            }
            ItemKind::Image(image) => {
                // A picture without a clip is drawn as it is placed; one that fills its frame is
                // clipped to it.
                let rect = image.window();
                // Nobody sees that the transparent margin of a logo is outside.
                let is_inside = bounds.contains(rect, TOLERANCE_PT);
                (if is_inside { rect } else { image.visible_rect() }, "a picture".to_owned())
            }
            ItemKind::Shape(_) | ItemKind::Link(_) | ItemKind::Media(_) | ItemKind::Clip(_) => {
                continue;
            }
        };
        if !bounds.contains(rect, TOLERANCE_PT) {
            let problem = (item.span, format!("{what} is outside the page"));
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    for (index, (item, rect, shown)) in texts.iter().enumerate() {
        let covers = |(other, place, _): &&(&Item, Rect, &str)| {
            (other.span != item.span || other.element != item.element)
                && overlap_share(*rect, *place) > 0.2
        };
        if let Some((_, _, other)) = texts[..index].iter().find(covers) {
            let (over, under) = (words::shorten_text(shown), words::shorten_text(other));
            problems.push((item.span, format!("“{over}” overlaps “{under}”")));
        }
    }
    problems
}

/// Returns the share of the smaller rectangle that the other one covers.
fn overlap_share(a: Rect, b: Rect) -> f32 {
    let width = a.right().min(b.right()) - a.x.max(b.x);
    let height = a.bottom().min(b.bottom()) - a.y.max(b.y);
    let smaller = (a.width * a.height).min(b.width * b.height).max(0.01);
    if width > 0.0 && height > 0.0 { width * height / smaller } else { 0.0 }
}
