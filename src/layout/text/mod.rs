//! Text: from characters to placed glyphs. The only module that knows the shaping library.
//!
//! A paragraph is shaped once, in em ([`shaped::ShapedParagraph`]). Nothing in it depends on a type
//! size or a width, so trying another size while a slide is fitted costs only line breaking
//! ([`lines`]).

mod balance;
mod bidi;
mod breaks;
mod clusters;
mod code_lines;
#[cfg(test)]
mod conformance;
mod draw;
mod formula;
mod hyphenate;
mod isolates;
mod itemize;
mod justify;
mod kept_words;
mod line;
mod lines;
mod shape;
mod shaped;
mod spacing;
#[cfg(test)]
mod testing;

pub(super) use balance::ends_by_sense;
pub(super) use code_lines::{CodeLineWidths, break_code_line};
pub(super) use draw::{
    DrawnPart, PlacedLine, TextColours, draw_line, rounded_rect, rounded_rect_path,
};
pub(super) use formula::{ShapedFormula, ShapedPiece, draw_pieces};
pub(super) use line::{LinePosition, TextLine};
pub(super) use lines::{Wrap, break_hanging_lines, break_lines, count_lines};
pub(super) use shape::{Shaper, TextPurpose, TextStyle};
pub(super) use shaped::ShapedParagraph;
