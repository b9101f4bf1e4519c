//! Reads one file, up to a limit of its size.
#![allow(clippy::disallowed_methods, reason = "only the files that `Files` has found are read")]

use std::fs;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

use super::AssetError;
use crate::diagnostic::Code;

/// Reads a file that the user did not name on the command line. Pipes and devices are never opened.
pub(super) fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, AssetError> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Err(special_file_error(&path.display().to_string()));
    }
    read_limited(path, limit)
}

/// Opens a file that the user names on the command line, to be read in parts.
///
/// # Errors
///
/// If it cannot be opened or is a folder.
pub fn open_stream(path: &Path) -> Result<BufReader<fs::File>, AssetError> {
    if path.is_dir() {
        return Err(AssetError::new(
            Code::UnreadableFile,
            format!("`{}` is a folder, not a file", path.display()),
        ));
    }
    fs::File::open(path).map(BufReader::new).map_err(|error| unreadable_error(path, &error))
}

/// Returns the error for a path that is a device or a pipe.
pub(super) fn special_file_error(name: &str) -> AssetError {
    let message = format!("`{name}` is a device or a pipe, not a file");
    AssetError::new(Code::UnreadableFile, message).hint("remove it, or replace it with a file")
}

/// Reads a file of at most `limit` bytes.
pub(super) fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, AssetError> {
    let metadata = fs::metadata(path).map_err(|error| unreadable_error(path, &error))?;
    if metadata.is_dir() {
        let error = AssetError::new(
            Code::UnreadableFile,
            format!("`{}` is a folder, not a file", path.display()),
        );
        let outline = path.join("slides.yaml");
        return Err(if outline.is_file() {
            error.hint(format!("name the file in it: `{}`", outline.display()))
        } else {
            error
        });
    }
    if metadata.len() > limit {
        return Err(too_large_error(path, limit));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // The length of a pipe or device is unknown, and some never end.
    let file = fs::File::open(path).map_err(|error| unreadable_error(path, &error))?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable_error(path, &error))?;
    if bytes.len() as u64 > limit { Err(too_large_error(path, limit)) } else { Ok(bytes) }
}

/// Returns the error for a file that exceeds a limit in bytes.
pub(super) fn too_large_error(path: &Path, limit: u64) -> AssetError {
    AssetError::new(
        Code::FileTooLarge,
        format!("`{}` is larger than the limit of {} MB", path.display(), limit >> 20),
    )
    .hint("reduce its size")
}

/// Returns the error for a file that the operating system does not read.
pub(super) fn unreadable_error(path: &Path, error: &std::io::Error) -> AssetError {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => {
            AssetError::new(Code::FileNotFound, format!("there is no file `{shown}`"))
        }
        ErrorKind::PermissionDenied => {
            AssetError::new(Code::UnreadableFile, format!("`{shown}` is read-protected"))
                .hint("change its permissions (`chmod u+r`)")
        }
        _ => AssetError::new(Code::UnreadableFile, format!("`{shown}` cannot be read: {error}")),
    }
}
