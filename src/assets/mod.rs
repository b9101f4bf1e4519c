//! Fonts and pictures, and the one door to the file system.

mod error;
mod files;
mod font;
mod image;
mod images;
mod output;
mod stamp;

pub use error::AssetError;
pub use files::{Files, MOST_TEXT, text};
pub use font::{
    Face, FaceId, FaceMetrics, FontData, Fonts, Han, Order, Origin, Role, Variation, Wish,
    add_deck_fonts, add_system_fonts, clusters, deck_font_families, is_invisible,
};
pub use image::{Image, ImageData, Orientation, Pixels};
pub use images::Images;
pub use output::{make_folder, remove_files, write, write_all};
pub use stamp::Stamp;
