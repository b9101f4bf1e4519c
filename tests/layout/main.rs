//! What must hold for every deck that is laid out: nothing is lost, nothing lies outside its page
//! or on something else, type is never below the floor.

mod columns;
mod cover;
mod extracted;
mod fitting;
mod handout;
mod laws;
mod outlines;
mod plates;
mod shrink;
mod spoken;
mod standing;
mod steps;
mod tables;

use plenary::diagnostic::Severity;
use plenary::scene::Scene;
use plenary::{Input, Options, lay_out};
use rayon::prelude::*;

/// How many random outlines are laid out; `PLENARY_CASES=20000 cargo test --release --test layout
/// any_deck` tries more, from the outline `PLENARY_FIRST` on.
const CASES: u64 = 300;

fn composed(outline: &str) -> Scene {
    accepted(outline).unwrap_or_else(|errors| panic!("{errors}\n{outline}"))
}

/// The scene of an outline in which nothing is wrong.
fn accepted(outline: &str) -> Result<Scene, String> {
    let composed = lay_out(Input::Bytes(outline.as_bytes().to_vec()), &Options::default());
    let found = composed.diagnostics.into_sorted();
    let errors: Vec<String> = found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message.clone())
        .collect();
    if errors.is_empty() { Ok(composed.scene) } else { Err(errors.join("\n")) }
}

/// The faults of an outline; `words` that are not in it any more are not asked for.
fn faults(outline: &str, words: &[String]) -> Vec<String> {
    let words: Vec<String> =
        words.iter().filter(|word| outline.contains(word.as_str())).cloned().collect();
    match std::panic::catch_unwind(|| accepted(outline)) {
        Ok(Ok(scene)) => laws::faults(&scene, &words),
        Ok(Err(found)) => vec![format!("refused: {found}")],
        Err(_) => vec!["it panics".to_owned()],
    }
}

#[test]
fn any_deck_keeps_every_word_and_gives_every_thing_a_place_of_its_own() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (first, cases) =
        (number("PLENARY_FIRST").unwrap_or(0), number("PLENARY_CASES").unwrap_or(CASES));
    let mut failing: Vec<(usize, u64, String)> = (first..first + cases)
        .into_par_iter()
        .filter_map(|seed| {
            let (outline, words) = outlines::random(seed);
            let fault = faults(&outline, &words).into_iter().next()?;
            Some((outline.len(), seed, fault))
        })
        .collect();
    // The shortest is the easiest to make small.
    failing.sort();
    let Some((_, seed, fault)) = failing.first() else { return };
    let (outline, words) = outlines::random(*seed);
    // An outline that is refused once a line is missing is no smaller example of words that
    // overlap.
    let is_alike = |other: &String| {
        if fault.starts_with("refused") { other == fault } else { !other.starts_with("refused") }
    };
    let small =
        shrink::smallest(&outline, |outline| faults(outline, &words).first().is_some_and(is_alike));
    let of_small = faults(&small, &words);
    let all: Vec<String> =
        failing.iter().take(40).map(|(_, seed, fault)| format!("{seed}: {fault}")).collect();
    panic!(
        "{} of {cases} outlines:\n{}\n\nThe shortest, made small:\n{small}\n{of_small:#?}",
        failing.len(),
        all.join("\n")
    );
}

/// The same of the finished PDF, for fewer outlines: every word can be found in the text of its
/// tags.
#[test]
fn every_word_can_be_read_in_the_pdf() {
    let lost: Vec<String> = (0..40)
        .into_par_iter()
        .flat_map_iter(|seed| {
            let (outline, words) = outlines::random(seed);
            let rendered = plenary::render(Input::Bytes(outline.into_bytes()), &Options::default());
            let read = extracted::paragraphs(
                &rendered.pdf.unwrap_or_else(|| panic!("{seed}: {:#?}", rendered.diagnostics)),
            );
            let lost = words
                .into_iter()
                .filter(move |word| !read.iter().any(|text| text.contains(word.as_str())));
            lost.map(move |word| format!("{seed}: {word}"))
        })
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Programs that read ligatures of Arabic backwards, or pass over `ActualText`, read it right all
/// the same.
#[test]
fn a_letter_of_arabic_is_one_glyph() {
    let scene = composed(
        "lang: ar\nslides:\n  - title: الجلسة الأولى، التعاون الدولي، المحلية\n  - { title: ہم نے پچھلے سال کیا کیا, lang: ur }\n",
    );
    let mut letters = 0;
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        let plenary::scene::ItemKind::Text(run) = &item.kind else { continue };
        for glyph in &run.glyphs {
            let written = &run.text[glyph.range.start as usize..glyph.range.end as usize];
            assert_eq!(written.chars().count(), 1, "{written}");
            assert_eq!(
                run.glyphs.iter().filter(|other| other.range == glyph.range).count(),
                1,
                "{written}"
            );
            letters += 1;
        }
    }
    assert!(letters > 50, "{letters}");
}

#[test]
#[expect(clippy::print_stdout, reason = "this is what it is for")]
#[ignore = "prints one random outline: SEED=… cargo test --test layout -- --ignored --nocapture"]
fn print_a_random_outline() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    print!("{}", outlines::random(seed).0);
}
