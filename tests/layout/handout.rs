//! Sheets to print: what slides say is on them, once, and so is all that is said about them.

use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::scene::{ItemKind, LinkTarget, Scene};
use plenary::{Input, Options, compose};

use super::composed;
use super::laws::{lost, outside, text_by_element};

const OUTLINE: &str = "\
title: River
date: 2026-05-31
author: [Ana Silva]
footer: '#River'
slides:
  - layout: cover
  - { id: why, title: Why, bullets: [Oxygen, 'see [the end](#end)', 'mail <mailto:a@example.org>'], notes: Say **why**. }
  - { title: Boxes, checklist: ['[x] one', '[ ] two'] }
  - { title: Table, table: [[a, b], [c, d]] }
  - { id: end, title: End, text: 'back to [why](#why)', notes: [First, 'Then ^up^'] }
";

fn printed(outline: &str, kind: HandoutKind, paper: Paper) -> Scene {
    let options = Options { handout: Some(Handout { kind, paper }), ..Options::default() };
    let composed = compose(Input::Bytes(outline.as_bytes().to_vec()), &options);
    assert!(!composed.diagnostics.has_errors());
    composed.scene
}

fn page_links(scene: &Scene) -> Vec<(usize, usize)> {
    let items = scene.pages.iter().enumerate().flat_map(|(page, sheet)| sheet.items.iter().map(move |item| (page, item)));
    let links = items.filter_map(|(page, item)| match &item.kind {
        ItemKind::Link(link) => Some((page, &link.target)),
        _ => None,
    });
    links.filter_map(|(from, target)| if let LinkTarget::Page(to) = target { Some((from, *to)) } else { None }).collect()
}

#[test]
fn a_handout_says_what_its_slides_say_on_as_many_sheets_as_it_takes() {
    let slides = composed(OUTLINE);
    for paper in [Paper::A4, Paper::Letter] {
        for count in HandoutKind::COUNTS {
            let sheets = printed(OUTLINE, HandoutKind::Slides(count), paper);
            assert_eq!(sheets.pages.len(), 5_usize.div_ceil(usize::from(count)));
            assert_eq!(text_by_element(&sheets), text_by_element(&slides), "{count}");
            assert_eq!(sheets.structure.elements, slides.structure.elements);
            let (width, height) = (paper.size().width, paper.size().height);
            for page in &sheets.pages {
                assert_eq!(outside(page), [""; 0]);
                assert_eq!(page.size.width.min(page.size.height), width.min(height));
            }
        }
    }
}

#[test]
fn links_bookmarks_and_names_lead_to_the_sheet_that_the_slide_is_on() {
    assert_eq!(page_links(&composed(OUTLINE)), [(1, 4), (4, 1)]);
    let sheets = printed(OUTLINE, HandoutKind::Slides(3), Paper::A4);
    assert_eq!(page_links(&sheets), [(0, 1), (1, 0)]);
    assert_eq!(sheets.outline.iter().map(|entry| entry.page).collect::<Vec<_>>(), [0, 0, 0, 1, 1]);
    assert_eq!(
        sheets.destinations.iter().map(|place| (place.id.as_str(), place.page)).collect::<Vec<_>>(),
        [("why", 0), ("end", 1)]
    );
}

#[test]
fn a_slide_that_runs_off_its_page_is_cut_there_on_a_sheet_too() {
    let sheets = printed(OUTLINE, HandoutKind::Slides(2), Paper::A4);
    let mut seen = None;
    for item in &sheets.pages[0].items {
        match &item.kind {
            ItemKind::Clip(window) => seen = *window,
            ItemKind::Shape(shape) if shape.fill.is_some() => {
                assert!(seen.is_some(), "what is filled belongs to a slide: {shape:?}");
            }
            _ => {}
        }
    }
    assert_eq!(seen, None, "the last window is closed");
}

#[test]
fn notes_stand_below_their_slide_and_go_on_on_further_sheets() {
    let long: Vec<String> = (0..400).map(|index| format!("word{index:04}")).collect();
    let list: Vec<String> = (0..60).map(|index| format!("item{index:03}")).collect();
    let outline = format!(
        "title: River\nslides:\n  - title: A\n    text: on the slide\n    notes: |\n      {}\n\n      - {}\n  - title: B\n",
        long.join(" lorem ipsum "),
        list.join("\n      - ")
    );
    let sheets = printed(&outline, HandoutKind::Notes, Paper::A4);
    assert!(sheets.pages.len() >= 4, "{} sheets", sheets.pages.len());
    let words: Vec<String> = long.into_iter().chain(list).chain(["ontheslide".to_owned()]).collect();
    assert_eq!(lost(&sheets, &words), [""; 0]);
    for page in &sheets.pages {
        assert_eq!(outside(page), [""; 0]);
    }
    // The second slide comes behind all that is said about the first.
    assert_eq!(sheets.outline.last().map(|entry| entry.page), Some(sheets.pages.len() - 1));
}

#[test]
fn notes_are_read_after_their_slide_and_are_no_part_of_the_slides() {
    let said = |scene: &Scene| text_by_element(scene).into_values().collect::<Vec<_>>();
    let sheets = said(&printed(OUTLINE, HandoutKind::Notes, Paper::A4));
    assert!(["Saywhy.", "First"].iter().all(|words| sheets.iter().any(|text| text == words)), "{sheets:?}");
    assert!(!said(&composed(OUTLINE)).iter().any(|text| text == "First"));
}
