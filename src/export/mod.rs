//! What can be made of a deck besides its PDF: pictures of its pages, its words, and where its
//! bytes go.
//!
//! Pictures are drawn from the finished PDF by a library that did not write it, so they show what
//! readers of the PDF will see.

mod pages;
mod picture;
mod text;
mod weight;

pub use pages::Pages;
pub use picture::{Drawer, PictureError, Pixels, pixels, png, svg};
pub use text::{titles, words};
pub use weight::{Inspected, Part, Weight, inspect, weigh};
