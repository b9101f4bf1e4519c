//! Rewrites lines that only one tool reads as lines of Marp and pandoc, which the next steps read.

mod deckset;
mod ia_presenter;
mod latex;
mod latex_environments;
mod presenterm;
mod slidev;

pub(super) use deckset::read_settings as read_deckset_settings;

use super::ImportContext;
use super::dialect::Dialect;
use crate::deck::FenceTracker;

/// Lines with their numbers in the deck.
type NumberedLines = Vec<(String, usize)>;

/// Rewrites the lines of a slide.
pub(super) fn rewrite_tool_lines(
    lines: NumberedLines,
    context: &mut ImportContext,
) -> NumberedLines {
    match context.dialect {
        Dialect::Presenterm => presenterm::rewrite_lines(lines, context),
        Dialect::Deckset => deckset::rewrite_lines(lines, context),
        Dialect::IaPresenter => ia_presenter::rewrite_lines(lines, context),
        Dialect::Pandoc | Dialect::Quarto => latex::rewrite_lines(lines, context),
        Dialect::Slidev => slidev::rewrite_lines(lines, context),
        Dialect::Marp | Dialect::Reveal | Dialect::Plain => lines,
    }
}

/// Returns whether each line is code.
fn find_code(lines: &NumberedLines) -> Vec<bool> {
    let mut fence = FenceTracker::default();
    lines.iter().map(|(text, _)| fence.is_code_line(text)).collect()
}
