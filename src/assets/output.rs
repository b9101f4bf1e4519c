//! Writing a file whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diagnostic::{Code, Diagnostic};

/// Writes `bytes` to `path`. A reader sees the old file or the new one, never half of it, and
/// nothing is left behind on failure.
///
/// The new file takes over the rights of the old one; a link is followed; a pipe or a device is
/// written to as it is.
///
/// # Errors
///
/// Why it cannot be written and what to do about it.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_files([(path, bytes)])
}

/// [`write_file`] for files that belong together: all of them are on the disk before the first
/// takes its place, so that a full disk or a file that is protected leaves every old one as it was.
///
/// # Errors
///
/// Why one of them cannot be written and what to do about it.
pub fn write_files<'f>(
    files: impl IntoIterator<Item = (&'f Path, &'f [u8])>,
) -> Result<(), Diagnostic> {
    let ready: Vec<StagedFile> =
        files.into_iter().map(|(path, bytes)| stage_file(path, bytes)).collect::<Result<_, _>>()?;
    ready.into_iter().try_for_each(StagedFile::commit)
}

/// Removes those files of a folder, not of the folders in it, whose name `is_old` says yes to. What
/// cannot be removed stays.
pub fn remove_files(folder: &Path, is_old: impl Fn(&str) -> bool) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(&is_old)) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Makes a folder, and those around it, unless they are there.
///
/// # Errors
///
/// Why it cannot be made and what to do about it.
pub fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(path).map_err(|error| write_error(path, &error))
}

/// A file that only has to take its place.
enum StagedFile<'f> {
    /// On the disk under another name; it deletes itself when it is dropped before it is renamed.
    File { path: &'f Path, target: PathBuf, file: NamedTempFile },
    /// For a pipe or a device.
    Bytes { path: &'f Path, bytes: &'f [u8] },
}

impl StagedFile<'_> {
    fn commit(self) -> Result<(), Diagnostic> {
        match self {
            Self::File { path, target, file } => {
                file.persist(&target).map(drop).map_err(|error| write_error(path, &error.error))
            }
            Self::Bytes { path, bytes } => {
                let written = OpenOptions::new()
                    .write(true)
                    .open(path)
                    .and_then(|mut file| file.write_all(bytes));
                written.map_err(|error| write_error(path, &error))
            }
        }
    }
}

fn stage_file<'f>(path: &'f Path, bytes: &'f [u8]) -> Result<StagedFile<'f>, Diagnostic> {
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Diagnostic::error_without_span(
            Code::OutputUnwritable,
            format!("`{}` is a folder", path.display()),
        )
        .with_help("name a file in it"));
    }
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(Diagnostic::error_without_span(
            Code::OutputUnwritable,
            format!("`{}` is write-protected", path.display()),
        )
        .with_help(
            "give yourself the right to write it (`chmod u+w`), or write to another file with `-o`",
        ));
    }
    match &old {
        Some(old) if !old.is_file() => Ok(StagedFile::Bytes { path, bytes }),
        _ => stage_beside(path, old.as_ref(), bytes).map_err(|error| write_error(path, &error)),
    }
}

/// Writes a file that is to replace the one at `path`, beside it.
fn stage_beside<'f>(
    path: &'f Path,
    old: Option<&fs::Metadata>,
    bytes: &[u8],
) -> io::Result<StagedFile<'f>> {
    // A link keeps pointing where it does; what it points at is replaced.
    let target = if old.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(parent_folder(&target))?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        copy_permissions(file.as_file(), old)?;
    }
    Ok(StagedFile::File { path, target, file })
}

fn copy_permissions(file: &File, old: &fs::Metadata) -> io::Result<()> {
    match file.set_permissions(old.permissions()) {
        // Some network drives know no rights.
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
            Code::OutputUnwritable,
            format!("the folder `{folder_shown}` does not exist"),
        )
        .with_help(format!("create it (`mkdir -p {folder_shown}`)")),
        ErrorKind::NotADirectory => Diagnostic::error_without_span(
            Code::OutputUnwritable,
            format!("`{folder_shown}` is not a folder"),
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Diagnostic::error_without_span(
                Code::OutputUnwritable,
                format!("the folder `{folder_shown}` cannot be written to"),
            )
            .with_help("write to another place with `-o`")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Diagnostic::error_without_span(
            Code::OutputUnwritable,
            format!("there is no space left to write `{shown}`"),
        )
        .with_help("make space, or write to another place with `-o`"),
        _ => Diagnostic::error_without_span(
            Code::OutputUnwritable,
            format!("`{shown}` cannot be written: {error}"),
        ),
    }
}
