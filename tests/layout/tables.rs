//! Tables and cards that are too wide for their page.

use plenary::scene::{FitAdjustment, ItemKind, Role, Scene};

use super::composed;
use super::laws::faults;

fn deck(slide: &str) -> Scene {
    composed(&format!("title: A\nslides:\n  - title: Wide\n{slide}"))
}

fn table(
    columns: usize,
    rows: usize,
    cell: impl Fn(usize, usize) -> String,
) -> (Scene, Vec<String>) {
    let mut words = Vec::new();
    let mut lines = String::new();
    for row in 0..rows {
        let cells: Vec<String> = (0..columns).map(|column| cell(row, column)).collect();
        lines.push_str(&format!("      - [{}]\n", cells.join(", ")));
        // The words of a cell are those that the test made unique, with a digit in them.
        let own = cells
            .iter()
            .flat_map(|cell| cell.split(' '))
            .filter(|word| word.contains(|sign: char| sign.is_ascii_digit()));
        words.extend(own.map(str::to_owned));
    }
    (deck(&format!("    table:\n{lines}")), words)
}

fn steps(scene: &Scene) -> &[FitAdjustment] {
    &scene.fits[0].adjustments
}

fn count(scene: &Scene, role: Role) -> usize {
    scene.structure.elements.iter().filter(|element| element.role == role).count()
}

#[test]
fn a_wide_table_wraps_then_shrinks_then_is_divided_with_its_first_column_repeated() {
    let (wrapped, words) = table(5, 4, |row, column| {
        format!("r{row}c{column}x some words that may wrap r{row}c{column}y")
    });
    assert_eq!(
        steps(&wrapped).iter().filter(|step| **step >= FitAdjustment::TableShrunk).count(),
        0,
        "{:?}",
        steps(&wrapped)
    );
    assert_eq!(faults(&wrapped, &words), [""; 0]);

    let (shrunk, words) = table(5, 4, |row, column| format!("columnwidth{row}n{column}x"));
    assert!(steps(&shrunk).contains(&FitAdjustment::TableShrunk), "{:?}", steps(&shrunk));
    assert!(!steps(&shrunk).contains(&FitAdjustment::TableDivided), "{:?}", steps(&shrunk));
    assert_eq!(faults(&shrunk, &words), [""; 0]);

    let (divided, words) = table(16, 5, |row, column| format!("columnwidth{row}n{column}x"));
    assert!(steps(&divided).contains(&FitAdjustment::TableDivided), "{:?}", steps(&divided));
    assert_eq!(faults(&divided, &words), [""; 0], "the repeated column is decoration");
    assert_eq!(
        (count(&divided, Role::Table), count(&divided, Role::TableRow)),
        (1, 5),
        "it stays one table"
    );
    assert_eq!(
        (count(&divided, Role::TableHeaderCell), count(&divided, Role::TableCell)),
        (16, 64)
    );
    let shown = divided.pages.iter().flat_map(|page| &page.items);
    let repeated = shown
        .filter(|item| matches!(&item.kind, ItemKind::Text(run) if &*run.text == "columnwidth1n0x"))
        .count();
    assert!(repeated > 1, "the first column stands before every part");
}

#[test]
fn twelve_columns_thirty_by_twenty_and_a_word_of_three_hundred_letters_come_out_whole() {
    for (columns, rows) in [(12, 8), (20, 30), (1, 3), (2, 40)] {
        let (scene, words) = table(columns, rows, |row, column| format!("r{row}c{column}x"));
        assert_eq!(faults(&scene, &words), [""; 0], "{columns} × {rows}");
    }
    let long = "o".repeat(300);
    let (scene, words) = table(4, 3, |row, column| {
        if (row, column) == (1, 1) { long.clone() } else { format!("r{row}c{column}x") }
    });
    assert_eq!(faults(&scene, &words), [""; 0]);
    assert!(!steps(&scene).contains(&FitAdjustment::TableDivided));
}

#[test]
fn cards_stand_no_closer_than_their_words_allow() {
    let cards: String = (0..8)
        .map(|index| {
            format!("        - {{ title: Internationalisation{index}, text: some text }}\n")
        })
        .collect();
    let scene = deck(&format!("    cards:\n      across: 8\n      items:\n{cards}"));
    for index in 0..8 {
        let title = format!("Internationalisation{index}");
        let whole = scene.pages[0]
            .items
            .iter()
            .any(|item| matches!(&item.kind, ItemKind::Text(run) if *run.text == *title));
        assert!(whole, "{title} is on one line");
    }
    assert_eq!(faults(&scene, &[]), [""; 0]);
}

#[test]
fn units_of_numbers_stand_below_each_other_whichever_way_a_table_is_written() {
    for (lang, label) in [("en", "Passengers"), ("ar", "الركاب"), ("he", "נוסעים")] {
        let row = |number: &str| format!("      - [{label}, \"{number}\", {label}]\n");
        let rows = [row("7"), row("45"), row("18,400")].concat();
        let scene = composed(&format!(
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
