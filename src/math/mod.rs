//! Formulas: from LaTeX to placed glyphs, MathML, spoken text and plain text. The only module that
//! knows the formula library.
//!
//! A formula is parsed once ([`Formula::parse`]). Everything else is derived from its parse tree:
//! the drawing ([`Formula::lay_out`]) directly, the readable forms by way of a small tree of
//! expressions (`expression.rs`), which has a dozen kinds of nodes instead of the library's sixty.

mod adjust;
mod alphabet;
mod balance;
mod breaks;
mod colour;
mod commands;
mod convert;
mod error;
mod explain;
mod expression;
mod formula;
mod glyph_text;
mod layout;
mod marks;
mod mathml;
mod names;
mod nodes;
mod parse;
mod plain;
mod refused;
mod rows;
mod scan;
mod speech;
mod stack;
mod unsupported;
mod words;

pub use colour::{MathColour, THEME_COLOURS};
pub use commands::{COMMANDS, ENVIRONMENTS, is_command};
pub use error::{FormulaError, FormulaErrorKind};
pub use formula::{Formula, MAX_FORMULA_BYTES};
pub use layout::{
    FormulaCuts, GlyphSize, MathItem, MathPiece, MathRequest, MathSegment, MathStyle,
};
pub use unsupported::{FIXED_BRACKETS, UNSUPPORTED_COMMANDS, UNSUPPORTED_ENVIRONMENTS};
pub use words::{MathWords, WordEmphasis};
