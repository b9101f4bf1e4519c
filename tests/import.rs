//! Tests `plenary new`, with the starter deck and with decks of other tools.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run_plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The comment that tells an editor where the schema is.
const SCHEMA_LINE: &str = "# yaml-language-server: $schema=plenary.schema.json";

/// Imports `tests/import/NAME.md`, renders it, and returns the outline and the warnings.
fn import_and_render(name: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name);
    // Write the path as a user would, so that it is the same on every machine.
    let made = run_plenary(folder.path(), &["new", "talk", "--from", from.to_str().unwrap()]);
    assert!(made.status.success(), "{name}: {}", stderr_of(&made));
    let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
    let rendered = run_plenary(&folder.path().join("talk"), &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{name}: {}\n{outline}", stderr_of(&rendered));
    assert!(folder.path().join("talk/slides.pdf").exists());
    let warnings = stderr_of(&made)
        .replace(env!("CARGO_MANIFEST_DIR"), "")
        .lines()
        .filter(|line| line.starts_with("warning"))
        .fold(String::new(), |all, line| all + line + "\n");
    let mut lines = outline.lines();
    assert_eq!(lines.next(), Some(SCHEMA_LINE));
    assert!(lines.next().unwrap().starts_with("# Converted from "), "{outline}");
    (lines.fold(String::new(), |all, line| all + line + "\n"), warnings)
}

#[test]
fn converts_decks_of_other_tools() {
    for name in ["marp", "slidev", "pandoc", "reveal", "plain"] {
        let (outline, warnings) = import_and_render(&format!("{name}.md"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("import");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!(name, format!("{outline}\n# Warnings:\n{warnings}"));
        });
    }
}

#[test]
fn keeps_all_words_of_a_deck() {
    // Words that are in the text, not in the markup.
    let words = [
        "eleven",
        "forty",
        "mayor's",
        "ruler",
        "9,000",
        "box-17/",
        "archive@example.org",
        "continents",
    ];
    let (outline, _) = import_and_render("marp.md");
    for word in words {
        assert!(outline.contains(word), "{word}\n{outline}");
    }
}

#[test]
fn new_folder_renders_without_diagnostics() {
    let folder = tempfile::tempdir().unwrap();
    let made = run_plenary(folder.path(), &["new", "my-talk", "--lang", "de"]);
    assert!(made.status.success(), "{}", stderr_of(&made));
    let talk = folder.path().join("my-talk");
    for name in ["slides.yaml", "images", "fonts", ".gitignore"] {
        assert!(talk.join(name).exists(), "{name}");
    }
    let outline = fs::read_to_string(talk.join("slides.yaml")).unwrap();
    assert_eq!(outline.lines().next(), Some(SCHEMA_LINE));
    let schema = run_plenary(&talk, &["schema"]).stdout;
    assert_eq!(fs::read(talk.join("plenary.schema.json")).unwrap(), schema);
    assert!(outline.contains("title: My talk\n") && outline.contains("lang: de"), "{outline}");
    let rendered = run_plenary(&talk, &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{}", stderr_of(&rendered));
    assert_eq!(stderr_of(&rendered).lines().count(), 1, "{}", stderr_of(&rendered));
    let checked = run_plenary(&talk, &["check", "slides.yaml"]);
    assert_eq!(
        (checked.status.code(), stderr_of(&checked)),
        (Some(0), "slides.yaml: no problems found\n".to_owned())
    );
}

#[test]
fn non_empty_folder_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("talk")).unwrap();
    fs::write(folder.path().join("talk/slides.yaml"), "mine").unwrap();
    let refused = run_plenary(folder.path(), &["new", "talk"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr_of(&refused).contains("is not empty"), "{}", stderr_of(&refused));
    assert_eq!(fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap(), "mine");
}

#[test]
fn malformed_markdown_never_panics_and_always_renders() {
    for (name, text) in [
        ("empty", ""),
        ("rules", "---\n---\n---\n"),
        ("open fence", "# A\n\n```\n---\n# B"),
        ("open comment", "# A\n\n<!-- never closed\n\ntext"),
        ("open tag", "# A\n\n<div class=\"columns\"\n\ntext <b"),
        ("open front", "---\ntitle: A\n\n# B\n"),
        ("bad front", "---\ntitle: [A\nb: : c\n---\n\n# B\n"),
        ("columns", "::: columns\n::: column\n:::\n:::\n"),
        ("brackets", "# [A](\n\n![x](\n\n![y][z]\n\n[[[[\n"),
        ("deep", &"> ".repeat(300)),
        (
            "nested",
            &(0..80).map(|level| format!("{}- x\n", "  ".repeat(level))).collect::<String>(),
        ),
        ("signs", "# @a: b #c\n\n- : x\n- #tag\n- {a}\n- 'b\n- |\n"),
        ("unicode", "# 城市\n\n- स्मार्ट\u{a0}x\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("talk.md"), text).unwrap();
        let made = run_plenary(folder.path(), &["new", "talk", "--from", "talk.md"]);
        assert!(made.status.success(), "{name}: {}", stderr_of(&made));
        assert!(!stderr_of(&made).contains("panicked"), "{name}: {}", stderr_of(&made));
        let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
        let rendered = run_plenary(&folder.path().join("talk"), &["render", "slides.yaml"]);
        let lacks_font = name == "unicode" && stderr_of(&rendered).contains("no font has");
        assert!(
            rendered.status.success() || lacks_font,
            "{name}: {}\n{outline}",
            stderr_of(&rendered)
        );
    }
}

#[test]
fn new_deck_is_formatted() {
    let folder = tempfile::tempdir().unwrap();
    for title in ["Our river", "Rivers: a talk", "12:30"] {
        let made = run_plenary(folder.path(), &["new", "talk", "--title", title]);
        assert!(made.status.success(), "{}", stderr_of(&made));
        let checked = run_plenary(folder.path(), &["fmt", "--check", "talk/slides.yaml"]);
        assert!(checked.status.success(), "{title}: {}", stderr_of(&checked));
        fs::remove_dir_all(folder.path().join("talk")).unwrap();
    }
}
