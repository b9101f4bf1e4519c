//! Icons: in the colours of the theme, and decoration unless they are described.

use plenary::export::extract_text;
use plenary::scene::{Item, ItemKind, Paint, PathSegment, Role, Scene, Shape};

use super::lay_out_valid;

/// The shapes that are drawn with round lines only, such as icons.
fn drawn_icons(scene: &Scene) -> Vec<(&Item, &Shape)> {
    let items = scene.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match &item.kind {
            ItemKind::Shape(shape)
                if shape.fill.is_none() && shape.stroke.is_some_and(|stroke| stroke.round) =>
            {
                Some((item, shape))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn icons_are_decoration_in_every_block_unless_they_are_described() {
    let scene = lay_out_valid(
        "slides:
  - title: A
    content:
      - icon: rocket
      - cards: [{ icon: ship, title: Trade }]
      - stats: [{ value: \"1\", icon: euro }]
      - bullets: [{ text: One, icon: sun }]
      - callout: { icon: lightbulb, title: Tip, text: words }
  - title: B
    cascade: [{ label: Level, icon: map }]
  - title: C
    timeline: [{ when: 2020, title: Event, icon: flag }]
",
    );
    let icons = drawn_icons(&scene);
    assert!(icons.len() >= 7, "{}", icons.len());
    assert!(icons.iter().all(|(item, _)| item.element.is_none()));
    assert!(!scene.structure.has_role(Role::Figure));
    let text = extract_text(&scene);
    for name in ["rocket", "ship", "euro", "lightbulb", "flag"] {
        assert!(!text.contains(name), "{text}");
    }
    let scene = lay_out_valid("slides:\n  - icon: { name: ship, alt: By ferry, colour: accent }\n");
    assert!(scene.structure.has_role(Role::Figure));
    assert!(extract_text(&scene).contains("[By ferry]"));
}

#[test]
fn icons_of_many_events_are_drawn_once() {
    let years = 2011..=2019;
    let event = |year| {
        format!("        - {{ when: {year}, title: E{year}, icon: flag, text: What happened }}\n")
    };
    let events: String = years.clone().map(event).collect();
    let scene = lay_out_valid(&format!("slides:\n  - title: T\n    timeline:\n{events}"));
    assert_eq!(drawn_icons(&scene).len(), years.count());
}

#[test]
fn only_arrows_are_reversed_from_right_to_left() {
    let start = |lang: &str, icon: &str| {
        let scene = lay_out_valid(&format!("lang: {lang}\nslides:\n  - icon: {icon}\n"));
        let icons = drawn_icons(&scene);
        let (_, shape) = icons.first().expect("an icon");
        let bounds = shape.bounds();
        let PathSegment::Move(point) = shape.path[0] else { panic!("a path starts at a point") };
        (point.x - bounds.x) / bounds.width
    };
    assert!((start("en", "rocket") - start("ar", "rocket")).abs() < 0.01);
    assert!((start("en", "arrow-right") - (1.0 - start("ar", "arrow-right"))).abs() < 0.01);
}

#[test]
fn icons_on_their_own_are_aligned_with_the_words_below_them() {
    let scene = lay_out_valid("slides:\n  - title: A\n    icon: ship-wheel\n    text: words\n");
    let icons = drawn_icons(&scene);
    let (_, shape) = icons.first().expect("an icon");
    let half = shape.stroke.map_or(0.0, |stroke| stroke.width / 2.0);
    let left = shape.bounds().x - half;
    let words = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Text(run) if run.text.contains("words") => Some(run.origin.x),
        _ => None,
    });
    let words: Vec<f32> = words.collect();
    assert!((left - words[0]).abs() < 2.0, "{left} {words:?}");
}

#[test]
fn a_change_for_the_worse_has_the_colour_of_warnings() {
    let colour = |stat: &str| {
        let scene = lay_out_valid(&format!("slides:\n  - stats: [{{ value: \"9\", {stat} }}]\n"));
        let deltas = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.text.contains("12%") => Some(run.colour.to_hex()),
            _ => None,
        });
        deltas.collect::<Vec<_>>().remove(0)
    };
    let [up, down] = ["delta: +12%", "delta: −12%"].map(colour);
    assert_ne!(up, down);
    assert_eq!(colour("delta: −12%, better: lower"), up);
    assert_eq!(colour("delta: +12%, better: lower"), down);
}

#[test]
fn discs_have_the_colours_of_series_in_turn_where_the_theme_says_so() {
    let colours = |theme: &str| {
        let scene = lay_out_valid(&format!(
            "theme: {theme}\nslides:\n  - title: Words\n    cards:\n      - {{ icon: sun, title: \
             One, text: A }}\n      - {{ icon: cloud, title: Two, text: B }}\n      - {{ icon: \
             cloud-rain, title: Three, text: C }}\n"
        ));
        let page = &scene.pages[0];
        let discs = page.items.windows(2).filter_map(|pair| {
            let [ItemKind::Shape(disc), ItemKind::Shape(icon)] = [&pair[0].kind, &pair[1].kind]
            else {
                return None;
            };
            let stroke = icon.stroke.filter(|stroke| stroke.round && icon.fill.is_none())?;
            match disc.fill {
                Some(Paint::Solid(fill)) => Some((fill, stroke.colour)),
                _ => None,
            }
        });
        discs.take(3).collect::<Vec<_>>()
    };
    let discs = colours("workshop");
    assert!(discs[0].0 != discs[1].0 && discs[1].0 != discs[2].0, "{discs:?}");
    assert!(discs.iter().all(|(disc, icon)| icon.contrast_ratio(*disc) >= 3.0), "{discs:?}");
    let same = colours("regions");
    assert!(same[0] == same[1] && same[1] == same[2], "{same:?}");
}
