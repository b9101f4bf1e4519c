//! Fonts and pictures, and the one door to the file system.

mod bundled;
mod font;
mod image;

pub use font::{Face, FaceId, FaceMetrics, FontData, Fonts, Origin};
pub use image::{Image, ImageData, Images, Orientation};
