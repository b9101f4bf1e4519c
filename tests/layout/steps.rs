//! Steps: what is visible on which sheet, and that nothing moves.
#![allow(clippy::disallowed_methods, reason = "tests write files")]

use plenary::scene::{ItemKind, RevealState, Scene};
use plenary::show::StepSelection;

use crate::lay_out_valid;

/// Returns the words of each sheet: new ones as they are, repeated ones in brackets, dimmed ones in
/// parentheses.
fn visible_words(scene: &Scene, steps: StepSelection) -> Vec<String> {
    let sheets = scene.step_pages(steps);
    let on_sheet = |sheet: &plenary::scene::StepPage| {
        let mut words: Vec<String> = Vec::new();
        for item in &scene.pages[sheet.page].items {
            let ItemKind::Text(run) = &item.kind else { continue };
            let word = match sheet.reveal_state(item) {
                _ if item.element.is_none() => continue,
                RevealState::Hidden => continue,
                RevealState::New => run.text.to_string(),
                RevealState::Repeated => format!("[{}]", run.text),
                RevealState::Dimmed => format!("({})", run.text),
            };
            words.push(word);
        }
        words.join(" ")
    };
    sheets.iter().map(on_sheet).collect()
}

const LIST: &str = "
slides:
  - title: T
    bullets: { steps: true, items: [a, {text: b, bullets: [c]}, d] }
  - title: U
";

#[test]
fn each_sheet_reveals_one_more_list_item() {
    let scene = lay_out_valid(LIST);
    assert_eq!(
        visible_words(&scene, StepSelection::All),
        ["T a", "[T] [a] b c", "[T] [a] [b] [c] d", "U"]
    );
    assert_eq!(visible_words(&scene, StepSelection::Last), ["T a b c d", "U"]);
    assert_eq!(scene.pages.len(), 2, "pages are counted without their steps");
    let labels: Vec<&str> = scene
        .step_pages(StepSelection::All)
        .iter()
        .map(|sheet| scene.pages[sheet.page].label.as_str())
        .collect();
    assert_eq!(labels, ["1", "1", "1", "2"]);
}

#[test]
fn lists_and_groups_without_steps_appear_as_a_whole() {
    let scene = lay_out_valid(
        "
slides:
  - title: T
    steps: true
    group: { steps: false, items: [{text: a}, {bullets: [b, c]}] }
    bullets: { steps: false, items: [d, e] }
    numbered: [f, g]
",
    );
    let words = visible_words(&scene, StepSelection::All);
    assert_eq!(words.len(), 4, "{words:?}");
    assert_eq!(words[0], "T a b c");
    assert_eq!(words[1], "[T] [a] [b] [c] d e");
    assert!(words[2].ends_with(" f") && words[3].ends_with(" g"), "{words:?}");
}

#[test]
fn steps_do_not_move_or_change_what_is_laid_out() {
    let places = |outline: &str| {
        format!(
            "{:?}",
            lay_out_valid(outline).pages[0].items.iter().map(|item| &item.kind).collect::<Vec<_>>()
        )
    };
    let without = LIST.replace("steps: true, ", "");
    assert_eq!(places(LIST), places(&without));
}

#[test]
fn a_slide_with_steps_reveals_its_blocks_in_order() {
    let scene = lay_out_valid(
        "
slides:
  - title: T
    steps: true
    content:
      - text: a
      - bullets: [b, c]
      - heading: H
      - numbered: [d]
      - columns: [[{text: e}], [{text: f}]]
      - cards: [{title: g, bullets: [x, y]}, {title: h}]
",
    );
    let expected = ["T a", "[T] [a] b", "c", "H 1. d", "e", "f", "g x y", "h"];
    let shown = visible_words(&scene, StepSelection::All);
    assert_eq!(shown.len(), expected.len(), "{shown:?}");
    for (sheet, new) in shown.iter().zip(expected) {
        let words: Vec<&str> =
            sheet.split(' ').filter(|word| !word.starts_with('[') || new.contains('[')).collect();
        assert_eq!(words.join(" "), new);
    }
}

#[test]
fn steps_of_a_slide_override_those_of_the_deck() {
    let outline = "
steps: true
slides:
  - bullets: [a, b]
  - bullets: [c, d]
    steps: false
  - cascade: [{label: e}, {label: f}]
  - stats: [{value: g}, {value: h}]
  - figures: [images/eu.svg, images/week.svg]
    layout: figures
";
    let shown = visible_words(&lay_out_valid(outline), StepSelection::All);
    assert_eq!(shown, ["a", "[a] b", "c d", "e", "[e] f", "g", "[g] h", "", ""]);
}

#[test]
fn the_theme_sets_whether_unrevealed_items_are_dimmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slides.yaml");
    std::fs::write(folder.path().join("mine.yaml"), "extends: plain\nsteps: dim\n").unwrap();
    std::fs::write(&path, format!("theme: mine.yaml\n{LIST}")).unwrap();
    let laid_out = plenary::lay_out(plenary::Input::File(path), &plenary::Options::default());
    assert_eq!(laid_out.diagnostics.into_sorted(), []);
    assert_eq!(
        visible_words(&laid_out.scene, StepSelection::All)[..2],
        ["T a (b) (c) (d)", "[T] [a] b c (d)"]
    );
}

#[test]
fn steps_continue_on_the_next_page_of_a_slide() {
    let items: Vec<String> =
        (0..40).map(|item| format!("        - item {item} with some words after it\n")).collect();
    let scene = lay_out_valid(&format!(
        "slides:\n  - title: T\n    bullets:\n      steps: true\n      items:\n{}",
        items.concat()
    ));
    assert!(scene.pages.len() > 1);
    let sheets = scene.step_pages(StepSelection::All);
    assert_eq!(sheets.len(), 40, "each reveals one more item");
    let second = sheets.iter().position(|sheet| sheet.page == 1).unwrap();
    let shown = visible_words(&scene, StepSelection::All);
    assert_eq!(shown[second].matches("item").count(), 1, "{}", shown[second]);
}
