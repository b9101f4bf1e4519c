//! Blocks → rows. One file a block; each turns what the author wrote into a [`BracketScan`] of the width
//! that it is given.

mod callout;
mod cards;
mod cascade;
mod checkbox_text;
mod column_count;
mod columns;
mod contact;
mod figures;
mod list;
mod logos;
mod marks;
mod plate;
mod quote;
mod stats;
mod table;
mod table_widths;

pub(super) use figures::{PICTURE_GUTTER_SCALE, add_figure_element, lay_out_figures, picture_row};
pub(super) use logos::draw_logo_strip;

use super::context::{LayoutContext, TextKind};
use super::flow::{Flow, PageBreak};
use super::paragraph::{ParagraphLayout, lay_out_paragraph};
use super::reveal::reveal_at_once;
use crate::deck::{Block, BlockKind};
use crate::scene::{ElementId, Role};

/// Sets blocks one below the other, as children of `parent`.
pub(super) fn lay_out_blocks(
    context: &mut LayoutContext<'_, '_>,
    blocks: &[Block],
    width: f32,
    parent: ElementId,
) -> Flow {
    let mut flow = Flow::default();
    let mut previous: Option<&BlockKind> = None;
    for block in blocks {
        let gap = previous.map_or(0.0, |previous| gap_between(context, previous, &block.kind));
        // A paragraph that leads into a list or table had better not be torn from it.
        if matches!(
            (previous, &block.kind),
            (Some(BlockKind::Text(_)), BlockKind::List(_) | BlockKind::Table { .. })
        ) {
            flow.limit_page_break(PageBreak::Discouraged);
        }
        flow.append(lay_out_revealed_block(context, block, width, parent), gap);
        previous = Some(&block.kind);
    }
    flow
}

/// Sets one block, with the step at which it appears. Blocks of parts of equal rank reveal their
/// parts themselves.
fn lay_out_revealed_block(
    context: &mut LayoutContext<'_, '_>,
    block: &Block,
    width: f32,
    parent: ElementId,
) -> Flow {
    let has_parts = match &block.kind {
        BlockKind::List(_)
        | BlockKind::Cards { .. }
        | BlockKind::Cascade { .. }
        | BlockKind::Stats(_) => true,
        BlockKind::Columns { .. } | BlockKind::Group(_) => true,
        BlockKind::Figures(figures) => figures.len() > 1,
        _ => false,
    };
    match &block.kind {
        // A heading comes with what it leads into.
        BlockKind::Heading(_) if context.reveal.each_block => {
            let step = context.reveal.upcoming_step();
            lay_out_block(context, block, width, parent).appearing_at(step)
        }
        _ => reveal_at_once(context, context.reveal.each_block && !has_parts, |context| {
            lay_out_block(context, block, width, parent)
        }),
    }
}

/// Sets one block.
fn lay_out_block(
    context: &mut LayoutContext<'_, '_>,
    block: &Block,
    width: f32,
    parent: ElementId,
) -> Flow {
    match &block.kind {
        BlockKind::Text(text) => {
            let element = context.add_element(parent, Role::Paragraph, block.span);
            let setting = context.paragraph_style(TextKind::Body);
            lay_out_paragraph(
                context,
                text,
                &setting,
                ParagraphLayout::start_aligned(width).aligned_by_direction(),
                Some(element),
            )
        }
        BlockKind::Heading(text) => {
            let element = context.add_element(parent, Role::Heading(3), block.span);
            let setting = context.paragraph_style(TextKind::Heading);
            lay_out_paragraph(
                context,
                text,
                &setting,
                ParagraphLayout::balanced(width).aligned_by_direction(),
                Some(element),
            )
            .keep_with_next()
        }
        BlockKind::List(list) => list::lay_out_list(context, list, width, parent, block.span),
        BlockKind::Figures(list) => lay_out_figures(context, list, width, parent),
        BlockKind::Logos(list) => logos::lay_out_logo_wall(context, list, width, parent),
        BlockKind::Columns { widths, gap, columns } => {
            columns::lay_out_columns(context, columns, widths, *gap, width, parent)
        }
        BlockKind::Cards { across, steps, cards } => {
            cards::lay_out_cards(context, cards, *across, *steps, width, parent)
        }
        BlockKind::Cascade { direction, steps, levels } => cascade::lay_out_cascade(
            context,
            levels,
            (*direction, *steps),
            width,
            parent,
            block.span,
        ),
        BlockKind::Stats(stats) => stats::lay_out_stats(context, stats, width, parent),
        BlockKind::Quote { text, by } => {
            quote::lay_out_quote(context, text, by.as_ref(), width, parent, block.span)
        }
        BlockKind::Callout { kind, title, blocks } => callout::lay_out_callout(
            context,
            *kind,
            title.as_ref(),
            blocks,
            width,
            parent,
            block.span,
        ),
        BlockKind::Table { header, rows, align, caption, row_headers } => {
            let cells = table::TableContent {
                header,
                rows,
                alignments: align,
                caption: caption.as_ref(),
                has_row_headers: *row_headers,
            };
            table::lay_out_table(context, &cells, width, parent, block.span)
        }
        BlockKind::Contacts(contacts) => {
            contact::lay_out_contacts(context, contacts, width, parent)
        }
        BlockKind::Group(inner) => lay_out_blocks(context, inner, width, parent).keep_together(),
    }
}

/// The gap between two blocks: less where the first leads into the second.
fn gap_between(context: &LayoutContext<'_, '_>, above: &BlockKind, below: &BlockKind) -> f32 {
    let space = &context.theme.space;
    let ems = match (above, below) {
        (BlockKind::Heading(_), _) => space.item,
        (BlockKind::Text(_), BlockKind::Text(_) | BlockKind::List(_)) => space.paragraph,
        (_, BlockKind::Heading(_)) => space.block * 1.2,
        _ => space.block,
    };
    context.gap(ems)
}
