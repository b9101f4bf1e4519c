//! The widths of two columns.

use plenary::scene::{ItemKind, Scene};

use crate::lay_out_valid;

/// Returns the left edges of the first words in both columns.
fn column_edges(scene: &Scene) -> (f32, f32) {
    let edge = |word: &str| {
        let x = scene.pages[0].items.iter().find_map(|item| match &item.kind {
            ItemKind::Text(run) if run.text.contains(word) => Some(run.origin.x),
            _ => None,
        });
        x.unwrap_or_else(|| panic!("no {word}"))
    };
    (edge("Left"), edge("Right"))
}

fn deck(left: &str, right: &str, widths: &str) -> Scene {
    lay_out_valid(&format!(
        "slides:\n  - title: Two\n    columns:\n      items:\n        - [{{text: Left \
         {left}}}]\n        - [{{text: Right {right}}}]\n{widths}"
    ))
}

#[test]
fn a_much_fuller_column_is_wider() {
    let long = "words that go on and on ".repeat(12);
    let about_as_long = "words that go on and on ".repeat(10);
    let middle = column_edges(&deck("a", "b", "")).1;
    assert!(column_edges(&deck(&long, &about_as_long, "")).1 == middle, "nearly equal stays equal");
    assert!(column_edges(&deck(&long, "short", "")).1 > middle + 40.0, "a full column gets more");
    assert!(column_edges(&deck("short", &long, "")).1 < middle - 40.0, "on either side");
    assert!(
        column_edges(&deck(&long, "short", "      widths: [1, 1]\n")).1 == middle,
        "the author's widths stay"
    );
    let shares = column_edges(&deck(&long.repeat(4), "short", ""));
    assert!(shares.1 < middle * 1.5, "and the other keeps a third");
}

#[test]
fn more_short_lines_do_not_widen_a_column() {
    let list = |count: usize| {
        (0..count).map(|index| format!("point {index}")).collect::<Vec<_>>().join(", ")
    };
    let scene = |count: usize| {
        lay_out_valid(&format!(
            "slides:\n  - title: Two\n    columns:\n      - - heading: Left\n        - bullets: \
             [{}]\n      - - heading: Right\n        - bullets: [{}]\n",
            list(count),
            list(2)
        ))
    };
    assert_eq!(column_edges(&scene(6)).1, column_edges(&scene(2)).1);
}
