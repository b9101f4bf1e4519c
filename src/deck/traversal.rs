//! Ways through a deck: its blocks, texts and pictures, in the order of the outline.

use super::block::{Block, BlockKind, Figure};
use super::slide::{Background, Deck, Slide};
use super::text::Text;
use crate::source::Span;

impl Deck {
    /// Paths of all pictures, with the places that name them, in the order of the outline.
    pub fn picture_paths(&self) -> Vec<(&str, Span)> {
        let of_slides = self
            .slides
            .iter()
            .flat_map(|slide| slide.all_figures().into_iter().chain(figures_of(&slide.notes)));
        let own = self.logos.iter().chain(of_slides);
        own.map(|figure| (figure.src.as_str(), figure.src_span)).collect()
    }

    /// Every picture that is content of a slide, in the order of the outline: neither grounds nor
    /// running logos.
    pub fn content_figures(&self) -> Vec<&Figure> {
        self.slides.iter().flat_map(|slide| figures_of(&slide.blocks)).collect()
    }
}

/// The pictures of some blocks, in order.
fn figures_of(blocks: &[Block]) -> Vec<&Figure> {
    flatten_blocks(blocks).into_iter().flat_map(Block::own_figures).collect()
}

/// Blocks and those inside them, each behind the one that holds it.
fn flatten_blocks(blocks: &[Block]) -> Vec<&Block> {
    let mut found = Vec::new();
    blocks.iter().for_each(|block| block.collect_into(&mut found));
    found
}

impl Slide {
    /// Every block, those inside others behind the one that holds them.
    pub fn all_blocks(&self) -> Vec<&Block> {
        flatten_blocks(&self.blocks)
    }

    /// Every text of its body; its title, header and footer are not among them.
    pub fn body_texts(&self) -> Vec<&Text> {
        self.all_blocks().into_iter().flat_map(Block::own_texts).collect()
    }

    /// Every text that is drawn for this slide alone.
    pub fn own_texts(&self) -> Vec<&Text> {
        let own = [&self.kicker, &self.title, &self.subtitle, &self.header, &self.footer];
        own.into_iter().flatten().chain(self.body_texts()).collect()
    }

    /// Every text of its notes.
    pub fn note_texts(&self) -> Vec<&Text> {
        flatten_blocks(&self.notes).into_iter().flat_map(Block::own_texts).collect()
    }

    /// Every picture: its own logos, its background, those of its blocks.
    pub fn all_figures(&self) -> Vec<&Figure> {
        let mut found: Vec<&Figure> = self.logos.iter().flatten().collect();
        if let Some(Background::Image(figure)) = &self.background {
            found.push(figure);
        }
        found.extend(figures_of(&self.blocks));
        found
    }
}

impl Block {
    fn collect_into<'b>(&'b self, found: &mut Vec<&'b Block>) {
        found.push(self);
        self.child_blocks().into_iter().flatten().for_each(|block| block.collect_into(found));
    }

    /// The lists of blocks directly inside this one.
    pub fn child_blocks(&self) -> Vec<&[Block]> {
        match &self.kind {
            BlockKind::Columns { columns, .. } => columns.iter().map(Vec::as_slice).collect(),
            BlockKind::Cards { cards, .. } => {
                cards.iter().map(|card| card.blocks.as_slice()).collect()
            }
            BlockKind::Cascade { levels, .. } => {
                levels.iter().map(|level| level.blocks.as_slice()).collect()
            }
            BlockKind::List(list) => {
                list.items.iter().map(|item| item.children.as_slice()).collect()
            }
            BlockKind::Callout { blocks, .. } | BlockKind::Group(blocks) => vec![blocks],
            BlockKind::Text(_)
            | BlockKind::Heading(_)
            | BlockKind::Figures(_)
            | BlockKind::Logos(_)
            | BlockKind::Stats(_)
            | BlockKind::Quote { .. }
            | BlockKind::Table { .. }
            | BlockKind::Contacts(_) => Vec::new(),
        }
    }

    /// The block's own texts, without those of blocks inside it.
    pub fn own_texts(&self) -> Vec<&Text> {
        let mut texts: Vec<&Text> = match &self.kind {
            BlockKind::Text(text) | BlockKind::Heading(text) => vec![text],
            BlockKind::List(list) => list.items.iter().map(|item| &item.text).collect(),
            BlockKind::Cards { cards, .. } => {
                cards.iter().filter_map(|card| card.title.as_ref()).collect()
            }
            BlockKind::Cascade { levels, .. } => levels.iter().map(|level| &level.label).collect(),
            BlockKind::Stats(stats) => stats
                .iter()
                .flat_map(|stat| std::iter::once(&stat.value).chain(&stat.label))
                .collect(),
            BlockKind::Quote { text, by } => text.iter().chain(by).collect(),
            BlockKind::Callout { title, .. } => title.iter().collect(),
            BlockKind::Table { header, rows, caption, .. } => {
                caption.iter().chain(header).chain(rows.iter().flatten()).collect()
            }
            BlockKind::Contacts(contacts) => contacts
                .iter()
                .flat_map(|contact| {
                    let lines = [&contact.org, &contact.email, &contact.phone, &contact.url];
                    contact.name.iter().chain(&contact.role).chain(lines.into_iter().flatten())
                })
                .collect(),
            BlockKind::Figures(_)
            | BlockKind::Logos(_)
            | BlockKind::Columns { .. }
            | BlockKind::Group(_) => Vec::new(),
        };
        texts.extend(
            self.own_figures()
                .into_iter()
                .flat_map(|figure| figure.caption.iter().chain(&figure.credit)),
        );
        texts
    }

    /// The block's own pictures, without those of blocks inside it.
    pub fn own_figures(&self) -> Vec<&Figure> {
        match &self.kind {
            BlockKind::Figures(figures) | BlockKind::Logos(figures) => figures.iter().collect(),
            BlockKind::Cards { cards, .. } => {
                cards.iter().filter_map(|card| card.figure.as_ref()).collect()
            }
            BlockKind::Cascade { levels, .. } => {
                levels.iter().filter_map(|level| level.figure.as_ref()).collect()
            }
            _ => Vec::new(),
        }
    }
}
