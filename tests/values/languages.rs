//! Texts in several languages.

use plenary::template::Values;

use crate::project::{Project, lay_out_text};

const OUTLINE: &str = "lang: en\ntitle: { en: Partners, zh: 合作伙伴 }\nslides:\n  \
    - title: { en: Our partners, zh: 我们的伙伴 }\n    bullets:\n      - { en: One, zh: 一 }\n      \
    - Two\n      - { en: Three of {{ n }}, zh: \"{{ n }} 之三\" }\nvars: { n: 12 }\n";

fn in_language(language: &str) -> Values {
    Values { language: Some(language.to_owned()), ..Values::default() }
}

#[test]
fn the_text_in_the_language_of_the_deck_is_shown() {
    let outline = OUTLINE.replace("Three of {{ n }}", "\"Three of {{ n }}\"");
    let project = Project::new(&[("slides.yaml", outline.as_str())]);
    let english = project.lay_out(Values::default());
    assert_eq!(english.reports(), [""; 0]);
    for text in ["Our partners", "One", "Two", "Three of 12"] {
        assert!(english.text.contains(text), "{text}: {}", english.text);
    }
    let chinese = project.lay_out(in_language("zh"));
    assert_eq!(chinese.reports(), [""; 0]);
    for text in ["我们的伙伴", "一", "Two", "12 之三"] {
        assert!(chinese.text.contains(text), "{text}: {}", chinese.text);
    }
    assert!(!chinese.text.contains("One"), "{}", chinese.text);
}

#[test]
fn a_missing_text_is_reported_and_another_language_is_shown() {
    let project = Project::new(&[("slides.yaml", "slides:\n  - title: { en: A, de: B }\n")]);
    let outcome = project.lay_out(in_language("fr"));
    assert_eq!(outcome.reports(), ["slides.yaml:2:12 E0149 this text is not there in `fr`"]);
    assert!(outcome.text.contains('A'));
    let outcome = project.lay_out(in_language("de-AT"));
    assert_eq!(outcome.reports(), [""; 0]);
    assert!(outcome.text.contains('B'));
}

#[test]
fn keys_that_are_no_languages_are_left_alone() {
    let outcome =
        lay_out_text("slides:\n  - { title: A, text: B }\n  - quote: { text: C, by: D }\n");
    assert_eq!(outcome.reports(), [""; 0]);
    assert!(outcome.text.contains('D'));
}
