//! Writes files atomically.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};

use super::quote_path;
use super::unfinished::{Readers, UnfinishedFile, finish_folders, start_folders};

/// Writes `bytes` to `path` atomically: readers see either the old file or the new one, and a
/// failure leaves no temporary file.
///
/// The new file keeps the permissions of the old one; links are followed; pipes and devices are
/// written directly.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_files([(path, bytes)])
}

/// Writes files that belong together, each as [`write_file`] does. All are on the disk before the
/// first replaces its old version, so that a full disk or a protected file leaves all old versions
/// as they were.
///
/// # Errors
///
/// If one of the files cannot be written.
pub fn write_files<'f>(
    files: impl IntoIterator<Item = (&'f Path, &'f [u8])>,
) -> Result<(), Diagnostic> {
    let ready: Vec<StagedFile> =
        files.into_iter().map(|(path, bytes)| stage_file(path, bytes)).collect::<Result<_, _>>()?;
    let (mut paths, mut unfinished, mut streams) = (Vec::new(), Vec::new(), Vec::new());
    for staged in ready {
        match staged {
            StagedFile::File { path, target, file } => {
                paths.push(path);
                unfinished.push((file, target));
            }
            StagedFile::Bytes { path, bytes } => streams.push((path, bytes)),
        }
    }
    UnfinishedFile::finish_all(unfinished)
        .map_err(|(index, error)| write_error(paths[index], &error))?;
    streams.into_iter().try_for_each(|(path, bytes)| {
        let mut options = OpenOptions::new();
        let written = options.write(true).open(path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| write_error(path, &error))
    })
}

/// Writes files as [`write_files`] does, after creating `folder` and its parents unless they exist.
/// If the files cannot be written, the folders that were created are removed.
///
/// # Errors
///
/// If the folder cannot be created or one of the files cannot be written.
pub fn write_files_in_folder<'f>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'f Path, &'f [u8])>,
) -> Result<(), Diagnostic> {
    write_in_folder(folder, || write_files(files))
}

/// Creates `folder` and its parents, and writes into it. If that fails, the folders that were
/// created are removed.
fn write_in_folder(
    folder: &Path,
    write: impl FnOnce() -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let is_missing =
        |folder: &&Path| !folder.as_os_str().is_empty() && fs::symlink_metadata(folder).is_err();
    let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    start_folders(&missing);
    let result = make_folder(folder).and_then(|()| write());
    if result.is_err() {
        // A folder that is not empty stays.
        missing.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    finish_folders(&missing);
    result
}

/// Writes a file that only its owner can read, as [`write_file`] does otherwise.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_private_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_new_file(path, Readers::Owner, |file| file.write_all(bytes))
}

/// Copies a file of any size to `path`, as [`write_file`] writes it, after creating its folder.
///
/// # Errors
///
/// If the file cannot be read or its copy cannot be written.
pub fn copy_file(mut from: File, path: &Path) -> Result<(), Diagnostic> {
    write_in_folder(&parent_folder(path), || {
        write_new_file(path, Readers::Everybody, |file| io::copy(&mut from, file).map(drop))
    })
}

/// Puts a new file with what `write` writes in the place of `path`.
fn write_new_file(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), Diagnostic> {
    let written = || -> io::Result<()> {
        let mut file = UnfinishedFile::create(&parent_folder(path), readers)?;
        write(file.as_file()?)?;
        UnfinishedFile::finish_all(vec![(file, path.to_owned())]).map_err(|(_, error)| error)
    };
    written().map_err(|error| write_error(path, &error))
}

/// Removes the files directly in a folder whose names `is_old` accepts. Files that cannot be
/// removed stay.
pub fn remove_files(folder: &Path, is_old: impl Fn(&str) -> bool) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(&is_old)) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Creates a folder and its parents unless they exist.
///
/// # Errors
///
/// If the folder cannot be created.
pub fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(path).map_err(|error| write_error(path, &error))
}

/// A file that is ready to replace its old version.
enum StagedFile<'f> {
    /// On the disk under a temporary name; deleted on drop unless it was renamed.
    File { path: &'f Path, target: PathBuf, file: UnfinishedFile },
    /// For a pipe or a device.
    Bytes { path: &'f Path, bytes: &'f [u8] },
}

fn stage_file<'f>(path: &'f Path, bytes: &'f [u8]) -> Result<StagedFile<'f>, Diagnostic> {
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Diagnostic::error_without_span(
            Code::UnwritableOutput,
            format!("`{}` is a folder", path.display()),
        )
        .with_help("name a file in it"));
    }
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(Diagnostic::error_without_span(
            Code::UnwritableOutput,
            format!("`{}` is write-protected", path.display()),
        )
        .with_help("change its permissions (`chmod u+w`), or write to another file with `-o`"));
    }
    match &old {
        Some(old) if !old.is_file() => Ok(StagedFile::Bytes { path, bytes }),
        _ => {
            let target =
                resolve_link(path, old.as_ref()).map_err(|error| write_error(path, &error))?;
            stage_temporary(path, target.clone(), old.as_ref(), bytes)
                .map_err(|error| write_error(&target, &error))
        }
    }
}

/// Returns the file that is replaced: a link stays, and its target is replaced or created.
fn resolve_link(path: &Path, old: Option<&fs::Metadata>) -> io::Result<PathBuf> {
    const MAX_LINKS: usize = 40;
    let mut target = path.to_owned();
    let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|file| file.is_symlink());
    if old.is_some() {
        // Plain files keep the path that the user wrote, which makes shorter messages.
        return if is_link(path) { fs::canonicalize(path) } else { Ok(target) };
    }
    for _ in 0..MAX_LINKS {
        if !is_link(&target) {
            return Ok(target);
        }
        target = parent_folder(&target).join(fs::read_link(&target)?);
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// Writes the new version of the file at `target`, which the user calls `path`, to a temporary file
/// next to it.
fn stage_temporary<'f>(
    path: &'f Path,
    target: PathBuf,
    old: Option<&fs::Metadata>,
    bytes: &[u8],
) -> io::Result<StagedFile<'f>> {
    let mut file = UnfinishedFile::create(&parent_folder(&target), Readers::Everybody)?;
    file.as_file()?.write_all(bytes)?;
    if let Some(old) = old {
        copy_permissions(file.as_file()?, old)?;
    }
    Ok(StagedFile::File { path, target, file })
}

fn copy_permissions(file: &File, old: &fs::Metadata) -> io::Result<()> {
    match file.set_permissions(old.permissions()) {
        // Some network drives do not support permissions.
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(()),
        result => result,
    }
}

fn parent_folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn write_error(path: &Path, error: &io::Error) -> Diagnostic {
    let folder = parent_folder(path);
    let (shown, folder_shown) = (path.display(), folder.display());
    match error.kind() {
        ErrorKind::NotFound if !folder.exists() => Diagnostic::error_without_span(
            Code::UnwritableOutput,
            format!("the folder `{folder_shown}` does not exist"),
        )
        .with_help(format!("create it (`mkdir -p {}`)", quote_path(&folder))),
        ErrorKind::NotADirectory => Diagnostic::error_without_span(
            Code::UnwritableOutput,
            format!("`{folder_shown}` is not a folder"),
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Diagnostic::error_without_span(
                Code::UnwritableOutput,
                format!("the folder `{folder_shown}` cannot be written to"),
            )
            .with_help("write to another place with `-o`")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Diagnostic::error_without_span(
            Code::UnwritableOutput,
            format!("no space is left on the disk for `{shown}`"),
        )
        .with_help("free some space, or write to another place with `-o`"),
        _ => Diagnostic::error_without_span(
            Code::UnwritableOutput,
            format!("`{shown}` cannot be written: {error}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::copy_file;

    #[test]
    fn folders_of_files_that_cannot_be_copied_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("package/media").join("a".repeat(300));
        assert!(copy_file(tempfile::tempfile().expect("a file"), &copy).is_err());
        assert!(!folder.path().join("package").exists());
    }
}
