//! What the import asks the program.

use crate::import::PictureCheck;

/// What the import asks about pictures and fonts.
pub trait PowerpointHost {
    /// Returns whether a picture can be shown.
    fn check_picture(&self, name: &str, bytes: &[u8]) -> PictureCheck;

    /// Returns the part of a picture that is left when its sides are cut off; `None` if it cannot
    /// be cropped.
    fn crop_picture(&self, bytes: &[u8], crop: PictureCrop) -> Option<PictureFile>;

    /// Returns whether a video or recording can be played.
    fn check_media(&self, _name: &str, _bytes: &[u8], _is_audio: bool) -> PictureCheck {
        PictureCheck::Usable
    }

    /// Returns whether a font has the character.
    fn has_glyph(&self, character: char) -> bool;

    /// Returns whether the project has a file of this name already that has other bytes.
    fn is_name_taken(&self, _saved_as: &str, _bytes: &[u8]) -> bool {
        false
    }

    /// Returns the name of the theme file, which the project does not have yet.
    fn theme_file_name(&self) -> String {
        "theme.yaml".to_owned()
    }

    /// Returns whether there is a font family.
    fn has_font(&self, family: &str) -> bool;
}

/// A picture as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The extension of its name, without the dot.
    pub extension: &'static str,
}

/// How much is cut off from the sides of a picture, as shares of its width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PictureCrop {
    /// The share of the width that is cut off at the left.
    pub left: f32,
    /// The share of the height that is cut off at the top.
    pub top: f32,
    /// The share of the width that is cut off at the right.
    pub right: f32,
    /// The share of the height that is cut off at the bottom.
    pub bottom: f32,
}

impl PictureCrop {
    /// Returns whether a visible part is cut off and something is left.
    pub fn cuts(&self) -> bool {
        let sides = [self.left, self.top, self.right, self.bottom];
        sides.iter().any(|side| *side > 0.004)
            && self.left + self.right < 0.98
            && self.top + self.bottom < 0.98
    }
}
