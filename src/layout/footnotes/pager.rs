//! Distributes footnotes to the pages on which a slide continues.

use std::collections::BTreeSet;

use super::SlideFoot;
use crate::layout::flow::{Flow, FootnoteCalls, SplitSpace};

/// Follows the pages of a slide, and builds the foot of each.
pub(in crate::layout) struct FootPager<'f> {
    foot: &'f SlideFoot,
    /// The footnotes that an earlier page shows.
    shown: BTreeSet<usize>,
    /// The rest of the footnotes of the page before.
    carried: Flow,
    has_shown_source: bool,
}

impl<'f> FootPager<'f> {
    /// Starts with the first page of a slide.
    pub(in crate::layout) fn new(foot: &'f SlideFoot) -> Self {
        Self { foot, shown: BTreeSet::new(), carried: Flow::default(), has_shown_source: false }
    }

    /// Returns the height that the foot of the page needs if the page has these calls.
    pub(in crate::layout) fn room(&self, calls: &FootnoteCalls) -> f32 {
        let foot = self.foot;
        let notes = calls.keys().filter_map(|&index| foot.notes.get(index)).map(Flow::height);
        let (count, height) = notes.fold((0, 0.0), |(count, sum), note| (count + 1, sum + note));
        let is_carried = !self.carried.rows.is_empty();
        let count = count + usize::from(is_carried);
        let height = height + self.carried.height() + foot.gap * count.saturating_sub(1) as f32;
        foot.fixed_height(count > 0) + height
    }

    /// Returns whether footnotes are left for a further page.
    pub(in crate::layout) fn has_rest(&self) -> bool {
        !self.carried.rows.is_empty()
    }

    /// Adds the footnotes that no page has shown to the calls of the last page.
    pub(in crate::layout) fn add_unshown(&self, calls: &mut FootnoteCalls) {
        for index in (0..self.foot.notes.len()).filter(|index| !self.shown.contains(index)) {
            calls.entry(index).or_insert(0);
        }
    }

    /// Returns the foot of the page, no taller than `available`, and turns to the next page.
    pub(in crate::layout) fn finish_page(&mut self, calls: &FootnoteCalls, available: f32) -> Flow {
        let foot = self.foot;
        let mut notes = std::mem::take(&mut self.carried);
        let mut step = if notes.rows.is_empty() { u16::MAX } else { 0 };
        for (&index, &call_step) in calls {
            let Some(note) = foot.notes.get(index) else { continue };
            let note = match self.shown.insert(index) {
                true => note.clone(),
                false => note.clone().into_artifact(),
            };
            step = step.min(call_step);
            notes.append(note.appearing_at(call_step), foot.gap);
        }
        let available = available - foot.fixed_height(!notes.rows.is_empty());
        if notes.height() > available + 0.01 {
            let (first, rest) = notes.split_at(SplitSpace::empty_page(available.max(0.0)));
            (notes, self.carried) = (first, rest.unwrap_or_default());
        }
        let mut flow = Flow::default();
        if !notes.rows.is_empty() {
            flow = foot.rule.clone().appearing_at(step);
            flow.append(notes, 0.0);
        }
        if !foot.source.rows.is_empty() {
            let is_alone = flow.rows.is_empty();
            let source = match std::mem::replace(&mut self.has_shown_source, true) {
                false => foot.source.clone(),
                true => foot.source.clone().into_artifact(),
            };
            if is_alone {
                flow = foot.space.clone();
            }
            flow.append(source, if is_alone { 0.0 } else { foot.source_gap });
        }
        flow
    }
}
