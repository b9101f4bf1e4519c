//! What tells one state of a file from another without reading it.
#![allow(
    clippy::disallowed_types,
    reason = "the time that a file carries is no clock: it only tells two states of it apart"
)]

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// What the file system says of a file. Two stamps of a path differ where the file was saved,
/// replaced, made or deleted between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp(Option<FileState>);

/// Of a file that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileState {
    is_folder: bool,
    length: u64,
    changed: Option<SystemTime>,
    /// Which file it is: one that was renamed into place may be as old and as long as the one
    /// before.
    identity: u64,
}

impl Stamp {
    /// How the file at `path` is now, links followed; a file that is missing or hidden has a stamp
    /// of its own.
    pub fn of(path: &Path) -> Self {
        Self(fs::metadata(path).ok().map(|metadata| FileState {
            is_folder: metadata.is_dir(),
            length: metadata.len(),
            changed: metadata.modified().ok(),
            identity: file_identity(&metadata),
        }))
    }

    /// Whether there was such a file or folder.
    pub fn exists(&self) -> bool {
        self.0.is_some()
    }

    /// Whether this file was last changed before the other was; false where one of them is not
    /// there.
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
