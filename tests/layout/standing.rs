//! Slides that are not shown in their turn, and the sections of those that are.

use plenary::diagnostic::Severity;
use plenary::layout::{Handout, HandoutKind, Paper};
use plenary::scene::Scene;
use plenary::show::Visibility::{self, Backup, Hidden, Shown};
use plenary::{Input, LaidOutDeck, Options, lay_out, render};

use crate::composed;

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

fn with(outline: &str, options: &Options) -> LaidOutDeck {
    lay_out(Input::Bytes(outline.as_bytes().to_vec()), options)
}

fn hidden() -> Options {
    Options { include_hidden: true, ..Options::default() }
}

/// Title, label and standing of each page.
fn pages(scene: &Scene) -> Vec<(&str, &str, Visibility)> {
    let title =
        |slide| scene.fits.iter().find(|fit| fit.slide == slide).expect("a slide").title.as_str();
    scene
        .pages
        .iter()
        .map(|page| (title(page.slide), page.label.as_str(), page.visibility))
        .collect()
}

/// Name, first page and time of each section.
fn sections(scene: &Scene) -> Vec<(&str, usize, Option<f32>)> {
    scene
        .sections
        .iter()
        .map(|section| (section.title.as_str(), section.page, section.seconds))
        .collect()
}

#[test]
fn what_is_not_counted_stands_behind_and_says_so() {
    let shown = [
        ("First", "1", Shown),
        ("Measuring", "2", Shown),
        ("Oxygen", "3", Shown),
        ("Better", "4", Shown),
        ("Last", "5", Shown),
        ("Spare", "6", Backup),
    ];
    assert_eq!(pages(&composed(TALK)), shown);
    let all = with(TALK, &hidden());
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
    assert_eq!(pdf(&without, &Options::default()), pdf(&without, &hidden()));
    assert_ne!(pdf(TALK, &Options::default()), pdf(TALK, &hidden()));
}

#[test]
fn sections_are_those_of_the_talk() {
    let talk = [("Measuring", 1, Some(300.0)), ("Results", 3, None)];
    assert_eq!(sections(&composed(TALK)), talk);
    assert_eq!(sections(&with(TALK, &hidden()).scene), talk);
}

#[test]
fn sections_follow_their_pages() {
    let kept = |wanted: &str| {
        with(TALK, &Options { pages: Some(wanted.parse().expect("pages")), ..Options::default() })
            .scene
    };
    assert_eq!(sections(&kept("1,3-6")), [("Measuring", 1, Some(300.0)), ("Results", 2, None)]);
    assert_eq!(sections(&kept("1,5,6")), [("Results", 1, None)]);
    assert_eq!(sections(&kept("6")), []);
    let handout = Some(Handout { kind: HandoutKind::Slides(2), paper: Paper::A4 });
    let sheets = with(TALK, &Options { handout, ..Options::default() }).scene;
    assert_eq!(sections(&sheets), [("Measuring", 0, Some(300.0)), ("Results", 1, None)]);
}

#[test]
fn a_hidden_slide_with_a_mistake_stays_hidden() {
    let wrong = "
slides:
  - title: First
  - title: No picture
    hide: true
    figure: { src: missing.png, alt: Nothing }
  - title: No room
    hide: true
    fit: error
    bullets: [WORDS]
  - title: Sound
    hide: true
"
    .replace("WORDS", &vec!["many words that say nothing"; 60].join(", "));
    let made = with(&wrong, &hidden());
    assert_eq!(pages(&made.scene), [("First", "1", Shown), ("Sound", "2", Hidden)]);
    let found = made.diagnostics.into_sorted();
    assert!(found.iter().all(|finding| finding.severity == Severity::Warning), "{found:?}");
    for message in ["missing.png", "does not fit"] {
        let finding = found
            .iter()
            .find(|finding| finding.message.contains(message))
            .unwrap_or_else(|| panic!("{found:?}"));
        assert_eq!(
            finding.help.last().map(String::as_str),
            Some("fix this to include the hidden slide")
        );
    }
    let shown = with(&wrong.replacen("hide: true", "hide: false", 1), &hidden());
    assert!(shown.diagnostics.has_errors(), "a slide that is shown has to be sound");
}
