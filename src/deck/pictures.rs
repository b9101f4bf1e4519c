//! Every picture that a deck names.

use super::block::{Block, BlockKind, Figure};
use super::slide::{Background, Deck};
use crate::source::Span;

impl Deck {
    /// Paths of all pictures, with the places that name them, in the order of the outline.
    pub fn pictures(&self) -> Vec<(&str, Span)> {
        let mut figures: Vec<&Figure> = self.logos.iter().collect();
        for slide in &self.slides {
            figures.extend(slide.logos.iter().flatten());
            if let Some(Background::Image(figure)) = &slide.background {
                figures.push(figure);
            }
            of_blocks(&slide.blocks, &mut figures);
            of_blocks(&slide.notes, &mut figures);
        }
        figures.into_iter().map(|figure| (figure.src.as_str(), figure.src_span)).collect()
    }

    /// Every picture that is content of a slide, in the order of the outline: neither grounds nor running logos.
    pub fn figures(&self) -> Vec<&Figure> {
        let mut figures = Vec::new();
        self.slides.iter().for_each(|slide| of_blocks(&slide.blocks, &mut figures));
        figures
    }
}

fn of_blocks<'d>(blocks: &'d [Block], figures: &mut Vec<&'d Figure>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Figures(own) | BlockKind::Logos(own) => figures.extend(own),
            BlockKind::Columns { columns, .. } => columns.iter().for_each(|column| of_blocks(column, figures)),
            BlockKind::Cards { cards, .. } => cards.iter().for_each(|card| {
                figures.extend(&card.figure);
                of_blocks(&card.blocks, figures);
            }),
            BlockKind::Cascade { levels, .. } => levels.iter().for_each(|level| {
                figures.extend(&level.figure);
                of_blocks(&level.blocks, figures);
            }),
            BlockKind::List(list) => list.items.iter().for_each(|item| of_blocks(&item.children, figures)),
            BlockKind::Callout { blocks, .. } | BlockKind::Group(blocks) => of_blocks(blocks, figures),
            BlockKind::Text(_)
            | BlockKind::Heading(_)
            | BlockKind::Stats(_)
            | BlockKind::Quote { .. }
            | BlockKind::Table { .. }
            | BlockKind::Contacts(_) => {}
        }
    }
}
