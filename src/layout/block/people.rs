//! Lays out people: portraits with equal crops, names and roles.

use super::Place;
use super::column_count::{ColumnWidths, count_columns, longest_word_in_text};
use super::lay_out_blocks;
use super::portrait::{PortraitPlace, initials_row, photo_row};
use crate::deck::{Block, BlockKind, People, Person, PortraitShape, Text};
use crate::layout::context::{LayoutContext, ParagraphStyle, TextKind};
use crate::layout::flow::{Column, Flow, Row};
use crate::layout::paragraph::{ParagraphLayout, lay_out_paragraph};
use crate::layout::reveal::reveal_at_once;
use crate::scene::{ElementId, Role};
use crate::theme::TextAlign;

/// The most people in a row.
const MAX_COLUMNS: usize = 5;
/// Minimum width of a person.
const MIN_WIDTH_EM: f32 = 5.6;
/// Longer words are broken instead of widening the column.
const MAX_WORD_WIDTH_EM: f32 = 11.0;

/// The largest portrait, in em.
const MAX_PORTRAIT_EM: f32 = 7.5;
/// The share of the body of a page that all rows of portraits may fill.
const MAX_PORTRAITS_SHARE: f32 = 0.6;
/// Width of a portrait, relative to its column.
const PORTRAIT_SHARE: f32 = 0.86;

/// Size of the text about a person, relative to running text.
const TEXT_SCALE: f32 = 0.84;

/// Minimum size of the role of a person, relative to running text.
const MIN_ROLE_SIZE: f32 = 0.75;

/// Lays out people in rows of equal portraits.
pub(super) fn lay_out_people(
    context: &mut LayoutContext<'_, '_>,
    block: &People,
    place: Place,
) -> Flow {
    let gap = context.pt(context.theme.space.gutter * 0.75);
    let style = name_style(context).style;
    let words = block.people.iter().flat_map(|person| person.name.iter().chain(&person.role));
    let longest = words
        .map(|text| longest_word_in_text(context, text, &style, MAX_WORD_WIDTH_EM))
        .fold(MIN_WIDTH_EM, f32::max);
    let widths = ColumnWidths { total: place.width, min: context.em(longest), gap };
    let count = block.people.len();
    let columns = match block.across {
        Some(across) => across.min(widths.fitting_columns() as usize).clamp(1, count.max(1)),
        None => count_columns(count, MAX_COLUMNS, widths),
    };
    context.has_broken_labels |= columns < count;
    // One or two people are not as wide as the page.
    let width = widths.column_width(columns.max(2));
    let rows = count.div_ceil(columns) as f32;
    let side = (width * PORTRAIT_SHARE)
        .min(context.em(MAX_PORTRAIT_EM))
        .min(context.body_height * MAX_PORTRAITS_SHARE / rows);
    let grid = PeopleGrid {
        width,
        pitch: width + gap,
        side,
        shape: block.shape,
        one_by_one: block.steps || context.reveal.each_block,
        has_photos: block.people.iter().any(|person| person.photo.is_some()),
        parent: place.parent,
    };
    let mut flow = Flow::default();
    for people in block.people.chunks(columns) {
        let gap = context.gap(1.1);
        flow.append(lay_out_row(context, people, &grid), gap);
    }
    flow
}

/// What all people of a block have in common.
struct PeopleGrid {
    width: f32,
    /// Distance between the left edges of two people.
    pitch: f32,
    /// Side of a portrait.
    side: f32,
    shape: PortraitShape,
    one_by_one: bool,
    has_photos: bool,
    parent: ElementId,
}

/// Lays out a row of people: portraits of the same size, then their words.
fn lay_out_row(context: &mut LayoutContext<'_, '_>, people: &[Person], grid: &PeopleGrid) -> Flow {
    let (mut portraits, mut words) = (Vec::new(), Vec::new());
    for (index, person) in people.iter().enumerate() {
        let x = index as f32 * grid.pitch;
        let step = if grid.one_by_one { context.reveal.upcoming_step() } else { 0 };
        let element = context.add_element(grid.parent, Role::Division, person.span);
        if grid.has_photos {
            let row = lay_out_portrait(context, person, grid, element);
            let flow = row.map_or_else(Flow::default, Flow::from_row).appearing_at(step);
            portraits.push(Column { x, flow, align: 0.0, stretch: false, repeats: false });
        }
        let flow = reveal_at_once(context, grid.one_by_one, |context| {
            lay_out_words(context, person, grid, element)
        });
        words.push(Column { x, flow, align: 0.0, stretch: false, repeats: false });
    }
    let words = Flow::of_columns(words);
    if portraits.is_empty() {
        return words;
    }
    let mut flow = Flow::of_columns(portraits).keep_with_next();
    let gap = context.em(0.5);
    flow.append(words, gap);
    flow
}

fn lay_out_portrait(
    context: &mut LayoutContext<'_, '_>,
    person: &Person,
    grid: &PeopleGrid,
    element: ElementId,
) -> Option<Row> {
    let place = PortraitPlace {
        width: grid.width,
        side: grid.side,
        align: if grid.shape == PortraitShape::Circle { 0.5 } else { 0.0 },
        shape: grid.shape,
        can_shrink: true,
    };
    let photo = person.photo.as_ref();
    photo
        .and_then(|photo| photo_row(context, photo, place, element))
        .or_else(|| Some(initials_row(context, &person.initials(), place)))
}

fn name_style(context: &LayoutContext<'_, '_>) -> ParagraphStyle {
    let mut style = context.paragraph_style(TextKind::Label);
    style.leading = 1.2;
    style.colours = context.text_colours(context.palette.title);
    style
}

/// Lays out name, role, organisation, text and addresses. Words below a round portrait are centred.
fn lay_out_words(
    context: &mut LayoutContext<'_, '_>,
    person: &Person,
    grid: &PeopleGrid,
    element: ElementId,
) -> Flow {
    let is_centred = grid.has_photos && grid.shape == PortraitShape::Circle;
    let layout = if is_centred {
        ParagraphLayout::centred(grid.width)
    } else {
        ParagraphLayout::balanced(grid.width)
    };
    let mut flow = Flow::default();
    let mut append = |context: &mut LayoutContext<'_, '_>,
                      text: &Text,
                      style: &ParagraphStyle,
                      role: Role,
                      gap_em: f32| {
        let line = context.add_element(element, role, text.span);
        let gap = context.em(gap_em);
        flow.append(lay_out_paragraph(context, text, style, layout, Some(line)), gap);
    };
    if let Some(name) = &person.name {
        let style = name_style(context);
        append(context, name, &style, Role::Heading(3), 0.0);
    }
    let mut style = context.paragraph_style(TextKind::Small);
    style.size = style.size.max(context.em(MIN_ROLE_SIZE));
    style.leading = 1.25;
    if let Some(role) = &person.role {
        append(context, role, &style, Role::Paragraph, 0.05);
    }
    for line in &person.org {
        append(context, line, &style, Role::Paragraph, 0.0);
    }
    style.colours = context.text_colours(context.palette.text);
    for address in &person.addresses {
        append(context, address, &style, Role::Paragraph, 0.05);
    }
    let is_text = |block: &Block| matches!(block.kind, BlockKind::Text(_));
    let outer = context.text_align;
    if is_centred && person.blocks.iter().all(is_text) {
        context.text_align = TextAlign::Centre;
    }
    let blocks = context.with_smaller(TEXT_SCALE, |context| {
        lay_out_blocks(context, &person.blocks, grid.width, element)
    });
    context.text_align = outer;
    let gap = context.em(0.3);
    flow.append(blocks, gap);
    flow.keep_together()
}
