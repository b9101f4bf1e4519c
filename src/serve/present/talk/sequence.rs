//! The order in which the pages of a deck are shown.

use super::media::TalkMedia;
use crate::show::Visibility;

/// A page of a talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TalkPage {
    /// The printed number of the slide.
    pub label: String,
    /// The title of the slide.
    pub title: String,
    /// Index of the slide in the deck.
    pub slide: usize,
    /// Index of the step that the page shows.
    pub step: usize,
    /// The part of the deck that the slide belongs to.
    pub part: Visibility,
    /// The title of the section.
    pub section: Option<String>,
    /// The duration of the section, in seconds, if the deck sets it.
    pub section_seconds: Option<f32>,
    /// After how many seconds the next page is shown automatically.
    pub advance: Option<f32>,
    /// Equal for pages that look the same.
    pub content_hash: u64,
    /// The videos and recordings on the page.
    pub media: Vec<TalkMedia>,
}

impl TalkPage {
    /// Whether a video or recording is on the page.
    pub fn has_media(&self, key: &str) -> bool {
        self.media.iter().any(|media| media.key == key)
    }
}

/// The pages of a deck in order: the talk, then backup slides, then hidden slides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSequence {
    /// The pages.
    pub pages: Vec<TalkPage>,
    /// The duration of the talk, in seconds.
    pub seconds: Option<f32>,
}

impl PageSequence {
    /// Returns the next page. After the last page of the talk there is none, so that the audience
    /// never sees a backup slide by accident.
    pub fn next_page(&self, page: usize) -> usize {
        let next = page + 1;
        let is_same_part = self.pages.get(next).is_some_and(|next| next.part == self.part_of(page));
        if is_same_part { next } else { page }
    }

    /// Returns the previous page.
    pub fn previous_page(&self, page: usize) -> usize {
        page.saturating_sub(1)
    }

    /// Returns the first page of the next slide.
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

    /// Returns the first page of this slide, or of the previous slide if `page` is the first.
    pub fn previous_slide(&self, page: usize) -> usize {
        let is_first = self.pages.get(page).is_none_or(|page| page.step == 0);
        self.ink_page(if is_first { self.previous_page(page) } else { page })
    }

    /// Returns the last page of the talk, before backup and hidden slides.
    pub fn last_page(&self) -> usize {
        self.pages
            .iter()
            .rposition(|page| page.part == Visibility::Shown)
            .unwrap_or_else(|| self.last_index())
    }

    /// Returns the index of the last of all pages.
    pub fn last_index(&self) -> usize {
        self.pages.len().saturating_sub(1)
    }

    /// Returns the page that has the ink of a page: the first one of its slide, because ink stays
    /// from one step to the next.
    pub fn ink_page(&self, page: usize) -> usize {
        page.saturating_sub(self.pages.get(page).map_or(0, |page| page.step))
    }

    /// Returns the part of the deck that a page belongs to.
    pub fn part_of(&self, page: usize) -> Visibility {
        self.pages.get(page).map_or(Visibility::Shown, |page| page.part)
    }
}
