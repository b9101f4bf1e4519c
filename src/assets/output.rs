//! Writing a file whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};

/// Writes `bytes` to `path`. A reader sees the old file or the new one, never half of it, and nothing is left behind on failure.
///
/// The new file takes over the rights of the old one; a link is followed; a pipe or a device is written to as it is.
///
/// # Errors
///
/// Why it cannot be written and what to do about it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Diagnostic::error_without_place(Code::OutputUnwritable, format!("`{}` is a folder", path.display()))
            .hint("name a file in it"));
    }
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(Diagnostic::error_without_place(Code::OutputUnwritable, format!("`{}` is write-protected", path.display()))
            .hint("give yourself the right to write it (`chmod u+w`), or write to another file with `-o`"));
    }
    let written = match &old {
        Some(old) if !old.is_file() => OpenOptions::new().write(true).open(path).and_then(|mut file| file.write_all(bytes)),
        _ => replace(path, old.as_ref(), bytes),
    };
    written.map_err(|error| explain(path, &error))
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
    fs::create_dir_all(path).map_err(|error| explain(path, &error))
}

fn replace(path: &Path, old: Option<&fs::Metadata>, bytes: &[u8]) -> io::Result<()> {
    // A link keeps pointing where it does; what it points at is replaced.
    let target = if old.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // The file deletes itself when it is dropped before it is renamed.
    let mut file = builder.tempfile_in(folder_of(&target))?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        keep_rights(file.as_file(), old)?;
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

fn keep_rights(file: &File, old: &fs::Metadata) -> io::Result<()> {
    match file.set_permissions(old.permissions()) {
        // Some network drives know no rights.
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(()),
        result => result,
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn explain(path: &Path, error: &io::Error) -> Diagnostic {
    let folder = folder_of(path);
    let (shown, folder_shown) = (path.display(), folder.display());
    match error.kind() {
        ErrorKind::NotFound if !folder.exists() => {
            Diagnostic::error_without_place(Code::OutputUnwritable, format!("the folder `{folder_shown}` does not exist"))
                .hint(format!("create it (`mkdir -p {folder_shown}`)"))
        }
        ErrorKind::NotADirectory => {
            Diagnostic::error_without_place(Code::OutputUnwritable, format!("`{folder_shown}` is not a folder"))
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Diagnostic::error_without_place(Code::OutputUnwritable, format!("the folder `{folder_shown}` cannot be written to"))
                .hint("write to another place with `-o`")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Diagnostic::error_without_place(Code::OutputUnwritable, format!("there is no space left to write `{shown}`"))
                .hint("make space, or write to another place with `-o`")
        }
        _ => Diagnostic::error_without_place(Code::OutputUnwritable, format!("`{shown}` cannot be written: {error}")),
    }
}
