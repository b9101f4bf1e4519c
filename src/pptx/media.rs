//! The pictures, videos and recordings of the file, each stored once.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use super::package::PptxPackage;
use crate::assets::{Image, MediaFile};

/// The largest number of pixels per pt of the picture that replaces a drawing.
pub(super) const DRAWING_SCALE: f32 = 2.0;

/// The most bytes of videos and recordings in a file.
const MAX_PLAYED_BYTES: u64 = 200_000_000;

/// The pictures by the hash of their content, and what is played by its path.
#[derive(Default)]
pub(super) struct MediaStore {
    by_digest: BTreeMap<u64, StoredPicture>,
    by_path: BTreeMap<PathBuf, String>,
    parts: Vec<(String, Vec<u8>)>,
    played_bytes: u64,
}

/// Where a picture is stored, as the name of its file in the folder `media`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoredPicture {
    /// A raster picture.
    pub(super) raster: String,
    /// The drawing that the raster picture replaces.
    pub(super) drawing: Option<String>,
}

/// Why a video or recording is not in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MediaIssue {
    /// PowerPoint does not play its format.
    Format(&'static str),
    /// There is no room for it.
    TooLarge,
    /// It cannot be read.
    Unreadable(String),
}

impl MediaStore {
    /// Stores a picture that is shown `width` pt wide at first; `None` if it cannot be written.
    pub(super) fn store(&mut self, image: &Image, width: f32) -> Option<StoredPicture> {
        if let Some(stored) = self.by_digest.get(&image.digest) {
            return Some(stored.clone());
        }
        let office = image.to_office_picture(width * DRAWING_SCALE)?;
        let drawing = office.drawing.map(|text| self.add("svg", text.into_bytes()));
        let raster = self.add(office.extension, office.raster);
        let stored = StoredPicture { raster, drawing };
        self.by_digest.insert(image.digest, stored.clone());
        Some(stored)
    }

    /// Stores a PNG. Returns the name of its file.
    pub(super) fn store_png(&mut self, bytes: Vec<u8>) -> String {
        self.add("png", bytes)
    }

    /// Stores a video, recording or animated picture. Returns the name of its file.
    pub(super) fn store_played(&mut self, file: &MediaFile) -> Result<String, MediaIssue> {
        if let Some(name) = self.by_path.get(file.path()) {
            return Ok(name.clone());
        }
        // The formats that PowerPoint plays on Windows and on the Mac.
        let extension = match file.media_type {
            "video/mp4" => "mp4",
            "audio/mpeg" => "mp3",
            "audio/mp4" => "m4a",
            "audio/wav" => "wav",
            "image/gif" => "gif",
            other => return Err(MediaIssue::Format(other)),
        };
        if self.played_bytes + file.len > MAX_PLAYED_BYTES {
            return Err(MediaIssue::TooLarge);
        }
        let mut bytes = Vec::new();
        let read =
            file.open().and_then(|opened| opened.take(MAX_PLAYED_BYTES).read_to_end(&mut bytes));
        read.map_err(|error| MediaIssue::Unreadable(error.to_string()))?;
        self.played_bytes += bytes.len() as u64;
        let name = self.add(extension, bytes);
        self.by_path.insert(file.path().to_owned(), name.clone());
        Ok(name)
    }

    /// Adds the pictures, videos and recordings to the file.
    pub(super) fn add_to(self, package: &mut PptxPackage) {
        for (name, bytes) in self.parts {
            package.add_media(format!("ppt/media/{name}"), bytes);
        }
    }

    fn add(&mut self, extension: &str, bytes: Vec<u8>) -> String {
        let kind =
            if matches!(extension, "mp4" | "mp3" | "m4a" | "wav") { "media" } else { "image" };
        let name = format!("{kind}{}.{extension}", self.parts.len() + 1);
        self.parts.push((name.clone(), bytes));
        name
    }
}
