//! Text in, tree of [`Node`]s out, and the kit that the tree is read with.
//!
//! The YAML library knows nothing of people: this module mends what they write in memory (`draft`),
//! explains what it mended, and keeps every place true to the author's bytes.

mod again;
mod build;
mod draft;
mod explain;
mod fields;
mod format;
mod mend;
mod node;
mod parse;
mod quantity;
mod quote;
mod reader;
mod tabs;

pub use again::parse_again;
pub use build::MAX_DEPTH;
pub use fields::{Field, Fields, synonym};
pub use format::format;
pub use node::{Key, Node, NodeKind, Scalar, ScalarStyle, snake_case};
pub use parse::parse;
pub use quantity::{length, number, seconds, share};
pub use quote::quoted;
pub use reader::Reader;
