//! The videos, recordings and animated pictures of a package.

use std::path::Path;
use std::sync::Arc;

use plenary::FinishedDeck;
use plenary::assets::{self, MediaFile};
use plenary::diagnostic::{Code, Diagnostic};

/// A file that is copied to the package: its name there.
pub(super) struct MediaCopy {
    pub(super) name: String,
    pub(super) file: Arc<MediaFile>,
}

/// Lists the files that are played.
pub(super) fn list_media(deck: &FinishedDeck) -> Vec<MediaCopy> {
    let files = deck.outline.as_ref().map(|outline| outline.media.file_names());
    files.into_iter().flatten().map(|(name, file)| MediaCopy { name, file }).collect()
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
