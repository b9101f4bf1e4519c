//! The PDF writer, tested on scenes that are built by hand.
#![allow(clippy::disallowed_methods, reason = "tests create and read files as a user would")]

mod build;
mod document;
mod formulas;
mod pictures;
mod private_parts;
mod read;
mod rejected_pictures;
mod show;
mod steps;
mod svg_style;
mod svg_text;
mod tags;
mod text;
mod trees;
