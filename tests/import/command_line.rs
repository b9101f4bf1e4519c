//! `plenary new --from` with several files, folders, standard input, projects and dialects.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{assert_imported, run_plenary, stderr_of};

/// Writes files into a new folder: paths and texts.
fn make_folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn picture() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/field/boat.png");
    fs::read(path).unwrap()
}

/// Runs `plenary new`, renders the outline `name` in `talk`, and returns it and the messages.
fn import(folder: &Path, arguments: &[&str], name: &str) -> (String, String) {
    let made = run_plenary(folder, &[&["new"], arguments].concat());
    assert_imported(name, &made);
    let outline = fs::read_to_string(folder.join("talk").join(name)).unwrap();
    let rendered = run_plenary(&folder.join("talk"), &["render", name]);
    assert!(rendered.status.success(), "{}\n{outline}", stderr_of(&rendered));
    (outline, stderr_of(&made))
}

const FIRST: &str = "---\ntitle: Rivers\nfooter: Water days\n---\n\n# Weirs {#weirs}\n\nOld.\n";
const SECOND: &str = "---\ntitle: Fish\nauthor: Eva Lund\nfooter: Fish days\n---\n\n# Weirs\n\n\
                      ![A boat](boat.png)\n";

#[test]
fn several_decks_become_one_outline() {
    let folder = make_folder(&[("a.md", FIRST), ("b.md", SECOND)]);
    fs::write(folder.path().join("boat.png"), picture()).unwrap();
    let (outline, said) = import(folder.path(), &["talk", "--from", "a.md", "b.md"], "slides.yaml");
    assert!(outline.starts_with("# yaml-language-server"), "{outline}");
    for part in ["title: Rivers\n", "section: Fish\n", "text: Eva Lund\n", "src: images/boat.png"] {
        assert!(outline.contains(part), "{part}: {outline}");
    }
    assert_eq!(outline.matches("layout: cover").count(), 1, "{outline}");
    assert!(said.contains("b.md: read as "), "{said}");
    assert!(said.contains("2 decks: converted 4 slides\n"), "{said}");
    // The second footer has no place.
    assert!(outline.contains("# b.md: Changed (line 1): `footer: Fish days`"), "{outline}");
    // The name of the folder may be the last one.
    let (again, _) = {
        fs::remove_dir_all(folder.path().join("talk")).unwrap();
        import(folder.path(), &["--from", "a.md", "b.md", "talk"], "slides.yaml")
    };
    assert_eq!(outline, again);
}

#[test]
fn formulas_of_several_decks_have_ids_of_their_own() {
    let deck = "---\nformat: revealjs\n---\n\n## A\n\n$$\nx = 1\n$$ {#eq-one}\n\nBy @eq-one.\n";
    let folder = make_folder(&[("a.qmd", deck), ("b.qmd", deck)]);
    let (outline, _) = import(folder.path(), &["talk", "--from", "a.qmd", "b.qmd"], "slides.yaml");
    for part in
        ["id: eq-one\n", "id: eq-one-2\n", "By Equation [](#eq-one).", "By Equation [](#eq-one-2)."]
    {
        assert!(outline.contains(part), "{part}: {outline}");
    }
}

#[test]
fn folders_are_read_in_natural_order() {
    let folder = make_folder(&[
        ("decks/part-10.md", "# Ten\n\nten\n"),
        ("decks/part-2.md", "# Two\n\n- two\n\n---\nsrc: ./part-3.md\n---\n"),
        ("decks/part-3.md", "# Three\n\nthree\n"),
        ("decks/README.md", "# About\n\nabout\n"),
    ]);
    let (outline, _) = import(folder.path(), &["talk", "--from", "decks"], "slides.yaml");
    let at = |word: &str| outline.find(word).unwrap_or_else(|| panic!("{word}: {outline}"));
    assert!(at("two") < at("three") && at("three") < at("ten"), "{outline}");
    assert_eq!(outline.matches("three").count(), 1, "{outline}");
    assert!(!outline.contains("about"), "{outline}");
    let empty = run_plenary(folder.path(), &["new", "x", "--from", "talk/images"]);
    assert_eq!(empty.status.code(), Some(2), "{}", stderr_of(&empty));
}

#[test]
fn standard_input_is_read() {
    let folder = make_folder(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder.path())
        .args(["new", "talk", "--from", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"# One\r\n\r\nwords\r\n").unwrap();
    let made = child.wait_with_output().unwrap();
    assert!(made.status.success(), "{}", stderr_of(&made));
    let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
    assert!(outline.contains("words"), "{outline}");
}

#[test]
fn decks_are_added_to_a_project_without_changing_it() {
    let folder = make_folder(&[
        ("talk/slides.yaml", "theme: museum\nslides:\n  - title: Mine\n"),
        ("talk/images/boat.png", "another picture"),
        ("b.md", SECOND),
    ]);
    fs::write(folder.path().join("boat.png"), picture()).unwrap();
    let (outline, said) = import(folder.path(), &["--into", "talk", "--from", "b.md"], "b.yaml");
    assert!(outline.contains("theme: museum\n"), "{outline}");
    assert!(outline.contains("src: images/2-boat.png"), "{outline}");
    assert!(said.contains("created talk/b.yaml"), "{said}");
    let read = |name: &str| fs::read(folder.path().join("talk").join(name)).unwrap();
    assert_eq!(read("images/boat.png"), b"another picture");
    assert_eq!(read("images/2-boat.png"), picture());
    // The same picture is not copied again, and no outline is replaced.
    let (outline, _) = import(folder.path(), &["--into", "talk", "--from", "b.md"], "b-2.yaml");
    assert!(outline.contains("src: images/2-boat.png"), "{outline}");
    assert!(read("slides.yaml").starts_with(b"theme: museum"));
    let missing = run_plenary(folder.path(), &["new", "--into", "none", "--from", "b.md"]);
    assert_eq!(missing.status.code(), Some(2), "{}", stderr_of(&missing));
}

#[test]
fn dialects_are_said_and_can_be_set() {
    let deck = "# One\n\nwords\n\n***\n\n# Two\n\nmore\n";
    let folder = make_folder(&[("talk.md", deck)]);
    let (outline, said) =
        import(folder.path(), &["talk", "--from", "talk.md", "--dialect", "slidev"], "slides.yaml");
    assert!(said.contains("read as Slidev"), "{said}");
    assert!(outline.contains("# Converted from talk.md (Slidev)"), "{outline}");
    // In Slidev, only dashes end a slide.
    assert_eq!(outline.matches("\n  - ").count(), 1, "{outline}");
    let wrong =
        run_plenary(folder.path(), &["new", "x", "--from", "talk.md", "--dialect", "slidv"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr_of(&wrong).contains("slidev"), "{}", stderr_of(&wrong));
    let help = run_plenary(folder.path(), &["new", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    for name in ["marp", "quarto", "pandoc", "reveal", "presenterm", "deckset", "ia-presenter"] {
        assert!(help.contains(name), "{name}: {help}");
    }
}

#[test]
fn losses_are_comments_at_their_place_and_set_the_exit_code() {
    let deck = "# One\n\nwords\n\n---\n\n# Two\n\n![A boat](none.png)\n\n<style>b {}</style>\n";
    let folder = make_folder(&[("talk.md", deck)]);
    let made = run_plenary(folder.path(), &["new", "talk", "--from", "talk.md"]);
    assert_eq!(made.status.code(), Some(1));
    let said = stderr_of(&made);
    assert!(said.contains("talk.md: converted 2 slides, 1 thing left for you"), "{said}");
    let outline = fs::read_to_string(folder.path().join("talk/slides.yaml")).unwrap();
    let second = "\n  # Missing (line 9): the picture `none.png` does not exist and is not imported; \
                  copy it into the folder `images` and show it with `figure`.\n  # Changed (line \
                  11): `<style>` is not imported; change the appearance of slides with `theme`.\n  \
                  - layout: content\n    title: Two\n";
    assert!(outline.contains(second), "{outline}");
}

#[test]
fn old_encodings_are_guessed_and_said() {
    let folder = make_folder(&[]);
    for (bytes, guess) in [
        (&b"# Caf\xe9\n\nna\xefve\n"[..], "Latin-1 (ISO 8859-1)"),
        (b"# Caf\xe9\n\n\x93quoted\x94\n", "Windows-1252"),
    ] {
        fs::write(folder.path().join("talk.md"), bytes).unwrap();
        let (outline, said) = import(folder.path(), &["talk", "--from", "talk.md"], "slides.yaml");
        assert!(said.contains(&format!("`talk.md` is not UTF-8; it is read as {guess}")), "{said}");
        assert!(said.contains("talk.md:1:6"), "{said}");
        assert!(outline.contains("Café"), "{outline}");
        fs::remove_dir_all(folder.path().join("talk")).unwrap();
    }
}
