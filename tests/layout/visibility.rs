//! Hidden and backup slides, and the sections of the others.

use plenary::diagnostic::Severity;
use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::scene::{ArtifactKind, ItemKind, Page, Scene};
use plenary::show::Visibility::{self, Backup, Hidden, Shown};
use plenary::{Input, LaidOutDeck, Options, lay_out, render};

use crate::lay_out_valid;

const TALK: &str = "
title: Our river
slides:
  - title: First
  - title: Left out
    hide: true
    section: { title: Never, duration: 1min }
  - title: Spare
    backup: true
    section: Questions
  - section: { title: Measuring, duration: 5min }
  - title: Oxygen
  - section: Results
    title: Better
  - title: Last
";

fn lay_out_with(outline: &str, options: &Options) -> LaidOutDeck {
    lay_out(Input::Bytes(outline.as_bytes().to_vec()), options)
}

fn including_hidden() -> Options {
    Options { include_hidden: true, ..Options::default() }
}

/// Returns title, label and visibility of each page.
fn pages(scene: &Scene) -> Vec<(&str, &str, Visibility)> {
    let title =
        |slide| scene.fits.iter().find(|fit| fit.slide == slide).expect("a slide").title.as_str();
    scene
        .pages
        .iter()
        .map(|page| (title(page.slide), page.label.as_str(), page.visibility))
        .collect()
}

/// Returns title, first page and duration of each section.
fn sections(scene: &Scene) -> Vec<(&str, usize, Option<f32>)> {
    scene
        .sections
        .iter()
        .map(|section| (section.title.as_str(), section.page, section.seconds))
        .collect()
}

#[test]
fn backup_and_hidden_slides_follow_the_others() {
    let shown = [
        ("First", "1", Shown),
        ("Measuring", "2", Shown),
        ("Oxygen", "3", Shown),
        ("Better", "4", Shown),
        ("Last", "5", Shown),
        ("Spare", "6", Backup),
    ];
    assert_eq!(pages(&lay_out_valid(TALK)), shown);
    let all = lay_out_with(TALK, &including_hidden());
    assert_eq!(pages(&all.scene)[..6], shown);
    assert_eq!(pages(&all.scene)[6..], [("Left out", "7", Hidden)]);
    let deck = all.outline.expect("an outline").deck;
    assert!(deck.hidden.is_empty() && deck.slides.len() == 7);
}

#[test]
fn without_hidden_slides_nothing_changes() {
    let without = TALK.replace("hide: true", "hide: false");
    let pdf = |outline: &str, options: &Options| {
        render(Input::Bytes(outline.as_bytes().to_vec()), options).pdf.expect("a PDF")
    };
    assert_eq!(pdf(&without, &Options::default()), pdf(&without, &including_hidden()));
    assert_ne!(pdf(TALK, &Options::default()), pdf(TALK, &including_hidden()));
}

#[test]
fn sections_are_those_of_the_talk() {
    let talk = [("Measuring", 1, Some(300.0)), ("Results", 3, None)];
    assert_eq!(sections(&lay_out_valid(TALK)), talk);
    assert_eq!(sections(&lay_out_with(TALK, &including_hidden()).scene), talk);
}

#[test]
fn sections_follow_their_pages() {
    let sections_of_pages = |range: &str| {
        lay_out_with(
            TALK,
            &Options { pages: Some(range.parse().expect("pages")), ..Options::default() },
        )
        .scene
    };
    assert_eq!(
        sections(&sections_of_pages("1,3-6")),
        [("Measuring", 1, Some(300.0)), ("Results", 2, None)]
    );
    assert_eq!(sections(&sections_of_pages("1,5,6")), [("Results", 1, None)]);
    assert_eq!(sections(&sections_of_pages("6")), []);
    let handout = Some(Handout { kind: HandoutKind::Slides(2), paper: Paper::A4 });
    let sheets = lay_out_with(TALK, &Options { handout, ..Options::default() }).scene;
    assert_eq!(sections(&sheets), [("Measuring", 0, Some(300.0)), ("Results", 1, None)]);
}

#[test]
fn hidden_slides_with_errors_stay_hidden() {
    let outline = "
slides:
  - title: First
  - title: No picture
    hide: true
    figure: { src: missing.png, alt: Nothing }
  - title: No room
    hide: true
    fit: error
    bullets: [WORDS]
  - title: Valid
    hide: true
"
    .replace("WORDS", &vec!["many words that say nothing"; 60].join(", "));
    let laid_out = lay_out_with(&outline, &including_hidden());
    assert_eq!(pages(&laid_out.scene), [("First", "1", Shown), ("Valid", "2", Hidden)]);
    let diagnostics = laid_out.diagnostics.into_sorted();
    assert!(
        diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning),
        "{diagnostics:?}"
    );
    for message in ["missing.png", "does not fit"] {
        let diagnostic = diagnostics
            .iter()
            .find(|diagnostic| diagnostic.message.contains(message))
            .unwrap_or_else(|| panic!("{diagnostics:?}"));
        assert_eq!(
            diagnostic.help.last().map(String::as_str),
            Some("fix this to include the hidden slide")
        );
    }
    let shown =
        lay_out_with(&outline.replacen("hide: true", "hide: false", 1), &including_hidden());
    assert!(shown.diagnostics.has_errors(), "errors on a shown slide are errors");
}

/// Returns the page number that each page shows.
fn printed_numbers(scene: &Scene) -> Vec<String> {
    let number = |page: &Page| {
        let items = page.items.iter();
        items
            .filter(|item| item.artifact_kind == ArtifactKind::PageNumber)
            .filter_map(|item| match &item.kind {
                ItemKind::Text(run) => Some(run.shown_text()),
                _ => None,
            })
            .collect()
    };
    scene.pages.iter().map(number).collect()
}

#[test]
fn the_total_leaves_out_backup_slides() {
    let outline = TALK.replace("slides:", "paginate: total\nslides:");
    let outline = outline.replace("- title: Oxygen", "- title: Oxygen\n    paginate: true");
    let scene = lay_out_valid(&outline);
    assert_eq!(printed_numbers(&scene)[1..], ["2 / 5", "3", "4 / 5", "5 / 5", "6"]);
}
