//! `plenary fmt` and `plenary check --fix`: done twice they are the same as done once, and neither
//! changes the pages. `plenary check` reports every error that `render` reports.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use outlines::{list_decks, list_outlines};
use plenary::check::apply_certain_fixes;
use plenary::deck::{self, TextFiles};
use plenary::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use plenary::source::{Source, SourceId};
use plenary::theme::detect_root_group;
use plenary::{CheckReport, Input, Options, Rendered, check, render, yaml};
use proptest::prelude::*;
use threads::map_on_threads;

#[allow(dead_code, reason = "the layout tests use the rest")]
mod dice;
mod outline_mutation;
mod outlines;
mod threads;

struct Files;

impl TextFiles for Files {
    fn read_text(&self, _: &str, _: &str) -> Result<String, Diagnostic> {
        Err(Diagnostic::error_without_span(Code::FileNotFound, "no files here"))
    }
}

fn formatted(text: &str) -> Option<String> {
    let source = Source::new("deck.yaml", text.to_owned());
    yaml::format_source(&source, SourceId(0), detect_root_group(text)).ok()
}

/// Returns the deck without its spans.
fn meaning(text: &str) -> String {
    let source = Source::new("deck.yaml", text.to_owned());
    let mut diagnostics = Diagnostics::default();
    let deck = yaml::parse(&source, SourceId(0), &mut diagnostics)
        .map(|root| deck::read_deck(&root, &source, &Files, &mut diagnostics));
    let shown = format!("{deck:?}");
    let mut result = String::new();
    let mut rest = shown.as_str();
    while let Some(at) = rest.find("Span {") {
        result.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
        rest = rest.strip_prefix(", end: ").unwrap_or(rest);
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    result + rest
}

/// Returns the paths of all outlines of the project.
fn list_all_outlines() -> Vec<PathBuf> {
    [list_decks(), list_outlines("tests/suite")].concat()
}

#[test]
fn keeps_the_meaning_of_outlines() {
    let mut wrong = String::new();
    let mut count = 0;
    for path in list_all_outlines() {
        let text = fs::read_to_string(&path).unwrap();
        let Some(once) = formatted(&text) else { continue };
        count += 1;
        if formatted(&once).as_deref() != Some(once.as_str()) {
            wrong.push_str(&format!("{}: not the same when formatted again\n", path.display()));
        }
        if meaning(&once) != meaning(&text) {
            wrong.push_str(&format!("{}: means something else\n", path.display()));
        }
    }
    assert!(count > 100, "{count}");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn writes_two_spaces_snake_case_and_no_needless_quotes() {
    let text = "title:   \"Our river\"  \naspectRatio: \"16:9\"\n\n\n# What we saw\nslides:\n-   title: 'One'   # a comment\n    bullets:\n    -   \"no\"\n    -   b-c: d\n        \n    - e\n\n\n-   body: |\n            a  \n              b\n\n";
    let wanted = "title:   Our river\naspect_ratio: \"16:9\"\n\n# What we saw\nslides:\n  - title: 'One'   # a comment\n    bullets:\n      - \"no\"\n      - b-c: d\n\n      - e\n\n  - body: |\n              a  \n                b\n";
    assert_eq!(formatted(text).unwrap(), wanted);
}

#[test]
fn leaves_the_authors_words_alone() {
    let words = "title: A\nslides:\n  - title: B\n    cascade:\n      - Co-design: with the town\n      - Roll-out: everywhere\n  - stats:\n      - GitHub: code\n      - iPhone: 15\n      - E-mails: 12,000\n  - cards:\n      - GitHub: code\n      - title: iPhone\n        text: E-mails\n  - bullets:\n      - gitHub:\n          - row-headers: 2\n";
    assert_eq!(formatted(words).as_deref(), Some(words));
    let text = "slides:\n  - table:\n      rowHeaders: true\n      rows: [[a]]\n    x-own:\n      rowHeaders: 1\n";
    let wanted = text.replacen("rowHeaders", "row_headers", 1);
    assert_eq!(formatted(text), Some(wanted));
}

#[test]
fn keeps_line_ends_and_the_byte_order_mark() {
    let text = "\u{feff}title:  A\r\nslides:\r\n- title: 'B'\r\n  bullets:\r\n  - \"c\"\r\n\r\n\r\n  - d\r\n\r\n";
    let wanted = "\u{feff}title:  A\r\nslides:\r\n  - title: B\r\n    bullets:\r\n      - c\r\n\r\n      - d\r\n";
    assert_eq!(formatted(text).as_deref(), Some(wanted));
}

/// Renders `text` as if it were an outline of this project.
fn rendered(text: &str) -> Rendered {
    render(input(text), &Options::default())
}

fn input(text: &str) -> Input {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides/text.yaml");
    Input::Text { path, text: text.to_owned() }
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<(Code, String)> {
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|error| (error.code, error.message.clone())).collect()
}

/// Applies the safe fixes as `check --fix` does, and returns the text and whether fixes are left.
/// The diagnostics are those of `text`.
fn fixed(text: &str, mut diagnostics: Vec<Diagnostic>) -> (String, bool) {
    const ROUNDS: usize = 5;
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let source = Source::new("deck.yaml", text.clone());
        match apply_certain_fixes(&source, SourceId(0), &diagnostics) {
            Some((better, _)) => text = better,
            None => return (text, false),
        }
        diagnostics = check(input(&text), &Options::default()).diagnostics;
    }
    (text, true)
}

/// Returns what is wrong with formatting, fixing and checking `text`.
fn violations(text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let before = rendered(text);
    let known = errors(&before.diagnostics);
    let CheckReport { diagnostics, .. } = check(input(text), &Options::default());
    let reported = errors(&diagnostics);
    for error in &known {
        if !reported.contains(error) {
            wrong.push(format!("`check` does not report {error:?}"));
        }
    }
    if let Some(better) = formatted(text) {
        if formatted(&better).as_ref() != Some(&better) {
            wrong.push(format!("`fmt` twice differs: {better:?}, {:?}", formatted(&better)));
        }
        if better != text {
            let after = rendered(&better);
            if after.pdf != before.pdf || errors(&after.diagnostics).len() != known.len() {
                wrong.push(format!("`fmt` changes the pages: {better:?}"));
            }
        }
    }
    let (better, is_unfinished) = fixed(text, diagnostics);
    if is_unfinished {
        wrong.push(format!("`--fix` does not end: {better:?}"));
    } else if better != text && before.pdf.is_some() && rendered(&better).pdf != before.pdf {
        wrong.push(format!("`--fix` changes the pages: {better:?}"));
    }
    wrong
}

/// Asserts that `violations` finds nothing in any of `texts`, which have names.
fn assert_sound(texts: Vec<(String, String)>) {
    let describe = |(name, text): &(String, String)| {
        let shown = if name.is_empty() { format!("{text:?}") } else { name.clone() };
        let wrong = violations(text).into_iter();
        wrong.map(|wrong| format!("{shown}\n  {wrong}\n")).collect::<Vec<_>>()
    };
    let wrong = map_on_threads(&texts, describe).concat();
    assert!(wrong.is_empty(), "{} violations\n{}", wrong.len(), wrong.concat());
}

#[test]
fn formatting_and_fixing_keep_the_pages() {
    let texts = list_all_outlines()
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()));
    assert_sound(texts.collect());
}

#[test]
fn formatting_and_fixing_keep_the_pages_of_mutated_outlines() {
    const CASES: usize = 100;
    let cases = std::env::var("PLENARY_CASES").map_or(CASES, |cases| cases.parse().unwrap());
    let seed = std::env::var("PLENARY_SEED").map_or(0, |seed| seed.parse().unwrap());
    let small: Vec<String> = list_all_outlines()
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .filter(|text| text.len() < 3000)
        .collect();
    let texts = (0..cases).map(|case| {
        let seed = seed + case as u64;
        (String::new(), outline_mutation::mutate(&small[dice::Dice(seed).roll(small.len())], seed))
    });
    assert_sound(texts.collect());
}

#[test]
fn check_lists_unformatted_files_and_does_not_change_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let plenary = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_plenary"))
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap()
    };
    fs::write(&path, "slides:\n- title: One\n").unwrap();
    let check = plenary(&["fmt", "--check", "a.yaml"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check.stderr).contains("a.yaml: not formatted"));
    assert!(plenary(&["fmt", "a.yaml"]).status.success());
    assert_eq!(fs::read_to_string(&path).unwrap(), "slides:\n  - title: One\n");
    assert!(plenary(&["fmt", "--check", "a.yaml"]).status.success());
    fs::write(&path, "slides: [\n").unwrap();
    assert_eq!(plenary(&["fmt", "a.yaml"]).status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "slides: [\n",
        "what cannot be read is left alone"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn keeps_the_meaning_of_any_outline(
        slides in prop::collection::vec(
            (0_usize..4, 1_usize..5, prop::collection::vec("[a-zé:#\"'*|> -]{0,12}", 0..4), "[ -~]{0,14}"), 1..4),
        dash in 0_usize..4,
    ) {
        let mut text = String::from("title: A\nslides:\n");
        for (margin, gap, items, title) in slides {
            let (margin, gap) = (" ".repeat(margin.min(dash)), " ".repeat(gap));
            text.push_str(&format!("{margin}-{gap}title: {title}\n{margin} {gap}bullets:\n"));
            items.iter().for_each(|item| text.push_str(&format!("{margin} {gap}  -  {item}\n")));
        }
        if let Some(once) = formatted(&text) {
            prop_assert_eq!(formatted(&once), Some(once.clone()), "{}", text);
            prop_assert_eq!(meaning(&once), meaning(&text), "{}\n{}", text, once);
        }
    }
}
