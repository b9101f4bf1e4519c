//! Numbers and ids of formulas.

use super::block::{BlockKind, EquationNumber, MathBlock};
use super::reading_order::visit_blocks_mut;
use super::slide::Slide;
use crate::source::Span;

/// Numbers the formulas of the slides in order.
pub(crate) fn number_equations<'s>(slides: impl Iterator<Item = &'s mut Slide>) {
    let mut number = 0;
    for slide in slides {
        visit_blocks_mut(&mut slide.blocks, &mut |block| {
            if let BlockKind::Math(MathBlock { number: EquationNumber::Automatic(own), .. }) =
                &mut block.kind
            {
                number += 1;
                *own = number;
            }
        });
    }
}

impl Slide {
    /// Returns the formulas on lines of their own, in order.
    pub fn formulas(&self) -> impl Iterator<Item = &MathBlock> {
        self.all_blocks().into_iter().filter_map(|block| match &block.kind {
            BlockKind::Math(math) => Some(math),
            _ => None,
        })
    }

    /// Returns the ids of the formulas, with their spans.
    pub fn formula_ids(&self) -> impl Iterator<Item = (&str, Span)> {
        self.formulas().filter_map(|math| math.id.as_ref().map(|(id, span)| (id.as_str(), *span)))
    }
}
