//! Assigns steps to the parts of a slide that appear one by one.
//!
//! The first part is visible from the start. Otherwise, the first keypress would lead to a page
//! with nothing but a title.

use super::context::LayoutContext;
use super::flow::Flow;

/// Counts the steps of a slide and the marks on its pictures while its blocks are laid out, in the
/// order of the outline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reveal {
    /// Whether each block appears in a step of its own, without a setting of the block.
    pub each_block: bool,
    revealed: u16,
    /// How many marks on pictures have a number so far.
    mark_numbers: usize,
}

impl Reveal {
    /// Starts counting.
    pub(crate) fn new(each_block: bool) -> Self {
        Self { each_block, revealed: 0, mark_numbers: 0 }
    }

    /// Reveals another part and returns its step.
    pub(crate) fn next_step(&mut self) -> u16 {
        let step = self.revealed;
        self.revealed = step.saturating_add(1);
        step
    }

    /// Returns the number of the first of `count` marks on a picture: no two marks of a slide have
    /// the same number.
    pub(crate) fn next_mark_number(&mut self, count: usize) -> usize {
        let first = self.mark_numbers + 1;
        self.mark_numbers += count;
        first
    }

    /// Returns the step of the next part.
    pub(crate) fn upcoming_step(&self) -> u16 {
        self.revealed
    }
}

/// Lays out a part that appears as a whole: if `own_step`, in a step of its own. Blocks inside it
/// have steps only if their own settings say so.
pub(super) fn reveal_at_once(
    context: &mut LayoutContext<'_, '_>,
    own_step: bool,
    build: impl FnOnce(&mut LayoutContext<'_, '_>) -> Flow,
) -> Flow {
    if !own_step {
        return build(context);
    }
    let step = context.reveal.next_step();
    let each_block = std::mem::take(&mut context.reveal.each_block);
    let flow = build(context);
    context.reveal.each_block = each_block;
    flow.appearing_at(step)
}
