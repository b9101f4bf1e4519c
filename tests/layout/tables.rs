//! Tables and cards that are too wide for their page.

use plenary::scene::{FitAdjustment, ItemKind, Role, Scene};

use super::invariants::find_violations;
use super::lay_out_valid;

fn lay_out_slide(slide: &str) -> Scene {
    lay_out_valid(&format!("title: A\nslides:\n  - title: Wide\n{slide}"))
}

fn lay_out_table(
    columns: usize,
    rows: usize,
    cell: impl Fn(usize, usize) -> String,
) -> (Scene, Vec<String>) {
    let mut words = Vec::new();
    let mut lines = String::new();
    for row in 0..rows {
        let cells: Vec<String> = (0..columns).map(|column| cell(row, column)).collect();
        lines.push_str(&format!("      - [{}]\n", cells.join(", ")));
        // Unique words contain a digit.
        let own = cells
            .iter()
            .flat_map(|cell| cell.split(' '))
            .filter(|word| word.contains(|sign: char| sign.is_ascii_digit()));
        words.extend(own.map(str::to_owned));
    }
    (lay_out_slide(&format!("    table:\n{lines}")), words)
}

fn steps(scene: &Scene) -> &[FitAdjustment] {
    &scene.fits[0].adjustments
}

fn count_elements(scene: &Scene, role: Role) -> usize {
    scene.structure.elements.iter().filter(|element| element.role == role).count()
}

#[test]
fn wide_tables_wrap_then_shrink_then_split_with_their_first_column_repeated() {
    let (wrapped, words) = lay_out_table(5, 4, |row, column| {
        format!("r{row}c{column}x some words that may wrap r{row}c{column}y")
    });
    assert_eq!(
        steps(&wrapped).iter().filter(|step| **step >= FitAdjustment::TableShrunk).count(),
        0,
        "{:?}",
        steps(&wrapped)
    );
    assert_eq!(find_violations(&wrapped, &words), [""; 0]);

    let (shrunk, words) = lay_out_table(5, 4, |row, column| format!("columnwidth{row}n{column}x"));
    assert!(steps(&shrunk).contains(&FitAdjustment::TableShrunk), "{:?}", steps(&shrunk));
    assert!(!steps(&shrunk).contains(&FitAdjustment::TableDivided), "{:?}", steps(&shrunk));
    assert_eq!(find_violations(&shrunk, &words), [""; 0]);

    let (divided, words) =
        lay_out_table(16, 5, |row, column| format!("columnwidth{row}n{column}x"));
    assert!(steps(&divided).contains(&FitAdjustment::TableDivided), "{:?}", steps(&divided));
    assert_eq!(find_violations(&divided, &words), [""; 0], "the repeated column is an artifact");
    assert_eq!(
        (count_elements(&divided, Role::Table), count_elements(&divided, Role::TableRow)),
        (1, 5),
        "it stays one table"
    );
    assert_eq!(
        (
            count_elements(&divided, Role::TableHeaderCell),
            count_elements(&divided, Role::TableCell)
        ),
        (16, 64)
    );
    let shown = divided.pages.iter().flat_map(|page| &page.items);
    let repeated = shown
        .filter(|item| matches!(&item.kind, ItemKind::Text(run) if &*run.text == "columnwidth1n0x"))
        .count();
    assert!(repeated > 1, "the first column is repeated in every part");
}

#[test]
fn large_tables_and_very_long_words_are_complete() {
    for (columns, rows) in [(12, 8), (20, 30), (1, 3), (2, 40)] {
        let (scene, words) =
            lay_out_table(columns, rows, |row, column| format!("r{row}c{column}x"));
        assert_eq!(find_violations(&scene, &words), [""; 0], "{columns} × {rows}");
    }
    let long = "o".repeat(300);
    let (scene, words) = lay_out_table(4, 3, |row, column| {
        if (row, column) == (1, 1) { long.clone() } else { format!("r{row}c{column}x") }
    });
    assert_eq!(find_violations(&scene, &words), [""; 0]);
    assert!(!steps(&scene).contains(&FitAdjustment::TableDivided));
}

#[test]
fn cards_are_wide_enough_for_their_words() {
    let cards: String = (0..8)
        .map(|index| {
            format!("        - {{ title: Internationalisation{index}, text: some text }}\n")
        })
        .collect();
    let scene = lay_out_slide(&format!("    cards:\n      across: 8\n      items:\n{cards}"));
    for index in 0..8 {
        let title = format!("Internationalisation{index}");
        let whole = scene.pages[0]
            .items
            .iter()
            .any(|item| matches!(&item.kind, ItemKind::Text(run) if *run.text == *title));
        assert!(whole, "{title} is on one line");
    }
    assert_eq!(find_violations(&scene, &[]), [""; 0]);
}

#[test]
fn numbers_are_right_aligned_in_tables_of_either_direction() {
    for (lang, label) in [("en", "Passengers"), ("ar", "الركاب"), ("he", "נוסעים")] {
        let row = |number: &str| format!("      - [{label}, \"{number}\", {label}]\n");
        let rows = [row("7"), row("45"), row("18,400")].concat();
        let scene = lay_out_valid(&format!(
            "lang: {lang}\nslides:\n  - title: A\n    table:\n      - [A, B, C]\n{rows}"
        ));
        let ends: Vec<f32> = scene.pages[0]
            .items
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Text(run) if ["7", "45", "18,400"].contains(&&*run.text) => {
                    Some(run.origin.x + run.width())
                }
                _ => None,
            })
            .collect();
        assert_eq!(ends.len(), 3, "{lang}");
        assert!(ends.iter().all(|end| (end - ends[0]).abs() < 0.1), "{lang}: {ends:?}");
    }
}
