//! Keeps results from overwriting the files that they are made from.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Stamp, open_stream};

/// Identifies a file whatever its path is called: links and hard links to it have the same
/// identity.
#[cfg(unix)]
type FileIdentity = (u64, u64);
#[cfg(not(unix))]
type FileIdentity = PathBuf;

/// Returns the first of `outputs` that is one of the input files. Files are compared, not paths.
pub fn find_overwritten_input<'p>(
    outputs: impl IntoIterator<Item = &'p Path>,
    inputs: &[(PathBuf, Stamp)],
) -> Option<&'p Path> {
    let identities: HashSet<FileIdentity> =
        inputs.iter().filter_map(|(path, _)| identify_file(path)).collect();
    outputs
        .into_iter()
        .find(|path| identify_file(path).is_some_and(|identity| identities.contains(&identity)))
}

/// Whether two paths are the same file; false if one does not exist.
pub fn is_same_file(first: &Path, second: &Path) -> bool {
    identify_file(first).is_some_and(|identity| identify_file(second) == Some(identity))
}

/// Returns whether the file at `path` exists and has the same bytes as `content`.
pub fn has_content(path: &Path, mut content: impl Read) -> bool {
    let Ok(mut file) = open_stream(path) else { return false };
    let (mut here, mut there) = ([0; 8192], [0; 8192]);
    loop {
        let Ok(count) = file.read(&mut here) else { return false };
        if count == 0 {
            return matches!(content.read(&mut there[..1]), Ok(0));
        }
        if content.read_exact(&mut there[..count]).is_err() || here[..count] != there[..count] {
            return false;
        }
    }
}

/// Returns the identity of a file, following links, without opening it; `None` if there is none, or
/// if it is a folder, a pipe or a device.
#[cfg(unix)]
fn identify_file(path: &Path) -> Option<FileIdentity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identify_file(path: &Path) -> Option<FileIdentity> {
    fs::canonicalize(path).ok().filter(|path| path.is_file())
}
