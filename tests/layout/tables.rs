//! Tables and cards that are too wide for their page.

use plenary::geometry::Rect;
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

/// A table with a cell that names many rows, continued on further pages.
fn lay_out_merged(down: usize, lang: &str) -> (Scene, Vec<String>) {
    let mut words = vec!["g0x".to_owned()];
    let rows: String = (0..down)
        .map(|row| {
            words.push(format!("a{row}x"));
            words.push(format!("b{row}x"));
            let first =
                if row == 0 { format!("{{text: g0x, down: {down}}}, ") } else { String::new() };
            format!("        - [{first}a{row}x, b{row}x]\n")
        })
        .collect();
    let slide = format!(
        "    table:\n      header: [[{{text: h1x, down: 2}}, {{text: h2x, across: 2}}], [h3x, h4x]]\n\
         \x20     rows:\n{rows}"
    );
    let scene = lay_out_valid(&format!("lang: {lang}\nslides:\n  - title: Wide\n{slide}"));
    (scene, words)
}

#[test]
fn merged_cells_are_shown_again_on_every_page_that_they_reach() {
    for lang in ["en", "ar"] {
        for down in [2, 5, 60] {
            let (scene, words) = lay_out_merged(down, lang);
            assert_eq!(find_violations(&scene, &words), [""; 0], "{down}");
            let pages = scene.pages.len();
            assert_eq!(pages > 2, down == 60);
            for page in &scene.pages {
                let names = page.items.iter().filter(
                    |item| matches!(&item.kind, ItemKind::Text(run) if &*run.text == "g0x"),
                );
                assert_eq!(names.count(), 1, "the name is once on each of {pages} pages");
            }
            assert_eq!(count_elements(&scene, Role::TableRow), down + 2);
            assert_eq!(count_elements(&scene, Role::TableCell), 2 * down + 1);
            assert_eq!(count_elements(&scene, Role::TableHeaderCell), 4);
            let spans: Vec<(u16, u16, u16)> = scene
                .structure
                .elements
                .iter()
                .filter_map(|element| element.cell)
                .map(|cell| (cell.column, cell.across, cell.down))
                .take(5)
                .collect();
            let all = u16::try_from(down).unwrap();
            assert_eq!(spans, [(0, 1, 2), (1, 2, 1), (1, 1, 1), (2, 1, 1), (0, 1, all)]);
        }
    }
}

#[test]
fn a_long_text_in_a_merged_cell_has_room() {
    let long: Vec<String> = (0..150).map(|index| format!("w{index}x")).collect();
    for count in [12, 60, 150] {
        let words = &long[..count];
        let scene = lay_out_slide(&format!(
            "    table:\n      - [A, B]\n      - [{{text: {}, down: 2}}, one]\n      - [two]\n",
            words.join(" ")
        ));
        assert_eq!(find_violations(&scene, words), [""; 0], "{count}");
    }
}

#[test]
fn numbers_are_legible_on_every_shade_of_every_theme() {
    use plenary::scene::Paint;
    for theme in plenary::theme::builtin_names() {
        for tone in ["light", "dark"] {
            let scene = lay_out_valid(&format!(
                "theme: {theme}\ntone: {tone}\nslides:\n  - title: A\n    table:\n      header: [P, Q]\n\
                 \x20     rows: [[a, -9], [b, -4], [c, 0], [d, 3], [e, 5], [f, 7], [g, 9]]\n      heat: true\n"
            ));
            let page = &scene.pages[0];
            let mut shades = 0;
            for item in &page.items {
                let ItemKind::Text(run) = &item.kind else { continue };
                if !run.text.ends_with(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let at = Rect::new(run.origin.x + 1.0, run.origin.y - 1.0, 0.0, 0.0);
                let ground = page.items.iter().rev().find_map(|item| match &item.kind {
                    ItemKind::Shape(shape) if shape.bounds().contains(at, 0.0) => {
                        match shape.fill {
                            Some(Paint::Solid(colour)) => Some(colour),
                            _ => None,
                        }
                    }
                    _ => None,
                });
                let Some(ground) = ground else { continue };
                shades += 1;
                let contrast = run.colour.contrast_ratio(ground);
                assert!(contrast >= 4.5, "{theme} {tone}: {contrast} for {}", run.text);
            }
            assert!(shades >= 7, "{theme} {tone}: {shades}");
        }
    }
}

#[test]
fn rows_appear_one_by_one_and_joined_rows_together() {
    let scene = lay_out_slide(
        "    table:\n      header: [A, B]\n      rows: [[a1x, b], [{text: a2x, down: 2}, c], [d3x], \
         [a4x, e]]\n      steps: true\n",
    );
    let step = |words: &str| {
        let items = &scene.pages[0].items;
        let mut found = items
            .iter()
            .filter(|item| matches!(&item.kind, ItemKind::Text(run) if &*run.text == words));
        found.next().map(|item| item.step)
    };
    let steps = ["A", "a1x", "a2x", "d3x", "a4x"].map(|words| step(words).unwrap_or(99));
    assert_eq!(steps, [0, 0, 1, 1, 2]);
}

#[test]
fn bars_start_at_zero_and_are_as_long_as_their_numbers() {
    let scene = lay_out_slide(
        "    table:\n      header: [A, B]\n      rows: [[a, 10], [b, 5], [c, -5], [d, free]]\n      \
         bars: true\n",
    );
    let bars: Vec<(f32, f32)> = scene.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Shape(shape) => Some(shape.bounds()),
            _ => None,
        })
        .filter(|bounds| bounds.height > 5.0 && bounds.width > 5.0 && bounds.width < 600.0)
        .map(|bounds| (bounds.x, bounds.width))
        .collect();
    let [(zero, ten), (_, five), (left, minus)] = bars[..] else { panic!("{bars:?}") };
    assert!((ten - 2.0 * five).abs() < 0.1 && (five - minus).abs() < 0.1, "{bars:?}");
    assert!((left + minus - zero).abs() < 0.1, "{bars:?}");
}

/// The grounds of cells on the first page.
fn grounds(scene: &Scene) -> Vec<Rect> {
    let items = scene.pages[0].items.iter();
    let shapes = items.filter_map(|item| match &item.kind {
        ItemKind::Shape(shape) if shape.fill.is_some() => Some(shape.bounds()),
        _ => None,
    });
    shapes.filter(|bounds| bounds.height > 5.0 && bounds.width < 950.0).collect()
}

#[test]
fn the_ground_of_a_highlighted_row_hardly_leaves_the_table() {
    let scene = lay_out_slide(
        "    table:\n      header: [A, B, C]\n      rows: [[first, 10, 2], [last, 5, 1]]\n      \
         highlight: [last]\n",
    );
    // The theme draws at the edge of the page.
    let starts = grounds(&scene).into_iter().map(|ground| ground.x).filter(|x| *x > 1.0);
    let left = starts.fold(f32::MAX, f32::min);
    let words = scene.pages[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Text(run) if &*run.text == "last" => Some(run.origin.x),
        _ => None,
    });
    let distance = words.expect("a cell") - left;
    assert!((0.0..=16.0).contains(&distance), "{distance}");
}

#[test]
fn numbers_are_in_the_middle_of_their_grounds() {
    for lang in ["en", "ar"] {
        let scene = lay_out_valid(&format!(
            "lang: {lang}\nslides:\n  - title: A\n    table:\n      header: [P, Spring, Summer]\n\
             \x20     rows: [[a, 9.1, 18.7], [b, 7.9, 16.2], [c, 8.4, 19.8]]\n      heat: true\n"
        ));
        let grounds = grounds(&scene);
        let mut found = 0;
        for item in &scene.pages[0].items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let letters = Rect::new(run.origin.x, run.origin.y - 2.0, run.width(), 1.0);
            let is_number = run.text.contains('.') && !run.text.contains(char::is_alphabetic);
            let ground = grounds.iter().find(|ground| ground.contains(letters, 0.1));
            let Some(ground) = ground.filter(|_| is_number) else { continue };
            found += 1;
            let (before, after) = (letters.x - ground.x, ground.right() - letters.right());
            assert!((before - after).abs() < 2.0, "{lang} {}: {before} {after}", run.text);
        }
        assert_eq!(found, 6, "{lang}");
    }
}

#[test]
fn highlighted_numbers_stay_on_one_line() {
    let scene = lay_out_slide(
        "    table:\n      header: [Place, Spring]\n      rows: [[a, 9.1], [b, 10.4]]\n      \
         heat: true\n      highlight: [b]\n",
    );
    let has_number = scene.pages[0].items.iter().any(|item| match &item.kind {
        ItemKind::Text(run) => &*run.text == "10.4",
        _ => false,
    });
    assert!(has_number);
}
