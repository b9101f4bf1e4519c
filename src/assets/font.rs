//! Faces: bundled, beside the deck, of the system.

use std::sync::Arc;

/// Names one of the [`Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// One face of a family.
pub struct Face {
    /// The font file's bytes.
    pub data: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// Which face of a collection.
    pub index: u32,
}

/// Every face of a run.
#[derive(Default)]
pub struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// The face that `id` names.
    pub fn get(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }
}
