//! Plates under dark drawings on dark backgrounds.

use std::path::Path;

use plenary::geometry::Rect;
use plenary::scene::{Colour, ItemKind, Paint, Scene};
use plenary::{Input, Options, lay_out};

/// Lays out a deck in this theme with a card for each picture.
fn lay_out_cards(theme: &str, pictures: &[&str]) -> Scene {
    let cards: String = pictures
        .iter()
        .map(|picture| {
            format!("      - {{ title: Card, figure: {{ src: images/{picture}, alt: It }} }}\n")
        })
        .collect();
    lay_out_slide(theme, &format!("    cards:\n{cards}"))
}

/// Lays out a deck of one slide in this theme.
fn lay_out_slide(theme: &str, slide: &str) -> Scene {
    let text = format!("theme: {theme}\nslides:\n  - title: One\n{slide}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deck.yaml");
    let laid_out = lay_out(Input::Text { path, text }, &Options::default());
    assert!(!laid_out.diagnostics.has_errors(), "{:?}", laid_out.diagnostics);
    laid_out.scene
}

/// Returns the white plates on the first page.
fn white_plates(scene: &Scene) -> Vec<Rect> {
    let white = Some(Paint::Solid(Colour::WHITE));
    let shapes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) if shape.fill == white => Some(shape.bounds()),
        _ => None,
    });
    shapes.filter(|plate| plate.width < scene.pages[0].size.width / 2.0).collect()
}

/// Returns for each picture whether it has a white plate.
fn have_plates(scene: &Scene) -> Vec<bool> {
    let (items, plates) = (&scene.pages[0].items, white_plates(scene));
    let pictures = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.rect),
        _ => None,
    });
    pictures.map(|rect| plates.iter().any(|plate| plate.contains(rect, 0.5))).collect()
}

#[test]
fn logos_and_dark_icons_have_a_plate_on_dark_cards() {
    let logos = ["iuc.svg", "globalstar.svg"];
    let icons = ["icons/nem.svg", "icons/iab.svg"];
    assert_eq!(have_plates(&lay_out_cards("night", &logos)), [true, true]);
    assert_eq!(have_plates(&lay_out_cards("night", &icons)), [true, true]);
    assert_eq!(have_plates(&lay_out_cards("night", &["skyline.jpg"])), [false]);
    for theme in ["regions", "plain"] {
        assert_eq!(have_plates(&lay_out_cards(theme, &logos)), [false, false], "{theme}");
        assert_eq!(have_plates(&lay_out_cards(theme, &icons)), [false, false], "{theme}");
    }
}

#[test]
fn a_plate_does_not_change_the_size_of_an_icon() {
    let size = |theme: &str| {
        let scene = lay_out_cards(theme, &["icons/nem.svg"]);
        let picture = scene.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Image(image) => Some(image.rect.height),
            _ => None,
        });
        picture.expect("an icon")
    };
    assert!((size("night") - size("plain")).abs() < 0.5, "{} and {}", size("night"), size("plain"));
}

#[test]
fn dark_icons_have_a_plate_on_every_dark_background() {
    let cascade = "    cascade:\n      - { label: A, text: B, figure: { src: \
        images/icons/nem.svg, alt: It } }\n";
    let figures = "    figures:\n      - { src: images/icons/nem.svg, alt: It }\n      - { src: \
        images/skyline.svg, alt: It }\n";
    assert_eq!(have_plates(&lay_out_slide("night", cascade)), [true]);
    assert_eq!(have_plates(&lay_out_slide("night", figures)), [true, false]);
    assert_eq!(have_plates(&lay_out_slide("plain", cascade)), [false]);
    assert_eq!(have_plates(&lay_out_slide("plain", figures)), [false, false]);
}

#[test]
fn logos_for_light_grounds_have_a_band_across_a_dark_page() {
    for (logos, lang) in [
        ("images/eu.svg", "en"),
        ("images/gdd.svg, images/week.svg, images/iuc.svg", "en"),
        ("images/eu.svg", "ar"),
    ] {
        let scene = lay_out_slide(
            "regions",
            &format!("    layout: question\n    lang: {lang}\n    logos: [{logos}]\n"),
        );
        let size = scene.pages[0].size;
        assert!(white_plates(&scene).is_empty(), "{logos} {lang}");
        let shapes = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
            ItemKind::Shape(shape) => Some(shape.bounds()),
            _ => None,
        });
        let is_band = |shape: &Rect| shape.height < size.height * 0.2 && shape.width >= size.width;
        let bands: Vec<Rect> = shapes.filter(is_band).collect();
        let [band] = bands[..] else { panic!("{logos} {lang}: {bands:?}") };
        assert!((band.bottom() - size.height).abs() < 0.1, "{logos} {lang}: {band:?}");
    }
}

/// Returns the ratio of width to height of each picture on the first page.
fn shapes_of_pictures(scene: &Scene) -> Vec<f32> {
    let pictures = scene.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Image(image) => Some(image.image.size.aspect_ratio()),
        _ => None,
    });
    pictures.collect()
}

#[test]
fn logos_for_dark_grounds_need_no_plate() {
    let [eu, week] = ["eu", "week"].map(|logo| {
        let scene = lay_out_slide("plain", &format!("    logos: [images/{logo}.svg]\n"));
        shapes_of_pictures(&scene)[0]
    });
    let both = "{ src: images/eu.svg, dark: images/week.svg, alt: It }";
    let lay_out = |layout: &str, logos: &str| {
        let scene =
            lay_out_slide("regions", &format!("    layout: {layout}\n    logos: {logos}\n"));
        (shapes_of_pictures(&scene), white_plates(&scene).len())
    };
    assert_eq!(lay_out("question", both), (vec![week], 0));
    assert_eq!(lay_out("content", both), (vec![eu], 0));
    // Beside the panel of a question, the ground is light.
    assert_eq!(lay_out("question\n    bullets: [Yes, No]", both), (vec![eu], 0));
    // On the band for another logo, it is the one for light grounds.
    let beside = format!("[{both}, images/week.svg]");
    assert_eq!(lay_out("question", &beside), (vec![eu, week], 0));

    let wall = |theme| lay_out_slide(theme, &format!("    content:\n      - logos: [{both}]\n"));
    assert_eq!(shapes_of_pictures(&wall("night")), [week]);
    assert!(white_plates(&wall("night")).is_empty());
    assert_eq!(shapes_of_pictures(&wall("plain")), [eu]);

    let figure = |theme| lay_out_slide(theme, &format!("    figure: {both}\n"));
    assert_eq!(shapes_of_pictures(&figure("night")), [week]);
    assert_eq!(shapes_of_pictures(&figure("plain")), [eu]);

    let logo = "{ src: images/eu.svg, dark: images/week.svg }";
    let brand =
        |base| lay_out_slide(&format!("{{ extends: {base}, logo: {logo} }}"), "    text: A\n");
    assert_eq!(shapes_of_pictures(&brand("night")), [week]);
    assert_eq!(shapes_of_pictures(&brand("plain")), [eu]);
}
