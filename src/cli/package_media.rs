//! The videos, recordings and animated pictures of a package.

use std::path::Path;
use std::sync::Arc;

use plenary::FinishedDeck;
use plenary::assets::{self, MediaFile, MediaFiles};
use plenary::diagnostic::{Code, Diagnostic};

/// A file that is copied to the package: its name there.
pub(super) struct MediaCopy {
    pub(super) name: String,
    pub(super) file: Arc<MediaFile>,
}

/// Lists the files that are played. Files of one name get numbers.
pub(super) fn list_media(deck: &FinishedDeck) -> Vec<MediaCopy> {
    let mut media: Vec<MediaCopy> = Vec::new();
    let files = deck.outline.as_ref().map(|outline| &outline.media);
    for (path, file) in files.into_iter().flat_map(MediaFiles::iter) {
        if media.iter().any(|other| other.file.path() == file.path()) {
            continue;
        }
        let base = path.rsplit('/').next().unwrap_or(path);
        let mut name = base.to_owned();
        let mut count = 1;
        while media.iter().any(|other| other.name == name) {
            count += 1;
            name = format!("{count}-{base}");
        }
        media.push(MediaCopy { name, file: file.clone() });
    }
    media
}

/// Copies the files that are played, which may be too large for memory.
pub(super) fn copy_media(folder: &Path, stem: &str, media: &[MediaCopy]) -> Result<(), Diagnostic> {
    media.iter().try_for_each(|MediaCopy { name, file }| {
        let opened = file.open().map_err(|error| {
            let message = format!("`{name}` cannot be read: {error}");
            Diagnostic::error_without_span(Code::UnreadableFile, message)
        })?;
        assets::copy_file(opened, &folder.join(media_folder(stem)).join(name))
    })
}

/// Returns the name of the folder of videos, recordings and animated pictures.
pub(super) fn media_folder(stem: &str) -> String {
    format!("{stem}-media")
}
