//! Citations: works from bibliography files, formatted in a citation style. Knows neither slides
//! nor PDF.
//!
//! ```text
//! refs.bib ──Library::add_file──▶ Library ─┐
//! ieee.csl ──CitationStyle────────────────┴─format_citations──▶ pieces of text
//! [@key, p. 3] ──parse_citation──▶ CitedWork ──▲
//! ```
//!
//! Only this module uses the citation library. A file is indexed when it is added; an entry is read
//! when it is cited.

mod bib_entry;
mod bib_fields;
mod bib_file;
mod bib_publication;
mod collect;
mod driver;
mod identifiers;
mod issue;
mod json_file;
mod latex;
mod letters;
mod library;
mod locale;
mod locator;
mod names;
mod others;
mod pieces;
mod spacing;
mod style;
mod style_table;
mod summary;
mod syntax;
mod title_case;
mod variants;
mod yaml_file;

pub(crate) use driver::{
    CitationForm, CitationPlace, CitationRequest, FormattedEntry, WorkSelection, format_citations,
};
pub(crate) use issue::Issue;
pub(crate) use library::Library;
pub(crate) use locale::month_names;
pub(crate) use pieces::{Piece, PieceLink};
pub(crate) use style::CitationStyle;
pub(crate) use style_table::{DEFAULT_STYLE, find_style, style_names};
pub(crate) use syntax::{AuthorForm, CitedWork, is_key_char, parse_citation, parse_key};
