//! Temporary files and new folders, which must not outlive the program: whatever is unfinished when
//! a signal ends the program is removed, and the next run removes what a killed program has left.
#![allow(clippy::disallowed_methods, reason = "files are opened only to find out who has them")]

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// Start of the name of every temporary file; the number of its process and random letters follow.
const PREFIX: &str = ".plenary-";
/// End of the name of every temporary file.
const SUFFIX: &str = ".tmp";

/// What this process has created and not finished yet.
#[derive(Default)]
struct Unfinished {
    files: BTreeSet<PathBuf>,
    /// New folders, each before the folders that it is in.
    folders: Vec<PathBuf>,
    /// Folders in which leftovers were looked for.
    cleaned: BTreeSet<PathBuf>,
}

static UNFINISHED: Mutex<Option<Unfinished>> = Mutex::new(None);

/// Keeps other threads from starting and finishing files.
#[must_use]
pub struct OutputLock(MutexGuard<'static, Option<Unfinished>>);

impl OutputLock {
    fn take() -> Self {
        Self(UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn unfinished(&mut self) -> &mut Unfinished {
        self.0.get_or_insert_default()
    }
}

/// Removes every unfinished file and every new folder that is still empty. Nothing is written as
/// long as the lock is held: hold it until the program ends.
pub fn abandon_output() -> OutputLock {
    let mut lock = OutputLock::take();
    let Unfinished { files, folders, .. } = std::mem::take(lock.unfinished());
    files.iter().for_each(|file| drop(fs::remove_file(file)));
    folders.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    lock
}

/// Marks folders that are about to be created, each before the folders that it is in.
pub(super) fn start_folders(folders: &[&Path]) {
    let folders = folders.iter().map(|folder| (*folder).to_owned());
    OutputLock::take().unfinished().folders.extend(folders);
}

/// Keeps the folders that were created.
pub(super) fn finish_folders(folders: &[&Path]) {
    OutputLock::take().unfinished().folders.retain(|folder| !folders.contains(&folder.as_path()));
}

/// Who can read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readers {
    /// Everybody whom the system's settings for new files allow.
    Everybody,
    /// The user who has created it.
    Owner,
}

/// A file under a temporary name. It is deleted on drop unless it was renamed.
pub(super) struct UnfinishedFile {
    /// `None` once it is renamed.
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl UnfinishedFile {
    /// Creates an empty file in `folder`, after removing what killed programs have left there.
    pub(super) fn create(folder: &Path, readers: Readers) -> io::Result<Self> {
        let mut lock = OutputLock::take();
        if lock.unfinished().cleaned.insert(folder.to_owned()) {
            remove_leftovers(folder);
        }
        let file = tempfile::Builder::new()
            .prefix(&format!("{PREFIX}{}-", std::process::id()))
            .suffix(SUFFIX)
            .make_in(folder, |path| create_new(path, readers))?;
        // Another run of the program must not take it for a leftover. Where files cannot be
        // locked, none is taken for one.
        let _ = file.as_file().try_lock();
        let path = file.path().to_owned();
        lock.unfinished().files.insert(path.clone());
        Ok(Self { file: Some(file), path })
    }

    /// Returns the file, to write to it.
    pub(super) fn as_file(&mut self) -> io::Result<&mut File> {
        let file = self.file.as_mut().map(NamedTempFile::as_file_mut);
        file.ok_or_else(|| io::Error::other("the file is finished"))
    }

    /// Renames files to their targets. No signal ends the program in between.
    ///
    /// # Errors
    ///
    /// If one cannot be renamed; its index comes with the error, and later files are deleted.
    pub(super) fn finish_all(files: Vec<(Self, PathBuf)>) -> Result<(), (usize, io::Error)> {
        let mut lock = OutputLock::take();
        let mut result = Ok(());
        // Dropping a file takes the lock.
        let mut done = Vec::new();
        for (index, (mut unfinished, target)) in files.into_iter().enumerate() {
            if let Some(file) = unfinished.file.take_if(|_| result.is_ok()) {
                lock.unfinished().files.remove(&unfinished.path);
                result = file.persist(&target).map(drop).map_err(|error| (index, error.error));
            }
            done.push(unfinished);
        }
        drop(lock);
        result
    }
}

impl Drop for UnfinishedFile {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            drop(file);
            OutputLock::take().unfinished().files.remove(&self.path);
        }
    }
}

fn create_new(path: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        let mode = if readers == Readers::Owner { 0o600 } else { 0o666 };
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    }
    #[cfg(not(unix))]
    let _ = readers;
    options.open(path)
}

/// Removes the temporary files that killed programs have left in `folder`, but none of a program
/// that still runs, on this machine or on another one that shares the folder.
fn remove_leftovers(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let process = entry.file_name().to_str().and_then(parse_process);
        let is_file = || entry.file_type().is_ok_and(|kind| kind.is_file());
        if process.is_some_and(is_other_and_dead) && is_file() && is_unlocked(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns the number of the process that has created a temporary file, from its name.
fn parse_process(name: &str) -> Option<u32> {
    let (process, random) = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    let is_ours = random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    process.parse().ok().filter(|_| is_ours)
}

/// Whether a process is not this one and has ended. Where the system does not tell, the lock of the
/// file decides alone.
fn is_other_and_dead(process: u32) -> bool {
    let is_listed = Path::new("/proc/self").exists();
    process != std::process::id()
        && !(is_listed && Path::new("/proc").join(process.to_string()).exists())
}

/// Whether no program has locked a file. False if that is uncertain.
fn is_unlocked(path: &Path) -> bool {
    match File::open(path).map(|file| file.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock | TryLockError::Error(_))) | Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use super::{PREFIX, Readers, UnfinishedFile};

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Returns the number of a process that has ended.
    fn dead_process() -> u32 {
        let mut child = Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        child.id()
    }

    #[test]
    #[cfg(unix)]
    fn removes_the_files_of_dead_processes_only() {
        let folder = tempfile::tempdir().unwrap();
        let dead = dead_process();
        let locked = folder.path().join(format!("{PREFIX}{dead}-locked.tmp"));
        let file = fs::File::create(&locked).unwrap();
        file.try_lock().unwrap();
        let kept = [
            format!("{PREFIX}1-abcdef.tmp"),
            format!("{PREFIX}{dead}-my-own-notes.tmp"),
            format!("{PREFIX}{dead}-abcdef.tmp.yaml"),
            format!("plenary-{dead}-abcdef.tmp"),
            format!("{PREFIX}notes.tmp"),
        ];
        for name in &kept {
            fs::write(folder.path().join(name), "text").unwrap();
        }
        fs::write(folder.path().join(format!("{PREFIX}{dead}-abcdef.tmp")), "%PDF").unwrap();
        fs::create_dir(folder.path().join(format!("{PREFIX}{dead}-folder.tmp"))).unwrap();
        let unfinished = UnfinishedFile::create(folder.path(), Readers::Everybody).unwrap();
        assert!(unfinished.path.exists());
        drop(unfinished);
        let mut expected = kept.to_vec();
        expected.push(format!("{PREFIX}{dead}-folder.tmp"));
        expected.push(format!("{PREFIX}{dead}-locked.tmp"));
        expected.sort();
        assert_eq!(names(folder.path()), expected);
    }
}
