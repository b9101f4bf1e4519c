//! `when:` on slides, blocks and items.

use crate::project::{Project, lay_out_text, set};

#[test]
fn slides_blocks_and_items_are_shown_if_their_condition_holds() {
    let outline = "vars: { partners: 12, vip: no }\nslides:\n  - title: Many\n    \
        when: partners > 10\n    bullets:\n      - { text: shown, when: partners == 12 }\n      \
        - { text: hidden, when: vip }\n    callout: { text: Secret, when: vip }\n    \
        content:\n      - text: First\n        when: not vip\n      - text: Second\n        \
        when: vip\n  - title: Few\n    when: partners < 10\n";
    let project = Project::new(&[("slides.yaml", outline)]);
    let outcome = project.lay_out(set(&[("vip", "no")]));
    assert_eq!(outcome.reports(), [""; 0]);
    for (word, is_shown) in [
        ("Many", true),
        ("shown", true),
        ("First", true),
        ("hidden", false),
        ("Secret", false),
        ("Second", false),
        ("Few", false),
    ] {
        assert_eq!(outcome.text.contains(word), is_shown, "{word}\n{}", outcome.text);
    }
    let outcome = project.lay_out(set(&[("vip", "yes"), ("partners", "3")]));
    assert!(outcome.text.contains("Few") && !outcome.text.contains("Many"), "{}", outcome.text);
}

#[test]
fn an_item_that_starts_with_when_is_a_text() {
    let outcome = lay_out_text("slides:\n  - title: A\n    bullets:\n      - when: it rains\n");
    assert_eq!(outcome.reports(), [""; 0]);
    assert!(outcome.text.contains("when: it rains"), "{}", outcome.text);
}

#[test]
fn a_condition_that_cannot_be_decided_is_reported_at_its_column() {
    let report = |condition: &str| {
        let outline = format!(
            "vars: {{ partners: 12 cities }}\nslides:\n  - title: A\n    when: {condition}\n"
        );
        lay_out_text(&outline).reports().join("\n")
    };
    assert_eq!(
        report("partners > 10"),
        "slides.yaml:4:11 E0142 `partners` is the text `12 cities`, not a number \
         (slides.yaml:1:19 the value of `partners`)"
    );
    assert_eq!(report("true and partnres"), "slides.yaml:4:20 E0138 `partnres` has no value");
    assert!(report("[a]").contains("`when` must be a condition, not a list"));
    assert!(report("partners >").contains("E0139"));
}
