//! Boxes of equal rank.

use super::column_count::{count_columns, longest_word_in_blocks, longest_word_in_text};
use super::figures::{add_figure_element, is_transparent_drawing, picture_row};
use super::lay_out_blocks;
use super::plate::{is_icon, is_lost_on_ground, plate_on, plate_padding};
use crate::assets::{Image, ImageData};
use crate::deck::{Card, Figure};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::flow::{BoxedFlow, Flow, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::scene::{Colour, ElementId, Role};

/// Size of a card's text relative to running text.
const TEXT_SCALE: f32 = 0.86;

/// Sets cards in rows of equal height.
pub(super) fn lay_out_cards(
    context: &mut LayoutContext<'_, '_>,
    cards: &[Card],
    across: Option<usize>,
    steps: bool,
    width: f32,
    parent: ElementId,
) -> Flow {
    let one_by_one = steps || context.reveal.each_block;
    let gap = context.pt(context.theme.space.gutter * 0.5);
    let across = count_card_columns(context, cards, across, width, gap);
    let own = (width - gap * (across as f32 - 1.0)) / across as f32;
    let mut flow = Flow::default();
    for row in cards.chunks(across) {
        let tallest = row_picture_height(context, row, own);
        let plates = RowPlates::for_cards(context, row);
        let set = |card| {
            reveal_at_once(context, one_by_one, |context| {
                lay_out_card(context, card, own, tallest, plates, parent)
            })
        };
        let flows = row.iter().map(set).collect();
        flow.append(Flow::from_row(Row::side_by_side_stretched(flows, own + gap)), gap);
    }
    flow
}

/// As many side by side as the author says, or as make even rows; none narrower than its longest
/// word or than about twelve letters.
fn count_card_columns(
    context: &mut LayoutContext<'_, '_>,
    cards: &[Card],
    wanted: Option<usize>,
    width: f32,
    gap: f32,
) -> usize {
    let setting = context.paragraph_style(TextKind::Label);
    let inset = 2.0 * context.em(context.theme.space.inset);
    // What would not even fit into a card of half the width is broken.
    let most_of_word = (width / 2.0 - inset) / setting.size;
    let mut longest: f32 = 6.0;
    for card in cards {
        if let Some(title) = &card.title {
            longest =
                longest.max(longest_word_in_text(context, title, &setting.style, most_of_word));
        }
        let words = context.with_smaller(TEXT_SCALE, |context| {
            longest_word_in_blocks(context, &card.blocks, most_of_word) * context.scale.body
        });
        longest = longest.max(words / setting.size);
    }
    // Long texts want wide cards.
    let wordy = cards.iter().any(|card| card.blocks.len() > 2 || count_words(card) > 24);
    let most = if wordy { 3 } else { 4 };
    let narrowest = longest * setting.size + inset;
    match wanted {
        // The author's rows are not evened out.
        Some(wanted) => {
            wanted.min(((width + gap) / (narrowest + gap)) as usize).clamp(1, cards.len().max(1))
        }
        None => count_columns(cards.len(), most, narrowest, width, gap),
    }
}

fn count_words(card: &Card) -> usize {
    fn count_block_words(blocks: &[crate::deck::Block]) -> usize {
        blocks
            .iter()
            .map(|block| match &block.kind {
                crate::deck::BlockKind::Text(text) | crate::deck::BlockKind::Heading(text) => {
                    text.content.split_whitespace().count()
                }
                crate::deck::BlockKind::List(list) => list
                    .items
                    .iter()
                    .map(|item| {
                        item.text.content.split_whitespace().count()
                            + count_block_words(&item.children)
                    })
                    .sum(),
                _ => 12,
            })
            .sum()
    }
    count_block_words(&card.blocks)
}

fn lay_out_card(
    context: &mut LayoutContext<'_, '_>,
    card: &Card,
    width: f32,
    tallest: f32,
    plates: RowPlates,
    parent: ElementId,
) -> Flow {
    let element = context.add_element(parent, Role::Division, card.span);
    let inset = context.box_inset(width);
    let inner = width - 2.0 * inset;
    let mut flow = Flow::default();
    if let Some(figure) = &card.figure {
        flow.append(lay_out_card_picture(context, figure, inner, tallest, plates, element), 0.0);
    }
    if let Some(title) = &card.title {
        let heading = context.add_element(element, Role::Heading(3), title.span);
        let mut setting = context.paragraph_style(TextKind::Label);
        setting.leading = 1.18;
        let rows = lay_out_paragraph(
            context,
            title,
            &setting,
            ParagraphLayout::balanced(inner),
            Some(heading),
        )
        .keep_with_next();
        let gap = context.em(0.55);
        flow.append(rows, gap);
    }
    let inside = context
        .with_smaller(TEXT_SCALE, |context| lay_out_blocks(context, &card.blocks, inner, element));
    let gap = context.em(0.35);
    flow.append(inside, gap);
    let surface = context.palette.surface;
    wrap_in_box(context, flow, width, [inset, inset * 0.85, inset, inset * 0.95], surface)
}

/// Pictures of one row are equally tall, so that the titles below them are on one line: as tall as
/// the widest of them can be.
fn row_picture_height(context: &LayoutContext<'_, '_>, cards: &[Card], width: f32) -> f32 {
    let inner = width - 2.0 * context.box_inset(width);
    let natural = cards
        .iter()
        .filter_map(|card| context.images.get(&card.figure.as_ref()?.src))
        .filter(|image| !is_icon(image))
        .map(|image| inner / image.size.aspect_ratio())
        .fold(inner * 0.62, f32::min);
    natural.max(inner * 0.2)
}

/// What drawings, and what icons stand on in a row of cards.
#[derive(Clone, Copy, Default)]
struct RowPlates {
    drawings: Option<Colour>,
    icons: Option<Colour>,
}

impl RowPlates {
    /// A drawing that lets the card through may be a logo: on a dark card it needs the ground that
    /// logos have, and the drawings beside it have the same. So do icons in a colour that a dark
    /// card swallows.
    fn for_cards(context: &LayoutContext<'_, '_>, cards: &[Card]) -> Self {
        let surface = context.palette.surface;
        let Some(plate) = plate_on(context, surface) else { return Self::default() };
        let images: Vec<_> = cards
            .iter()
            .filter_map(|card| context.images.get(&card.figure.as_ref()?.src))
            .collect();
        let drawings =
            images.iter().any(|image| is_drawing(image) && is_transparent_drawing(image));
        let icons =
            images.iter().any(|image| is_icon(image) && is_lost_on_ground(image, surface, plate));
        Self { drawings: drawings.then_some(plate), icons: icons.then_some(plate) }
    }

    /// The plate of one picture.
    fn plate_for(self, image: &Image) -> Option<Colour> {
        match () {
            () if is_icon(image) => self.icons,
            () if is_drawing(image) => self.drawings,
            () => None,
        }
    }
}

/// A drawing that is no icon.
fn is_drawing(image: &Image) -> bool {
    matches!(image.data, ImageData::Svg(_)) && !is_icon(image)
}

/// An icon stands at the card's start and is small; any other picture is as wide as the card.
fn lay_out_card_picture(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    width: f32,
    tallest: f32,
    plates: RowPlates,
    parent: ElementId,
) -> Flow {
    let Some(image) = context.images.get(&figure.src) else { return Flow::default() };
    let element = add_figure_element(context, figure, parent);
    let plate = plates.plate_for(&image);
    // An icon keeps its size on a plate, so that its lines stay as strong as its words; a drawing
    // stays within the height of its row.
    let (own, tallest) = if is_icon(&image) {
        let side = context.em(1.9).min(width);
        let around = plate.map_or(0.0, |_| 2.0 * plate_padding(context, side));
        ((side * image.size.aspect_ratio().clamp(0.5, 2.0) + around).min(width), side + around)
    } else {
        (width, tallest)
    };
    let Some(mut row) = picture_row(context, figure, own, tallest, plate, element) else {
        return Flow::default();
    };
    if let RowBody::Picture(picture) = &mut row.body {
        picture.align = 0.0;
        if is_icon(&image) {
            picture.min_height = picture.natural_height;
        }
    }
    Flow::from_row(row)
}

/// A box of one colour around a flow, with the theme's corners.
fn wrap_in_box(
    context: &LayoutContext<'_, '_>,
    flow: Flow,
    width: f32,
    inset: [f32; 4],
    fill: Colour,
) -> Flow {
    let radius = context.pt(context.theme.space.radius);
    let boxed = BoxedFlow {
        width,
        inset,
        fill: Some(fill),
        stroke: None,
        edge: None,
        radius,
        align: 0.0,
        flow,
    };
    Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(boxed))))
}
