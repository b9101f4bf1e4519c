//! The manual in `docs/manual/`: made of the vocabulary, the outlines in `slides/`, and the
//! program's own help, so that it cannot go stale.
//!
//! This test makes every page anew in memory and compares. `UPDATE_MANUAL=1 cargo test --test
//! manual` writes the pages and pictures. A block, layout or theme that no outline in `slides/`
//! shows fails the test.
#![allow(clippy::disallowed_methods, reason = "the test reads and writes the manual")]

#[path = "../drawing/mod.rs"]
mod drawing;
mod keys;
mod pages;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shown::Picture;

/// The manual: pages by their path in `docs/manual/`, and the pictures that they show.
#[derive(Default)]
pub struct Manual {
    texts: BTreeMap<String, String>,
    pictures: BTreeMap<String, Picture>,
}

impl Manual {
    /// Adds a page.
    pub fn page(&mut self, path: &str, text: String) {
        assert!(self.texts.insert(path.to_owned(), text).is_none(), "two pages are called {path}");
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual")
}

/// Every file under a folder, by its path in it.
fn files(folder: &Path) -> BTreeSet<String> {
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
fn the_manual_says_what_is() {
    let update = std::env::var_os("UPDATE_MANUAL").is_some();
    let manual = pages::all();
    let mut wrong = Vec::new();
    for (path, text) in &manual.texts {
        let file = folder().join(path);
        if update {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
        }
        if fs::read_to_string(&file).ok().as_ref() != Some(text) {
            wrong.push(format!("docs/manual/{path} is not what the program says"));
        }
    }
    let mut decks: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (path, picture) in &manual.pictures {
        decks.entry(&picture.outline).or_default().push((picture.page, path));
    }
    for (outline, wanted) in decks {
        let numbers: Vec<usize> = wanted.iter().map(|(page, _)| *page).collect();
        for (now, (_, path)) in drawing::draw_pages(outline, &numbers).iter().zip(&wanted) {
            wrong.extend(drawing::compare_picture(now, &folder().join(path), update));
        }
    }
    for path in files(&folder()) {
        if !manual.texts.contains_key(&path) && !manual.pictures.contains_key(&path) {
            match update {
                true => fs::remove_file(folder().join(&path)).unwrap(),
                false => wrong.push(format!("docs/manual/{path} belongs to nothing")),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\nUPDATE_MANUAL=1 cargo test --test manual writes the manual anew",
        wrong.join("\n")
    );
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    let pages = files(&root.join("docs")).into_iter().map(|path| format!("docs/{path}"));
    let top =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned);
    for page in pages.chain(top).filter(|path| path.ends_with(".md")) {
        let text = fs::read_to_string(root.join(&page)).unwrap();
        let mut in_code = false;
        for line in text.lines() {
            in_code ^= line.trim_start().starts_with("```");
            // What stands between backticks shows how a link is written.
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
