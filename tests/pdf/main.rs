//! The PDF writer, tested on scenes that are built by hand.
#![allow(clippy::disallowed_methods, reason = "a test sets files up and looks at them as they are")]

mod build;
mod document;
mod pictures;
mod read;
mod show;
mod steps;
mod tags;
mod text;
mod trees;
