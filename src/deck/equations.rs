//! Numbers and ids of formulas.

use super::block::{Block, BlockKind, EquationNumber, MathBlock};
use super::slide::Slide;
use crate::source::Span;

/// Numbers the formulas of all slides in order.
pub(crate) fn number_equations(slides: &mut [Slide]) {
    let mut number = 0;
    for slide in slides {
        for_each_formula(&mut slide.blocks, &mut |math| {
            if let EquationNumber::Automatic(own) = &mut math.number {
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

fn for_each_formula(blocks: &mut [Block], visit: &mut impl FnMut(&mut MathBlock)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Math(math) => visit(math),
            BlockKind::Columns { columns, .. } => {
                columns.iter_mut().for_each(|blocks| for_each_formula(blocks, visit));
            }
            BlockKind::Cards { cards, .. } => {
                cards.iter_mut().for_each(|card| for_each_formula(&mut card.blocks, visit));
            }
            BlockKind::Cascade { levels, .. } => {
                levels.iter_mut().for_each(|level| for_each_formula(&mut level.blocks, visit));
            }
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| for_each_formula(&mut item.children, visit));
            }
            BlockKind::Callout { blocks, .. } | BlockKind::Group(blocks) => {
                for_each_formula(blocks, visit);
            }
            _ => {}
        }
    }
}
