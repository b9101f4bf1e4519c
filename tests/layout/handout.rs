//! Handouts contain the text of slides and notes exactly once.

use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::scene::{ItemKind, LinkTarget, Scene};
use plenary::{Input, Options, lay_out};

use super::invariants::{find_items_outside, find_lost_words, text_by_element};
use super::lay_out_valid;

const OUTLINE: &str = "\
title: River
date: 2026-05-31
author: [Ana Silva]
footer: '#River'
slides:
  - layout: cover
  - id: why
    title: Why
    bullets: [Oxygen, 'see [the end](#end)', 'mail <mailto:a@example.org>']
    notes: Say **why**.
  - { title: Boxes, checklist: ['[x] one', '[ ] two'] }
  - { title: Table, table: [[a, b], [c, d]] }
  - { id: end, title: End, text: 'back to [why](#why)', notes: [First, 'Then ^up^'] }
";

fn lay_out_sheets(outline: &str, kind: HandoutKind, paper: Paper) -> Scene {
    let options = Options { handout: Some(Handout { kind, paper }), ..Options::default() };
    let laid_out = lay_out(Input::Bytes(outline.as_bytes().to_vec()), &options);
    assert!(!laid_out.diagnostics.has_errors());
    laid_out.scene
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
fn handouts_contain_all_text_of_the_slides() {
    let slides = lay_out_valid(OUTLINE);
    for paper in [Paper::A4, Paper::Letter] {
        for count in HandoutKind::COUNTS {
            let sheets = lay_out_sheets(OUTLINE, HandoutKind::Slides(count), paper);
            assert_eq!(sheets.pages.len(), 5_usize.div_ceil(usize::from(count)));
            assert_eq!(text_by_element(&sheets), text_by_element(&slides), "{count}");
            assert_eq!(sheets.structure.elements, slides.structure.elements);
            let (width, height) = (paper.size().width, paper.size().height);
            for page in &sheets.pages {
                assert_eq!(find_items_outside(page), [""; 0]);
                assert_eq!(page.size.width.min(page.size.height), width.min(height));
            }
        }
    }
}

#[test]
fn links_bookmarks_and_destinations_lead_to_the_sheet_with_the_slide() {
    assert_eq!(page_links(&lay_out_valid(OUTLINE)), [(1, 4), (4, 1)]);
    let sheets = lay_out_sheets(OUTLINE, HandoutKind::Slides(3), Paper::A4);
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
fn slides_are_clipped_to_their_frame_on_a_sheet() {
    let sheets = lay_out_sheets(OUTLINE, HandoutKind::Slides(2), Paper::A4);
    let mut clip = None;
    for item in &sheets.pages[0].items {
        match &item.kind {
            ItemKind::Clip(window) => clip = *window,
            ItemKind::Shape(shape) if shape.fill.is_some() => {
                assert!(clip.is_some(), "filled shapes belong to a slide: {shape:?}");
            }
            _ => {}
        }
    }
    assert_eq!(clip, None, "the last clip is closed");
}

#[test]
fn notes_are_below_their_slide_and_continue_on_more_sheets() {
    let long: Vec<String> = (0..400).map(|index| format!("word{index:04}")).collect();
    let list: Vec<String> = (0..60).map(|index| format!("item{index:03}")).collect();
    let outline = format!(
        "title: River\nslides:\n  - title: A\n    text: on the slide\n    notes: |\n      \
         {}\n\n      - {}\n  - title: B\n",
        long.join(" lorem ipsum "),
        list.join("\n      - ")
    );
    let sheets = lay_out_sheets(&outline, HandoutKind::Notes, Paper::A4);
    assert!(sheets.pages.len() >= 4, "{} sheets", sheets.pages.len());
    let words: Vec<String> =
        long.into_iter().chain(list).chain(["ontheslide".to_owned()]).collect();
    assert_eq!(find_lost_words(&sheets, &words), [""; 0]);
    for page in &sheets.pages {
        assert_eq!(find_items_outside(page), [""; 0]);
    }
    // The second slide follows all notes on the first.
    assert_eq!(sheets.bookmarks.last().map(|entry| entry.page), Some(sheets.pages.len() - 1));
}

#[test]
fn notes_follow_their_slide_in_reading_order_and_are_not_part_of_the_deck() {
    let texts = |scene: &Scene| text_by_element(scene).into_values().collect::<Vec<_>>();
    let sheets = texts(&lay_out_sheets(OUTLINE, HandoutKind::Notes, Paper::A4));
    assert!(
        ["Saywhy.", "First"].iter().all(|words| sheets.iter().any(|text| text == words)),
        "{sheets:?}"
    );
    assert!(!texts(&lay_out_valid(OUTLINE)).iter().any(|text| text == "First"));
}

#[test]
fn sheets_of_right_to_left_decks_are_mirrored() {
    let outline = |direction| format!("direction: {direction}\n{OUTLINE}");
    let frames = |scene: &Scene| -> Vec<f32> {
        let windows = scene.pages[0].items.iter().filter_map(|item| match item.kind {
            ItemKind::Clip(Some(window)) => Some(window),
            _ => None,
        });
        windows.map(|window| window.x + window.width / 2.0).collect()
    };
    // Centres of the text outside slides: title, numbers, names.
    let words = |scene: &Scene| -> Vec<(String, f32)> {
        let mut on_slide = false;
        let mut words = Vec::new();
        for item in &scene.pages[0].items {
            match &item.kind {
                ItemKind::Clip(window) => on_slide = window.is_some(),
                // The parts of `1 / 2` swap places.
                ItemKind::Text(run) if !on_slide && !run.text.contains('/') => {
                    words.push((run.text.to_string(), run.origin.x + run.width() / 2.0))
                }
                _ => {}
            }
        }
        words
    };
    for count in [3, 4, 6] {
        let left = lay_out_sheets(&outline("ltr"), HandoutKind::Slides(count), Paper::A4);
        let right = lay_out_sheets(&outline("rtl"), HandoutKind::Slides(count), Paper::A4);
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
    // The content of a slide is not mirrored.
    let (slides, sheets) = (
        lay_out_valid(&outline("rtl")),
        lay_out_sheets(&outline("rtl"), HandoutKind::Slides(1), Paper::A4),
    );
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
