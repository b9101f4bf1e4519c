//! Counts the columns of blocks with parts of equal rank, and measures the words that decide it.

use crate::deck::{Block, BlockKind, Text};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::text::TextStyle;

/// The widths that decide how many columns fit side by side, in pt.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnWidths {
    /// Width of all columns with the gaps between them.
    pub total: f32,
    /// Minimum width of a column.
    pub min: f32,
    /// Gap between columns.
    pub gap: f32,
}

impl ColumnWidths {
    /// Returns how many columns fit, as a fraction.
    pub(super) fn fitting_columns(self) -> f32 {
        (self.total + self.gap) / (self.min + self.gap)
    }

    /// Returns the width of each of `count` columns.
    pub(super) fn column_width(self, count: usize) -> f32 {
        (self.total - self.gap * (count as f32 - 1.0)) / count as f32
    }
}

/// Returns in how many columns `count` parts are arranged: at most `max_columns`, so that the rows
/// are about equally full.
pub(super) fn count_columns(count: usize, max_columns: usize, widths: ColumnWidths) -> usize {
    let fitting = widths.fitting_columns().max(1.0) as usize;
    let rows = count.div_ceil(fitting.clamp(1, max_columns.max(1))).max(1);
    count.div_ceil(rows).max(1)
}

/// Returns the width of the longest word in `blocks`, in em of body text. Words wider than `limit`
/// do not count, because they are broken anyway.
pub(super) fn longest_word_in_blocks(
    context: &mut LayoutContext<'_, '_>,
    blocks: &[Block],
    limit: f32,
) -> f32 {
    let style = context.paragraph_style(TextKind::Body).style;
    let mut longest: f32 = 0.0;
    for block in blocks {
        match &block.kind {
            BlockKind::Text(text) | BlockKind::Heading(text) => {
                longest = longest.max(longest_word_in_text(context, text, &style, limit))
            }
            BlockKind::List(list) => {
                let indent = context.theme.space.indent;
                for item in &list.items {
                    let own = longest_word_in_text(context, &item.text, &style, limit);
                    let nested = longest_word_in_blocks(context, &item.children, limit);
                    longest = longest.max(indent + own.max(nested));
                }
            }
            _ => {}
        }
    }
    longest
}

/// Returns the width of the longest word in a text, in em, or 0 if it is wider than `limit`.
pub(super) fn longest_word_in_text(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    style: &TextStyle,
    limit: f32,
) -> f32 {
    Some(context.shaper.shape_paragraph(text, style).longest_word_width())
        .filter(|longest| *longest <= limit)
        .unwrap_or(0.0)
}
