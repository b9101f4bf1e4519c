//! The pictures of the file, each stored once.

use std::collections::BTreeMap;

use super::package::PptxPackage;
use crate::assets::Image;

/// The largest number of pixels per pt of the picture that replaces a drawing.
const DRAWING_SCALE: f32 = 2.0;

/// The pictures by the hash of their content.
#[derive(Default)]
pub(super) struct MediaStore {
    by_digest: BTreeMap<u64, StoredPicture>,
    parts: Vec<(String, Vec<u8>)>,
}

/// Where a picture is stored, as the name of its file in the folder `media`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoredPicture {
    /// A raster picture.
    pub(super) raster: String,
    /// The drawing that the raster picture replaces.
    pub(super) drawing: Option<String>,
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

    /// Adds the pictures to the file.
    pub(super) fn add_to(self, package: &mut PptxPackage) {
        for (name, bytes) in self.parts {
            package.add_media(format!("ppt/media/{name}"), bytes);
        }
    }

    fn add(&mut self, extension: &str, bytes: Vec<u8>) -> String {
        let name = format!("image{}.{extension}", self.parts.len() + 1);
        self.parts.push((name.clone(), bytes));
        name
    }
}
