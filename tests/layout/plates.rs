//! Drawings in dark colours on the cards of a dark theme.

use std::path::Path;

use plenary::geometry::Rect;
use plenary::scene::{ItemKind, Paint, Scene, Shape};
use plenary::{Input, Options, compose};

/// The cards of a deck in this theme, one for each picture of the project.
fn cards(theme: &str, pictures: &[&str]) -> Scene {
    let cards: String = pictures
        .iter()
        .map(|picture| format!("      - {{ title: Card, figure: {{ src: images/{picture}, alt: It }} }}\n"))
        .collect();
    let text = format!("theme: {theme}\nslides:\n  - title: Cards\n    cards:\n{cards}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deck.yaml");
    let composed = compose(Input::Text { path, text }, &Options::default());
    assert!(!composed.diagnostics.has_errors(), "{:?}", composed.diagnostics);
    composed.scene
}

/// Of each picture whether it stands on a white plate that is smaller than its card.
fn plated(scene: &Scene) -> Vec<bool> {
    let items = &scene.pages[0].items;
    let plates: Vec<Rect> = items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Shape(Shape { fill: Some(Paint::Solid(fill)), path, .. })
                if (fill.r, fill.g, fill.b) == (255, 255, 255) =>
            {
                Some(Shape { path: path.clone(), fill: None, stroke: None, actual_text: None }.bounds())
            }
            _ => None,
        })
        .filter(|plate| plate.width < scene.pages[0].size.width / 2.0)
        .collect();
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
