//! Lays out blocks. Each kind of block has its own file, which turns the block into a [`Flow`] of a
//! given width.

mod agenda;
mod annotated;
mod callout;
mod card_plates;
mod cards;
mod cascade;
mod chart;
mod checkbox_text;
mod code;
mod code_cache;
mod code_colours;
mod code_copy;
mod code_page_breaks;
mod code_reveal;
mod code_rows;
mod column_count;
mod columns;
mod contact;
mod contact_cards;
mod diagram;
mod figure_grid;
mod figures;
mod icon;
mod legible_colour;
mod level;
mod list;
mod logos;
mod marks;
mod math;
mod media;
mod people;
mod plate;
mod points;
mod portrait;
mod qr;
mod quote;
mod references;
mod sparkline;
mod stats;
mod table;
mod table_cell;
mod table_columns;
mod table_elements;
mod table_merge;
mod table_row;
mod table_rules;
mod table_sums;
mod table_widths;
mod timeline;

pub(super) use annotated::{MarkSteps, attach_marks};
pub(super) use cards::are_brief_ruled_cards;
pub(super) use chart::series_colours;
pub(super) use code_cache::CodeCache;
pub(super) use diagram::ArrangedDiagram;
pub(super) use figure_grid::lay_out_figure_grid;
pub(super) use figures::{
    PICTURE_GUTTER_SCALE, PicturePlace, add_figure_element, caption_size, lay_out_caption,
    lay_out_caption_lines, lay_out_figures, picture_row,
};
pub(crate) use list::list_numbering;
pub(super) use logos::{LogoStrip, StripSide, draw_logo_strip, plate_under};
pub(super) use points::{MIN_POINT_SIZE, draws_points};
pub(super) use stats::GRID_STATS;

use super::context::{LayoutContext, TextKind};
use super::flow::{BoxedFlow, Flow, PageBreak, Row, RowBody};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::reveal::reveal_at_once;
use crate::deck::{Block, BlockKind, CascadeDirection, ChartSteps, Figure, Text};
use crate::scene::{ElementId, Role, Structure};
use crate::source::Span;
use crate::theme::TextAlign;

/// The longest text with lines of equal length; longer ones fill their lines.
const MAX_SENTENCE_BYTES: usize = 120;

/// Where a block goes: on the page and in the structure tree.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Available width in pt.
    width: f32,
    /// Element that becomes the parent of the elements of the block.
    parent: ElementId,
    /// Position of the block in the outline.
    span: Span,
}

/// Lays out blocks one below the other, as children of `parent`.
pub(super) fn lay_out_blocks(
    context: &mut LayoutContext<'_, '_>,
    blocks: &[Block],
    width: f32,
    parent: ElementId,
) -> Flow {
    let mut flow = Flow::default();
    context.is_lone_block = parent == Structure::ROOT && blocks.len() == 1;
    let mut previous: Option<&BlockKind> = None;
    for block in blocks {
        let gap = previous.map_or(0.0, |previous| gap_between(context, previous, &block.kind));
        // A paragraph that introduces a list or table should stay on the same page.
        if matches!(
            (previous, &block.kind),
            (
                Some(BlockKind::Text(_)),
                BlockKind::List(_)
                    | BlockKind::Table(_)
                    | BlockKind::Code(_)
                    | BlockKind::Math(_)
                    | BlockKind::Diagram(_)
                    | BlockKind::Timeline(_)
                    | BlockKind::Chart(_)
                    | BlockKind::References(_)
            )
        ) {
            flow.limit_page_break(PageBreak::Discouraged);
        }
        let place = Place { width, parent, span: block.span };
        flow.append(lay_out_revealed_block(context, block, place), gap);
        previous = Some(&block.kind);
    }
    flow
}

/// Lays out a block and assigns the step at which it appears. Blocks that consist of several parts
/// assign the steps of their parts themselves.
fn lay_out_revealed_block(
    context: &mut LayoutContext<'_, '_>,
    block: &Block,
    place: Place,
) -> Flow {
    let reveals_parts = match &block.kind {
        BlockKind::List(list) => list.steps != Some(false),
        BlockKind::Group { steps, .. } => *steps != Some(false),
        BlockKind::Cards { .. }
        | BlockKind::Cascade { .. }
        | BlockKind::Stats(_)
        | BlockKind::Timeline(_)
        | BlockKind::People(_)
        | BlockKind::Agenda(_)
        | BlockKind::Columns { .. } => true,
        BlockKind::Figures(figures) => {
            figures.len() > 1 || figures.iter().any(Figure::has_drawn_marks)
        }
        BlockKind::Code(code) => code.group_count > 0,
        BlockKind::Chart(chart) => chart.steps != ChartSteps::None,
        BlockKind::Table(table) => table.steps,
        _ => false,
    };
    match &block.kind {
        // A heading appears with the block after it.
        BlockKind::Heading(_) if context.reveal.each_block => {
            let step = context.reveal.upcoming_step();
            lay_out_block(context, block, place).appearing_at(step)
        }
        _ => reveal_at_once(context, context.reveal.each_block && !reveals_parts, |context| {
            lay_out_block(context, block, place)
        }),
    }
}

/// Whether running text is larger than the largest size of the theme: it is the statement of its
/// page.
fn is_display_size(context: &LayoutContext<'_, '_>) -> bool {
    let largest = context.theme.type_scale.body.first().copied().unwrap_or(f32::INFINITY);
    context.scale.is_large || context.scale.body > context.pt(largest) * 1.01
}

fn lay_out_block(context: &mut LayoutContext<'_, '_>, block: &Block, place: Place) -> Flow {
    let Place { width, parent, .. } = place;
    match &block.kind {
        BlockKind::Text(text) => {
            let element = context.add_element(parent, Role::Paragraph, block.span);
            let style = context.paragraph_style(TextKind::Body);
            // A large sentence is set like a title, without a single word on its last line.
            let is_sentence = text.content.len() <= MAX_SENTENCE_BYTES;
            let layout = if context.text_align == TextAlign::Centre {
                ParagraphLayout::centred(width)
            } else if is_display_size(context) && is_sentence && !context.is_in_box {
                ParagraphLayout::balanced(width).aligned_by_direction()
            } else {
                ParagraphLayout::start_aligned(width).aligned_by_direction()
            };
            lay_out_paragraph(context, text, &style, layout, Some(element))
        }
        BlockKind::Heading(text) => lay_out_heading(context, text, place),
        BlockKind::List(list) => list::lay_out_list(context, list, place),
        BlockKind::Figures(figures) => lay_out_figures(context, figures, width, parent),
        BlockKind::Logos(logos) => logos::lay_out_logo_wall(context, logos, width, parent),
        BlockKind::Columns { widths, gap, columns } => {
            let columns = columns::ColumnsBlock { columns, widths, gap: *gap };
            columns::lay_out_columns(context, &columns, width, parent)
        }
        BlockKind::Cards { across, steps, cards } => {
            let options = cards::CardOptions { columns: *across, has_steps: *steps };
            cards::lay_out_cards(context, cards, options, place)
        }
        BlockKind::Cascade { direction, steps, levels } => {
            let cascade = cascade::CascadeBlock {
                levels,
                direction: direction.unwrap_or(CascadeDirection::Down),
                has_steps: *steps,
            };
            cascade::lay_out_cascade(context, &cascade, place)
        }
        BlockKind::Stats(stats) => stats::lay_out_stats(context, stats, width, parent),
        BlockKind::Quote { text, by, photo } => {
            let source = quote::QuoteSource { by: by.as_ref(), photo: photo.as_ref() };
            quote::lay_out_quote(context, text, source, place)
        }
        BlockKind::Callout { kind, title, icon, blocks } => {
            let heading = callout::CalloutHeading { title: title.as_ref(), icon: *icon };
            callout::lay_out_callout(context, *kind, heading, blocks, place)
        }
        BlockKind::Table(table) => table::lay_out_table(context, table, place),
        BlockKind::Code(code) => code::lay_out_code(context, code, place),
        BlockKind::Math(formula) => math::lay_out_math(context, formula, place),
        BlockKind::Diagram(diagram) => diagram::lay_out_diagram(context, diagram, place),
        BlockKind::Timeline(timeline) => timeline::lay_out_timeline(context, timeline, place),
        BlockKind::Chart(chart) => chart::lay_out_chart(context, chart, place),
        BlockKind::References(list) => references::lay_out_references(context, list, place),
        BlockKind::Agenda(agenda) => agenda::lay_out_agenda(context, agenda, place),
        BlockKind::People(people) => people::lay_out_people(context, people, place),
        BlockKind::Icon(icon) => icon::lay_out_icon(context, icon, place),
        BlockKind::Qr(code) => qr::lay_out_qr(context, code, place),
        BlockKind::Media(media) => media::lay_out_media(context, media, place),
        BlockKind::Contacts(contacts) => {
            contact::lay_out_contacts(context, contacts, width, parent)
        }
        BlockKind::Group { steps, blocks } => {
            let outer = context.reveal.each_block;
            context.reveal.each_block = steps.unwrap_or(outer);
            let flow = lay_out_blocks(context, blocks, width, parent).keep_together();
            context.reveal.each_block = outer;
            flow
        }
    }
}

fn lay_out_heading(context: &mut LayoutContext<'_, '_>, text: &Text, place: Place) -> Flow {
    let element = context.add_element(place.parent, Role::Heading(3), place.span);
    let style = context.paragraph_style(TextKind::Heading);
    let layout = ParagraphLayout::balanced(place.width).aligned_by_direction();
    lay_out_paragraph(context, text, &style, layout, Some(element)).keep_with_next()
}

/// Returns the gap between two blocks. It is smaller if the first block introduces the second.
fn gap_between(context: &LayoutContext<'_, '_>, above: &BlockKind, below: &BlockKind) -> f32 {
    let space = &context.theme.space;
    let ems = match (above, below) {
        (BlockKind::Heading(_), _) => space.item,
        (BlockKind::Text(_), BlockKind::Text(_) | BlockKind::List(_) | BlockKind::Math(_))
        | (BlockKind::Math(_), BlockKind::Text(_) | BlockKind::Math(_)) => space.paragraph,
        (_, BlockKind::Heading(_)) => space.block * 1.2,
        _ => space.block,
    };
    context.gap(ems)
}

/// Wraps a box in a flow of one row.
fn flow_of_box(boxed: BoxedFlow) -> Flow {
    Flow::from_row(Row::from_body(RowBody::Boxed(Box::new(boxed))))
}
