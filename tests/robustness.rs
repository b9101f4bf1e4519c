//! What users and attackers have found: each sentence of a report has its right result here.
#![allow(clippy::disallowed_methods, reason = "tests create and read files as a user would")]

use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// Returns what `check` says about an outline, a line for each diagnostic.
fn check(folder: &Path, outline: &str) -> String {
    fs::write(folder.join("slides.yaml"), outline).unwrap();
    let output = plenary(folder, &["check", "slides.yaml", "--message-format", "short"]);
    String::from_utf8(output.stdout).unwrap()
}

fn jpeg(folder: &Path, name: &str) {
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/images/harbour.jpg");
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::copy(photo, path).unwrap();
}

/// Returns a drawing of overlapping half-transparent shapes.
fn transparent_shapes(count: usize) -> String {
    let mut svg = "<svg xmlns='http://www.w3.org/2000/svg' width='800' height='600'>".to_owned();
    let mut noise = 1_u32;
    let mut length = |limit: f32| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 8) as f32 / (1 << 24) as f32 * limit
    };
    for _ in 0..count {
        svg.push_str("<path fill='red' stroke='black' opacity='0.5' d='M 0 0");
        for _ in 0..190 {
            write!(svg, " {:.4} {:.4}", length(800.0), length(600.0)).unwrap();
        }
        svg.push_str("'/>");
    }
    svg + "</svg>"
}

#[test]
#[cfg(target_os = "linux")]
fn a_drawing_of_many_transparent_shapes_needs_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shapes.svg"), transparent_shapes(1000)).unwrap();
    let outline = "slides:\n  - title: A\n    figure: { src: shapes.svg, alt: Many shapes }\n";
    fs::write(folder.path().join("slides.yaml"), outline).unwrap();
    let mut watch = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder.path())
        .args(["watch", "slides.yaml"])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stderr.take().unwrap()).lines().map(Result::unwrap);
    let written = lines.find(|line| line.contains("slides.pdf"));
    let status = fs::read_to_string(format!("/proc/{}/status", watch.id())).unwrap();
    watch.kill().unwrap();
    watch.wait().unwrap();
    assert!(written.is_some());
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let megabytes = peak.split_whitespace().next().unwrap().parse::<usize>().unwrap() / 1000;
    assert!(megabytes < 300, "{megabytes} MB");
}

#[test]
fn a_background_is_a_colour_of_css_or_of_the_theme_or_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for colour in [
        "black",
        "white",
        "red",
        "RebeccaPurple",
        "\"rgb(0, 60, 90)\"",
        "\"#777777\"",
        "\"#123\"",
        "primary",
        "accent",
        "on_primary",
        "on-primary",
        "{ color: green }",
    ] {
        let outline = format!(
            "lang: en\nslides:\n  - title: The level rose\n    background: {colour}\n    \
             bullets: [\"**Two** [days of rain](https://example.org), `code`, ==marked==\"]\n"
        );
        assert_eq!(check(folder.path(), &outline), "", "{colour}");
    }
    for colour in ["secondary", "blackish", "\"#12\"", "{ color: nothing }"] {
        let outline = format!("slides:\n  - title: A\n    background: {colour}\n    text: B\n");
        let said = check(folder.path(), &outline);
        assert!(said.contains("is not a colour or a picture"), "{colour}: {said}");
    }
}

#[test]
fn long_titles_are_counted_in_lines_as_they_are_set() {
    let folder = tempfile::tempdir().unwrap();
    let outline =
        "lang: en\nslides:\n  - title: H~2~O and CO~2~, **x**^2^ and `code`\n    text: Two.\n";
    assert_eq!(check(folder.path(), outline), "");
    let long = "The level of the river rose by two metres ".repeat(6);
    let outline = format!("lang: en\nslides:\n  - title: {long}\n    text: Two.\n");
    let said = check(folder.path(), &outline);
    assert!(said.contains("E0604"), "{said}");
}

#[test]
fn files_of_other_outlines_and_themes_are_in_use() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["here", "other", "theme", "one", "two", "three", "four", "five", "six"] {
        jpeg(folder.path(), &format!("images/{name}.jpg"));
    }
    let slide = |name: &str| {
        format!("slides:\n  - title: A\n    figure: {{ src: {name}.jpg, alt: A harbour }}\n")
    };
    fs::write(folder.path().join("other.yaml"), slide("other")).unwrap();
    fs::write(
        folder.path().join("mine.yaml"),
        "extends: plain\nlayouts:\n  cover:\n    ornaments: []\n",
    )
    .unwrap();
    let said = check(folder.path(), &format!("lang: en\n{}", slide("here")));
    let unused: Vec<&str> = said.lines().filter(|line| line.contains("E0619")).collect();
    assert_eq!(unused.len(), 1, "{said}");
    assert!(unused[0].contains("7 files are not used") && unused[0].contains("and 2 more"));
    assert!(!said.contains("other.jpg") && !said.contains("here.jpg"), "{said}");
}

#[test]
fn messages_about_small_type_name_the_key_that_sets_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("mine.yaml"),
        "extends: plain\ntype: { small: 0.3, running: 6, floor: 6 }\n",
    )
    .unwrap();
    let rows: String = (0..14).map(|row| format!("        - [Row {row}, Ship]\n")).collect();
    let outline = format!(
        "lang: en\ntheme: mine.yaml\nslides:\n  - title: A harbour\n    table:\n      \
         caption: The harbour at noon\n      rows:\n{rows}"
    );
    let said = check(folder.path(), &outline);
    assert!(said.contains("small"), "{said}");
}

#[test]
fn pictures_that_show_nothing_or_cannot_be_read_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(svg.bytes().flat_map(|b| [b, 0])).collect();
    fs::write(folder.path().join("empty.svg"), svg).unwrap();
    fs::write(folder.path().join("utf16.svg"), utf16).unwrap();
    for (name, word) in [
        ("empty.svg", "`empty.svg` is an SVG that shows nothing"),
        ("utf16.svg", "`utf16.svg` is a text in UTF-16, which is not supported"),
    ] {
        let figure = format!("{{ src: {name}, alt: A picture }}");
        let outline = format!("lang: en\nslides:\n  - {{ title: A, figure: {figure} }}\n");
        let said = check(folder.path(), &outline);
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn an_outline_in_place_of_a_theme_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("talk.yaml"), "title: A\nslides: []\n").unwrap();
    let output = plenary(folder.path(), &["render", "talk.yaml", "--theme", "talk.yaml"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`title` is a key of outlines: check that this file is a theme"));
}

#[test]
fn folders_in_double_quotes_and_prices_are_not_altered_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let slides = |text: &str| format!("lang: en\nslides:\n  - title: A\n    text: {text}\n");
    let said = check(folder.path(), &slides("\"The folder C:\\temp\\new\""));
    assert!(said.contains("E0114") && said.contains("escape sequence"), "{said}");
    plenary(folder.path(), &["render", "slides.yaml", "-o", "slides.txt"]);
    let text = fs::read_to_string(folder.path().join("slides.txt")).unwrap();
    assert!(text.contains("The folder C:\\temp\\new"), "{text}");
    let said = check(folder.path(), &slides("It costs $10, or 5$"));
    assert!(said.contains("`$10, or 5$` is shown as a formula and without its `$`"), "{said}");
    assert_eq!(check(folder.path(), &slides("The value $2x$ costs $5")), "");
}
