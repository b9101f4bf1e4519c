//! Detects changes to a file without reading it.
#![allow(
    clippy::disallowed_types,
    reason = "the modification time of a file is only compared, not used as a clock"
)]

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// File system metadata of a path. Two stamps of a path differ if the file was saved, replaced,
/// created or deleted in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp(Option<FileState>);

/// Metadata of a file that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileState {
    is_folder: bool,
    length: u64,
    changed: Option<SystemTime>,
    /// Identifies the file: one that was renamed into place may have the same age and length.
    identity: u64,
}

impl Stamp {
    /// Returns the stamp of the file at `path`, following links. A missing or inaccessible file has
    /// its own stamp.
    pub fn of(path: &Path) -> Self {
        Self(fs::metadata(path).ok().map(|metadata| FileState {
            is_folder: metadata.is_dir(),
            length: metadata.len(),
            changed: metadata.modified().ok(),
            identity: file_identity(&metadata),
        }))
    }

    /// Whether the file or folder existed.
    pub fn exists(&self) -> bool {
        self.0.is_some()
    }

    /// Whether this file was changed before the other one; false if either does not exist.
    pub fn is_older_than(&self, other: &Self) -> bool {
        let changed = |stamp: &Self| stamp.0.and_then(|state| state.changed);
        changed(self).zip(changed(other)).is_some_and(|(this, other)| this < other)
    }

    /// Whether it was a folder.
    pub fn is_folder(&self) -> bool {
        self.0.is_some_and(|state| state.is_folder)
    }
}

#[cfg(unix)]
fn file_identity(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn file_identity(metadata: &Metadata) -> u64 {
    let made =
        metadata.created().ok().and_then(|made| made.duration_since(SystemTime::UNIX_EPOCH).ok());
    made.map_or(0, |made| made.as_nanos() as u64)
}
