//! Sheets: a page once for each of its steps.
//!
//! A slide that reveals its items is laid out once. Each step shows the same page up to that step,
//! so nothing moves.

use super::{Item, Page, Scene};
use crate::show::{StepSelection, UnrevealedStyle};

/// A page as it is shown at one of its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepPage {
    /// Index of the page.
    pub page: usize,
    /// The step after which items are not there yet.
    pub step: u16,
    /// The step that the sheet before showed, if it showed this page.
    previous_step: Option<u16>,
    unrevealed: UnrevealedStyle,
}

/// How an item is seen on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevealState {
    /// For the first time: here it is read.
    New,
    /// Once more: there to see, and read before.
    Repeated,
    /// Faintly, as a promise.
    Dimmed,
    /// Not at all.
    Hidden,
}

impl Page {
    /// The steps that the page is shown in, ascending; one for a page without any.
    ///
    /// A page on which a slide is continued shows its first item at once: its steps start later
    /// than 0.
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
    /// The sheets of all pages in the order of showing.
    pub fn step_pages(&self, steps: StepSelection) -> Vec<StepPage> {
        let ahead = self.show.unrevealed;
        let last = u16::MAX;
        match steps {
            StepSelection::Last => (0..self.pages.len())
                .map(|page| StepPage { page, step: last, previous_step: None, unrevealed: ahead })
                .collect(),
            StepSelection::All => self
                .pages
                .iter()
                .enumerate()
                .flat_map(|(page, content)| {
                    let mut before = None;
                    let mut steps = content.reveal_steps();
                    // What no step names, an ornament of the last item, is there at the end.
                    if let Some(end) = steps.last_mut() {
                        *end = last;
                    }
                    steps
                        .into_iter()
                        .map(move |step| StepPage {
                            page,
                            step,
                            previous_step: before.replace(step),
                            unrevealed: ahead,
                        })
                        .collect::<Vec<_>>()
                })
                .collect(),
        }
    }
}

/// The first sheet of each page, by the page's index: where a link to the page leads.
pub fn first_step_pages(sheets: &[StepPage]) -> Vec<usize> {
    sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.is_first_of_page())
        .map(|(index, _)| index)
        .collect()
}

impl StepPage {
    /// Whether it is the first of its page.
    pub fn is_first_of_page(&self) -> bool {
        self.previous_step.is_none()
    }

    /// How an item of the sheet's page is seen.
    pub fn reveal_state(&self, item: &Item) -> RevealState {
        match self.previous_step {
            Some(before) if item.step <= before => RevealState::Repeated,
            _ if item.step <= self.step => RevealState::New,
            _ if self.unrevealed == UnrevealedStyle::Dimmed => RevealState::Dimmed,
            _ => RevealState::Hidden,
        }
    }
}
