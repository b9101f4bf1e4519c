#![doc = include_str!("../../diagnostic/explain/E0666.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Level, LintContext, Rule};
use crate::deck::{BlockKind, Deck};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::ItemKind;
use crate::source::Span;
use crate::theme::page_scale;

pub(super) const RULE: Rule = Rule {
    name: "small_logo",
    code: Code::SmallLogo,
    level: Level::Warn,
    limit: None,
    run: Some(check_small_logo),
};

/// Side in pt of the square that has the area of the smallest logo, on a page of the design size.
const MIN_SIDE: f32 = 18.0;

fn check_small_logo(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let needed = MIN_SIDE * page_scale(context.deck.page_size);
    let logos = logo_spans(context.deck);
    let mut smallest: BTreeMap<Span, f32> = BTreeMap::new();
    for item in context.scene.pages.iter().flat_map(|page| &page.items) {
        let (ItemKind::Image(placed), Some(span)) = (&item.kind, item.span) else { continue };
        if !logos.contains(&span) {
            continue;
        }
        let ink = placed.image.ink_bounds().size();
        let scale = placed.rect.width / placed.image.size.width;
        let side = (ink.width * ink.height).sqrt() * scale;
        if side < needed * 0.98 {
            let known = smallest.entry(span).or_insert(side);
            *known = known.min(side);
        }
    }
    // One message is enough for a strip: its logos are small for the same reason.
    let Some((span, side)) = smallest.first_key_value() else { return Vec::new() };
    let message = match smallest.len() {
        1 => format!("this logo is as large as a square of {side:.0} pt on the page"),
        count => format!(
            "this logo and {} more are as small as a square of {side:.0} pt on the page",
            count - 1
        ),
    };
    vec![
        Diagnostic::warning(Code::SmallLogo, message, *span)
            .with_help("show all logos on a slide of their own, and fewer of them on other slides"),
    ]
}

/// Returns the spans of the logos of the deck, its slides and their walls of logos.
pub(super) fn logo_spans(deck: &Deck) -> BTreeSet<Span> {
    let of_slides = deck.slides.iter().flat_map(|slide| {
        let walls = slide.all_blocks().into_iter().filter_map(|block| match &block.kind {
            BlockKind::Logos(logos) => Some(logos.as_slice()),
            _ => None,
        });
        slide.logos.as_deref().into_iter().chain(walls).flatten()
    });
    deck.logos.iter().chain(of_slides).map(|logo| logo.src_span).collect()
}
