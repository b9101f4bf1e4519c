//! Footnotes and source lines.

use plenary::export::extract_text;
use plenary::scene::{GlyphRun, ItemKind, LinkTarget, Page, Role, Scene};

use super::lay_out_valid;

fn lay_out_slides(slides: &str) -> Scene {
    lay_out_valid(&format!("title: A\nlang: en\nslides:\n{slides}"))
}

/// Returns the runs of text on a page whose element, or an element around it, has this role.
fn runs_in<'s>(scene: &'s Scene, page: &'s Page, role: Role) -> Vec<&'s GlyphRun> {
    let is_inside = |mut element| loop {
        let found = scene.structure.get(element);
        if found.role == role {
            return true;
        }
        let Some(parent) = found.parent else { return false };
        element = parent;
    };
    let runs = page.items.iter().filter_map(|item| match (&item.kind, item.element) {
        (ItemKind::Text(run), Some(element)) if is_inside(element) => Some(run),
        _ => None,
    });
    runs.collect()
}

/// Returns the texts of the footnotes on a page, with their numbers.
fn notes_on(scene: &Scene, page: usize) -> String {
    let runs = runs_in(scene, &scene.pages[page], Role::Note);
    runs.iter().map(|run| run.shown_text()).collect()
}

fn calls_on(scene: &Scene, page: usize) -> Vec<String> {
    let runs = runs_in(scene, &scene.pages[page], Role::Reference);
    runs.iter().map(|run| run.shown_text().to_owned()).collect()
}

#[test]
fn footnotes_are_numbered_in_reading_order() {
    let scene = lay_out_slides(
        "  - title: T^[of the title]\n    kicker: K^[of the kicker]\n    footnotes: {a: named}\n    \
         columns:\n      - - bullets:\n            - One^[of one]: [Inner^[of inner]]\n            \
         - Two[^a]\n      - - table: [['H^[of h]', I], [x, 'y[^a]']]\n        - callout: C[^a]\n",
    );
    assert_eq!(calls_on(&scene, 0), ["1", "2", "3", "4", "5", "6", "5", "5"]);
    assert_eq!(notes_on(&scene, 0), "1of the kicker2of the title3of one4of inner5named6of h");
}

#[test]
fn a_name_is_found_on_the_slide_then_in_the_deck() {
    let scene = lay_out_valid(
        "footnotes: {a: of the deck, b: shared}\nlang: en\nslides:\n  - title: T\n    \
         footnotes: {a: of the slide}\n    body: |\n      One[^a], two[^b], three[^c]^[four].\n\n\
         \u{20}     [^c]: in the body,\n        on two lines\n      - a list\n  - title: U\n\
         \u{20}   text: Five[^a]\n",
    );
    assert_eq!(notes_on(&scene, 0), "1of the slide2shared3in the body, on two lines4four");
    assert_eq!(notes_on(&scene, 1), "1of the deck");
    assert!(extract_text(&scene).contains("three[3][4]."), "{}", extract_text(&scene));
    assert!(extract_text(&scene).contains("- a list\n"));
}

#[test]
fn code_formulas_and_other_brackets_are_no_footnotes() {
    let text = "`a^[b]` $x^[y]$ \\^[c] \\[^d] [^a-z] [^0-9] x^[^ [e]";
    let scene = lay_out_slides(&format!("  - title: T\n    text: '{text}'\n"));
    assert!(calls_on(&scene, 0).is_empty(), "{:?}", calls_on(&scene, 0));
    let shown = extract_text(&scene);
    for part in ["a^[b]", "^[c]", "[^d]", "[^a-z]", "[^0-9]"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn footnotes_have_markup_formulas_and_links() {
    let scene = lay_out_slides(
        "  - title: T\n    text: 'A **b^[c *d* $e^2$ [f](https://example.org) [g] h]**'\n",
    );
    let links: Vec<&LinkTarget> = scene.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Link(link) => Some(&link.target),
            _ => None,
        })
        .collect();
    let is_note = |target: &&&LinkTarget| matches!(target, LinkTarget::SamePage { .. });
    assert_eq!(links.iter().filter(is_note).count(), 2, "{links:?}");
    assert!(links.contains(&&LinkTarget::Uri("https://example.org".into())), "{links:?}");
    assert!(extract_text(&scene).contains("[1] c d e² f [g] h"), "{}", extract_text(&scene));
}

#[test]
fn a_footnote_may_have_further_paragraphs() {
    let scene = lay_out_slides(
        "  - title: T\n    body: |\n      Word[^a].\n\n      [^a]: One\n        line.\n\n\
         \x20         Two.\n\n      End.\n",
    );
    let notes = notes_on(&scene, 0);
    assert!(notes.ends_with("One line. Two."), "{notes}");
    assert!(extract_text(&scene).contains("End."));
}

#[test]
fn links_lead_to_the_footnote_and_back() {
    let scene = lay_out_slides("  - title: T\n    text: One^[two]\n");
    let page = &scene.pages[0];
    let links: Vec<(f32, f32, &str)> = page
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Link(link) => match link.target {
                LinkTarget::SamePage { top } => Some((link.rect.y, top, link.alt_text.as_str())),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let [(call, to_note, words), (note, to_call, _)] = links[..] else { panic!("{links:?}") };
    assert!(call < note && note > page.size.height / 2.0);
    assert!((to_note - note).abs() < 6.0 && (to_call - call).abs() < 6.0, "{links:?}");
    assert_eq!(words, "two");
}

#[test]
fn every_page_has_the_footnotes_that_it_calls() {
    let bullets: String = (1..=60)
        .map(|number| format!("      - Bullet {number}, a few words^[Note of bullet {number}.]\n"))
        .collect();
    let slide = format!("  - title: T^[of the title]\n    source: S\n    bullets:\n{bullets}");
    let scene = lay_out_slides(&slide);
    assert!(scene.pages.len() > 2);
    for (index, page) in scene.pages.iter().enumerate() {
        let notes = notes_on(&scene, index);
        for call in calls_on(&scene, index) {
            let number: usize = call.parse().unwrap();
            let text = match number {
                1 => "1of the title".to_owned(),
                _ => format!("{number}Note of bullet {}.", number - 1),
            };
            assert!(notes.contains(&text), "{text} is not on page {index}: {notes}");
        }
        let lowest = |role| {
            let runs = runs_in(&scene, page, role);
            runs.iter().map(|run| run.origin.y).fold(0.0, f32::max)
        };
        let notes = runs_in(&scene, page, Role::Note);
        let highest = notes.iter().map(|run| run.origin.y - run.size).fold(f32::MAX, f32::min);
        assert!(lowest(Role::List(plenary::scene::ListNumbering::Unordered)) < highest);
        assert!(lowest(Role::Note) < page.size.height - 20.0);
    }
}

#[test]
fn a_footnote_longer_than_a_page_continues() {
    let words: Vec<String> = (0..3000).map(|number| format!("w{number}")).collect();
    let slide = format!("  - title: T\n    text: A^[{}]\n", words.join(" "));
    let scene = lay_out_slides(&slide);
    assert!(scene.pages.len() > 1);
    let shown: String = (0..scene.pages.len()).map(|page| notes_on(&scene, page)).collect();
    for word in &words {
        assert!(shown.contains(word), "{word}");
    }
}

#[test]
fn a_footnote_appears_with_its_call() {
    let scene = lay_out_slides(
        "  - title: T\n    steps: true\n    bullets:\n      - One\n      - Two^[note]\n",
    );
    let step_of = |role| {
        let items = scene.pages[0].items.iter().filter(|item| {
            item.element.is_some_and(|element| scene.structure.get(element).role == role)
        });
        items.map(|item| item.step).max().unwrap()
    };
    assert_eq!(step_of(Role::Note), step_of(Role::ListBody));
    assert!(step_of(Role::Note) > 0);
}

#[test]
fn every_layout_shows_its_footnotes_and_source() {
    for slide in [
        "layout: cover\n    title: T^[note]",
        "layout: section\n    title: T^[note]",
        "layout: statement\n    title: T^[note]",
        "title: T^[note]?",
        "title: T^[note]?\n    bullets: [a]",
        "layout: end\n    title: T^[note]",
        "layout: blank\n    text: T^[note]",
        "layout: two_columns\n    content: [{text: 'T^[note]'}, {text: U}]",
        "stats: [{value: '3^[note]', label: L}]",
        "quote: {text: 'Q^[note]', by: B}",
        "cards: [{title: 'C^[note]', text: D}]",
        "cascade: [{label: 'C^[note]', text: D}]",
        "contact: [{name: 'N^[note]', org: O}]",
        "code: {text: 'let x', caption: 'C^[note]'}",
        "checklist: [done: 'C^[note]']",
    ] {
        let scene = lay_out_slides(&format!("  - {slide}\n    source: From here\n"));
        assert_eq!(notes_on(&scene, 0), "1note", "{slide}");
        assert!(extract_text(&scene).contains("From here"), "{slide}");
        let page = &scene.pages[0];
        for run in runs_in(&scene, page, Role::Note) {
            assert!(run.origin.y < page.size.height - 10.0, "{slide}");
            assert!(run.size > 10.0, "{slide}");
        }
    }
}

#[test]
fn speaker_notes_show_footnotes_in_parentheses() {
    let scene =
        lay_out_slides("  - title: T\n    footnotes: {a: alpha}\n    notes: Say^[beta] this[^a]\n");
    assert_eq!(scene.pages[0].notes.as_deref(), Some("Say (beta) this (alpha)"));
    assert!(notes_on(&scene, 0).is_empty());
}

#[test]
fn titles_are_listed_without_numbers() {
    let scene = lay_out_slides("  - title: T^[a]^[b] and more\n    text: A\n");
    assert_eq!(scene.bookmarks[0].title, "T and more");
    assert_eq!(calls_on(&scene, 0), ["1,", "2"]);
}

#[test]
fn a_footnote_of_title_and_body_appears_with_the_first_call() {
    for fit in ["grow", "split"] {
        let words = "word ".repeat(if fit == "split" { 400 } else { 1 });
        let scene = lay_out_slides(&format!(
            "  - title: T[^a]\n    fit: {fit}\n    steps: true\n    footnotes: {{a: note}}\n    \
             bullets:\n      - One\n      - Two[^a] {words}\n",
        ));
        assert_eq!(scene.pages.len() > 1, fit == "split");
        let is_note = |element| scene.structure.get(element).role == Role::Note;
        let items = scene.pages[0].items.iter().filter(|item| item.element.is_some_and(is_note));
        assert_eq!(items.map(|item| item.step).collect::<Vec<_>>(), [0], "{fit}");
    }
}

#[test]
fn a_blank_page_has_no_room_for_a_header() {
    let top = |header: &str| {
        let scene = lay_out_valid(&format!(
            "{header}lang: en\nslides:\n  - layout: blank\n    text: T^[note]\n",
        ));
        runs_in(&scene, &scene.pages[0], Role::Paragraph)[0].origin.y
    };
    let long = format!("header: {}\n", "A long header ".repeat(12));
    assert_eq!(top(""), top(&long));
}

#[test]
fn a_list_of_many_pages_has_the_footnotes_of_each_page() {
    let bullets: String =
        (0..300).map(|index| format!("      - Point {index}^[note {index}]\n")).collect();
    let scene = lay_out_slides(&format!("  - title: T\n    bullets:\n{bullets}"));
    assert!(scene.pages.len() > 20);
    for page in 0..scene.pages.len() {
        let notes = notes_on(&scene, page);
        assert_eq!(notes.matches("note").count(), calls_on(&scene, page).len(), "{notes}");
    }
}
