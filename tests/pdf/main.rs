//! What the PDF writer makes of scenes that are built by hand.

mod build;
mod document;
mod pictures;
mod read;
mod tags;
mod text;
