//! Determines the layout of a slide: from the key `layout`, or from its blocks.

use super::super::block::{Block, BlockKind, ListKind};
use super::super::media_block::MediaKind;
use super::super::slide::{Deck, DeckMetadata, Layout, Slide};
use super::super::text::Text;
use super::super::vocabulary::LAYOUTS;
use super::ReadContext;
use super::slide::ParsedSlide;
use crate::yaml::Node;

/// The longest text that leaves a question the main content of its slide.
const MAX_CHARACTERS_BESIDE_QUESTION: usize = 80;

/// Reads the value of `layout`.
pub(crate) fn read_layout(node: &Node, context: &mut ReadContext) -> Option<Layout> {
    context.reader.read_choice(node, "`layout`", LAYOUTS)
}

/// Infers the layout of every slide for which the author did not set one.
pub(crate) fn infer_layouts(deck: &Deck, all: &mut [ParsedSlide]) {
    let last = all.len().saturating_sub(1);
    for (index, read) in all.iter_mut().enumerate() {
        let place = SlidePosition { first: index == 0, last: index == last && index > 0 };
        if !read.slide.is_layout_named {
            read.slide.layout = infer_layout(&read.slide, deck, place);
        }
        if read.slide.layout != Layout::Cover {
            read.use_section_title();
        }
    }
}

/// Whether a slide is the first or last one of the deck.
struct SlidePosition {
    first: bool,
    last: bool,
}

fn infer_layout(slide: &Slide, deck: &Deck, place: SlidePosition) -> Layout {
    let asks = deck.question_panels && slide.title.as_ref().is_some_and(is_question);
    match slide.blocks.as_slice() {
        [] => infer_without_blocks(slide, &deck.metadata, &place, asks),
        [block] => match infer_from_block(slide, block) {
            Layout::Contact if place.last && is_closing(slide, block) => Layout::End,
            Layout::Content if asks && is_short_text(block) => Layout::Question,
            layout => layout,
        },
        blocks => {
            let mut figures = blocks.iter().filter(|block| is_one_figure(block));
            let one_figure = figures.next().is_some() && figures.next().is_none();
            let wide = |block: &Block| {
                matches!(
                    block.kind,
                    BlockKind::Cards { .. }
                        | BlockKind::Columns { .. }
                        | BlockKind::Cascade { .. }
                        | BlockKind::Timeline(_)
                        | BlockKind::People(_)
                )
            };
            match () {
                () if one_figure
                    && !blocks.iter().any(wide)
                    && !blocks.iter().any(has_many_figures) =>
                {
                    Layout::ImageRight
                }
                () if is_video_beside(blocks) => Layout::TwoColumns,
                () => Layout::Content,
            }
        }
    }
}

fn infer_without_blocks(
    slide: &Slide,
    deck: &DeckMetadata,
    place: &SlidePosition,
    asks: bool,
) -> Layout {
    let same = |title: &Text| deck.title.as_ref().is_some_and(|own| own.content == title.content);
    match &slide.title {
        _ if slide.section.is_some() => Layout::Section,
        None if place.first => Layout::Cover,
        Some(title) if place.first && (deck.title.is_none() || same(title)) => Layout::Cover,
        None if slide.background.is_some() => Layout::Blank,
        None => Layout::Content,
        Some(_) if asks => Layout::Question,
        Some(_) if place.last => Layout::End,
        Some(title) if is_sentence(title) => Layout::Statement,
        Some(_) => Layout::Section,
    }
}

fn infer_from_block(slide: &Slide, block: &Block) -> Layout {
    match &block.kind {
        BlockKind::List(list) if matches!(list.kind, ListKind::Checklist(_)) => Layout::Checklist,
        BlockKind::Cards { .. } => Layout::Cards,
        BlockKind::Cascade { .. } => Layout::Cascade,
        BlockKind::Agenda(_) => Layout::Agenda,
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
        _ => Layout::Content,
    }
}

/// The most contacts on a last page that is set like a cover.
const MAX_CLOSING_CONTACTS: usize = 3;

/// Whether a slide says goodbye: a title, and whom to write to.
fn is_closing(slide: &Slide, block: &Block) -> bool {
    let BlockKind::Contacts(contacts) = &block.kind else { return false };
    slide.title.is_some()
        && contacts.len() <= MAX_CLOSING_CONTACTS
        && contacts.iter().all(|contact| contact.photo.is_none())
}

fn is_one_figure(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Figures(figures) if figures.len() == 1)
}

/// Whether one of two blocks is a video: beside it there is room for the other one.
fn is_video_beside(blocks: &[Block]) -> bool {
    let is_video = |block: &Block| match &block.kind {
        BlockKind::Media(media) => media.kind == MediaKind::Video,
        _ => false,
    };
    let is_narrow = |block: &Block| {
        matches!(block.kind, BlockKind::Text(_) | BlockKind::List(_) | BlockKind::Quote { .. })
    };
    match blocks {
        [one, two] => (is_video(one) && is_narrow(two)) || (is_narrow(one) && is_video(two)),
        [one, two, three] => is_narrow(one) && is_narrow(two) && is_video(three),
        _ => false,
    }
}

fn has_many_figures(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Figures(figures) if figures.len() > 1)
        || matches!(block.kind, BlockKind::Logos(_))
}

/// Whether a block is a text short enough to be beside a question.
fn is_short_text(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Text(text)
        if text.content.chars().count() <= MAX_CHARACTERS_BESIDE_QUESTION)
}

fn is_question(title: &Text) -> bool {
    title.words().trim_end().ends_with(['?', '？', '؟', '\u{37e}'])
}

/// Returns whether a title without blocks is a statement rather than the name of a section.
fn is_sentence(title: &Text) -> bool {
    title.words().trim_end().ends_with(['.', '!', '。', '！', '…'])
        || title.content.split_whitespace().count() > 8
}
