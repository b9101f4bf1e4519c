//! PowerPoint decks: made by python-pptx and LibreOffice (`powerpoint/make.py`) and by plenary.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use super::powerpoint_hostile::zip_parts;
use super::{run_plenary, stderr_of};

/// The deck `tests/import/powerpoint/NAME.pptx`.
pub fn read_deck(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/powerpoint");
    fs::read(folder.join(format!("{name}.pptx"))).unwrap()
}

/// The parts of a deck in their order.
pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// What the import of a deck gives.
pub struct Import {
    pub outline: String,
    pub messages: String,
    pub code: Option<i32>,
}

/// Imports a deck with the program, renders the outline, and checks that it is formatted.
pub fn import(file: &str, bytes: &[u8]) -> Import {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), bytes).unwrap();
    let made = run_plenary(folder.path(), &["new", "talk", "--from", file]);
    let messages = stderr_of(&made);
    let talk = folder.path().join("talk");
    let outline = fs::read_to_string(talk.join("slides.yaml"));
    let outline = outline.unwrap_or_else(|_| panic!("{file}: {messages}"));
    let rendered = run_plenary(&talk, &["render", "slides.yaml"]);
    assert!(rendered.status.success(), "{file}: {}\n{outline}", stderr_of(&rendered));
    let formatted = run_plenary(&talk, &["fmt", "--check", "slides.yaml"]);
    assert!(formatted.status.success(), "{file}: {}\n{outline}", stderr_of(&formatted));
    Import { outline, messages, code: made.status.code() }
}

#[test]
fn decks_become_outlines() {
    for name in ["talk", "charts", "odd", "libreoffice"] {
        let Import { outline, messages, .. } = import(&format!("{name}.pptx"), &read_deck(name));
        let warnings = messages.lines().filter(|line| line.starts_with("warning"));
        let warnings: String = warnings.map(|line| format!("{line}\n")).collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("powerpoint");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!(name, format!("{outline}\n# Warnings:\n{warnings}"));
        });
    }
}

/// The words of texts, charts, SmartArt, notes and comments in a deck.
fn words_of_deck(bytes: &[u8]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (path, bytes) in unzip(bytes) {
        let is_read = [
            "ppt/slides/slide",
            "ppt/charts/chart",
            "ppt/diagrams/data",
            "ppt/notesSlides/",
            "ppt/comments/",
        ]
        .iter()
        .any(|start| path.starts_with(start));
        if !is_read || !path.ends_with(".xml") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        for node in document.descendants() {
            let is_text = match node.tag_name().name() {
                "t" => node.parent().is_none_or(|parent| parent.tag_name().name() != "fld"),
                "v" => node.ancestors().all(|outer| outer.tag_name().name() != "numCache"),
                "text" => true,
                "cNvPr" => {
                    // The name of a file is no description.
                    let text = node.attribute("descr").unwrap_or_default();
                    words.extend(split_words(text).filter(|_| !text.ends_with(".png")));
                    false
                }
                _ => false,
            };
            if let Some(found) = node.text().filter(|_| is_text) {
                words.extend(split_words(found));
            }
        }
    }
    words
}

fn split_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

#[test]
fn no_word_is_lost() {
    for name in ["talk", "charts", "odd", "libreoffice"] {
        let bytes = read_deck(name);
        let Import { outline, .. } = import("deck.pptx", &bytes);
        let found: BTreeSet<String> = split_words(&outline).collect();
        let lost: Vec<String> =
            words_of_deck(&bytes).into_iter().filter(|word| !found.contains(word)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}\n{outline}");
    }
}

#[test]
fn losses_are_said_and_counted() {
    let Import { outline, messages, code } = import("odd.pptx", &read_deck("odd"));
    assert_eq!(code, Some(1), "{messages}");
    assert!(messages.contains("converted 7 slides, 2 things left for you"), "{messages}");
    assert!(outline.contains("# Missing: a video is not imported: `media1.mp4`"), "{outline}");
    assert!(outline.contains("# Comment by Petros Nikolaou: Is this number still right?"));
    assert!(outline.contains("# Text that was hidden: Words that nobody sees"), "{outline}");
    let Import { messages, code, .. } = import("talk.pptx", &read_deck("talk"));
    assert_eq!(code, Some(0), "{messages}");
    assert!(messages.contains("--> talk.pptx:10:1"), "{messages}");
}

/// Titles, words and the number of slides survive the way to PowerPoint and back.
#[test]
fn own_decks_come_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["bullets", "numbered", "table", "columns", "text-and-emphasis", "notes"] {
        let path = root.join(format!("slides/{name}.yaml"));
        let options = plenary::Options::default();
        let rendered = plenary::render_pptx(plenary::Input::File(path.clone()), &options);
        let bytes = rendered.bytes.unwrap_or_else(|| panic!("{name} has errors"));
        let Import { outline, .. } = import("deck.pptx", &bytes);
        let slides = unzip(&bytes);
        let is_slide = |path: &str| path.starts_with("ppt/slides/slide") && path.ends_with(".xml");
        let count = slides.iter().filter(|(path, _)| is_slide(path)).count();
        assert_eq!(count_slides(&outline), count, "{name}\n{outline}");
        let found: BTreeSet<String> = split_words(&outline).collect();
        let lost: Vec<String> =
            words_of_deck(&bytes).into_iter().filter(|word| !found.contains(word)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}\n{outline}");
    }
}

/// A title above the page, which names a slide without one, does not become a title on it.
#[test]
fn titles_off_the_page_are_not_shown() {
    let quote = "slides:\n  - quote: { text: All rivers run into the sea., by: Solomon }\n";
    let input = plenary::Input::Bytes(quote.into());
    let rendered = plenary::render_pptx(input, &plenary::Options::default());
    let Import { outline, .. } = import("deck.pptx", &rendered.bytes.expect("a file"));
    assert!(!outline.contains("title: All rivers"), "{outline}");
    assert!(outline.contains("# Text that was beside the slide: All rivers run"), "{outline}");
}

/// Returns the number of slides of an outline.
fn count_slides(outline: &str) -> usize {
    let slides = outline.split_once("\nslides:\n").unwrap().1;
    slides.lines().filter(|line| line.starts_with("  - ")).count()
}

#[test]
fn other_files_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let compound = |entry: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend([0; 512]);
        bytes.extend(entry.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    for (file, bytes, words) in [
        ("a.pptx", compound("EncryptedPackage"), "is protected with a password"),
        ("a.ppt", compound("PowerPoint Document"), "soffice --headless --convert-to pptx"),
        ("b.pptx", b"PK\x03\x04 and nothing".to_vec(), "is damaged"),
        ("c.pptx", b"# Markdown".to_vec(), "is no PowerPoint deck"),
        ("d.odp", b"PK".to_vec(), "soffice --headless --convert-to pptx d.odp"),
        ("e.key", b"PK".to_vec(), "Export To > PowerPoint"),
        ("f.pptx", Vec::new(), "is no PowerPoint deck"),
    ] {
        fs::write(folder.path().join(file), bytes).unwrap();
        let refused = run_plenary(folder.path(), &["new", "talk", "--from", file]);
        assert!(!refused.status.success() && !folder.path().join("talk").exists(), "{file}");
        assert!(stderr_of(&refused).contains(words), "{file}: {}", stderr_of(&refused));
    }
}

/// Changes the parts of a deck whose path starts with `path`.
fn deck_with(name: &str, path: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut parts = unzip(&read_deck(name));
    for part in parts.iter_mut().filter(|(name, _)| name.starts_with(path)) {
        part.1 = change(String::from_utf8(part.1.clone()).unwrap()).into_bytes();
    }
    zip_parts(&parts)
}

#[test]
fn decks_with_macros_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut parts = unzip(&read_deck("talk"));
    parts.push(("ppt/vbaProject.bin".to_owned(), vec![1, 2, 3]));
    fs::write(folder.path().join("talk.pptm"), zip_parts(&parts)).unwrap();
    let refused = run_plenary(folder.path(), &["new", "deck", "--from", "talk.pptm"]);
    assert!(!refused.status.success() && !folder.path().join("deck").exists());
    let said = stderr_of(&refused);
    assert!(said.contains("`talk.pptm` has macros, which are not read"), "{said}");
    assert!(said.contains("File > Save As"), "{said}");
    // Templates and shows have none.
    for file in ["talk.potx", "talk.ppsx"] {
        import(file, &read_deck("talk"));
    }
}

#[test]
fn languages_are_found_by_their_letters() {
    let hebrew = |text: String| {
        let mut written = String::new();
        for (index, part) in text.split("<a:t>").enumerate() {
            let rest = part.split_once("</a:t>").filter(|_| index > 0);
            match rest {
                Some((_, rest)) => written += &format!("<a:t>שלום עולם</a:t>{rest}"),
                None => written += part,
            }
        }
        written
    };
    let Import { outline, .. } =
        import("talk.pptx", &deck_with("talk", "ppt/slides/slide", hebrew));
    assert!(outline.contains("lang: he"), "{outline}");
}

#[test]
fn shares_are_percent_and_a_title_alone_is_no_section() {
    let with_format = |format: &str| {
        let format = format!(">{format}</c:formatCode>");
        let change = |text: String| text.replace(">General</c:formatCode>", &format);
        import("charts.pptx", &deck_with("charts", "ppt/charts/chart", change)).outline
    };
    let plain = import("charts.pptx", &read_deck("charts")).outline;
    let shares = with_format("0.0%");
    // The same numbers with a sign: a share of 0.25 is 25 per cent.
    assert!(plain.contains("North: 8.2\n") && shares.contains("North: 820\n"), "{plain}{shares}");
    assert!(shares.contains("unit: \"%\"") && !shares.contains("0.0%"), "{shares}");
    let money = with_format("\"$\"#,##0.00");
    assert!(money.contains("format: \"$0.00\"") && !money.contains("unit:"), "{money}");
    let damage = |_| "<x/>".to_owned();
    let Import { outline, .. } =
        import("charts.pptx", &deck_with("charts", "ppt/charts/chart", damage));
    assert!(outline.contains("layout: content\n    title:"), "{outline}");
}

#[test]
fn videos_are_copied_and_played() {
    let film = Path::new(env!("CARGO_MANIFEST_DIR")).join("slides/media/lock.mp4");
    let mut parts = unzip(&read_deck("odd"));
    let part = parts.iter_mut().find(|(name, _)| name == "ppt/media/media1.mp4").unwrap();
    part.1 = fs::read(film).unwrap();
    let Import { outline, messages, .. } = import("odd.pptx", &zip_parts(&parts));
    assert!(outline.contains("video:\n      src: media/"), "{outline}");
    assert!(outline.contains("      poster: images/"), "{outline}");
    assert!(messages.contains("1 thing left for you"), "{messages}");
}
