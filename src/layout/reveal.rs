//! Steps: what of a slide appears when.
//!
//! The first thing that is revealed is there from the start: a page with nothing but a title would
//! cost a keypress and show nothing.

use super::context::LayoutContext;
use super::flow::Flow;

/// Counts a slide's steps while its blocks are set, in the outline's order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reveal {
    /// Whether the blocks that are being set come one by one without having been told.
    pub each: bool,
    revealed: u16,
}

impl Reveal {
    /// Nothing is revealed yet.
    pub fn new(each: bool) -> Self {
        Self { each, revealed: 0 }
    }

    /// Reveals one thing more; gives back the step at which it appears.
    pub fn next_step(&mut self) -> u16 {
        let step = self.revealed;
        self.revealed = step.saturating_add(1);
        step
    }

    /// The step at which the next thing is to appear.
    pub fn upcoming_step(&self) -> u16 {
        self.revealed
    }
}

/// Sets something that appears at once, at a step of its own if `alone`; what is in it has no steps
/// of its own accord.
pub(super) fn reveal_at_once(
    context: &mut LayoutContext<'_, '_>,
    alone: bool,
    build: impl FnOnce(&mut LayoutContext<'_, '_>) -> Flow,
) -> Flow {
    if !alone {
        return build(context);
    }
    let step = context.reveal.next_step();
    let each = std::mem::take(&mut context.reveal.each);
    let flow = build(context);
    context.reveal.each = each;
    flow.appearing_at(step)
}
