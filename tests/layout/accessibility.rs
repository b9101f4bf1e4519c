//! Alternative and actual texts, and roles.

use plenary::scene::{ItemKind, Role};

use crate::lay_out_valid;

#[test]
fn checkboxes_have_an_actual_text_in_the_language_of_their_slide() {
    let scene = lay_out_valid(
        "lang: de\nslides:\n  - checklist: [done: a]\n  - checklist: [todo: b]\n    lang: fr\n",
    );
    let texts: Vec<&str> = scene
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match &item.kind {
            ItemKind::Shape(shape) => shape.actual_text.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(texts, ["erledigt", "pas fait"]);
}

#[test]
fn decorative_pictures_have_no_element() {
    let figures = |outline: &str| {
        let scene = lay_out_valid(outline);
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
fn code_has_the_role_code() {
    let scene = lay_out_valid("slides:\n  - text: Write `alt` there\n");
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
