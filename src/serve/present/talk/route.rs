//! The order in which a deck's pages are shown.

use crate::show::Standing;

/// What is known of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stop {
    /// The slide's number as printed.
    pub label: String,
    /// The slide's title.
    pub title: String,
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Which step it is, from 0.
    pub step: usize,
    /// Where it belongs.
    pub part: Standing,
    /// The section's name.
    pub section: Option<String>,
    /// How long the section may take, in seconds, where the deck says so.
    pub section_seconds: Option<f32>,
    /// After how many seconds the next page comes by itself.
    pub advance: Option<f32>,
    /// Equal for pages that look the same.
    pub drawing: u64,
}

/// The pages of a deck in order: the talk, then backup slides, then hidden ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// What is known of each page.
    pub stops: Vec<Stop>,
    /// How long the talk may take, in seconds.
    pub seconds: Option<f32>,
}

impl Route {
    /// The page after this one. The talk ends with its last slide: nobody in the audience sees a
    /// backup slide by accident.
    pub fn next(&self, page: usize) -> usize {
        let next = page + 1;
        let goes_on = self.stops.get(next).is_some_and(|stop| stop.part == self.part(page));
        if goes_on { next } else { page }
    }

    /// The page before this one.
    pub fn back(&self, page: usize) -> usize {
        page.saturating_sub(1)
    }

    /// The first page of the next slide.
    pub fn next_slide(&self, page: usize) -> usize {
        let mut at = page;
        while self.next(at) != at {
            at = self.next(at);
            if self.stops[at].step == 0 {
                return at;
            }
        }
        at
    }

    /// The first page of this slide; from there, that of the slide before.
    pub fn previous_slide(&self, page: usize) -> usize {
        self.drawn_on(if self.stops.get(page).is_some_and(|stop| stop.step > 0) {
            page
        } else {
            self.back(page)
        })
    }

    /// The last page of the talk.
    pub fn last(&self) -> usize {
        self.stops
            .iter()
            .rposition(|stop| stop.part == Standing::Counted)
            .unwrap_or(self.stops.len().saturating_sub(1))
    }

    /// The page whose drawing a page shows: the first step of its slide, as nothing moves between
    /// steps.
    pub fn drawn_on(&self, page: usize) -> usize {
        page.saturating_sub(self.stops.get(page).map_or(0, |stop| stop.step))
    }

    /// Where a page belongs.
    pub fn part(&self, page: usize) -> Standing {
        self.stops.get(page).map_or(Standing::Counted, |stop| stop.part)
    }
}
