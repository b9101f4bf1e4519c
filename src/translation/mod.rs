//! The texts of an outline in several languages: which are missing, and files for translators.
//!
//! [`DeckTexts`] finds the texts of an outline and of those that it includes by walking the tree
//! with the vocabulary: a text is what a key of the type `Text` or `Prose` holds, so no list of
//! keys is kept here. [`Catalogue`] holds them as units for a translator, which [`po`] and
//! [`xliff`] write and read. [`insert_translations`] writes translations into the outlines and
//! changes nothing else in them.

mod catalogue;
mod edit;
mod features;
mod insert;
mod line;
mod outlines;
mod pairs;
pub mod po;
mod read_po;
mod read_xliff;
mod sheet;
mod text;
mod walk;
pub mod xliff;

pub use catalogue::{Catalogue, CatalogueFormat, Entry, TranslationUnit, Translations};
pub use insert::{Inserted, insert_translations};
pub use outlines::{DeckTexts, TranslatableOutline};
pub use text::{TextVersion, TranslatableText};
