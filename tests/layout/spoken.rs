//! What is said to those who do not see the pages.

use plenary::scene::{ItemKind, Role};

use crate::composed;

#[test]
fn a_box_says_whether_it_is_ticked_in_the_language_of_its_slide() {
    let scene = composed(
        "lang: de\nslides:\n  - checklist: [done: a]\n  - checklist: [todo: b]\n    lang: fr\n",
    );
    let said: Vec<&str> = scene
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match &item.kind {
            ItemKind::Shape(shape) => shape.actual_text.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(said, ["erledigt", "pas fait"]);
}

#[test]
fn a_picture_that_only_decorates_is_not_spoken_of() {
    let figures = |outline: &str| {
        let scene = composed(outline);
        scene
            .structure
            .elements
            .into_iter()
            .filter(|element| element.role == Role::Figure)
            .map(|element| element.alt)
            .collect::<Vec<_>>()
    };
    let deck = |figure: &str| {
        format!("slides:\n  - title: T\n    figure: {{ src: images/eu.svg, {figure} }}\n")
    };
    assert_eq!(figures(&deck("alt: Stars")), [Some("Stars".into())]);
    assert!(figures(&deck("alt: \"\"")).is_empty());
    assert_eq!(figures(&deck("alt: \"\", caption: The flag")), [Some("The flag".into())]);
}

#[test]
fn code_is_code() {
    let scene = composed("slides:\n  - text: Write `alt` there\n");
    let code =
        scene.structure.elements.iter().position(|element| element.role == Role::Code).unwrap();
    let words: String = scene.pages[0]
        .items
        .iter()
        .filter(|item| item.element.is_some_and(|element| element.0 as usize == code))
        .map(|item| match &item.kind {
            ItemKind::Text(run) => run
                .glyphs
                .iter()
                .map(|glyph| &run.text[glyph.range.start as usize..glyph.range.end as usize])
                .collect::<String>(),
            _ => String::new(),
        })
        .collect();
    assert_eq!(words, "alt");
}
