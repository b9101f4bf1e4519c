//! Pages at each of their steps.
//!
//! A slide that reveals its items step by step is laid out once. Each step shows the same page
//! without the items of later steps, so nothing moves.

use super::{Item, Page, Scene};
use crate::show::{StepSelection, UnrevealedStyle};

/// A page at one of its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepPage {
    /// Index of the page.
    pub page: usize,
    /// Last step whose items are revealed.
    pub step: u16,
    /// Step of the previous step page, if it shows the same page.
    previous_step: Option<u16>,
    unrevealed: UnrevealedStyle,
}

/// How an item is shown on a step page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevealState {
    /// For the first time. Only here the item is tagged as content.
    New,
    /// Again, after a previous step page of the same page.
    Repeated,
    /// Dimmed, because it is revealed later.
    Dimmed,
    /// Not shown.
    Hidden,
}

impl Page {
    /// Returns the steps of the page in ascending order; a page without steps has step 0 only.
    ///
    /// The steps of a page on which a slide continues do not start at 0: its first items are shown
    /// at once.
    pub fn reveal_steps(&self) -> Vec<u16> {
        if self.items.iter().all(|item| item.step == 0) {
            return vec![0];
        }
        let mut steps: Vec<u16> =
            self.items.iter().filter(|item| item.element.is_some()).map(|item| item.step).collect();
        steps.sort_unstable();
        steps.dedup();
        if steps.is_empty() { vec![0] } else { steps }
    }
}

impl Scene {
    /// Returns the step pages of all pages in the order in which they are shown.
    pub fn step_pages(&self, steps: StepSelection) -> Vec<StepPage> {
        let unrevealed = self.show.unrevealed;
        let last_step = u16::MAX;
        match steps {
            StepSelection::Last => (0..self.pages.len())
                .map(|page| StepPage { page, step: last_step, previous_step: None, unrevealed })
                .collect(),
            StepSelection::All => self
                .pages
                .iter()
                .enumerate()
                .flat_map(|(page, content)| {
                    let mut before = None;
                    let mut steps = content.reveal_steps();
                    // The last step page also shows items of steps without content, such as
                    // ornaments.
                    if let Some(end) = steps.last_mut() {
                        *end = last_step;
                    }
                    steps
                        .into_iter()
                        .map(move |step| StepPage {
                            page,
                            step,
                            previous_step: before.replace(step),
                            unrevealed,
                        })
                        .collect::<Vec<_>>()
                })
                .collect(),
        }
    }
}

/// Returns the index of the first step page of each page, to which links to the page lead.
pub fn first_step_pages(pages: &[StepPage]) -> Vec<usize> {
    pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.is_first_of_page())
        .map(|(index, _)| index)
        .collect()
}

impl StepPage {
    /// Whether this is the first step page of its page.
    pub fn is_first_of_page(&self) -> bool {
        self.previous_step.is_none()
    }

    /// Returns how an item of the page is shown.
    pub fn reveal_state(&self, item: &Item) -> RevealState {
        match self.previous_step {
            Some(before) if item.step <= before => RevealState::Repeated,
            _ if item.step <= self.step => RevealState::New,
            _ if self.unrevealed == UnrevealedStyle::Dimmed => RevealState::Dimmed,
            _ => RevealState::Hidden,
        }
    }
}
