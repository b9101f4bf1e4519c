//! The rules of the code base that a compiler does not check: who imports whom, how large things
//! grow, how they are named, and which words the texts use.
#![allow(clippy::disallowed_methods, reason = "a test reads the sources as they are")]

mod imports;
mod licences;
mod messages;
mod names;
mod size;
mod sources;
mod unfinished;
mod words;
