//! How many things of equal rank stand side by side.

use crate::deck::{Block, BlockKind, Text};
use crate::layout::context::{LayoutContext, TextKind};
use crate::layout::text::TextStyle;

/// How many things of equal rank stand side by side: at most `most`, none narrower than
/// `narrowest`, in rows that are about equally full.
pub(super) fn count_columns(
    count: usize,
    most: usize,
    narrowest: f32,
    width: f32,
    gap: f32,
) -> usize {
    let fitting = ((width + gap) / (narrowest + gap)).max(1.0) as usize;
    let rows = count.div_ceil(fitting.clamp(1, most.max(1))).max(1);
    count.div_ceil(rows).max(1)
}

/// Width of the longest word of all texts in `blocks`, in em of body text. Words wider than `most`
/// are broken anyway and do not count.
pub(super) fn longest_word_in_blocks(
    context: &mut LayoutContext<'_, '_>,
    blocks: &[Block],
    most: f32,
) -> f32 {
    let style = context.paragraph_style(TextKind::Body).style;
    let mut longest: f32 = 0.0;
    for block in blocks {
        match &block.kind {
            BlockKind::Text(text) | BlockKind::Heading(text) => {
                longest = longest.max(longest_word_in_text(context, text, &style, most))
            }
            BlockKind::List(list) => {
                let indent = context.theme.space.indent;
                for item in &list.items {
                    let own = longest_word_in_text(context, &item.text, &style, most);
                    longest = longest.max(
                        indent + own.max(longest_word_in_blocks(context, &item.children, most)),
                    );
                }
            }
            _ => {}
        }
    }
    longest
}

/// Width of a text's longest word in em; of no word that is wider than `most`.
pub(super) fn longest_word_in_text(
    context: &mut LayoutContext<'_, '_>,
    text: &Text,
    style: &TextStyle,
    most: f32,
) -> f32 {
    Some(context.shaper.shape_paragraph(text, style).longest_word_width())
        .filter(|longest| *longest <= most)
        .unwrap_or(0.0)
}
