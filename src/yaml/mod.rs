//! Parses text into a tree of [`Node`]s, and provides the tools to read the tree.
//!
//! The YAML library stops at the first error. This module therefore fixes common errors in memory
//! (`recovery`), reports what it fixed, and maps every position to the author's bytes.

mod build;
mod explain;
mod fields;
mod fold;
mod format;
mod hidden_comment;
mod inert;
mod node;
mod parse;
mod patched_text;
mod quantity;
mod quote;
mod reader;
mod recovery;
mod reparse;
mod tabs;

pub use build::MAX_DEPTH;
pub use fields::{Field, Fields, find_synonym};
pub use fold::{is_unspaced, needs_space_between};
pub use format::format_source;
pub use inert::{from_inert, may_have_inert, resolve_inert, to_inert};
pub use node::{Insertion, Key, Node, NodeKind, Scalar, ScalarStyle, find_key, to_snake_case};
pub use parse::parse;
pub(crate) use parse::parse_valid;
pub use quantity::{parse_fraction, parse_length, parse_number, parse_seconds};
pub use quote::quote_text;
pub use reader::NodeReader;
pub use reparse::reparse_edited_item;
