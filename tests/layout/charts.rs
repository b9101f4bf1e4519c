//! Charts on slides: what is drawn, tagged, written as text and revealed.

use plenary::export::extract_text;
use plenary::scene::{ItemKind, Role, Scene};

use crate::{invariants, lay_out_valid};

fn words(scene: &Scene) -> Vec<String> {
    let items = scene.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| match &item.kind {
        ItemKind::Text(run) if item.element.is_some() => Some(run.shown_text().trim().to_owned()),
        _ => None,
    });
    runs.filter(|words| !words.is_empty()).collect()
}

fn slide(chart: &str) -> String {
    format!("lang: en\nslides:\n  - title: One\n    text: Some words.\n    chart: {chart}\n")
}

#[test]
fn a_chart_is_a_figure_and_a_table() {
    let scene = lay_out_valid(&slide("{ data: { Q1: 8.1, Q2: 8.9 }, unit: million €, title: Up }"));
    let figure = scene.structure.elements.iter().find(|element| element.role == Role::Figure);
    assert_eq!(
        figure.unwrap().alt.as_deref(),
        Some("Bar chart: Up. Q1 8.1 million €, Q2 8.9 million €.")
    );
    let cells: Vec<&str> = scene
        .structure
        .elements
        .iter()
        .filter(|element| element.role.is_cell())
        .filter_map(|element| element.text.as_deref())
        .collect();
    assert_eq!(cells, ["million €", "Q1", "8.1", "Q2", "8.9"]);
    let text = extract_text(&scene);
    assert!(text.contains("[Bar chart: Up."), "{text}");
    assert!(text.contains("|  | million € |\n| Q1 | 8.1 |\n| Q2 | 8.9 |"), "{text}");
}

#[test]
fn numbers_and_months_follow_the_language_of_the_slide() {
    let outline = "lang: de\nslides:\n  - title: Eins\n    chart:\n      kind: line\n      data: { \
                   2024-03: 1.5, 2024-05: 2.5, 2024-10: 3.5 }\n      labels: true\n";
    let words = words(&lay_out_valid(outline));
    assert!(words.contains(&"2,5".to_owned()), "{words:?}");
    assert!(words.iter().any(|word| word.starts_with("Mai")), "{words:?}");
}

#[test]
fn steps_reveal_one_series_after_the_other() {
    let data = "[[Year, Coal, Solar], [2024, 8, 5], [2025, 6, 7]]";
    let chart = format!("{{ kind: line, steps: true, data: {data} }}");
    let scene = lay_out_valid(&slide(&chart));
    let step = |word: &str| {
        let mut items = scene.pages[0].items.iter();
        let is_word = |item: &&plenary::scene::Item| match &item.kind {
            ItemKind::Text(run) => run.shown_text().trim() == word,
            _ => false,
        };
        items.find(is_word).map(|item| item.step)
    };
    assert_eq!((step("Coal"), step("Solar"), step("2024")), (Some(0), Some(1), Some(0)));
}

#[test]
fn a_chart_keeps_the_size_of_its_type_beside_other_blocks() {
    let alone = "lang: en\nslides:\n  - title: One\n    chart: { data: { Q1: 8.1, Q2: 8.9 } }\n";
    let beside = "lang: en\nslides:\n  - title: One\n    bullets: [a, b, c]\n    chart: { data: { \
                  Q1: 8.1, Q2: 8.9 } }\n";
    let size = |outline: &str| {
        let scene = lay_out_valid(outline);
        let mut items = scene.pages[0].items.iter();
        let found = items.find_map(|item| match &item.kind {
            ItemKind::Text(run) if run.shown_text() == "8.1" => Some(run.size),
            _ => None,
        });
        found.expect("the value of a bar")
    };
    let (alone, beside) = (size(alone), size(beside));
    assert!(beside > alone * 0.6, "{alone} {beside}");
}

#[test]
fn hard_data_is_drawn_inside_the_page() {
    let rows: Vec<String> = (0..500).map(|at| format!("Category {at}: {at}")).collect();
    let many = format!("{{ data: {{ {} }} }}", rows.join(", "));
    for chart in [
        "{ data: { Only: 5 } }",
        "{ data: { a: 0, b: 0 } }",
        "{ data: { a: 5, b: 5, c: 5 } }",
        "{ data: { a: -5, b: -3 } }",
        "{ data: { a: 1e-12, b: 1e15 } }",
        "{ kind: line, data: { 2024: 1e-12, 2025: –, 2026: 3e-12 } }",
        "{ kind: line, data: { a: 5, b: –, c: –, d: 2 } }",
        "{ kind: pie, data: { a: 5 } }",
        "{ kind: donut, data: { a: 1e15, b: 1e-12 } }",
        "{ kind: scatter, data: [[a, b], [1, 1]] }",
        "{ kind: histogram, data: [3, 3, 3] }",
        "{ kind: waterfall, data: { a: 5, b: -9, c: total } }",
        "{ kind: area, stacked: percent, data: [[a, b, c], [2024, 0, 0], [2025, 1, 3]] }",
        many.as_str(),
    ] {
        let scene = lay_out_valid(&slide(chart));
        assert_eq!(scene.pages.len(), 1, "{chart}");
        let violations = invariants::find_violations(&scene, &[]);
        assert!(violations.is_empty(), "{chart}\n{violations:#?}");
    }
}

#[test]
fn right_to_left_slides_mirror_their_charts() {
    let outline = |lang: &str| {
        format!(
            "lang: {lang}\nslides:\n  - title: One\n    chart: {{ data: {{ Q1: 1, Q2: 2 }} }}\n"
        )
    };
    let first = |scene: &Scene| {
        let items = scene.pages[0].items.iter();
        let mut labels = items.filter_map(|item| match &item.kind {
            ItemKind::Text(run) if run.shown_text().starts_with('Q') => {
                Some((run.shown_text().to_owned(), run.origin.x))
            }
            _ => None,
        });
        let (one, two) = (labels.next().unwrap(), labels.next().unwrap());
        one.1 < two.1
    };
    assert!(first(&lay_out_valid(&outline("en"))));
    assert!(!first(&lay_out_valid(&outline("he"))));
}
