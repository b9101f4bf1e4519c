//! The pages of `plenary explain`: each wrong example causes its diagnostic, and the correction
//! does not.
#![allow(clippy::disallowed_methods, reason = "tests make the files that the examples name")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use plenary::check::rule_by_code;
use plenary::diagnostic::{Code, Diagnostic};
use plenary::{Input, Options};

/// Codes that no outline and no command can cause, with the tests that do.
const NOT_CAUSED_BY_OUTLINES: &[Code] = &[
    // Caused by pages that no layout produces: `tests/check.rs` makes some.
    Code::Overflow,
    Code::ReadingOrder,
    // Caused by scenes that no layout produces: `src/pdf/error.rs`.
    Code::Inaccessible,
    Code::MissingMetadata,
    Code::LinkWithoutText,
    Code::PrivateUseCharacter,
    Code::CmykWithoutProfile,
    Code::PdfFailure,
    // Its example would be too long: `tests/reading/robustness.rs`.
    Code::TextTooLong,
    // Caused by pictures of 15 MB: `tests/output.rs`.
    Code::LargePdf,
    // Caused by pictures that are damaged in the middle: `src/assets/image/hide.rs`.
    Code::CannotHide,
    // Caused by decks of 4 GB.
    Code::PptxFailure,
];

/// A fenced block of a page: its info string and its lines.
struct Fence<'a> {
    info: &'a str,
    text: String,
}

fn fences(page: &str) -> Vec<Fence<'_>> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(info) => {
                open = true;
                fences.push(Fence { info, text: String::new() });
            }
            None if open => {
                let fence = fences.last_mut().expect("a fence is open");
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            None => {}
        }
    }
    assert!(!open, "a fence is not closed");
    fences
}

/// Creates a folder with the files that the examples name.
fn folder() -> tempfile::TempDir {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path();
    let fixture = |name: &str| {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
    };
    fs::write(folder.join("river.jpg"), fixture("grey.jpg")).unwrap();
    fs::create_dir(folder.join("pictures")).unwrap();
    fs::write(folder.join("pictures/river.jpg"), fixture("grey.jpg")).unwrap();
    let png = fixture("palette.png");
    fs::write(folder.join("broken.png"), &png[..png.len() / 2]).unwrap();
    fs::write(folder.join("weir-1.png"), &png).unwrap();
    fs::write(folder.join("weir-2.png"), &png).unwrap();
    fs::write(folder.join("weir.webp"), fixture("moving.webp")).unwrap();
    let media = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides/media");
    fs::copy(media.join("lock.mp4"), folder.join("weir.mp4")).unwrap();
    fs::copy(media.join("lock.vtt"), folder.join("weir.vtt")).unwrap();
    fs::copy(media.join("bird.mp3"), folder.join("bird.mp3")).unwrap();
    fs::write(folder.join("river.tiff"), b"II*\0 and so on").unwrap();
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{inside}</svg>")
    };
    fs::write(folder.join("drawing.svg"), svg("<rect width=\"9\" height=\"9\"/>")).unwrap();
    let label = |size: f32| svg(&format!("<text y=\"9\" font-size=\"{size}\">A</text>"));
    fs::write(folder.join("weir.svg"), label(0.2)).unwrap();
    fs::write(folder.join("weir-with-large-labels.svg"), label(5.0)).unwrap();
    fs::write(
        folder.join("linked.svg"),
        svg("<image href=\"river.jpg\" width=\"9\" height=\"9\"/>"),
    )
    .unwrap();
    fs::write(
        folder.join("huge.svg"),
        svg(&format!("{}<rect/>{}", "<g>".repeat(300), "</g>".repeat(300))),
    )
    .unwrap();
    fs::write(folder.join("empty.csv"), "").unwrap();
    fs::write(folder.join("cities.csv"), "city,river\nJena,Saale\n").unwrap();
    fs::write(folder.join("uneven.csv"), "city,river\nJena,Saale,5\n").unwrap();
    fs::write(folder.join("roads.csv"), "city\nJena/Bonn\n").unwrap();
    let entry = "@book{silva2020, author = {Silva, Ana}, title = {Clean Rivers}, year = {2020}}\n";
    fs::write(folder.join("refs.bib"), entry).unwrap();
    fs::write(folder.join("broken.csl"), "<style>").unwrap();
    fs::write(folder.join("long.py"), "print(6 * 7)\n".repeat(20_000)).unwrap();
    let nested = format!("let x = {}1{};\n", "(".repeat(2000), ")".repeat(2000));
    fs::write(folder.join("nested.rs"), nested.repeat(20)).unwrap();
    let talk = "slides:\n  - title: What we measured\n";
    fs::write(folder.join("talk.yaml"), talk).unwrap();
    fs::write(folder.join("latin-1.yaml"), b"title: Fluss f\xfcr alle\n").unwrap();
    fs::write(folder.join("large.yaml"), "#".repeat((32 << 20) + 1)).unwrap();
    fs::create_dir(folder.join("folder")).unwrap();
    fs::create_dir_all(folder.join("with-font/fonts")).unwrap();
    fs::write(folder.join("with-font/talk.yaml"), talk).unwrap();
    fs::write(folder.join("with-font/fonts/broken.ttf"), "no font").unwrap();
    outer
}

/// Returns the codes that an example causes, and the messages.
fn codes(folder: &Path, fence: &Fence, is_rule: bool) -> (BTreeSet<Code>, String) {
    match fence.info {
        "yaml" => {
            let outline = folder.join("example.yaml");
            fs::write(&outline, &fence.text).unwrap();
            let (input, options) = (Input::File(outline), Options::default());
            let found = if is_rule {
                plenary::check(input, &options).diagnostics
            } else {
                plenary::render(input, &options).diagnostics
            };
            let messages = found
                .iter()
                .map(|Diagnostic { code, message, .. }| format!("{code} {message}\n"))
                .collect();
            (found.iter().map(|diagnostic| diagnostic.code).collect(), messages)
        }
        "console" => {
            let arguments =
                fence.text.trim().strip_prefix("$ plenary ").expect("a command").split(' ');
            let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
            let output = command
                .current_dir(folder)
                .args(arguments)
                .args(["--message-format", "short"])
                .output()
                .unwrap();
            let messages = String::from_utf8(output.stderr).unwrap();
            let code = |part: &str| part.split(']').next().and_then(|number| number.parse().ok());
            (messages.split('[').skip(1).filter_map(code).collect(), messages)
        }
        other => panic!("a fence for `{other}`"),
    }
}

#[test]
fn wrong_examples_cause_the_diagnostic_and_corrections_do_not() {
    let folder = folder();
    let mut wrong = String::new();
    for &code in Code::ALL {
        let page = code.explanation();
        if page.contains("TO\u{44}O") || page.lines().any(|line| line.chars().count() > 140) {
            wrong.push_str(&format!("{code}: a line is longer than 140 characters\n"));
        }
        let (files, examples): (Vec<Fence>, Vec<Fence>) =
            fences(page).into_iter().partition(|fence| fence.info.contains(' '));
        for file in files {
            let path = folder.path().join(file.info.split(' ').nth(1).expect("a name"));
            fs::create_dir_all(path.parent().expect("a folder")).unwrap();
            fs::write(path, file.text).unwrap();
        }
        if NOT_CAUSED_BY_OUTLINES.contains(&code) {
            continue;
        }
        let [bad, good] = &examples[..] else {
            wrong.push_str(&format!(
                "{code}: expected two examples, a wrong one and its correction\n"
            ));
            continue;
        };
        // An example that breaks one rule of `check` may break another, too.
        let is_rule = rule_by_code(code).is_some();
        let (found, messages) = codes(folder.path(), bad, is_rule);
        if !found.contains(&code) {
            wrong.push_str(&format!(
                "{code}: the wrong example does not cause it, but:\n{messages}"
            ));
        }
        let (found, messages) = codes(folder.path(), good, is_rule);
        if if is_rule { found.contains(&code) } else { !found.is_empty() } {
            wrong.push_str(&format!("{code}: the correction is wrong:\n{messages}"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let numbers: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    let pages: BTreeSet<String> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/explain"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
    assert_eq!(numbers, pages);
}
