//! Blocks → rows. One file a block; each turns what the author wrote into a [`Flow`] of the width
//! that it is given.

mod beside;
mod callout;
mod cards;
mod cascade;
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
mod ticked;

pub(super) use figures::{GUTTER, figure_element, figures, picture_row};
pub(super) use logos::logo_strip;

use super::context::{Context, Voice};
use super::flow::{Cut, Flow};
use super::paragraph::{Measure, paragraph};
use super::reveal::at_once;
use crate::deck::{Block, BlockKind};
use crate::scene::{ElementId, Role};

/// Sets blocks one below the other, as children of `parent`.
pub(super) fn blocks(
    context: &mut Context<'_, '_>,
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
            flow.end_with(Cut::Poor);
        }
        flow.append(revealed(context, block, width, parent), gap);
        previous = Some(&block.kind);
    }
    flow
}

/// Sets one block, with the step at which it appears. Blocks of parts of equal rank reveal their
/// parts themselves.
fn revealed(context: &mut Context<'_, '_>, block: &Block, width: f32, parent: ElementId) -> Flow {
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
        BlockKind::Heading(_) if context.reveal.each => {
            let step = context.reveal.upcoming();
            set(context, block, width, parent).appearing_at(step)
        }
        _ => at_once(context, context.reveal.each && !has_parts, |context| {
            set(context, block, width, parent)
        }),
    }
}

/// Sets one block.
fn set(context: &mut Context<'_, '_>, block: &Block, width: f32, parent: ElementId) -> Flow {
    match &block.kind {
        BlockKind::Text(text) => {
            let element = context.element(parent, Role::Paragraph, block.span);
            let setting = context.setting(Voice::Body);
            paragraph(context, text, &setting, Measure::start(width).by_direction(), Some(element))
        }
        BlockKind::Heading(text) => {
            let element = context.element(parent, Role::Heading(3), block.span);
            let setting = context.setting(Voice::Heading);
            paragraph(
                context,
                text,
                &setting,
                Measure::balanced(width, false).by_direction(),
                Some(element),
            )
            .kept_with_next()
        }
        BlockKind::List(list) => list::list(context, list, width, parent, block.span),
        BlockKind::Figures(list) => figures(context, list, width, parent),
        BlockKind::Logos(list) => logos::wall(context, list, width, parent),
        BlockKind::Columns { widths, gap, columns } => {
            columns::columns(context, columns, widths, *gap, width, parent)
        }
        BlockKind::Cards { across, steps, cards } => {
            cards::cards(context, cards, *across, *steps, width, parent)
        }
        BlockKind::Cascade { direction, steps, levels } => {
            cascade::cascade(context, levels, (*direction, *steps), width, parent, block.span)
        }
        BlockKind::Stats(stats) => stats::stats(context, stats, width, parent),
        BlockKind::Quote { text, by } => {
            quote::quote(context, text, by.as_ref(), width, parent, block.span)
        }
        BlockKind::Callout { kind, title, blocks } => {
            callout::callout(context, *kind, title.as_ref(), blocks, width, parent, block.span)
        }
        BlockKind::Table { header, rows, align, caption, row_headers } => {
            let cells = table::Cells {
                header,
                rows,
                align,
                caption: caption.as_ref(),
                row_headers: *row_headers,
            };
            table::table(context, &cells, width, parent, block.span)
        }
        BlockKind::Contacts(contacts) => contact::contacts(context, contacts, width, parent),
        BlockKind::Group(inner) => blocks(context, inner, width, parent).kept_together(),
    }
}

/// The gap between two blocks: less where the first leads into the second.
fn gap_between(context: &Context<'_, '_>, above: &BlockKind, below: &BlockKind) -> f32 {
    let space = &context.theme.space;
    let ems = match (above, below) {
        (BlockKind::Heading(_), _) => space.item,
        (BlockKind::Text(_), BlockKind::Text(_) | BlockKind::List(_)) => space.paragraph,
        (_, BlockKind::Heading(_)) => space.block * 1.2,
        _ => space.block,
    };
    context.gap(ems)
}
