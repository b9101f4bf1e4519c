//! Generates the manual in `docs/manual/` from the vocabulary, the outlines in `slides/` and the
//! program's help.
//!
//! The test generates every page in memory and compares it with the file. To update pages and
//! pictures, run `UPDATE_MANUAL=1 cargo test --test manual`. The test fails for a block, layout or
//! theme that no outline in `slides/` shows.
#![allow(clippy::disallowed_methods, reason = "the test reads and writes the manual")]

#[path = "../drawing/mod.rs"]
mod drawing;
mod examples;
mod keys;
mod pages;
#[path = "../threads/mod.rs"]
mod threads;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use examples::Picture;
use image::RgbImage;
use threads::map_on_threads;

/// The pages and pictures of the manual by their paths in `docs/manual/`.
#[derive(Default)]
pub struct Manual {
    texts: BTreeMap<String, String>,
    pictures: BTreeMap<String, Picture>,
}

impl Manual {
    /// Adds a page at a path that must be unused.
    pub fn add_page(&mut self, path: &str, text: String) {
        assert!(self.texts.insert(path.to_owned(), text).is_none(), "two pages are called {path}");
    }
}

fn manual_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual")
}

/// Returns the relative paths of all files in a folder.
fn list_files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => open.push(path),
                path => {
                    found.insert(
                        path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"),
                    );
                }
            }
        }
    }
    found
}

#[test]
fn manual_is_up_to_date() {
    let update = std::env::var_os("UPDATE_MANUAL").is_some();
    let manual = pages::build_manual();
    let mut wrong = Vec::new();
    for (path, text) in &manual.texts {
        let file = manual_folder().join(path);
        if update {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
        }
        if fs::read_to_string(&file).ok().as_ref() != Some(text) {
            wrong.push(format!("docs/manual/{path} is out of date"));
        }
    }
    // The pictures of each outline in each theme.
    type Theme<'a> = Option<&'a str>;
    let mut decks: BTreeMap<(&str, Theme), Vec<(usize, &str)>> = BTreeMap::new();
    for (path, picture) in &manual.pictures {
        let deck = (picture.outline.as_str(), picture.theme.as_deref());
        decks.entry(deck).or_default().push((picture.page, path));
    }
    let decks: Vec<_> = decks.into_iter().collect();
    let compare_deck = |((outline, theme), wanted): &((&str, Theme), Vec<(usize, &str)>)| {
        let numbers: Vec<usize> = wanted.iter().map(|(page, _)| *page).collect();
        let drawn = drawing::draw_pages(outline, *theme, &numbers);
        let compare = |(now, (_, path)): (&RgbImage, &(usize, &str))| {
            drawing::compare_picture(now, &manual_folder().join(path), update)
        };
        drawn.iter().zip(wanted).filter_map(compare).collect::<Vec<_>>()
    };
    wrong.extend(map_on_threads(&decks, compare_deck).into_iter().flatten());
    for path in list_files(&manual_folder()) {
        if !manual.texts.contains_key(&path) && !manual.pictures.contains_key(&path) {
            match update {
                true => fs::remove_file(manual_folder().join(&path)).unwrap(),
                false => wrong.push(format!("docs/manual/{path} is not part of the manual")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\nrun UPDATE_MANUAL=1 cargo test --test manual to update the manual",
        wrong.join("\n")
    );
}

#[test]
fn documentation_has_no_broken_links() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    let pages = list_files(&root.join("docs")).into_iter().map(|path| format!("docs/{path}"));
    let top =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned);
    for page in pages.chain(top).filter(|path| path.ends_with(".md")) {
        let text = fs::read_to_string(root.join(&page)).unwrap();
        let mut in_code = false;
        for line in text.lines() {
            in_code ^= line.trim_start().starts_with("```");
            // Links between backticks are examples.
            let words: String = line.split('`').step_by(2).collect();
            for target in words
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split(')').next())
                .filter(|_| !in_code)
            {
                let file = target.split('#').next().unwrap_or_default();
                let outside =
                    target.contains("://") || target.starts_with("mailto:") || file.is_empty();
                if !outside && !root.join(&page).parent().unwrap().join(file).exists() {
                    broken.push(format!("{page}: {target}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}
