//! Sheets to print: what slides say is on them, once, and so is all that is said about them.

use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::scene::{ItemKind, LinkTarget, Scene};
use plenary::{Input, Options, lay_out};

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
    let composed = lay_out(Input::Bytes(outline.as_bytes().to_vec()), &options);
    assert!(!composed.diagnostics.has_errors());
    composed.scene
}

fn page_links(scene: &Scene) -> Vec<(usize, usize)> {
    let items = scene
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, sheet)| sheet.items.iter().map(move |item| (page, item)));
    let links = items.filter_map(|(page, item)| match &item.kind {
        ItemKind::Link(link) => Some((page, &link.target)),
        _ => None,
    });
    links
        .filter_map(
            |(from, target)| {
                if let LinkTarget::Page(to) = target { Some((from, *to)) } else { None }
            },
        )
        .collect()
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
    assert_eq!(
        sheets.bookmarks.iter().map(|entry| entry.page).collect::<Vec<_>>(),
        [0, 0, 0, 1, 1]
    );
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
    let words: Vec<String> =
        long.into_iter().chain(list).chain(["ontheslide".to_owned()]).collect();
    assert_eq!(lost(&sheets, &words), [""; 0]);
    for page in &sheets.pages {
        assert_eq!(outside(page), [""; 0]);
    }
    // The second slide comes behind all that is said about the first.
    assert_eq!(sheets.bookmarks.last().map(|entry| entry.page), Some(sheets.pages.len() - 1));
}

#[test]
fn notes_are_read_after_their_slide_and_are_no_part_of_the_slides() {
    let said = |scene: &Scene| text_by_element(scene).into_values().collect::<Vec<_>>();
    let sheets = said(&printed(OUTLINE, HandoutKind::Notes, Paper::A4));
    assert!(
        ["Saywhy.", "First"].iter().all(|words| sheets.iter().any(|text| text == words)),
        "{sheets:?}"
    );
    assert!(!said(&composed(OUTLINE)).iter().any(|text| text == "First"));
}

#[test]
fn a_sheet_of_a_deck_from_the_right_begins_at_the_right() {
    let outline = |direction| format!("direction: {direction}\n{OUTLINE}");
    let frames = |scene: &Scene| -> Vec<f32> {
        let windows = scene.pages[0].items.iter().filter_map(|item| match item.kind {
            ItemKind::Clip(Some(window)) => Some(window),
            _ => None,
        });
        windows.map(|window| window.x + window.width / 2.0).collect()
    };
    // Where text stands that is not on a slide: title, numbers, names.
    let words = |scene: &Scene| -> Vec<(String, f32)> {
        let mut on_slide = false;
        let mut found = Vec::new();
        for item in &scene.pages[0].items {
            match &item.kind {
                ItemKind::Clip(window) => on_slide = window.is_some(),
                // The halves of `1 / 2` change places.
                ItemKind::Text(run) if !on_slide && !run.text.contains('/') => {
                    found.push((run.text.to_string(), run.origin.x + run.width() / 2.0))
                }
                _ => {}
            }
        }
        found
    };
    for count in [3, 4, 6] {
        let left = printed(&outline("ltr"), HandoutKind::Slides(count), Paper::A4);
        let right = printed(&outline("rtl"), HandoutKind::Slides(count), Paper::A4);
        let width = left.pages[0].size.width;
        for (left, right) in frames(&left).into_iter().zip(frames(&right)) {
            assert!((left + right - width).abs() < 0.1, "{left} {right}");
        }
        assert!(frames(&right)[0] >= frames(&right)[1]);
        let (left, right) = (words(&left), words(&right));
        assert!(left.len() > 2);
        for (left, right) in left.iter().zip(&right) {
            assert_eq!(left.0, right.0);
            assert!((left.1 + right.1 - width).abs() < 0.1, "{left:?} {right:?}");
        }
    }
    // What a slide shows stands in it as it does on the screen.
    let (slides, sheets) =
        (composed(&outline("rtl")), printed(&outline("rtl"), HandoutKind::Slides(1), Paper::A4));
    let of = |scene: &Scene| -> Vec<f32> {
        let texts = scene.pages[0].items.iter().filter(|item| item.element.is_some());
        texts
            .filter_map(|item| {
                if let ItemKind::Text(run) = &item.kind { Some(run.origin.x) } else { None }
            })
            .collect()
    };
    let window = sheets.pages[0]
        .items
        .iter()
        .find_map(|item| if let ItemKind::Clip(window) = item.kind { window } else { None });
    let window = window.expect("a slide");
    let factor = window.width / slides.pages[0].size.width;
    for (slide, sheet) in of(&slides).into_iter().zip(of(&sheets)) {
        assert!((window.x + slide * factor - sheet).abs() < 0.1, "{slide} {sheet}");
    }
}
