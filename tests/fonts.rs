//! Fonts from the command line: which font draws a character, how missing glyphs are reported, and
//! fonts in the folder of a deck.
#![allow(clippy::disallowed_methods, reason = "tests write and read files as users do")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use plenary::scene::{Glyph, ItemKind};
use plenary::{Input, Options, lay_out};

fn run_plenary(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn stderr_text(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn write_outline(outline: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("slides.yaml"), outline).unwrap();
    folder
}

/// Returns the text of a deck as extracted from its PDF: of glyphs, and the actual text of shapes.
fn extract_text(outline: &str) -> String {
    let scene = lay_out(Input::Bytes(outline.as_bytes().to_vec()), &Options::default()).scene;
    let mut text = String::new();
    for item in scene.pages.iter().flat_map(|page| &page.items) {
        match &item.kind {
            ItemKind::Text(run) => {
                run.glyphs.iter().for_each(|glyph| {
                    text += &run.text[glyph.range.start as usize..glyph.range.end as usize]
                });
            }
            ItemKind::Shape(shape) => text += shape.actual_text.as_deref().unwrap_or_default(),
            _ => {}
        }
    }
    text
}

const TIBETAN: &str = "title: River\nfooter: Ꮳ\nslides:\n  - title: Start\n  \
    - title: What we measured\n    text: \"a བོད b\"\n";

#[test]
fn a_character_without_a_font_is_an_error_with_slide_position_and_help() {
    let folder = write_outline(TIBETAN);
    let output = run_plenary(folder.path(), &["render", "slides.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = stderr_text(&output);
    for words in [
        "no font has a glyph for `བ` (U+0F56, Tibetan) on slide 2 (“What we measured”)",
        "slides.yaml:6:14",
        "the same text also needs `ོ` (U+0F7C), `ད` (U+0F51)",
        "add a font for Tibetan to a folder `fonts`",
        // The footer is on both slides but reported once.
        "no font has a glyph for `Ꮳ` (U+13E3, Cherokee) on slide 1 (“Start”)",
        "2 errors",
    ] {
        assert!(stderr.contains(words), "{words}: {stderr}");
    }
    assert!(!folder.path().join("slides.pdf").exists());
}

#[test]
fn missing_glyphs_warn_draws_a_box_and_keeps_the_text() {
    let folder = write_outline(TIBETAN);
    let output = run_plenary(folder.path(), &["render", "slides.yaml", "--missing-glyphs", "warn"]);
    assert!(output.status.success(), "{}", stderr_text(&output));
    let stderr = stderr_text(&output);
    assert!(stderr.contains("warning") && stderr.contains("; it is drawn as a box"), "{stderr}");
    assert!(folder.path().join("slides.pdf").exists());
    assert!(extract_text(TIBETAN).contains("a བོད b"), "{}", extract_text(TIBETAN));
    // Private use characters have no meaning outside the font.
    assert!(extract_text("slides:\n  - text: \"a\\uE000b\"\n").contains("a\u{fffd}b"));
    let outline = "slides:\n  - text: \"x \u{20bb7} y \\uE000\"\n".as_bytes().to_vec();
    let scene = lay_out(Input::Bytes(outline), &Options::default()).scene;
    assert_eq!(plenary::export::extract_text(&scene).trim(), "x \u{20bb7} y \u{e000}");
}

#[test]
fn combining_marks_and_invisible_characters_are_never_reported_as_missing() {
    let outline = "title: River\nslides:\n  - title: A\u{301} x\u{20dd} soft\u{ad}hyphen 👩\u{200d}🔬 \u{2067}bidi\u{2069}\n    text: \
        \"e\u{34f} ✓\u{fe0f} ✓\u{fe0e} \\u3164 \\u180B \\U000E0061 \\uFEFF \\u2060 \\u061C a\u{330}\u{489} \\u2028 中\u{308}\"\n";
    let folder = write_outline(outline);
    let output = run_plenary(folder.path(), &["render", "slides.yaml", "-o", "-"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", stderr_text(&output));
}

fn read_fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fonts").join(name)).unwrap()
}

/// Writes a deck with font files in its folder `fonts`, and a theme with two font families.
fn write_deck_with_fonts(
    body: &str,
    heading: &str,
    files: &[(&str, Vec<u8>)],
) -> tempfile::TempDir {
    let folder = write_outline(
        "title: River\ntheme: mine.yaml\nslides:\n  - title: River\n    \
         text: \"River **River** *River*\"\n",
    );
    let theme = format!(
        "extends: plain\nfonts: {{ body: {body}, heading: {heading} }}\n\
         weights: {{ title: 800, body: 300, bold: 700 }}\n"
    );
    fs::write(folder.path().join("mine.yaml"), theme).unwrap();
    fs::create_dir(folder.path().join("fonts")).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join("fonts").join(name), bytes).unwrap();
    }
    folder
}

/// Returns the fonts that a deck uses, with the width of the text in each in em.
fn used_faces(folder: &Path) -> Vec<(String, f32)> {
    let deck = lay_out(Input::File(folder.join("slides.yaml")), &Options::default());
    let diagnostics = deck.diagnostics.into_sorted();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let mut faces = Vec::new();
    for item in deck.scene.pages.iter().flat_map(|page| &page.items) {
        let ItemKind::Text(run) = &item.kind else { continue };
        let is_blank = |glyph: &&Glyph| {
            run.text[glyph.range.start as usize..glyph.range.end as usize].trim().is_empty()
        };
        let width: f32 =
            run.glyphs.iter().filter(|glyph| !is_blank(glyph)).map(|glyph| glyph.advance).sum();
        if width > 0.0 {
            faces.push((format!("{:?}", deck.fonts.get(run.face)), width));
        }
    }
    faces
}

#[test]
fn variable_fonts_are_drawn_at_the_weight_and_slant_of_the_theme() {
    let folder = write_deck_with_fonts(
        "Varying",
        "leaning",
        &[
            ("varying.ttf", read_fixture("varying.ttf")),
            ("leaning.ttf", read_fixture("leaning.ttf")),
        ],
    );
    let faces = used_faces(folder.path());
    let names: Vec<&str> = faces.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Leaning 800", "Varying 300", "Varying 700", "Varying 300"]);
    // The weight axis changes the advances, not only the name.
    assert!(faces[2].1 > faces[1].1 * 1.02, "{faces:?}");
    let slanted = write_deck_with_fonts(
        "Leaning",
        "Leaning",
        &[("leaning.ttf", read_fixture("leaning.ttf"))],
    );
    let names: Vec<String> =
        self::used_faces(slanted.path()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Leaning 800", "Leaning 300", "Leaning 700", "Leaning 300 italic"]);
    // It also changes the glyphs: each weight is a separate font in the PDF.
    let output = run_plenary(folder.path(), &["render", "slides.yaml"]);
    assert!(output.status.success(), "{}", stderr_text(&output));
    let pdf = lopdf::Document::load(folder.path().join("slides.pdf")).unwrap();
    let programs: Vec<Vec<u8>> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"FontFile2").ok()?.as_reference().ok())
        .map(|id| pdf.get_object(id).unwrap().as_stream().unwrap().decompressed_content().unwrap())
        .collect();
    assert_eq!(programs.len(), 3);
    assert!(programs[0] != programs[1] && programs[1] != programs[2] && programs[0] != programs[2]);
}

#[test]
fn every_face_of_a_font_collection_can_be_named() {
    let folder = write_deck_with_fonts(
        "Paired Heavy",
        "Paired",
        &[("paired.ttc", read_fixture("paired.ttc"))],
    );
    let names: Vec<String> = used_faces(folder.path()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Paired 300", "Paired Heavy 900", "Paired Heavy 900", "Paired Heavy 900"]);
    assert!(run_plenary(folder.path(), &["render", "slides.yaml"]).status.success());
}

#[test]
fn unusable_font_files_and_unknown_families_are_reported() {
    let mut second_face_broken = read_fixture("paired.ttc");
    // The second offset in the table of the collection.
    second_face_broken[16..20].copy_from_slice(&[0xff; 4]);
    let files = [
        ("cut.ttf", read_fixture("varying.ttf")[..300].to_vec()),
        ("web.woff2", b"wOF2\0\x01\0\0".to_vec()),
        ("empty.otf", Vec::new()),
        ("half.ttc", second_face_broken),
        ("README.txt", b"ignored".to_vec()),
    ];
    let folder = write_deck_with_fonts("Vayring", "Source Sans", &files);
    let output = run_plenary(folder.path(), &["render", "slides.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = stderr_text(&output);
    for words in [
        "cut.ttf` cannot be used: it",
        "web.woff2` cannot be used: it is WOFF2, a font format for web pages",
        "replace it with the `.ttf` or `.otf` file of the font",
        "empty.otf` cannot be used",
        "half.ttc` cannot be used: face 2 of the collection",
        "unknown font `Vayring`",
        "mine.yaml:2:16",
        "unknown font `Source Sans`",
        "did you mean `Source Sans 3`?",
        "6 errors",
    ] {
        assert!(stderr.contains(words), "{words}: {stderr}");
    }
    assert!(!stderr.contains("README"), "{stderr}");
}

#[test]
fn a_font_on_which_the_pdf_library_panics_is_an_error() {
    let mut bytes = read_fixture("varying.ttf");
    let entry = bytes.windows(4).position(|tag| tag == b"head").unwrap();
    let head = u32::from_be_bytes(bytes[entry + 8..entry + 12].try_into().unwrap()) as usize;
    // The header states 0 units per em, so all lengths are infinite or not a number.
    bytes[head + 18..head + 20].copy_from_slice(&[0, 0]);
    let folder = write_deck_with_fonts("Source Sans 3", "Varying", &[("varying.ttf", bytes)]);
    let output = run_plenary(folder.path(), &["render", "slides.yaml"]);
    let stderr = stderr_text(&output);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("cannot embed the font `Varying`"), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn damaged_font_files_never_cause_a_panic() {
    let whole = read_fixture("varying.ttf");
    // A fixed pseudo-random sequence (Knuth's MMIX generator), so that failures are reproducible.
    let mut random = 7_u64;
    let mut next = |below: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..=next(40) {
            let at = next(bytes.len());
            bytes[at] = next(256) as u8;
        }
        bytes.truncate(whole.len() - next(4) * next(whole.len() / 3));
        let folder = write_deck_with_fonts("Source Sans 3", "Varying", &[("varying.ttf", bytes)]);
        let rendered =
            plenary::render(Input::File(folder.path().join("slides.yaml")), &Options::default());
        let codes: Vec<&str> =
            rendered.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect();
        assert!(
            codes.iter().all(|code| ["E0311", "E0313"].contains(code)),
            "{:#?}",
            rendered.diagnostics
        );
    }
}

#[test]
fn fonts_lists_every_family_with_its_faces_and_coverage() {
    let folder = write_deck_with_fonts(
        "Varying",
        "Varying",
        &[("varying.ttf", read_fixture("varying.ttf"))],
    );
    let output = run_plenary(folder.path(), &["fonts", "slides.yaml"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", stderr_text(&output));
    let listed = String::from_utf8(output.stdout).unwrap();
    let line = |family: &str| {
        listed
            .lines()
            .find(|line| line.starts_with(family))
            .unwrap_or_else(|| panic!("{family}: {listed}"))
    };
    assert!(line("Varying").contains("300–900") && line("Varying").contains("fonts/"), "{listed}");
    assert!(line("Source Sans 3").contains("400, 400 italic, 600, 700, 700 italic"), "{listed}");
    assert!(
        line("Plenary Sans JP").contains("bundled") && line("Plenary Sans JP").contains("Han 6,"),
        "{listed}"
    );
    assert!(line("Plenary Emoji").contains("emoji 1,"), "{listed}");
}

#[test]
fn fonts_for_names_the_face_of_each_character() {
    let folder = write_outline("title: 川\nlang: ja\nslides:\n  - title: 川\n");
    let run = |arguments: &[&str]| {
        let output = run_plenary(folder.path(), &[&["fonts"], arguments].concat());
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(
        run(&["--for", "德德"]),
        (Some(0), "德\tU+5FB7\tPlenary Sans SC 400 (bundled)\n".into())
    );
    assert_eq!(
        run(&["--for", "德", "--lang", "zh-Hant", "--bold"]).1,
        "德\tU+5FB7\tPlenary Sans TC 700 (bundled)\n"
    );
    // Without `--lang`, the language is that of the outline.
    assert_eq!(
        run(&["slides.yaml", "--for", "德"]).1,
        "德\tU+5FB7\tPlenary Sans JP 400 (bundled)\n"
    );
    assert_eq!(
        run(&["--for", "👩🏽‍🔬"]).1,
        "👩🏽‍🔬\tU+1F469 U+1F3FD U+200D U+1F52C\tPlenary Emoji 400 (bundled)\n"
    );
    let (code, lines) = run(&["--for", "aཀ"]);
    assert_eq!(code, Some(1));
    assert!(lines.ends_with("ཀ\tU+0F40\tno font\n"), "{lines}");
    assert_eq!(run(&["--lang", "ja"]).0, Some(2));
    assert_eq!(run(&["nowhere.yaml", "--for", "a"]).0, Some(1));
}
