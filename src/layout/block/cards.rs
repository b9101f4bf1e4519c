//! Boxes of equal rank.

use super::beside::{across, longest_of, longest_word};
use super::blocks;
use super::figures::{figure_element, is_vector_on_nothing, picture_row};
use super::plate::{is_icon, is_swallowed, plate_on, plate_pad};
use crate::assets::{Image, ImageData};
use crate::deck::{Card, Figure};
use crate::layout::context::{Context, Voice};
use crate::layout::flow::{Boxed, Flow, Row, RowBody};
use crate::layout::paragraph::{Measure, paragraph};
use crate::layout::reveal::at_once;
use crate::scene::{Colour, ElementId, Role};

/// Size of a card's text relative to running text.
const TEXT: f32 = 0.86;

/// Sets cards in rows of equal height.
pub(super) fn cards(
    context: &mut Context<'_, '_>,
    cards: &[Card],
    across: Option<usize>,
    steps: bool,
    width: f32,
    parent: ElementId,
) -> Flow {
    let one_by_one = steps || context.reveal.each;
    let gap = context.pt(context.theme.space.gutter * 0.5);
    let across = across_of(context, cards, across, width, gap);
    let own = (width - gap * (across as f32 - 1.0)) / across as f32;
    let mut flow = Flow::default();
    for row in cards.chunks(across) {
        let tallest = tallest_picture(context, row, own);
        let plates = Plates::of(context, row);
        let set = |card| {
            at_once(context, one_by_one, |context| {
                one_card(context, card, own, tallest, plates, parent)
            })
        };
        let flows = row.iter().map(set).collect();
        flow.append(Flow::of(Row::beside(flows, own + gap, true)), gap);
    }
    flow
}

/// As many side by side as the author says, or as make even rows; none narrower than its longest
/// word or than about twelve letters.
fn across_of(
    context: &mut Context<'_, '_>,
    cards: &[Card],
    wanted: Option<usize>,
    width: f32,
    gap: f32,
) -> usize {
    let setting = context.setting(Voice::Label);
    let inset = 2.0 * context.em(context.theme.space.inset);
    // What would not even fit into a card of half the width is broken.
    let most_of_word = (width / 2.0 - inset) / setting.size;
    let mut longest: f32 = 6.0;
    for card in cards {
        if let Some(title) = &card.title {
            longest = longest.max(longest_of(context, title, &setting.style, most_of_word));
        }
        let words = context.with_smaller(TEXT, |context| {
            longest_word(context, &card.blocks, most_of_word) * context.scale.body
        });
        longest = longest.max(words / setting.size);
    }
    // Long texts want wide cards.
    let wordy = cards.iter().any(|card| card.blocks.len() > 2 || words(card) > 24);
    let most = if wordy { 3 } else { 4 };
    let narrowest = longest * setting.size + inset;
    match wanted {
        // The author's rows are not evened out.
        Some(wanted) => {
            wanted.min(((width + gap) / (narrowest + gap)) as usize).clamp(1, cards.len().max(1))
        }
        None => across(cards.len(), most, narrowest, width, gap),
    }
}

fn words(card: &Card) -> usize {
    fn of_blocks(blocks: &[crate::deck::Block]) -> usize {
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
                        item.text.content.split_whitespace().count() + of_blocks(&item.children)
                    })
                    .sum(),
                _ => 12,
            })
            .sum()
    }
    of_blocks(&card.blocks)
}

fn one_card(
    context: &mut Context<'_, '_>,
    card: &Card,
    width: f32,
    tallest: f32,
    plates: Plates,
    parent: ElementId,
) -> Flow {
    let element = context.element(parent, Role::Division, card.span);
    let inset = context.inset(width);
    let inner = width - 2.0 * inset;
    let mut flow = Flow::default();
    if let Some(figure) = &card.figure {
        flow.append(picture(context, figure, inner, tallest, plates, element), 0.0);
    }
    if let Some(title) = &card.title {
        let heading = context.element(element, Role::Heading(3), title.span);
        let mut setting = context.setting(Voice::Label);
        setting.leading = 1.18;
        let rows =
            paragraph(context, title, &setting, Measure::balanced(inner, false), Some(heading))
                .kept_with_next();
        let gap = context.em(0.55);
        flow.append(rows, gap);
    }
    let inside =
        context.with_smaller(TEXT, |context| blocks(context, &card.blocks, inner, element));
    let gap = context.em(0.35);
    flow.append(inside, gap);
    let surface = context.palette.surface;
    boxed(context, flow, width, [inset, inset * 0.85, inset, inset * 0.95], surface)
}

/// Pictures of one row are equally tall, so that the titles below them are on one line: as tall as
/// the widest of them can be.
fn tallest_picture(context: &Context<'_, '_>, cards: &[Card], width: f32) -> f32 {
    let inner = width - 2.0 * context.inset(width);
    let natural = cards
        .iter()
        .filter_map(|card| context.images.get(&card.figure.as_ref()?.src))
        .filter(|image| !is_icon(image))
        .map(|image| inner / image.size.aspect())
        .fold(inner * 0.62, f32::min);
    natural.max(inner * 0.2)
}

/// What drawings, and what icons stand on in a row of cards.
#[derive(Clone, Copy, Default)]
struct Plates {
    drawings: Option<Colour>,
    icons: Option<Colour>,
}

impl Plates {
    /// A drawing that lets the card through may be a logo: on a dark card it needs the ground that
    /// logos have, and the drawings beside it have the same. So do icons in a colour that a dark
    /// card swallows.
    fn of(context: &Context<'_, '_>, cards: &[Card]) -> Self {
        let surface = context.palette.surface;
        let Some(plate) = plate_on(context, surface) else { return Self::default() };
        let images: Vec<_> = cards
            .iter()
            .filter_map(|card| context.images.get(&card.figure.as_ref()?.src))
            .collect();
        let drawings = images.iter().any(|image| is_drawing(image) && is_vector_on_nothing(image));
        let icons =
            images.iter().any(|image| is_icon(image) && is_swallowed(image, surface, plate));
        Self { drawings: drawings.then_some(plate), icons: icons.then_some(plate) }
    }

    /// The plate of one picture.
    fn under(self, image: &Image) -> Option<Colour> {
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
fn picture(
    context: &mut Context<'_, '_>,
    figure: &Figure,
    width: f32,
    tallest: f32,
    plates: Plates,
    parent: ElementId,
) -> Flow {
    let Some(image) = context.images.get(&figure.src) else { return Flow::default() };
    let element = figure_element(context, figure, parent);
    let plate = plates.under(&image);
    // An icon keeps its size on a plate, so that its lines stay as strong as its words; a drawing
    // stays within the height of its row.
    let (own, tallest) = if is_icon(&image) {
        let side = context.em(1.9).min(width);
        let around = plate.map_or(0.0, |_| 2.0 * plate_pad(context, side));
        ((side * image.size.aspect().clamp(0.5, 2.0) + around).min(width), side + around)
    } else {
        (width, tallest)
    };
    let Some(mut row) = picture_row(context, figure, own, tallest, plate, element) else {
        return Flow::default();
    };
    if let RowBody::Picture(picture) = &mut row.body {
        picture.align = 0.0;
        if is_icon(&image) {
            picture.smallest = picture.natural;
        }
    }
    Flow::of(row)
}

/// A box of one colour around a flow, with the theme's corners.
fn boxed(context: &Context<'_, '_>, flow: Flow, width: f32, inset: [f32; 4], fill: Colour) -> Flow {
    let radius = context.pt(context.theme.space.radius);
    let boxed = Boxed {
        width,
        inset,
        fill: Some(fill),
        stroke: None,
        edge: None,
        radius,
        align: 0.0,
        flow,
    };
    Flow::of(Row::of(RowBody::Boxed(Box::new(boxed))))
}
