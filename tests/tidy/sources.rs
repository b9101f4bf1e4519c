//! The files of the repository, as text.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the repository.
pub struct SourceFile {
    /// Path relative to the repository's root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl SourceFile {
    /// Returns the path relative to `src/`.
    pub fn path_in_src(&self) -> &str {
        self.path.strip_prefix("src/").unwrap_or(&self.path)
    }

    /// Returns the lines with their numbers, which start at 1.
    pub fn numbered_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Returns the files below `folders` that have one of these extensions, sorted by path.
pub fn read_files(folders: &[&str], extensions: &[&str]) -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in folders {
        collect_paths(&root.join(folder), extensions, &mut paths);
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| SourceFile {
            text: fs::read_to_string(&path).unwrap(),
            path: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"),
        })
        .collect()
}

/// Returns the Rust files of the program.
pub fn read_rust_sources() -> Vec<SourceFile> {
    read_files(&["src"], &["rs"])
}

fn collect_paths(path: &Path, extensions: &[&str], paths: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect_paths(&entry.unwrap().path(), extensions, paths);
        }
    } else if path.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
    {
        paths.push(path.to_owned());
    }
}

/// Returns code without comments, and without the tests at the end of a file, which may use
/// everything.
pub fn strip_comments_and_tests(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\n").next().unwrap_or(text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Fails with one line for each violation.
#[track_caller]
pub fn assert_none(violations: Vec<String>) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}
