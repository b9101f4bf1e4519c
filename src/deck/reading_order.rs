//! Visits the texts of blocks in the order in which they are read.

use super::block::{Block, BlockKind, Contact};
use super::figure::Figure;
use super::text::Text;

impl Block {
    /// Visits the texts of this block and of the blocks in it, in reading order.
    pub(crate) fn visit_texts_mut(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        match &mut self.kind {
            BlockKind::Text(text) | BlockKind::Heading(text) => visit(text),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    visit(&mut item.text);
                    visit_blocks(&mut item.children, visit);
                }
            }
            BlockKind::Figures(figures) | BlockKind::Logos(figures) => {
                figures.iter_mut().for_each(|figure| figure.visit_texts_mut(visit));
            }
            BlockKind::Columns { columns, .. } => {
                columns.iter_mut().for_each(|blocks| visit_blocks(blocks, visit));
            }
            BlockKind::Cards { cards, .. } => {
                for card in cards {
                    card.figure.iter_mut().for_each(|figure| figure.visit_texts_mut(visit));
                    card.title.iter_mut().for_each(&mut *visit);
                    visit_blocks(&mut card.blocks, visit);
                }
            }
            BlockKind::Cascade { levels, .. } => {
                for level in levels {
                    visit(&mut level.label);
                    visit_blocks(&mut level.blocks, visit);
                    level.figure.iter_mut().for_each(|figure| figure.visit_texts_mut(visit));
                }
            }
            BlockKind::Stats(stats) => {
                for stat in stats {
                    visit(&mut stat.value);
                    stat.label.iter_mut().chain(&mut stat.delta).for_each(&mut *visit);
                }
            }
            BlockKind::Quote { text, by, .. } => text.iter_mut().chain(by).for_each(visit),
            BlockKind::Callout { title, blocks, .. } => {
                title.iter_mut().for_each(&mut *visit);
                visit_blocks(blocks, visit);
            }
            BlockKind::Table(table) => table.texts_mut().for_each(visit),
            BlockKind::Code(code) => {
                code.title.iter_mut().chain(&mut code.caption).for_each(visit);
            }
            BlockKind::Diagram(diagram) => diagram.caption.iter_mut().for_each(visit),
            BlockKind::Chart(chart) => {
                let texts = chart.title.iter_mut().chain(&mut chart.caption);
                texts.chain(&mut chart.source).for_each(visit);
            }
            BlockKind::Math(_) | BlockKind::Agenda(_) | BlockKind::Icon(_) => {}
            BlockKind::References(list) => {
                let entries = list.entries.iter_mut();
                entries
                    .flat_map(|entry| entry.label.iter_mut().chain([&mut entry.text]))
                    .for_each(visit);
            }
            BlockKind::People(block) => {
                for person in &mut block.people {
                    let lines = [&mut person.org, &mut person.addresses];
                    let own = person.name.iter_mut().chain(&mut person.role);
                    own.chain(lines.into_iter().flatten()).for_each(&mut *visit);
                    visit_blocks(&mut person.blocks, visit);
                }
            }
            BlockKind::Qr(qr) => qr.caption.iter_mut().for_each(visit),
            BlockKind::Media(media) => media.caption.iter_mut().for_each(visit),
            BlockKind::Contacts(contacts) => {
                contacts.iter_mut().for_each(|contact| contact.visit_texts_mut(visit));
            }
            BlockKind::Timeline(timeline) => {
                for item in &mut timeline.items {
                    let own = [&mut item.lane, &mut item.when, &mut item.until, &mut item.title];
                    own.into_iter().flatten().for_each(&mut *visit);
                    item.figure.iter_mut().for_each(|figure| figure.visit_texts_mut(visit));
                    visit_blocks(&mut item.blocks, visit);
                }
            }
            BlockKind::Group { blocks, .. } => visit_blocks(blocks, visit),
        }
    }
}

/// Visits blocks and the blocks in them, parents first.
pub(crate) fn visit_blocks_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match &mut block.kind {
            BlockKind::Columns { columns, .. } => {
                columns.iter_mut().for_each(|blocks| visit_blocks_mut(blocks, visit));
            }
            BlockKind::Cards { cards, .. } => {
                cards.iter_mut().for_each(|card| visit_blocks_mut(&mut card.blocks, visit));
            }
            BlockKind::Cascade { levels, .. } => {
                levels.iter_mut().for_each(|level| visit_blocks_mut(&mut level.blocks, visit));
            }
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| visit_blocks_mut(&mut item.children, visit));
            }
            BlockKind::Timeline(timeline) => {
                let items = timeline.items.iter_mut();
                items.for_each(|item| visit_blocks_mut(&mut item.blocks, visit));
            }
            BlockKind::People(block) => {
                let people = block.people.iter_mut();
                people.for_each(|person| visit_blocks_mut(&mut person.blocks, visit));
            }
            BlockKind::Callout { blocks, .. } | BlockKind::Group { blocks, .. } => {
                visit_blocks_mut(blocks, visit);
            }
            _ => {}
        }
    }
}

fn visit_blocks(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Text)) {
    blocks.iter_mut().for_each(|block| block.visit_texts_mut(visit));
}

impl Figure {
    fn visit_texts_mut(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        let marks = self.marks.iter_mut().filter_map(|mark| mark.text.as_mut());
        self.caption.iter_mut().chain(&mut self.credit).chain(marks).for_each(visit);
    }
}

impl Contact {
    fn visit_texts_mut(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        let lines = [&mut self.org, &mut self.email, &mut self.phone, &mut self.url];
        self.name
            .iter_mut()
            .chain(&mut self.role)
            .chain(lines.into_iter().flatten())
            .for_each(visit);
    }
}
