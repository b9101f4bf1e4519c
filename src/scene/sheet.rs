//! Sheets: a page once for each of its steps.
//!
//! A slide that reveals its items is laid out once. Each step shows the same page up to that step,
//! so nothing moves.

use super::{Item, Page, Scene};
use crate::show::{Ahead, Steps};

/// A page as it is shown at one of its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Index of the page.
    pub page: usize,
    /// The step after which items are not there yet.
    pub step: u16,
    /// The step that the sheet before showed, if it showed this page.
    before: Option<u16>,
    ahead: Ahead,
}

/// How an item is seen on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// For the first time: here it is read.
    New,
    /// Once more: there to see, and read before.
    Again,
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
    pub fn steps(&self) -> Vec<u16> {
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
    pub fn sheets(&self, steps: Steps) -> Vec<Sheet> {
        let ahead = self.show.ahead;
        let last = u16::MAX;
        match steps {
            Steps::Last => (0..self.pages.len())
                .map(|page| Sheet { page, step: last, before: None, ahead })
                .collect(),
            Steps::All => self
                .pages
                .iter()
                .enumerate()
                .flat_map(|(page, content)| {
                    let mut before = None;
                    let mut steps = content.steps();
                    // What no step names, an ornament of the last item, is there at the end.
                    if let Some(end) = steps.last_mut() {
                        *end = last;
                    }
                    steps
                        .into_iter()
                        .map(move |step| Sheet { page, step, before: before.replace(step), ahead })
                        .collect::<Vec<_>>()
                })
                .collect(),
        }
    }
}

/// The first sheet of each page, by the page's index: where a link to the page leads.
pub fn first_sheets(sheets: &[Sheet]) -> Vec<usize> {
    sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.is_first())
        .map(|(index, _)| index)
        .collect()
}

impl Sheet {
    /// Whether it is the first of its page.
    pub fn is_first(&self) -> bool {
        self.before.is_none()
    }

    /// How an item of the sheet's page is seen.
    pub fn sight(&self, item: &Item) -> Sight {
        match self.before {
            Some(before) if item.step <= before => Sight::Again,
            _ if item.step <= self.step => Sight::New,
            _ if self.ahead == Ahead::Dimmed => Sight::Dimmed,
            _ => Sight::Hidden,
        }
    }
}
