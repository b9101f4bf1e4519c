//! Values in an outline: `{{ city }}` in its texts, `when:` on its parts, `include:` among its
//! slides.
//!
//! [`expand_outline`] turns the tree of an outline into a tree without any of these, before the
//! deck is read from it. Every node keeps its span in the outline, and [`Traces`] remember which
//! values went into it, so that an error in a value leads to the row or the argument that it came
//! from. Values are text: they can add neither YAML, because the tree exists before them, nor
//! Markdown, because they are inert ([`crate::yaml::to_inert`]) until it has been read.

mod condition;
mod evaluate;
mod expand;
mod file_name;
mod given;
mod include;
mod language;
mod names;
mod scan;
mod scope;
mod slug;
mod spreadsheet;
mod table;
mod text_table;
mod trace;
mod values;

pub use evaluate::FILTERS;
pub use expand::{Expansion, IncludedFile, expand_outline};
pub use file_name::FileNamer;
pub use include::normalize_path;
pub use language::{choose_language, is_language_map, is_text_language, resolve_language};
pub use names::nearest_identifier;
pub use scan::{expression_at, find_expressions};
pub use scope::to_identifier;
pub use table::{Table, TableError};
pub use trace::Traces;
pub use values::{DataCell, DataRow, Values, is_variable_name};
