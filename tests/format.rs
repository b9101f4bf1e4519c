//! `plenary fmt`: formatting twice is the same as formatting once, and the meaning of an outline
//! does not change.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use plenary::deck::{self, TextFiles};
use plenary::diagnostic::{Code, Diagnostic, Diagnostics};
use plenary::source::{Source, SourceId};
use plenary::yaml;
use proptest::prelude::*;

struct Files;

impl TextFiles for Files {
    fn read_text(&self, _: &str, _: &str) -> Result<String, Diagnostic> {
        Err(Diagnostic::error_without_span(Code::FileNotFound, "no files here"))
    }
}

fn formatted(text: &str) -> Option<String> {
    yaml::format_source(&Source::new("deck.yaml", text.to_owned()), SourceId(0)).ok()
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

fn outlines() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![root.join("slides.yaml")];
    walk(&root.join("slides"), &mut found);
    walk(&root.join("tests/suite"), &mut found);
    found.sort();
    found
}

#[test]
fn keeps_the_meaning_of_outlines() {
    let mut wrong = String::new();
    let mut count = 0;
    for path in outlines() {
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
    #![proptest_config(ProptestConfig::with_cases(400))]

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
