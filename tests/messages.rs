//! The output formats of diagnostics, and `explain`, as users and other programs get them from the
//! command line.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const OUTLINE: &str =
    "slides:\n  - id: á\n    title: \"One\"\n    bulets: [x]\n  - { id: á, title: a # b }\n";

fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// Returns the output of `render` for [`OUTLINE`] in a format.
fn render_output(format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("my slides.yaml"), OUTLINE).unwrap();
    let output = plenary(folder.path(), &["render", "my slides.yaml", "--message-format", format]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "messages go to standard error");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn short_messages_are_one_line_each() {
    let output = render_output("short");
    let lines: Vec<&str> = output.lines().collect();
    assert!(
        lines[0].starts_with("my slides.yaml:4:5: error[E0201]: unknown key `bulets` in a slide"),
        "{output}"
    );
    assert!(lines.iter().all(|line| line.starts_with("my slides.yaml:")), "{output}");
}

#[test]
fn human_messages_name_the_code_and_how_to_explain_it() {
    let output = render_output("human");
    assert!(output.contains("error[E0201]: unknown key `bulets` in a slide"), "{output}");
    assert!(output.contains("for details, run for example `plenary explain E0"), "{output}");
}

#[test]
fn many_problems_in_one_line_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let outline = format!("slides:\n  - title: A\n    text: '{}'\n", "^[a".repeat(60));
    fs::write(folder.path().join("slides.yaml"), outline).unwrap();
    let run = |format: &str| {
        let output = plenary(folder.path(), &["render", "slides.yaml", "--message-format", format]);
        String::from_utf8(output.stderr).unwrap()
    };
    let human = run("human");
    assert_eq!(human.matches("warning[E0269]").count(), 20, "{human}");
    assert!(human.contains("40 more messages E0269 about this line"), "{human}");
    assert!(human.contains("60 warnings"), "{human}");
    assert_eq!(run("short").matches("warning[E0269]").count(), 60);
}

#[test]
fn json_has_one_object_per_line_with_positions_in_characters_and_bytes() {
    let output = render_output("json");
    let diagnostics: Vec<Value> =
        output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let key = &diagnostics[0];
    assert_eq!((&key["severity"], &key["code"]), (&"error".into(), &"E0201".into()));
    let place = &key["place"];
    assert_eq!(place["file"], "my slides.yaml");
    assert_eq!(
        (&place["line"], &place["column"], &place["end_line"], &place["end_column"]),
        (&4.into(), &5.into(), &4.into(), &11.into())
    );
    let (start, end) =
        (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
    assert_eq!(&OUTLINE[start..end], "bulets");
    assert_eq!(key["hints"][0], "did you mean `bullets`?");
    assert_eq!(key["fix"]["certain"], false);
    assert_eq!(
        (&key["fix"]["edits"][0]["text"], &key["fix"]["edits"][0]["place"]["column"]),
        (&"bullets".into(), &5.into())
    );
    let twice = diagnostics
        .iter()
        .find(|diagnostic| diagnostic["code"] == "E0210")
        .expect("an id that is used twice");
    assert_eq!(
        (&twice["related"][0]["message"], &twice["related"][0]["place"]["line"]),
        (&"first used here".into(), &2.into())
    );
}

#[test]
fn sarif_names_its_rules_places_and_fixes() {
    let log: Value = serde_json::from_str(&render_output("sarif")).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(!rule["help"]["markdown"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20slides.yaml");
    }
    let fix = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(
        (&fix["insertedContent"]["text"], &fix["deletedRegion"]["endColumn"]),
        (&"bullets".into(), &11.into())
    );
}

#[test]
fn sarif_is_written_without_diagnostics_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), "slides:\n  - title: One\n").unwrap();
    let output = plenary(folder.path(), &["render", "slides.yaml", "--message-format=sarif"]);
    assert!(output.status.success());
    let log: Value = serde_json::from_slice(&output.stderr).expect("JSON and nothing else");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn explain_shows_a_page_lists_all_codes_and_rejects_unknown_ones() {
    let folder = Path::new(".");
    let page = plenary(folder, &["explain", "e0103"]);
    let text = String::from_utf8(page.stdout).unwrap();
    assert!(
        page.status.success()
            && text.starts_with("# E0103: A tab is used for indentation\n")
            && text.contains("Right:"),
        "{text}"
    );
    let all = String::from_utf8(plenary(folder, &["explain"]).stdout).unwrap();
    assert_eq!(all.lines().count(), plenary::diagnostic::Code::ALL.len());
    let wrong = plenary(folder, &["explain", "E0013"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("did you mean `E0103`?"));
    assert_eq!(
        plenary(folder, &["render", "x.yaml", "--message-format", "loud"]).status.code(),
        Some(2)
    );
}
