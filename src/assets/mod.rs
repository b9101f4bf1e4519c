//! Fonts and pictures, and the one door to the file system.

mod font;
mod image;

pub use font::{Face, FaceId, Fonts};
pub use image::{Image, ImageData, Orientation};
