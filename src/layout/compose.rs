//! Composes sparse slides: how large their content may become, and where it is placed.
//!
//! The more there is on a slide, the smaller its limit is, so more content never makes type larger.

use std::ops::RangeInclusive;

use super::block::{GRID_STATS, are_brief_ruled_cards};
use super::context::LayoutContext;
use super::flow::{Flow, Row};
use crate::deck::{Block, BlockKind, Compose, Figure, Layout, List, ListItem, Slide, Text};
use crate::geometry::Size;
use crate::theme::{PageKind, Theme, TitlePlace};

/// Sizes of running text on slides with very little content, relative to the largest size of the
/// theme.
pub(super) const LARGE_SIZES: [f32; 6] = [1.6, 1.45, 1.3, 1.2, 1.13, 1.06];

/// Maximum size of tables, stats and formulas.
const MAX_FIGURES_GROWTH: f32 = 1.3;
/// Maximum size of running text beside other blocks, which stays smaller than titles.
pub(super) const MAX_TEXT_GROWTH: f32 = 1.13;

/// The sizes of the only text or list of a slide. Its size follows its length.
struct LoneSize {
    /// The most characters of the text, or of an item.
    characters: usize,
    /// The size in any theme, relative to the largest size of running text.
    least: f32,
    /// The size if titles are large enough.
    most: f32,
    /// The size relative to the title above it.
    of_title: f32,
}

/// The only text of a slide, the shortest first: a statement, a sentence or two, a paragraph, a
/// reading.
const LONE_TEXTS: [LoneSize; 4] = [
    LoneSize { characters: 90, least: 1.45, most: 1.6, of_title: 1.35 },
    LoneSize { characters: 180, least: 1.45, most: 1.45, of_title: 1.15 },
    LoneSize { characters: 260, least: 1.3, most: 1.38, of_title: 1.07 },
    LoneSize { characters: 400, least: 1.0, most: 1.3, of_title: 1.0 },
];

/// A few items of a few words, each on one line.
const SHORT_LIST: LoneSize =
    LoneSize { characters: MAX_LARGE_ITEM_CHARACTERS, least: 1.2, most: 1.45, of_title: 1.1 };

/// A few cards of a few words without boxes.
const BRIEF_RULED_CARDS: LoneSize =
    LoneSize { characters: usize::MAX, least: MAX_TEXT_GROWTH, most: 1.3, of_title: 0.7 };

impl LoneSize {
    /// Returns the size in a theme, relative to the largest size of running text.
    fn growth(&self, theme: &Theme, slide: &Slide) -> f32 {
        let is_beside = has_side_title(theme);
        let first = |sizes: &[f32]| sizes.first().copied().filter(|size| *size > 0.0);
        let sizes = first(&theme.type_scale.title).zip(first(&theme.type_scale.body));
        match sizes.filter(|_| slide.title.is_some() && !is_beside) {
            Some((title, body)) => (self.of_title * title / body).clamp(self.least, self.most),
            None => self.most,
        }
    }
}

/// Share of the body that a table or two rows of stats as the only block may fill when its type
/// grows, and that of cards without boxes, whose last lines have space below them.
const MAX_TABLE_FILL: f32 = 0.9;
const MAX_RULED_CARD_FILL: f32 = 0.97;

/// With more cards, their titles are not large.
const MAX_LARGE_CARDS: usize = 4;

/// Text is set in a large size only if a slide has at most this many characters of it.
const MAX_LARGE_CHARACTERS: usize = 280;

/// The longest item of a list in a large size.
const MAX_ITEM_CHARACTERS: usize = 60;

/// A list of at most this many items is set larger than text, if the items are short.
const MAX_LARGE_ITEMS: usize = 4;
/// The longest item of such a list.
const MAX_LARGE_ITEM_CHARACTERS: usize = 60;

/// How large the content of a slide may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Composition {
    /// Maximum size of running text, relative to the largest size of the theme.
    pub max_growth: f32,
    /// Whether a picture is beside the text, which can be wider if there is little text.
    pub has_side_picture: bool,
    /// Share of the body that may be filled when type grows, if it is not the usual one.
    pub max_fill: Option<f32>,
}

impl Composition {
    /// Content that is set in the sizes of the theme.
    pub(super) const PLAIN: Self =
        Self { max_growth: 1.0, has_side_picture: false, max_fill: None };

    /// Chooses the composition of a content slide from its blocks.
    pub(super) fn of_slide(theme: &Theme, slide: &Slide, has_side_picture: bool) -> Self {
        let lone = only_text(&slide.blocks).and_then(|text| {
            let length = length(text);
            LONE_TEXTS.iter().find(|size| length <= size.characters)
        });
        let max_growth = match lone {
            _ if slide.compose == Some(Compose::Large) => LARGE_SIZES[0],
            Some(size) => size.growth(theme, slide),
            None if stat_beside(slide, None).is_some() => MAX_FIGURES_GROWTH,
            None if has_brief_ruled_cards(theme, slide) => BRIEF_RULED_CARDS.growth(theme, slide),
            None if is_short_list(&slide.blocks) => SHORT_LIST.growth(theme, slide),
            None if count_characters(&slide.blocks) > MAX_LARGE_CHARACTERS => 1.0,
            None => slide.blocks.iter().map(max_block_growth).fold(LARGE_SIZES[0], f32::min),
        };
        let max_fill = match slide.blocks.as_slice() {
            [block] => max_fill(theme, block),
            _ => None,
        };
        Self { max_growth, has_side_picture, max_fill }
    }
}

/// Whether the titles of content pages are beside the body.
fn has_side_title(theme: &Theme) -> bool {
    matches!(theme.page_style(PageKind::Content).title, TitlePlace::Beside(_))
}

/// Returns the positions of the only stat of a slide and of the text beside it, if the body is
/// wide.
pub(super) fn stat_beside(slide: &Slide, body: Option<Size>) -> Option<(usize, usize)> {
    let [first, second] = slide.blocks.as_slice() else { return None };
    let is_stat =
        |block: &Block| matches!(&block.kind, BlockKind::Stats(stats) if stats.len() == 1);
    let is_text = |block: &Block| matches!(block.kind, BlockKind::Text(_) | BlockKind::List(_));
    let is_content = matches!(slide.layout, Layout::Content | Layout::Fact);
    let is_wide = body.is_none_or(|body| body.width > body.height);
    match is_wide && is_content {
        true if is_stat(first) && is_text(second) => Some((0, 1)),
        true if is_text(first) && is_stat(second) => Some((1, 0)),
        _ => None,
    }
}

/// Whether a slide has nothing but a few cards of a few words without boxes, below its title.
fn has_brief_ruled_cards(theme: &Theme, slide: &Slide) -> bool {
    let [Block { kind: BlockKind::Cards { cards, .. }, .. }] = slide.blocks.as_slice() else {
        return false;
    };
    !has_side_title(theme) && are_brief_ruled_cards(theme, cards)
}

/// Returns the share of the body that a block may fill when its type grows, if it is not the usual
/// one: a table, two rows of stats, or cards without boxes.
fn max_fill(theme: &Theme, block: &Block) -> Option<f32> {
    match &block.kind {
        BlockKind::Table(_) => Some(MAX_TABLE_FILL),
        BlockKind::Stats(stats) => (stats.len() == GRID_STATS).then_some(MAX_TABLE_FILL),
        BlockKind::Cards { cards, .. } => {
            are_brief_ruled_cards(theme, cards).then_some(MAX_RULED_CARD_FILL)
        }
        _ => None,
    }
}

/// Returns the text of a slide that has no other: a paragraph, one item, or a callout of these.
fn only_text(blocks: &[Block]) -> Option<&Text> {
    let [Block { kind, .. }] = blocks else { return None };
    match kind {
        BlockKind::Text(text) => Some(text),
        BlockKind::List(list) => match list.items.as_slice() {
            [item] if item.children.is_empty() => Some(&item.text),
            _ => None,
        },
        BlockKind::Callout { blocks, .. } => only_text(blocks),
        _ => None,
    }
}

/// Whether a slide has nothing but a few items of a few words.
fn is_short_list(blocks: &[Block]) -> bool {
    let [Block { kind: BlockKind::List(list), .. }] = blocks else { return false };
    list.items.len() <= MAX_LARGE_ITEMS
        && list
            .items
            .iter()
            .all(|item| item.children.is_empty() && length(&item.text) <= MAX_LARGE_ITEM_CHARACTERS)
}

/// The number of points that a theme may draw in rows, and the longest of them.
const POINT_COUNTS: RangeInclusive<usize> = 3..=6;
const MAX_POINT_CHARACTERS: usize = 100;

/// Returns the only block of a slide if it is a list of a few short points.
pub(super) fn short_points(blocks: &[Block]) -> Option<&List> {
    let [Block { kind: BlockKind::List(list), .. }] = blocks else { return None };
    are_short_points(list).then_some(list)
}

/// Whether a slide has nothing but lists side by side, perhaps with headings.
fn has_columns_of_lists(slide: &Slide) -> bool {
    let [Block { kind: BlockKind::Columns { columns, .. }, .. }] = slide.blocks.as_slice() else {
        return false;
    };
    let is_list = |block: &Block| matches!(block.kind, BlockKind::List(_) | BlockKind::Heading(_));
    columns.iter().flatten().all(is_list)
}

/// Whether a list is one of a few short points.
pub(super) fn are_short_points(list: &List) -> bool {
    let is_short =
        |item: &ListItem| item.children.is_empty() && length(&item.text) <= MAX_POINT_CHARACTERS;
    POINT_COUNTS.contains(&list.items.len()) && list.items.iter().all(is_short)
}

/// Returns how large a block may be set beside others, relative to the largest size of the theme.
fn max_block_growth(block: &Block) -> f32 {
    let smallest_of =
        |blocks: &[Block]| blocks.iter().map(max_block_growth).fold(MAX_TEXT_GROWTH, f32::min);
    match &block.kind {
        BlockKind::Table(_) | BlockKind::Stats(_) | BlockKind::Math(_) => MAX_FIGURES_GROWTH,
        BlockKind::Cards { cards, .. } if cards.len() > MAX_LARGE_CARDS => 1.0,
        BlockKind::List(list) if !has_short_items(list) => 1.0,
        // The picture needs the room.
        BlockKind::Figures(figures) if figures.iter().any(Figure::has_mark_texts) => 1.0,
        BlockKind::Text(_)
        | BlockKind::List(_)
        | BlockKind::Quote { .. }
        | BlockKind::Cards { .. }
        | BlockKind::Cascade { .. }
        | BlockKind::Figures(_)
        | BlockKind::Diagram(_)
        | BlockKind::Timeline(_)
        | BlockKind::Qr(_)
        | BlockKind::Media(_)
        | BlockKind::Icon(_)
        | BlockKind::People(_)
        | BlockKind::Agenda(_)
        | BlockKind::Contacts(_) => MAX_TEXT_GROWTH,
        BlockKind::Callout { blocks, .. } => smallest_of(blocks),
        BlockKind::Columns { columns, .. } => {
            columns.iter().map(|blocks| smallest_of(blocks)).fold(MAX_TEXT_GROWTH, f32::min)
        }
        BlockKind::Group { blocks, .. } => smallest_of(blocks),
        // A heading would be larger than the title of the slide.
        BlockKind::Heading(_)
        | BlockKind::Code(_)
        | BlockKind::Chart(_)
        | BlockKind::Logos(_)
        | BlockKind::References(_) => 1.0,
    }
}

/// Whether all items are short enough for one line in large type. This only saves trying: longer
/// ones are found to be broken.
fn has_short_items(list: &List) -> bool {
    list.items.iter().all(|item| length(&item.text) <= MAX_ITEM_CHARACTERS)
}

fn length(text: &Text) -> usize {
    text.content.chars().count()
}

/// Counts the characters of text and lists.
fn count_characters(blocks: &[Block]) -> usize {
    let count = |block: &Block| match &block.kind {
        BlockKind::Text(text) | BlockKind::Heading(text) => length(text),
        BlockKind::List(list) => list
            .items
            .iter()
            .map(|item| length(&item.text) + count_characters(&item.children))
            .sum(),
        BlockKind::Callout { blocks, .. } | BlockKind::Group { blocks, .. } => {
            count_characters(blocks)
        }
        BlockKind::Columns { columns, .. } => {
            columns.iter().map(|blocks| count_characters(blocks)).sum()
        }
        _ => 0,
    };
    blocks.iter().map(count).sum()
}

/// Share of the free height that taller rows and boxes may take.
const ROW_SHARE: f32 = 0.6;
/// Share of the free height that wider gaps may take.
const GAP_SHARE: f32 = 0.4;
/// Share of the free height above content that is looked at as a whole.
const VISUAL_SHARE: f32 = 0.42;
/// Share of the free height above content that is read from the top. The first lines of a sparse
/// slide are near the upper third of the page.
const TEXT_SHARE: f32 = 0.34;

/// Share of the free height above the only text of a slide: its optical centre.
const LONE_TEXT_SHARE: f32 = 0.46;
/// Share of the free height above a few short items.
const SHORT_LIST_SHARE: f32 = 0.4;

/// Share of the free height above contacts, which belong to the name in the title.
const CONTACT_SHARE: f32 = 0.22;

/// Share of the body that a few short items take up with the gaps between them, and the widest gap
/// in em.
const SHORT_LIST_FILL: f32 = 0.66;
const MAX_SHORT_LIST_GAP_EM: f32 = 1.4;

/// How much wider the gaps of lists side by side may become on a sparse page.
const MAX_COLUMN_GAP_FACTOR: f32 = 2.2;

/// Share of the body that points beside a stat take up.
const POINTS_BESIDE_STAT_FILL: f32 = 0.8;

/// Maximum space above the content below a title, relative to the width of the page.
const MAX_OFFSET: f32 = 0.2;

/// Opens the rows and gaps of a sparse body. Returns how far below the title the body starts.
pub(super) fn position_body(
    context: &LayoutContext<'_, '_>,
    flow: &mut Flow,
    area: Size,
    slide: &Slide,
) -> f32 {
    let is_beside_stat = stat_beside(slide, Some(area)).is_some();
    if is_beside_stat {
        flow.grow_rows_of_columns(area.height * POINTS_BESIDE_STAT_FILL);
    }
    if has_columns_of_lists(slide) {
        flow.widen_gaps_of_columns(area.height * SHORT_LIST_FILL, MAX_COLUMN_GAP_FACTOR);
    }
    let has_rows = short_points(&slide.blocks).is_some() && flow.rows.iter().any(Row::is_boxed);
    let share = if has_rows { 1.0 } else { ROW_SHARE };
    flow.grow_rows((area.height - flow.height()) * share);
    let spare = area.height - flow.height();
    flow.widen_gaps(spare * GAP_SHARE, context.theme.space.max_gap_factor);
    let is_short_list = is_short_list(&slide.blocks) && !has_rows;
    if is_short_list {
        let spare = area.height * SHORT_LIST_FILL - flow.height();
        let count = flow.rows.len().saturating_sub(1).max(1) as f32;
        let gap = (flow.total_gap() / count).max(f32::EPSILON);
        flow.widen_gaps(spare, context.em(MAX_SHORT_LIST_GAP_EM) / gap);
    }
    let spare = (area.height - flow.height()).max(0.0);
    let is_visual = slide.blocks.iter().all(|block| {
        matches!(
            block.kind,
            BlockKind::Figures(_)
                | BlockKind::Cards { .. }
                | BlockKind::Cascade { .. }
                | BlockKind::Stats(_)
                | BlockKind::Quote { .. }
                | BlockKind::Logos(_)
                | BlockKind::Contacts(_)
                | BlockKind::Diagram(_)
                | BlockKind::Timeline(_)
                | BlockKind::Qr(_)
                | BlockKind::Media(_)
                | BlockKind::People(_)
                | BlockKind::Chart(_)
                | BlockKind::Math(_)
                | BlockKind::Code(_)
        )
    }) || is_beside_stat;
    let has_wide_picture = context.scale.picture_growth > 0.0;
    let share = match () {
        () if only_text(&slide.blocks).is_some() => LONE_TEXT_SHARE,
        () if is_short_list || has_rows => SHORT_LIST_SHARE,
        () if slide.layout == Layout::Contact && slide.title.is_some() => CONTACT_SHARE,
        () if is_visual || has_wide_picture || slide.title.is_none() => VISUAL_SHARE,
        () => TEXT_SHARE,
    };
    // On a portrait page, the content stays near its title.
    let most = if slide.title.is_some() { area.width * MAX_OFFSET } else { f32::INFINITY };
    (spare * share).min(most)
}
