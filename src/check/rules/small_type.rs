#![doc = include_str!("../../diagnostic/explain/E0614.md")]

use std::collections::BTreeMap;

use crate::check::{Level, LintContext, Rule, page};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{ElementId, ItemKind, Page, Role};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "small_type",
    code: Code::SmallType,
    level: Level::Warn,
    limit: None,
    run: Some(check_small_type),
};

/// Least height of a capital that is read, in minutes of arc (ISO 9241-3).
const MIN_CAP_HEIGHT_ARCMIN: f32 = 16.0;
/// Least height of a capital that is read by the way, in minutes of arc.
const MIN_SECONDARY_CAP_HEIGHT_ARCMIN: f32 = 10.0;
/// Where no room is named: how many times the picture's height the last row is away. The usual rule
/// of projection for what is to be read.
const DEFAULT_DISTANCE_IN_PAGE_HEIGHTS: f32 = 4.0;

fn check_small_type(subject: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut smallest: BTreeMap<(usize, Span), SmallText> = BTreeMap::new();
    for page in &subject.scene.pages {
        for small in find_small_text(subject, page) {
            let place = smallest.entry((page.slide, small.span)).or_insert(small);
            if small.size < place.size {
                *place = small;
            }
        }
    }
    // One finding a slide: its smallest type.
    let mut by_slide: BTreeMap<usize, SmallText> = BTreeMap::new();
    for ((slide, _), small) in smallest {
        let worst = by_slide.entry(slide).or_insert(small);
        if small.size / small.needed < worst.size / worst.needed {
            *worst = small;
        }
    }
    // Words that run on every slide are small once.
    let mut seen: Vec<Span> = Vec::new();
    by_slide.retain(|_, small| {
        !seen.contains(&small.span) && {
            seen.push(small.span);
            true
        }
    });
    by_slide.into_values().map(|small| small_type_warning(subject, small)).collect()
}

/// Text that is too small.
#[derive(Clone, Copy)]
struct SmallText {
    span: Span,
    /// Its type size in pt.
    size: f32,
    /// The type size that the room needs, in pt.
    needed: f32,
}

fn find_small_text(subject: &LintContext<'_>, page: &Page) -> Vec<SmallText> {
    let structure = &subject.scene.structure;
    // What is set beside larger type of the same element is raised or lowered.
    let mut largest: BTreeMap<ElementId, f32> = BTreeMap::new();
    let runs = || {
        page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some((item, run)),
            _ => None,
        })
    };
    for (item, run) in runs() {
        if let Some(element) = item.element {
            let size = largest.entry(element).or_default();
            *size = size.max(run.size);
        }
    }
    let distance =
        subject.deck.room.map_or(DEFAULT_DISTANCE_IN_PAGE_HEIGHTS * page.size.height, |room| {
            room.distance / room.screen * page.size.width
        });
    let mut found = Vec::new();
    for (item, run) in runs() {
        let Some(letters) = page::letter_bounds(run, subject.fonts) else { continue };
        let is_raised = item.element.is_some_and(|element| run.size < largest[&element] * 0.8);
        let by_the_way = item.element.is_none()
            || is_raised
            || page::is_inside(structure, item.element, |role| role == Role::Caption);
        let minutes =
            if by_the_way { MIN_SECONDARY_CAP_HEIGHT_ARCMIN } else { MIN_CAP_HEIGHT_ARCMIN };
        let needed = run.size * height_for_arc(distance, minutes) / letters.height.max(0.01);
        // A twentieth is less than anyone sees.
        if run.size < needed * 0.95
            && let Some(span) = item.span.filter(|span| span.start < span.end)
        {
            found.push(SmallText { span, size: run.size, needed });
        }
    }
    found
}

/// Height of what takes `minutes` of arc at `distance`.
fn height_for_arc(distance: f32, minutes: f32) -> f32 {
    2.0 * distance * (minutes / 60.0 / 2.0).to_radians().tan()
}

fn small_type_warning(subject: &LintContext<'_>, small: SmallText) -> Diagnostic {
    let SmallText { span, size, needed } = small;
    let (room, reach) = match subject.deck.room {
        Some(room) => {
            let (distance, screen) = (room.distance, room.screen);
            (
                format!("{distance} m from a screen {screen} m wide"),
                format!("as it is, it can be read from {:.1} m", distance * size / needed),
            )
        }
        None => (
            "the last row of a usual room".to_owned(),
            "say how large the room is if it is another: `room: { distance: 12m, screen: 3m }`"
                .to_owned(),
        ),
    };
    Diagnostic::warning(
        Code::SmallType,
        format!(
            "type of {size:.0} pt is too small for {room}: it takes {:.0} pt there",
            needed.ceil()
        ),
        span,
    )
    .with_help("fewer words on the slide make larger type")
    .with_help(reach)
}

#[cfg(test)]
mod tests {
    use super::{MIN_CAP_HEIGHT_ARCMIN, height_for_arc};

    #[test]
    fn converts_arc_minutes_to_height() {
        assert!((height_for_arc(12_000.0, MIN_CAP_HEIGHT_ARCMIN) - 55.85).abs() < 0.1);
    }
}
