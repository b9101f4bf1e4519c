#![doc = include_str!("../../diagnostic/explain/E0614.md")]

use std::collections::BTreeMap;

use crate::check::{Level, LintContext, Rule, page};
use crate::diagnostic::{Code, Diagnostic};
use crate::scene::{ElementId, ItemKind, Page, Role};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    name: "small_type",
    code: Code::SmallText,
    level: Level::Warn,
    limit: None,
    run: Some(check_small_type),
};

/// Minimum cap height for reading, in minutes of arc (ISO 9241-3).
const MIN_CAP_HEIGHT_ARCMIN: f32 = 16.0;
/// Minimum cap height of secondary text, in minutes of arc.
const MIN_SECONDARY_CAP_HEIGHT_ARCMIN: f32 = 10.0;
/// Distance of the last row if the deck does not describe the room, in heights of the picture; the
/// usual rule for projected text.
const DEFAULT_DISTANCE_IN_PAGE_HEIGHTS: f32 = 4.0;

fn check_small_type(context: &LintContext<'_>, _: f32) -> Vec<Diagnostic> {
    let mut smallest: BTreeMap<(usize, Span), SmallText> = BTreeMap::new();
    for page in &context.scene.pages {
        for small in find_small_text(context, page) {
            let place = smallest.entry((page.slide, small.span)).or_insert(small);
            if small.size < place.size {
                *place = small;
            }
        }
    }
    // Each slide has one diagnostic, for its smallest type.
    let mut by_slide: BTreeMap<usize, SmallText> = BTreeMap::new();
    for ((slide, _), small) in smallest {
        let worst = by_slide.entry(slide).or_insert(small);
        if small.size / small.needed < worst.size / worst.needed {
            *worst = small;
        }
    }
    // Text that repeats on every slide is reported once.
    let mut seen: Vec<Span> = Vec::new();
    by_slide.retain(|_, small| {
        !seen.contains(&small.span) && {
            seen.push(small.span);
            true
        }
    });
    by_slide.into_values().map(|small| small_type_warning(context, small)).collect()
}

/// Text that is too small.
#[derive(Clone, Copy)]
struct SmallText {
    span: Span,
    /// Type size in pt.
    size: f32,
    /// Type size in pt that the room requires.
    needed: f32,
    /// The key of the theme's `type` that sets the size.
    key: &'static str,
}

fn find_small_text(context: &LintContext<'_>, page: &Page) -> Vec<SmallText> {
    let structure = &context.scene.structure;
    // Smaller type next to larger type in the same text is a superscript or subscript.
    let mut largest: BTreeMap<ElementId, f32> = BTreeMap::new();
    let runs = || {
        page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some((item, run)),
            _ => None,
        })
    };
    for (item, run) in runs() {
        if let Some(element) = item.element {
            let size = largest.entry(structure.find_text_of(element)).or_default();
            *size = size.max(run.size);
        }
    }
    let distance =
        context.deck.room.map_or(DEFAULT_DISTANCE_IN_PAGE_HEIGHTS * page.size.height, |room| {
            room.distance / room.screen * page.size.width
        });
    let mut small_text = Vec::new();
    for (item, run) in runs() {
        let Some(letters) = page::letter_bounds(run, context.fonts) else { continue };
        let is_raised = item
            .element
            .is_some_and(|element| run.size < largest[&structure.find_text_of(element)] * 0.8);
        let by_the_way = item.element.is_none()
            || is_raised
            || page::is_inside(structure, item.element, |role| role == Role::Caption);
        let minutes =
            if by_the_way { MIN_SECONDARY_CAP_HEIGHT_ARCMIN } else { MIN_CAP_HEIGHT_ARCMIN };
        let needed = run.size * height_for_arc(distance, minutes) / letters.height.max(0.01);
        // Nobody notices a difference of a twentieth.
        if run.size < needed * 0.95
            && let Some(span) = item.span.filter(|span| span.start < span.end)
        {
            let is_title =
                page::is_inside(structure, item.element, |role| matches!(role, Role::Heading(_)));
            let key = if item.element.is_none() {
                "running"
            } else if is_title {
                "title"
            } else if by_the_way && !is_raised {
                "small"
            } else {
                "body"
            };
            small_text.push(SmallText { span, size: run.size, needed, key });
        }
    }
    small_text
}

/// Returns the height that appears under `minutes` of arc at `distance`.
fn height_for_arc(distance: f32, minutes: f32) -> f32 {
    2.0 * distance * (minutes / 60.0 / 2.0).to_radians().tan()
}

fn small_type_warning(context: &LintContext<'_>, small: SmallText) -> Diagnostic {
    let SmallText { span, size, needed, key } = small;
    let (room, reach) = match context.deck.room {
        Some(room) => {
            let (distance, screen) = (room.distance, room.screen);
            (
                format!("{distance} m from a screen {screen} m wide"),
                format!(
                    "move the last row to within {:.1} m of the screen, or use a larger screen",
                    distance * size / needed
                ),
            )
        }
        None => (
            "the last row of an average room".to_owned(),
            "set the size of your room: `room: { distance: 12m, screen: 3m }`".to_owned(),
        ),
    };
    Diagnostic::warning(
        Code::SmallText,
        format!(
            "text of {size:.0} pt is too small for {room}: at least {:.0} pt are needed",
            needed.ceil()
        ),
        span,
    )
    .with_help("shorten the text so that plenary can make it larger")
    .with_help(format!("or set a larger size in the theme: `type: {{ {key}: … }}`"))
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
