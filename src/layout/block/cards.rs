//! Lays out cards: boxes of equal rank.

use super::card_plates::RowPlates;
use super::chart::series_colours;
use super::column_count::{
    ColumnWidths, count_columns, longest_word_in_blocks, longest_word_in_text,
};
use super::figures::{PicturePlace, add_figure_element, picture_row};
use super::icon::{DiscPaint, icon_above, icon_disc_above};
use super::plate::{is_icon, plate_padding};
use super::{Place, flow_of_box, lay_out_blocks};
use crate::deck::{Block, BlockKind, Card, Figure};
use crate::geometry::Rect;
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{BoxedFlow, Flow, Row, RowBody};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::layout::text::{count_lines, rounded_rect};
use crate::scene::{ElementId, Item, ItemKind, Role, Stroke};
use crate::theme::{BoxStyle, DiscColours, TextAlign, Theme};

/// Size of the text of a card, relative to running text.
const TEXT_SCALE: f32 = 0.86;

/// Minimum width of a card without its insets, in em of its title: about twelve letters.
const MIN_CARD_WIDTH_EM: f32 = 6.0;

/// Cards with more words are wordy: at most three are side by side.
const MAX_WORDS: usize = 24;

/// How much taller cards may become on a sparse page, relative to their height and in em.
const MAX_ROW_GROWTH: f32 = 0.5;
const MAX_ROW_GROWTH_EM: f32 = 2.6;

/// A few cards with at most this many words each are set larger: their titles and texts relative to
/// running text, and titles of cards without boxes.
const MAX_BRIEF_CARDS: usize = 4;
const MAX_BRIEF_WORDS: usize = 14;
const BRIEF_SCALES: CardScales =
    CardScales { words: CardWords::Brief, title: 1.15, text: 1.0, icon: 1.35 };
const BRIEF_RULED_SCALES: CardScales = CardScales { title: 1.4, text: 1.1, ..BRIEF_SCALES };
/// So many of them without boxes are in two rows of two, because nothing else fills the page.
const GRID_CARDS: usize = 4;

/// Whether a few cards of a few words have nothing around them but a rule above.
pub(in crate::layout) fn are_brief_ruled_cards(theme: &Theme, cards: &[Card]) -> bool {
    theme.boxes == BoxStyle::Ruled && are_brief(cards)
}

/// Whether cards are few, with a few words each.
fn are_brief(cards: &[Card]) -> bool {
    let is_brief = |card: &Card| count_block_words(&card.blocks) <= MAX_BRIEF_WORDS;
    cards.len() <= MAX_BRIEF_CARDS && cards.iter().all(is_brief)
}

/// Cards with at most this many words each have larger icons. Their titles are as large as lets
/// each be on one line, and their texts a little smaller than that.
const MAX_FEW_WORDS: usize = 8;
const TITLE_GROWTHS: [f32; 4] = [1.3, 1.2, 1.1, 1.0];
const MAX_TEXT_OF_TITLE: f32 = 0.93;
const MAX_TEXT_SCALE: f32 = 1.33;
/// Sizes that are tried for such texts.
const TEXT_STEPS: u32 = 6;
const FEW_WORDS_ICON: f32 = 1.9;
/// How much taller such cards may become on a sparse page.
const FEW_WORDS_ROW_GROWTH: f32 = 0.4;
const USUAL_SCALES: CardScales =
    CardScales { words: CardWords::Usual, title: 1.0, text: TEXT_SCALE, icon: 1.0 };

/// How much smaller the titles of a row of cards may be so that each is on one line.
const TITLE_SHRINKS: [f32; 3] = [1.0, 0.94, 0.88];

/// How many words cards have, which decides about their sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CardWords {
    Usual,
    Brief,
    Few,
}

/// Sizes of the parts of a card, relative to the usual ones.
#[derive(Clone, Copy, Debug)]
struct CardScales {
    words: CardWords,
    title: f32,
    text: f32,
    icon: f32,
}

/// How cards are arranged.
#[derive(Clone, Copy, Debug)]
pub(super) struct CardOptions {
    /// Number of columns, if the author set it.
    pub columns: Option<usize>,
    /// Whether the cards appear one by one.
    pub has_steps: bool,
}

/// What the cards of one row have in common.
#[derive(Clone, Copy, Debug)]
struct CardRow {
    width: f32,
    picture_height: f32,
    plates: RowPlates,
    parent: ElementId,
    scales: CardScales,
    /// Height of the titles, so that the texts below them start at equal heights.
    title_height: f32,
    /// Alignment of icon, title and text.
    align: TextAlign,
}

/// Lays out cards in rows of equal height.
pub(super) fn lay_out_cards(
    context: &mut LayoutContext<'_, '_>,
    cards: &[Card],
    options: CardOptions,
    place: Place,
) -> Flow {
    let scales = choose_scales(context, cards);
    let forms_grid = context.is_lone_block
        && cards.len() == GRID_CARDS
        && are_brief_ruled_cards(context.theme, cards);
    let one_by_one = options.has_steps || context.reveal.each_block;
    let gap = context.pt(context.theme.space.gutter * 0.5);
    let min = min_card_width(context, cards, place.width);
    let widths = ColumnWidths { total: place.width, min, gap };
    let columns = match options.columns {
        // The number that the author set is used if the cards fit, even if the last row is not
        // full.
        Some(columns) => {
            columns.min(widths.fitting_columns() as usize).clamp(1, cards.len().max(1))
        }
        None if forms_grid => 2,
        None => count_columns(cards.len(), max_columns(cards), widths),
    };
    context.has_broken_labels |= columns < cards.len();
    let width = widths.column_width(columns);
    let mut flow = Flow::default();
    let scales = fit_titles(context, cards, scales, width);
    // A few words below an icon are like the label of a sign.
    let is_sign = |card: &Card| card.icon.is_some() && card.figure.is_none();
    let are_signs = context.theme.boxes != BoxStyle::Ruled
        && scales.words == CardWords::Few
        && cards.iter().all(is_sign);
    let align = if are_signs { TextAlign::Centre } else { TextAlign::Start };
    for (number, cards) in cards.chunks(columns).enumerate() {
        let title_height = row_title_height(context, cards, scales, width);
        let row = CardRow {
            scales,
            align,
            title_height,
            width,
            picture_height: row_picture_height(context, cards, width),
            plates: RowPlates::for_cards(context, cards),
            parent: place.parent,
        };
        let lay_out = |(index, card)| {
            let card = (number * columns + index, card);
            reveal_at_once(context, one_by_one, |context| lay_out_card(context, card, row))
        };
        let flows = cards.iter().enumerate().map(lay_out).collect();
        let mut row = Row::side_by_side_stretched(flows, width + gap);
        row.max_growth = match scales.words {
            CardWords::Few => row.height() * FEW_WORDS_ROW_GROWTH,
            _ => (row.height() * MAX_ROW_GROWTH).min(context.em(MAX_ROW_GROWTH_EM)),
        };
        flow.append(Flow::from_row(row), gap);
    }
    flow
}

/// Returns the sizes of cards: large ones for a few words, if the slide has nothing else and its
/// type does not shrink.
fn choose_scales(context: &LayoutContext<'_, '_>, cards: &[Card]) -> CardScales {
    let normal = context.pt(context.theme.type_scale.normal);
    let is_large = context.is_lone_block && context.scale.body >= normal && are_brief(cards);
    match context.theme.boxes {
        _ if !is_large => USUAL_SCALES,
        BoxStyle::Ruled if cards.len() == GRID_CARDS => BRIEF_SCALES,
        BoxStyle::Ruled => BRIEF_RULED_SCALES,
        BoxStyle::Filled | BoxStyle::Outlined => BRIEF_SCALES,
    }
}

/// Makes the titles of cards a little smaller if each is then on one line, and those of cards with
/// few words as large as that allows.
fn fit_titles(
    context: &mut LayoutContext<'_, '_>,
    cards: &[Card],
    scales: CardScales,
    width: f32,
) -> CardScales {
    let style = title_style(context, scales);
    let room = width - 2.0 * context.box_inset(width);
    let titles = cards.iter().filter_map(|card| card.title.as_ref());
    let widest = titles
        .map(|title| context.shaper.shape_paragraph(title, &style.style).width())
        .fold(0.0, f32::max);
    let fits = |factor: &&f32| widest * style.size * **factor <= room;
    let shrink = || TITLE_SHRINKS.iter().find(fits).copied().unwrap_or(1.0);
    let has_few_words = |card: &Card| count_block_words(&card.blocks) <= MAX_FEW_WORDS;
    let is_large = scales.words == CardWords::Brief && cards.iter().all(has_few_words);
    if !is_large {
        return CardScales { title: scales.title * shrink(), ..scales };
    }
    let factor = TITLE_GROWTHS.iter().find(fits).copied().unwrap_or_else(shrink);
    let title = scales.title * factor;
    let most = (title * MAX_TEXT_OF_TITLE).clamp(scales.text, MAX_TEXT_SCALE);
    let text = fit_texts(context, cards, (scales.text, most), room);
    CardScales { words: CardWords::Few, title, text, icon: FEW_WORDS_ICON }
}

/// Returns the largest size of the texts of cards between these two in which they need no more
/// lines than in the smaller one.
fn fit_texts(
    context: &mut LayoutContext<'_, '_>,
    cards: &[Card],
    (least, most): (f32, f32),
    room: f32,
) -> f32 {
    let style = context.paragraph_style(TextKind::Body);
    let texts = cards.iter().flat_map(|card| &card.blocks).filter_map(|block| match &block.kind {
        BlockKind::Text(text) => Some(context.shaper.shape_paragraph(text, &style.style)),
        _ => None,
    });
    let texts: Vec<_> = texts.collect();
    let count = |scale: f32| -> Vec<usize> {
        let width = room / (style.size * scale);
        texts.iter().map(|text| count_lines(text, width)).collect()
    };
    let usual = count(least);
    let sizes =
        (0..=TEXT_STEPS).map(|step| most - (most - least) * step as f32 / TEXT_STEPS as f32);
    sizes.into_iter().find(|&scale| count(scale) == usual).unwrap_or(least)
}

/// Returns the style of the title of a card.
fn title_style(context: &LayoutContext<'_, '_>, scales: CardScales) -> ParagraphStyle {
    let mut style = context.paragraph_style(TextKind::Label);
    let least = context.pt(context.theme.type_scale.min_size);
    style.size = (style.size * scales.title).max(least.min(style.size));
    style.leading = 1.18;
    style
}

/// Returns the height of the tallest title of a row of cards.
fn row_title_height(
    context: &mut LayoutContext<'_, '_>,
    cards: &[Card],
    scales: CardScales,
    width: f32,
) -> f32 {
    let style = title_style(context, scales);
    let layout = ParagraphLayout::balanced(width - 2.0 * context.box_inset(width));
    let heights = cards
        .iter()
        .filter_map(|card| card.title.as_ref())
        .map(|title| lay_out_paragraph(context, title, &style, layout, None).height());
    heights.fold(0.0, f32::max)
}

/// Returns the minimum width of cards in pt, so that no word is broken that fits in half of the
/// available width.
fn min_card_width(context: &mut LayoutContext<'_, '_>, cards: &[Card], available: f32) -> f32 {
    let title_style = context.paragraph_style(TextKind::Label);
    let insets = 2.0 * context.em(context.theme.space.inset);
    let max_word_width = (available / 2.0 - insets) / title_style.size;
    let mut longest = MIN_CARD_WIDTH_EM;
    for card in cards {
        if let Some(title) = &card.title {
            let word = longest_word_in_text(context, title, &title_style.style, max_word_width);
            longest = longest.max(word);
        }
        let word = context.with_smaller(TEXT_SCALE, |context| {
            longest_word_in_blocks(context, &card.blocks, max_word_width) * context.scale.body
        });
        longest = longest.max(word / title_style.size);
    }
    longest * title_style.size + insets
}

/// Returns how many cards are side by side at most. Cards with much text are wider.
fn max_columns(cards: &[Card]) -> usize {
    let is_wordy =
        |card: &Card| card.blocks.len() > 2 || count_block_words(&card.blocks) > MAX_WORDS;
    if cards.iter().any(is_wordy) { 3 } else { 4 }
}

/// Counts the words in blocks. A block without text counts as twelve words.
fn count_block_words(blocks: &[Block]) -> usize {
    let count = |text: &str| text.split_whitespace().count();
    blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Text(text) | BlockKind::Heading(text) => count(&text.content),
            BlockKind::List(list) => list
                .items
                .iter()
                .map(|item| count(&item.text.content) + count_block_words(&item.children))
                .sum(),
            _ => 12,
        })
        .sum()
}

fn lay_out_card(
    context: &mut LayoutContext<'_, '_>,
    (index, card): (usize, &Card),
    row: CardRow,
) -> Flow {
    let element = context.add_element(row.parent, Role::Division, card.span);
    let inset = context.box_inset(row.width);
    let width = row.width - 2.0 * inset;
    let boxes = context.theme.boxes;
    let mut flow = Flow::default();
    if boxes == BoxStyle::Ruled {
        let rule = Rect::new(0.0, 0.0, row.width, context.em(0.1));
        let rule = rounded_rect(rule, 0.0, context.palette.primary);
        let items = vec![Item::new_artifact(ItemKind::Shape(rule))];
        flow = Flow::from_row(Row::fixed_height(context.em(0.5), items));
    }
    if let Some(figure) = &card.figure {
        let place = Place { width, parent: element, span: card.span };
        flow.append(lay_out_card_picture(context, figure, row, place), 0.0);
    }
    if let Some(icon) = card.icon {
        let gap = if flow.rows.is_empty() { 0.0 } else { context.em(0.2) };
        let body = context.scale.body * row.scales.icon;
        let icon = context.with_body(body, |context| match boxes {
            BoxStyle::Ruled => icon_above(context, icon, context.palette.primary),
            _ => icon_disc_above(context, (icon, disc_paint(context, index)), (width, row.align)),
        });
        flow.append(icon, gap);
    }
    let mut below_title = 0.0;
    if let Some(title) = &card.title {
        let heading = context.add_element(element, Role::Heading(3), title.span);
        let mut style = title_style(context, row.scales);
        if card.icon.is_some() && context.theme.discs == DiscColours::Series {
            style.colours = context.text_colours(context.palette.title);
        }
        let layout = match row.align {
            TextAlign::Start => ParagraphLayout::balanced(width),
            TextAlign::Centre => ParagraphLayout::centred(width),
        };
        let rows =
            lay_out_paragraph(context, title, &style, layout, Some(heading)).keep_with_next();
        context.has_broken_labels |= rows.rows.len() > 1;
        below_title = (row.title_height - rows.height()).max(0.0);
        let gap = context.em(0.55);
        flow.append(rows, gap);
    }
    let outer = std::mem::replace(&mut context.text_align, row.align);
    let blocks = context.with_smaller(row.scales.text, |context| {
        if boxes == BoxStyle::Ruled {
            return lay_out_blocks(context, &card.blocks, width, element);
        }
        context.in_box(|context| lay_out_blocks(context, &card.blocks, width, element))
    });
    context.text_align = outer;
    let gap = context.em(0.35) + below_title;
    flow.append(blocks, gap);
    flow_of_box(BoxedFlow {
        width: row.width,
        inset: match boxes {
            BoxStyle::Ruled => [0.0, 0.0, 2.0 * inset, inset * 0.6],
            BoxStyle::Filled | BoxStyle::Outlined => [inset, inset * 0.85, inset, inset * 0.95],
        },
        fill: (boxes != BoxStyle::Ruled).then_some(context.palette.surface),
        stroke: box_outline(context),
        edge: None,
        radius: context.pt(context.theme.space.radius),
        align: 0.0,
        flow,
    })
}

/// Returns the colours of the icon of a card and of its disc.
fn disc_paint(context: &LayoutContext<'_, '_>, index: usize) -> DiscPaint {
    match context.theme.discs {
        DiscColours::Primary => DiscPaint::primary(&context.palette),
        DiscColours::Series => {
            let colours = series_colours(&context.palette);
            DiscPaint::of_disc(colours[index % colours.len()])
        }
    }
}

/// Returns the border of boxes, if the theme has one.
pub(super) fn box_outline(context: &LayoutContext<'_, '_>) -> Option<Stroke> {
    (context.theme.boxes == BoxStyle::Outlined).then(|| Stroke {
        colour: context.palette.line,
        width: context.pt(1.0),
        round: false,
    })
}

/// Returns the height of the pictures in a row of cards of this width: that of the widest picture.
/// Pictures have the same height so that the titles below them are aligned.
fn row_picture_height(context: &LayoutContext<'_, '_>, cards: &[Card], width: f32) -> f32 {
    let inner_width = width - 2.0 * context.box_inset(width);
    let height = cards
        .iter()
        .filter_map(|card| context.picture_of(card.figure.as_ref()?))
        .filter(|image| !is_icon(image))
        .map(|image| inner_width / image.size.aspect_ratio())
        .fold(inner_width * 0.62, f32::min);
    height.max(inner_width * 0.2)
}

/// Lays out the picture of a card. Icons are small and at the start of the card; other pictures are
/// as wide as the card.
fn lay_out_card_picture(
    context: &mut LayoutContext<'_, '_>,
    figure: &Figure,
    row: CardRow,
    place: Place,
) -> Flow {
    let Some(image) = context.picture_of(figure) else { return Flow::default() };
    let element = add_figure_element(context, figure, place.parent);
    let plate = row.plates.plate_for(&image);
    let (width, max_height) = if is_icon(&image) {
        // A plate does not make an icon smaller, so that its lines stay as strong as the text.
        let side = context.em(1.9).min(place.width);
        let padding = plate.map_or(0.0, |_| 2.0 * plate_padding(context, side));
        let width = side * image.size.aspect_ratio().clamp(0.5, 2.0) + padding;
        (width.min(place.width), side + padding)
    } else {
        (place.width, row.picture_height)
    };
    let picture_place = PicturePlace { width, max_height, plate, element };
    let Some(mut picture_row) = picture_row(context, figure, picture_place) else {
        return Flow::default();
    };
    if let RowBody::Picture(picture) = &mut picture_row.body {
        // One as wide as the card has the same space at both sides if it becomes smaller.
        let is_wide = image.size.aspect_ratio() * row.picture_height > place.width * 0.98;
        picture.align = if is_wide { 0.5 } else { 0.0 };
        if is_icon(&image) {
            picture.min_height = picture.natural_height;
        } else {
            // A wider picture is centred in the height of the others.
            let height = picture.natural_height.max(row.picture_height);
            (picture.natural_height, picture.height, picture.max_height) = (height, height, height);
        }
    }
    Flow::from_row(picture_row)
}
