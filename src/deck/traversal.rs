//! Visits the blocks, texts and pictures of a deck in the order of the outline.

use super::block::{Block, BlockKind, Contact};
use super::figure::Figure;
use super::media_block::MediaBlock;
use super::person::Person;
use super::slide::{Background, Deck, Slide};
use super::stat::Stat;
use super::text::Text;
use super::timeline::TimelineItem;
use crate::source::Span;

impl Deck {
    /// Returns all pictures, in the order of the outline.
    pub fn all_figures(&self) -> impl Iterator<Item = &Figure> {
        let of_slides = self
            .slides
            .iter()
            .flat_map(|slide| slide.all_figures().into_iter().chain(figures_of(&slide.notes)));
        self.logos.iter().chain(of_slides)
    }

    /// Returns the paths of all pictures and their spans, in the order of the outline.
    pub fn picture_paths(&self) -> Vec<(&str, Span)> {
        self.all_figures().flat_map(Figure::paths).collect()
    }

    /// Returns the videos and recordings of all slides, in the order of the outline.
    pub fn media(&self) -> impl Iterator<Item = &MediaBlock> {
        self.slides.iter().flat_map(Slide::all_blocks).filter_map(|block| match &block.kind {
            BlockKind::Media(media) => Some(&**media),
            _ => None,
        })
    }

    /// Returns the pictures in the blocks of all slides, in the order of the outline. Backgrounds
    /// and logo strips are not included.
    pub fn content_figures(&self) -> Vec<&Figure> {
        self.slides.iter().flat_map(|slide| figures_of(&slide.blocks)).collect()
    }
}

/// Returns the pictures of a list of blocks, including nested ones.
fn figures_of(blocks: &[Block]) -> Vec<&Figure> {
    flatten_blocks(blocks).into_iter().flat_map(Block::own_figures).collect()
}

/// Returns blocks and the blocks nested in them, parents first.
fn flatten_blocks(blocks: &[Block]) -> Vec<&Block> {
    let mut result = Vec::new();
    blocks.iter().for_each(|block| block.collect_into(&mut result));
    result
}

impl Slide {
    /// Returns all blocks including nested ones, parents first.
    pub fn all_blocks(&self) -> Vec<&Block> {
        flatten_blocks(&self.blocks)
    }

    /// Returns the texts of the body, without title, header and footer.
    pub fn body_texts(&self) -> Vec<&Text> {
        self.all_blocks().into_iter().flat_map(Block::own_texts).collect()
    }

    /// Visits the title, the texts of the body and the source line in reading order.
    pub(crate) fn visit_texts_mut(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        let titles = [&mut self.kicker, &mut self.title, &mut self.subtitle];
        titles.into_iter().flatten().for_each(&mut *visit);
        self.blocks.iter_mut().for_each(|block| block.visit_texts_mut(visit));
        self.source.iter_mut().for_each(visit);
    }

    /// Returns all texts that appear only on this slide.
    pub fn own_texts(&self) -> Vec<&Text> {
        let own = [&self.kicker, &self.title, &self.subtitle, &self.header, &self.footer];
        let foot = self.footnotes.iter().chain(&self.source);
        own.into_iter().flatten().chain(self.body_texts()).chain(foot).collect()
    }

    /// Returns the texts of the speaker notes.
    pub fn note_texts(&self) -> Vec<&Text> {
        flatten_blocks(&self.notes).into_iter().flat_map(Block::own_texts).collect()
    }

    /// Returns all pictures: the slide's own logos, its background and those in its blocks.
    pub fn all_figures(&self) -> Vec<&Figure> {
        let mut result: Vec<&Figure> = self.logos.iter().flatten().collect();
        if let Some(Background::Image(figure)) = &self.background {
            result.push(figure);
        }
        result.extend(figures_of(&self.blocks));
        result
    }
}

impl Block {
    fn collect_into<'b>(&'b self, result: &mut Vec<&'b Block>) {
        result.push(self);
        self.child_blocks().into_iter().flatten().for_each(|block| block.collect_into(result));
    }

    /// Returns the lists of blocks directly inside this block.
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
            BlockKind::Timeline(timeline) => {
                timeline.items.iter().map(|item| item.blocks.as_slice()).collect()
            }
            BlockKind::People(block) => {
                block.people.iter().map(|person| person.blocks.as_slice()).collect()
            }
            BlockKind::Callout { blocks, .. } | BlockKind::Group { blocks, .. } => vec![blocks],
            BlockKind::Text(_)
            | BlockKind::Heading(_)
            | BlockKind::Figures(_)
            | BlockKind::Logos(_)
            | BlockKind::Stats(_)
            | BlockKind::Quote { .. }
            | BlockKind::Table(_)
            | BlockKind::Code(_)
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::Qr(_)
            | BlockKind::Media(_)
            | BlockKind::Icon(_)
            | BlockKind::Agenda(_)
            | BlockKind::Chart(_)
            | BlockKind::References(_)
            | BlockKind::Contacts(_) => Vec::new(),
        }
    }

    /// Returns the texts of this block, without those of nested blocks.
    pub fn own_texts(&self) -> Vec<&Text> {
        let mut texts: Vec<&Text> = match &self.kind {
            BlockKind::Text(text) | BlockKind::Heading(text) => vec![text],
            BlockKind::List(list) => list.items.iter().map(|item| &item.text).collect(),
            BlockKind::Cards { cards, .. } => {
                cards.iter().filter_map(|card| card.title.as_ref()).collect()
            }
            BlockKind::Cascade { levels, .. } => levels.iter().map(|level| &level.label).collect(),
            BlockKind::Stats(stats) => stats.iter().flat_map(Stat::texts).collect(),
            BlockKind::Quote { text, by, .. } => text.iter().chain(by).collect(),
            BlockKind::Callout { title, .. } => title.iter().collect(),
            BlockKind::Table(table) => table.texts().collect(),
            BlockKind::Code(code) => code.title.iter().chain(&code.caption).collect(),
            BlockKind::Diagram(diagram) => diagram.caption.iter().collect(),
            BlockKind::Timeline(timeline) => {
                timeline.items.iter().flat_map(TimelineItem::texts).collect()
            }
            BlockKind::People(block) => block.people.iter().flat_map(Person::texts).collect(),
            BlockKind::Qr(qr) => qr.caption.iter().collect(),
            BlockKind::Media(media) => media.caption.iter().collect(),
            BlockKind::Chart(chart) => chart.texts().collect(),
            BlockKind::Contacts(contacts) => contacts.iter().flat_map(Contact::texts).collect(),
            BlockKind::Figures(_)
            | BlockKind::Logos(_)
            | BlockKind::Columns { .. }
            | BlockKind::Math(_)
            // Its texts are checked where the author wrote them.
            | BlockKind::Agenda(_)
            | BlockKind::Icon(_)
            // Its texts are not the author's: rules for style do not apply to them.
            | BlockKind::References(_)
            | BlockKind::Group { .. } => Vec::new(),
        };
        texts.extend(self.own_figures().into_iter().flat_map(|figure| {
            figure.caption.iter().chain(&figure.credit).chain(figure.mark_texts())
        }));
        texts
    }

    /// Returns the pictures of this block, without those of nested blocks.
    pub fn own_figures(&self) -> Vec<&Figure> {
        match &self.kind {
            BlockKind::Figures(figures) | BlockKind::Logos(figures) => figures.iter().collect(),
            BlockKind::Cards { cards, .. } => {
                cards.iter().filter_map(|card| card.figure.as_ref()).collect()
            }
            BlockKind::Cascade { levels, .. } => {
                levels.iter().filter_map(|level| level.figure.as_ref()).collect()
            }
            BlockKind::Timeline(timeline) => {
                timeline.items.iter().filter_map(|item| item.figure.as_ref()).collect()
            }
            BlockKind::People(block) => {
                block.people.iter().filter_map(|person| person.photo.as_ref()).collect()
            }
            BlockKind::Contacts(contacts) => {
                contacts.iter().filter_map(|contact| contact.photo.as_ref()).collect()
            }
            BlockKind::Quote { photo, .. } => photo.iter().collect(),
            BlockKind::Media(media) => media.poster.iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl Contact {
    /// Returns the texts of the contact in order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let lines = [&self.org, &self.email, &self.phone, &self.url];
        self.name.iter().chain(&self.role).chain(lines.into_iter().flatten())
    }
}
