#![doc = include_str!("../../diagnostic/explain/E0662.md")]

use std::collections::BTreeMap;

use super::small_logo::logo_spans;
use crate::check::{Level, LintContext, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{ItemKind, PlacedImage};
use crate::source::Span;
use crate::theme::page_scale;

pub(super) const RULE: Rule = Rule {
    name: "small_label",
    code: Code::SmallLabel,
    level: Level::Warn,
    limit: None,
    run: Some(check_small_label),
};

fn check_small_label(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let needed = context.theme.type_scale.min_size * page_scale(context.deck.page_size);
    // The lettering of a logo is not read.
    let logos = logo_spans(context.deck);
    let mut smallest: BTreeMap<Span, (f32, String)> = BTreeMap::new();
    for item in context.scene.pages.iter().flat_map(|page| &page.items) {
        let (ItemKind::Image(placed), Some(span)) = (&item.kind, item.span) else { continue };
        let Some((size, text)) = find_smallest_label(placed).filter(|_| !logos.contains(&span))
        else {
            continue;
        };
        if size < needed * 0.95 && smallest.get(&span).is_none_or(|(other, _)| size < *other) {
            smallest.insert(span, (size, text));
        }
    }
    smallest
        .into_iter()
        .map(|(span, (size, text))| {
            let message = format!(
                "the label “{text}” in this drawing is {size:.0} pt on the page: at least \
                 {needed:.0} pt are needed"
            );
            Diagnostic::warning(Code::SmallLabel, message, span)
                .with_help("set the labels larger in the drawing, or leave out the least important")
                .with_help("or show the drawing larger: give it a slide of its own")
        })
        .collect()
}

/// Returns the size in pt of the smallest label of a drawing, and its first words.
fn find_smallest_label(placed: &PlacedImage) -> Option<(f32, String)> {
    let (size, text) = placed.image.smallest_label()?;
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    Some((size * placed.rect.width / placed.image.size.width, words.join(" ")))
}
