//! The order in which a deck's pages are shown.

use crate::show::Visibility;

/// What is known of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TalkPage {
    /// The slide's number as printed.
    pub label: String,
    /// The slide's title.
    pub title: String,
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Which step it is, from 0.
    pub step: usize,
    /// Where it belongs.
    pub part: Visibility,
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
pub struct PageSequence {
    /// What is known of each page.
    pub pages: Vec<TalkPage>,
    /// How long the talk may take, in seconds.
    pub seconds: Option<f32>,
}

impl PageSequence {
    /// The page after this one. The talk ends with its last slide: nobody in the audience sees a
    /// backup slide by accident.
    pub fn next_page(&self, page: usize) -> usize {
        let next = page + 1;
        let goes_on = self.pages.get(next).is_some_and(|stop| stop.part == self.part_of(page));
        if goes_on { next } else { page }
    }

    /// The page before this one.
    pub fn previous_page(&self, page: usize) -> usize {
        page.saturating_sub(1)
    }

    /// The first page of the next slide.
    pub fn next_slide(&self, page: usize) -> usize {
        let mut at = page;
        while self.next_page(at) != at {
            at = self.next_page(at);
            if self.pages[at].step == 0 {
                return at;
            }
        }
        at
    }

    /// The first page of this slide; from there, that of the slide before.
    pub fn previous_slide(&self, page: usize) -> usize {
        self.ink_page(if self.pages.get(page).is_some_and(|stop| stop.step > 0) {
            page
        } else {
            self.previous_page(page)
        })
    }

    /// The last page of the talk.
    pub fn last_page(&self) -> usize {
        self.pages
            .iter()
            .rposition(|stop| stop.part == Visibility::Shown)
            .unwrap_or(self.pages.len().saturating_sub(1))
    }

    /// The page whose drawing a page shows: the first step of its slide, as nothing moves between
    /// steps.
    pub fn ink_page(&self, page: usize) -> usize {
        page.saturating_sub(self.pages.get(page).map_or(0, |stop| stop.step))
    }

    /// Where a page belongs.
    pub fn part_of(&self, page: usize) -> Visibility {
        self.pages.get(page).map_or(Visibility::Shown, |stop| stop.part)
    }
}
