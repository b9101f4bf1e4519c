//! Holds the house's rules: who may import whom, who knows which library, how long a file may grow.
#![allow(clippy::disallowed_methods, reason = "a test reads the sources as they are")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which of the crate's modules each module may import (ARCHITECTURE.md, "Who may import whom").
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("geometry", &[]),
    ("show", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("vocabulary", &[]),
    ("yaml", &["source", "diagnostic", "vocabulary"]),
    ("assets", &["geometry", "source", "diagnostic", "yaml"]),
    ("deck", &["geometry", "show", "source", "diagnostic", "vocabulary", "yaml"]),
    ("export", &["scene"]),
    ("import", &["source", "diagnostic", "yaml"]),
    ("scene", &["geometry", "show", "source", "assets"]),
    (
        "theme",
        &[
            "geometry",
            "show",
            "source",
            "diagnostic",
            "vocabulary",
            "yaml",
            "deck",
            "scene",
            "assets",
        ],
    ),
    ("schema", &["source", "diagnostic", "vocabulary", "yaml", "deck", "theme"]),
    ("lsp", &["assets", "pipeline", "source", "diagnostic", "vocabulary", "yaml", "deck", "theme"]),
    ("layout", &["geometry", "show", "source", "diagnostic", "deck", "theme", "scene", "assets"]),
    ("serve", &["geometry", "show", "source", "diagnostic", "assets", "export", "live"]),
    ("pdf", &["geometry", "show", "source", "diagnostic", "scene", "assets"]),
    (
        "check",
        &[
            "geometry",
            "show",
            "source",
            "diagnostic",
            "yaml",
            "assets",
            "deck",
            "scene",
            "theme",
            "export",
            "pdf",
        ],
    ),
    (
        "live",
        &[
            "pipeline",
            "assets",
            "deck",
            "diagnostic",
            "export",
            "geometry",
            "layout",
            "pdf",
            "scene",
            "show",
            "source",
            "theme",
            "yaml",
        ],
    ),
    (
        "pipeline",
        &[
            "check",
            "export",
            "assets",
            "deck",
            "diagnostic",
            "geometry",
            "layout",
            "pdf",
            "scene",
            "show",
            "source",
            "theme",
            "yaml",
        ],
    ),
];

/// Which rooms know which library; no other may name it.
const KNOWS: &[(&str, &[&str])] = &[
    ("granit_parser", &["yaml"]),
    ("comrak", &["deck", "import"]),
    ("csv", &["deck"]),
    ("harfrust", &["layout/text", "assets/font"]),
    ("icu_segmenter", &["layout/text"]),
    ("unicode_bidi", &["layout/text"]),
    ("krilla", &["pdf"]),
    ("krilla_svg", &["pdf"]),
    ("image", &["assets/image", "export/picture.rs"]),
    ("hayro", &["export/picture.rs"]),
    ("hayro_svg", &["export/picture.rs"]),
    ("lopdf", &["export/weight.rs", "live/opened/details.rs", "pdf/update"]),
    ("usvg", &["assets/image"]),
    ("notify", &["live/watcher.rs"]),
    ("annotate_snippets", &["cli"]),
    ("clap", &["cli", "main.rs"]),
    ("serde_json", &["cli", "lsp", "schema", "serve", "live/opened/notes.rs", "pdf/pdfpc.rs"]),
    ("axum", &["serve"]),
    ("tokio", &["serve", "cli/interrupt.rs"]),
    ("tokio_stream", &["serve/events.rs"]),
    ("qrcode", &["serve/present/network.rs"]),
    ("getrandom", &["serve/present/stage.rs"]),
];

/// A file past this many lines wants to be two rooms; its tests are counted too.
const LONGEST: usize = 520;

fn sources() -> BTreeMap<PathBuf, String> {
    fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.insert(path.clone(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

fn relative(path: &Path) -> String {
    path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/")
}

fn room(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap()
}

/// Code without comments, and without the tests at a file's end, which may use everything.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\n").next().unwrap_or(text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rooms_import_only_what_they_may() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let path = relative(&path);
        let room = room(&path);
        if matches!(room, "main" | "cli") {
            if code(&text).contains("crate::deck") || code(&text).contains("crate::layout") {
                broken.push(format!(
                    "{path}: the command line knows only the library's public surface"
                ));
            }
            continue;
        }
        // `lib.rs` names every room.
        if room == "lib" {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            broken.push(format!("{path}: the room `{room}` has no line in MAY_IMPORT"));
            continue;
        };
        for (position, _) in code(&text).match_indices("crate::") {
            let code = code(&text);
            let imported: String = code[position + 7..]
                .chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect();
            let is_room = MAY_IMPORT.iter().any(|(name, _)| *name == imported);
            if is_room && imported != room && !allowed.contains(&imported.as_str()) {
                broken.push(format!("{path}: `{room}` may not import `{imported}`"));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn one_room_knows_each_library() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let path = relative(&path);
        let code = code(&text);
        for (library, rooms) in KNOWS {
            let names_it = [
                format!("use {library}::"),
                format!(" {library}::"),
                format!("({library}::"),
                format!("<{library}::"),
            ];
            // `image::` is also the name of a file here, which `self::` and `super::` lead to.
            let is_own_file =
                |at: usize| code[..at].ends_with("super::") || code[..at].ends_with("self::");
            let named = names_it.iter().any(|pattern| {
                code.match_indices(pattern.as_str())
                    .any(|(at, _)| !is_own_file(at) && !is_own_module(&code, library))
            });
            if named && !rooms.iter().any(|room| path.starts_with(room)) {
                broken.push(format!("{path}: only {rooms:?} may know `{library}`"));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Whether the file declares a module of the library's name itself.
fn is_own_module(code: &str, library: &str) -> bool {
    code.contains(&format!("mod {library};"))
}

#[test]
fn files_hold_one_idea() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, text)| (relative(&path), text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{path}: {lines} lines; divide it"))
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        for (index, line) in text.lines().enumerate() {
            if ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!("]
                .iter()
                .any(|word| line.contains(word))
            {
                broken.push(format!("{}:{}: {}", relative(&path), index + 1, line.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_font_and_picture_has_a_licence_beside_it() {
    for folder in ["fonts", "images"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let has_licence = fs::read_dir(&folder).unwrap().any(|entry| {
            let name = entry.unwrap().file_name().to_string_lossy().to_uppercase();
            name.starts_with("LICENSE") || name.starts_with("OFL")
        });
        assert!(has_licence, "{} has no licence", folder.display());
    }
}
