//! Text: from characters to placed glyphs. The only module that knows the shaping library.
//!
//! A paragraph is shaped once, in em: [`ShapedParagraph`]. Nothing in it depends on a type size or a width,
//! so that trying another size while a slide is fitted costs only the breaking of lines ([`lines`])
//! and not the shaping.

mod bidi;
mod breaks;
#[cfg(test)]
mod conformance;
mod draw;
mod hyphenate;
mod itemize;
mod justify;
mod lines;
mod shape;
mod spacing;

pub(super) use draw::{DrawnPart, TextColours, draw_line, rounded_rect, rounded_rect_path};
pub(super) use lines::{TextLine, Wrap, break_lines};
pub(super) use shape::{Shaper, TextStyle};
