//! Invariants of every layout: no text is lost, nothing is outside its page or overlaps something
//! else, type is never smaller than the minimum.

mod accessibility;
mod charts;
mod code;
mod columns;
mod compose;
mod cover;
mod diagram_corpus;
#[path = "../dice/mod.rs"]
mod dice;
mod display;
mod drawing_checks;
mod filled_pages;
mod fitting;
mod footnotes;
mod formula_corpus;
mod formulas;
mod handout;
mod icons;
mod invariants;
mod judged;
mod marks;
mod pdf_text;
mod people;
mod pictures;
mod plates;
mod random_diagrams;
mod random_formulas;
mod random_outlines;
mod shrink;
mod steps;
mod tables;
mod timelines;
mod visibility;

use plenary::diagnostic::Severity;
use plenary::scene::Scene;
use plenary::{Input, Options, lay_out};
use rayon::prelude::*;

/// Number of random outlines that are laid out. `PLENARY_CASES=20000 cargo test --release --test
/// layout random_decks` tries more, `PLENARY_FIRST` sets the first one.
const CASES: u64 = 150;

fn lay_out_valid(outline: &str) -> Scene {
    try_lay_out(outline).unwrap_or_else(|errors| panic!("{errors}\n{outline}"))
}

/// Lays out an outline; returns its errors if there are any.
fn try_lay_out(outline: &str) -> Result<Scene, String> {
    let laid_out = lay_out(Input::Bytes(outline.as_bytes().to_vec()), &Options::default());
    let diagnostics = laid_out.diagnostics.into_sorted();
    let errors: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.message.clone())
        .collect();
    if errors.is_empty() { Ok(laid_out.scene) } else { Err(errors.join("\n")) }
}

/// Returns the violations of invariants in an outline. Those `words` that it contains have to be
/// on its pages.
fn find_outline_violations(outline: &str, words: &[String]) -> Vec<String> {
    let words: Vec<String> =
        words.iter().filter(|word| outline.contains(word.as_str())).cloned().collect();
    match std::panic::catch_unwind(|| try_lay_out(outline)) {
        Ok(Ok(scene)) => invariants::find_violations(&scene, &words),
        Ok(Err(errors)) => vec![format!("rejected: {errors}")],
        Err(_) => vec!["it panics".to_owned()],
    }
}

#[test]
fn random_decks_lose_no_words_and_have_no_overlaps() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (first, cases) =
        (number("PLENARY_FIRST").unwrap_or(0), number("PLENARY_CASES").unwrap_or(CASES));
    let mut failing: Vec<(usize, u64, String)> = (first..first + cases)
        .into_par_iter()
        .filter_map(|seed| {
            let (outline, words) = random_outlines::random_outline(seed);
            let violation = find_outline_violations(&outline, &words).into_iter().next()?;
            Some((outline.len(), seed, violation))
        })
        .collect();
    // The shortest outline is the easiest to shrink.
    failing.sort();
    let Some((_, seed, violation)) = failing.first() else { return };
    let (outline, words) = random_outlines::random_outline(*seed);
    // An outline that is rejected because a line is missing is not a smaller example of words that
    // overlap.
    let is_alike = |other: &String| {
        if violation.starts_with("rejected") {
            other == violation
        } else {
            !other.starts_with("rejected")
        }
    };
    let small = shrink::shrink_outline(&outline, |outline| {
        find_outline_violations(outline, &words).first().is_some_and(is_alike)
    });
    let remaining = find_outline_violations(&small, &words);
    let all: Vec<String> = failing
        .iter()
        .take(40)
        .map(|(_, seed, violation)| format!("{seed}: {violation}"))
        .collect();
    panic!(
        "{} of {cases} outlines:\n{}\n\nThe shortest, shrunk:\n{small}\n{remaining:#?}",
        failing.len(),
        all.join("\n")
    );
}

/// Checks the finished PDF, for fewer outlines: its tagged text contains every word.
#[test]
fn tagged_text_of_the_pdf_contains_every_word() {
    let lost: Vec<String> = (0..40)
        .into_par_iter()
        .flat_map_iter(|seed| {
            let (outline, words) = random_outlines::random_outline(seed);
            let rendered = plenary::render(Input::Bytes(outline.into_bytes()), &Options::default());
            let paragraphs = pdf_text::tagged_paragraphs(
                &rendered.pdf.unwrap_or_else(|| panic!("{seed}: {:#?}", rendered.diagnostics)),
            );
            let lost = words
                .into_iter()
                .filter(move |word| !paragraphs.iter().any(|text| text.contains(word.as_str())));
            lost.map(move |word| format!("{seed}: {word}"))
        })
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Programs that read Arabic ligatures backwards or ignore `ActualText` still extract correct text.
#[test]
fn every_arabic_letter_is_one_glyph() {
    let scene = lay_out_valid(
        "lang: ar\nslides:\n  - title: الجلسة الأولى، التعاون الدولي، المحلية\n  \
         - { title: ہم نے پچھلے سال کیا کیا, lang: ur }\n",
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
#[expect(clippy::print_stdout, reason = "printing is the purpose of this test")]
#[ignore = "prints one random outline: SEED=… cargo test --test layout -- --ignored --nocapture"]
fn print_a_random_outline() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    print!("{}", random_outlines::random_outline(seed).0);
}
