//! What the PDF writer makes of scenes that are built by hand.

mod build;
mod pictures;
mod read;
mod text;
