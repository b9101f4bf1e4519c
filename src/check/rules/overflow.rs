#![doc = include_str!("../../diagnostic/explain/E0613.md")]

use crate::check::{Level, LintContext, Rule, page, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::scene::{Item, ItemKind, Page};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "overflow",
    code: Code::Overflow,
    level: Level::Warn,
    limit: None,
    run: Some(check_overflow),
};

/// How far something may stick out, in pt: the rounding of a measure.
const TOLERANCE_PT: f32 = 1.0;

fn check_overflow(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in &subject.scene.pages {
        let slide = subject.slide_span(&subject.deck.slides[page.slide]);
        for (span, message) in check_page(subject, page) {
            let place = span.filter(|span| span.start < span.end).unwrap_or(slide);
            let finding = Diagnostic::warning(Code::Overflow, message, place);
            found.push(
                finding.with_help("give the slide less to hold, or the theme smaller margins"),
            );
        }
    }
    found
}

/// What lies outside a page, and what lies on top of something else.
fn check_page(subject: &LintContext<'_>, page: &Page) -> Vec<(Option<Span>, String)> {
    let bounds = Rect::new(0.0, 0.0, page.size.width, page.size.height);
    let mut found = Vec::new();
    let mut texts: Vec<(&Item, Rect, &str)> = Vec::new();
    for item in &page.items {
        let (rect, what) = match &item.kind {
            ItemKind::Text(run) => {
                let Some(rect) = page::letter_bounds(run, subject.fonts) else { continue };
                let shown = page::run_text(run);
                texts.push((item, rect, shown));
                (rect, format!("“{}”", words::shorten_text(shown)))
            }
            ItemKind::Image(image) => {
                // A picture that nobody cut is drawn where it is; one that covers its place is cut
                // to it.
                (image.clip.map_or(image.rect, |(seen, _)| seen), "a picture".to_owned())
            }
            ItemKind::Shape(_) | ItemKind::Link(_) | ItemKind::Clip(_) => continue,
        };
        if !bounds.contains(rect, TOLERANCE_PT) {
            found.push((item.span, format!("{what} lies outside the page")));
        }
    }
    for (index, (item, rect, shown)) in texts.iter().enumerate() {
        let covers = |(other, place, _): &&(&Item, Rect, &str)| {
            (other.span != item.span || other.element != item.element)
                && overlap_share(*rect, *place) > 0.2
        };
        if let Some((_, _, other)) = texts[..index].iter().find(covers) {
            let (over, under) = (words::shorten_text(shown), words::shorten_text(other));
            found.push((item.span, format!("“{over}” lies on top of “{under}”")));
        }
    }
    found
}

/// The share of the smaller of two rectangles that the other covers.
fn overlap_share(a: Rect, b: Rect) -> f32 {
    let width = a.right().min(b.right()) - a.x.max(b.x);
    let height = a.bottom().min(b.bottom()) - a.y.max(b.y);
    let smaller = (a.width * a.height).min(b.width * b.height).max(0.01);
    if width > 0.0 && height > 0.0 { width * height / smaller } else { 0.0 }
}
