//! Detects changes to a file, almost always without reading it.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the modification time of a file is only compared, and no output depends on it"
)]

use std::fs::{self, Metadata};
use std::hash::Hasher;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The coarsest clock of a file system, that of FAT. Two saves within one tick have the same time.
const CLOCK_TICK: Duration = Duration::from_secs(2);
/// The largest file whose content is compared if it was saved twice within one tick.
const MAX_COMPARED_BYTES: u64 = 4 << 20;

/// File system metadata of a path, and its content where the metadata does not tell enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stamp(Option<FileState>);

/// Metadata of a file that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct FileState {
    is_folder: bool,
    length: u64,
    changed: Option<SystemTime>,
    /// When its metadata changed, which no program can set.
    metadata_changed: (i64, i64),
    /// Identifies the file: one that was renamed into place may have the same age and length.
    identity: u64,
    /// A hash of its content, if it was saved so recently that another save may have the same time.
    content: Option<u64>,
}

impl Stamp {
    /// Returns the stamp of the file at `path`, following links. A missing or inaccessible file has
    /// its own stamp.
    pub fn of(path: &Path) -> Self {
        let state = FileState::of(path);
        let content = state.filter(FileState::is_recent).and_then(|state| state.hash_content(path));
        Self(state.map(|state| FileState { content, ..state }))
    }

    /// Whether the file at `path`, of which this is a stamp, was saved, replaced, created or
    /// deleted since.
    pub fn has_changed(&self, path: &Path) -> bool {
        Self(self.0).update(path)
    }

    /// Renews the stamp of the file at `path`. Returns whether the file was saved, replaced,
    /// created or deleted since the last one.
    pub fn update(&mut self, path: &Path) -> bool {
        let old = std::mem::replace(self, Self::of(path));
        let without_content = |state: FileState| FileState { content: None, ..state };
        if old.0.map(without_content) != self.0.map(without_content) {
            return true;
        }
        let (Some(old), Some(now)) = (old.0, self.0) else { return false };
        old.content.is_some() && now.content.or_else(|| now.hash_content(path)) != old.content
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

impl FileState {
    /// Returns the state of the file at `path` without its content.
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self {
            is_folder: metadata.is_dir(),
            length: metadata.len(),
            changed: metadata.modified().ok(),
            metadata_changed: metadata_change(&metadata),
            identity: file_identity(&metadata),
            content: None,
        })
    }

    fn is_recent(&self) -> bool {
        let is_within_tick = |changed: SystemTime| {
            // A time in the future is that of another clock.
            SystemTime::now().duration_since(changed).is_ok_and(|age| age <= CLOCK_TICK)
        };
        self.changed.is_some_and(is_within_tick)
    }

    /// Returns a hash of the content of the file at `path`, unless it is a folder or very large.
    fn hash_content(&self, path: &Path) -> Option<u64> {
        if self.is_folder || self.length > MAX_COMPARED_BYTES {
            return None;
        }
        // Only files have a length; opening a pipe could block.
        let content = if self.length == 0 { Vec::new() } else { fs::read(path).ok()? };
        let mut hasher = std::hash::DefaultHasher::new();
        hasher.write(&content);
        Some(hasher.finish())
    }
}

#[cfg(unix)]
fn metadata_change(metadata: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn metadata_change(_: &Metadata) -> (i64, i64) {
    (0, 0)
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

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::Stamp;

    #[test]
    fn notices_a_save_of_the_same_length_and_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("slides.yaml");
        fs::write(&path, "title: A").unwrap();
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        let mut stamp = Stamp::of(&path);
        assert!(!stamp.has_changed(&path));
        // A coarse clock: the time of the metadata is the same, too.
        let save = |text: &str, stamp: &mut Stamp| {
            fs::write(&path, text).unwrap();
            File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
            let now = Stamp::of(&path);
            if let (Some(stamp), Some(now)) = (&mut stamp.0, now.0) {
                stamp.metadata_changed = now.metadata_changed;
            }
        };
        save("title: A", &mut stamp);
        assert!(!stamp.has_changed(&path));
        save("title: B", &mut stamp);
        assert!(stamp.has_changed(&path));
        fs::remove_file(&path).unwrap();
        assert!(stamp.has_changed(&path) && !Stamp::of(&path).has_changed(&path));
    }
}
