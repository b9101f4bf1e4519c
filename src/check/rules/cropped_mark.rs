#![doc = include_str!("../../diagnostic/explain/E0663.md")]

use std::collections::BTreeMap;

use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Rect;
use crate::scene::{ItemKind, PlacedImage};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "cropped_mark",
    code: Code::CroppedMark,
    level: Level::Warn,
    limit: None,
    run: Some(check_cropped_mark),
};

fn check_cropped_mark(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut placed: BTreeMap<Span, &PlacedImage> = BTreeMap::new();
    for item in context.scene.pages.iter().flat_map(|page| &page.items) {
        if let (ItemKind::Image(image), Some(span)) = (&item.kind, item.span) {
            placed.entry(span).or_insert(image);
        }
    }
    let figures = context.deck.content_figures().into_iter();
    let marks = figures.filter_map(|figure| Some((figure, placed.get(&figure.src_span)?)));
    marks
        .flat_map(|(figure, image)| {
            let marks = figure.drawn_marks();
            marks.filter(|mark| !shows_part(image, mark.kind.target())).map(|mark| mark.span)
        })
        .map(|span| {
            let message = "this mark is on a part of the picture that is cropped away";
            Diagnostic::warning(Code::CroppedMark, message, span.start_point())
                .with_help("write `fit: contain` or another `focus` for the picture")
                .with_help("or remove the mark")
        })
        .collect()
}

/// Whether any of a part of a picture is visible.
fn shows_part(image: &PlacedImage, part: Rect) -> bool {
    let Some((visible, radius)) = image.clip else { return true };
    let rect = image.rect;
    // On a page that is written from right to left, the picture is not mirrored, but its clip is:
    // both are as they are seen.
    let (left, top) = (rect.x + part.x * rect.width, rect.y + part.y * rect.height);
    let part = Rect::new(left, top, part.width * rect.width, part.height * rect.height);
    part.meets_rounded(visible, radius)
}
