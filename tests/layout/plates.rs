//! Drawings in dark colours on dark grounds, and the plates that they stand on.

use std::path::Path;

use plenary::geometry::Rect;
use plenary::scene::{Colour, ItemKind, Paint, Scene};
use plenary::{Input, Options, lay_out};

/// The cards of a deck in this theme, one for each picture of the project.
fn cards(theme: &str, pictures: &[&str]) -> Scene {
    let cards: String = pictures
        .iter()
        .map(|picture| {
            format!("      - {{ title: Card, figure: {{ src: images/{picture}, alt: It }} }}\n")
        })
        .collect();
    deck(theme, &format!("    cards:\n{cards}"))
}

/// A deck of one slide in this theme.
fn deck(theme: &str, slide: &str) -> Scene {
    let text = format!("theme: {theme}\nslides:\n  - title: One\n{slide}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deck.yaml");
    let composed = lay_out(Input::Text { path, text }, &Options::default());
    assert!(!composed.diagnostics.has_errors(), "{:?}", composed.diagnostics);
    composed.scene
}

/// The white plates on the first page.
fn plates(scene: &Scene) -> Vec<Rect> {
    let white = Some(Paint::Solid(Colour::WHITE));
    let shapes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) if shape.fill == white => Some(shape.bounds()),
        _ => None,
    });
    shapes.filter(|plate| plate.width < scene.pages[0].size.width / 2.0).collect()
}

/// Of each picture whether it stands on a white plate.
fn plated(scene: &Scene) -> Vec<bool> {
    let (items, plates) = (&scene.pages[0].items, plates(scene));
    let pictures = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.rect),
        _ => None,
    });
    pictures.map(|rect| plates.iter().any(|plate| plate.contains(rect, 0.5))).collect()
}

#[test]
fn logos_and_dark_icons_stand_on_a_plate_where_cards_are_dark() {
    let logos = ["iuc.svg", "globalstar.svg"];
    let icons = ["icons/nem.svg", "icons/iab.svg"];
    assert_eq!(plated(&cards("night", &logos)), [true, true]);
    assert_eq!(plated(&cards("night", &icons)), [true, true]);
    assert_eq!(plated(&cards("night", &["skyline.jpg"])), [false]);
    for theme in ["regions", "plain"] {
        assert_eq!(plated(&cards(theme, &logos)), [false, false], "{theme}");
        assert_eq!(plated(&cards(theme, &icons)), [false, false], "{theme}");
    }
}

#[test]
fn a_plate_leaves_an_icon_its_size() {
    let size = |theme: &str| {
        let scene = cards(theme, &["icons/nem.svg"]);
        let picture = scene.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image.rect.height),
            _ => None,
        });
        picture.expect("an icon")
    };
    assert!((size("night") - size("plain")).abs() < 0.5, "{} and {}", size("night"), size("plain"));
}

#[test]
fn a_dark_icon_stands_on_a_plate_wherever_its_ground_is_dark() {
    let cascade = "    cascade:\n      - { label: A, text: B, figure: { src: images/icons/nem.svg, alt: It } }\n";
    let figures = "    figures:\n      - { src: images/icons/nem.svg, alt: It }\n      - { src: images/skyline.svg, alt: It }\n";
    assert_eq!(plated(&deck("night", cascade)), [true]);
    assert_eq!(plated(&deck("night", figures)), [true, false]);
    assert_eq!(plated(&deck("plain", cascade)), [false]);
    assert_eq!(plated(&deck("plain", figures)), [false, false]);
}

#[test]
fn the_plate_of_running_logos_ends_with_the_margin_and_below_the_rule() {
    for (logos, lang) in [
        ("images/eu.svg", "en"),
        ("images/gdd.svg, images/week.svg, images/iuc.svg", "en"),
        ("images/eu.svg", "ar"),
    ] {
        let scene = deck(
            "regions",
            &format!("    layout: question\n    lang: {lang}\n    logos: [{logos}]\n"),
        );
        let size = scene.pages[0].size;
        let [plate] = plates(&scene)[..] else { panic!("one plate") };
        let rule = scene.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Shape(shape) if (0.5..1.0).contains(&shape.bounds().height) => {
                Some(shape.bounds())
            }
            _ => None,
        });
        let rule = rule.expect("a rule");
        let (end, plate_end) =
            if lang == "ar" { (rule.x, plate.x) } else { (rule.right(), plate.right()) };
        assert!((end - plate_end).abs() < 0.1, "{logos} {lang}: {plate:?} {rule:?}");
        assert!(
            plate.y > rule.bottom() + 4.0 && plate.bottom() < size.height - 4.0,
            "{logos} {lang}: {plate:?} {rule:?}"
        );
    }
}
