//! The files that are copied to the project of the outline.

use std::collections::BTreeSet;

use super::DeckFolder;
use crate::percent::decode_percent;

/// A file of a Markdown deck that is copied to the project of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedFile {
    /// The index of the deck that names it.
    pub deck: usize,
    /// The path that the deck gives it.
    pub path: String,
    /// The path in the project, such as `images/boat.png`.
    pub saved_as: String,
}

/// The files so far.
#[derive(Clone, Debug, Default)]
pub(super) struct SavedFiles {
    pub files: Vec<ImportedFile>,
    /// What tells the files apart, in the same order.
    identities: Vec<String>,
    /// The index of the deck that is converted.
    pub deck: usize,
    /// The ids of formulas in the decks before it.
    pub taken_ids: BTreeSet<String>,
}

impl SavedFiles {
    /// Adds a file of a deck to those that are copied into `subfolder`, unless it is there, and
    /// returns its path in the project.
    pub(super) fn save(&mut self, path: &str, subfolder: &str, folder: &dyn DeckFolder) -> String {
        let identity = folder.identify_file(path);
        if let Some(at) = self.identities.iter().position(|known| *known == identity) {
            return self.files[at].saved_as.clone();
        }
        let decoded = decode_percent(path);
        let base = decoded.rsplit(['/', '\\']).next().unwrap_or(&decoded);
        let mut saved_as = format!("{subfolder}/{base}");
        let mut count = 1;
        while self.files.iter().any(|file| file.saved_as == saved_as)
            || folder.is_name_taken(&saved_as, path)
        {
            count += 1;
            saved_as = format!("{subfolder}/{count}-{base}");
        }
        let (deck, path) = (self.deck, path.to_owned());
        self.files.push(ImportedFile { deck, path, saved_as: saved_as.clone() });
        self.identities.push(identity);
        saved_as
    }
}
