//! Faces and characters, as the program's users meet them: which face draws what, what is done about a character that none has, and
//! fonts of one's own.
#![allow(clippy::disallowed_methods, reason = "tests make and read files as a user would")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use plenary::scene::ItemKind;
use plenary::{Input, Options, compose};

fn plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary")).current_dir(folder).args(arguments).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder(outline: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), outline).unwrap();
    folder
}

/// The text of a page as a reader extracts it: of glyphs, and what shapes are read as.
fn words(outline: &str) -> String {
    let scene = compose(Input::Bytes(outline.as_bytes().to_vec()), &Options::default()).scene;
    let mut words = String::new();
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        match &item.kind {
            ItemKind::Text(run) => {
                run.glyphs.iter().for_each(|glyph| words += &run.text[glyph.range.start as usize..glyph.range.end as usize]);
            }
            ItemKind::Shape(shape) => words += shape.actual_text.as_deref().unwrap_or_default(),
            _ => {}
        }
    }
    words
}

const TIBETAN: &str = "title: River\nfooter: Ꮳ\nslides:\n  - title: Start\n  - title: What we measured\n    text: \"a བོད b\"\n";

#[test]
fn a_character_that_no_font_has_is_refused_with_slide_line_column_and_advice() {
    let folder = folder(TIBETAN);
    let output = plenary(folder.path(), &["render", "slides.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = errors(&output);
    for words in [
        "slide 2 (“What we measured”) has the character `བ` (U+0F56, Tibetan), which no font has",
        "slides.yaml:6:14",
        "the same text also has `ོ` (U+0F7C), `ད` (U+0F51)",
        "put a font for Tibetan into a folder `fonts`",
        // The footer stands on both slides and is one mistake.
        "slide 1 (“Start”) has the character `Ꮳ` (U+13E3, Cherokee)",
        "2 mistakes",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!folder.path().join("slides.pdf").exists());
}

#[test]
fn with_a_warning_a_box_stands_in_its_place_and_the_text_still_has_it() {
    let folder = folder(TIBETAN);
    let output = plenary(folder.path(), &["render", "slides.yaml", "--missing-glyphs", "warn"]);
    assert!(output.status.success(), "{}", errors(&output));
    let said = errors(&output);
    assert!(said.contains("warning") && said.contains("which no font has: it is drawn as a box"), "{said}");
    assert!(folder.path().join("slides.pdf").exists());
    assert!(words(TIBETAN).contains("a བོད b"), "{}", words(TIBETAN));
    // What is for private use means nothing to a reader of the PDF.
    assert!(words("slides:\n  - text: \"a\\uE000b\"\n").contains("a\u{fffd}b"));
}

#[test]
fn marks_and_what_is_not_seen_never_trip_the_gate() {
    let outline = "title: River\nslides:\n  - title: A\u{301} x\u{20dd} soft\u{ad}hyphen 👩\u{200d}🔬 \u{2067}bidi\u{2069}\n    text: \
        \"e\u{34f} ✓\u{fe0f} ✓\u{fe0e} \\u3164 \\u180B \\U000E0061 \\uFEFF \\u2060 \\u061C a\u{330}\u{489} \\u2028 中\u{308}\"\n";
    let folder = folder(outline);
    let output = plenary(folder.path(), &["render", "slides.yaml", "-o", "-"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", errors(&output));
}
