//! Which layout a slide has: by its name, or by what is on it.

use super::super::block::{Block, BlockKind, ListKind};
use super::super::slide::{Layout, Metadata, Slide};
use super::super::text::Text;
use super::super::vocabulary::LAYOUTS;
use super::Context;
use super::slide::Read;
use crate::diagnostic::Code;
use crate::vocabulary::Status;
use crate::yaml::Node;

/// The layout that the author names.
pub fn named(node: &Node, context: &mut Context) -> Option<Layout> {
    let layout = context.reader.one_of(node, "`layout`", LAYOUTS)?;
    let choice = LAYOUTS.iter().find(|choice| choice.value == layout)?;
    if let Status::Refused(advice) = choice.status {
        context.reader.error(
            Code::NotYet,
            format!("`layout: {}` is not there yet", choice.name),
            node.span,
            advice,
        );
        return None;
    }
    Some(layout)
}

/// Gives every slide whose author did not name one the layout that its blocks ask for.
pub fn infer(deck: &Metadata, all: &mut [Read]) {
    let last = all.len().saturating_sub(1);
    for (index, read) in all.iter_mut().enumerate() {
        let place = Place { first: index == 0, last: index == last && index > 0 };
        if !read.layout_named {
            read.slide.layout = inferred(&read.slide, deck, place);
        }
        if read.slide.layout != Layout::Cover {
            read.name_by_section();
        }
    }
}

/// Whether a slide opens or closes the deck.
struct Place {
    first: bool,
    last: bool,
}

fn inferred(slide: &Slide, deck: &Metadata, place: Place) -> Layout {
    match slide.blocks.as_slice() {
        [] => without_blocks(slide, deck, &place),
        [block] => of_one_block(slide, block),
        blocks => {
            let mut figures = blocks.iter().filter(|block| is_one_figure(block));
            let one_figure = figures.next().is_some() && figures.next().is_none();
            let wide = |block: &Block| {
                matches!(
                    block.kind,
                    BlockKind::Cards { .. } | BlockKind::Columns { .. } | BlockKind::Cascade { .. }
                )
            };
            let asks = slide.title.as_ref().is_some_and(asks);
            match () {
                () if one_figure
                    && !blocks.iter().any(wide)
                    && !blocks.iter().any(many_figures) =>
                {
                    Layout::ImageRight
                }
                () if asks => Layout::Question,
                () => Layout::Content,
            }
        }
    }
}

fn without_blocks(slide: &Slide, deck: &Metadata, place: &Place) -> Layout {
    let same = |title: &Text| deck.title.as_ref().is_some_and(|own| own.content == title.content);
    match &slide.title {
        _ if slide.section.is_some() => Layout::Section,
        None if place.first => Layout::Cover,
        Some(title) if place.first && (deck.title.is_none() || same(title)) => Layout::Cover,
        None if slide.background.is_some() => Layout::Blank,
        None => Layout::Content,
        Some(title) if asks(title) => Layout::Question,
        Some(_) if place.last => Layout::End,
        Some(title) if is_sentence(title) => Layout::Statement,
        Some(_) => Layout::Section,
    }
}

fn of_one_block(slide: &Slide, block: &Block) -> Layout {
    match &block.kind {
        BlockKind::List(list) if matches!(list.kind, ListKind::Checklist(_)) => Layout::Checklist,
        BlockKind::Cards { .. } => Layout::Cards,
        BlockKind::Cascade { .. } => Layout::Cascade,
        BlockKind::Quote { .. } => Layout::Quote,
        BlockKind::Contacts(_) => Layout::Contact,
        BlockKind::Stats(stats) if stats.len() <= 1 => Layout::Fact,
        BlockKind::Figures(figures) if figures.len() == 1 && slide.title.is_none() => Layout::Image,
        BlockKind::Figures(_) => Layout::Figures,
        BlockKind::Columns { columns, .. } if columns.len() == 2 => {
            let headed = |blocks: &Vec<Block>| {
                blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)))
            };
            if columns.iter().all(headed) { Layout::Comparison } else { Layout::TwoColumns }
        }
        BlockKind::Text(_) if slide.title.is_none() => Layout::Statement,
        _ if slide.title.as_ref().is_some_and(asks) => Layout::Question,
        _ => Layout::Content,
    }
}

fn is_one_figure(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Figures(figures) if figures.len() == 1)
}

fn many_figures(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Figures(figures) if figures.len() > 1)
        || matches!(block.kind, BlockKind::Logos(_))
}

fn asks(title: &Text) -> bool {
    title.content.trim_end().ends_with(['?', '？', '؟', '\u{37e}'])
}

/// Whether a lonely title is something said rather than the name of a part.
fn is_sentence(title: &Text) -> bool {
    title.content.trim_end().ends_with(['.', '!', '。', '！', '…'])
        || title.content.split_whitespace().count() > 8
}
