//! Finds files whose names are written in another Unicode normalization.
#![allow(clippy::disallowed_methods, reason = "this module helps `files`")]

use std::fs;
use std::path::{Path, PathBuf};

use super::names::is_same_name;

/// Returns the file at `path` whose name has the same characters in another Unicode normalization,
/// if nothing is at `path` itself.
pub(super) fn find_other_spelling(path: &Path) -> Option<PathBuf> {
    if path.to_str().is_none_or(str::is_ascii) || fs::symlink_metadata(path).is_ok() {
        return None;
    }
    let mut found = PathBuf::new();
    for part in path.components() {
        let place = found.join(part);
        let name = part.as_os_str().to_str()?;
        if name.is_ascii() || fs::symlink_metadata(&place).is_ok() {
            found = place;
            continue;
        }
        let folder = if found.as_os_str().is_empty() { Path::new(".") } else { &found };
        let names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name());
        let same =
            names.filter(|other| other.to_str().is_some_and(|other| is_same_name(name, other)));
        found.push(same.min()?);
    }
    Some(found)
}
