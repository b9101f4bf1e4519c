//! plenary turns an outline in YAML into a PDF to stand in front of an audience with.

pub mod assets;
pub mod deck;
pub mod diagnostic;
pub mod geometry;
pub mod layout;
pub mod pdf;
pub mod scene;
pub mod source;
pub mod theme;
pub mod yaml;
