//! Two columns: how wide each is.

use plenary::scene::{ItemKind, Scene};

use crate::composed;

/// The left edges of the first words of both columns.
fn edges(scene: &Scene) -> (f32, f32) {
    let edge = |word: &str| {
        let found = scene.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Text(run) if run.text.contains(word) => Some(run.origin.x),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no {word}"))
    };
    (edge("Left"), edge("Right"))
}

fn deck(left: &str, right: &str, widths: &str) -> Scene {
    composed(&format!(
        "slides:\n  - title: Two\n    columns:\n      items:\n        - [{{text: Left {left}}}]\n        - [{{text: Right {right}}}]\n{widths}"
    ))
}

#[test]
fn columns_of_very_unequal_content_are_unequally_wide() {
    let long = "words that go on and on ".repeat(12);
    let about_as_long = "words that go on and on ".repeat(10);
    let middle = edges(&deck("a", "b", "")).1;
    assert!(edges(&deck(&long, &about_as_long, "")).1 == middle, "nearly equal stays equal");
    assert!(edges(&deck(&long, "short", "")).1 > middle + 40.0, "a full column gets more");
    assert!(edges(&deck("short", &long, "")).1 < middle - 40.0, "on either side");
    assert!(
        edges(&deck(&long, "short", "      widths: [1, 1]\n")).1 == middle,
        "the author's widths stay"
    );
    let shares = edges(&deck(&long.repeat(4), "short", ""));
    assert!(shares.1 < middle * 1.5, "and the other keeps a third");
}

#[test]
fn short_lines_need_no_more_width() {
    let list = |count: usize| {
        (0..count).map(|index| format!("point {index}")).collect::<Vec<_>>().join(", ")
    };
    let scene = |count: usize| {
        composed(&format!(
            "slides:\n  - title: Two\n    columns:\n      - - heading: Left\n        - bullets: [{}]\n      - - heading: Right\n        - bullets: [{}]\n",
            list(count),
            list(2)
        ))
    };
    assert_eq!(edges(&scene(6)).1, edges(&scene(2)).1);
}
