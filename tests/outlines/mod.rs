//! Finds the outlines of the project.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the paths of `slides.yaml` and of the outlines in `slides/`, in the order of their paths.
pub fn list_decks() -> Vec<PathBuf> {
    let mut decks = list_outlines("slides");
    decks.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("slides.yaml"));
    decks.sort();
    decks
}

/// Returns the paths of the YAML files in a folder of the project and in its subfolders, in the
/// order of their paths.
pub fn list_outlines(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
