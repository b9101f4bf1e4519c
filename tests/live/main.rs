//! Incremental rendering: after any edit, the result equals a full render of the deck.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

mod random_edits;
#[allow(dead_code, reason = "the PDF tests use the rest")]
#[path = "../pdf/read.rs"]
mod read;
mod reports;
mod updated_pdfs;

use std::fs;
use std::path::{Path, PathBuf};

use plenary::Options;
use plenary::diagnostic::Diagnostic;
use plenary::live::{Live, PageView, Report};
use plenary::show::TransitionKind;
use plenary::source::Span;

fn save_and_refresh(live: &mut Live, path: &Path, text: &str) -> Report {
    fs::write(path, text).unwrap();
    live.refresh()
}

fn copy_project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("slides.yaml"), folder.path().join("slides.yaml")).unwrap();
    for name in ["slides", "images"] {
        copy_folder(&root.join(name), &folder.path().join(name));
    }
    fs::create_dir(folder.path().join("slides/themes")).unwrap();
    for (name, text) in EXTRA_OUTLINES {
        fs::write(folder.path().join("slides").join(name), text).unwrap();
    }
    folder
}

/// Outlines with what the project's own lack: anchors, and a theme with a warning.
const EXTRA_OUTLINES: [(&str, &str); 3] = [
    (
        "anchors.yaml",
        r"title: River
footer: &foot On the *river*
slides:
  - title: First
    bullets: &points
      - Oxygen here
      - Nitrogen there
  - &weir
    title: Second
    notes: &said Say it slowly
    bullets: *points
  - title: Third
    notes: *said
    text: *foot
  - <<: *weir
    title: Fourth
",
    ),
    (
        "themed.yaml",
        r"title: River
theme: own.yaml
slides:
  - title: First
    bullets:
      - Oxygen here
      - Nitrogen there
  - title: Second
    text: A weir
",
    ),
    ("themes/own.yaml", "colours:\n\u{a0} accent: \"#D9622B\"\n"),
];

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn list_outlines(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder.join("slides")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.push(folder.join("slides.yaml"));
    paths.sort();
    paths
}

/// Formats the diagnostics with their positions as text.
fn format_diagnostics(report: &Report) -> Vec<String> {
    let place = |span: Span| {
        let source = report.sources.get(span.source);
        let at = source.position(span.start as usize);
        format!(
            "{}:{}:{} “{}”",
            source.name.display(),
            at.line,
            at.column,
            report.sources.slice(span)
        )
    };
    let one = |diagnostic: &Diagnostic| {
        let Diagnostic { severity, code, message, span, label, help: hints, related, fix } =
            diagnostic;
        let others: Vec<String> = related
            .iter()
            .map(|other| format!("{} {}", place(other.span), other.message))
            .collect();
        let edits: Vec<String> = fix
            .iter()
            .flat_map(|fix| &fix.edits)
            .map(|edit| format!("{} → {}", place(edit.span), edit.text))
            .collect();
        let place = span.map(place);
        format!("{place:?} {severity:?} {code}: {message} {label:?} {hints:?} {others:?} {edits:?}")
    };
    report.diagnostics.iter().map(one).collect()
}

#[test]
fn pages_move_as_the_theme_says_unless_the_deck_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talk.yaml");
    let slides = "slides:\n  - { title: One, bullets: { steps: true, items: [A, B] } }\n  - Two\n";
    let motion = |start: &str| -> Vec<Option<(TransitionKind, f32)>> {
        fs::write(&path, format!("{start}{slides}")).unwrap();
        let report = Live::new(path.clone(), Options::default()).refresh();
        let talk = report.presentation.expect("a presentation");
        let of_page = |page: &PageView| page.transition.map(|found| (found.kind, found.seconds));
        talk.pages.iter().map(of_page).collect()
    };
    let fade = |seconds| Some((TransitionKind::Fade, seconds));
    assert_eq!(motion("theme: plain\n"), [fade(0.3), fade(0.2), fade(0.3)]);
    let push = Some((TransitionKind::Push, 0.6));
    assert_eq!(motion("transition: push\n"), [push, fade(0.2), push]);
    let none = Some((TransitionKind::None, 0.6));
    assert_eq!(motion("transition: none\n"), [none, None, none]);
    assert_eq!(motion("theme: newspaper\n"), [None; 3]);
}
